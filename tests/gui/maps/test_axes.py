"""Axes of maps: zooming and moving within what there is, numbers along them, and a bar for the scale."""

from __future__ import annotations

import math

import numpy as np
import pytest

import engine
from engine.bulk.axes import Axis
from engine.entries import Parameter
from gui.maps.axis import (
    default_axis,
    is_finer_than,
    magnification,
    moved,
    share_of,
    shares_of,
    value_at,
    zoomed,
)
from gui.maps.ticks import axis_ticks, scale_bar
from gui.maps.words import axis_name
from scenarios.map_schema import AxisSpec

PLACE = Parameter("start.x", "x", 0.0, -1e9, 1e9, "linear", "start", "начало")
RATE = Parameter("eta", "η", 0.01, 1e-6, 10.0, "log", "learning rate", "скорость обучения")
KEPT = Parameter("gamma", "γ", 0.9, 0.0, 0.9999, "complement", "kept", "хранимая доля")
AXES = [AxisSpec("start.x", -6.0, 4.0), AxisSpec("eta", 1e-4, 1.0, True)]


@pytest.mark.parametrize("axis", AXES)
def test_places_and_values_are_inverse(axis: AxisSpec) -> None:
    shares = np.linspace(-0.2, 1.3, 16)
    values = np.array([value_at(axis, share) for share in shares])
    np.testing.assert_allclose([share_of(axis, v) for v in values], shares, atol=1e-12)
    np.testing.assert_allclose(shares_of(axis, values), shares, atol=1e-12)


def test_a_logarithmic_axis_has_no_place_for_what_is_not_positive() -> None:
    assert share_of(AXES[1], 0.0) == -math.inf


@pytest.mark.parametrize(("axis", "parameter"), list(zip(AXES, (PLACE, RATE), strict=True)))
@pytest.mark.parametrize("about", [0.0, 0.3, 1.0])
def test_zooming_leaves_the_place_under_the_pointer(
    axis: AxisSpec, parameter: Parameter, about: float
) -> None:
    closer, end = zoomed(axis, 4.0, about, 500, parameter)
    assert end is None
    assert value_at(closer, about) == pytest.approx(value_at(axis, about), rel=1e-12)
    assert magnification(closer, axis) == pytest.approx(4.0)


def test_zooming_ends_where_neighbouring_pixels_would_be_the_same_number() -> None:
    axis, depth, end = AxisSpec("start.x", 2.0, 3.0), 0, None
    while end is None:
        axis, end = zoomed(axis, 1.25, 0.37, 500, PLACE)
        depth += 1
    assert end == "float64"
    assert not is_finer_than(axis, 500, "float64")
    values = axis.low + (np.arange(500) + 0.5) / 500 * (axis.high - axis.low)
    assert len(np.unique(values)) == 500
    assert is_finer_than(axis, 500, "float32")
    assert depth > 100


@pytest.mark.parametrize("low", [1e-6, 0.01, 0.9])
def test_zooming_into_a_logarithmic_axis_ends_while_pixels_have_numbers_of_their_own(low: float) -> None:
    axis, end = AxisSpec("eta", low, 10.0, True), None
    while end is None:
        axis, end = zoomed(axis, 1.25, 0.37, 500, RATE)
    assert end == "float64"
    assert Axis("eta", axis.low, axis.high, True).resolves(500)


@pytest.mark.parametrize("low", [1e-20, 1e-8, 1e-5, 1e-3])
def test_a_magnified_axis_does_not_leave_the_one_that_it_is_of(low: float) -> None:
    axis = AxisSpec("eta", low, 10.0, True)
    assert zoomed(axis, 1.25, 0.0, 500, RATE)[0].low >= low
    assert zoomed(axis, 1.25, 1.0, 500, RATE)[0].high <= 10.0


def test_zooming_out_ends_at_the_parameters_range() -> None:
    axis, end = zoomed(AxisSpec("gamma", 0.2, 0.8), 0.25, 0.5, 500, KEPT)
    assert (axis.low, axis.high, end) == (0.0, 0.9999, "range")
    wide, end = zoomed(AxisSpec("eta", 1e-5, 1.0, True), 1e-3, 0.5, 500, RATE)
    assert (wide.low, wide.high, end) == (1e-6, 10.0, "range")


def test_zooming_out_keeps_small_numbers_that_are_shown() -> None:
    noise = Parameter("noise.sigma", "σ", 0.0, 0.0, 1e6, "log", "noise", "шум")
    small = AxisSpec("noise.sigma", 1e-20, 1e-15, True)
    axis, end = zoomed(small, 0.25, 0.5, 500, noise)
    assert axis.low == 1e-20 < small.high < axis.high
    assert end == "range"
    assert moved(small, 0.5, noise).high > small.high


def test_zooming_ends_before_numbers_of_any_size_do() -> None:
    axis, end = AxisSpec("start.x", 0.0, 1e-297), None
    while end is None:
        axis, end = zoomed(axis, 1.25, 0.0, 500, PLACE)
        assert len(axis_ticks(axis, 6).ticks) > 2
        assert scale_bar(axis, "x").share > 0


def test_places_beyond_all_numbers_are_told_in_silence() -> None:
    axis = AxisSpec("start.x", 1.0, 1.0 + 1e-9)
    assert np.isinf(shares_of(axis, np.array([1e308, -1e308]))).all()


def test_moving_ends_at_the_range_without_narrowing() -> None:
    axis = moved(AxisSpec("gamma", 0.1, 0.5), -2.0, KEPT)
    assert axis == AxisSpec("gamma", 0.0, pytest.approx(0.4))
    axis = moved(AxisSpec("eta", 0.01, 1.0, True), 5.0, RATE)
    assert axis.high == pytest.approx(10.0)
    assert axis.high / axis.low == pytest.approx(100.0)


def test_an_axis_begins_with_what_there_is_to_see() -> None:
    rectangle = (-5.0, 5.0, -3.0, 2.0)
    assert default_axis("start.y", PLACE, rectangle, 0.0) == AxisSpec("start.y", -3.0, 2.0)
    rate = default_axis("eta", RATE, rectangle, 0.1)
    assert rate.log
    assert rate.low < 0.1 < rate.high <= 10.0
    assert default_axis("gamma", KEPT, rectangle, 0.9) == AxisSpec("gamma", 0.0, 0.9999)
    for name, parameter in (("eta", RATE), ("gamma", KEPT)):
        for value in (parameter.low / 2, parameter.high * 2, parameter.high - parameter.low):
            axis = default_axis(name, parameter, rectangle, value)
            assert axis.low <= value <= axis.high


@pytest.mark.parametrize(
    ("axis", "texts"),
    [
        (AxisSpec("x", -6.0, 6.0), ["−6", "−4", "−2", "0", "2", "4", "6"]),
        (AxisSpec("x", 0.0, 0.9999), ["0", "0.2", "0.4", "0.6", "0.8"]),
        (AxisSpec("x", 0.01, 0.5, True), ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"]),
        (AxisSpec("x", 1e-6, 10.0, True), ["10⁻⁶", "10⁻⁴", "0.01", "1"]),
    ],
)
def test_numbers_along_an_axis_are_round(axis: AxisSpec, texts: list[str]) -> None:
    found = axis_ticks(axis, 6)
    assert [tick.text for tick in found.ticks if tick.text] == texts
    assert found.base == ""
    assert all(0 <= tick.share <= 1 for tick in found.ticks)


def test_deep_down_what_all_numbers_have_in_common_is_said_once() -> None:
    axis = AxisSpec("x", 3.58442834033, 3.58442834033 + 3e-11)
    found = axis_ticks(axis, 5)
    texts = [tick for tick in found.ticks if tick.text]
    assert len(texts) >= 3
    assert all(len(tick.text) <= 9 for tick in texts)
    base = float(found.base)
    assert base == pytest.approx(3.58442834033, abs=1e-9)
    zero = next((tick for tick in texts if tick.text == "0"), None)
    if zero is not None:
        assert value_at(axis, zero.share) == pytest.approx(base, abs=1e-14)


@pytest.mark.parametrize(
    ("axis", "text"),
    [
        (AxisSpec("x", -6.0, 6.0), "Δx = 2"),
        (AxisSpec("x", 2.0, 2.0 + 1e-9), "Δx = 2·10⁻¹⁰"),
        (AxisSpec("x", 1e-4, 1.0, True), "x × 10"),
    ],
)
def test_the_scale_bar_has_a_round_length(axis: AxisSpec, text: str) -> None:
    bar = scale_bar(axis, "x")
    assert bar.text == text
    assert 0.05 <= bar.share <= 0.3


def test_an_axis_is_named_by_meaning_and_symbol_and_by_neither_twice() -> None:
    typed = engine.landscape("s*x**2 + y**2")
    assert axis_name(typed.parameters[0], "en") == "s"
    momentum = {parameter.name: parameter for parameter in engine.load_optimizer("momentum").parameters}
    assert axis_name(momentum["eta"], "en") == "learning rate η"
