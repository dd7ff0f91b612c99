"""A panel over the stage is painted again where the picture beneath it has changed, and only there."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.beneath import changed_region

Image = NDArray[np.uint32]


@pytest.fixture
def view(qtbot: QtBot) -> QWidget:
    """A view of 200 × 100 with two widgets beside it above, one below, and one of its own."""
    window = QWidget()
    window.resize(220, 120)
    below = QWidget(window)
    below.setGeometry(40, 40, 30, 30)
    made = QWidget(window)
    made.setGeometry(10, 10, 200, 100)
    for place in ((150, 10, 60, 90), (10, 100, 60, 20)):
        QWidget(window).setGeometry(*place)
    QWidget(made).setGeometry(0, 0, 20, 10)
    window.show()
    qtbot.addWidget(window)
    made.window_of_test = window  # type: ignore[attr-defined]
    return made


PANEL, FOOT, OWN = QRect(140, 0, 60, 90), QRect(0, 90, 60, 10), QRect(0, 0, 20, 10)


def pictures() -> tuple[Image, Image]:
    before = np.full((100, 200), 0xFF102030, np.uint32)
    return before, before.copy()


def test_what_lies_over_the_same_ground_rests(view: QWidget) -> None:
    before, now = pictures()
    now[50, 70] ^= 1
    whole = QRegion(view.rect())
    assert changed_region(view, before, now) == whole - QRegion(PANEL) - QRegion(FOOT) - QRegion(OWN)


@pytest.mark.parametrize("place", [PANEL, FOOT, OWN])
def test_one_pixel_beneath_wakes_what_lies_over_it(view: QWidget, place: QRect) -> None:
    for x, y in ((place.left(), place.top()), (place.right(), place.bottom())):
        before, now = pictures()
        now[y, x] ^= 1
        region = changed_region(view, before, now)
        assert region.intersected(place) == QRegion(place)
        for other in (PANEL, FOOT, OWN):
            if other != place:
                assert not region.intersects(other)


def test_nothing_is_compared_that_covers_nearly_everything(view: QWidget) -> None:
    cover = QWidget(view)
    cover.setGeometry(view.rect())
    cover.show()
    before, now = pictures()
    assert changed_region(view, before, now).intersects(QRect(80, 20, 10, 10))


def test_another_size_is_another_picture(view: QWidget) -> None:
    before, now = pictures()
    assert changed_region(view, before[:50], now) == QRegion(view.rect())
