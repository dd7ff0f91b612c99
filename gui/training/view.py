"""Networks that learn, on screen: what one of them says of the plane, the loss about it, and the charts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.files.aside import Aside
from gui.files.asking import ask_for_file
from gui.model.frame import Frame, Learning
from gui.model.session import Session
from gui.panels.buttons import IconButton
from gui.plots.loading import PlotLibrary
from gui.theme import GRID, current_theme
from gui.timeline.scrubber import Scrubber
from gui.training import actions
from gui.training.board import Look, paint_board
from gui.training.charts import Columns, learning_charts
from gui.training.layout import NOTED, Places, places_in
from gui.training.painting import HEAD
from gui.translations import translate
from scenarios.points import learnable

if TYPE_CHECKING:
    from gui.plots.charts_view import ChartsView

Margins = tuple[int, int, int, int]

_BUTTON = 24


class TrainingView(QWidget):
    """Bound to the session; the charts are there once the plots' library is.

    pointed: the epoch under the pointer, or None.
    """

    pointed = Signal(object)

    def __init__(self, session: Session, plots: PlotLibrary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._columns: Sequence[Columns] = ()
        self._margins: Margins = (0, 0, 0, 0)
        self._scale = 1.0
        self.learning: Learning | None = None
        self.places = Places()
        self.charts: dict[str, ChartsView] = {}
        self._scrubber = Scrubber(session)
        self.before = IconButton("chevron_left", self, _BUTTON)
        self.after = IconButton("chevron_right", self, _BUTTON)
        self.plane = IconButton("dice", self, _BUTTON)
        self.table = IconButton("table", self, _BUTTON)
        for name in ("loss", "accuracy"):
            plots.when_ready(partial(self._make_chart, name))
        plots.closing.connect(self._drop_charts)
        self.aside = Aside(self, self._take_points)
        session.opened.connect(self._forget)
        session.opened.connect(self.aside.forget)
        session.frame_changed.connect(self._take)
        session.playback_changed.connect(self._move_cursor)
        for change in (session.structure_changed, session.visibility_changed, session.selection_changed):
            change.connect(self.refresh)

    def declare(self, registry: Actions) -> None:
        actions.declare(self, self._session, registry)
        registry.wire(self.table, "network.csv")
        registry.wire(self.before, "network.before")
        registry.wire(self.after, "network.after")
        registry.wire(self.plane, "network.plane")

    # -- what the window asks ----------------------------------------------------------------------------

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """What title, panel and bar cover."""
        if self._margins != (left, top, right, bottom):
            self._margins = (left, top, right, bottom)
            self._lay_out()

    def set_scale(self, scale: float) -> None:
        """Type and lines so many times as large as at work."""
        if scale != self._scale:
            self._scale = scale
            self._lay_out()

    def zoom(self, factor: float) -> None:
        """Everything is always shown."""

    def show_all(self) -> None:
        """It is."""

    def ask_for_csv(self) -> None:
        """Asks for a file of points; nothing waits for it."""
        heading = translate("window", "Points from a CSV file")
        kinds = translate("window", "Tables of numbers (*.csv *.tsv *.txt)")
        ask_for_file(self.window(), heading, kinds, self.open_csv)

    def open_csv(self, path: Path) -> None:
        """Its first three columns, x, y and class, are what is learnt; what cannot be is said in a notice."""
        self.aside.read(lambda: learnable(path))

    def _take_points(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self._session.attempt(lambda: self._session.set_points(answer))
        else:
            self._session.problem.emit(answer)

    def pane_sizes(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Of boundary and plane, in design pixels."""
        both = self.places.boundary, self.places.plane
        boundary, plane = ((round(pane.width()), round(pane.height())) for pane in both)
        return boundary, plane

    @property
    def scale(self) -> float:
        return self._scale

    # -- drawing -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Everything again, from what was last taken."""
        self.update()
        tools = self._session.is_network and self._scale == 1.0  # an audience sees no tools
        for button in (self.before, self.after, self.table, self.plane):
            button.setVisible(tools)
        session = self._session
        resolved = session.resolved
        if not self.charts or resolved is None or not resolved.is_network:
            for view in self.charts.values():
                view.hide()
            return
        columns = self._columns if len(self._columns) == len(resolved.runs) else ()
        found = learning_charts(
            resolved, columns, current_theme(), session.language, session.visible, session.selected,
            self.places.charts["loss"].width() > NOTED * self._scale,
        )  # fmt: skip
        for name, view in self.charts.items():
            place = self.places.charts[name].toRect()
            view.setGeometry(place)
            view.setVisible(bool(columns))
            view.figure.show_charts(
                [found[name]], current_theme(), place.width(), place.height(), place.height(), self._scale
            )
            view.figure.set_played(session.step)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, resolved = current_theme(), self._session.resolved
        tools = (3 * _BUTTON + GRID, _BUTTON + GRID) if self._scale == 1.0 else (0, 0)
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(theme.window))
            if resolved is not None and resolved.is_network:
                look = Look(theme, self._session.language, self._scale, tools)
                paint_board(painter, self.places, self.learning, resolved, look)

    def _lay_out(self) -> None:
        left, top, right, bottom = self._margins
        area = QRectF(
            left, top, max(self.width() - left - right, 320), max(self.height() - top - bottom, 240)
        )
        before = self.pane_sizes()
        self.places = places_in(area, self._scale)
        for pane, buttons in (
            (self.places.boundary, (self.table, self.before, self.after)),
            (self.places.plane, (self.plane,)),
        ):
            for number, button in enumerate(reversed(buttons)):
                x = round(pane.right()) - (number + 1) * _BUTTON
                button.setGeometry(QRect(x, round(pane.top()) - HEAD, _BUTTON, _BUTTON))
        self.refresh()
        if before != self.pane_sizes():
            self._tell_sizes()

    def _tell_sizes(self) -> None:
        """Lets the worker paint as many pixels as there are."""
        if self._session.is_network and self.isVisibleTo(self.window()):
            ratio = self.devicePixelRatioF()
            boundary, plane = (
                (max(round(width * ratio), 16), max(round(height * ratio), 16))
                for width, height in self.pane_sizes()
            )
            self._session.set_panes(boundary, plane, ratio * self._scale)

    # -- charts ------------------------------------------------------------------------------------------

    def _make_chart(self, name: str) -> None:
        from gui.plots.chart_figure import ChartsFigure
        from gui.plots.charts_view import ChartsView

        view = self.charts[name] = ChartsView(ChartsFigure(), self)
        view.pressed.connect(self._scrubber.begin)
        view.sought.connect(self._scrubber.to)
        view.released.connect(self._scrubber.end)
        view.pointed.connect(lambda: self._point(view))
        self.refresh()

    def _point(self, view: ChartsView) -> None:
        """Both charts and the timeline show the same epoch."""
        for other in self.charts.values():
            if other is not view:
                other.figure.set_hovered(view.figure.hovered)
        self.pointed.emit(view.figure.hovered)

    def show_pointed(self, epoch: float | None) -> None:
        """Shows an epoch that is pointed at elsewhere."""
        for view in self.charts.values():
            view.figure.set_hovered(epoch)

    def _drop_charts(self) -> None:
        for view in self.charts.values():
            view.end()
        self.charts = {}

    # -- what changes ------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._columns, self.learning = (), None
        self._tell_sizes()
        self.refresh()

    def _take(self, frame: Frame) -> None:
        if not self._session.is_network:
            return
        if frame.learning is not None:
            self.learning = frame.learning
            self.update()
        if frame.charts is not None and not _are_same(frame.charts, self._columns):
            self._columns = frame.charts
            self.refresh()

    def _move_cursor(self) -> None:
        if self._session.is_network:
            for view in self.charts.values():
                view.figure.set_played(self._session.step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def showEvent(self, event: QShowEvent) -> None:
        self._lay_out()
        self._tell_sizes()
        super().showEvent(event)


def _are_same(new: Sequence[Columns], old: Sequence[Columns]) -> bool:
    """Whether these are the very tables that were taken before: then there is nothing to draw."""
    return len(new) == len(old) and all(a is b for a, b in zip(new, old, strict=True))
