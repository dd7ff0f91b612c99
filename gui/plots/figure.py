"""A figure: a pyqtgraph scene that needs no view.

It is laid out in pixels of whatever it is painted on; `scale` says how many of them make a design pixel. A
window shows the scene in a `FigureView`; a recording calls `render`. Both paint the same items.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import QPoint, QPointF, QRectF
from PySide6.QtGui import QPainter, QPainterPath

from gui.plots.curves import Array, Curve
from gui.plots.library import pg
from gui.plots.line import Line


class Figure:
    """Holds the scene; what is in it is for the kinds of figure to say."""

    def __init__(self) -> None:
        self.scene = pg.GraphicsScene()
        self.scene.setItemIndexMethod(self.scene.ItemIndexMethod.NoIndex)
        self.size = QRectF(0, 0, 1, 1)
        self.scale = 1.0
        self.scene.setSceneRect(self.size)

    def remove(self, item: Any) -> None:
        """Takes an item out of the scene and ends it with all that is in it."""
        self.scene.removeItem(item)
        shiboken6.delete(item)

    def close(self) -> None:
        """Ends all items and the scene now; Python's collector might do so on another thread."""
        self.scene.clear()
        shiboken6.delete(self.scene)

    def resize(self, width: float, height: float, scale: float) -> bool:
        """Takes another size; whether it is another one."""
        size = QRectF(0, 0, width, height)
        if (size, scale) == (self.size, self.scale):
            return False
        self.size, self.scale = size, scale
        self.scene.setSceneRect(size)
        return True

    def render(self, painter: QPainter, place: QPointF | QPoint | None = None) -> None:
        """Paints the figure with its upper left corner at the whole pixel nearest to `place`."""
        corner = place or QPointF()
        source = self.size.adjusted(-8, -8, 8, 8)  # a line at the edge is wider than the edge
        target = source.translated(round(corner.x()), round(corner.y()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.scene.render(painter, target, source)
        painter.restore()


class Box(pg.ViewBox):
    """A ViewBox without menu, border, padding or reactions; its curves may overhang it by a line's width."""

    def __init__(self, parent: Any, overhang: tuple[float, float]) -> None:
        self._overhang = overhang
        super().__init__(parent, enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self.disableAutoRange()
        self._lines: list[Line] = []
        self._scale = 1.0

    @property
    def lines(self) -> Sequence[Line]:
        return self._lines

    def shape(self) -> QPainterPath:
        aside, above = (size * self._scale for size in self._overhang)
        path = QPainterPath()
        path.addRect(self.rect().adjusted(-aside, -above, aside, above))
        return path

    def set_scale(self, scale: float) -> None:
        if scale != self._scale:
            self.prepareGeometryChange()
            self._scale = scale

    def show_curves(self, curves: Sequence[Curve], heights: Sequence[Array]) -> None:
        """As many lines as there are curves; lines once made are kept."""
        while len(self._lines) > len(curves):
            line = self._lines.pop()
            self.removeItem(line)
            shiboken6.delete(line)
        while len(self._lines) < len(curves):
            self._lines.append(Line())
            self.addItem(self._lines[-1], ignoreBounds=True)
        for line, curve, y in zip(self._lines, curves, heights, strict=True):
            line.show_curve(curve, y, self._scale)

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Another part of the plane."""
        if self.viewRange() != [list(x), list(y)]:
            self.setRange(xRange=x, yRange=y, padding=0)
