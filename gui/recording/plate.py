"""Parts of the picture that stand still: painted once, laid on every frame."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPaintEngine, QPainter, QPen

from gui.recording.layout import Box
from gui.theme import SMALL, font
from gui.theme.colours import Theme
from gui.theme.metrics import RADIUS

_VEIL = 0.7


class Plate:
    """A picture of one box of design pixels, at whole pixels of the video."""

    def __init__(self, box: Box, scale: float, paint: Callable[[QPainter], None]) -> None:
        """`paint` draws in design pixels, with the origin at the upper left corner of the whole video."""
        self._scale, self._paint = scale, paint
        left, top = math.floor(box.x * scale) - 1, math.floor(box.y * scale) - 1
        right, bottom = math.ceil(box.right * scale) + 1, math.ceil(box.bottom * scale) + 1
        self._place = QPoint(left, top)
        self._image = QImage(right - left, bottom - top, QImage.Format.Format_ARGB32_Premultiplied)
        self._image.fill(Qt.GlobalColor.transparent)
        with QPainter(self._image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(-left, -top)
            painter.scale(scale, scale)
            paint(painter)

    def paint(self, painter: QPainter) -> None:
        """As `lay`, stroke by stroke."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(self._scale, self._scale)
        self._paint(painter)
        painter.restore()

    def lay(self, painter: QPainter) -> None:
        """Draws it where it belongs; `painter` counts pixels of the video."""
        painter.drawImage(self._place, self._image)


def rectangle(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def is_vector(painter: QPainter) -> bool:
    """Whether it writes strokes and text to a file, where a picture of them would be coarse."""
    return painter.paintEngine().type() in (QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf)


def paint_panel(painter: QPainter, box: Box, theme: Theme) -> None:
    """The ground of a floating panel."""
    ground = QColor(theme.panel)
    ground.setAlphaF(theme.panel_opacity)
    painter.setBrush(ground)
    painter.setPen(QPen(QColor(theme.panel_border), 1.0))
    painter.drawRoundedRect(rectangle(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def paint_heading(painter: QPainter, place: QRectF, text: str, colour: str) -> None:
    """A small heading in spaced capitals."""
    painter.setFont(font(SMALL, QFont.Weight.DemiBold, 6.0))
    painter.setPen(QColor(colour))
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text.upper())


def paint_veil(painter: QPainter, box: Box, theme: Theme, *, from_top: bool) -> None:
    """A shade over the stage's edge, strongest at the edge, so that text on it reads on any landscape."""
    veil = QLinearGradient(0, box.y, 0, box.bottom)
    colour = QColor(theme.stage.ramp[2] if theme.dark else theme.stage.ramp[-1])
    for place in (0.0, 0.25, 0.5, 0.75, 1.0):
        # A parabola ends without a visible edge.
        colour.setAlphaF(_VEIL * (1 - place) ** 2)
        veil.setColorAt(place if from_top else 1 - place, colour)
    painter.fillRect(rectangle(box), veil)
