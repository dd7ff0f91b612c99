"""The path of a pixel, drawn upon the stage or upon the map itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.theme.colours import Theme

_FAR = 1e5


def paint_trail(
    painter: QPainter, points: NDArray[np.float64], colour: str, theme: Theme, scale: float = 1.0
) -> None:
    """A line through points (n, 2) in the painter's units, a ring at its start and a ball at its end.

    Where a point is infinitely far the line ends.
    """
    finite = np.isfinite(points).all(axis=1) & (np.abs(points) < _FAR).all(axis=1)
    count = len(points) if finite.all() else int(np.argmin(finite))
    if count == 0:
        return
    line = QPolygonF([QPointF(x, y) for x, y in points[:count].tolist()])
    halo = QColor(theme.overlay.halo)
    halo.setAlphaF(0.75)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((halo, 4.0), (QColor(colour), 1.8)):
        pen = QPen(ink, width * scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(line)
    painter.setPen(QPen(halo, 3.5 * scale))
    painter.drawEllipse(line.first(), 4.5 * scale, 4.5 * scale)
    painter.setPen(QPen(QColor(theme.stage.ring), 1.5 * scale))
    painter.drawEllipse(line.first(), 4.5 * scale, 4.5 * scale)
    if count == len(points):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(line.last(), 4.5 * scale, 4.5 * scale)
    painter.restore()
