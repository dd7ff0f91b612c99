"""The head of a ball that is looked at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from gui.theme.colours import Theme

FAR = 1e5
"""What lies farther from the picture than so many units is not drawn."""


def paint_selection(
    painter: QPainter, place: tuple[float, float], colour: str, theme: Theme, scale: float
) -> None:
    """The head of a ball that is looked at: over all others, in a thin ring."""
    if not all(abs(c) < FAR for c in place):
        return
    middle = QPointF(*place)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for tint, radius in ((theme.stage.ring, 7.3), (colour, 5.5)):
        painter.setBrush(QColor(tint))
        painter.drawEllipse(middle, radius * scale, radius * scale)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tint, width, strength in ((theme.overlay.halo, 3.5, 0.5), (colour, 1.8, 1.0)):
        ink = QColor(tint)
        ink.setAlphaF(strength)
        painter.setPen(QPen(ink, width * scale))
        painter.drawEllipse(middle, 11 * scale, 11 * scale)
    painter.restore()
