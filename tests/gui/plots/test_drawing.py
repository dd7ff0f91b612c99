"""Charts and lanes painted offscreen: curves are where their numbers say, in the colours of the theme."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

import scenarios
from gui.plots import Chart, Curve, Lane, Meter, build_charts, build_lanes, draw_chart, draw_lanes
from gui.plots.build import shown_plots
from gui.plots.lanes import time_frame
from gui.theme import DARK, THEMES
from scenarios.building import build_runs
from scenarios.resolving import resolve

RED = "#FF0000"


def paint(width: int, height: int, draw) -> np.ndarray:  # type: ignore[no-untyped-def]
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    with QPainter(image) as painter:
        draw(painter, QRectF(0, 0, width, height))
    return np.array(image.constBits()).reshape(height, width, 4)[..., :3].copy()


def reds(pixels: np.ndarray) -> np.ndarray:
    blue, green, red = (pixels[..., k].astype(int) for k in range(3))
    return (red > 120) & (green < 60) & (blue < 60)


def test_a_falling_curve_falls(qapp) -> None:  # type: ignore[no-untyped-def]
    t = np.arange(401.0)
    chart = Chart("Loss", (Curve(t, 1 - t / 400, RED),), length=400)
    found = reds(paint(320, 104, lambda p, r: draw_chart(p, r, chart, DARK)))
    rows, columns = np.nonzero(found)
    assert len(rows) > 200
    left, right = rows[columns < 60].mean(), rows[columns > 300].mean()
    assert right > left + 40


def test_a_logarithmic_chart_draws_a_geometric_fall_as_a_straight_line(qapp) -> None:  # type: ignore[no-untyped-def]
    t = np.arange(301.0)
    chart = Chart("", (Curve(t, 10.0 ** (-t / 50), RED),), length=300, log=True)
    rows, columns = np.nonzero(reds(paint(400, 160, lambda p, r: draw_chart(p, r, chart, DARK))))
    slope, start = np.polyfit(columns, rows, 1)
    assert slope > 0.1
    assert np.abs(rows - (slope * columns + start)).max() < 3


def test_what_is_not_finite_leaves_a_gap_and_an_empty_chart_is_drawn(qapp) -> None:  # type: ignore[no-untyped-def]
    t = np.arange(100.0)
    y = np.where(t < 50, 1.0, np.nan)
    y[20] = np.inf
    chart = Chart("", (Curve(t, y, RED),), length=100)
    _, columns = np.nonzero(reds(paint(300, 104, lambda p, r: draw_chart(p, r, chart, DARK))))
    assert 0 < columns.max() < 180
    nothing = Chart("Empty", (Curve(t, np.full(100, np.nan), RED),), length=100)
    assert paint(300, 104, lambda p, r: draw_chart(p, r, nothing, DARK)).any()


def test_what_is_still_to_come_is_faint(qapp) -> None:  # type: ignore[no-untyped-def]
    t = np.arange(201.0)
    lanes = [Lane("g", "(4)", (Curve(t, np.sin(t / 9), RED),))]
    area = QRectF(0, 0, 900, 300)
    pixels = paint(900, 300, lambda p, _r: draw_lanes(p, area, lanes, 200, DARK, played=100))
    middle = float(time_frame(area, 200).px(100.0))
    red = pixels[..., 2].astype(int)
    red[~((pixels[..., 1] < 60) & (pixels[..., 0] < 60))] = 0
    assert red[:, : int(middle) - 3].max() > 200
    assert 40 < red[:, int(middle) + 3 :].max() < 140


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_lanes_fill_their_rectangle_at_any_scale(qapp, scale: float) -> None:  # type: ignore[no-untyped-def]
    t = np.arange(50.0)
    lanes = [Lane(str(k), "", (Curve(t, t * k, RED),)) for k in range(1, 4)]
    size = round(600 * scale), round(400 * scale)
    pixels = paint(*size, lambda p, r: draw_lanes(p, r, lanes, 50, DARK, scale=scale))
    rows, columns = np.nonzero(reds(pixels))
    assert columns.max() > 0.9 * size[0]
    assert rows.min() < 0.1 * size[1]
    assert rows.max() > 0.8 * size[1]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_chart_and_lane_of_a_scenario_has_curves(qapp, language: str) -> None:  # type: ignore[no-untyped-def]
    for name, build in (("everyone_from_one_point", build_charts), ("rmsprop_recovers", build_lanes)):
        resolved = resolve(scenarios.load(name))
        runs = build_runs(resolved, "numpy")
        meters = [Meter(run, found.optimizer) for run, found in zip(runs, resolved.runs, strict=True)]
        for _ in range(20):
            for run, meter in zip(runs, meters, strict=True):
                run.advance(1)
                meter.record()
        columns = [meter.columns() for meter in meters]
        for theme in THEMES.values():
            made = build(resolved, columns, theme, language)
            assert len(made) >= 3
            assert all(part.title and part.curves for part in made)
            assert all(len(curve.x) == 21 for part in made for curve in part.curves)


def test_a_plot_that_no_run_has_anything_for_is_left_out() -> None:
    resolved = resolve(scenarios.load("nesterov_gammas"))
    assert set(resolved.scenario.view.plots) > set(shown_plots(resolved)) >= {"loss", "momentum"}
