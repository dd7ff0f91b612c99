"""Upright lines through all charts of a figure: the step reached, the one under the pointer, turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gui.plots.library import pg

Upright = tuple[float, str]
"""Where a line stands, in pixels of the figure, and its colour."""


class Uprights(pg.GraphicsObject):
    """Lines of one pixel; each crosses every one of some spans, (top, bottom)."""

    def __init__(self, opacity: float = 1.0, dashes: Sequence[float] = ()) -> None:
        super().__init__()
        self.setOpacity(opacity)
        self._dashes = list(dashes)
        self._lines: tuple[Upright, ...] = ()
        self._spans: tuple[tuple[float, float], ...] = ()
        self._bounds = QRectF()

    @property
    def places(self) -> list[float]:
        """Where the lines stand."""
        return [x for x, _ in self._lines]

    def stand(self, lines: Sequence[Upright], spans: Sequence[tuple[float, float]]) -> None:
        """Other lines; nothing happens where they are as before."""
        rounded = tuple((round(x) + 0.5, colour) for x, colour in lines)
        if (rounded, tuple(spans)) == (self._lines, self._spans):
            return
        self.prepareGeometryChange()
        self._lines, self._spans = rounded, tuple(spans)
        self._bounds = QRectF()
        if rounded and self._spans:
            left, right = min(rounded)[0], max(rounded)[0]
            top, bottom = min(t for t, _ in spans), max(b for _, b in spans)
            self._bounds = QRectF(left - 1.5, top - 1, right - left + 3, bottom - top + 2)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, *_: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for x, colour in self._lines:
            pen = QPen(QColor(colour), 1.0)
            if self._dashes:
                pen.setDashPattern(self._dashes)
            painter.setPen(pen)
            painter.drawLines([QLineF(x, top, x, bottom) for top, bottom in self._spans])
