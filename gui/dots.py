"""The dot beside a run's name: full, hollow where the run is hidden, faint in a dashed ring for a ghost."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

_RADIUS = 5.0  # to which the line's width belongs


def paint_dot(
    painter: QPainter, middle: QPointF, radius: float, colour: QColor, *, shown: bool = True, ghost: bool
) -> None:
    """A ghost has the colour of the run that it was, so the dot's form tells them apart."""
    unit = radius / _RADIUS
    pen = QPen(colour, 1.5 * unit)
    if ghost:
        pen.setDashPattern([1.2, 1.6])
    if ghost and shown:
        faint = QColor(colour)
        faint.setAlphaF(0.35)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        painter.drawEllipse(middle, radius - 2 * unit, radius - 2 * unit)
    filled = shown and not ghost
    painter.setPen(Qt.PenStyle.NoPen if filled else pen)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    size = radius if filled else radius - 0.75 * unit
    painter.drawEllipse(middle, size, size)
