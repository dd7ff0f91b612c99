"""The main window: the stage or the laboratory from edge to edge, and what floats on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from gui.canvas import Canvas
from gui.laboratory.view import LaboratoryView
from gui.model.frame import DeviceFound, Frame, Loaded, Problem
from gui.model.session import Session
from gui.panels.charts_panel import ChartsPanel
from gui.panels.formula_view import Typesetter
from gui.panels.notice import Notice
from gui.panels.runs_panel import RunsPanel
from gui.panels.title import Title
from gui.plots.loading import PlotLibrary
from gui.theme import GRID, apply_theme
from gui.timeline.transport import HEIGHT as TRANSPORT_HEIGHT
from gui.timeline.transport import Transport
from gui.translations import Language, translate
from gui.worker import Worker
from scenarios.schema import Scenario

MARGIN = 2 * GRID
TITLE_HEIGHT = 96
LEAST = (960, 600)


class Bell(QObject):
    """Carries the worker's call over to the window's thread."""

    rung = Signal()


class Window(QWidget):
    """Owns the session and the worker. `started` is emitted with the first moving frame."""

    started = Signal()

    def __init__(self, theme: str = "dark", language: str = "en") -> None:
        super().__init__()
        self._language = Language(QApplication.instance() or QApplication([]))
        self._bell = Bell()
        self._bell.rung.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self.worker = Worker(self._bell.rung.emit)
        self.session = Session(self.worker.send)
        self.session.language, self.session.theme = language, theme
        self._language.put_on(language)
        self._moved = False
        self._panels_folded = False
        self._folder = str(Path.home())
        self.typesetter = Typesetter(self)
        self.plots = PlotLibrary(self)
        self._make()
        self._bind()
        self._make_shortcuts()
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
        self.title = Title(session, self)
        self.transport = Transport(session, self)
        self.notice = Notice(self)
        for panel in (self.charts, self.runs):
            panel.hide()
        self.canvas.setFocus()

    def _bind(self) -> None:
        session = self.session
        session.opened.connect(self._show_scenario)
        session.theme_changed.connect(self._put_on_theme)
        session.language_changed.connect(self._put_on_language)
        session.problem.connect(self._say)
        session.frame_changed.connect(self._show_numbers)
        session.playback_changed.connect(self._show_values_at_cursor)
        self.canvas.resized.connect(self._size_picture)
        self.runs.resized.connect(self._lay_out_later)
        for part in (self.title, self.transport):
            part.file_wanted.connect(self.ask_for_file)
        self.transport.fullscreen_wanted.connect(self.toggle_fullscreen)
        self.transport.panels_wanted.connect(self.toggle_panels)
        self.started.connect(self.typesetter.start)
        self.started.connect(self.plots.load)
        self.laboratory.pointed.connect(self._show_values_at_cursor)
        self._layout_timer = QTimer(self)
        self._layout_timer.setSingleShot(True)
        self._layout_timer.setInterval(0)
        self._layout_timer.timeout.connect(self._lay_out)

    def _make_shortcuts(self) -> None:
        session = self.session
        for keys, action in {
            "Space": session.toggle,
            ".": lambda: session.step_by(1),
            ",": lambda: session.step_by(-1),
            "R": session.restart,
            "[": lambda: session.change_speed(-1),
            "]": lambda: session.change_speed(1),
            "PgDown": lambda: session.open_neighbour(1),
            "PgUp": lambda: session.open_neighbour(-1),
            "Ctrl+O": self.ask_for_file,
            "T": self.transport.theme_button.click,
            "L": self.transport.language_button.click,
            "F11": self.toggle_fullscreen,
            "P": self.toggle_panels,
            "0": self._show_all,
            "+": lambda: self._zoom(1.25),
            "=": lambda: self._zoom(1.25),
            "-": lambda: self._zoom(0.8),
            "Ctrl+Q": self.close,
        }.items():
            QShortcut(QKeySequence(keys), self, action)
        for number in range(9):
            QShortcut(QKeySequence(str(number + 1)), self, partial(session.select, number))

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
        self._show_panels()
        self.notice.hide()
        if self.session.scenario is not None:
            self.setWindowTitle(f"{self.session.localized(self.session.scenario.title)} — Ravine")
        (self.laboratory if signal else self.canvas).setFocus()
        if signal:
            self.plots.load()
        self._lay_out()
        self._size_picture()

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
        self._lay_out()

    def _zoom(self, factor: float) -> None:
        (self.laboratory if self.session.is_signal else self.canvas).zoom(factor)

    def _show_all(self) -> None:
        if self.session.is_signal:
            self.laboratory.show_all()
        else:
            self.session.set_view(None)

    # -- layout ------------------------------------------------------------------------------------------

    def _lay_out_later(self) -> None:
        self._layout_timer.start()

    def _lay_out(self) -> None:
        width, height = self.width(), self.height()
        foot = height - MARGIN - TRANSPORT_HEIGHT
        self.canvas.setGeometry(0, 0, width, height)
        self.laboratory.setGeometry(0, 0, width, height)
        self.transport.setGeometry(MARGIN, foot, width - 2 * MARGIN, TRANSPORT_HEIGHT)
        room = foot - 2 * MARGIN
        side = self.runs.width()
        aside = self._aside()
        self.runs.setGeometry(width - MARGIN - side, MARGIN, side, self.runs.fit(room))
        high = min(self.charts.fit(height), room - TITLE_HEIGHT)
        self.charts.setGeometry(MARGIN, foot - MARGIN - high, self.charts.width(), high)
        self.title.setGeometry(MARGIN, MARGIN, width - aside - 2 * MARGIN, self._title_height())
        self.laboratory.set_margins(2 * MARGIN, TITLE_HEIGHT + MARGIN, aside + MARGIN, height - foot + MARGIN)
        self._place_notice(foot)

    def _place_notice(self, foot: int) -> None:
        """Between the panels, over the bar."""
        left, _, right, _ = self._insets()
        room = self.width() - left - right
        wide = min(640, room - 2 * MARGIN)
        high = max(self.notice.heightForWidth(wide) if self.notice.hasHeightForWidth() else 0, 44)
        self.notice.setGeometry(left + (room - wide) // 2, foot - MARGIN - high, wide, high)

    def _title_height(self) -> int:
        wide = self.width() - self._aside() - 2 * MARGIN
        caption = self.title.caption.heightForWidth(max(wide, 100))
        return self.title.button.sizeHint().height() + max(caption, 20) + 6

    def _aside(self) -> int:
        """How much the panel at the right takes of the width."""
        return self.runs.width() + 2 * MARGIN if not self._panels_folded else MARGIN

    def _insets(self) -> tuple[int, int, int, int]:
        # before anything is open, charts are expected: the first picture then need not be painted twice
        expected = self.session.loaded is None or self.charts.is_wanted
        left = self.charts.width() + 2 * MARGIN if expected and not self._panels_folded else MARGIN
        return left, TITLE_HEIGHT, self._aside(), TRANSPORT_HEIGHT + 2 * MARGIN

    def _size_picture(self) -> None:
        if not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        left, top, right, bottom = (round(inset * ratio) for inset in self._insets())
        size = self.canvas.size()
        self.session.set_size(
            round(size.width() * ratio), round(size.height() * ratio), (left, top, right, bottom), ratio
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    # -- the window itself -------------------------------------------------------------------------------

    def _put_on_theme(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, self.session.theme)
        self._renew()

    def _put_on_language(self) -> None:
        self._language.put_on(self.session.language)
        if self.session.scenario is not None:
            self.setWindowTitle(f"{self.session.localized(self.session.scenario.title)} — Ravine")
        self._renew()

    def _renew(self) -> None:
        self.transport.retranslate()
        self.title.retranslate()
        self.runs.retranslate()
        self.notice.retranslate()
        self.charts.refresh()
        self.laboratory.refresh()
        self._show_values_at_cursor()
        self._lay_out_later()
        self.update()

    def toggle_panels(self) -> None:
        """Folds the panels away, or shows them again: the stage alone with its title and the bar."""
        self._panels_folded = not self._panels_folded
        self._show_panels()
        self._lay_out()
        self._size_picture()

    def _show_panels(self) -> None:
        opened = self.session.loaded is not None and not self._panels_folded
        self.runs.setVisible(opened)
        self.charts.setVisible(opened and self.charts.is_wanted)
        self.transport.panels_button.setChecked(not self._panels_folded)

    def toggle_fullscreen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def ask_for_file(self) -> None:
        """Lets the person choose a file; nothing waits for it."""
        dialog = QFileDialog(self, translate("window", "Open a scenario"), self._folder, "Ravine (*.toml)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._open_file)
        dialog.open()

    def _open_file(self, name: str) -> None:
        self._folder = str(Path(name).parent)
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
            self._lay_out_later()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ends every thread before the window goes."""
        self.hide()
        self.worker.close()
        self.typesetter.close()
        self.plots.close()
        super().closeEvent(event)
