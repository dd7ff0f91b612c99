"""Painted images that are kept."""

from __future__ import annotations

from PySide6.QtGui import QImage


def kept(image: QImage) -> QImage:
    """A copy of what was painted, to be kept in its place.

    Qt keeps the engine that painted an image, with the buffers of its paths, for as long as that image lives:
    seventy thousand bytes beside the four thousand of a short text.
    """
    return image.copy()
