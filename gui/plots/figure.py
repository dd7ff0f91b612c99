"""A figure: a pyqtgraph scene that needs no view.

It is laid out in pixels of whatever it is painted on; `scale` says how many of them make a design pixel. A
window shows the scene in a `FigureView`; a recording calls `render`. Both paint the same items.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shiboken6
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from gui.plots.axes import QuietAxis
from gui.plots.curves import Array, Band, Curve, Density
from gui.plots.ink import Ink
from gui.plots.library import pg
from gui.plots.strokes import is_written
from gui.plots.text import Words


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

    def let_go(self) -> None:
        """Gives all pictures back while nobody looks; they are painted again where somebody does."""
        for item in self.scene.items():
            if isinstance(item, (Ink, Words, QuietAxis)):
                item.let_go()

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
        if is_written(painter):
            self._write(painter, QPointF(round(corner.x()), round(corner.y())))
            return
        source = self.size.adjusted(-8, -8, 8, 8)  # a line at the edge is wider than the edge
        target = source.translated(round(corner.x()), round(corner.y()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.scene.render(painter, target, source)
        painter.restore()

    def _write(self, painter: QPainter, corner: QPointF) -> None:
        """Into a file of vectors, item by item: Qt writes clippings of a scene there that cut off what comes
        after them, and nothing here needs any."""
        option = QStyleOptionGraphicsItem()
        for item in self.scene.items(Qt.SortOrder.AscendingOrder):
            if item.isVisible():
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.translate(corner)
                painter.setTransform(item.sceneTransform(), True)
                painter.setOpacity(item.effectiveOpacity())
                item.paint(painter, option, None)
                painter.restore()


class Box(pg.ViewBox):
    """A ViewBox without menu, border, padding or reactions; its curves may overhang it by a line's width."""

    def __init__(self, parent: Any, overhang: tuple[float, float]) -> None:
        self._overhang = overhang
        self.scale_of_design = 1.0
        super().__init__(parent, enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self.disableAutoRange()
        self.ink = Ink(self)

    @property
    def overhang(self) -> tuple[float, float]:
        """By how much curves may reach over the edges, aside and above, in pixels."""
        aside, above = self._overhang
        return aside * self.scale_of_design, above * self.scale_of_design

    def shape(self) -> QPainterPath:
        aside, above = self.overhang
        path = QPainterPath()
        path.addRect(self.rect().adjusted(-aside, -above, aside, above))
        return path

    def set_scale(self, scale: float) -> None:
        if scale != self.scale_of_design:
            self.prepareGeometryChange()
            self.ink.prepareGeometryChange()
            self.scale_of_design = scale

    def set_area(self, area: QRectF) -> None:
        """Puts it elsewhere; its axis is to know before."""
        self.ink.prepareGeometryChange()
        self.setGeometry(area)

    def show_curves(
        self,
        curves: Sequence[tuple[Curve, Array]],
        bands: Sequence[tuple[Band, Array, Array]] = (),
        densities: Sequence[tuple[Density, Array]] = (),
    ) -> None:
        """Curves with their heights, bands with their lower and upper edges, and densities with their levels,
        in the axis's units."""
        self.ink.show_curves(curves, bands, densities)

    def set_played(self, x: float | None) -> None:
        """What lies beyond x is faint."""
        self.ink.set_played(x)

    def show_range(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        """Another part of the plane."""
        if self.viewRange() != [list(x), list(y)]:
            self.setRange(xRange=x, yRange=y, padding=0)
            self.ink.update()
