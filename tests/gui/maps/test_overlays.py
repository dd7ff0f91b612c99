"""What is drawn over a map stays on it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from gui.maps.overlays import paint_marks
from gui.theme.colours import DARK


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("mark", "shown"), [((0.5, 0.5), True), ((0.5, -0.2), False), ((1.3, 0.5), False)])
def test_a_minimum_beside_the_map_is_not_marked(mark: tuple[float, float], shown: bool) -> None:
    """Minima are looked for a little beyond the domain; below the map is its legend."""
    image = QImage(120, 120, QImage.Format.Format_RGB32)
    image.fill(0)
    empty = image.copy()
    painter = QPainter(image)
    paint_marks(painter, QRectF(30, 30, 60, 60), [mark], DARK)
    painter.end()
    assert (image != empty) == shown
