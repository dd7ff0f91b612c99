"""One small chart: a heading, a quiet grid with a few numbers, and curves."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.plots.curves import Array, Curve, Frame, draw_curve
from gui.plots.ticks import linear_ticks, log_ticks, power_text, steady_range, tick_text
from gui.theme.colours import Theme
from gui.theme.metrics import SMALL
from gui.theme.typeface import font

LOWEST = 1e-12
"""What a logarithmic axis shows at its foot, however much nearer to zero a value is."""


@dataclass(frozen=True, eq=False)
class Chart:
    """A heading, curves, and how far the time axis reaches; `log` draws y as exponents of ten."""

    title: str
    curves: tuple[Curve, ...] = ()
    length: float = 1.0
    log: bool = False


def label_font(size: float, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 0.0) -> QFont:
    """The program's font; `size` in pixels of the painter."""
    return font(max(1, round(size)), weight, spacing)


def value_range(curves: Sequence[Curve], log: bool = False) -> tuple[float, float]:
    """Round bounds of everything finite in the curves; exponents of ten if `log`."""
    lows, highs = [], []
    for curve in curves:
        values = exponents(curve.y) if log else curve.y
        values = values[np.isfinite(values)]
        if len(values):
            lows.append(float(values.min()))
            highs.append(float(values.max()))
    if not lows:
        return 0.0, 1.0
    if log:
        low, high = math.floor(min(lows)), math.ceil(max(highs))
        return float(low), float(max(high, low + 1))
    return steady_range(min(lows), max(highs))


def exponents(values: Array) -> Array:
    """log₁₀ of values, those at or under zero as the lowest that is shown."""
    with np.errstate(invalid="ignore"):
        return np.log10(np.maximum(values, LOWEST))


def draw_chart(painter: QPainter, rect: QRectF, chart: Chart, theme: Theme, scale: float = 1.0) -> None:
    """Draws `chart` into `rect`; `scale` is pixels for each design pixel (sizes of type and gaps)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    heading = QRectF(rect.left(), rect.top(), rect.width(), 20 * scale)
    draw_heading(painter, heading, chart.title, theme, scale)
    heights = value_range(chart.curves, chart.log)
    labels = _labels(*heights, chart.log)
    gutter = max(40 * scale, _widest(labels, scale) + 8 * scale)
    plot = rect.adjusted(gutter, 26 * scale, 0, -14 * scale)
    frame = Frame(plot, (0.0, max(chart.length, 1.0)), heights)
    _draw_grid(painter, frame, labels, theme, scale)
    painter.setClipRect(plot.adjusted(-1, -2 * scale, 1, 2 * scale))
    for curve in chart.curves:
        shown = Curve(curve.x, exponents(curve.y), curve.colour, curve.strength) if chart.log else curve
        draw_curve(painter, shown, frame, scale)
    painter.restore()


def draw_heading(painter: QPainter, rect: QRectF, text: str, theme: Theme, scale: float = 1.0) -> None:
    """A small heading in spaced capitals, muted."""
    painter.setFont(label_font(SMALL * scale, QFont.Weight.DemiBold, 6.0))
    painter.setPen(QColor(theme.muted))
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text.upper())


def _labels(low: float, high: float, log: bool) -> dict[float, str]:
    """The numbers beside the grid's lines."""
    if log:
        return {value: power_text(value) for value in log_ticks(low, high)}
    ticks, step = linear_ticks(low, high)
    return {value: tick_text(value, step) for value in ticks}


def _widest(labels: Mapping[float, str], scale: float) -> float:
    metrics = QFontMetricsF(label_font((SMALL - 1) * scale))
    return max((metrics.horizontalAdvance(text) for text in labels.values()), default=0.0)


def _draw_grid(
    painter: QPainter, frame: Frame, labels: Mapping[float, str], theme: Theme, scale: float
) -> None:
    painter.setFont(label_font((SMALL - 1) * scale))
    right = frame.rect.left() - 8 * scale
    for value, text in labels.items():
        y = round(float(frame.py(value))) + 0.5
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.drawLine(QPointF(frame.rect.left(), y), QPointF(frame.rect.right(), y))
        painter.setPen(QColor(theme.muted))
        box = QRectF(right - 120 * scale, y - 8 * scale, 120 * scale, 16 * scale)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
