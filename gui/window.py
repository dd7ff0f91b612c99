"""The main window: the stage or the laboratory from edge to edge, and what floats on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui import (
    readying,
    steady,  # noqa: F401 - before any class of ours that it is for
)
from gui.actions import Actions
from gui.actions.known import Known
from gui.actions.palette import Palette
from gui.actions.sheet import Sheet
from gui.appearance import Appearance
from gui.canvas import Canvas
from gui.courtesy import claim
from gui.explain.explainer import Explainer
from gui.explain.panel import ExplainPanel
from gui.exporting.recordings import Recordings
from gui.files.dropping import drop, is_a_file
from gui.files.filing import Filing
from gui.following import Following
from gui.intake import Bell, take_in
from gui.laboratory.view import LaboratoryView
from gui.layout import Layout
from gui.lessons.outlines import Outlines
from gui.lessons.panel import LessonPanel
from gui.lessons.teacher import Teacher
from gui.maps.view import MapView
from gui.model.frame import Frame
from gui.model.session import Session
from gui.pages import Pages
from gui.panels.charts_panel import ChartsPanel
from gui.panels.formula_view import Typesetter
from gui.panels.leaving import leave_typing
from gui.panels.legend import Legend
from gui.panels.notice import Notice
from gui.panels.question import Question
from gui.panels.runs_panel import RunsPanel
from gui.panels.title import Title
from gui.plots.loading import PlotLibrary
from gui.presentation import Presentation
from gui.resting import rest
from gui.settings import Folds, Settings
from gui.timeline.transport import Transport
from gui.training.view import TrainingView
from gui.turns import in_turn
from gui.wiring import connect, declare
from gui.worker import AnyWorker, Worker
from scenarios.schema import Scenario

LEAST = (960, 600)


class Window(QWidget):
    """Owns the session and the worker. `started` is emitted with the first moving frame."""

    started = Signal()

    def __init__(
        self,
        theme: str | None = "dark",
        language: str | None = "en",
        settings: Settings | None = None,
        drafts: Path | None = None,
        worker: Callable[[Callable[[], None]], AnyWorker] = Worker,
    ) -> None:
        """theme, language: None for what the settings say. settings: None for none that last.

        drafts: the folder where unsaved changes are kept; None keeps none, and closing asks nothing.
        worker: makes it, given what wakes the window: on a thread, or apart in a process of its own.
        """
        super().__init__()
        self.settings = settings or Settings()
        self._drafts = drafts
        self._is_closed = False
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.appearance = Appearance(app, self.settings, theme, language)
        self._bell = Bell()
        self._bell.rung.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self.worker = worker(self._bell.rung.emit)
        self.session = Session(self.worker.send)
        self.appearance.bind(self.session, self)
        self._held: Frame | None = None
        self.typesetter = Typesetter(self, self.worker.send if self.worker.is_apart else None)
        self.session.line_set.connect(self.typesetter.adopt)
        self.plots = PlotLibrary(self)
        self.registry = Actions(self)
        self.arrangement = Layout(self)
        self.palette_panel = Palette(self, self.registry)
        self.sheet = Sheet(self, self.registry)
        self.known = Known()
        self._make()
        declare(self)
        self.following = Following(self)
        connect(self)
        self._begin()

    def _make(self) -> None:
        session = self.session
        self.setWindowTitle("Ravine")
        self.setMinimumSize(*LEAST)
        self.setAcceptDrops(True)
        leave_typing(session, self)
        self.canvas = Canvas(session, self)
        self.laboratory = LaboratoryView(session, self.plots, self)
        self.laboratory.hide()
        self.training = TrainingView(session, self.plots, self)
        self.training.hide()
        self.maps = MapView(session, self.canvas, self)
        self.charts = ChartsPanel(session, self.plots, self, self.settings)
        self.runs = RunsPanel(session, self.typesetter, self, Folds(self.settings))
        self.title = Title(session, self.registry, self)
        self.transport = Transport(session, self)
        self.legend = Legend(session, self)
        self.notice, self.question = Notice(self), Question(self)
        self.explainer = Explainer(session, self)
        self.explanation = ExplainPanel(session, self.explainer, self.typesetter, self)
        self.canvas.set_explainer(self.explainer)
        self.teacher = Teacher(session)
        self.lesson = LessonPanel(session, self.teacher, self)
        self.outlines = Outlines(self, self.teacher)
        self.filing = Filing(self, self._drafts)
        self.recordings = Recordings(self)
        self.presentation = Presentation(self)
        self.pages = Pages(self)
        for panel in (self.charts, self.runs):
            panel.hide()
        self.canvas.setFocus()

    def _begin(self) -> None:
        self.worker.start()
        readying.then(lambda: None)
        self.session.tell_theme()
        # after what is opened meanwhile, which a person waits for
        QTimer.singleShot(0, self, self.session.ask_for_list)

    # -- what comes from the worker ----------------------------------------------------------------------

    def open(self, source: str | Path | Scenario) -> None:
        """Opens a scenario and plays it."""
        self.session.open(source)

    def _hear(self) -> None:
        in_turn(self._take_in)

    def _take_in(self) -> None:
        self._held = take_in(self.worker, self.session, self._held)
        # what was taken in is going to be painted
        claim()
        if self._held is not None:
            self._hear()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            in_turn(self._paint)
            return True
        if event.type() == QEvent.Type.ShortcutOverride:
            self.registry.catch_up()
        return super().event(event)

    def _paint(self) -> None:
        claim()
        super().event(QEvent(QEvent.Type.UpdateRequest))

    def rest_from_painting(self) -> None:
        """Until the next turn of the event loop: all of the window is going to be painted."""
        rest(self)

    @property
    def stage(self) -> Canvas | LaboratoryView | TrainingView:
        """The picture that fills the window: of a landscape, of a signal, or of networks that learn."""
        if self.session.is_network:
            return self.training
        return self.laboratory if self.session.is_signal else self.canvas

    def zoom(self, factor: float) -> None:
        """Magnifies the plane, time on a signal, or the map unless one is at the stage beside it."""
        (self.maps if self.is_at_map else self.stage).zoom(factor)

    @property
    def is_at_map(self) -> bool:
        return self.maps.isVisible() and not self.canvas.hasFocus()

    def show_all(self) -> None:
        """The scenario's own view again, or every epoch."""
        if self.is_at_map:
            self.maps.show_all()
        elif isinstance(self.stage, Canvas):
            self.session.show_home()
        else:
            self.stage.show_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrangement.lay_out()

    # -- the window itself -------------------------------------------------------------------------------

    def toggle_panels(self) -> None:
        """Folds the panels away, or shows them again."""
        self.arrangement.fold(not self.arrangement.folded)
        self.settings.folded = self.arrangement.folded

    def show_panels(self) -> None:
        """Panels that are folded away, or kept from an audience, are there again."""
        self.presentation.leave()
        if self.arrangement.folded:
            self.toggle_panels()

    def toggle_fullscreen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.presentation.leave()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if is_a_file(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        drop(self, event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowStateChange:
            self.arrangement.later()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends every thread before the window goes; unsaved changes are asked about first."""
        unsaved = self.filing.unsaved
        if self._is_closed or not (unsaved is None or unsaved.may_close()):
            event.setAccepted(self._is_closed)
            return
        self._is_closed = True
        self.arrangement.remember(self.settings)
        self.hide()
        own = (self.filing, self.recordings, self.pages, self.appearance, self.maps.state)
        for part in (*own, self.worker, self.typesetter, self.known, self.plots):
            part.close()
        super().closeEvent(event)

    def shut(self) -> None:
        """Closes for certain; unsaved changes stay as a draft."""
        if self.filing.unsaved is not None:
            self.filing.unsaved.stop_asking()
        self.close()
