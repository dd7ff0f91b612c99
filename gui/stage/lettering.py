"""Short texts upon the picture, outlined so that they read on any ground, and kept off each other.

A text is drawn once and kept as an image: laying one down costs microseconds.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPaintEngine, QPainter, QPainterPath, QPen

from gui.theme.kept import kept
from gui.theme.metrics import SMALL
from gui.theme.typeface import font

_TEXT, _COLOUR, _SIZE, _BOLD = "text", "colour", "size", "bold"
"""What an image says of itself."""

_WRITTEN = (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)
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
    image = kept(image)
    image.setDevicePixelRatio(fine)
    for key, value in ((_TEXT, text), (_COLOUR, colour), (_SIZE, str(size)), (_BOLD, "1" if bold else "")):
        image.setText(key, value)
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
    if painter.paintEngine().type() in _WRITTEN and image.text(_TEXT):
        _write(painter, image, target)
    else:
        painter.drawImage(target, image)


def _write(painter: QPainter, image: QImage, target: QRectF) -> None:
    """The same as text, without a halo, for a file in which text stays text."""
    weight = QFont.Weight.DemiBold if image.text(_BOLD) else QFont.Weight.Medium
    painter.setFont(font(int(image.text(_SIZE)), weight))
    painter.setPen(QColor(image.text(_COLOUR)))
    painter.drawText(target, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, image.text(_TEXT))


class Labels:
    """Texts to be placed near points, each where it covers neither another nor what was taken before."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self.taken: list[tuple[float, float, float, float]] = []

    def take(self, place: QRectF) -> None:
        """Keeps texts away from here."""
        self.taken.append((place.left(), place.top(), place.right(), place.bottom()))

    def take_line(self, start: QPointF, end: QPointF) -> None:
        """Keeps texts away from a line."""
        way = end - start
        count = min(max(math.ceil(math.hypot(way.x(), way.y()) / (8 * self._scale)), 1), 100)
        r = 4 * self._scale
        for k in range(count):
            x, y = start.x() + way.x() * k / count, start.y() + way.y() * k / count
            self.taken.append((x - r, y - r, x + r, y + r))

    def room(self, width: float, height: float, corners: list[QPointF]) -> QRectF:
        """A box of this size, in painter's units, at that of the `corners` where it covers least."""
        x, y = self._best(width, height, [(c.x(), c.y()) for c in corners])
        return QRectF(x, y, width, height)

    def put(self, painter: QPainter, image: QImage, tip: QPointF, along: QPointF) -> None:
        """Lays a text beyond `tip`, in the direction `along` (of length 1) or turned from it as need be."""
        width, height = (size * self._scale for size in text_size(image))
        x, y = self._best(width, height, self._around(tip, along, width, height))
        painter.save()
        painter.translate(x, y)
        painter.scale(self._scale, self._scale)
        lay(painter, image, 0.0, 0.0)
        painter.restore()

    def _around(self, tip: QPointF, along: QPointF, width: float, height: float) -> list[tuple[float, float]]:
        """Corners of boxes beyond a point, those that are liked best first."""
        angle = math.atan2(along.y(), along.x())
        found = []
        for away in (6.0, 16.0, 28.0):
            for turn in (0.0, 0.6, -0.6, 1.2, -1.2, 2.0, -2.0):
                x, y = math.cos(angle + turn), math.sin(angle + turn)
                # far enough for the box's edge, not its middle, to be `away` from the tip
                reach = away * self._scale + abs(x) * width / 2 + abs(y) * height / 2
                found.append((tip.x() + x * reach - width / 2, tip.y() + y * reach - height / 2))
        return found

    def _best(self, width: float, height: float, corners: list[tuple[float, float]]) -> tuple[float, float]:
        """The first of these upper left corners where a box covers nothing, or else least; it is taken."""
        places = np.array(corners)
        if self.taken:
            left, top, right, bottom = np.array(self.taken).T
            x, y = places[:, :1], places[:, 1:]
            wide = np.minimum(x + width, right) - np.maximum(x, left)
            high = np.minimum(y + height, bottom) - np.maximum(y, top)
            covered = (np.maximum(wide, 0) * np.maximum(high, 0)).sum(axis=1)
            best = int(np.argmin(np.where(covered < 0.5, 0.0, covered)))
        else:
            best = 0
        x0, y0 = (float(c) for c in places[best])
        self.taken.append((x0, y0, x0 + width, y0 + height))
        return x0, y0
