"""What a hand takes hold of is drawn where there is ground, and Qt is asked for nothing else."""

from __future__ import annotations

import math

import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from gui.hand.sketch import paint_hold
from gui.theme import DARK

BLANK = 0xFF203040


def drawn(place: tuple[float, float]) -> int:
    """Pixels that are others afterwards."""
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(BLANK)
    with QPainter(image) as painter:
        paint_hold(painter, place, DARK)
    return sum(image.pixel(x, y) != BLANK for x in range(60) for y in range(60))


def test_a_start_that_can_be_taken_has_a_ring(qtbot: QtBot) -> None:
    assert drawn((30.0, 30.0)) > 100


@pytest.mark.parametrize("place", [(math.nan, math.nan), (20.0, math.nan), (math.inf, 20.0)])
def test_one_beyond_the_ground_of_a_relief_has_none(qtbot: QtBot, place: tuple[float, float]) -> None:
    assert drawn(place) == 0  # a warning of Qt's fails the test
