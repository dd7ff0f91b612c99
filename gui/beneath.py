"""What of a picture is to be painted again: not where something lies over it and nothing beneath has changed.

What lies over a picture is translucent, so that it is painted again wherever the picture is; a panel of many
parts costs more than the picture itself.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

MOST = 0.5
"""Share of the picture that may be compared to find out; what covers more of it is painted again."""


def changed_region(view: QWidget, before: NDArray[np.uint32], now: NDArray[np.uint32]) -> QRegion:
    """Of the view's pixels, where its picture differs, or may differ.

    before, now: pictures, (height, width) uint32, 0xffRRGGBB.
    """
    region = QRegion(view.rect())
    if before.shape != now.shape:
        return region
    ratio = view.devicePixelRatioF()
    for place in _covered(view):
        if place.width() * place.height() <= MOST * view.width() * view.height():
            rows = slice(math.floor(place.top() * ratio), math.ceil((place.bottom() + 1) * ratio))
            columns = slice(math.floor(place.left() * ratio), math.ceil((place.right() + 1) * ratio))
            if np.array_equal(before[rows, columns], now[rows, columns]):
                region -= QRegion(place)
    return region


def _covered(view: QWidget) -> list[QRect]:
    """Where widgets lie over the view: its own, and those beside it that are above it."""
    places = [child.geometry() for child in _shown(view.children())]
    parent = view.parentWidget()
    beside = [] if parent is None else parent.children()
    if view in beside:
        above = _shown(beside[beside.index(view) + 1 :])
        places += [widget.geometry().translated(-view.pos()) for widget in above]
    places = [place.intersected(view.rect()) for place in places]
    return [place for place in places if not place.isEmpty()]


def _shown(objects: list[QObject]) -> list[QWidget]:
    return [it for it in objects if isinstance(it, QWidget) and it.isVisible() and not it.isWindow()]
