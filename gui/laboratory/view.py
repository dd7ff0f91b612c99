"""The lanes of a signal scenario on screen, from the session's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.model.frame import Frame
from gui.model.session import Session
from gui.plots.lane_building import Columns, build_lanes
from gui.plots.loading import PlotLibrary
from gui.theme import current_theme

if TYPE_CHECKING:
    from gui.plots.lanes_figure import LanesFigure
    from gui.plots.view import LanesView

Margins = tuple[int, int, int, int]


class LaboratoryView(QWidget):
    """Bound to the session; empty until plots can be drawn. `pointed` follows the epoch under the pointer."""

    pointed = Signal()

    def __init__(self, session: Session, plots: PlotLibrary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._columns: Sequence[Columns] = ()
        self._margins: Margins = (0, 0, 0, 0)
        self._scale = 1.0
        self.figure: LanesFigure | None = None
        self.view: LanesView | None = None
        plots.ready.connect(self._make_figure)
        plots.closing.connect(self._drop_figure)
        session.opened.connect(self._open)
        session.frame_changed.connect(self._take)
        session.playback_changed.connect(self._move_cursor)
        session.visibility_changed.connect(self.refresh)

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

    def zoom(self, factor: float) -> None:
        """Magnifies time about the cursor."""
        if self.figure is not None:
            low, high = self.figure.times
            self.figure.zoom(factor, min(max(self._session.step, low), high))

    def show_all(self) -> None:
        if self.figure is not None:
            self.figure.show_all()

    def refresh(self) -> None:
        """The lanes again, from the columns last taken."""
        session, figure = self._session, self.figure
        self.update()
        if figure is None or self.view is None:
            return
        loaded = session.loaded
        self.view.setVisible(bool(self._columns))
        if loaded is None or not loaded.resolved.is_signal or not self._columns:
            return
        colours = current_theme()
        lanes = build_lanes(loaded.resolved, self._columns, colours, session.language, session.visible)
        figure.resize(self.width(), self.height(), self._scale)
        figure.show_lanes(lanes, session.total, colours, self._area())
        figure.set_played(session.step)

    def _make_figure(self) -> None:
        from gui.plots.lanes_figure import LanesFigure
        from gui.plots.view import LanesView

        self.figure = LanesFigure()
        self.view = LanesView(self.figure, self)
        self.view.setGeometry(self.rect())
        self.view.sought.connect(self._session.seek)
        self.view.pointed.connect(self.pointed)
        self.refresh()

    def _drop_figure(self) -> None:
        if self.view is not None:
            self.view.end()
        self.view = self.figure = None

    def _open(self) -> None:
        self._columns = ()
        if self.figure is not None:
            self.figure.set_hovered(None)
            self.figure.show_all()
        self.refresh()

    def _take(self, frame: Frame) -> None:
        if frame.charts and self._session.is_signal and frame.charts is not self._columns:
            same = len(frame.charts) == len(self._columns) and all(
                new is old for new, old in zip(frame.charts, self._columns, strict=True)
            )
            self._columns = frame.charts
            if not same:
                self.refresh()

    def _move_cursor(self) -> None:
        if self.figure is not None and self._session.is_signal:
            self.figure.set_played(self._session.step)

    def _area(self) -> QRectF:
        left, top, right, bottom = self._margins
        return QRectF(
            left, top, max(self.width() - left - right, 200), max(self.height() - top - bottom, 120)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(current_theme().window))

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.view is not None:
            self.view.setGeometry(self.rect())
        self.refresh()
