"""Legends of maps say what is there: no number that is made up, none that is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

import engine
from engine.bulk.axes import Axis
from engine.bulk.statistics import census, ends_of
from engine.bulk.terrain import places_of
from engine.outcome import Outcome
from gui.maps import colouring
from gui.maps.colouring import Look
from gui.maps.facts import Facts, facts_of, made_of
from gui.maps.legend import Item
from gui.maps.meaning import heading_of_comparison, legend_of, legend_of_comparison
from gui.maps.numbers import Numbers
from gui.maps.pictures import Picture, compared, new_image
from gui.maps.renderer import Job
from gui.maps.words import amount, told
from gui.model.numbers import percent
from gui.theme.colours import DARK, LIGHT
from gui.translations import Language
from scenarios.map_schema import AxisSpec, MapColour

from .conftest import small_study

SIDE = 20


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> None:
    Language(qapp).put_on("en")


def picture_of(colour: MapColour, outcome: int | np.ndarray, **arrays: Any) -> Picture:
    """Of a map with these numbers, everywhere the same where they are single ones."""
    study = small_study(SIDE, SIDE)
    job = Job(study, AxisSpec("start.x", -5, 5), AxisSpec("start.y", -4, 4), colour, 0, "median")
    plain = {"outcome": outcome, "basin": -1, "steps": 40, "loss": 1.0, **arrays}
    kinds = {"outcome": np.uint8, "basin": np.int16, "steps": np.int32, "loss": np.float64}
    numbers = Numbers(study)
    numbers.arrays = {
        name: np.array(np.broadcast_to(value, (SIDE, SIDE)), kinds[name]) for name, value in plain.items()
    }
    numbers.stride = 1
    found = numbers.arrays
    places = replace(places_of(study), minima=())
    facts = made_of(census(ends_of(found["outcome"], found["basin"])), places, entangled=True)
    return Picture(job, *new_image(SIDE, SIDE), numbers, colouring.scales(found, colour), facts, 1, 1.0)


def items(colour: MapColour, outcome: int | np.ndarray, **arrays: Any) -> list[Item]:
    return legend_of(picture_of(colour, outcome, **arrays), DARK)


def test_tiny_losses_are_told_apart() -> None:
    losses = np.geomspace(1e-30, 1e-25, SIDE)
    (ramp,) = [item for item in items("loss", Outcome.CONVERGED, loss=losses) if item.ramp is not None]
    assert ramp.ends == ("1.0·10⁻³⁰", "1.0·10⁻²⁵")
    assert ramp.text == "final loss (log)"
    rows = dict(told(picture_of("loss", Outcome.CONVERGED, loss=losses), 0, 0))
    assert rows["final loss"] == "1.0·10⁻³⁰"


def test_ends_of_a_ramp_have_the_digits_that_tell_them_apart() -> None:
    losses = np.linspace(-3.711, -3.7109, SIDE)
    (ramp,) = [item for item in items("loss", Outcome.CONVERGED, loss=losses) if item.ramp is not None]
    low, high = (float(end.replace("−", "-")) for end in ramp.ends)
    assert low < high
    assert ramp.text == "final loss"


@pytest.mark.parametrize("colour", ["basin", "steps", "outcome"])
def test_one_number_alone_has_no_ramp(colour: MapColour) -> None:
    found = items(colour, Outcome.CONVERGED, steps=73)
    assert not any(item.ramp is not None for item in found)
    assert any(item.text.startswith("73  steps") for item in found)


@pytest.mark.parametrize("colour", ["basin", "steps", "loss", "outcome"])
def test_without_a_number_there_is_no_ramp(colour: MapColour) -> None:
    outcome = Outcome.DIVERGED if colour == "loss" else Outcome.STEP_LIMIT
    found = items(colour, outcome)
    assert not any(item.ramp is not None for item in found)
    assert not any("steps" in item.text or "loss" in item.text for item in found)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize("colour", ["basin", "steps", "outcome"])
def test_what_left_the_domain_is_seen_and_told(colour: MapColour, theme) -> None:
    outcome = np.full((SIDE, SIDE), Outcome.STEP_LIMIT)
    outcome[:5] = Outcome.LEFT_DOMAIN
    picture = picture_of(colour, outcome)
    pixels = colouring.paint(picture.numbers.arrays, Look(colour, theme), picture.scales)
    assert set(pixels[:5].flat) == {colouring.outside(theme)}
    assert set(pixels[5:].flat) == {colouring.wandering(theme)}
    shown = {item.text: item.colour for item in legend_of(picture, theme)}
    assert shown["outside the domain  25\u202f%"] == colouring.outside(theme)
    assert shown["wandering  75\u202f%"] == colouring.wandering(theme)
    assert dict(told(picture, 0, 0))["end"] == "outside the domain"


def test_that_there_is_no_exponent_is_said_where_there_is_a_boundary() -> None:
    picture = picture_of("outcome", Outcome.STEP_LIMIT)

    def texts(**changes: float | None) -> list[str]:
        assert isinstance(picture.facts, Facts)
        facts = replace(picture.facts, **changes)
        return [item.text for item in legend_of(replace(picture, facts=facts), DARK)]

    assert "no uncertainty exponent" in texts(boundary_entropy=0.8, exponent=None)
    assert "no uncertainty exponent" in texts(boundary_entropy=0.8, exponent=-0.1)
    assert "no uncertainty exponent" not in texts(boundary_entropy=None, exponent=None)
    assert "uncertainty exponent 0.90" in texts(boundary_entropy=0.8, exponent=0.9)


@pytest.mark.parametrize("colour", ["basin", "outcome"])
def test_a_difference_counts_the_pixels_that_it_shows(colour: MapColour) -> None:
    first, second = (picture_of(colour, Outcome.CONVERGED, basin=basin) for basin in (0, 1))
    comparison = compared(first, second, DARK)
    another = colouring.sameness(DARK)[1]
    shown = np.mean([comparison.image.pixel(x, 0) == another for x in range(SIDE)])
    assert comparison.share == shown == (colour == "basin")


def test_a_difference_says_where_there_is_none_to_tell() -> None:
    outcome = np.full((SIDE, SIDE), Outcome.CONVERGED)
    outcome[:5] = Outcome.DIVERGED
    first, second = picture_of("loss", outcome), picture_of("loss", Outcome.CONVERGED)
    found = {item.text: item for item in legend_of_comparison(compared(first, second, DARK), DARK)}
    assert found["not to be compared  25\u202f%"].colour == colouring.wandering(DARK)
    assert found["0  first minus second"].ramp is None
    lost = picture_of("loss", Outcome.DIVERGED)
    texts = [item.text for item in legend_of_comparison(compared(lost, lost, DARK), DARK)]
    assert texts == ["not to be compared  100\u202f%", "another end: 0\u202f%"]


def test_a_few_negative_numbers_are_the_least_of_a_logarithmic_ramp() -> None:
    falls = np.logspace(3, -9, SIDE * SIDE).reshape(SIDE, SIDE)
    falls[0, 0] = -1.0
    scale = picture_of("loss", Outcome.STEP_LIMIT, loss=falls).scales[""]
    assert scale.log
    assert scale.shares(falls)[0, 0] == 0
    assert np.isnan(scale.shares(np.array([np.nan]))).all()


@pytest.mark.parametrize("value", [1.7e308, -1.7e308, 5e-324])
def test_one_number_is_told_however_large_or_small(value: float) -> None:
    assert picture_of("loss", Outcome.STEP_LIMIT, loss=value).scales[""].only == value


def test_maps_in_logarithms_differ_by_factors() -> None:
    """A hundredth of the pixels has the largest losses: a difference of those would leave the rest alike."""
    falls = np.logspace(3, -9, SIDE * SIDE).reshape(SIDE, SIDE)
    steps = np.where(np.arange(SIDE) % 2, 1e3, 1.0)
    first = picture_of("loss", Outcome.STEP_LIMIT, loss=falls * steps)
    second = picture_of("loss", Outcome.STEP_LIMIT, loss=falls)
    comparison = compared(first, second, DARK)
    colours = [comparison.image.pixelColor(x, y).name() for y in range(SIDE) for x in range(2)]
    apart, alike = {*colours[1::2]}, {*colours[::2]}
    assert len(alike) == 1
    assert len(apart) <= 2, "neighbours on the ramp, by rounding"
    assert not alike & apart
    ramp = legend_of_comparison(comparison, DARK)[0]
    assert (ramp.text, ramp.ends) == ("first divided by second (log)", ("1.0·10⁻³", "1000"))
    assert heading_of_comparison(comparison) == "Ratio"
    assert heading_of_comparison(None) == "Difference"


def test_a_number_that_is_zero_is_the_least_of_a_logarithmic_ramp() -> None:
    falls = np.logspace(3, -9, SIDE * SIDE).reshape(SIDE, SIDE)
    picture = picture_of("loss", Outcome.CONVERGED, loss=np.where(falls < 1e-6, 0.0, falls))
    scale = picture.scales[""]
    assert scale.log
    assert 1e-6 <= scale.low < 1e-5
    assert scale.shares(np.array([0.0, 1e-6, 1e3])).tolist() == pytest.approx([0, 0, 1], abs=0.02)
    below = picture_of("loss", Outcome.CONVERGED, loss=np.where(falls < 1e-6, -1.0, falls)).scales[""]
    assert not below.log


def test_a_number_that_is_zero_is_beside_logarithms_the_least() -> None:
    falls = np.logspace(3, -9, SIDE * SIDE).reshape(SIDE, SIDE)
    none = np.where(falls < 1e-7, 0.0, falls)
    comparison = compared(
        picture_of("loss", Outcome.STEP_LIMIT, loss=falls),
        picture_of("loss", Outcome.STEP_LIMIT, loss=np.where(falls < 1e-8, 0.0, falls)),
        DARK,
    )
    assert comparison.unknown == 0
    assert comparison.scale is not None
    assert (comparison.scale.log, comparison.scale.count) == (True, "many")
    assert np.isfinite([comparison.scale.low, comparison.scale.high]).all()
    counted = compared(
        picture_of("steps", Outcome.CONVERGED, steps=np.where(none > 0, 5, 900)),
        picture_of("steps", Outcome.CONVERGED, steps=np.where(none > 0, 900, 5)),
        DARK,
    )
    assert counted.scale is not None
    assert not counted.scale.log


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (1234.0, "1234"), (67.34, "67.3"), (0.0283, "0.0283"), (-5.1e-4, "−5.1·10⁻⁴"), (10.0, "10")],
)
def test_amounts_are_short(value: float, text: str) -> None:
    assert amount(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0"), (1e-5, "< 0.1"), (0.0005, "0.1"), (0.004, "0.4"), (0.005, "0.5"), (0.009, "0.9"),
        (0.0096, "1"), (0.211, "21"), (0.994, "99"), (0.999, "> 99"), (1.0, "100"),
    ],
)  # fmt: skip
def test_shares_are_neither_0_nor_1_where_they_are_not(share: float, text: str) -> None:
    assert percent(share) == f"{text}\u202f%"


def test_minima_that_an_axis_moves_are_not_told_as_this_pixels() -> None:
    field = engine.landscape("x**2 + y**2 + 3*sin(3*x + k)", domain=(-3.0, 3.0, -2.0, 2.0))
    picture = picture_of("basin", Outcome.CONVERGED, basin=0)
    study = small_study(SIDE, SIDE, field=field, field_params={"k": 0.0}, y=Axis("landscape.k", -9.0, 9.0))
    numbers = Numbers(study)
    numbers.arrays, numbers.stride = picture.numbers.arrays, 1
    moved = replace(picture, numbers=numbers, facts=facts_of(numbers))
    assert dict(told(moved, 0, 0))["end"] == "converged"
    assert "places at the middle of the axes" in [item.text for item in legend_of(moved, DARK)]
    still = replace(moved, facts=replace(moved.facts, moving=False))
    assert dict(told(still, 0, 0))["end"].startswith("(")
    assert "places at the middle of the axes" not in [item.text for item in legend_of(still, DARK)]
