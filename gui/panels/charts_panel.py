"""The panel at the lower left: small charts of loss, momentum, RMS, redrawn as numbers come."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.model.frame import Frame
from gui.model.session import Session
from gui.panels.charts_actions import declare
from gui.panels.charts_axes import ChartsAxes
from gui.panels.charts_frame import ChartsFrame
from gui.panels.charts_heading import whose
from gui.plots.base import lowest_loss
from gui.plots.build import Columns, build_charts, run_colour
from gui.plots.loading import PlotLibrary
from gui.plots.names import CHARTS
from gui.settings import Settings
from gui.theme import current_theme
from gui.timeline.scrubber import Scrubber
from scenarios.view_schema import MOST_PLOTS

if TYPE_CHECKING:
    from gui.plots.chart_figure import ChartsFigure
    from gui.plots.charts_view import ChartsView

EVERY = 0.05
"""Seconds from one drawing of the curves to the next, at the least; the cursor follows every frame."""

_BETWEEN_SPARES = 150  # milliseconds


class ChartsPanel(ChartsFrame):
    """Bound to the session; as high as it has charts, hidden where there is no landscape.

    It is empty until the plots' library is there. `pointed` carries the step under the pointer, or None.
    """

    pointed = Signal(object)

    def __init__(
        self,
        session: Session,
        plots: PlotLibrary,
        parent: QWidget | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__(session, settings or Settings(), parent)
        self.figure: ChartsFigure | None = None
        self.view: ChartsView | None = None
        self._columns: Sequence[Columns] = ()
        self.axes = ChartsAxes(session)
        self._drawn_at = 0.0
        self._scrubber = Scrubber(session)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.refresh)
        self._bind(plots)

    def _bind(self, plots: PlotLibrary) -> None:
        session = self._session
        plots.when_ready(self._make_figure)
        plots.closing.connect(self._drop_figure)
        self.reshaped.connect(self.refresh)
        session.opened.connect(self._open)
        session.structure_changed.connect(self._follow)
        session.values_changed.connect(self._refresh_soon)
        session.selection_changed.connect(self.refresh)
        session.visibility_changed.connect(self.refresh)
        session.frame_changed.connect(self._take)
        session.playback_changed.connect(self._move_cursor)

    def declare(self, registry: Actions) -> None:
        """The panel's actions, and what its buttons do."""
        declare(self, registry)
        self.heading.wire(registry)

    # -- which charts ------------------------------------------------------------------------------------

    def shows(self, plot: str) -> bool:
        scenario = self._session.scenario
        return scenario is not None and plot in scenario.view.plots

    def toggle_plot(self, plot: str) -> None:
        """Shows a chart, or leaves it out; an edit of the scenario."""
        scenario = self._session.scenario
        if scenario is not None:
            wanted = set(scenario.view.plots) ^ {plot}
            self._session.set_plots([each for each in CHARTS if each in wanted])  # type: ignore[misc]

    @property
    def _pointed_plot(self) -> str | None:
        figure = self.figure
        if figure is None or figure.pointed is None or figure.hovered is None:
            return None
        return figure.charts[figure.pointed].chart.plot

    @property
    def is_log(self) -> bool:
        """Whether the chart under the pointer has a logarithmic axis, or else every chart has one."""
        return self.axes.are_log(self._pointed_plot)

    def toggle_log(self) -> None:
        """Another axis for the chart under the pointer, or for all."""
        self.axes.toggle(self._pointed_plot)
        self.refresh()

    # -- numbers -----------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._columns = ()
        self.axes.forget()
        if self.figure is not None:
            self.figure.set_hovered(None)
        self.area.verticalScrollBar().setValue(0)
        self.refresh()

    def _follow(self) -> None:
        """Something was edited. Curves of other runs come with the next frame; old ones stay until then."""
        if len(self._columns) == len(self._session.runs):
            self.refresh()
        self.resized.emit()

    def _take(self, frame: Frame) -> None:
        if frame.charts is not None and self.is_wanted:
            same = list(map(id, frame.charts)) == list(map(id, self._columns))
            self._columns = frame.charts
            if not same:
                self._refresh_soon()

    def _refresh_soon(self) -> None:
        """Draws the curves again, now or when the last drawing is old enough."""
        wait = self._drawn_at + EVERY - time.monotonic()
        if wait <= 0:
            self.refresh()
        elif not self._timer.isActive():
            self._timer.start(round(1000 * wait) + 1)

    def refresh(self) -> None:
        """Everything again, from the columns last taken."""
        session = self._session
        resolved = session.resolved
        self.heading.show_texts(self.is_folded)
        if resolved is None or not self.is_wanted or len(self._columns) not in (0, len(resolved.runs)):
            return
        theme = current_theme()
        self.heading.show_whose(whose(session), run_colour(resolved, theme, session.selected))
        if self.figure is None or self.view is None or self.isHidden() or self.is_folded:
            return
        self._drawn_at = time.monotonic()
        charts = build_charts(
            resolved,
            self._columns,
            theme,
            session.language,
            session.visible,
            selected=session.selected,
            logs=self.axes.chosen,
            base=lowest_loss(resolved) if self.axes.is_log("loss") else None,
        )
        self.view.setVisible(bool(charts))
        width, height = self.area.viewport().width(), self._chart_height
        self.view.setFixedSize(max(width, 1), max(len(charts) * height, 1))
        self.figure.show_charts(charts, theme, width, height, height)
        self.figure.set_played(session.step)

    def show_pointed(self, step: float | None) -> None:
        """Reads the values at a step that is pointed at elsewhere."""
        if self.figure is not None and not self.is_folded:
            self.figure.set_hovered(step)

    def _move_cursor(self) -> None:
        if self.figure is not None and self.is_wanted and not self.is_folded:
            self.figure.set_played(self._session.step)

    # -- the figure --------------------------------------------------------------------------------------

    def _make_figure(self) -> None:
        from gui.plots.chart_figure import ChartsFigure
        from gui.plots.charts_view import ChartsView

        self.figure = ChartsFigure()
        self.view = ChartsView(self.figure)
        self.area.setWidget(self.view)
        self.view.pressed.connect(self._scrubber.begin)
        self.view.sought.connect(self._scrubber.to)
        self.view.released.connect(self._scrubber.end)
        self.view.pointed.connect(self._tell_pointed)
        QTimer.singleShot(0, self, self.refresh)
        QTimer.singleShot(_BETWEEN_SPARES, self, self._get_ready)

    def _get_ready(self) -> None:
        """Items for as many charts as there may be, one at a time: several take longer than a frame."""
        if self.figure is not None and not self.figure.be_ready(MOST_PLOTS):
            QTimer.singleShot(_BETWEEN_SPARES, self, self._get_ready)

    def _tell_pointed(self) -> None:
        if self.figure is not None:
            self.pointed.emit(self.figure.hovered)

    def _drop_figure(self) -> None:
        self._timer.stop()
        if self.view is not None:
            self.area.takeWidget()
            self.view.end()
        self.view = self.figure = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
