"""Gain and phase measured on rules, against closed forms."""

from __future__ import annotations

import threading

import numpy as np
import pytest

import engine
from engine.errors import Cancelled
from engine.modifiers import Clip
from engine.response import UPDATE, frequencies, response


def phases(transfer: np.ndarray) -> np.ndarray:
    return np.degrees(np.unwrap(np.angle(transfer)))


@pytest.mark.parametrize("gamma", [0.0, 0.5, 0.9, 0.99])
def test_the_exponential_average_is_as_its_closed_form(gamma: float) -> None:
    eta = 0.05
    found = response(engine.load_optimizer("momentum_ema"), {"gamma": gamma, "eta": eta})
    turn = np.exp(-2j * np.pi * found.frequencies)
    transfer = (1 - gamma) / (1 - gamma * turn)
    assert found.linear
    assert found.settled
    assert len(found.frequencies) > 50
    np.testing.assert_allclose(found.gain("v"), np.abs(transfer), rtol=1e-6)
    np.testing.assert_allclose(found.phase("v"), phases(transfer), atol=1e-6)
    np.testing.assert_allclose(found.gain(UPDATE), eta * np.abs(transfer), rtol=1e-6)
    np.testing.assert_allclose(found.phase(UPDATE), phases(transfer), atol=1e-6)


def test_plain_descent_answers_every_frequency_alike() -> None:
    found = response(engine.load_optimizer("gradient_descent"), {"eta": 0.3}, amplitude=2.5)
    np.testing.assert_allclose(found.gain(UPDATE), 0.3, rtol=1e-9)
    np.testing.assert_allclose(found.phase(UPDATE), 0.0, atol=1e-6)


def test_a_rule_that_divides_by_the_gradients_size_is_not_linear_and_said_to_be_so() -> None:
    once = response(engine.load_optimizer("rmsprop"), {"gamma": 0.9}, amplitude=1.0, points=12)
    twice = response(engine.load_optimizer("rmsprop"), {"gamma": 0.9}, amplitude=2.0, points=12)
    assert not once.linear
    # twice the gradient is answered by about the same update, so by half the gain
    np.testing.assert_allclose(twice.gain(UPDATE) / once.gain(UPDATE), 0.5, rtol=0.05)


def test_a_clipped_sine_is_answered_as_its_first_harmonic_and_not_alike_at_every_amplitude() -> None:
    """The clipping was left out: a rule was said to be linear, and its gain was that of the whole sine."""
    found = response(engine.load_optimizer("momentum"), {"eta": 0.1, "gamma": 0.0}, clip=Clip(value=0.5))
    assert not found.linear
    bound = np.arcsin(0.5)
    harmonic = 2 / np.pi * (bound + 0.5 * np.sqrt(1 - 0.5**2))
    slow = found.frequencies < 0.01
    assert found.gain(UPDATE)[slow] == pytest.approx(0.1 * harmonic, rel=1e-3)


def test_looking_ahead_by_kappa_changes_the_answer() -> None:
    nesterov = engine.load_optimizer("nesterov")
    params = {"gamma": 0.9, "eta": 0.5}
    blind = response(nesterov, params, kappa=0.0, points=12)
    ahead = response(nesterov, params, kappa=1.0, points=12)
    momentum = response(engine.load_optimizer("momentum"), params, points=12)
    np.testing.assert_allclose(blind.gain("v"), momentum.gain("v"), rtol=1e-9)
    assert np.abs(ahead.gain("v") / momentum.gain("v") - 1).max() > 1e-3


def test_frequencies_are_whole_fractions_of_the_window_and_rise() -> None:
    periods = frequencies(100, 4096)
    assert periods[0] == 1
    assert periods[-1] < 2048
    assert (np.diff(periods) > 0).all()


def test_it_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[float] = []
    cancel = threading.Event()

    def note(done: float) -> None:
        told.append(done)
        cancel.set()

    with pytest.raises(Cancelled):
        response(engine.load_optimizer("adagrad"), points=8, progress=note, cancel=cancel)
    assert told
    assert 0 < told[0] < 1


@pytest.mark.parametrize("rule", ["v = 2*v + g\ntheta = theta - v", "theta = -2*theta - g"])
def test_a_rule_that_leaves_all_numbers_is_measured_in_silence(rule: str) -> None:
    wild = engine.optimizer(rule, state={"v": 0.0} if "v" in rule else {})
    found = response(wild, points=6, window=64, kernels="numpy")
    assert not found.settled
    assert len(found.gain(UPDATE)) == len(found.phase(UPDATE)) == len(found.frequencies)
