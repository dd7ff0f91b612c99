"""Parameters that differ between particles: each particle goes as a run of its own with that value would."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.errors import InputError, MissingError, UnknownNameError
from engine.outcome import Outcome
from engine.run import Run
from engine.trajectory import trajectory
from engine.turns import Turn

SINE = engine.load_signal("sine")


def ends(optimizer: str, own: dict, kernels: str, steps: int = 40, **options: object) -> np.ndarray:
    n = len(next(iter(own.values())))
    run = Run(
        engine.load_optimizer(optimizer),
        SINE,
        np.zeros((n, 1)),
        total_steps=steps,
        kernels=kernels,
        own=own,
        **options,
    )
    return trajectory(run, steps)["theta"][:, :, 0]


def alone(optimizer: str, steps: int, **options: object) -> np.ndarray:
    run = Run(
        engine.load_optimizer(optimizer),
        SINE,
        [[0.0]],
        total_steps=steps,
        kernels="numpy",
        **options,
    )
    return trajectory(run, steps)["theta"][:, 0, 0]


@pytest.mark.parametrize("kernels", ["numpy", "split", "fused"])
@pytest.mark.parametrize(
    ("optimizer", "name", "values"),
    [
        ("momentum", "gamma", [0.1, 0.9, 0.99]),
        ("nesterov", "gamma", [0.3, 0.9, 0.975]),
        ("adam", "beta2", [0.5, 0.9, 0.999]),
        ("rmsprop", "eta", [1e-4, 1e-2, 1.0]),
    ],
)
def test_each_particle_is_as_if_it_were_alone(optimizer: str, name: str, values: list, kernels: str) -> None:
    found = ends(optimizer, {name: values}, kernels)
    for k, value in enumerate(values):
        np.testing.assert_allclose(
            found[:, k], alone(optimizer, 40, params={name: value}), rtol=1e-9, atol=1e-13
        )


@pytest.mark.parametrize("kernels", ["numpy", "split"])
@pytest.mark.parametrize("optimizer", ["momentum", "nesterov"])
def test_a_parameter_of_the_signal_may_differ_too(optimizer: str, kernels: str) -> None:
    periods = [10.0, 50.0, 300.0]
    found = ends(optimizer, {"period": periods}, kernels)
    for k, period in enumerate(periods):
        expected = alone(optimizer, 40, field_params={"period": period})
        np.testing.assert_allclose(found[:, k], expected, rtol=1e-9, atol=1e-12)


def test_an_initial_value_made_of_the_parameter_is_each_particles_own() -> None:
    values = [0.0, 1.0, 4.0]
    rule = engine.optimizer("v = v*0.5\ntheta = theta - v", state={"v": "2*first"})
    for kernels in ("numpy", "split"):
        run = Run(rule, SINE, np.zeros((3, 1)), total_steps=1, kernels=kernels, own={"first": values})
        run.advance(1)
        np.testing.assert_allclose(run.positions()[:, 0], [-0.0, -1.0, -4.0])


def test_what_a_rule_gathers_is_named_as_before() -> None:
    run = Run(
        engine.load_optimizer("momentum"), SINE, np.zeros((2, 1)), total_steps=5, own={"gamma": [0.5, 0.9]}
    )
    assert run.state_names == ("v",)
    assert set(trajectory(run, 5)) == {"theta", "gradient", "previous", "state:v"}
    run.restart(np.zeros((2, 1)))
    assert (run.state("v") == 0).all()


def test_names_and_numbers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="gamma"):
        ends("momentum", {"gama": [0.1]}, "numpy")
    with pytest.raises(InputError, match="3 finite numbers"):
        Run(
            engine.load_optimizer("momentum"),
            SINE,
            np.zeros((3, 1)),
            total_steps=1,
            own={"gamma": [0.1, 0.2]},
        )
    with pytest.raises(InputError, match="finite"):
        ends("momentum", {"gamma": [np.nan, 0.2]}, "numpy")
    with pytest.raises(MissingError, match="choose the processor"):
        ends("momentum", {"period": [10.0, 20.0]}, "split", backend="cuda")


@pytest.mark.parametrize("kernels", ["numpy", "split"])
def test_the_noise_may_be_each_particles_own(kernels: str) -> None:
    bowl, descent = engine.landscape("x**2 + 3*y**2"), engine.load_optimizer("gradient_descent")
    begin, sigmas = [[1.0, 2.0], [0.5, -1.0], [1.0, 2.0]], [0.0, 0.7, 2.0]
    options = {"params": {"eta": 0.05}, "total_steps": 20, "seed": 5, "kernels": kernels}
    run = Run(descent, bowl, begin, own={"noise.sigma": sigmas}, **options)
    run.advance(20)
    for k, sigma in enumerate(sigmas):
        lone = Run(
            descent,
            bowl,
            begin[k : k + 1],
            noise=engine.Noise(sigma=sigma),
            first_particle=k,
            **options,
        )
        lone.advance(20)
        assert np.array_equal(run.positions()[k], lone.positions()[0])
    with pytest.raises(InputError, match="sigma"):
        Run(descent, bowl, begin, own={"noise.sigma": [0.1, -0.2, 0]}, **options)


RATES = [2.0**-9, 3 * 2.0**-10, 2.0**-6]
"""Learning rates that float32 has."""

SCHEDULES = ["constant", "cosine", "exponential", "inverse_time", "step", "warmup"]


def scheduled(optimizer: str, schedule: str, rates: list[float], together: bool, **options: object) -> list:
    """Where a ball on a bowl ends by each learning rate: as particles of one run, or as runs."""
    bowl, rule = engine.landscape("x**2 + 3*y**2 + sin(x*y)"), engine.load_optimizer(optimizer)
    options = {"schedule": engine.load_schedule(schedule), "total_steps": 60, **options}
    if together:
        run = Run(rule, bowl, [[1.0, -0.7]] * len(rates), own={"eta": rates}, **options)
        run.advance(60)
        return list(run.positions())
    ends = []
    for rate in rates:
        run = Run(rule, bowl, [[1.0, -0.7]], params={"eta": rate}, **options)
        run.advance(60)
        ends.append(run.positions()[0])
    return ends


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum", "nesterov", "adam", "adamw", "lion"])
def test_a_schedule_multiplies_each_particles_own_rate(optimizer: str, schedule: str, dtype: str) -> None:
    own = scheduled(optimizer, schedule, RATES, True, dtype=dtype, kernels="numpy")
    lone = scheduled(optimizer, schedule, RATES, False, dtype=dtype, kernels="numpy")
    assert np.array(own).tobytes() == np.array(lone).tobytes()
    assert len({end.tobytes() for end in own}) == len(RATES)


@pytest.mark.parametrize("kernels", ["split", "fused"])
@pytest.mark.parametrize(("dtype", "last"), [("float32", 2e-5), ("float64", 1e-13)])
@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_compiled_it_does_so_up_to_the_last_digits(
    optimizer: str, dtype: str, last: float, kernels: str
) -> None:
    own = scheduled(optimizer, "cosine", RATES, True, dtype=dtype, kernels=kernels)
    lone = scheduled(optimizer, "cosine", RATES, False, dtype=dtype, kernels=kernels)
    np.testing.assert_allclose(own, lone, rtol=last, atol=last)


@pytest.mark.parametrize("schedule", [None, "cosine"])
def test_what_differs_between_particles_is_not_turned(schedule: str | None) -> None:
    bowl, rule = engine.landscape("x**2 + 3*y**2"), engine.load_optimizer("momentum")
    options = {"schedule": engine.load_schedule(schedule) if schedule else None, "total_steps": 30}
    turns = [[], [Turn(5, params={"eta": 7.0})]]
    runs = [Run(rule, bowl, [[1.0, 2.0]] * 3, own={"eta": RATES}, turns=each, **options) for each in turns]
    for run in runs:
        run.advance(10)
    runs[0].set_params(eta=3.0, gamma=0.5)
    runs[1].set_params(gamma=0.5)
    for run in runs:
        run.advance(20)
    assert np.array_equal(runs[0].positions(), runs[1].positions())


@pytest.mark.parametrize("kernels", ["numpy", "split"])
def test_each_particle_is_told_of_a_landscape_of_its_own(kernels: str) -> None:
    bowl, rule = engine.landscape("a*x**2 + y**2"), engine.load_optimizer("gradient_descent")
    options: dict = {"params": {"eta": 0.2}, "total_steps": 200, "kernels": kernels}
    run = Run(rule, bowl, [[1.0, 1.0]] * 3, own={"a": [1.0, 2.0, 20.0]}, **options)
    loss, gradient = run.value_and_gradient()
    assert loss.tolist() == [2.0, 3.0, 21.0]
    assert gradient.tolist() == [[2.0, 2.0], [4.0, 2.0], [40.0, 2.0]]
    assert run.value_and_gradient(run.positions()[:2])[0].tolist() == [2.0, 3.0]
    run.advance(200)
    assert run.outcome().tolist() == [Outcome.CONVERGED, Outcome.CONVERGED, Outcome.DIVERGED]
