"""Signals and schedules: their shapes are what their texts say."""

from __future__ import annotations

import numpy as np
import pytest

from engine.catalogue import list_ids, load_schedule, load_signal
from engine.entries import signal
from engine.errors import RangeError

EPOCHS = np.arange(1, 501)


@pytest.mark.parametrize("id", list_ids("signals"))
def test_a_signal_is_finite_bounded_and_alive_within_its_epochs(id: str) -> None:
    field = load_signal(id)
    g = field.gradient(np.arange(1, field.epochs + 1))
    assert np.isfinite(g).all()
    assert 0.9 <= np.abs(g).max() <= 1 + 1e-12
    doubled = field.gradient(np.arange(1, field.epochs + 1), amplitude=2.0)
    np.testing.assert_allclose(doubled, 2 * g, atol=1e-15)
    assert [p.name for p in field.parameters][-1] == "kappa"


@pytest.mark.parametrize("id", list_ids("signals"))
def test_a_signal_can_be_looked_at_between_and_before_epochs(id: str) -> None:
    times = np.linspace(-200, 700, 3001)
    assert np.isfinite(load_signal(id).gradient(times)).all()


def test_spikes_are_rare_and_short() -> None:
    g = load_signal("spikes").gradient(EPOCHS, period=60.0, width=2.0, first=20.0)
    assert list(EPOCHS[g != 0][:6]) == [20, 21, 80, 81, 140, 141]


def test_teeth_rise_and_fall_with_silence_between() -> None:
    g = load_signal("teeth").gradient(EPOCHS, period=120.0, width=60.0, first=10.0)
    assert EPOCHS[g == 1].tolist() == [40, 160, 280, 400]
    assert (np.diff(g[9:39]) > 0).all()
    assert (np.diff(g[39:69]) < 0).all()
    assert (g[69:129] == 0).all()


@pytest.mark.parametrize("id", ["spikes", "teeth"])
def test_nothing_precedes_what_is_said_to_be_the_first(id: str) -> None:
    field = load_signal(id)
    for first, period, width in ((100.0, 60.0, 20.0), (50.0, 60.0, 59.0)):
        g = field.gradient(EPOCHS, first=first, period=period, width=width)
        assert (g[: int(first) - 1] == 0).all()
        assert np.flatnonzero(g)[0] in (first - 1, first), "a tooth rises from 0 at its epoch"
        later = g[int(first) - 1 :]
        np.testing.assert_array_equal(later[: len(later) - int(period)], later[int(period) :])


def test_rectangles_are_a_meander_until_asked_otherwise() -> None:
    field = load_signal("rectangles")
    g = field.gradient(EPOCHS)
    assert set(g) == {-1.0, 1.0}
    assert (g[:50] == 1).all()
    assert (g[50:100] == -1).all()
    assert g.sum() == 0
    assert set(field.gradient(EPOCHS, second=0.0)) == {0.0, 1.0}
    assert set(field.gradient(EPOCHS, width=25.0)) == {-1.0, 0.0, 1.0}


def test_sine_step_and_ramp() -> None:
    np.testing.assert_allclose(
        load_signal("sine").gradient(EPOCHS, period=40.0), np.sin(EPOCHS * np.pi / 20), atol=1e-12
    )
    step = load_signal("step").gradient(EPOCHS, first=20.0)
    assert (step[:19] == 0).all()
    assert (step[19:] == 1).all()
    ramp = load_signal("ramp").gradient(EPOCHS, first=20.0, length=150.0)
    assert (ramp[:20] == 0).all()
    np.testing.assert_allclose(np.diff(ramp[19:169]), 1 / 150)
    assert (ramp[169:] == 1).all()


def test_the_chirp_speeds_up_and_then_stays() -> None:
    times = np.linspace(0, 600, 600_001)
    g = load_signal("chirp").gradient(times, slow=100.0, fast=10.0, length=400.0)
    zeros = times[:-1][np.diff(np.signbit(g).astype(int)) != 0]
    gaps = np.diff(zeros)
    assert (np.diff(gaps[gaps > 5.2]) < 0).all()
    np.testing.assert_allclose(gaps[-20:], 5, atol=0.01)
    assert np.abs(np.diff(g)).max() < 1e-3


def test_a_typed_signal_is_a_function_of_t() -> None:
    assert float(signal("a*t**2").gradient(3, a=2.0)) == 18
    with pytest.raises(RangeError):
        load_signal("sine").gradient(1, period=0.0)


def test_schedules_start_at_their_full_rate_or_warm_up_to_it() -> None:
    steps = np.arange(1, 201)
    for id in list_ids("schedules"):
        factor = load_schedule(id).factor(steps, 200)
        assert factor.shape == (200,)
        assert (factor >= 0).all()
        assert (factor <= 1).all()
        if id != "warmup":
            assert factor[0] == 1
            assert (np.diff(factor) <= 0).all()
    warm = load_schedule("warmup").factor(steps, 200, length=4.0)
    assert warm[:5].tolist() == [0.25, 0.5, 0.75, 1, 1]
    assert load_schedule("step").factor(steps, 200, drop=0.5, every=100.0)[[0, 99, 100, 199]].tolist() == [
        1, 1, 0.5, 0.5,
    ]  # fmt: skip
    inverse = load_schedule("inverse_time").factor(steps, 200, decay=0.5)
    np.testing.assert_allclose(1 / inverse, 1 + 0.5 * (steps - 1))
    cosine = load_schedule("cosine").factor(np.arange(1, 202), 200)
    assert cosine[100] == pytest.approx(0.5)
    assert cosine[200] == pytest.approx(0, abs=1e-15)
