"""The numbers in a chart's heading row, and dots on its curves, where the pointer or the cursor stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gui.model.numbers import format_loss
from gui.plots.chart import Chart
from gui.plots.curves import Curve
from gui.plots.library import pg
from gui.plots.text import RIGHT, label_font, wide
from gui.theme.colours import Theme
from gui.theme.metrics import SMALL

_DOT = 3.0
_APART, _CLOSE = 10, 6

Number = tuple[str, str, bool]
"""A value as text, its colour, and whether it is to be seen before others."""


class Readout(pg.GraphicsObject):
    """Empty until something is written or marked."""

    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self.setZValue(30)
        self._texts: list[tuple[QRectF, str, str]] = []
        self._dots: list[tuple[QPointF, str]] = []
        self._border = "#000000"
        self._scale = 1.0
        self._is_close = False
        self._bounds = QRectF()

    @property
    def values(self) -> list[str]:
        """What is written, from left to right."""
        return [text for _, text, _ in self._texts]

    def show_numbers(self, row: QRectF, numbers: Sequence[Number], scale: float, close: bool = False) -> None:
        """Writes texts in their colours at the right end of a row; where there is no room, the last of those
        that need not be seen give way."""
        apart, widths = (_CLOSE if close else _APART) * scale, _widths(numbers, scale, close)
        kept = list(range(len(numbers)))
        while kept and sum(widths[k] + apart for k in kept) - apart > row.width():
            kept.remove(next((k for k in reversed(kept) if not numbers[k][2]), kept[-1]))
        right = row.right()
        texts: list[tuple[QRectF, str, str]] = []
        for k in reversed(kept):
            text, colour, _ = numbers[k]
            texts.insert(0, (QRectF(right - widths[k], row.top(), widths[k], row.height()), text, colour))
            right -= widths[k] + apart
        if texts != self._texts or (scale, close) != (self._scale, self._is_close):
            self.prepareGeometryChange()
            self._texts, self._scale, self._is_close = texts, scale, close
            self._measure()

    def show_dots(self, dots: Sequence[tuple[QPointF, str]], border: str) -> None:
        """Marks places on the curves."""
        if list(dots) != self._dots or border != self._border:
            self.prepareGeometryChange()
            self._dots, self._border = list(dots), border
            self._measure()

    def _measure(self) -> None:
        self._bounds = QRectF()
        for rect, _, _ in self._texts:
            self._bounds = self._bounds.united(rect)
        side = (2 * _DOT + 4) * self._scale
        for place, _ in self._dots:
            self._bounds = self._bounds.united(QRectF(place.x() - side / 2, place.y() - side / 2, side, side))

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, *_: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._border), 1.5 * self._scale))
        for place, colour in self._dots:
            painter.setBrush(QColor(colour))
            painter.drawEllipse(place, _DOT * self._scale, _DOT * self._scale)
        painter.setFont(label_font(_size(self._scale, self._is_close)))
        for rect, text, colour in self._texts:
            painter.setPen(QColor(colour))
            painter.drawText(rect, RIGHT, text)


def needed(numbers: Sequence[Number], scale: float, close: bool = False) -> float:
    """How wide a row is in which all numbers have room."""
    apart = _CLOSE if close else _APART
    return sum(_widths(numbers, scale, close)) + apart * scale * max(len(numbers) - 1, 0)


def _size(scale: float, close: bool) -> float:
    return (SMALL - 1 if close else SMALL) * scale


def _widths(numbers: Sequence[Number], scale: float, close: bool) -> list[float]:
    size = _size(scale, close)
    return [wide(text, size) + 2 for text, _, _ in numbers]


def numbers_at(chart: Chart, curves: Sequence[Curve], step: float, short: bool = False) -> list[Number]:
    """Values at a step as text, with colour, and whether the curve is a strong one. A dashed curve belongs
    to the one before it. short: in three digits."""
    numbers: list[Number] = []
    for curve in curves:
        value, _ = chart.values_at(curve, step)
        if not math.isfinite(value):
            continue
        text = short_text(value) if short else format_loss(value)
        if curve.dashed and numbers and numbers[-1][1] == curve.colour:
            text = f"{numbers.pop()[0]}, {text}"
        numbers.append((text, curve.colour, curve.strong))
    return numbers


def short_text(value: float) -> str:
    """`value` in three digits where they say enough: 0.31, 4.20, 12.5, 130."""
    size = abs(value)
    if not 0.01 <= size < 9999.5:
        return format_loss(value) if size >= 1e-4 or size < 1e-12 else format_loss(value).replace(".0", "")
    return f"{value:.{2 if size < 9.995 else 1 if size < 99.95 else 0}f}".replace("-", "−")


def dots_at(chart: Chart, step: float, x: float, area: QRectF) -> list[tuple[QPointF, str]]:
    """Where the curves are at a step that lies at the pixel x, those within the axis."""
    low, high = chart.range()
    x = round(x) + 0.5  # where the upright line is
    dots = []
    for curve in sorted(chart.curves, key=lambda curve: curve.strong):
        _, height = chart.values_at(curve, step)
        if low <= height <= high:
            y = area.bottom() - (height - low) * area.height() / (high - low)
            dots.append((QPointF(x, y), curve.colour))
    return dots


def border_of(theme: Theme) -> str:
    """What separates a dot from the curves under it."""
    return theme.panel
