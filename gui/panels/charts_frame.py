"""The charts' panel without its charts: heading, the room that scrolls, grips, and how large it all is."""

from __future__ import annotations

from dataclasses import asdict, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.model.session import Session
from gui.panels.charts_heading import ChartsHeading
from gui.panels.charts_size import read_size
from gui.panels.grip import THICK, Grip
from gui.panels.panel import Panel
from gui.plots.build import shown_plots
from gui.settings import Settings
from gui.theme import GRID

HEAD = 40
FOOT = GRID


class ChartsFrame(Panel):
    """As high as the session has charts, or folded; its size is kept in the settings.

    `resized` asks for another layout, `settled` says that the size will stay, `reshaped` that the charts are
    to have another height.
    """

    resized = Signal()
    settled = Signal()
    reshaped = Signal()

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._size = read_size(settings.charts)
        self._chart_height = 104
        self._make()

    def _make(self) -> None:
        self.heading = ChartsHeading(self)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(False)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.grips = (Grip(False, self), Grip(True, self))
        self.grips[0].dragged.connect(lambda _right, up: self._pull(0, up))
        self.grips[1].dragged.connect(lambda right, _up: self._pull(right, 0))
        for grip in self.grips:
            grip.dropped.connect(self._settle)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        column.setSpacing(0)
        self.heading.setFixedHeight(HEAD - GRID)
        column.addWidget(self.heading)
        column.addWidget(self.area, 1)
        self.setFixedWidth(self._size.width)
        self._show_fold()

    @property
    def is_wanted(self) -> bool:
        """Whether there is something that charts could show."""
        return self._session.is_staged

    @property
    def is_folded(self) -> bool:
        return self._size.folded

    @property
    def _count(self) -> int:
        resolved = self._session.resolved
        return len(shown_plots(resolved)) if resolved is not None and self.is_wanted else 0

    def fit(self, window_height: int, room: int | None = None) -> int:
        """Chooses the size of the charts for a window of that height, with so much room for the panel; the
        panel's own height."""
        if self.is_folded or not self._count:
            return HEAD + GRID // 2
        room = room if room is not None else window_height
        height = self._size.chart_height(window_height, room - HEAD - FOOT, self._count)
        if height != self._chart_height:
            self._chart_height = height
            self.reshaped.emit()
        return min(HEAD + self._count * height + FOOT, max(room, HEAD))

    def toggle_fold(self) -> None:
        self._size = replace(self._size, folded=not self._size.folded)
        self._show_fold()
        self._settle()

    def grow(self, more: int) -> None:
        """Larger (+1) or smaller (−1) charts."""
        self._size = replace(self._size, folded=False)
        self._pull(more * 3 * GRID, more * 2 * GRID * max(self._count, 1))
        self._show_fold()
        self._settle()

    def _pull(self, right: int, up: int) -> None:
        pulled = self._size.pulled(right, up, self._chart_height, self._count)
        if pulled != self._size:
            self._size = pulled
            self.setFixedWidth(pulled.width)
            self.resized.emit()

    def _settle(self) -> None:
        self._settings.charts = asdict(self._size)
        self.resized.emit()
        self.settled.emit()

    def _show_fold(self) -> None:
        self.area.setVisible(not self.is_folded)
        self.grips[0].setVisible(not self.is_folded)
        self.heading.show_texts(self.is_folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grips[0].setGeometry(GRID, 0, self.width() - 2 * GRID, THICK)
        self.grips[1].setGeometry(self.width() - THICK, GRID, THICK, self.height() - 2 * GRID)
