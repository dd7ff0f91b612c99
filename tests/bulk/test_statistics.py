"""Fractions, basin entropy and uncertainty exponent of pictures whose values are known."""

from __future__ import annotations

import numpy as np
import pytest

from engine.bulk.statistics import BOX, Census, census, ends_of
from engine.outcome import Outcome


def test_ends_are_minima_or_what_became_else() -> None:
    outcome = np.array([[1, 1, 2, 3, 4, 5, 0]], np.uint8)
    basin = np.array([[2, -1, -1, -1, -1, -1, -1]], np.int16)
    assert ends_of(outcome, basin).tolist() == [[2, -1, -2, -3, -4, -4, -2]]
    assert Outcome(3) is Outcome.LEFT_DOMAIN


def test_one_basin_has_no_entropy_and_no_boundary() -> None:
    found = census(np.zeros((100, 100), np.int16))
    assert found.fractions(2) == (1.0, 0.0)
    told = found.entanglement()
    assert told.entropy == 0
    assert told.boundary_entropy is None
    assert told.exponent is None


def test_boxes_with_equal_parts_have_the_entropy_of_their_number() -> None:
    rng = np.random.default_rng(1)
    ends = rng.integers(0, 4, (400, 400)).astype(np.int16)
    told = census(ends).entanglement()
    assert told.entropy == pytest.approx(np.log(4), rel=0.06)
    assert told.entropy == told.boundary_entropy
    # by hand for one box: 10 of 25 and 15 of 25
    box = np.zeros((BOX, BOX), np.int16)
    box[:2] = 7
    assert census(box).entanglement().entropy == pytest.approx(-(0.4 * np.log(0.4) + 0.6 * np.log(0.6)))


def test_a_smooth_boundary_has_dimension_one() -> None:
    y, x = np.mgrid[0:1000, 0:1000]
    inside = (np.hypot(x - 480, y - 510) < 300).astype(np.int16)
    found = census(inside)
    told = found.entanglement()
    assert told.exponent == pytest.approx(1.0, abs=0.03)
    assert told.dimension == pytest.approx(1.0, abs=0.03)
    assert found.fraction(1) == pytest.approx(np.pi * 300**2 / 1e6, rel=1e-2)
    assert told.boundary_entropy < np.log(2)


def test_a_cantor_set_of_lines_has_its_own_dimension() -> None:
    # the middle thirds taken out, level by level; an end of its own for each level's pieces
    width = 3**7
    ends = np.zeros(width, np.int16)
    pieces = [(0, width)]
    for level in range(1, 8):
        split = []
        for low, high in pieces:
            third = (high - low) // 3
            ends[low + third : high - third] = level % 2 + 1
            split += [(low, low + third), (high - third, high)]
        pieces = split
    told = census(np.tile(ends, (90, 1))).entanglement()
    assert told.dimension == pytest.approx(1 + np.log(2) / np.log(3), abs=0.1)
    assert told.exponent_error < 0.1


def test_band_by_band_is_the_same_as_all_at_once() -> None:
    rng = np.random.default_rng(3)
    ends = (rng.random((700, 130)) < np.linspace(0, 1, 130)).astype(np.int16)
    whole, piecewise = census(ends), Census()
    for low in range(0, 700, 320):
        piecewise.add(ends[low : low + 320])
    assert whole.entanglement() == piecewise.entanglement()
    assert whole.counts == piecewise.counts
