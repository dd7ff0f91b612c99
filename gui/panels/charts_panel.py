"""The panel at the lower left: small charts of loss, momentum, RMS, redrawn as numbers come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.model.frame import Frame
from gui.model.session import Session
from gui.panels.panel import Panel
from gui.plots.build import Columns, build_charts, shown_plots
from gui.plots.chart import Chart, draw_chart
from gui.theme import GRID, current_theme

WIDTH = 320
CHART_HEIGHTS = (104, 84)
"""Of one chart, in a high window and in a low one."""

LOW = 840


class Charts(QWidget):
    """Paints the charts that it was given, under each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._charts: Sequence[Chart] = ()
        self.chart_height = CHART_HEIGHTS[0]

    def set_charts(self, charts: Sequence[Chart]) -> None:
        self._charts = charts
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            for number, chart in enumerate(self._charts):
                area = QRectF(0, number * self.chart_height, self.width(), self.chart_height)
                draw_chart(painter, area, chart, current_theme())


class ChartsPanel(Panel):
    """Bound to the session; as high as it has charts, hidden where it has none."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._columns: Sequence[Columns] = ()
        self._count = 0
        self.charts = Charts(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 4)
        column.addWidget(self.charts)
        self.setFixedWidth(WIDTH)
        session.opened.connect(self._open)
        session.frame_changed.connect(self._take)
        session.visibility_changed.connect(self.refresh)

    def fit(self, window_height: int) -> int:
        """Chooses the size of the charts for a window of that height; the panel's own height."""
        self.charts.chart_height = CHART_HEIGHTS[0] if window_height >= LOW else CHART_HEIGHTS[1]
        return self._count * self.charts.chart_height + 2 * GRID

    @property
    def is_wanted(self) -> bool:
        return self._count > 0

    def _open(self) -> None:
        self._columns = ()
        loaded = self._session.loaded
        signal = loaded is None or loaded.resolved.is_signal
        self._count = 0 if signal or loaded is None else len(shown_plots(loaded.resolved))
        self.refresh()

    def _take(self, frame: Frame) -> None:
        if frame.charts is not None and not self._session.is_signal:
            self._columns = frame.charts
            self.refresh()

    def refresh(self) -> None:
        """The charts again, from the columns last taken."""
        loaded = self._session.loaded
        if loaded is None or loaded.resolved.is_signal:
            return
        session = self._session
        self.charts.set_charts(
            build_charts(loaded.resolved, self._columns, current_theme(), session.language, session.visible)
        )
