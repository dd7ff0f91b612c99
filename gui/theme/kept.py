"""Painted images that are kept."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage


def kept(image: QImage) -> QImage:
    """A copy of what was painted, to be kept in its place.

    Qt keeps the engine that painted an image, with the buffers of its paths, for as long as that image lives:
    seventy thousand bytes beside the four thousand of a short text.
    """
    return image.copy()


def in_one_colour(image: QImage, colour: str) -> QImage:
    """The same picture in a quarter of the memory, of one in which everything is of this colour."""
    ink, ratio = QColor(colour).rgb() & 0xFFFFFF, image.devicePixelRatio()
    image = image.convertToFormat(QImage.Format.Format_Alpha8)
    image.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    image.setColorTable([alpha << 24 | ink for alpha in range(256)])
    image.setDevicePixelRatio(ratio)
    return image
