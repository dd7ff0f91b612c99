"""Type in figures: the program's font, and words at a place, painted once and kept as pixels."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.plots.library import pg
from gui.plots.picture import Picture
from gui.theme.typeface import font

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def label_font(size: float, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 0.0) -> QFont:
    """The program's font; `size` in pixels of the painter."""
    return font(max(1, round(size)), weight, spacing)


def wide(text: str, size: float, weight: QFont.Weight = QFont.Weight.Normal, spacing: float = 0.0) -> float:
    """How wide a text is in `label_font`; remembered, since Qt measures for longer than it draws."""
    return _wide(text, max(1, round(size)), weight, spacing)


@lru_cache(maxsize=8192)
def _wide(text: str, size: int, weight: QFont.Weight, spacing: float) -> float:
    return QFontMetricsF(font(size, weight, spacing)).horizontalAdvance(text)


class Words(pg.GraphicsObject):
    """A line of text within a rectangle of the scene."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._said: tuple[Any, ...] = (QRectF(), "", QFont(), "#000000", LEFT)
        self._picture = Picture()

    @property
    def text(self) -> str:
        return self._said[1]

    @property
    def said(self) -> tuple[Any, ...]:
        """The rectangle, the text, its font, colour and alignment."""
        return self._said

    def say(self, rect: QRectF, text: str, face: QFont, colour: str, flags: Qt.AlignmentFlag = LEFT) -> None:
        """Another text, place or look; nothing happens where all of them are as before."""
        said = (rect, text, face, colour, flags)
        if said != self._said:
            self.prepareGeometryChange()
            self._said = said
            self.update()

    def boundingRect(self) -> QRectF:
        return self._said[0]

    def let_go(self) -> None:
        """Gives its picture back until it is painted again."""
        self._picture.let_go()

    def paint(self, painter: QPainter, *_: Any) -> None:
        if self.text:
            self._picture.paint(painter, self.boundingRect(), self._said, self._draw)

    def _draw(self, painter: QPainter) -> None:
        rect, text, face, colour, flags = self._said
        painter.setFont(face)
        painter.setPen(QColor(colour))
        painter.drawText(rect, flags | Qt.TextFlag.TextDontClip, text)
