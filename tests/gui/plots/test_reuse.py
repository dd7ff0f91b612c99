"""Figures that are given other numbers, kept for later, or ended."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
import shiboken6

from gui.plots import Chart, Curve
from gui.plots.chart_figure import ChartsFigure
from gui.plots.view import FigureView
from gui.theme import DARK, LIGHT

from .painting import RED, of_lanes, paint, waves


def test_a_figure_that_was_given_other_numbers_is_the_same_as_a_new_one(qapp) -> None:
    used = of_lanes(waves(5), 100, (700, 500), 1.5, LIGHT)
    used.set_played(40)
    paint(used)
    used.resize(900, 400, 1.0)
    used.show_lanes(waves(3, 0.7), 300, DARK)
    used.set_played(120)
    new = of_lanes(waves(3, 0.7), 300, (900, 400))
    new.set_played(120)
    assert np.array_equal(paint(used), paint(new))
    assert np.array_equal(paint(new), paint(new))


def test_charts_come_and_go_without_a_trace(qapp) -> None:
    t = np.arange(80.0)
    charts = [Chart(f"C{k}", (Curve(t, t**k, RED),), 80, log=k == 2) for k in range(3)]
    used, new = ChartsFigure(), ChartsFigure()
    used.show_charts(charts, LIGHT, 300, 104, 104)
    paint(used)
    used.show_charts(charts[2:], DARK, 320, 120, 130, 1.25)
    new.show_charts(charts[2:], DARK, 320, 120, 130, 1.25)
    assert np.array_equal(paint(used), paint(new))


def test_a_chart_that_is_gone_is_not_pointed_at(qapp) -> None:
    t = np.arange(80.0)
    charts = [Chart(f"C{k}", (Curve(t, t**k, RED),), 80) for k in range(3)]
    figure = ChartsFigure()
    figure.show_charts(charts, DARK, 300, 104, 104)
    figure.set_hovered(40.0, 1)
    figure.show_charts(charts[:2], DARK, 300, 104, 104)
    assert (figure.hovered, figure.pointed) == (40.0, 1)
    figure.show_charts(charts[:1], DARK, 300, 104, 104)
    assert (figure.hovered, figure.pointed) == (None, None)


def test_charts_that_are_not_needed_are_kept_but_not_their_numbers(qapp) -> None:
    def charts() -> list[Chart]:
        t = np.arange(80.0)
        return [Chart(f"C{k}", (Curve(t, t**k, RED),), 80) for k in range(3)]

    used, new = ChartsFigure(), ChartsFigure()
    given = charts()
    numbers = weakref.ref(given[2].curves[0].y)
    used.show_charts(given, LIGHT, 300, 104, 104)
    paint(used)
    kept = list(used.charts)
    used.show_charts(given[:1], LIGHT, 300, 104, 104)
    del given
    gc.collect()
    assert numbers() is None
    used.show_charts(charts(), LIGHT, 300, 104, 104)
    assert set(used.charts) == set(kept)
    new.show_charts(charts(), LIGHT, 300, 104, 104)
    assert np.array_equal(paint(used), paint(new))
    assert not new.be_ready(5)
    assert new.be_ready(5)
    assert np.array_equal(paint(used), paint(new))


def test_new_numbers_within_the_old_bounds_leave_the_axes_as_they_are(qapp) -> None:
    figure = of_lanes(waves(2), 300, (900, 420))
    levels = [item.levels.labels() for item in figure.lanes]
    figure.show_lanes(waves(2, 0.4), 300, DARK)
    assert [item.levels.labels() for item in figure.lanes] == levels


@pytest.mark.parametrize("make", [lambda: of_lanes(waves(3), 300, (900, 420)), ChartsFigure])
def test_a_figure_ends_with_its_last_reference_and_not_in_some_later_collection(qapp, make) -> None:
    figure = make()
    if isinstance(figure, ChartsFigure):
        figure.show_charts([Chart("a", waves(1)[0].curves, 300)] * 2, DARK, 300, 104, 104)
    paint(figure)
    scene = weakref.ref(figure.scene)
    # nothing is collected amid a test
    del figure
    assert scene() is None


def test_a_closed_view_leaves_nothing_behind(qtbot) -> None:
    figure = of_lanes(waves(3), 300, (900, 420))
    items = list(figure.scene.items())
    view = FigureView(figure)
    view.show()
    view.end()
    assert not shiboken6.isValid(figure.scene)
    assert not any(shiboken6.isValid(item) for item in items)
