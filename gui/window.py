"""The main window: the stage or the laboratory from edge to edge, and what floats on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from gui.actions import Actions, sources
from gui.actions.known import Known
from gui.actions.palette import Palette
from gui.actions.sheet import Sheet
from gui.actions.standard import declare
from gui.appearance import Appearance
from gui.canvas import Canvas
from gui.laboratory.view import LaboratoryView
from gui.layout import Layout
from gui.model.frame import DeviceFound, Frame, Loaded, Problem, Restamped, Saved
from gui.model.session import Session
from gui.panels.charts_panel import ChartsPanel
from gui.panels.formula_view import Typesetter
from gui.panels.notice import Notice
from gui.panels.runs_panel import RunsPanel
from gui.panels.title import Title
from gui.plots.loading import PlotLibrary
from gui.settings import Settings
from gui.timeline.transport import Transport
from gui.translations import translate
from gui.worker import Worker
from scenarios.schema import Scenario

LEAST = (960, 600)


class Bell(QObject):
    """Carries the worker's call over to the window's thread."""

    rung = Signal()


class Window(QWidget):
    """Owns the session and the worker. `started` is emitted with the first moving frame."""

    started = Signal()

    def __init__(
        self, theme: str | None = "dark", language: str | None = "en", settings: Settings | None = None
    ) -> None:
        """theme, language: None for what the settings say. settings: None for none that last."""
        super().__init__()
        self.settings = settings or Settings()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.appearance = Appearance(app, self.settings, theme, language)
        self._bell = Bell()
        self._bell.rung.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.worker = Worker(self._bell.rung.emit)
        self.session = Session(self.worker.send)
        self.appearance.bind(self.session)
        self._moved = False
        self._was_playing = False
        self.typesetter = Typesetter(self)
        self.plots = PlotLibrary(self)
        self.registry = Actions(self)
        self.arrangement = Layout(self)
        self.palette_panel = Palette(self, self.registry)
        self.sheet = Sheet(self, self.registry)
        self.known = Known()
        declare(self)
        sources.declare(self)
        self.appearance.declare(self.registry)
        self._make()
        self._bind()
        self.worker.start()
        self.session.tell_theme()
        self.session.ask_for_list()

    def _make(self) -> None:
        session = self.session
        self.setWindowTitle("Ravine")
        self.setMinimumSize(*LEAST)
        self.setAcceptDrops(True)
        self.canvas = Canvas(session, self)
        self.laboratory = LaboratoryView(session, self.plots, self)
        self.laboratory.hide()
        self.charts = ChartsPanel(session, self.plots, self)
        self.runs = RunsPanel(session, self.typesetter, self)
        self.title = Title(session, self.registry, self)
        self.transport = Transport(session, self)
        self.transport.wire(self.registry)
        self.notice = Notice(self)
        for panel in (self.charts, self.runs):
            panel.hide()
        self.canvas.setFocus()

    def _bind(self) -> None:
        session = self.session
        session.opened.connect(self._show_scenario)
        session.theme_changed.connect(self._renew)
        session.language_changed.connect(self._renew)
        session.structure_changed.connect(self._follow_edit)
        session.problem.connect(self._say)
        session.frame_changed.connect(self._show_numbers)
        session.playback_changed.connect(self._show_values_at_cursor)
        session.playback_changed.connect(self._follow_playing)
        for change in (session.opened, session.selection_changed, session.device_changed):
            change.connect(self.registry.refresh_later)
        self.canvas.resized.connect(self.arrangement.size_picture)
        self.runs.resized.connect(self.arrangement.later)
        self.started.connect(self.typesetter.start)
        self.started.connect(self.plots.load)
        self.started.connect(self.known.start)
        self.laboratory.pointed.connect(self._show_values_at_cursor)

    # -- what comes from the worker ----------------------------------------------------------------------

    def open(self, source: str | Path | Scenario) -> None:
        """Opens a scenario and plays it."""
        self.session.open(source)

    def _take(self) -> None:
        try:
            events, frame = self.worker.take()
        except BaseException:
            # the worker has ended through a fault of ours: the program ends too, and says where it was
            QApplication.exit(1)
            raise
        for event in events:
            if isinstance(event, Loaded):
                self.session.adopt(event)
            elif isinstance(event, Problem):
                self.session.problem.emit(event.message)
            elif isinstance(event, Restamped):
                self.session.adopt_restamped(event)
            elif isinstance(event, Saved):
                self.session.adopt_saved(event)
            elif isinstance(event, DeviceFound):
                self.session.adopt_device(event.name)
            elif isinstance(event, tuple):
                self.session.adopt_list(event)
        if frame is not None:
            self.session.adopt_frame(frame)

    def _show_scenario(self) -> None:
        signal = self.session.is_signal
        self.canvas.setVisible(not signal)
        self.laboratory.setVisible(signal)
        self.arrangement.show_panels()
        self.notice.hide()
        self._name_window()
        (self.laboratory if signal else self.canvas).setFocus()
        if signal:
            self.plots.load()
        self.arrangement.lay_out()
        self.arrangement.size_picture()

    def _follow_edit(self) -> None:
        """Another field or other runs: a stage may have become a laboratory."""
        if self.session.is_signal != self.laboratory.isVisibleTo(self):
            self._show_scenario()
        self._name_window()
        self.arrangement.later()

    def _name_window(self) -> None:
        if self.session.scenario is not None:
            self.setWindowTitle(f"{self.session.localized(self.session.scenario.title)} — Ravine")

    def _follow_playing(self) -> None:
        """Play and pause change places; that time runs is no news for the other actions."""
        if self._was_playing != self.session.playing:
            self._was_playing = self.session.playing
            self.registry.refresh()

    def _show_numbers(self, frame: Frame) -> None:
        if not self._moved and frame.step > 0 and (frame.picture is not None or self.session.is_signal):
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

    def zoom(self, factor: float) -> None:
        """Magnifies the plane, or time on a signal."""
        (self.laboratory if self.session.is_signal else self.canvas).zoom(factor)

    def show_all(self) -> None:
        """The scenario's own view again, or every epoch."""
        if self.session.is_signal:
            self.laboratory.show_all()
        else:
            self.session.set_view(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrangement.lay_out()

    # -- the window itself -------------------------------------------------------------------------------

    def _renew(self) -> None:
        self._name_window()
        self.registry.refresh()
        self.transport.retranslate()
        self.title.retranslate()
        self.runs.retranslate()
        self.notice.retranslate()
        self.charts.refresh()
        self.laboratory.refresh()
        self._show_values_at_cursor()
        self.arrangement.later()
        self.update()

    def toggle_panels(self) -> None:
        """Folds the panels away, or shows them again."""
        self.arrangement.fold(not self.arrangement.folded)

    def toggle_fullscreen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def ask_for_file(self) -> None:
        """Lets the person choose a file; nothing waits for it."""
        folder = self.settings.folder or str(Path.home())
        dialog = QFileDialog(self, translate("window", "Open a scenario"), folder, "Ravine (*.toml)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._open_file)
        dialog.open()

    def _open_file(self, name: str) -> None:
        self.settings.folder = str(Path(name).parent)
        self.session.open(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._open_file(event.mimeData().urls()[0].toLocalFile())
        event.acceptProposedAction()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.WindowStateChange:
            self.arrangement.later()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends every thread before the window goes."""
        self.hide()
        self.appearance.close()
        self.worker.close()
        self.typesetter.close()
        self.known.close()
        self.plots.close()
        super().closeEvent(event)
