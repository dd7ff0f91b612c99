"""How the pictures of learning networks are put on screen: panes, points, and how far the weights went.

Rectangles are in the painter's pixels; `scale` of them make a design pixel. A film paints with these too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPaintEngine,
    QPainter,
    QPen,
    QPolygonF,
    QTransform,
)

from engine.networks.data import Points
from engine.networks.history import A_DECADE, BINS, DECADES
from gui.model.frame import Picture
from gui.theme.colours import Theme
from gui.theme.metrics import GRID, RADIUS, SMALL
from gui.theme.shortening import shortened
from gui.theme.typeface import font
from gui.training.palette import point_colours

HEAD = 28
"""Height of a heading with the room under it."""

_POINT = 3.4
_FIRST_DECADE = -7
_NUMBER = 38
_HIGHEST = 1.12
"""The room over the tallest bar, as a part of it."""


def paint_heading(
    painter: QPainter, rect: QRectF, title: str, notes: Sequence[str], theme: Theme, scale: float,
    ink: str | None = None,
) -> None:  # fmt: skip
    """A title in small capitals, and behind it what exactly is shown: the first note that has room, or the
    last one cut. ink: of the note, where it belongs to a run."""
    face = font(round(SMALL * scale), QFont.Weight.DemiBold, 6.0)
    painter.setFont(face)
    painter.setPen(QColor(theme.muted))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
    metrics = QFontMetricsF(face)
    painter.drawText(
        rect, flags, metrics.elidedText(title.upper(), Qt.TextElideMode.ElideRight, rect.width())
    )
    taken = metrics.horizontalAdvance(title.upper()) + GRID * scale
    left = rect.width() - taken
    if left > 3 * GRID * scale:
        plain = font(round(SMALL * scale))
        painter.setFont(plain)
        painter.setPen(QColor(ink or theme.text))
        metrics = QFontMetricsF(plain)
        note = next((one for one in notes if metrics.horizontalAdvance(one) <= left), notes[-1])
        text = shortened(note, metrics, left)
        painter.drawText(rect.adjusted(taken, 0, 0, 0), flags, text)


def paint_picture(
    painter: QPainter, rect: QRectF, picture: Picture | None, theme: Theme, scale: float
) -> None:
    """A picture with round corners and a thin edge; an empty ground where there is none yet."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.panel_border), scale))
    painter.setBrush(QColor(theme.field))
    if picture is not None:
        pixels = picture.pixels
        height, width = pixels.shape
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        if painter.paintEngine().type() == QPaintEngine.Type.SVG:
            # Qt writes there what a brush has, but not where it lies: the picture would begin elsewhere
            painter.drawImage(rect, _rounded(image, RADIUS * scale * width / rect.width()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            brush = QBrush(image)
            move = QTransform.fromTranslate(rect.left(), rect.top())
            brush.setTransform(move.scale(rect.width() / width, rect.height() / height))
            painter.setBrush(brush)
    painter.drawRoundedRect(rect, RADIUS * scale, RADIUS * scale)
    painter.restore()


def _rounded(image: QImage, radius: float) -> QImage:
    """A copy that is transparent beyond its round corners."""
    found = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    found.fill(Qt.GlobalColor.transparent)
    with QPainter(found) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(image))
        painter.drawRoundedRect(QRectF(image.rect()), radius, radius)
    return found


def paint_points(
    painter: QPainter, rect: QRectF, picture: Picture, points: Points, wrong: NDArray[np.bool_], theme: Theme,
    scale: float,
) -> None:  # fmt: skip
    """The points in their classes' colours; those that the network takes for others have a ring."""
    height, width = picture.pixels.shape
    places = picture.mapping.pixels(points.places) * [rect.width() / width, rect.height() / height]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)
    radius = _POINT * scale * (1.0 if len(points) <= 400 else 0.75)
    edge = QPen(QColor(theme.stage.outline), 0.9 * scale)
    ring = QPen(QColor(theme.on_stage), 1.5 * scale)
    ring.setCosmetic(False)
    places += [rect.left(), rect.top()]
    painter.setPen(ring)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, y in places[wrong].tolist():
        painter.drawEllipse(QPointF(x, y), radius + 2.4 * scale, radius + 2.4 * scale)
    painter.setPen(edge)
    for label, colour in enumerate(point_colours(theme)[: points.classes]):
        painter.setBrush(QColor(colour))
        for x, y in places[points.labels == label].tolist():
            painter.drawEllipse(QPointF(x, y), radius, radius)
    painter.restore()


@dataclass(frozen=True)
class StepsLook:
    """How the steps of a run are drawn: the selected ones filled, the others as a line."""

    colour: str
    filled: bool


def paint_steps(
    painter: QPainter,
    rect: QRectF,
    counts: Sequence[NDArray[np.int32]],
    looks: Sequence[StepsLook],
    top: float,
    theme: Theme,
    scale: float,
) -> None:
    """How many weights went how far, as shares of all; `top` is the largest share that ever was."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    face = font(round((SMALL - 1) * scale))
    foot = rect.bottom() - 18 * scale
    room = QRectF(rect.left(), rect.top(), rect.width(), foot - rect.top())
    first = (_FIRST_DECADE - DECADES[0]) * A_DECADE
    wide = room.width() / (BINS - first)
    painter.setFont(face)
    apart = next((n for n in (1, 2, 4) if n * A_DECADE * wide > _NUMBER * scale), 8)
    for decade in range(_FIRST_DECADE, DECADES[1] + 1):
        x = round(room.left() + ((decade - DECADES[0]) * A_DECADE - first) * wide) + 0.5
        painter.setPen(QPen(QColor(theme.line), 1.0))
        painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
        if (decade - DECADES[1]) % apart == 0:
            painter.setPen(QColor(theme.muted))
            at = QRectF(x - 30 * scale, foot + 3 * scale, 60 * scale, 14 * scale)
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, _power(decade))
    for number in sorted(range(len(counts)), key=lambda k: looks[k].filled):
        total = int(counts[number].sum())
        if total:
            shares = counts[number][first:] / total / max(top, 1e-9) / _HIGHEST
            _paint_outline(painter, room, shares, wide, looks[number], scale)
    painter.setPen(QPen(QColor(theme.faint), 1.0))
    painter.drawLine(QPointF(room.left(), round(foot) + 0.5), QPointF(room.right(), round(foot) + 0.5))
    painter.restore()


def _paint_outline(
    painter: QPainter, room: QRectF, shares: NDArray[np.float64], wide: float, look: StepsLook, scale: float
) -> None:
    left, foot, high = room.left(), room.bottom(), room.height()
    corners = np.empty((2 * len(shares) + 2, 2))
    corners[:, 0] = left + wide * np.repeat(np.arange(len(shares) + 1), 2)
    corners[1:-1, 1] = foot - np.repeat(np.minimum(shares, 1.0), 2) * high
    corners[[0, -1], 1] = foot
    outline = QPolygonF([QPointF(x, y) for x, y in corners.tolist()])
    colour = QColor(look.colour)
    if look.filled:
        ground = QColor(colour)
        ground.setAlphaF(0.32)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(outline)
    colour.setAlphaF(1.0 if look.filled else 0.55)
    painter.setPen(QPen(colour, (1.6 if look.filled else 1.0) * scale))
    painter.drawPolyline(outline)


def _power(decade: int) -> str:
    digits = str(decade).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return {0: "1", 1: "10"}.get(decade, f"10{digits}")


def share_text(share: float) -> str:
    """A share in whole percent; nothing for none."""
    return f"{100 * share:.0f} %" if math.isfinite(share) else ""
