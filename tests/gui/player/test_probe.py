"""A probe holds the numbers of one ball, for every optimizer, and leaves its run where it is."""

from __future__ import annotations

import numpy as np
import pytest

import engine
from gui.player.probe import make_probe

OPTIMIZERS = engine.list_ids("optimizers")


def make(optimizer: str, field: str = "x**2 + 20*y**2 + x*y", **options) -> engine.Run:
    rule = engine.load_optimizer(optimizer)
    options = {"total_steps": 40, "kernels": "numpy"} | options
    return engine.Run(rule, engine.landscape(field), [(2.0, 1.0), (-1.0, 0.5)], **options)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_probe_tells_what_the_run_then_does(optimizer):
    run = make(optimizer, noise=engine.Noise(sigma=0.2), seed=4)
    for _ in range(4):
        probe = make_probe(run, run.optimizer, 1, number=5)
        here, states = run.positions()[1], {name: run.state(name)[1] for name in run.state_names}
        run.advance(1)
        assert (probe.run, probe.particle, probe.step) == (5, 1, run.step - 1)
        assert np.array_equal(probe.theta, here)
        assert np.array_equal(probe.theta + probe.move, here + (run.positions()[1] - here))
        assert {name: value.tolist() for name, value in probe.states.items()} == {
            name: value.tolist() for name, value in states.items()
        }
        assert probe.scaling is None or (np.isfinite(probe.scaling).all() and (probe.scaling >= 0).all())
        if not probe.looks and run.optimizer.rule.samples:
            assert np.array_equal(probe.gradient, run.last_gradient()[1])


def test_looks_are_those_that_are_elsewhere():
    for optimizer, count, here in (("nesterov", 1, False), ("nesterov_three", 3, False), ("adam", 0, True)):
        run = make(optimizer, params={"eta": 0.01})
        run.advance(3)
        probe = make_probe(run, run.optimizer, 0)
        assert (len(probe.looks), probe.looks_here) == (count, here)
        for look in probe.looks:
            x, y = look.position
            assert look.gradient == pytest.approx([2 * x + y, 40 * y + x])
            assert not np.allclose(look.position, probe.theta)


def test_the_scaling_of_adam_evens_out_the_ravine():
    run = make("adam", "x**2 + 400*y**2", params={"eta": 0.01})
    run.advance(5)
    probe = make_probe(run, run.optimizer, 0)
    assert probe.scaling[0] > 50 * probe.scaling[1]
    assert (probe.divisor, probe.rooted, probe.memory) == ("v", True, "m")


def test_the_scaling_of_a_rule_of_signs_is_the_step_over_the_gradient():
    run = make("sign_descent", params={"eta": 0.01})
    probe = make_probe(run, run.optimizer, 0)
    assert probe.scaling * np.abs(probe.gradient) == pytest.approx([0.01, 0.01])


def test_inertia_is_the_length_of_the_step_that_momentum_makes_alone():
    run = make("momentum", params={"eta": 0.01})
    run.advance(3)
    assert make_probe(run, run.optimizer, 0).inertia == pytest.approx(1.0)
    run = make("momentum_ema", params={"eta": 0.01})
    run.advance(3)
    assert make_probe(run, run.optimizer, 0).inertia == pytest.approx(0.01)


def test_rate_and_factor_follow_the_schedule():
    run = make("momentum", params={"eta": 0.001}, schedule=engine.load_schedule("cosine"))
    run.advance(20)
    probe = make_probe(run, run.optimizer, 0)
    assert probe.rate == pytest.approx(0.001 * probe.factor)
    assert 0.3 < probe.factor < 0.7
    assert make_probe(make("adadelta"), engine.load_optimizer("adadelta"), 0).factor == 1.0


def test_a_ball_that_is_gone_says_so():
    run = make("gradient_descent", "exp(x**2) + y**2", params={"eta": 10.0})
    run.advance(8)
    probe = make_probe(run, run.optimizer, 0)
    assert probe.gone
    assert not probe.move.any()
