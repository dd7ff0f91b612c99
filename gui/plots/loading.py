"""Brings the plots' library in while the window is already moving.

Importing pyqtgraph takes longer than all that the first picture needs; it happens in a thread, and the
panels that show plots stay empty until then.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Qt, Signal


class PlotLibrary(QObject):
    """Tells the panels, on its own thread, `ready` when figures can be made, and `closing` at the end."""

    ready = Signal()
    closing = Signal()
    _imported = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_ready = False
        self._is_closed = False
        self._thread: threading.Thread | None = None
        self._fault: BaseException | None = None
        self._imported.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def load(self) -> None:
        """Begins, unless that has happened before."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._import, name="plots", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Waits for the thread, and lets every figure end."""
        if self._thread is not None:
            self._thread.join()
        self._is_closed = True
        self.closing.emit()

    def _import(self) -> None:
        try:
            # pyqtgraph and numba both bring in colorama; begun by two threads at once, one import of it
            # fails. The worker may be amid numba's: this waits for its end
            import numba  # noqa: F401

            import gui.plots.chart_figure
            import gui.plots.view  # noqa: F401 - makes them importable without delay
        except BaseException as fault:
            self._fault = fault
        self._imported.emit()

    def _finish(self) -> None:
        if self._fault is not None:
            raise self._fault
        if not self._is_closed:
            self.is_ready = True
            self.ready.emit()
