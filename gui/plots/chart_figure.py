"""Small charts under each other: a heading, a quiet grid with a few numbers, and curves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from gui.plots.axes import Levels
from gui.plots.chart import Chart, exponents, value_range
from gui.plots.figure import Box, Figure
from gui.plots.library import pg
from gui.plots.text import Words, label_font
from gui.theme.colours import Theme
from gui.theme.metrics import SMALL

_HEADING = 20
_ABOVE = 26
_BELOW = 14
_NUMBERS = 40
_MOST = 3


class ChartItem(pg.GraphicsWidget):
    """One chart within a rectangle of the scene."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = Words(self)
        self.box = Box(self, (1, 2))
        self.levels = Levels(self)
        self.levels.linkToView(self.box)

    def show_chart(self, rect: QRectF, chart: Chart, theme: Theme, scale: float) -> None:
        """Puts other numbers into the same items."""
        self.heading.say(
            QRectF(rect.left(), rect.top(), rect.width(), _HEADING * scale),
            chart.title.upper(),
            label_font(SMALL * scale, QFont.Weight.DemiBold, 6.0),
            theme.muted,
        )
        self.box.show_range((0.0, max(chart.length, 1.0)), value_range(chart.curves, chart.log))
        self.levels.set_look(theme, label_font((SMALL - 1) * scale), scale, _MOST, chart.log)
        gutter = max(_NUMBERS * scale, self.levels.widest() + 8 * scale)
        inner = rect.adjusted(gutter, _ABOVE * scale, 0, -_BELOW * scale)
        inner = QRectF(inner.toAlignedRect())
        if inner != self.box.geometry():
            self.levels.prepareGeometryChange()
            self.box.setGeometry(inner)
        self.box.set_scale(scale)
        heights = [exponents(c.y) if chart.log else c.y for c in chart.curves]
        self.box.show_curves(chart.curves, heights)


class ChartsFigure(Figure):
    """Charts of one height under each other."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Any] = []

    @property
    def charts(self) -> Sequence[ChartItem]:
        return self._items

    def show_charts(
        self,
        charts: Sequence[Chart],
        theme: Theme,
        width: float,
        height: float,
        pitch: float,
        scale: float = 1.0,
    ) -> None:
        """width, height: of one chart in pixels; pitch: from the top of one to the top of the next."""
        self.resize(width, max(pitch * (len(charts) - 1), 0) + height, scale)
        while len(self._items) > len(charts):
            self.remove(self._items.pop())
        while len(self._items) < len(charts):
            self._items.append(ChartItem())
            self.scene.addItem(self._items[-1])
        for number, (item, chart) in enumerate(zip(self._items, charts, strict=True)):
            item.show_chart(QRectF(0, round(number * pitch), width, height), chart, theme, scale)
