"""The signal laboratory's picture: lanes under each other on one time axis, without boxes.

What has been played is drawn at full strength, what is still to come faintly, so that the whole figure is
there from the first moment and the cursor walks through it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from gui.plots.axes import Times
from gui.plots.figure import Box, Figure
from gui.plots.lane_item import LABELS, NUMBERS, LaneItem
from gui.plots.lanes import Lane
from gui.plots.library import pg
from gui.plots.reading import Reading
from gui.plots.text import label_font
from gui.theme.colours import Theme
from gui.theme.metrics import SMALL

AXIS = 28
GAP = 24
_ASIDE = 8
_LOWEST = 24
"""A lane of less height has no room for the two numbers beside it."""

_NUMBER = 110
_ENLARGED = 4
"""How many times as high as the others an enlarged lane is."""


def lowest(count: int) -> float:
    """The height in design pixels below which so many lanes cannot be read."""
    return count * _LOWEST + (count - 1) * GAP + AXIS


def readable(height: float) -> int:
    """How many lanes can be read in a figure so high, in design pixels; at least one."""
    return max(1, int((height - AXIS + GAP) // (_LOWEST + GAP)))


class LanesFigure(Figure):
    """Lanes over epochs 0 … length. `times` is the part that is shown, and `played` the epoch reached.

    enlarged: the key of a lane that is higher than the others.
    """

    closest = 8.0
    """Less than this of the axis cannot be magnified to the whole width."""

    is_log = False
    """Whether the axis counts exponents of ten."""

    def __init__(self) -> None:
        super().__init__()
        self.start, self.length = 0.0, 1.0
        self.enlarged: str | None = None
        self.played: float | None = None
        self.hovered: float | None = None
        self._items: list[Any] = []
        self._theme: Theme | None = None
        # covers all lanes: what turns an epoch into a pixel and back, and where the cursor walks
        self.over = Box(None, (1, 0))
        self.over.setZValue(10)
        self.axis = Times(None)
        self.axis.linkToView(self.over)
        self.cursor, self.pointer = (pg.InfiniteLine(angle=90, movable=False) for _ in range(2))
        self.reading = Reading()
        for item in (self.over, self.axis, self.reading):
            self.scene.addItem(item)
        for line in (self.cursor, self.pointer):
            line.hide()
            self.over.addItem(line, ignoreBounds=True)

    @property
    def lanes(self) -> Sequence[LaneItem]:
        return self._items

    @property
    def area(self) -> QRectF:
        """Where the curves lie, from the first lane to the last."""
        return self.over.geometry()

    @property
    def times(self) -> tuple[float, float]:
        low, high = self.over.viewRange()[0]
        return low, high

    @property
    def is_whole(self) -> bool:
        """Whether every epoch is shown."""
        low, high = self.times
        return high - low > (self.length - self.start) * (1 - 1e-9)

    def px(self, epoch: float) -> float:
        """Where an epoch lies, in the figure's pixels."""
        (low, high), area = self.times, self.area
        return area.left() + (epoch - low) * area.width() / (high - low)

    def epoch(self, px: float) -> float:
        """The epoch at a pixel, cut to those there are."""
        (low, high), area = self.times, self.area
        found = low + (px - area.left()) * (high - low) / max(area.width(), 1.0)
        return min(max(found, self.start), self.length)

    def snapped(self, epoch: float) -> float:
        """The nearest place where there is something to read."""
        return float(round(epoch))

    def label(self, epoch: float) -> str:
        """How a place is called under the lanes."""
        return f"{epoch:.0f}"

    def lane_at(self, x: float, y: float) -> LaneItem | None:
        """The lane whose curves, name or numbers lie at a pixel."""
        for item in self._items:
            area = item.area
            if area.top() - GAP * self.scale / 2 <= y <= area.bottom() + GAP * self.scale / 2 and (
                area.left() - (LABELS + NUMBERS) * self.scale <= x <= area.right()
            ):
                return item
        return None

    # -- what is shown -----------------------------------------------------------------------------------

    def show_lanes(
        self, lanes: Sequence[Lane], length: float, theme: Theme, rect: QRectF | None = None
    ) -> None:
        """Other numbers. rect: the part of the figure that names, lanes and axis fill (None: all of it)."""
        rect, scale = rect or self.size, self.scale
        self._theme = theme
        times = self._reaching(0.0, max(length, 1.0))
        inner = rect.adjusted((LABELS + NUMBERS) * scale, 0, -_ASIDE * scale, -AXIS * scale)
        inner = QRectF(inner.toAlignedRect())
        self.over.setGeometry(inner)
        self.over.set_scale(scale)
        self.over.show_range(times, (0.0, 1.0))
        self._show_axes(theme, scale)
        self._keep(len(lanes))
        for item, lane, area in zip(self._items, lanes, self._areas(lanes, inner, scale), strict=True):
            item.show_lane(area, lane, times, theme, scale)
        self.set_played(self.played)
        self.set_hovered(self.hovered)

    def _reaching(self, start: float, length: float) -> tuple[float, float]:
        """The axis reaches from here to there; what of it is shown, which is all where it was all before."""
        whole = self.is_whole or (start, length) != (self.start, self.length)
        self.start, self.length = start, length
        return (start, length) if whole else self.times

    def _areas(self, lanes: Sequence[Lane], inner: QRectF, scale: float) -> list[QRectF]:
        """Where each lane's curves lie, under each other."""
        shares = [_ENLARGED if lane.key and lane.key == self.enlarged else 1 for lane in lanes]
        one = (inner.height() - GAP * scale * (len(lanes) - 1)) / max(sum(shares), 1)
        areas, top = [], inner.top()
        for share in shares:
            areas.append(QRectF(inner.left(), round(top), inner.width(), round(one * share)))
            top += one * share + GAP * scale
        return areas

    def _keep(self, count: int) -> None:
        while len(self._items) > count:
            self.remove(self._items.pop())
        while len(self._items) < count:
            self._items.append(LaneItem())
            self.scene.addItem(self._items[-1])

    def _show_axes(self, theme: Theme, scale: float) -> None:
        most = max(2, int(self.area.width() / (_NUMBER * scale)))
        self.axis.prepareGeometryChange()
        self.axis.set_look(theme, label_font(SMALL * scale), scale, most, self.is_log)
        self.cursor.setPen(cursor_pen(theme))
        self.pointer.setPen(pg.mkPen(theme.faint, width=1))

    # -- the part that is shown --------------------------------------------------------------------------

    def show_times(self, low: float, high: float) -> None:
        """Shows epochs low … high on all lanes, as far as there are so many."""
        span = self._span(high - low)
        middle = (low + high) / 2
        low = min(max(middle - span / 2, self.start), self.length - span)
        for box in (self.over, *(item.box for item in self._items)):
            box.setXRange(low, low + span, padding=0)
        self.scene.update(self.size)
        self.set_hovered(self.hovered)

    def zoom(self, factor: float, about: float) -> None:
        """Magnifies time by `factor`; the epoch `about` stays where it is."""
        low, high = self.times
        span = self._span((high - low) / factor)
        low = about - (about - low) * span / (high - low)
        self.show_times(low, low + span)

    def pan(self, pixels: float) -> None:
        """Moves the lanes to the right by so many pixels."""
        low, high = self.times
        moved = pixels * (high - low) / max(self.area.width(), 1.0)
        self.show_times(low - moved, high - moved)

    def show_all(self) -> None:
        self.show_times(self.start, self.length)

    def _span(self, wanted: float) -> float:
        """As much of the axis as can be shown."""
        whole = self.length - self.start
        return min(max(wanted, min(self.closest, whole)), whole)

    # -- cursor and pointer ------------------------------------------------------------------------------

    def set_played(self, epoch: float | None, cursor: bool = True) -> None:
        """The epoch reached: later parts are faint, and a line marks the place (None: all is played)."""
        before, self.played = self.played, epoch
        for item in self._items:
            item.box.set_played(epoch)
        self.cursor.setVisible(cursor and epoch is not None)
        if epoch is not None:
            self.cursor.setPos(epoch)
        if epoch is None or before is None:
            self.scene.update(self.size)
        elif before != epoch:
            left, right = sorted((self.px(before), self.px(epoch)))
            self.scene.update(QRectF(left - 2, 0, right - left + 4, self.size.height()))

    def set_hovered(self, epoch: float | None) -> None:
        """The place whose values are read off beside the lanes; None for no reading."""
        low, high = self.times
        self.hovered = epoch
        shown = epoch is not None and low <= epoch <= high
        self.pointer.setVisible(shown)
        if epoch is not None and shown and self._theme is not None:
            self.pointer.setPos(epoch)
            place = (epoch, self.px(epoch), self.label(epoch))
            self.reading.read(place, self.area, self._items, self._theme, self.scale)
        else:
            self.reading.clear()

    def draw_cursor(self, painter: QPainter, x: float, top: float) -> None:
        """The line that `set_played` shows, for a film that keeps the lanes as pictures.

        x: the epoch's place on the painter; top: that of the figure.
        """
        assert self._theme is not None
        painter.setPen(cursor_pen(self._theme))
        painter.drawLine(QLineF(x, top + self.area.top(), x, top + self.area.bottom()))


def cursor_pen(theme: Theme) -> QPen:
    return pg.mkPen(theme.accent, width=1)  # of one pixel, whatever the axis is
