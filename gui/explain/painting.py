"""A scene upon the stage and its card, painted alike in the window and in recordings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from gui.explain.motion import at
from gui.explain.script import Scene
from gui.stage.overlay import Tangents, ToPixel, paint_overlay
from gui.stage.selection import paint_selection
from gui.theme import BODY, GRID, SMALL, font
from gui.theme.colours import Theme

WIDTH = 560
PAD = 2 * GRID
_HEADING = 16
_LEAST_LINE = 24
_ROW_GAP = 4
_LEFT = Qt.AlignmentFlag.AlignLeft
_WRAPPED = (_LEFT | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap).value

Typeset = Callable[[str], QImage | None]
"""The picture of a line of LaTeX; None while it is not there yet."""


def paint_scene(
    painter: QPainter,
    scene: Scene,
    share: float,
    to_pixel: ToPixel,
    theme: Theme,
    colour: str,
    scale: float,
    tangents: Tangents | None = None,
) -> None:
    """What the scene means, at the ball; see `paint_overlay`."""
    probe, place = at(scene, share)
    paint_overlay(painter, probe, to_pixel, theme, colour, scale, scene.shown, tangents)
    x, y = to_pixel(float(place[0]), float(place[1]))
    paint_selection(painter, (x, y), colour, theme, scale)


@dataclass(frozen=True)
class Card:
    """What is written about a scene: a heading, its number in the article, lines of LaTeX, a sentence."""

    heading: str
    equation: str
    lines: Sequence[str]
    sentence: str


def card_height(card: Card, typeset: Typeset) -> float:
    """In design pixels, at the width `WIDTH`."""
    inner = WIDTH - 2 * PAD
    lines = sum(_fitted(typeset(line), inner)[1] + _ROW_GAP for line in card.lines)
    return PAD + _HEADING + GRID + lines + GRID + _sentence_height(card.sentence, inner) + PAD


def paint_card(painter: QPainter, place: QPointF, card: Card, typeset: Typeset, theme: Theme) -> None:
    """The words of a card at `place`, in design pixels; its ground is for the caller."""
    inner = WIDTH - 2 * PAD
    x, y = place.x() + PAD, place.y() + PAD
    painter.setFont(font(SMALL, QFont.Weight.DemiBold))
    painter.setPen(QColor(theme.muted))
    row = QRectF(x, y, inner, _HEADING)
    painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | _LEFT, card.heading.upper())
    painter.setFont(font(SMALL))
    painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, card.equation)
    y += _HEADING + GRID
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for line in card.lines:
        image = typeset(line)
        wide, high = _fitted(image, inner)
        if image is not None and wide:
            tall = image.deviceIndependentSize().height() * wide / image.deviceIndependentSize().width()
            painter.drawImage(QRectF(x, y + (high - tall) / 2, wide, tall), image)
        y += high + _ROW_GAP
    painter.setFont(font(BODY))
    painter.setPen(QColor(theme.text))
    painter.drawText(QRectF(x, y + GRID, inner, 400), _WRAPPED, card.sentence)


def _fitted(image: QImage | None, inner: float) -> tuple[float, float]:
    if image is None or image.isNull():
        return 0.0, float(_LEAST_LINE)
    size = image.deviceIndependentSize()
    share = min(1.0, inner / max(size.width(), 1.0))
    return size.width() * share, max(float(_LEAST_LINE), size.height() * share)


def _sentence_height(sentence: str, inner: float) -> float:
    metrics = QFontMetricsF(font(BODY))
    return metrics.boundingRect(QRectF(0, 0, inner, 400), _WRAPPED, sentence).height()
