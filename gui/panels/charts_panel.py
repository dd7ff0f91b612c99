"""The panel at the lower left: small charts of loss, momentum, RMS, redrawn as numbers come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.model.frame import Frame
from gui.model.session import Session
from gui.panels.panel import Panel
from gui.plots.build import Columns, build_charts, shown_plots
from gui.plots.loading import PlotLibrary
from gui.theme import GRID, current_theme

if TYPE_CHECKING:
    from gui.plots.chart_figure import ChartsFigure
    from gui.plots.view import FigureView

WIDTH = 320
CHART_HEIGHTS = (104, 84)
"""Of one chart, in a high window and in a low one."""

LOW = 840


class ChartsPanel(Panel):
    """Bound to the session; as high as it has charts, hidden where it has none.

    It is empty until the plots' library is there.
    """

    def __init__(self, session: Session, plots: PlotLibrary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.figure: ChartsFigure | None = None
        self._view: FigureView | None = None
        self._columns: Sequence[Columns] = ()
        self._count = 0
        self._chart_height = CHART_HEIGHTS[0]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 4)
        self.setFixedWidth(WIDTH)
        plots.ready.connect(self._make_figure)
        plots.closing.connect(self._drop_figure)
        session.opened.connect(self._open)
        session.frame_changed.connect(self._take)
        session.visibility_changed.connect(self.refresh)

    def fit(self, window_height: int) -> int:
        """Chooses the size of the charts for a window of that height; the panel's own height."""
        self._chart_height = CHART_HEIGHTS[0] if window_height >= LOW else CHART_HEIGHTS[1]
        return self._count * self._chart_height + 2 * GRID

    @property
    def is_wanted(self) -> bool:
        return self._count > 0

    def _make_figure(self) -> None:
        from gui.plots.chart_figure import ChartsFigure
        from gui.plots.view import FigureView

        self.figure = ChartsFigure()
        self._view = FigureView(self.figure, self)
        self._column.addWidget(self._view)
        self.refresh()

    def _drop_figure(self) -> None:
        if self._view is not None:
            self._view.end()
        self._view = self.figure = None

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
        if loaded is None or loaded.resolved.is_signal or self.figure is None:
            return
        session, theme = self._session, current_theme()
        charts = build_charts(loaded.resolved, self._columns, theme, session.language, session.visible)
        width, height = self.contentsRect().width() - 4 * GRID, self._chart_height
        self.figure.show_charts(charts, theme, width, height, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()
