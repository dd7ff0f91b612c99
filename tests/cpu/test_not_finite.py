"""Particles that blow up stop where they were, are counted, and disturb nobody."""

from __future__ import annotations

import numpy as np
import pytest

from engine import Noise, Outcome

from .problems import assert_same_bits, everything, make, spread

KERNELS = ["numpy", "split", "fused"]


def _mixed() -> np.ndarray:
    """Particles at rest, and five that descent at rate 0.01 drives out of Himmelblau's valley."""
    start = spread(1500)
    start[[3, 4, 511, 512, 1499]] = [[90, 1], [40, -30], [25, 25], [-60, 20], [500, 500]]
    return start


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("kernels", KERNELS)
def test_only_those_stop_and_the_others_do_not_notice(kernels, dtype):
    options = {"params": {"eta": 0.01}, "dtype": dtype, "noise": None}
    start = _mixed()
    run = make("gradient_descent", "himmelblau", start, kernels, **options)
    for _ in range(4):
        run.advance(10)
    lost = np.flatnonzero(run.stopped_at >= 0)
    assert lost.tolist() == [3, 4, 511, 512, 1499]
    assert np.isfinite(run.positions()).all()
    assert (run.outcome()[lost] == Outcome.NOT_FINITE).all()

    tame = start.copy()
    tame[lost] = 0.0
    calm = make("gradient_descent", "himmelblau", tame, kernels, **options)
    calm.advance(40)
    kept = np.delete(np.arange(1500), lost)
    assert run.positions()[kept].tobytes() == calm.positions()[kept].tobytes()


@pytest.mark.parametrize("kernels", ["split", "fused"])
@pytest.mark.parametrize("rule", ["momentum", "nesterov_three", "adamax"])
def test_where_and_when_they_stop_does_not_depend_on_stretches(rule, kernels):
    options = {"params": {"eta": 0.02}, "dtype": "float32"}
    alone = make(rule, "himmelblau", _mixed(), "split", **options)
    for _ in range(40):
        alone.advance(1)
    together = make(rule, "himmelblau", _mixed(), kernels, **options)
    together.advance(39)
    together.advance(1)
    assert_same_bits(alone, together)


@pytest.mark.parametrize("kernels", KERNELS)
@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("x*1e308*10", 1e299),
        ("10*(x*1e308)", 1e299),
        ("(x*1e200)*(y*1e200)", 1e240),
        ("x*1e200*y/1e-200", 1e240),
    ],
)
def test_a_height_is_finite_where_its_factors_together_are_not(kernels, formula, value):
    """Constant factors are gathered, but not where a double cannot hold their product."""
    run = make("theta = loss(theta)", formula, [[1e-10, 1e-150]], kernels)
    run.advance(1)
    assert run.stopped_at.tolist() == [-1]
    np.testing.assert_allclose(run.positions()[0, 0], value, rtol=1e-9)


def test_a_particle_stops_at_its_last_finite_place():
    """θ grows tenfold a step from 1e300: step 9 is the first beyond float64."""
    for kernels in KERNELS:
        run = make("s = s + 1\ntheta = 10*theta + 0*g", "x**2 + y**2", [[1e300, 0.0], [1.0, 2.0]], kernels)
        run.advance(12)
        run.advance(1)
        assert run.stopped_at.tolist() == [9, -1]
        np.testing.assert_allclose(run.positions(), [[1e308, 0.0], [1e13, 2e13]], rtol=1e-12)
        assert run.state("s")[:, 0].tolist() == [8.0, 13.0]
        assert run.last_move()[0].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("kernels", KERNELS)
def test_one_step_of_infinity_is_not_forgotten(kernels):
    """A rule that brings particles back from anywhere hides a blow-up from who looks now and then."""
    rule = "p = min(max(theta, -1), 1)\ntheta = p + where(t == 3, exp(1000*p), 0.001) + 0*g"
    run = make(rule, "x**2 + y**2", [[0.9, 0.9], [-0.9, -0.9]], kernels)
    run.advance(10)
    assert run.stopped_at.tolist() == [3, -1]
    np.testing.assert_allclose(run.positions()[0], 0.902, rtol=1e-12)


@pytest.mark.parametrize("kernels", KERNELS)
def test_a_state_that_overflows_counts(kernels):
    run = make("G = G + g*g\ntheta = theta - eta/(1 + G)", "x**2 + y**2", [[1e200, 0], [1, 1]], kernels)
    run.advance(5)
    assert run.stopped_at.tolist() == [1, -1]


@pytest.mark.parametrize("kernels", KERNELS)
def test_everybody_may_stop(kernels):
    run = make("theta = theta*1e200 + 0*g", "x**2 + y**2", np.full((600, 2), 3.0), kernels)
    run.advance(20)
    before = everything(run) if kernels != "fused" else {"theta": run.positions()}
    run.advance(20)
    assert (run.stopped_at == 2).all()
    assert run.positions().tobytes() == before["theta"].tobytes()
    assert (run.outcome() == Outcome.NOT_FINITE).all()
    assert run.step == 40


def test_noise_does_not_shift_for_those_who_remain():
    options = {"params": {"eta": 0.01}, "noise": Noise(0.1), "seed": 4}
    run = make("gradient_descent", "himmelblau", _mixed(), **options)
    run.advance(40)
    calm = make("gradient_descent", "himmelblau", np.where(np.abs(_mixed()) > 5, 0, _mixed()), **options)
    calm.advance(40)
    kept = run.stopped_at < 0
    assert kept.sum() == 1495
    assert run.positions()[kept].tobytes() == calm.positions()[kept].tobytes()


def test_a_snapshot_remembers_who_stopped():
    run = make("gradient_descent", "himmelblau", _mixed(), params={"eta": 0.01})
    run.advance(40)
    other = make("gradient_descent", "himmelblau", _mixed(), params={"eta": 0.01})
    other.restore(run.snapshot())
    run.advance(5)
    other.advance(5)
    assert_same_bits(run, other)


def test_subnormal_numbers_are_zero_in_kernels_and_only_there():
    """A particle at rest has accumulators that halve for ever; as subnormal numbers they are slow."""
    run = make("theta = theta*0.5 + 0*g", "x**2 + y**2", [[1e-37, 1.0]], dtype="float32")
    run.advance(10)
    assert run.positions()[0].tolist() == [0.0, 2.0**-10]
    assert np.float32(1e-40) * np.float32(0.5) > 0
