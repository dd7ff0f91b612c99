"""The path of a pixel, drawn upon the stage or upon the map itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from gui.theme.colours import Theme

FAR = 1e5
HALO, HALO_WIDTH, WIDTH = 0.75, 4.0, 1.8


def paint_trail(
    painter: QPainter, points: NDArray[np.float64], colour: str, theme: Theme, scale: float = 1.0
) -> None:
    """A line through points (n, 2) in the painter's units, a ring at its start and a ball at its end.

    Where a point is infinitely far the line ends.
    """
    finite = np.isfinite(points).all(axis=1) & (np.abs(points) < FAR).all(axis=1)
    count = len(points) if finite.all() else int(np.argmin(finite))
    if count == 0:
        return
    line = QPolygonF([QPointF(x, y) for x, y in points[:count].tolist()])
    halo = QColor(theme.overlay.halo)
    halo.setAlphaF(HALO)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((halo, HALO_WIDTH), (QColor(colour), WIDTH)):
        pen = QPen(ink, width * scale)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(line)
    paint_ends(painter, line.first(), line.last() if count == len(points) else None, colour, theme, scale)
    painter.restore()


def paint_ends(
    painter: QPainter, first: QPointF, last: QPointF | None, colour: str, theme: Theme, scale: float = 1.0
) -> None:
    """The ring at a path's start, and the ball at its end."""
    halo = QColor(theme.overlay.halo)
    halo.setAlphaF(HALO)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(halo, 3.5 * scale))
    painter.drawEllipse(first, 4.5 * scale, 4.5 * scale)
    painter.setPen(QPen(QColor(theme.stage.ring), 1.5 * scale))
    painter.drawEllipse(first, 4.5 * scale, 4.5 * scale)
    if last is not None:
        painter.setBrush(QColor(colour))
        painter.drawEllipse(last, 4.5 * scale, 4.5 * scale)
