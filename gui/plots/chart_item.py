"""One small chart: a heading with numbers at its right end, a quiet grid, bands and curves."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from gui.plots.axes import Levels
from gui.plots.chart import Chart
from gui.plots.figure import Box
from gui.plots.library import pg
from gui.plots.readout import Readout, border_of, dots_at, needed, numbers_at
from gui.plots.text import Words, label_font, wide
from gui.theme.colours import Theme
from gui.theme.metrics import SMALL

HEADING = 20
ABOVE = 24
BELOW = 12
_NUMBERS = 40
_MOST = 3
_GAP = 8
_ROOMY = 4
"""More numbers than these are written shortly."""


class ChartItem(pg.GraphicsWidget):
    """Within a rectangle of the scene. `prepare`, then `place` once all charts know their numbers' width."""

    def __init__(self) -> None:
        super().__init__()
        self.heading, self.note = Words(self), Words(self)
        self.box = Box(self, (1, 2))
        self.levels = Levels(self)
        self.levels.linkToView(self.box)
        self.readout = Readout(self)
        self.chart = Chart("")
        self._row = QRectF()
        self._theme: Theme | None = None
        self._scale = 1.0

    @property
    def area(self) -> QRectF:
        """Where the curves lie."""
        return self.box.geometry()

    def forget(self) -> None:
        """Shows nothing, and holds no numbers."""
        self.hide()
        self.chart = Chart("")
        self.box.show_curves([])

    def prepare(self, chart: Chart, theme: Theme, scale: float) -> float:
        """Takes other numbers; how wide the column of the axis's numbers is to be."""
        self.chart, self._theme, self._scale = chart, theme, scale
        self.box.set_scale(scale)
        self.box.show_range((0.0, max(chart.length, 1.0)), chart.range())
        self.levels.set_look(theme, label_font((SMALL - 1) * scale), scale, _MOST, chart.log)
        return max(_NUMBERS * scale, self.levels.widest() + _GAP * scale)

    def place(self, rect: QRectF, gutter: float) -> None:
        """Puts everything into a rectangle of the scene."""
        chart, scale = self.chart, self._scale
        self._row = QRectF(rect.left(), rect.top(), rect.width(), HEADING * scale)
        inner = rect.adjusted(gutter, ABOVE * scale, 0, -BELOW * scale)
        inner = QRectF(inner.toAlignedRect())
        if inner != self.box.geometry():
            self.levels.prepareGeometryChange()
            self.box.set_area(inner)
            self.levels.update()
        self.box.show_curves(
            [(curve, chart.height(curve.y)) for curve in chart.curves],
            [(band, chart.height(band.low), chart.height(band.high)) for band in chart.bands],
        )

    def read(self, step: float, pointed: bool, x: float | None = None) -> None:
        """Writes the values at a step: of every curve where the pointer reads, else of the strong ones.

        x: the pixel at which dots mark the curves; None for none, and then what is not known yet of a step
        is said of the last one that is known: time is a little ahead of the curves while it runs.
        """
        assert self._theme is not None
        chart, scale, row = self.chart, self._scale, self._row
        if x is None:
            step = min(step, max((curve.x[-1] for curve in chart.curves if len(curve.x)), default=step))
        curves = chart.curves if pointed else [curve for curve in chart.curves if curve.strong]
        numbers = numbers_at(chart, curves, step, short=len(curves) > _ROOMY)
        at = f"{step:.0f}" if pointed else ""
        taken, close = self._say(chart.title, at), False
        if pointed and needed(numbers, scale) > row.width() - taken:
            taken, close = self._say("", at), True
        self.readout.show_numbers(row.adjusted(taken, 0, 0, 0), numbers, scale, close)
        dots = []
        if x is not None:
            dots = dots_at(chart, step, x, self.area)
        self.readout.show_dots(dots, border_of(self._theme))

    def _say(self, title: str, at: str) -> float:
        """Writes the heading, and the step that is read instead of the note; the width that they take."""
        assert self._theme is not None
        scale, row, theme = self._scale, self._row, self._theme
        look = (SMALL * scale, QFont.Weight.DemiBold, 6.0)
        self.heading.say(row, title.upper(), label_font(*look), theme.muted)
        taken = wide(title.upper(), *look) + _GAP * scale if title else 0.0
        note, plain = at or self._note(), label_font(SMALL * scale)
        self.note.say(row.adjusted(taken, 0, 0, 0), note, plain, theme.text if at else theme.faint)
        return taken + (wide(note, SMALL * scale) + _GAP * scale if note else 0.0)

    def _note(self) -> str:
        """What is drawn, in signs."""
        note = self.chart.note
        if not self.chart.log:
            return note
        return "log (f − f*)" if self.chart.base else f"log {note}".rstrip()
