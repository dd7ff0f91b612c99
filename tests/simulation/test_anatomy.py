"""The coming step taken apart says what the step then does, for every rule, and does not move the run."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from engine.anatomy import Anatomy, anatomy
from engine.errors import RangeError
from engine.turns import Turn

OPTIMIZERS = engine.list_ids("optimizers")
CURVED = {"newton", "newton_damped", "newton_diagonal", "adahessian", "sophia"}
"""Those that need curvature, which a signal has none of."""
LOUD = {"noise": engine.Noise(sigma=0.4, keep=0.8), "clip": engine.Clip(value=6.0, norm=5.0), "seed": 12}
STARTS = [(2.0, 1.7), (-1.0, 1.5), (0.5, -2.0)]


def make(optimizer, field=None, start=STARTS, **options) -> engine.Run:
    rule = engine.load_optimizer(optimizer) if isinstance(optimizer, str) else optimizer
    options = {"total_steps": 40, "kernels": "numpy"} | options
    return engine.Run(rule, field or engine.load_landscape("beale"), start, **options)


def scheduled(optimizer: str) -> dict:
    if "eta" not in engine.load_optimizer(optimizer).rule.parameters:
        return {}
    return {"schedule": engine.load_schedule("cosine")}


def assert_tells_the_next_step(run: engine.Run, tolerance: float = 0.0) -> list[Anatomy]:
    here, step = run.positions(), run.step
    told = [anatomy(run, k) for k in range(run.n)]
    assert run.step == step
    assert np.array_equal(run.positions(), here)
    run.advance(1)
    new = np.array([each.new_theta for each in told])
    np.testing.assert_allclose(run.positions(), new, rtol=tolerance, atol=tolerance)
    for name in run.state_names:
        after = np.array([each.after[name] for each in told])
        np.testing.assert_allclose(run.state(name), after, rtol=tolerance, atol=tolerance)
    return told


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_step_is_the_one_that_numpy_takes(optimizer):
    run = make(optimizer, **LOUD, **scheduled(optimizer))
    for _ in range(6):
        told = assert_tells_the_next_step(run)
        latest = [each.samples[-1].gradient for each in told if each.samples]
        assert not latest or np.array_equal(run.last_gradient(), latest)


@pytest.mark.parametrize("optimizer", sorted({*OPTIMIZERS} - CURVED))
def test_the_step_is_the_one_along_a_signal(optimizer):
    run = make(optimizer, engine.load_signal("sine"), [[0.0], [1.0]], **LOUD, **scheduled(optimizer))
    run.advance(3)
    assert_tells_the_next_step(run)


@pytest.mark.parametrize("optimizer", ["adam", "nesterov_three", "rprop"])
@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-13), ("float32", 3e-6)])
def test_the_step_is_the_one_that_compiled_kernels_take(optimizer, dtype, tolerance):
    run = make(optimizer, kernels="split", dtype=dtype, **LOUD, **scheduled(optimizer))
    run.advance(4)
    assert_tells_the_next_step(run, tolerance)


def test_a_part_of_a_swarm_meets_its_own_noise():
    run = make("adam", first_particle=700, **LOUD)
    assert_tells_the_next_step(run)


def test_a_typed_rule_is_told_line_by_line():
    rule = engine.optimizer("a = g*2\nm = m/2 + a\na = a + norm(m)\ntheta = theta - rate*m - a/100")
    run = make(rule, engine.landscape("x**2 + 3*y**2"), [(1.0, 2.0)], params={"rate": 0.125})
    run.advance(1)
    theta, m = run.positions()[0], run.state("m")[0]
    told = anatomy(run, 0)
    g = np.array([2.0, 6.0]) * theta
    new_m = m / 2 + 2 * g
    expected = [
        ("a", None, 2 * g),
        ("m", m, new_m),
        ("a", 2 * g, 2 * g + np.hypot(*new_m)),
        ("theta", theta, theta - 0.125 * new_m - (2 * g + np.hypot(*new_m)) / 100),
    ]
    assert [line.statement.target for line in told.lines] == [target for target, _, _ in expected]
    for line, (_, before, value) in zip(told.lines, expected, strict=True):
        assert (line.before is None) == (before is None)
        if before is not None:
            assert line.before == pytest.approx(before)
        assert line.value == pytest.approx(value)
    assert told.loss == pytest.approx(theta[0] ** 2 + 3 * theta[1] ** 2)
    assert told.gradient == pytest.approx(g)
    assert told.rate is None


def test_samples_are_where_the_rule_looks_and_exact_without_noise():
    run = make("nesterov_weighted", params={"gamma": 0.8, "eta": 0.01})
    run.advance(5)
    told = anatomy(run, 1)
    v, theta = run.state("v")[1], run.positions()[1]
    places = [theta - 0.8 * v * share for share in (0.5, 0.75, 1.0)]
    for sample, place in zip(told.samples, places, strict=True):
        assert sample.position == pytest.approx(place)
        exact = np.ravel(run.field.gradient(*place))
        assert sample.exact == pytest.approx(exact)
        assert sample.gradient == pytest.approx(exact)
    assert not np.allclose(told.gradient, told.samples[0].exact)


def test_clipping_shows_in_the_sample_and_not_in_the_exact_gradient():
    run = make("gradient_descent", clip=engine.Clip(norm=0.5))
    sample = anatomy(run, 0).samples[0]
    assert np.hypot(*sample.gradient) == pytest.approx(0.5)
    assert np.hypot(*sample.exact) > 1


def test_the_rate_follows_the_schedule():
    run = make("momentum", schedule=engine.load_schedule("cosine"), params={"eta": 0.02})
    rates = []
    for _ in range(3):
        told = anatomy(run, 0)
        rates.append(told.rate)
        assert told.rate == pytest.approx(0.02 * told.factor)
        run.advance(10)
    assert rates[0] > rates[1] > rates[2] > 0


def test_a_particle_that_will_stop_or_has_stopped_is_said_to_stay():
    run = make("gradient_descent", engine.landscape("exp(x**2) + y"), [(5.0, 0.0)], params={"eta": 1.0})
    for _ in range(3):
        before = run.positions()
        told = anatomy(run, 0)
        run.advance(1)
        assert told.stops == (run.stopped_at[0] >= 0)
        assert np.array_equal(run.positions()[0], told.new_theta)
    assert told.stops
    assert np.array_equal(run.positions(), before)


def test_parameters_turned_on_the_way_are_seen():
    run = make("momentum", turns=[Turn(2, {"eta": 0.5})])
    run.advance(2)
    assert anatomy(run, 0).rate == 0.5
    assert_tells_the_next_step(run)


def test_there_is_no_anatomy_of_a_particle_that_is_not_there():
    with pytest.raises(RangeError, match="particle"):
        anatomy(make("adam"), 3)


@pytest.mark.parametrize("schedule", [None, "cosine"])
@pytest.mark.parametrize("name", ["eta", "gamma", "a", "noise.sigma"])
def test_what_a_particle_has_of_its_own_is_seen(name: str, schedule: str | None):
    run = make(
        "nesterov",
        engine.landscape("a*x**2 + 3*y**2"),
        own={name: [0.01, 0.5, 0.2]},
        schedule=engine.load_schedule(schedule) if schedule else None,
        noise=engine.Noise(sigma=0.1),
    )
    run.advance(3)
    told = [anatomy(run, particle) for particle in range(3)]
    assert {value for one in told for key, value in one.values.items() if key == name} == (
        {0.01, 0.5, 0.2} if name == "gamma" else {one.rate for one in told} if name == "eta" else set()
    )
    run.advance(1)
    for particle, one in enumerate(told):
        assert one.new_theta == pytest.approx(run.positions()[particle], rel=1e-12)
        assert [line.statement.target for line in one.lines] == ["g", "v", "theta"]
