"""Title and caption on the picture itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.recording.composition import Composition
from gui.recording.layout import Box, Canvas
from gui.recording.plate import rectangle
from gui.theme import BODY, TITLE, font
from gui.theme.colours import Theme

if TYPE_CHECKING:
    from scenarios.schema import Scenario

_WIDEST_CAPTION = 680
"""A caption is broken into lines that an eye can follow."""

_GAP = 4
_FLAGS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class Headline:
    """Measures both texts in the room given, cutting what is too long for it, and paints them."""

    def __init__(self, title: str, caption: str, room: Box) -> None:
        self._title_font = font(TITLE, QFont.Weight.DemiBold)
        self._caption_font = font(BODY)
        whole = rectangle(room)
        self._title, title_box = _fitted(self._title_font, title, whole)
        below = rectangle(room)
        below.setTop(title_box.bottom() + _GAP)
        below.setWidth(min(room.width, _WIDEST_CAPTION))
        self._caption, caption_box = _fitted(self._caption_font, caption, below)
        self._boxes = title_box, caption_box
        width = max(title_box.width(), caption_box.width())
        self.box = Box(room.x, room.y, width, caption_box.bottom() - room.y)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        for text, face, box, colour in zip(
            (self._title, self._caption),
            (self._title_font, self._caption_font),
            self._boxes,
            (theme.on_stage, theme.on_stage_muted),
            strict=True,
        ):
            painter.setFont(face)
            painter.setPen(QColor(colour))
            painter.drawText(box, _FLAGS, text)


def headline_of(scenario: Scenario, composition: Composition, room: Box) -> Headline:
    """Title and caption of a scenario, as far as they are wanted."""
    return Headline(
        scenario.title.get(composition.language) if composition.title else "",
        scenario.caption.get(composition.language) if composition.caption else "",
        room,
    )


def headline_over_lanes(
    scenario: Scenario, composition: Composition, canvas: Canvas, side: Box | None, least: float
) -> tuple[Headline, Box]:
    """The headline and the room for what is shown under it. least: of the height, that this needs; the
    caption is left out where that leaves more than there would be otherwise."""
    room = canvas.headline(side)
    headline = headline_of(scenario, composition, room)
    box = canvas.lanes(headline.box.bottom, side)
    if box.height < least and composition.caption:
        short = headline_of(scenario, replace(composition, caption=False), room)
        if (bare := canvas.lanes(short.box.bottom, side)).height > box.height:
            return short, bare
    return headline, box


def _fitted(face: QFont, text: str, room: QRectF) -> tuple[str, QRectF]:
    """As many words of `text` as fit into `room`, and the part of it that they take; possibly none."""
    words = text.split()
    for count in range(len(words), 0, -1):
        shown = " ".join(words[:count]) + ("" if count == len(words) else " …")
        box = _measured(face, shown, room)
        if box.height() <= room.height():
            return shown, box
    return "", QRectF(room.x(), room.y(), 0, 0)


def _measured(face: QFont, text: str, room: QRectF) -> QRectF:
    """The part of `room` that the text takes when it is broken into lines."""
    found = QFontMetricsF(face).boundingRect(room, _FLAGS.value, text)
    # A little to spare: a line measured exactly may break earlier when it is painted at another scale.
    return QRectF(room.x(), room.y(), min(found.width() + 8, room.width()), found.height())
