"""What is drawn upon the relief while a hand works on it: rings around balls, starts lying on the ground."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.hand.gestures import DrawBox, DrawCircle, DrawCloud, DrawGrid, DrawStart
from gui.hand.sketch import MOST_DOTS, ToPixel, paint_caption, paint_dots, words_of
from gui.theme.colours import Theme

_FAR = 1e5
_AROUND = 72
_SIDE = 24


def paint_ring(
    painter: QPainter, place: tuple[float, float], colour: str, theme: Theme, scale: float
) -> None:
    """Around a ball that is looked at."""
    if not all(abs(c) < _FAR for c in place):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tint, width, strength in ((theme.overlay.halo, 4.0, 0.55), (colour, 1.8, 1.0)):
        ink = QColor(tint)
        ink.setAlphaF(strength)
        painter.setPen(QPen(ink, width * scale))
        painter.drawEllipse(QPointF(*place), 12 * scale, 12 * scale)
    painter.restore()


def paint_draped(painter: QPainter, gesture: DrawStart, to_pixel: ToPixel, theme: Theme) -> None:
    """The outline of a start being drawn, on the ground, and how many particles it will have."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ground = QColor(theme.accent_hover)
    ground.setAlphaF(0.14)
    halo = QColor(theme.overlay.halo)
    halo.setAlphaF(0.6)
    outline = QPolygonF(_placed(_outline(gesture), to_pixel))
    painter.setPen(Qt.PenStyle.NoPen)
    if isinstance(gesture, DrawCloud):
        for share in (0.4, 0.7, 1.0):
            painter.setBrush(ground)
            painter.drawPolygon(QPolygonF(_placed(_circle(gesture, share), to_pixel)))
    elif not isinstance(gesture, DrawCircle):
        painter.setBrush(ground)
        painter.drawPolygon(outline)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(halo, 4.0), QPen(QColor(theme.accent_hover), 1.8)):
        painter.setPen(pen)
        painter.drawPolygon(outline)
    paint_dots(painter, _placed(_points(gesture), to_pixel), theme)
    for end in _placed([gesture.end], to_pixel):
        paint_caption(painter, end, words_of(gesture), theme)
    painter.restore()


def _placed(places: Iterable[tuple[float, float]], to_pixel: ToPixel) -> list[QPointF]:
    """Those places that have ground."""
    pixels = [to_pixel(x, y) for x, y in places]
    return [QPointF(px, py) for px, py in pixels if abs(px) < _FAR and abs(py) < _FAR]


def _outline(gesture: DrawStart) -> list[tuple[float, float]]:
    if not isinstance(gesture, (DrawGrid, DrawBox)):
        return _circle(gesture)
    x0, x1, y0, y1 = gesture.rectangle
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    return [
        (ax + (bx - ax) * k / _SIDE, ay + (by - ay) * k / _SIDE)
        for (ax, ay), (bx, by) in itertools.pairwise(corners)
        for k in range(_SIDE)
    ]


def _circle(gesture: DrawStart, share: float = 1.0, count: int = _AROUND) -> list[tuple[float, float]]:
    (x, y), r = gesture.begin, gesture.radius * share
    turn = 2 * math.pi / count
    return [(x + r * math.cos(k * turn), y + r * math.sin(k * turn)) for k in range(count)]


def _points(gesture: DrawStart) -> list[tuple[float, float]]:
    """The particles of a start whose places are certain already, unless they are many."""
    if isinstance(gesture, DrawCircle):
        return _circle(gesture, count=gesture.count) if gesture.radius > 0 else []
    if not isinstance(gesture, DrawGrid):
        return []
    (columns, rows), (x0, x1, y0, y1) = gesture.cells, gesture.rectangle
    if columns * rows > MOST_DOTS or not (x1 > x0 and y1 > y0):
        return []
    return [
        (x0 + (x1 - x0) * i / max(columns - 1, 1), y0 + (y1 - y0) * j / max(rows - 1, 1))
        for i in range(columns)
        for j in range(rows)
    ]
