"""Charts and lanes painted offscreen: curves are where their numbers say, in the colours of the theme."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRect
from PySide6.QtWidgets import QWidget

import scenarios
from gui.player.signal import SignalPlayer
from gui.plots import Chart, Curve, Lane, Meter, build_charts, build_lanes
from gui.plots.build import Columns, shown_plots
from gui.plots.curves import Band, Density
from gui.plots.lanes_figure import AXIS, GAP
from gui.plots.view import FigureView
from gui.theme import DARK, THEMES
from scenarios.building import build_runs
from scenarios.resolving import Resolved, resolve

from .painting import RED, of_chart, of_lanes, paint, pixels_of, reds, waves


def test_a_falling_curve_falls(qapp) -> None:
    t = np.arange(401.0)
    chart = Chart("Loss", (Curve(t, 1 - t / 400, RED),), length=400)
    found = reds(paint(of_chart(chart, 320, 104)))
    rows, columns = np.nonzero(found)
    assert len(rows) > 200
    left, right = rows[columns < 60].mean(), rows[columns > 300].mean()
    assert right > left + 40


def test_a_logarithmic_chart_draws_a_geometric_fall_as_a_straight_line(qapp) -> None:
    t = np.arange(301.0)
    chart = Chart("", (Curve(t, 10.0 ** (-t / 50), RED),), length=300, log=True)
    rows, columns = np.nonzero(reds(paint(of_chart(chart, 400, 160))))
    slope, start = np.polyfit(columns, rows, 1)
    assert slope > 0.1
    assert np.abs(rows - (slope * columns + start)).max() < 3


def test_what_is_not_finite_leaves_a_gap_and_an_empty_chart_is_drawn(qapp) -> None:
    t = np.arange(100.0)
    y = np.where(t < 50, 1.0, np.nan)
    y[20] = np.inf
    chart = Chart("", (Curve(t, y, RED),), length=100)
    _, columns = np.nonzero(reds(paint(of_chart(chart, 300, 104))))
    assert 0 < columns.max() < 180
    nothing = Chart("Empty", (Curve(t, np.full(100, np.nan), RED),), length=100)
    assert paint(of_chart(nothing, 300, 104)).any()


def test_curves_on_their_way_out_of_all_numbers_are_drawn_until_there(qapp) -> None:
    x = np.arange(400.0)
    y = 10.0 ** np.linspace(-3, 308, 400)
    edge = Band(x, -y, y, "#00FF00", 0.3)
    density = Density(x, np.stack([-y, 0 * y, y], axis=1), "#00FF00", 0.5)
    lane = Lane("a", curves=(Curve(x, y, "#FF0000"),), bands=(edge,), densities=(density,))
    figure = of_lanes(
        [lane, Lane("b", curves=(Curve(x, np.full(400, 1.7e308), "#FF0000"),))], 400, (400, 200)
    )
    figure.set_hovered(399.0)
    assert reds(paint(figure)).any()
    chart = of_chart(Chart("a", (Curve(x, y, "#FF0000"),), 400), 400, 200)
    chart.set_hovered(399.0)
    assert reds(paint(chart)).any()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_in_a_low_lane_no_text_stands_on_another(qapp, scale: float) -> None:
    t = np.arange(201.0)
    lanes = [Lane(name, "g(t)", (Curve(t, np.sin(t / 9), RED),)) for name in ("gradient g", "momentum v")]

    for height in (8, 14, 20, 30, 60, 120):
        figure = of_lanes(lanes, 200, (900, round((AXIS + GAP + 2 * height) * scale)), scale)
        for item in figure.lanes:
            heights = sorted(y for _, y in item.levels.written())
            assert heights
            assert all(below - above >= 11 * scale for above, below in pairwise(heights))
        first, second = figure.lanes
        assert not [a for a in (first.name, first.note) if a.said[0].intersects(second.name.said[0])]
        assert first.note.text == "g(t)"
        if height == 14:
            # the outermost say how far it reaches
            assert {text for text, _ in first.levels.written()} == {"1", "−1"}
        if height == 120:
            assert len(first.levels.written()) == len(first.levels.labels())
            assert first.note.said[0].left() == first.name.said[0].left()


def test_what_is_still_to_come_is_faint(qapp) -> None:
    t = np.arange(201.0)
    lanes = [Lane("g", "(4)", (Curve(t, np.sin(t / 9), RED),))]
    figure = of_lanes(lanes, 200, (900, 300))
    figure.set_played(100)
    pixels = paint(figure)
    middle = figure.px(100)
    assert pixels[150, round(middle) - 2 : round(middle) + 2, 0].max() > 120
    red = pixels[..., 2].astype(int)
    red[~((pixels[..., 1] < 60) & (pixels[..., 0] < 60))] = 0
    assert red[:, : int(middle) - 3].max() > 200
    assert 40 < red[:, int(middle) + 3 :].max() < 140


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_lanes_fill_their_rectangle_at_any_scale(qapp, scale: float) -> None:
    t = np.arange(50.0)
    lanes = [Lane(str(k), "", (Curve(t, t * k, RED),)) for k in range(1, 4)]
    size = round(600 * scale), round(400 * scale)
    rows, columns = np.nonzero(reds(paint(of_lanes(lanes, 50, size, scale))))
    assert columns.max() > 0.9 * size[0]
    assert rows.min() < 0.1 * size[1]
    assert rows.max() > 0.8 * size[1]


def test_numbers_stay_while_time_is_ahead_of_the_curves(qapp) -> None:
    t = np.arange(80.0)
    figure = of_chart(Chart("C", (Curve(t, t + 0.5, RED, strong=True),), 200), 300, 104)
    figure.set_played(79)
    known = paint(figure)[:20]
    figure.set_played(83)
    assert np.array_equal(paint(figure)[:20], known)
    figure.set_hovered(150.0, 0)
    assert not np.array_equal(paint(figure)[:20], known)


def test_a_view_shows_what_a_film_shows(qtbot) -> None:
    figure = of_lanes(waves(3), 300, (900, 420))
    figure.set_played(150)
    filmed = paint(figure, DARK.window)
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.setStyleSheet(f"background: {DARK.window}")
    view = FigureView(figure, ground)
    for widget in (ground, view):
        widget.resize(900, 420)
        widget.show()
    shown = pixels_of(ground.grab().toImage())
    assert np.abs(shown - filmed).max() <= 2


def test_a_figure_is_painted_at_whole_pixels(qapp) -> None:
    figure = of_lanes(waves(2), 300, (800, 300))
    assert np.array_equal(paint(figure, place=QPointF(0.4, -0.3)), paint(figure))
    moved = paint(figure, place=QPointF(3.2, 0.0))
    assert np.array_equal(moved[:, 16:], paint(figure)[:, 13:-3])


def test_a_part_of_the_time_axis_fills_every_lane(qapp) -> None:
    figure = of_lanes(waves(3), 300, (900, 420))
    figure.zoom(4.0, 100.0)
    low, high = figure.times
    assert high - low == pytest.approx(75.0)
    assert figure.px(100.0) == pytest.approx(figure.area.left() + figure.area.width() / 3)
    assert all(item.box.viewRange()[0] == [low, high] for item in figure.lanes)
    _, columns = np.nonzero(reds(paint(figure)))
    assert columns.min() < figure.area.left() + 3
    assert columns.max() > figure.area.right() - 3
    figure.pan(1e6)
    assert figure.times[0] == 0.0
    figure.zoom(1e9, 20.0)
    assert figure.times[1] - figure.times[0] == pytest.approx(8.0)
    figure.show_lanes(waves(3, 0.2), 300, DARK)
    assert not figure.is_whole
    figure.show_all()
    assert figure.is_whole


def measured(name: str) -> tuple[Resolved, tuple[Columns, ...]]:
    """A scenario of twenty steps, and what its player writes down of them."""
    scenario = scenarios.load(name)
    resolved = resolve(replace(scenario, playback=replace(scenario.playback, steps=20)))
    if not resolved.is_signal:
        runs = build_runs(resolved, "numpy")
        meters = [Meter(run, found.optimizer) for run, found in zip(runs, resolved.runs, strict=True)]
        for run, meter in zip(runs * 20, meters * 20, strict=True):
            run.advance(1)
            meter.record()
        return resolved, tuple(meter.columns() for meter in meters)
    player = SignalPlayer(resolved, "numpy")
    while player.is_busy:
        player.compute(1.0)
    return resolved, tuple(player.columns())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_chart_and_lane_of_a_scenario_has_curves(qapp, language: str) -> None:
    for name, build in (("everyone_from_one_point", build_charts), ("rmsprop_recovers", build_lanes)):
        resolved, columns = measured(name)
        for theme in THEMES.values():
            made = build(resolved, columns, theme, language)
            assert len(made) >= 3
            assert all(part.title and part.curves for part in made)
            assert all(len(curve.x) == 21 for part in made for curve in part.curves)


def test_a_plot_that_no_run_has_anything_for_is_left_out() -> None:
    resolved = resolve(scenarios.load("nesterov_gammas"))
    assert set(resolved.scenario.view.plots) > set(shown_plots(resolved)) >= {"loss", "momentum"}


def test_a_strip_painted_again_is_as_it_was(qtbot) -> None:
    figure = of_lanes(waves(3), 300, (900, 420))
    figure.set_played(0)
    view = FigureView(figure)
    qtbot.addWidget(view)
    view.resize(900, 420)
    view.show()
    view.grab()
    for epoch in (40, 90, 91, 30, 200):
        figure.set_played(epoch)
        piecewise = pixels_of(view.grab(QRect(300, 0, 240, 420)).toImage())
        whole = pixels_of(view.grab().toImage())[:, 300:540]
        # Qt cuts a line at the strip's edge, which shifts the shade of a pixel there
        assert np.abs(piecewise - whole).max() <= 16
        assert np.array_equal(piecewise[:, 2:-2], whole[:, 2:-2])
