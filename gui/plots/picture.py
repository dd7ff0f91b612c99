"""A picture of what an item paints, kept as pixels.

Qt's painter takes longer for a line of text than for the pixels of a chart. Qt's own cache of items is no
help: what it keeps is renewed in parts where an item reaches out of its view, with stale numbers in the rest.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from gui.plots.strokes import is_written
from gui.theme.kept import kept

_FINE = 256
"""Places within a pixel that are told apart."""


class Picture:
    """Painted anew where what is shown, its scale, or its place within a pixel is another."""

    def __init__(self) -> None:
        self._image: QImage | None = None
        self._painted_for: tuple[object, ...] = ()

    def let_go(self) -> None:
        """Gives the pixels back until they are painted again."""
        self._image = None

    def paint(self, painter: QPainter, area: QRectF, shown: object, draw: Callable[[QPainter], None]) -> None:
        """What `draw` paints within `area` of the painter's coordinates.

        shown: everything that the picture depends on beside the painter's transformation.
        """
        if is_written(painter):
            draw(painter)
            return
        to_device, place = painter.deviceTransform(), painter.worldTransform()
        pixels = to_device.mapRect(area).toAlignedRect()
        if pixels.isEmpty():
            return
        key = (shown, QRectF(area), pixels.size(), *_within(to_device, pixels), painter.renderHints())
        if self._image is None or key != self._painted_for:
            self._image = _painted(to_device, pixels, painter.renderHints(), draw)
            self._painted_for = key
        beyond = place.inverted()[0] * to_device
        painter.setWorldTransform(beyond.inverted()[0])
        painter.drawImage(pixels.topLeft(), self._image)
        painter.setWorldTransform(place)


def _within(to_device: QTransform, pixels: QRect) -> tuple[float, ...]:
    """The transformation, but for how many whole pixels it moves by."""
    aside, down = to_device.dx() - pixels.left(), to_device.dy() - pixels.top()
    scales = to_device.m11(), to_device.m12(), to_device.m21(), to_device.m22()
    return (*scales, math.floor(aside * _FINE), math.floor(down * _FINE))


def _painted(
    to_device: QTransform, pixels: QRect, hints: QPainter.RenderHint, draw: Callable[[QPainter], None]
) -> QImage:
    image = QImage(pixels.size(), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHints(hints)
    painter.setWorldTransform(to_device * QTransform.fromTranslate(-pixels.left(), -pixels.top()))
    draw(painter)
    painter.end()
    return kept(image)
