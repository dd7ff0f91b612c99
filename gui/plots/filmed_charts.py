"""Charts as a film shows them: one picture, of which only what is new is painted from moment to moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from gui.plots.chart import Chart
from gui.plots.chart_figure import ChartsFigure
from gui.plots.chart_item import ChartItem
from gui.theme.colours import Theme

_ASIDE = 8
"""A line at the edge is wider than the edge."""


class FilmedCharts:
    """`show_charts`, then `lay` for pixels, or `figure.render` for a drawing of strokes and text."""

    def __init__(self) -> None:
        self.figure = ChartsFigure()
        self._image = QImage()
        self._still: list[tuple[object, QImage]] = []

    def show_charts(
        self, charts: Sequence[Chart], theme: Theme, width: float, height: float, pitch: float, scale: float
    ) -> None:
        """See `ChartsFigure`."""
        self.figure.show_charts(charts, theme, width, height, pitch, scale)
        size = self.figure.size.toAlignedRect().adjusted(-_ASIDE, -_ASIDE, _ASIDE, _ASIDE).size()
        if self._image.size() != size:
            self._image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            self._image.fill(Qt.GlobalColor.transparent)
            self._still.clear()
        while len(self._still) > len(charts):
            self._still.pop()
        with QPainter(self._image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(_ASIDE, _ASIDE)
            for number, item in enumerate(self.figure.charts):
                self._paint_item(painter, number, item, QRectF(0, number * pitch, width, pitch))
            _paint(painter, self.figure.turns)

    def lay(self, painter: QPainter, place: QPoint) -> None:
        """With the upper left corner at `place`, in pixels."""
        painter.drawImage(place - QPoint(_ASIDE, _ASIDE), self._image)

    def _paint_item(self, painter: QPainter, number: int, item: ChartItem, row: QRectF) -> None:
        """A chart over whatever was there: what stands still in it, its curves, its numbers."""
        area = row.toAlignedRect().adjusted(-_ASIDE, -_ASIDE if number == 0 else 0, _ASIDE, 0)
        still = self._still_of(number, item, area)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(area.topLeft(), still)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.save()
        painter.setClipRect(area)
        _paint(painter, item.box.ink)
        painter.restore()
        _paint(painter, item.readout)

    def _still_of(self, number: int, item: ChartItem, area: QRect) -> QImage:
        """Heading, note, grid and numbers of a chart."""
        key = (area.getRect(), item.heading.said, item.note.said, item.levels.shown, item.area.getRect())
        if number < len(self._still) and self._still[number][0] == key:
            return self._still[number][1]
        image = QImage(area.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-area.topLeft())
            for part in (item.levels, item.heading, item.note):
                _paint(painter, part)
        self._still[number : number + 1] = [(key, image)]
        return image


def _paint(painter: QPainter, item: Any) -> None:
    """One item of a figure as its scene would paint it."""
    painter.save()
    painter.setTransform(item.sceneTransform(), True)
    painter.setOpacity(item.effectiveOpacity())
    item.paint(painter)
    painter.restore()
