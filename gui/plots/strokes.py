"""Curves and bands as strokes and areas, for files of vectors, where a picture of them would be coarse."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPainterPath, QPen, QPolygonF

from gui.plots.curves import Array, Band, Curve

_WRITTEN = (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)


def is_written(painter: QPainter) -> bool:
    """Whether it writes a file of vectors."""
    return painter.paintEngine().type() in _WRITTEN


def paint_level(painter: QPainter, y: float, left: float, right: float, colour: QColor) -> None:
    """A level line around the height y, one unit thick; as an area where that is a row of pixels, since a
    line of a thousand smooth pixels takes Qt thirty times as long."""
    if is_written(painter) or painter.deviceTransform().m22() != 1.0:
        painter.setPen(QPen(colour, 1.0))
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        return
    smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(QRectF(left, y - 0.5, right - left, 1.0), colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


def paint_curve(
    painter: QPainter,
    curve: tuple[Curve, Array],
    span: tuple[float, float],
    place: NDArray[np.float64],
    width: float,
    dashes: Sequence[float],
    strength: float = 1.0,
) -> None:
    """The part of a curve over `span`; place: factors and offsets to the painter's units. strength: its
    opacity beside its own, in the colour, which programs agree on more than on a drawing's opacity."""
    look, heights = curve
    x, y = _cut(look.x, heights, *span)
    colour = QColor(look.colour)
    colour.setAlphaF(colour.alphaF() * look.strength * strength)
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    if look.dashed:
        pen.setDashPattern([length / width for length in dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.strokePath(_path(x * place[0] + place[1], y * place[2] + place[3]), pen)


def paint_band(
    painter: QPainter,
    band: tuple[Band, Array, Array],
    span: tuple[float, float],
    place: NDArray[np.float64],
    strength: float = 1.0,
) -> None:
    """The part of a band over `span`."""
    look, low, high = band
    x, bottom = _cut(look.x, low, *span)
    _, top = _cut(look.x, high, *span)
    there = np.isfinite(bottom) & np.isfinite(top)
    px = x[there] * place[0] + place[1]
    edges = [values[there] * place[2] + place[3] for values in (bottom, top)]
    around = [*zip(px, edges[0], strict=True), *zip(px[::-1], edges[1][::-1], strict=True)]
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*point) for point in around]))
    colour = QColor(look.colour)
    colour.setAlphaF(look.strength * strength)
    painter.fillPath(path, colour)


def _cut(x: Array, y: Array, low: float, high: float) -> tuple[Array, Array]:
    """The points in [low, high], and those on the curve at its ends."""
    if len(x) == 0 or high < x[0] or low > x[-1]:
        return x[:0], y[:0]
    low, high = max(low, float(x[0])), min(high, float(x[-1]))
    inside = (x > low) & (x < high)
    ends = np.interp([low, high], x, y)
    return np.concatenate([[low], x[inside], [high]]), np.concatenate([ends[:1], y[inside], ends[1:]])


def _path(x: Array, y: Array) -> QPainterPath:
    """Through all points that are numbers; a gap where one is not."""
    path, apart = QPainterPath(), True
    for px, py in zip(x.tolist(), y.tolist(), strict=True):
        if not np.isfinite(py):
            apart = True
        elif apart:
            path.moveTo(px, py)
            apart = False
        else:
            path.lineTo(px, py)
    return path
