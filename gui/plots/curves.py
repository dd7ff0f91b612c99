"""Curves of any length as polylines of a few points for each pixel, drawn quickly.

Qt draws smooth lines fast only at width 1 (a width of 1.5 takes up to twenty times as long), so a curve is
drawn thrice at width 1, each time half a pixel aside: what comes out is an even line of about 1.5 pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Curve:
    """One line: `x` increasing and `y`, both (n,) float64; what is not finite leaves a gap."""

    x: Array
    y: Array
    colour: str
    strength: float = 1.0


@dataclass(frozen=True)
class Frame:
    """How data become pixels: the rectangle `rect`, and the ranges of x and y that fill it."""

    rect: QRectF
    x: tuple[float, float]
    y: tuple[float, float]

    def px(self, x: Array | float) -> Array | float:
        return self.rect.left() + (x - self.x[0]) * (self.rect.width() / ((self.x[1] - self.x[0]) or 1.0))

    def py(self, y: Array | float) -> Array | float:
        return self.rect.bottom() - (y - self.y[0]) * (self.rect.height() / ((self.y[1] - self.y[0]) or 1.0))


def thin(x: Array, y: Array, columns: int) -> tuple[Array, Array]:
    """At most four points for each of `columns`: the first, lowest, highest and last, in their order."""
    n = len(x)
    if n <= 4 * columns or columns < 1:
        return x, y
    size = -(-n // columns)
    edges = np.arange(0, n, size)
    padded = np.full(len(edges) * size, np.nan)
    padded[:n] = y
    table = padded.reshape(-1, size)
    filled = np.where(np.isfinite(table), table, np.inf)
    lowest = edges + np.argmin(filled, axis=1)
    highest = edges + np.argmax(np.where(np.isfinite(table), table, -np.inf), axis=1)
    last = np.minimum(edges + size - 1, n - 1)
    keep = np.unique(np.concatenate([edges, np.minimum(lowest, n - 1), np.minimum(highest, n - 1), last]))
    return x[keep], y[keep]


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


def draw_curve(painter: QPainter, curve: Curve, frame: Frame, scale: float = 1.0) -> None:
    """The curve within the frame; `scale` is pixels for each design pixel and thickens the line with it."""
    x, y = thin(curve.x, curve.y, max(2, int(frame.rect.width())))
    px = np.asarray(frame.px(x), np.float64)
    # far outside is as good as outside: Qt's rasterizer has 16 bits for the whole part
    py = np.clip(np.asarray(frame.py(y), np.float64), -16_000.0, 16_000.0)
    colour = QColor(curve.colour)
    colour.setAlphaF(1.0 - (1.0 - curve.strength) ** (1 / 3))  # three of them cover as much as is asked
    painter.setPen(QPen(colour, 1.0))
    shift = 0.5 * scale
    for line in _unbroken(px, py):
        painter.drawPolyline(line)
        painter.drawPolyline(line.translated(QPointF(0.0, shift)))
        painter.drawPolyline(line.translated(QPointF(shift, 0.0)))


def _unbroken(px: Array, py: Array) -> list[QPolygonF]:
    good = np.isfinite(px) & np.isfinite(py)
    if good.all():
        return [polygon(px, py)] if len(px) > 1 else []
    breaks = np.flatnonzero(np.diff(good.astype(np.int8))) + 1
    pieces = np.split(np.arange(len(px)), breaks)
    return [polygon(px[p], py[p]) for p in pieces if len(p) > 1 and good[p[0]]]
