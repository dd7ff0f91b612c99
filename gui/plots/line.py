"""A pyqtgraph curve drawn quickly and evenly: a few points for each pixel, about 1.5 pixels wide.

Qt draws smooth lines fast only at width 1 (a width of 1.5 takes up to twenty times as long), so a curve is
drawn thrice at width 1, each time half a pixel aside.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from gui.plots.curves import Array, Curve, thin, within
from gui.plots.library import pg

AHEAD = 0.4
"""Strength of what is still to come."""

_FAR = 16_000.0


class Line(pg.PlotCurveItem):
    """One curve in a ViewBox. Where `played` is set, what lies beyond that x is faint."""

    def __init__(self) -> None:
        self._pieces: list[tuple[Array, Array]] = []
        self._laid_out_for: tuple[float, ...] | None = None
        self._scale = 1.0
        self._colour = ""
        self.played: float | None = None
        super().__init__(connect="finite")
        # without it nobody says which part is to be painted again
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def show_curve(self, curve: Curve, y: Array, scale: float) -> None:
        """Other points, with `y` in the axis's units; `scale` is pixels for each design pixel."""
        look = (curve.colour, scale)
        if curve.x is self.xData and y is self.yData and look == (self._colour, self._scale):
            return
        self._colour, self._scale = curve.colour, scale
        self._laid_out_for = None
        self.setData(curve.x, y)

    def boundingRect(self) -> QRectF:
        x0, x1 = self.dataBounds(0)
        y0, y1 = self.dataBounds(1)
        if None in (x0, x1, y0, y1):
            return QRectF()
        # a line has a width, and a level one no height
        aside, above = 0.01 * (x1 - x0), max(0.02 * (y1 - y0), 1e-9 * abs(y0), 1e-12)
        return QRectF(x0 - aside, y0 - above, x1 - x0 + 2 * aside, y1 - y0 + 2 * above)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, *_: Any) -> None:
        place = painter.worldTransform()
        exposed = place.mapRect(option.exposedRect)
        left, right = exposed.left() - 2.0, exposed.right() + 2.0
        self._lay_out(place)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setWorldTransform(QTransform())
        if self.played is None:
            self._stroke(painter, left, right, 1.0)
            return
        reached = place.m11() * self.played + place.dx()
        parts = ((left, min(reached, right), 1.0), (max(reached, left), right, AHEAD))
        for a, b, strength in parts:
            if b <= a:
                continue
            painter.save()
            painter.setClipRect(QRectF(a, -_FAR, b - a, 2 * _FAR), Qt.ClipOperation.IntersectClip)
            self._stroke(painter, a, b, strength)
            painter.restore()

    def _stroke(self, painter: QPainter, left: float, right: float, strength: float) -> None:
        """Draws what lies between two columns of pixels."""
        colour = QColor(self._colour)
        colour.setAlphaF(1.0 - (1.0 - strength) ** (1 / 3))  # three of them cover as much as is asked
        painter.setPen(QPen(colour, 1.0))
        shift = 0.5 * self._scale
        for px, py in self._pieces:
            line = polygon(*within(px, py, left - shift, right))
            painter.drawPolyline(line)
            painter.drawPolyline(line.translated(QPointF(0.0, shift)))
            painter.drawPolyline(line.translated(QPointF(shift, 0.0)))

    def _lay_out(self, place: QTransform) -> None:
        """The curve in the painter's pixels, kept until its points or the axes change."""
        box = self.getViewBox()
        (low, high), width = box.viewRange()[0], box.width()
        key = (place.m11(), place.m22(), place.dx(), place.dy(), low, high, width)
        if self._laid_out_for == key:
            return
        self._laid_out_for = key
        x, y = within(self.xData, self.yData, low, high)
        x, y = thin(x, y, max(2, int(width)))
        # far outside is as good as outside: Qt's rasterizer has 16 bits for the whole part
        px = np.clip(place.m11() * x + place.dx(), -_FAR, _FAR)
        py = np.clip(place.m22() * y + place.dy(), -_FAR, _FAR)
        self._pieces = _unbroken(px, py)


def _unbroken(px: Array, py: Array) -> list[tuple[Array, Array]]:
    good = np.isfinite(px) & np.isfinite(py)
    if good.all():
        return [(px, py)]
    breaks = np.flatnonzero(np.diff(good.astype(np.int8))) + 1
    pieces = np.split(np.arange(len(px)), breaks)
    return [(px[p], py[p]) for p in pieces if len(p) > 1 and good[p[0]]]


def polygon(x: Array, y: Array) -> QPolygonF:
    """The points as a polygon, written in one go."""
    points = QPolygonF()
    points.resize(len(x))
    if len(x):
        address: Any = points.data()
        memory: Any = shiboken6.VoidPtr(address, len(x) * 16, True)  # type: ignore[call-arg]
        table = np.frombuffer(memory, np.float64).reshape(-1, 2)
        table[:, 0] = x
        table[:, 1] = y
    return points
