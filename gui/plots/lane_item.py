"""One lane of the laboratory: its name, its levels and its curves."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from gui.plots.axes import Levels
from gui.plots.figure import Box
from gui.plots.lanes import Lane
from gui.plots.library import pg
from gui.plots.text import Words, label_font, wide
from gui.theme.colours import Theme
from gui.theme.metrics import BODY, SMALL

LABELS = 136
"""Width of the column of lane names, in design pixels."""

NUMBERS = 44
_LEVEL = 30
_TWO_LINES = 18
"""Design pixels of a lane's height below which its name and the note under it have no room."""


class LaneItem(pg.GraphicsWidget):
    """Numbers may change in it; the items stay."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.note = Words(self), Words(self)
        self.box = Box(self, (0, 2))
        self.levels = Levels(self, strong_zero=True)
        self.levels.linkToView(self.box)
        self.lane = Lane("")
        self.area = QRectF()
        self.held: tuple[float, float] | None = None

    def show_lane(
        self, area: QRectF, lane: Lane, times: tuple[float, float], theme: Theme, scale: float
    ) -> None:
        """Puts other numbers into the same items; `area` is where the curves lie.

        While `held` is a range of values, that one is shown whatever the numbers are.
        """
        self.lane, self.area = lane, area
        self._show_names(area, theme, scale)
        most = max(2, min(4, int(area.height() / (_LEVEL * scale))))
        self.levels.set_look(theme, label_font(SMALL * scale), scale, most, lane.log, lane.is_angle)
        if area != self.box.geometry():
            self.levels.prepareGeometryChange()
            self.box.set_area(area)
        self.box.set_scale(scale)
        self.box.show_range(times, self.held or lane.range())
        curves = [(curve, curve.y) for curve in (*lane.strands, *lane.curves)]
        bands = [(band, band.low, band.high) for band in lane.bands]
        self.box.show_curves(curves, bands, [(each, each.levels) for each in lane.densities])

    @property
    def values(self) -> tuple[float, float]:
        """What the lane's axis reaches over."""
        low, high = self.box.viewRange()[1]
        return low, high

    def height(self, y: float) -> float:
        """The value at a pixel of the figure, also above and below the lane."""
        low, high = self.values
        return low + (self.area.bottom() - y) * (high - low) / max(self.area.height(), 1.0)

    def _show_names(self, area: QRectF, theme: Theme, scale: float) -> None:
        lane, middle = self.lane, area.center().y()
        left, width = area.left() - (LABELS + NUMBERS) * scale, (LABELS - 8) * scale
        # a note under the name would reach into the next lane's
        beside = area.height() < _TWO_LINES * scale
        lift = 9 * scale if lane.note and not beside else 0.0
        bold, plain = label_font(BODY * scale, QFont.Weight.DemiBold), label_font(BODY * scale)
        above = QRectF(left, middle - 10 * scale - lift, width, 20 * scale)
        self.name.say(above, lane.title, bold, theme.text)
        under, note = QRectF(left, middle, width, 20 * scale), lane.note
        if beside:
            taken = wide(lane.title, BODY * scale, QFont.Weight.DemiBold) + 8 * scale
            under = above.adjusted(taken, 0, 0, 0)
            note = note if taken + wide(note, BODY * scale) <= width else ""
        self.note.say(under, note, plain, theme.muted)
