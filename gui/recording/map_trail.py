"""Paths upon a filmed map, drawn on from step to step: a picture costs what is new in it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gui.maps.trail import FAR, HALO, HALO_WIDTH, WIDTH, paint_ends
from gui.recording.layout import Box
from gui.theme.colours import Theme


class Trail:
    """points (frames, n, 2): where n particles are after each step, in design pixels; they stay in `box`, or
    nobody sees them. Every step is a stroke of its own, so the picture does not depend on which were seen."""

    def __init__(
        self, points: NDArray[np.float64], box: Box, scale: float, colour: str, theme: Theme
    ) -> None:
        self._points, self._scale, self._colour, self._theme = points, scale, colour, theme
        left, top = math.floor(box.x * scale), math.floor(box.y * scale)
        size = QSize(math.ceil(box.right * scale) - left, math.ceil(box.bottom * scale) - top)
        self._place = QRect(left, top, size.width(), size.height())
        near = (np.isfinite(points) & (np.abs(points) < FAR)).all(axis=2)
        self._known = np.where(near.all(axis=0), len(points), near.argmin(axis=0))
        self._halo, self._ink = (self._layer() for _ in range(2))
        self._drawn = 0

    def _layer(self) -> QImage:
        image = QImage(self._place.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        return image

    def paint(self, painter: QPainter, step: int) -> None:
        """The paths up to a step, in pixels of the film."""
        if step < self._drawn:
            self._halo, self._ink, self._drawn = self._layer(), self._layer(), 0
        if step > self._drawn:
            lines = [line for k in range(self._drawn, step) for line in self._strokes(k)]
            self._draw(self._halo, lines, self._theme.overlay.halo, HALO_WIDTH)
            self._draw(self._ink, lines, self._colour, WIDTH)
            self._drawn = step
        painter.save()
        painter.setOpacity(HALO)
        painter.drawImage(self._place.topLeft(), self._halo)
        painter.setOpacity(1.0)
        painter.drawImage(self._place.topLeft(), self._ink)
        painter.scale(self._scale, self._scale)
        for particle in range(self._points.shape[1]):
            self._paint_ends(painter, particle, step)
        painter.restore()

    def _strokes(self, step: int) -> list[QLineF]:
        found = []
        for particle in np.flatnonzero(self._known > step + 1):
            (x0, y0), (x1, y1) = self._points[step : step + 2, particle].tolist()
            found.append(QLineF(x0, y0, x1, y1))
        return found

    def _draw(self, layer: QImage, lines: list[QLineF], colour: str, width: float) -> None:
        with QPainter(layer) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-self._place.left(), -self._place.top())
            painter.scale(self._scale, self._scale)
            pen = QPen(QColor(colour), width)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            for line in lines:
                painter.drawLine(line)

    def _paint_ends(self, painter: QPainter, particle: int, step: int) -> None:
        known = int(self._known[particle])
        if known > 0:
            first = QPointF(*self._points[0, particle].tolist())
            last = QPointF(*self._points[step, particle].tolist()) if step < known else None
            paint_ends(painter, first, last, self._colour, self._theme)
