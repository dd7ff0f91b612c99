"""Ticks, ranges and thinning: everything about plots that needs no painter."""

from __future__ import annotations

import numpy as np
import pytest

from gui.plots.accumulators import accumulators, lengths, sizes
from gui.plots.chart import bounds
from gui.plots.curves import Curve, thin, value_at, within
from gui.plots.ticks import (
    angle_step,
    linear_ticks,
    log_ticks,
    nice_step,
    power_text,
    steady_range,
    tick_text,
)


@pytest.mark.parametrize(
    "values", [[0.0, 1.7e308], [1.7e308, 1.7e308], [-1.7e308, 1.7e308], [1.0, 1e305], [np.nan, np.inf]]
)
def test_an_axis_reaches_numbers_only(values: list[float]) -> None:
    low, high = bounds([np.array(values)])
    assert 0 < high - low < np.inf
    assert bounds([np.array([*values, -1.0, 2.0])]) == bounds([np.array([-1.0, 2.0])])


@pytest.mark.parametrize("span", [1e-9, 0.37, 1.0, 42.0, 3e7])
def test_steps_are_round_and_few(span: float) -> None:
    step = nice_step(span, 4)
    assert span / step <= 4 + 1e-6
    assert span / step > 1.2
    assert f"{step:e}"[0] in "125"


def test_ticks_lie_within_the_axis() -> None:
    ticks, step = linear_ticks(-0.93, 1.21, 4)
    assert np.allclose(np.diff(ticks), step)
    assert ticks == sorted(ticks)
    assert min(ticks) >= -0.93
    assert max(ticks) <= 1.21
    assert 0.0 in ticks
    assert len(linear_ticks(-4.0, 4.0)[0]) > 1
    assert log_ticks(-7.0, 2.0, 3) == [-6.0, -3.0, 0.0]
    # the axis of gain and phase in a narrow window
    assert log_ticks(-3.612, -0.301, 3) == [-3.0, -2.0, -1.0]
    assert log_ticks(-2.4, -0.9, 1) == [-2.0, -1.0]
    assert log_ticks(-2.4, -1.9, 3) == [-2.0]


def test_a_range_moves_in_steps() -> None:
    assert steady_range(0.02, 0.91) == steady_range(0.01, 0.95)
    low, high = steady_range(5.0, 5.0)
    assert low < 5.0 < high
    assert steady_range(0.0, 0.0) == (-1.0, 1.0)
    assert steady_range(float("nan"), 1.0) == (0.0, 1.0)


def test_angles_are_divided_as_a_circle_is() -> None:
    low, high = steady_range(-83.0, 0.0, divided=angle_step)
    assert (low, high) == (-90.0, 0.0)
    assert linear_ticks(low, high, 4, angle_step) == ([-90.0, -60.0, -30.0, 0.0], 30.0)
    assert linear_ticks(-180.0, 180.0, 4, angle_step) == ([-180.0, -90.0, 0.0, 90.0, 180.0], 90.0)
    # many turns, and less than a degree
    assert angle_step(4000.0, 4) == nice_step(4000.0, 4)
    assert angle_step(0.2, 4) == nice_step(0.2, 4)
    assert angle_step(0.0, 4) == 1.0


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        (0.5, 0.5, "0.5"),
        (-2.0, 1.0, "−2"),
        (0.25, 0.25, "0.25"),
        (0.0, 0.1, "0"),
        (2e6, 1e6, "2·10⁶"),
        (1e-5, 1e-5, "10⁻⁵"),
        (-1e6, 5e5, "−10⁶"),
        (5e6, 2.5e6, "5·10⁶"),
        (1.25e9, 2.5e8, "1.25·10⁹"),
        (1.2025e-4, 2.5e-7, "1.2025·10⁻⁴"),
        (149_995.0, 5.0, "149995"),
    ],
)
def test_numbers_on_an_axis_are_as_precise_as_the_step(value: float, step: float, text: str) -> None:
    assert tick_text(value, step) == text


@pytest.mark.parametrize(
    ("first", "step"),
    [(2.6e17, 1e14), (1.0, 1e-7), (1e6, 0.5), (1.2e-4, 2e-6), (-3e12, 2.5e3), (9.9e5, 2.5e3)],
)
def test_no_two_places_of_an_axis_have_one_number(first: float, step: float) -> None:
    assert len({tick_text(first + k * step, step) for k in range(20)}) == 20


def test_powers_of_ten() -> None:
    assert [power_text(k) for k in (-12, 0, 1, 3)] == ["10⁻¹²", "1", "10", "10³"]


def test_thinning_keeps_peaks_and_ends() -> None:
    x = np.arange(100_000.0)
    y = np.sin(x / 900)
    y[43_210] = 5.0
    y[77_777] = np.nan
    kept_x, kept_y = thin(x, y, 300)
    assert len(kept_x) <= 1200
    assert np.nanmax(kept_y) == 5.0
    assert (kept_x[0], kept_x[-1]) == (0.0, 99_999.0)
    assert np.all(np.diff(kept_x) > 0)
    few = thin(x[:50], y[:50], 300)
    assert np.array_equal(few[1], y[:50])


def test_a_part_of_a_curve_reaches_one_point_beyond_either_side() -> None:
    x = np.arange(0.0, 100.0, 10.0)
    kept, _ = within(x, -x, 25.0, 55.0)
    assert list(kept) == [20.0, 30.0, 40.0, 50.0, 60.0]
    assert np.array_equal(within(x, x, -5.0, 500.0)[1], x)


def test_a_value_is_read_where_there_is_one() -> None:
    curve = Curve(np.array([0.0, 2.0, 4.0]), np.array([1.0, np.nan, 3.0]), "#FFFFFF")
    assert value_at(curve, 3.0) == 3.0
    assert np.isnan(value_at(curve, 2.0))
    assert np.isnan(value_at(curve, 5.0))


def test_accumulators_are_told_apart_by_the_articles_names() -> None:
    adam = accumulators(("m", "v"), True)
    assert (adam.momentum, adam.scale, adam.rooted) == ("m", "v", True)
    assert accumulators(("v",), False).scale is None
    assert accumulators(("E_g2", "E_dx2"), True).scale == "E_g2"
    assert accumulators(("m", "u"), False).rooted is False
    assert accumulators((), False).momentum is None


def test_sizes_are_norms() -> None:
    states = {"m": np.array([[3.0, 4.0], [0.0, 1.0]]), "v": np.array([[9.0, 16.0], [0.0, 25.0]])}
    momentum, rms = sizes(accumulators(states, True), states)
    assert list(momentum) == [5.0, 1.0]
    assert list(rms) == [5.0, 5.0]
    assert sizes(accumulators((), True), {}) == (None, None)
    assert np.isnan(lengths(np.array([[np.nan, 1.0], [3.0, 4.0]]))[0])
