"""Short texts upon the picture, outlined so that they read on any ground, and kept off each other.

A text is drawn once and kept as an image: laying one down costs microseconds.
"""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from gui.theme.metrics import SMALL
from gui.theme.typeface import font

_HALO = 1.6
_PAD = 3.0


@lru_cache(maxsize=1024)
def lettered(
    text: str, colour: str, halo: str, size: int = SMALL, bold: bool = False, fine: float = 1.0
) -> QImage:
    """`text` on a transparent ground with a halo; `fine` device pixels make a design pixel."""
    face = font(size, QFont.Weight.DemiBold if bold else QFont.Weight.Medium)
    metrics = QFontMetricsF(face)
    width, height = metrics.horizontalAdvance(text) + 2 * _PAD, metrics.height() + 2 * _PAD
    image = QImage(
        math.ceil(width * fine), math.ceil(height * fine), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.fill(Qt.GlobalColor.transparent)
    path = QPainterPath()
    path.addText(QPointF(_PAD, _PAD + metrics.ascent()), face, text)
    around = QColor(halo)
    around.setAlphaF(0.72)
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(fine, fine)
        pen = QPen(around, 2 * _HALO)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)
        painter.fillPath(path, QColor(colour))
    image.setDevicePixelRatio(fine)
    return image


def text_size(image: QImage) -> tuple[float, float]:
    """Width and height of the letters alone, in design pixels."""
    whole = image.deviceIndependentSize()
    return whole.width() - 2 * _PAD, whole.height() - 2 * _PAD


def fineness(painter: QPainter) -> float:
    """How many device pixels a unit of the painter is, in steps so that few images are kept."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    return max(round(4 * abs(painter.worldTransform().m11()) * ratio) / 4, 0.25)


def lay(painter: QPainter, image: QImage, x: float, y: float) -> None:
    """Draws lettering with the upper left corner of its letters at (x, y)."""
    size = image.deviceIndependentSize()
    target = QRectF(x - _PAD, y - _PAD, size.width(), size.height())
    painter.drawImage(target, image)


class Labels:
    """Texts to be placed near points, each where it covers neither another nor what was taken before."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._taken: list[QRectF] = []

    def take(self, place: QRectF) -> None:
        """Keeps texts away from here."""
        self._taken.append(place)

    def take_line(self, start: QPointF, end: QPointF) -> None:
        """Keeps texts away from a line."""
        way = end - start
        count = max(math.ceil(math.hypot(way.x(), way.y()) / (6 * self._scale)), 1)
        r = 3 * self._scale
        for k in range(min(count, 200)):
            middle = start + way * (k / count)
            self._taken.append(QRectF(middle.x() - r, middle.y() - r, 2 * r, 2 * r))

    def room(self, width: float, height: float, corners: list[QPointF]) -> QRectF:
        """A box of this size, in painter's units, at that of the `corners` where it covers least."""
        places = [QRectF(c.x(), c.y(), width, height) for c in corners]
        best = min(places, key=lambda place: sum(_overlap(place, other) for other in self._taken))
        self._taken.append(best)
        return best

    def put(self, painter: QPainter, image: QImage, tip: QPointF, along: QPointF) -> None:
        """Lays a text beyond `tip`, in the direction `along` (of length 1) or turned from it as need be."""
        width, height = (size * self._scale for size in text_size(image))
        place = self._place(tip, along, width, height)
        self._taken.append(place)
        painter.save()
        painter.translate(place.topLeft())
        painter.scale(self._scale, self._scale)
        lay(painter, image, 0.0, 0.0)
        painter.restore()

    def _place(self, tip: QPointF, along: QPointF, width: float, height: float) -> QRectF:
        angle = math.atan2(along.y(), along.x())
        best, least = QRectF(), math.inf
        for away in (6.0, 16.0, 28.0):
            for turn in (0.0, 0.6, -0.6, 1.2, -1.2, 2.0, -2.0):
                x, y = math.cos(angle + turn), math.sin(angle + turn)
                # far enough for the box's edge, not its middle, to be `away` from the tip
                reach = away * self._scale + abs(x) * width / 2 + abs(y) * height / 2
                middle = tip + QPointF(x, y) * reach
                place = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
                covered = sum(_overlap(place, other) for other in self._taken)
                if covered < least:
                    best, least = place, covered
                if covered <= 0:
                    return best
        return best


def _overlap(a: QRectF, b: QRectF) -> float:
    both = a.intersected(b)
    return max(both.width(), 0.0) * max(both.height(), 0.0)
