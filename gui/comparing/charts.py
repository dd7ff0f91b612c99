"""A chart of lines, bands and marks on axes that may be logarithmic, painted in a theme."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from gui.comparing.axes import Axis, place_on, ticks_of
from gui.maps.ticks import Ticks
from gui.theme.colours import Theme
from gui.theme.metrics import BODY, GRID, SMALL
from gui.theme.typeface import font

LEFT, ABOVE, BELOW = 52.0, 44.0, 40.0
_TICK = 5.0
_APART_X, _APART_Y = 72.0, 52.0
_BAND = 0.14
_OUTSIDE = 4.0  # where the infinite lies, in heights of the plot
_NEAR = 0.5  # what a point at an end may be beyond it, by rounding

Floats = NDArray[np.float64]
DASHES: tuple[tuple[float, ...], ...] = ((), (6.0, 3.0), (1.5, 2.5), (8.0, 3.0, 1.5, 3.0))
"""How the lines of the first eight colours are drawn, of the next eight, and so on."""


@dataclass(frozen=True, eq=False)
class Line:
    """x, y: its corners, a y of infinity above the plot and NaN nowhere. band: y of its lower and upper edge.
    mark: the corner with a ring. joined: whether corners are joined, or each is a dot."""

    x: Floats
    y: Floats
    colour: str
    dash: tuple[float, ...] = ()
    band: tuple[Floats, Floats] | None = None
    mark: int | None = None
    joined: bool = True


@dataclass(eq=False)
class Chart:
    heading: str
    names: tuple[str, str]
    x: Axis
    y: Axis
    lines: list[Line] = field(default_factory=list)


def paint(painter: QPainter, chart: Chart, room: QRectF, theme: Theme) -> None:
    """The chart with everything around it within `room`."""
    plot = room.adjusted(LEFT, ABOVE, 0, -BELOW)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(BODY, QFont.Weight.DemiBold))
    painter.setPen(QColor(theme.text))
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRectF(plot.left(), room.top(), plot.width(), 18), flags, chart.heading)
    _paint_ground(painter, chart, plot, theme)
    painter.setClipRect(plot)
    for line in reversed(chart.lines):
        _paint_band(painter, chart, line, plot)
    for line in reversed(chart.lines):
        _paint_line(painter, chart, line, plot)
    # what is at an end of an axis has all of its dot and ring
    painter.setClipping(False)
    for line in reversed(chart.lines):
        _paint_dots(painter, chart, line, plot, theme)
    painter.restore()


def _paint_ground(painter: QPainter, chart: Chart, plot: QRectF, theme: Theme) -> None:
    across = ticks_of(chart.x, max(int(plot.width() / _APART_X), 2))
    up = ticks_of(chart.y, max(int(plot.height() / _APART_Y), 2))
    painter.fillRect(plot, QColor(theme.panel))
    painter.setPen(QPen(QColor(theme.line), 1.0))
    painter.drawLines([_upright(plot, tick.share) for tick in across.ticks if tick.text])
    painter.drawLines([_level(plot, tick.share) for tick in up.ticks if tick.text])
    painter.setPen(QPen(QColor(theme.field_border), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(plot)
    painter.setFont(font(SMALL))
    painter.setPen(QColor(theme.muted))
    _write_numbers(painter, plot, across, up)
    _write_names(painter, chart, plot)


def _upright(plot: QRectF, share: float) -> QLineF:
    x = plot.left() + share * plot.width()
    return QLineF(x, plot.top(), x, plot.bottom())


def _level(plot: QRectF, share: float) -> QLineF:
    y = plot.bottom() - share * plot.height()
    return QLineF(plot.left(), y, plot.right(), y)


def _write_numbers(painter: QPainter, plot: QRectF, across: Ticks, up: Ticks) -> None:
    metrics, flags = painter.fontMetrics(), Qt.TextFlag.TextDontClip
    free = -math.inf
    for tick in across.ticks:
        wide = metrics.horizontalAdvance(tick.text)
        x = min(plot.left() + tick.share * plot.width() - wide / 2, plot.right() - wide)
        if tick.text and x > free:
            room = QRectF(x, plot.bottom() + _TICK, wide, 14)
            painter.drawText(room, flags | Qt.AlignmentFlag.AlignCenter, tick.text)
            free = x + wide + GRID
    for tick in up.ticks:
        y = plot.bottom() - tick.share * plot.height()
        room = QRectF(plot.left() - LEFT, y - 8, LEFT - _TICK, 16)
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, tick.text)


def _write_names(painter: QPainter, chart: Chart, plot: QRectF) -> None:
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    metrics, elide = painter.fontMetrics(), Qt.TextElideMode.ElideRight
    below = QRectF(plot.left(), plot.bottom() + 21, plot.width(), 15)
    painter.drawText(below, flags, metrics.elidedText(chart.names[0], elide, int(plot.width())))
    above = QRectF(plot.left(), plot.top() - 24, plot.width(), 18)
    shown = metrics.elidedText(chart.names[1], elide, int(above.width()))
    painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _points(chart: Chart, x: Floats, y: Floats, plot: QRectF) -> list[QPointF]:
    found = []
    for a, b in zip(x.tolist(), y.tolist(), strict=True):
        up = min(max(place_on(chart.y, b), -_OUTSIDE), _OUTSIDE) if b < math.inf else _OUTSIDE
        across = place_on(chart.x, a)
        found.append(QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height()))
    return found


def _paint_band(painter: QPainter, chart: Chart, line: Line, plot: QRectF) -> None:
    if line.band is None:
        return
    lower, upper = (_points(chart, line.x, edge, plot) for edge in line.band)
    colour = QColor(line.colour)
    colour.setAlphaF(_BAND)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([*lower, *reversed(upper)]))


def _paint_line(painter: QPainter, chart: Chart, line: Line, plot: QRectF) -> None:
    if line.joined:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen_of(line.colour, line.dash))
        painter.drawPolyline(QPolygonF(_points(chart, line.x, line.y, plot)))


def _paint_dots(painter: QPainter, chart: Chart, line: Line, plot: QRectF, theme: Theme) -> None:
    """Corners that are not joined, and the one with a ring; those beyond the plot are nowhere."""
    room, points = plot.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR), _points(chart, line.x, line.y, plot)
    if not line.joined:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(line.colour))
        for point in filter(room.contains, points):
            painter.drawEllipse(point, 2.0, 2.0)
    if line.mark is not None and room.contains(points[line.mark]):
        painter.setPen(QPen(QColor(line.colour), 2.0))
        painter.setBrush(QColor(theme.panel))
        painter.drawEllipse(points[line.mark], 4.0, 4.0)


def pen_of(colour: str, dash: tuple[float, ...]) -> QPen:
    """The pen that a line is drawn with, in charts and legends."""
    pen = QPen(QColor(colour), 1.8)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dash:
        pen.setDashPattern([part / 1.8 for part in dash])
    return pen
