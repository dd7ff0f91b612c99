"""Figures for tests, painted offscreen into arrays of (height, width, 3)."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from gui.plots import Chart, Curve, Lane
from gui.plots.chart_figure import ChartsFigure
from gui.plots.figure import Figure
from gui.plots.lanes_figure import LanesFigure
from gui.theme import DARK
from gui.theme.colours import Theme

RED = "#FF0000"


def paint(figure: Figure, ground: str = "#000000", place: QPointF | None = None) -> np.ndarray:
    width, height = round(figure.size.width()), round(figure.size.height())
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    with QPainter(image) as painter:
        figure.render(painter, place)
    return np.array(image.constBits()).reshape(height, width, 4)[..., :3].copy()


def pixels_of(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return np.array(plain.constBits()).reshape(plain.height(), plain.width(), 4)[..., :3].astype(int)


def of_chart(chart: Chart, width: int, height: int, scale: float = 1.0) -> ChartsFigure:
    figure = ChartsFigure()
    figure.show_charts([chart], DARK, width, height, height, scale)
    return figure


def of_lanes(
    lanes: list[Lane], length: float, size: tuple[int, int], scale: float = 1.0, theme: Theme = DARK
) -> LanesFigure:
    figure = LanesFigure()
    figure.resize(*size, scale)
    figure.show_lanes(lanes, length, theme)
    return figure


def reds(pixels: np.ndarray) -> np.ndarray:
    blue, green, red = (pixels[..., k].astype(int) for k in range(3))
    return (red > 120) & (green < 60) & (blue < 60)


def waves(count: int, phase: float = 0.0) -> list[Lane]:
    t = np.arange(301.0)
    slope = Curve(t, t / 300, "#56B4E9")
    return [
        Lane(f"lane {k}", "(4)", (Curve(t, (k + 1) * np.sin(t / 30 + phase), RED), slope))
        for k in range(count)
    ]
