"""The main window: the stage or the laboratory from edge to edge, and what floats on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import shiboken6
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
from gui.files.filing import Filing
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
from gui.panels.legend import Legend
from gui.panels.notice import Notice
from gui.panels.question import Question
from gui.panels.runs_panel import RunsPanel
from gui.panels.title import Title
from gui.plots.loading import PlotLibrary
from gui.presentation import Presentation
from gui.settings import Folds, Settings
from gui.slices import Slices
from gui.timeline.transport import Transport
from gui.training.view import TrainingView
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
        self._bell.rung.connect(self._take_in, Qt.ConnectionType.QueuedConnection)
        self.worker = worker(self._bell.rung.emit)
        self.session = Session(self.worker.send)
        self.appearance.bind(self.session, self)
        self._moved = False
        self._held: Frame | None = None
        self._renewing = Slices(self)
        self._was_playing = False
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
        self._bind()
        connect(self)
        self.worker.start()
        readying.then(lambda: None)
        self.session.tell_theme()
        # after what is opened meanwhile, which a person waits for
        QTimer.singleShot(0, self, self.session.ask_for_list)

    def _make(self) -> None:
        session = self.session
        self.setWindowTitle("Ravine")
        self.setMinimumSize(*LEAST)
        self.setAcceptDrops(True)
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

    def _bind(self) -> None:
        session = self.session
        session.opened.connect(self.rest_from_painting)
        session.opened.connect(self._show_scenario)
        session.theme_changed.connect(self._renew)
        session.language_changed.connect(self._renew)
        session.structure_changed.connect(self._follow_edit)
        session.problem.connect(self._say)
        session.frame_changed.connect(self._show_numbers)
        session.playback_changed.connect(self._show_values_at_cursor)
        session.playback_changed.connect(self._follow_playing)
        session.document_changed.connect(self._name_window)
        self.laboratory.pointed.connect(self._show_values_at_cursor)

    # -- what comes from the worker ----------------------------------------------------------------------

    def open(self, source: str | Path | Scenario) -> None:
        """Opens a scenario and plays it."""
        self.session.open(source)

    def _take_in(self) -> None:
        self._held = take_in(self.worker, self.session, self._held)
        # what was taken in is going to be painted
        claim()
        if self._held is not None:
            QTimer.singleShot(0, self, self._take_in)

    def rest_from_painting(self) -> None:
        """Until the next turn of the event loop: all of the window is going to be painted.

        Its parts rest, not the window: if that rests when the system exposes it, it is never painted again.
        """
        parts = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        resting = [part for part in parts if part.updatesEnabled() and not part.isWindow()]
        for part in resting:
            part.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, lambda: _paint_again(resting))

    def _show_scenario(self) -> None:
        for view in (self.canvas, self.laboratory, self.training):
            view.setVisible(view is self.stage)
        self.arrangement.show_panels()
        self.notice.hide()
        self._name_window()
        (self.maps.panes[0] if self.maps.is_wanted else self.stage).setFocus()
        if self.stage is not self.canvas:
            self.plots.load()
        self.arrangement.lay_out()
        self.arrangement.size_picture()

    def _follow_edit(self) -> None:
        """Another field or other runs: a stage may have become a laboratory."""
        if not self.stage.isVisibleTo(self):
            self._show_scenario()
        self._name_window()
        self.arrangement.later()

    def _name_window(self) -> None:
        if self.session.scenario is not None:
            self.setWindowTitle(f"{self.session.localized(self.session.scenario.title)}[*] — Ravine")
        document = self.session.document
        self.setWindowModified(document is not None and document.is_modified)

    def _follow_playing(self) -> None:
        """Play and pause change places; that time runs is no news for the other actions."""
        if self._was_playing != self.session.playing:
            self._was_playing = self.session.playing
            self.registry.refresh()

    def _show_numbers(self, frame: Frame) -> None:
        is_shown = frame.picture is not None or self.stage is not self.canvas
        if not self._moved and (frame.step > 0 or self.teacher.is_asking) and is_shown:
            self._moved = True
            self.started.emit()
        if frame.charts is not None:
            self._show_values_at_cursor()

    def _show_values_at_cursor(self) -> None:
        if self.session.is_signal:
            self.runs.set_remarks(self.laboratory.values_at(self.laboratory.epoch))

    def _say(self, sentence: str) -> None:
        self.notice.say(sentence)
        self.arrangement.lay_out()

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

    def _renew(self) -> None:
        """Every text again, after the language or the theme has changed."""
        self._renewing.begin(
            (
                self._name_window, self.registry.refresh, self.transport.retranslate, self.title.retranslate,
                self.runs.retranslate, self.notice.retranslate, self.question.retranslate,
                self.lesson.refresh, self.pages.gallery.retranslate, self.recordings.retranslate,
                self.charts.refresh, self.laboratory.refresh, self.training.refresh,
                self._show_values_at_cursor, self.arrangement.later, self.update,
            )
        )  # fmt: skip

    def toggle_panels(self) -> None:
        """Folds the panels away, or shows them again."""
        self.arrangement.fold(not self.arrangement.folded)
        self.settings.folded = self.arrangement.folded

    def toggle_fullscreen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.presentation.leave()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        name = event.mimeData().urls()[0].toLocalFile()
        stage = self.stage
        if not isinstance(stage, Canvas) and name.lower().endswith((".csv", ".tsv")):
            stage.open_csv(Path(name))
        elif name.lower().endswith(".npy"):
            self.runs.editors.heights.read(Path(name))
        else:
            self.filing.open_file(name)
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


def _paint_again(parts: list[QWidget]) -> None:
    for part in parts:
        if shiboken6.isValid(part):
            part.setUpdatesEnabled(True)
