"""A card's picture of networks that learn: what the last of them says of the plane, and its points."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gui.model.frame import Picture
from gui.theme.colours import Theme
from gui.training import ground
from gui.training.drawing import mapping_of
from gui.training.painting import paint_points
from scenarios.resolving import Resolved
from scenarios.training import build_training

MOST_STEPS = 900
"""Steps of the optimizer that a card waits for, some tenths of a millisecond each."""

_POINT = 0.7


def draw_network(
    resolved: Resolved, theme: Theme, size: tuple[int, int], scale: float, rest: Callable[[], None]
) -> QImage:
    """The picture in `size` pixels. `rest` is called between small pieces of work."""
    shown = [run for run in resolved.runs if not run.spec.hidden] or list(resolved.runs)
    training = build_training(resolved, shown[-1], "numpy")
    for _ in range(min(training.epochs, max(1, MOST_STEPS // training.updates))):
        training.advance(1)
        rest()
    weights = training.weights()[0].astype(np.float32)
    pixels = np.zeros(size[::-1], np.uint32)
    view = ground.view_of(training.points, *size)
    ground.paint(pixels, view, training.shape, [ground.Shown(weights, theme.text)], theme, scale)
    rest()
    wrong = np.zeros(len(training.points), bool)
    image = QImage(pixels.data, *size, 4 * size[0], QImage.Format.Format_RGB32).copy()
    with QPainter(image) as painter:
        whole = QRectF(0, 0, *size)
        picture = Picture(pixels, mapping_of(view))
        paint_points(painter, whole, picture, training.points, wrong, theme, _POINT * scale)
    return image
