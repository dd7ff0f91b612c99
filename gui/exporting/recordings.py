"""Recording as the window has it: an action, and a panel that is made when it is first wanted."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from gui import readying
from gui.courtesy import PoliteThread, errand
from gui.slices import Slices
from gui.translations import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from gui.actions import Actions
    from gui.exporting.panel import ExportPanel
    from gui.recording.journal import Cut
    from gui.window import Window


_AHEAD = 5000
"""Milliseconds until the panel is made without being asked for: making and painting it at once takes long."""


class Recordings(QObject):
    """Owned by the window. `panel` is None until it is asked for or some seconds have passed."""

    _found = Signal(list)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._registry: Actions | None = None
        self.panel: ExportPanel | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._opening = Slices(self)
        self._found.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def declare(self, registry: Actions) -> None:
        self._registry = registry
        registry.add(
            "record",
            QT_TRANSLATE_NOOP("window", "Record…"),
            self.toggle,
            "file",
            keys="Ctrl+R",
            icon="film",
            enabled=lambda: self._window.session.loaded is not None,
            checked=lambda: self.panel is not None and self.panel.is_open,
        )

        registry.add(
            "copy_as_python",
            QT_TRANSLATE_NOOP("window", "Copy as Python"),
            self.copy_as_python,
            "file",
            keys="Ctrl+Shift+C",
            icon="copy",
            enabled=lambda: self._window.session.resolved is not None,
        )

    def copy_as_python(self) -> None:
        """Puts a script into the clipboard that makes the same numbers without a window."""
        from scenarios.scripting import script_of

        resolved = self._window.session.resolved
        if resolved is not None:
            QGuiApplication.clipboard().setText(script_of(resolved))

    def toggle(self) -> None:
        """Opens the panel, or closes it."""
        self._opening.begin([self._make, self._show_or_hide])

    def _make(self) -> None:
        if self.panel is None and not self._is_closed:
            from gui.exporting.panel import ExportPanel

            self.panel = ExportPanel(self._window.session, self._window.settings, self._window)
            if self._registry is not None:
                self.panel.closed.connect(self._registry.refresh_later)

    def _show_or_hide(self) -> None:
        if self.panel is None:
            return  # the window is being closed
        self._window.rest_from_painting()
        self.panel.toggle()
        if self._registry is not None:
            self._registry.refresh_later()

    def retranslate(self) -> None:
        if self.panel is not None:
            self.panel.retranslate()

    def tell_of_kills(self) -> None:
        """Says where what a killed recording had done is now, once a thread has found out."""
        readying.then(self._search)

    def _search(self) -> None:
        if self._thread is None and not self._is_closed:
            self._thread = PoliteThread(target=self._look, name="ravine-recordings")
            self._thread.start()

    def _look(self) -> None:
        with errand:
            import gui.exporting.panel  # noqa: F401 - the panel then opens without delay
            from gui.recording.formats import formats
            from gui.recording.journal import saved_from_kills

            self._found.emit(saved_from_kills())
            formats()

    def _tell(self, cuts: list[Cut]) -> None:
        for cut in cuts:
            self._window.session.problem.emit(cut.sentence)
        QTimer.singleShot(_AHEAD, self, self._make)

    def close(self) -> None:
        self._is_closed = True
        if self._thread is not None:
            self._thread.join()
        if self.panel is not None:
            self.panel.end()
