"""Arrows that read on any ground: one outline around shaft and head."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

_HALO = 1.5
_DASH = (3.2, 2.0)


def draw_arrow(
    painter: QPainter, start: QPointF, tip: QPointF, colour: str, halo: str, width: float, dashed: bool
) -> None:
    """An arrow whose shaft is `width` wide. Its head keeps its form down to a very short arrow."""
    way = tip - start
    length = math.hypot(way.x(), way.y())
    if not length > 0:
        return
    along = way / length
    across = QPointF(-along.y(), along.x())
    deep = min(width * 2.2 + 5.0, length * 0.75)
    half = deep * 0.46
    neck = tip - along * deep
    head = QPolygonF([tip, neck + across * half, neck + along * (deep * 0.18), neck - across * half])
    shaft_end = neck + along * (deep * 0.18)
    outline = QPainterPath()
    outline.addPolygon(head)
    outline.closeSubpath()
    around = QColor(halo)
    around.setAlphaF(0.8)
    pen = QPen(around, width + 2 * _HALO)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    painter.drawLine(start, shaft_end)
    rim = QPen(around, 2 * _HALO)
    rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(outline, rim)
    shaft = QPen(QColor(colour), width)
    shaft.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
    if dashed:
        shaft.setDashPattern(list(_DASH))
    painter.setPen(shaft)
    painter.drawLine(start, shaft_end)
    painter.fillPath(outline, QColor(colour))
