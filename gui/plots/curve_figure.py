"""A curve with balls that roll on it: their ways, where they have been, and where they look ahead."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.plots.axes import Levels, Times
from gui.plots.curves import Curve
from gui.plots.figure import Box, Figure
from gui.plots.lane_item import LABELS, NUMBERS
from gui.plots.library import pg
from gui.plots.strokes import is_written
from gui.plots.text import Words, label_font
from gui.plots.ticks import LARGEST, steady_range
from gui.theme.colours import Theme
from gui.theme.metrics import BODY, SMALL

Array = NDArray[np.float64]

_ASIDE, _AXIS, _ABOVE = 8, 28, 12
_NUMBER, _LEVEL = 90, 30
_BALL, _GHOST, _AHEAD = 7.0, 2.5, 5.0
_GHOSTS = 24
"""Earlier places of a ball that are marked, the older the fainter."""

MOST = 600
"""Of more balls than these every second, third, … is drawn."""


@dataclass(frozen=True, eq=False)
class Balls:
    """One run's balls. now: (n,) places; before: (k, n), where they have been, oldest first; ahead: (n,) the
    places at which the gradient is asked for next, None where that is here. strength: their opacity."""

    colour: str
    now: Array
    before: Array
    ahead: Array | None = None
    strength: float = 1.0


class _Rolling(pg.GraphicsObject):
    """Paints balls on a curve; the numbers are those last given."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(20)
        self.balls: Sequence[Balls] = ()
        self.theme: Theme | None = None
        self.scale = 1.0
        self.area = QRectF()
        self.curve: tuple[Array, Array] = (np.array([0.0, 1.0]), np.zeros(2))
        self.heights = (0.0, 1.0)

    @property
    def span(self) -> tuple[float, float]:
        x = self.curve[0]
        return float(x[0]), float(x[-1])

    def find(self, x: float) -> QPointF | None:
        """Where a place of the curve lies in the figure; None where it is not on it or has no height."""
        (x0, x1), (low, high), area = self.span, self.heights, self.area
        if not (math.isfinite(x) and x0 <= x <= x1):
            return None
        height = float(np.interp(x, *self.curve))
        if not abs(height) <= LARGEST:
            return None
        across = area.left() + (x - x0) * area.width() / (x1 - x0)
        return QPointF(across, area.bottom() - (height - low) * area.height() / (high - low))

    def boundingRect(self) -> QRectF:
        return self.area.adjusted(-16 * self.scale, -16 * self.scale, 16 * self.scale, 16 * self.scale)

    def paint(self, painter: QPainter, *_: Any) -> None:
        if self.theme is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not is_written(painter):
            # see `Figure.render`; balls beyond the edges are left out anyhow
            painter.setClipRect(self.boundingRect())
        for balls in self.balls:
            self._paint_ways(painter, balls)
        for balls in self.balls:
            self._paint_heads(painter, balls)

    def _paint_ways(self, painter: QPainter, balls: Balls) -> None:
        """Where a few balls have been, as dots that fade with age."""
        if balls.before.shape[1] > 12:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(balls.colour)
        count = len(balls.before)
        for k, row in enumerate(balls.before):
            colour.setAlphaF(balls.strength * (0.10 + 0.55 * ((k + 1) / count) ** 2))
            painter.setBrush(colour)
            for place in row:
                self._dot(painter, float(place), _GHOST * self.scale)

    def _paint_heads(self, painter: QPainter, balls: Balls) -> None:
        assert self.theme is not None
        many = len(balls.now) > 12
        colour = QColor(balls.colour)
        colour.setAlphaF(balls.strength * (0.5 if many else 1.0))
        rim = QPen(QColor(self.theme.window), 1.5 * self.scale)
        ahead = balls.ahead if balls.ahead is not None and not many else None
        for number, place in enumerate(balls.now[:: -(-len(balls.now) // MOST)]):
            if ahead is not None:
                self._paint_ahead(painter, float(place), float(ahead[number]), colour)
            painter.setPen(Qt.PenStyle.NoPen if many else rim)
            painter.setBrush(colour)
            self._dot(painter, float(place), (3.0 if many else _BALL) * self.scale)

    def _paint_ahead(self, painter: QPainter, here: float, there: float, colour: QColor) -> None:
        """An open ring where the gradient is asked for, and a dotted line to it."""
        a, b = self.find(here), self.find(there)
        if a is None or b is None or math.hypot(b.x() - a.x(), b.y() - a.y()) < 1.0:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(colour, 1.25 * self.scale, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(a, b)
        painter.setPen(QPen(colour, 1.5 * self.scale))
        painter.drawEllipse(b, _AHEAD * self.scale, _AHEAD * self.scale)

    def _dot(self, painter: QPainter, place: float, radius: float) -> None:
        at = self.find(place)
        if at is not None:
            painter.drawEllipse(at, radius, radius)


class CurveFigure(Figure):
    """The height over the place, with balls. `show_curve` for another curve, `show_balls` for each moment."""

    def __init__(self) -> None:
        super().__init__()
        self.box = Box(None, (0, 2))
        self.levels = Levels(None)
        self.levels.linkToView(self.box)
        self.axis = Times(None)
        self.axis.linkToView(self.box)
        self.name, self.note = Words(), Words()
        self.rolling = _Rolling()
        for item in (self.box, self.levels, self.axis, self.name, self.note, self.rolling):
            self.scene.addItem(item)

    @property
    def area(self) -> QRectF:
        """Where the curve lies."""
        return self.box.geometry()

    @property
    def span(self) -> tuple[float, float]:
        """The places that are shown."""
        return self.rolling.span

    def x(self, px: float) -> float:
        """The place at a pixel of the figure, cut to those that are shown."""
        (low, high), area = self.span, self.area
        return min(max(low + (px - area.left()) * (high - low) / max(area.width(), 1.0), low), high)

    def place(self, x: float) -> QPointF | None:
        """Where a place of the curve lies in the figure; None where it is not on it or has no height."""
        return self.rolling.find(x)

    def show_curve(
        self, x: Array, heights: Array, title: str, note: str, theme: Theme, rect: QRectF | None = None
    ) -> None:
        """Another curve: heights (n,) over places x, increasing. rect: the part of the figure to fill."""
        rect, scale = rect or self.size, self.scale
        inner = rect.adjusted((LABELS + NUMBERS) * scale, _ABOVE * scale, -_ASIDE * scale, -_AXIS * scale)
        inner = QRectF(inner.toAlignedRect())
        face = label_font(SMALL * scale)
        self.levels.set_look(theme, face, scale, max(2, min(4, int(inner.height() / (_LEVEL * scale)))))
        self.axis.set_look(theme, face, scale, max(2, int(inner.width() / (_NUMBER * scale))))
        for axis in (self.levels, self.axis):
            axis.prepareGeometryChange()
        self.box.set_area(inner)
        self.box.set_scale(scale)
        finite = heights[np.abs(heights) <= LARGEST]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
        reach = steady_range(low, high)
        self.box.show_range((float(x[0]), float(x[-1])), reach)
        self.box.show_curves([(Curve(x, heights, theme.text, 0.9, strong=True), heights)])
        self._show_names(inner, title, note, theme)
        rolling = self.rolling
        rolling.prepareGeometryChange()
        rolling.theme, rolling.scale, rolling.area = theme, scale, inner
        rolling.curve, rolling.heights = (x, heights), reach

    def show_balls(self, balls: Sequence[Balls]) -> None:
        self.rolling.prepareGeometryChange()
        self.rolling.balls = balls
        self.rolling.update()

    def _show_names(self, area: QRectF, title: str, note: str, theme: Theme) -> None:
        scale, middle = self.scale, area.center().y()
        left, width = area.left() - (LABELS + NUMBERS) * scale, (LABELS - 8) * scale
        lift = 9 * scale if note else 0.0
        bold = label_font(BODY * scale, label_font(BODY).Weight.DemiBold)
        self.name.say(QRectF(left, middle - 10 * scale - lift, width, 20 * scale), title, bold, theme.text)
        self.note.say(QRectF(left, middle, width, 20 * scale), note, label_font(BODY * scale), theme.muted)


def ways(places: Array, step: int) -> Array:
    """(k, n), where balls were at the last epochs before `step`; places (frames, n)."""
    return places[max(step - _GHOSTS, 0) : step]
