"""Balls on a curve: where a place of it lies in the figure."""

from __future__ import annotations

import numpy as np
from pytestqt.qtbot import QtBot

from gui.plots.curve_figure import CurveFigure
from gui.theme import DARK


def test_a_place_without_a_height_is_nowhere_on_the_curve(qtbot: QtBot) -> None:
    figure = CurveFigure()
    figure.resize(400, 200, 1.0)
    x = np.linspace(-1.0, 1.0, 201)
    with np.errstate(invalid="ignore"):
        figure.show_curve(x, np.sqrt(x), "f(x)", "", DARK)
    assert figure.place(0.5) is not None
    assert figure.place(-0.5) is None
    figure.close()


def test_a_curve_that_leaves_all_numbers_is_drawn_as_far_as_an_axis_reaches(qtbot: QtBot) -> None:
    figure = CurveFigure()
    figure.resize(400, 200, 1.0)
    x = np.linspace(-1.0, 1.0, 201)
    figure.show_curve(x, np.where(x > 0, 1.7e308, x), "f(x)", "", DARK)
    assert figure.place(-0.5) is not None
    assert figure.place(0.5) is None
    figure.close()
