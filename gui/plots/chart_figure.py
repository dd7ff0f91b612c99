"""Small charts under each other, over one time axis, with one cursor through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF

from gui.plots.chart import Chart
from gui.plots.chart_item import ChartItem
from gui.plots.figure import Figure
from gui.plots.uprights import Uprights
from gui.theme.colours import Theme

_TURNS = 0.45


class ChartsFigure(Figure):
    """Charts of one height. `played` is the step reached, `hovered` the one under the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Any] = []
        self._spare: list[Any] = []
        self._theme: Theme | None = None
        self._length = 1.0
        self._pitch = 1.0
        self.played: float | None = None
        self.hovered: float | None = None
        self.pointed: int | None = None
        """The chart under the pointer."""
        self.turns, self.cursor, self.hair = Uprights(_TURNS, (2.0, 3.0)), Uprights(), Uprights()
        for depth, lines in ((5, self.turns), (10, self.cursor), (11, self.hair)):
            lines.setZValue(depth)
            self.scene.addItem(lines)

    @property
    def charts(self) -> Sequence[ChartItem]:
        return self._items

    @property
    def area(self) -> QRectF:
        """Where curves lie, from the first chart to the last."""
        if not self._items:
            return QRectF()
        return self._items[0].area.united(self._items[-1].area)

    def px(self, step: float) -> float:
        """Where a step lies, in the figure's pixels."""
        return self.area.left() + step * self.area.width() / self._length

    def step(self, px: float) -> float:
        """The step at a pixel, cut to those there are."""
        share = (px - self.area.left()) / max(self.area.width(), 1.0)
        return min(max(share, 0.0), 1.0) * self._length

    def chart_at(self, place: QPointF) -> int | None:
        """The number of the chart in whose height a place lies."""
        if not self._items or not self.size.contains(place):
            return None
        return min(int(place.y() / self._pitch), len(self._items) - 1)

    # -- what is shown -----------------------------------------------------------------------------------

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
        self._theme, self._pitch = theme, pitch
        self._length = max((chart.length for chart in charts), default=1.0) or 1.0
        self._have(len(charts))
        both = list(zip(self._items, charts, strict=True))
        # one column of numbers for all, or a step would lie at another pixel in each
        gutter = max((item.prepare(chart, theme, scale) for item, chart in both), default=0.0)
        for number, item in enumerate(self._items):
            item.place(QRectF(0, round(number * pitch), width, height), gutter)
        self._stand_turns(charts)
        self.set_played(self.played)
        is_there = self.pointed is None or self.pointed < len(charts)
        self.set_hovered(self.hovered if is_there else None, self.pointed if is_there else None)

    def _have(self, count: int) -> None:
        """So many items; those that are not needed are kept, since to make one takes longer than a frame."""
        while len(self._items) > count:
            self._spare.append(self._items.pop())
            self._spare[-1].forget()
        while len(self._items) < count:
            if not self._spare:
                self._make_spare()
            self._items.append(self._spare.pop())
            self._items[-1].show()

    def _make_spare(self) -> None:
        self._spare.append(ChartItem())
        self._spare[-1].hide()
        self.scene.addItem(self._spare[-1])

    def be_ready(self, count: int) -> bool:
        """Makes one more item, unless there are so many; whether there are now."""
        if len(self._items) + len(self._spare) < count:
            self._make_spare()
        return len(self._items) + len(self._spare) >= count

    def _spans(self) -> list[tuple[float, float]]:
        return [(item.area.top(), item.area.bottom()) for item in self._items]

    def _stand_turns(self, charts: Sequence[Chart]) -> None:
        turns = {turn: None for chart in charts for turn in chart.turns}
        self.turns.stand([(self.px(step), colour) for step, colour in turns], self._spans())

    # -- cursor and pointer ------------------------------------------------------------------------------

    def set_played(self, step: float | None) -> None:
        """The step reached: a line marks it, and what lies beyond is faint. None: all is played."""
        before, self.played = self.played, step
        for item in self._items:
            item.box.set_played(step)
        if self._theme is None:
            return
        self.cursor.stand([] if step is None else [(self.px(step), self._theme.accent)], self._spans())
        if step is None or before is None:
            self.scene.update(self.size)
        elif before != step:
            left, right = sorted((self.px(before), self.px(step)))
            self.scene.update(QRectF(left - 2, 0, right - left + 4, self.size.height()))
        if self.hovered is None:
            self._read()

    def set_hovered(self, step: float | None, chart: int | None = None) -> None:
        """The step whose values are read off; `chart` is the one that shows those of every run."""
        self.hovered, self.pointed = step, chart
        if self._theme is None:
            return
        lines = [] if step is None else [(self.px(step), self._theme.muted)]
        self.hair.stand(lines, self._spans())
        self._read()

    def _read(self) -> None:
        step = self.hovered if self.hovered is not None else self.played
        x = self.px(self.hovered) if self.hovered is not None else None
        for number, item in enumerate(self._items):
            item.read(step if step is not None else self._length, number == self.pointed, x)
