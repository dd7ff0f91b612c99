"""`engine.simulate`: shapes, what each array means, and how wrong arguments are refused."""

from __future__ import annotations

import inspect
from fractions import Fraction

import numpy as np
import pytest

import engine
from engine import Outcome, simulate
from engine.simulation import frame_steps, record
from engine.turns import Turn


def test_the_signature_is_the_promised_one():
    parameters = inspect.signature(simulate).parameters
    assert list(parameters) == [
        *("optimizer", "field", "start", "steps"),
        *("params", "field_params", "noise", "clip", "schedule", "schedule_params", "turns", "own"),
        *("seed", "dtype", "backend", "every"),
    ]
    kinds = {name: p.kind.name for name, p in parameters.items()}
    assert set(list(kinds.values())[:4]) == {"POSITIONAL_OR_KEYWORD"}
    assert set(list(kinds.values())[4:]) == {"KEYWORD_ONLY"}
    defaults = {name: p.default for name, p in list(parameters.items())[4:]}
    assert defaults == {
        **{"params": None, "field_params": None, "noise": None, "clip": None},
        **{"schedule": None, "schedule_params": None, "turns": (), "own": None, "seed": 0},
        **{"dtype": "float64", "backend": "cpu", "every": 1},
    }


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("backend", ["cpu", "numpy"])
def test_shapes_on_a_landscape(backend, dtype):
    start = [[0, 0], [1, 2], [-3, 1]]
    result = simulate("adam", "himmelblau", start, 10, every=4, backend=backend, dtype=dtype)
    assert result.steps.tolist() == [0, 4, 8, 10]
    assert result.positions.shape == result.gradient.shape == result.update.shape == (4, 3, 2)
    assert result.loss.shape == (4, 3)
    assert set(result.state) == {"m", "v"}
    assert all(values.shape == (4, 3, 2) for values in result.state.values())
    assert result.outcome.shape == result.stopped_at.shape == (3,)
    assert result.positions.dtype == result.loss.dtype == result.state["m"].dtype == dtype
    np.testing.assert_array_equal(result.positions[0], np.array(start, dtype))
    assert (result.state["m"][0] == 0).all()


def test_a_result_that_is_looked_at_in_a_notebook_is_one_short_line():
    said = repr(simulate("adam", "himmelblau", [[1.0, 2.0]], 200))
    assert "Result" in said
    assert len(said) < 100


def test_loss_and_gradient_are_exact_and_at_the_frame_even_under_noise():
    landscape = engine.load_landscape("rosenbrock")
    result = simulate("momentum", landscape, [[-1, 1], [0.5, 2]], 30, noise=0.3, backend="numpy",
                      params={"eta": 1e-4})  # fmt: skip
    x, y = result.positions[..., 0], result.positions[..., 1]
    np.testing.assert_allclose(result.loss, landscape.value(x, y), rtol=1e-12)
    np.testing.assert_allclose(result.gradient[..., 0], landscape.gradient(x, y)[0], rtol=1e-12)


@pytest.mark.parametrize("every", [1, 7])
def test_update_is_the_last_step_whatever_every_is(every):
    fine = simulate("nesterov", "beale", [[2, 1.7]], 35, backend="numpy")
    coarse = simulate("nesterov", "beale", [[2, 1.7]], 35, backend="numpy", every=every)
    np.testing.assert_array_equal(fine.update[1:], np.diff(fine.positions, axis=0))
    np.testing.assert_array_equal(coarse.update, fine.update[coarse.steps])
    np.testing.assert_array_equal(coarse.positions, fine.positions[coarse.steps])
    assert (coarse.update[0] == 0).all()


def test_on_a_signal_the_gradient_is_what_the_rule_was_fed():
    signal = engine.load_signal("sine")
    result = simulate("momentum", signal, None, 50, backend="numpy")
    assert result.positions.shape == (51, 1, 1)
    assert (result.loss == 0).all()
    np.testing.assert_allclose(result.gradient[1:, 0, 0], signal.gradient(np.arange(1, 51.0)), rtol=1e-12)
    np.testing.assert_array_equal(result.update[1:], np.diff(result.positions, axis=0))
    v = result.state["v"][:, 0, 0]
    np.testing.assert_allclose(v[1:], 0.9 * v[:-1] + 0.01 * result.gradient[1:, 0, 0], rtol=1e-12)


def test_noise_on_a_signal_differs_between_particles_and_not_between_calls():
    first, again = (simulate("adam", "step", 4, 30, noise=0.2, seed=3, backend="numpy") for _ in "ab")
    np.testing.assert_array_equal(first.gradient, again.gradient)
    assert len(np.unique(first.gradient[5])) == 4
    other = simulate("adam", "step", 4, 30, noise=0.2, seed=4, backend="numpy")
    assert not np.array_equal(first.gradient, other.gradient)


def test_typed_rules_and_formulas_run():
    rule = engine.optimizer("v = gamma*v + eta*g\ntheta = theta - v")
    bowl = engine.landscape("a*x**2 + y**2")
    result = simulate(rule, bowl, [[1, 1]], 300, params={"eta": 0.05, "gamma": 0.5}, backend="numpy")
    assert result.outcomes() == [Outcome.CONVERGED]
    ramp = engine.signal("t/10")
    result = simulate("gradient_descent", ramp, None, 3, params={"eta": 1}, backend="numpy")
    np.testing.assert_allclose(result.update[1:, 0, 0], [-0.1, -0.2, -0.3])


def test_a_schedule_scales_the_learning_rate():
    result = simulate("gradient_descent", "step", None, 100, schedule="cosine", backend="numpy",
                      params={"eta": 1})  # fmt: skip
    factor = engine.load_schedule("cosine").factor(np.arange(1, 101.0), 100)
    moved = result.gradient[1:, 0, 0] != 0
    np.testing.assert_allclose(-result.update[1:, 0, 0][moved], factor[moved], rtol=1e-9)


def test_compiled_and_numpy_agree():
    start = np.random.default_rng(1).uniform(-4, 4, (50, 2))
    a, b = (simulate("adam", "himmelblau", start, 60, backend=backend) for backend in ("cpu", "numpy"))
    np.testing.assert_allclose(a.positions, b.positions, rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(a.outcome, b.outcome)


def test_blown_up_particles_are_frozen_and_told():
    params = {"eta": 1.0}
    result = simulate("gradient_descent", "himmelblau", [[3, 2], [5, 5]], 50, params=params, backend="numpy")
    assert result.outcomes() == [Outcome.CONVERGED, Outcome.NOT_FINITE]
    assert result.stopped_at[0] == -1
    step = int(result.stopped_at[1])
    assert 1 < step < 20
    assert np.isfinite(result.positions).all()
    np.testing.assert_array_equal(
        result.positions[step:, 1], np.broadcast_to(result.positions[-1, 1], (51 - step, 2))
    )


@pytest.mark.parametrize(
    ("arguments", "options", "expected"),
    [
        (("adamm", "himmelblau", [[0, 0]], 5), {}, "did you mean 'adam'"),
        (("adam", "himmelbau", [[0, 0]], 5), {}, "did you mean 'himmelblau'"),
        (("adam", "himmelblau", [[0, 0]], 0), {}, "steps = 0 is outside"),
        (("adam", "himmelblau", [[0, 0]], 5), {"every": 6}, "every = 6 is outside 1 … 5"),
        (("adam", "himmelblau", [[0, 0]], 5), {"dtype": "float16"}, "no dtype 'float16'"),
        (("adam", "himmelblau", [[0, 0]], 5), {"backend": "gpu"}, "no backend 'gpu'"),
        (("adam", "himmelblau", [[0, 0]], 5), {"params": {"eto": 1}}, "no parameter 'eto'"),
        (("adam", "himmelblau", [[0, 0]], 5), {"noise": -1}, "sigma = -1 is outside"),
        (("adam", "himmelblau", [[0, 0]], 5), {"schedule": "cosinus"}, "did you mean 'cosine'"),
        (("adam", "himmelblau", None, 5), {}, "needs a start"),
        (("adam", "himmelblau", [[0, np.nan]], 5), {}, "finite"),
        (("adam", "himmelblau", [[0, 0, 0]], 5), {}, "shape"),
        (("adam", "himmelblau", [["a", "b"]], 5), {}, "numbers"),
        (("adam", "sine", 0, 5), {}, "start = 0 is outside"),
    ],
)
def test_wrong_arguments_are_refused_in_a_sentence(arguments, options, expected):
    with pytest.raises(engine.InputError) as caught:
        simulate(*arguments, **options)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_frames_that_do_not_fit_are_refused_with_the_figures():
    start = np.zeros((1_000_000, 2))
    with pytest.raises(engine.TooLargeError, match=r"frames of 1,000,000 particles would take .* of memory"):
        simulate("adam", "himmelblau", start, 10**7)


def test_the_last_frame_is_kept_whatever_every_is():
    assert frame_steps(10, 3).tolist() == [0, 3, 6, 9, 10]
    assert frame_steps(9, 3).tolist() == [0, 3, 6, 9]


def test_recording_tells_its_progress():
    told: list[int] = []
    run = engine.Run(
        engine.load_optimizer("adam"),
        engine.load_landscape("booth"),
        [[0, 0]],
        total_steps=9,
        kernels="numpy",
    )
    record(run, 9, 4, told.append)
    assert told == [4, 8, 9]


@pytest.mark.parametrize(
    "wrong",
    [{"field_params": {"b": 1e6}}, {"turns": [Turn(2, field_params={"b": 1e6})]}],
)
def test_a_landscape_refuses_a_parameter_before_the_first_step(wrong, monkeypatch):
    monkeypatch.setattr(engine.Run, "advance", lambda *_: pytest.fail("stepped"))
    with pytest.raises(engine.RangeError, match="b = 1000000 is outside 1 … 1000"):
        simulate("adam", "rosenbrock", [[0, 0]], 3, backend="numpy", **wrong)


def test_the_strength_of_noise_is_any_kind_of_number():
    ends = [
        simulate("adam", "booth", [[0, 0]], 3, backend="numpy", noise=sigma).positions
        for sigma in (0.5, np.float32(0.5), Fraction(1, 2))
    ]
    assert np.array_equal(ends[0], ends[1])
    assert np.array_equal(ends[0], ends[2])
