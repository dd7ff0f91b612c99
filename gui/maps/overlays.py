"""What is drawn over a map's picture: minima, the cross, a sentence. Places are shares of the plot."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from gui.theme.colours import Theme
from gui.theme.metrics import GRID, RADIUS_SMALL, SMALL
from gui.theme.typeface import font

Share = tuple[float, float]

_GAP = 9.0  # around the cross's middle the picture stays free
_WIDEST = 420.0


def at(plot: QRectF, share: Share) -> QPointF:
    """The point of the plot at a place of the map."""
    return QPointF(plot.left() + share[0] * plot.width(), plot.bottom() - share[1] * plot.height())


def paint_marks(painter: QPainter, plot: QRectF, marks: Iterable[Share], theme: Theme) -> None:
    """A small plus at each minimum of those on the plot: they are also known of what lies around it."""
    lines = []
    for mark in marks:
        if not (0 <= mark[0] <= 1 and 0 <= mark[1] <= 1):
            continue
        middle = at(plot, mark)
        lines.append(QLineF(middle - QPointF(4, 0), middle + QPointF(4, 0)))
        lines.append(QLineF(middle - QPointF(0, 4), middle + QPointF(0, 4)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for ink, width in ((theme.overlay.halo, 3.5), (theme.on_stage, 1.4)):
        painter.setPen(QPen(QColor(ink), width))
        painter.drawLines(lines)


def paint_cross(painter: QPainter, plot: QRectF, share: Share, theme: Theme) -> None:
    """Hairlines from edge to edge, which leave the place itself free."""
    middle = at(plot, share)
    x, y = middle.x(), middle.y()
    lines = [
        QLineF(plot.left(), y, x - _GAP, y),
        QLineF(x + _GAP, y, plot.right(), y),
        QLineF(x, plot.top(), x, y - _GAP),
        QLineF(x, y + _GAP, x, plot.bottom()),
    ]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for ink, width, strength in ((theme.overlay.halo, 3.0, 0.35), (theme.on_stage, 1.0, 0.6)):
        colour = QColor(ink)
        colour.setAlphaF(strength)
        painter.setPen(QPen(colour, width))
        painter.drawLines(lines)


def paint_note(painter: QPainter, plot: QRectF, text: str, theme: Theme) -> None:
    """A sentence at the upper edge: why it goes no deeper, or what could not be computed."""
    face = font(SMALL, QFont.Weight.Medium)
    flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter)
    wide = min(plot.width() - 5 * GRID, _WIDEST)
    needed = QFontMetricsF(face).boundingRect(QRectF(0, 0, wide, 400), flags, text)
    room = QRectF(0, 0, needed.width() + 3 * GRID, needed.height() + 1.5 * GRID)
    room.moveCenter(QPointF(plot.center().x(), plot.top() + 1.5 * GRID + room.height() / 2))
    ground = QColor(theme.panel)
    ground.setAlphaF(0.94)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(face)
    painter.setBrush(ground)
    painter.setPen(QPen(QColor(theme.panel_border), 1.0))
    painter.drawRoundedRect(room, RADIUS_SMALL, RADIUS_SMALL)
    painter.setPen(QColor(theme.text))
    painter.drawText(room, flags, text)
