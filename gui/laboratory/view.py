"""The laboratory on screen: lanes over epochs or frequencies, and above them the curve that balls roll on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.files.asking import ask_for_file
from gui.laboratory import actions
from gui.laboratory.bar import Bar
from gui.laboratory.csv_strip import CsvStrip
from gui.laboratory.figures import Figures
from gui.laboratory.rolling import suits
from gui.model.frame import Frame
from gui.model.session import Session
from gui.plots.lane_building import Columns, build_lanes
from gui.plots.loading import PlotLibrary
from gui.theme import GRID, current_theme
from gui.translations import translate

Margins = tuple[int, int, int, int]

HILL = 0.42
"""The part of the height that a curve takes."""


class LaboratoryView(Figures):
    """Bound to the session; empty until plots can be drawn. `pointed` follows the epoch under the pointer."""

    pointed = Signal()

    def __init__(self, session: Session, plots: PlotLibrary, parent: QWidget | None = None) -> None:
        super().__init__(session, plots, parent)
        self._columns: Sequence[Columns] = ()
        self._margins: Margins = (0, 0, 0, 0)
        self._scale = 1.0
        self.bar = Bar(session, self)
        self.strip = CsvStrip(session, self)
        self.lanes_made.connect(self._bind_lanes)
        self.figures_changed.connect(self.refresh)
        session.opened.connect(self._open)
        session.structure_changed.connect(self.refresh)
        session.frame_changed.connect(self._take)
        session.playback_changed.connect(self._move_cursor)
        session.visibility_changed.connect(self.refresh)
        session.values_changed.connect(self._follow_values)

    def declare(self, registry: Actions) -> None:
        actions.declare(self, registry)
        self._registry = registry
        self.bar.wire(registry)

    # -- what the window asks ----------------------------------------------------------------------------

    @property
    def epoch(self) -> int:
        """The epoch under the pointer, or else the one that is reached."""
        hovered = self.figure.hovered if self.figure is not None else None
        return self._session.step if hovered is None else round(hovered)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """What title, panel and bar cover."""
        if self._margins != (left, top, right, bottom):
            self._margins = (left, top, right, bottom)
            self.refresh()

    def set_scale(self, scale: float) -> None:
        """Type and lines so many times as large as at work."""
        self._scale = scale
        self.refresh()

    def values_at(self, step: int, name: str = "update") -> list[float]:
        """By run, a column's value at an epoch; empty before anything is computed."""
        values = []
        for table in self._columns:
            place = int(np.searchsorted(table["t"], step))
            values.append(float(table[name][min(place, len(table["t"]) - 1)]))
        return values

    def toggle_painting(self) -> None:
        """The mouse draws in the gradient's lane, or reads and seeks there again."""
        self.painting.is_on = not self.painting.is_on
        self._lend_brush()

    def _lend_brush(self) -> None:
        if self.view is not None:
            self.view.brush = "gradient" if self.painting.is_on and self.can_paint else None

    def ask_for_csv(self) -> None:
        """Asks for a file of numbers; nothing waits for it."""
        heading = translate("window", "Signal from a CSV file")
        kinds = translate("window", "Tables of numbers (*.csv *.tsv *.txt)")
        ask_for_file(self.window(), heading, kinds, self.open_csv)

    def open_csv(self, path: Path) -> None:
        """A column of this file is the signal; the strip asks which."""
        self.strip.open(path)
        self._place_strip()

    # -- drawing -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Everything again, from the columns last taken."""
        self.update()
        self._lend_brush()
        resolved = self._session.resolved
        self.bar.renew()
        self.bar.setVisible(self.is_in_use and self._scale == 1.0)  # an audience sees no tools
        if self.figure is None or self.view is None or self.frequencies is None or self.hill is None:
            return
        ready = resolved is not None and resolved.is_signal and bool(self._columns)
        self.view.setVisible(ready and not self.shows_frequency)
        self.hill.view.setVisible(ready and self._shows_hill(self.hill.view.isVisible()))
        if resolved is None or not resolved.is_signal:
            self.frequencies.hide()
            return
        area = self._area()
        if self.shows_frequency:
            self.frequencies.show(area, self.width(), self.height(), self._scale)
        else:
            self.frequencies.hide()
            if ready:
                self._show_lanes(area)
        self._place_bar(area)

    def _shows_hill(self, shown: bool) -> bool:
        """A hill that was not there yet has no place before there are columns of its balls."""
        resolved = self._session.resolved
        if resolved is None or not resolved.is_curve or self.shows_frequency:
            return False
        return shown or suits(resolved, self._columns)

    def _redraw(self) -> None:
        """Other numbers in the same picture: the way while a slider is held."""
        if not self.is_ready or self.hill is None or self.shows_frequency:
            return
        shown = self.hill.view.isVisible()
        if self._shows_hill(shown) != shown:
            self.refresh()
        else:
            self._show_lanes(self._area())

    def _show_lanes(self, area: QRectF) -> None:
        session, figure = self._session, self.figure
        assert session.resolved is not None
        assert figure is not None
        assert self.hill is not None
        assert self.view is not None
        if not suits(session.resolved, self._columns):
            return
        colours = current_theme()
        lanes = build_lanes(session.resolved, self._columns, colours, session.language, session.visible)
        top = 0
        if session.resolved.is_curve:
            top = round(area.top() + HILL * area.height())
            above = QRectF(area.left(), area.top(), area.width(), HILL * area.height() - GRID)
            self.hill.show(self.width(), top, self._scale, above)
            self.hill.show_balls(self._columns, session.step)
        self.view.setGeometry(0, top, self.width(), self.height() - top)
        figure.resize(self.width(), self.height() - top, self._scale)
        figure.show_lanes(
            lanes, session.total, colours, area.translated(0, -top).adjusted(0, self._lift(top), 0, 0)
        )
        figure.set_played(session.step)

    def _lift(self, top: int) -> float:
        """Under a curve the lanes begin below its axis and their own readings."""
        return top - self._area().top() + 3 * GRID * self._scale if top else 0.0

    def _place_bar(self, area: QRectF) -> None:
        size = self.bar.sizeHint()
        self.bar.setGeometry(
            round(area.left()) - 6, round(area.bottom()) - size.height() + 4, size.width(), size.height()
        )
        self.bar.raise_()
        self._place_strip()

    def _place_strip(self) -> None:
        if not self.strip.isHidden():
            area = self._area()
            self.strip.move(round(area.left()), round(area.bottom() - self.strip.height() - 5 * GRID))
            self.strip.raise_()

    def _area(self) -> QRectF:
        left, top, right, bottom = self._margins
        return QRectF(
            left, top, max(self.width() - left - right, 200), max(self.height() - top - bottom, 120)
        )

    def _bind_lanes(self) -> None:
        assert self.view is not None
        self.view.sought.connect(self._session.seek)
        self.view.pointed.connect(self._point)
        self.view.lane_enlarged.connect(self._enlarge)
        self.view.stroked.connect(self.painting.stroke)
        self.view.stroke_ended.connect(self._end_stroke)

    # -- what changes ------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._columns = ()
        self.painting.is_on = False
        self.strip.close_strip()
        self._show_afresh()
        self.refresh()

    def _take(self, frame: Frame) -> None:
        if frame.charts and self._session.is_signal and frame.charts is not self._columns:
            same = len(frame.charts) == len(self._columns) and all(
                new is old for new, old in zip(frame.charts, self._columns, strict=True)
            )
            first = not self._columns
            self._columns = frame.charts
            if first:
                self.refresh()
            elif not same:
                self._redraw()

    def _follow_values(self) -> None:
        """The hill follows its sliders at once; the lanes follow when they are computed."""
        resolved = self._session.resolved
        if resolved is not None and resolved.is_curve and self._columns:
            self._redraw()

    def _move_cursor(self) -> None:
        if self.figure is not None and self._session.is_signal:
            self.figure.set_played(self._session.step)
            self._show_balls()

    def _point(self) -> None:
        self._show_balls()
        self.pointed.emit()

    def _show_balls(self) -> None:
        if self.hill is not None and self.hill.view.isVisible():
            self.hill.show_balls(self._columns, self.epoch)

    def _enlarge(self, key: str) -> None:
        if self.figure is not None:
            self.figure.enlarged = None if self.figure.enlarged == key else key
            self.refresh()

    def _end_stroke(self) -> None:
        self.painting.end()
        self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(current_theme().window))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()
