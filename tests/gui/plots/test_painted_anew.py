"""Nothing is left of what was shown before: the picture is that of charts shown for the first time."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QScrollArea

from gui.plots import Curve
from gui.plots.chart import Chart
from gui.plots.chart_figure import ChartsFigure
from gui.plots.charts_view import ChartsView
from gui.theme import DARK, LIGHT

T = np.arange(101.0)
WIDTH, HEIGHT, PITCH = 300, 96, 104


def show(figure: ChartsFigure, low: float, high: float, theme: object = DARK) -> None:
    curve = Curve(T, low + (high - low) * T / 100, "#FF0000", strong=True)
    charts = [Chart("Loss", (curve,), 100), Chart("Step", (curve,), 100, plot="step")]
    figure.show_charts(charts, theme, WIDTH, HEIGHT, PITCH)


def seen(view: ChartsView) -> QImage:
    QApplication.processEvents()
    return view.grab(QRect(0, 0, WIDTH, PITCH + HEIGHT)).toImage()


def view_of(qtbot) -> ChartsView:
    figure = ChartsFigure()
    view = ChartsView(figure)
    qtbot.addWidget(view)
    view.resize(WIDTH, PITCH + HEIGHT)
    view.show()
    return view


def test_numbers_of_another_range_leave_none_of_the_old(qtbot) -> None:
    view, chance = view_of(qtbot), random.Random(3)
    for _ in range(8):
        low = chance.uniform(-90, 90)
        high = low + 10 ** chance.uniform(-2, 2)
        show(view.figure, low, high)
        changed = seen(view)
        anew = view_of(qtbot)
        show(anew.figure, low, high)
        assert changed == seen(anew), (low, high)


def test_another_theme_repaints_numbers_and_words(qtbot) -> None:
    view = view_of(qtbot)
    show(view.figure, 0, 1, LIGHT)
    seen(view)
    show(view.figure, 0, 1)
    anew = view_of(qtbot)
    show(anew.figure, 0, 1)
    assert seen(view) == seen(anew)


@pytest.mark.parametrize("hidden", [30, 90])
def test_numbers_are_whole_where_the_charts_come_into_view_by_parts(qtbot, hidden: int) -> None:
    view = view_of(qtbot)
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidget(view)
    area.resize(WIDTH, HEIGHT)
    view.resize(WIDTH, PITCH + HEIGHT)
    area.show()
    show(view.figure, -2, 2)
    for low, high in ((-4, 4), (-40, 4)):
        area.verticalScrollBar().setValue(hidden)
        QApplication.processEvents()
        show(view.figure, low, high)
        QApplication.processEvents()
        area.verticalScrollBar().setValue(0)
        shown = seen(view)
        anew = view_of(qtbot)
        show(anew.figure, low, high)
        assert shown == seen(anew)


def test_a_recording_has_the_same_picture_wherever_it_puts_the_charts(qtbot) -> None:
    figure = ChartsFigure()
    show(figure, 0, 1)
    pictures = []
    for place in (QPoint(0, 0), QPoint(17, 5)):
        image = QImage(400, 260, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        figure.render(painter, place)
        painter.end()
        pictures.append(image.copy(QRect(place, figure.size.size().toSize())))
    assert pictures[0] == pictures[1]


def test_a_view_that_is_hidden_holds_no_pixels_and_is_the_same_when_it_is_back(qtbot) -> None:
    view = view_of(qtbot)
    show(view.figure, -3, 7)
    before = seen(view)
    chart = view.figure.charts[0]
    assert chart.box.ink.is_kept
    view.hide()
    assert not chart.box.ink.is_kept
    view.show()
    assert seen(view) == before
