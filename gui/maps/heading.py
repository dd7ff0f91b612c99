"""What stands above a map: whose it is, and what its colours tell."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.theme.colours import Theme
from gui.theme.metrics import BODY, GRID
from gui.theme.shortening import in_lines
from gui.theme.typeface import font

HEADER, LINE = 28.0, 17.0
"""How high a heading of one line is, and how much a second one adds."""
TALL = HEADER + LINE

_DOT = 18.0
_BOLD, _PLAIN = QFont.Weight.DemiBold, QFont.Weight.Normal


@dataclass(frozen=True)
class Heading:
    """heading: whose map it is, and about: what its colours tell; colour: of the dot before them, if any."""

    heading: str
    about: str
    colour: str | None

    def lines(self, width: float) -> tuple[list[str], bool]:
        """A tall heading's name in its lines, and whether what the colours tell is a line of its own."""
        bold, plain = (QFontMetricsF(font(BODY, weight)) for weight in (_BOLD, _PLAIN))
        names = in_lines(self.heading, bold, width - self._before)
        fits = len(names) == 1 and 0.0 < plain.horizontalAdvance(self.about) <= width
        return names, fits

    def width(self) -> float:
        """What all of it takes on one line."""
        bold, plain = (QFontMetricsF(font(BODY, weight)) for weight in (_BOLD, _PLAIN))
        about = GRID + plain.horizontalAdvance(self.about) if self.about else 0.0
        return self._before + bold.horizontalAdvance(self.heading) + about

    @property
    def _before(self) -> float:
        return _DOT if self.colour is not None else 0.0

    def paint(self, painter: QPainter, room: QRectF, theme: Theme) -> None:
        """On one line, or on two where the room is as high as that."""
        tall, first = room.height() > HEADER, first_line(room)
        if self.colour is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.colour))
            painter.drawEllipse(QPointF(first.left() + 5, first.center().y()), 5, 5)
        named = first.adjusted(self._before, 0, 0, 0)
        if not tall:
            end = _write(painter, named, self.heading, _BOLD, theme.text)
            _write(painter, named.adjusted(end + GRID, 0, 0, 0), self.about, _PLAIN, theme.muted)
            return
        names, fits = self.lines(room.width())
        _write(painter, named, names[0], _BOLD, theme.text)
        if fits:
            _write(painter, first.translated(0, LINE), self.about, _PLAIN, theme.muted)
        elif len(names) > 1:
            _write(painter, named.translated(0, LINE), " ".join(names[1:]), _BOLD, theme.text)


def first_line(room: QRectF) -> QRectF:
    """Where a heading's first line is in the room of all of it."""
    return room.adjusted(0, 0, 0, -LINE) if room.height() > HEADER else room


def _write(painter: QPainter, room: QRectF, text: str, weight: QFont.Weight, ink: str) -> int:
    """Returns how wide it became."""
    painter.setFont(font(BODY, weight))
    painter.setPen(QColor(ink))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(int(room.width()) + 1, 0))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return metrics.horizontalAdvance(shown)
