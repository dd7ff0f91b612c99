"""Brings the plots' library in while the window is already moving.

Importing pyqtgraph takes longer than all that the first picture needs; it happens in a thread, and the
panels that show plots stay empty until then.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from gui import readying
from gui.courtesy import PoliteThread, errand
from gui.slices import Slices
from gui.stage import raster


class PlotLibrary(QObject):
    """Lets those who wait for it make their figures, one after the other; `closing` is told at the end."""

    closing = Signal()
    _imported = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_ready = False
        self._is_closed = False
        self._threads: dict[str, threading.Thread] = {}
        self._fault: BaseException | None = None
        self._waiting: list[Callable[[], object]] = []
        self._making = Slices(self)
        self._imported.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def when_ready(self, make: Callable[[], object]) -> None:
        """Calls, on the thread of the library itself, as soon as figures can be made."""
        self._waiting.append(make)

    def load(self) -> None:
        """Begins, unless that has happened before."""
        readying.then(lambda: self._begin("ravine-plots", self._import))

    def load_loops(self) -> None:
        """Compiled loops that draw curves are there to be taken up."""
        self._begin("ravine-plot-loops", self._take_loops)

    def _begin(self, name: str, work: Callable[[], object]) -> None:
        if name not in self._threads and not self._is_closed:
            self._threads[name] = PoliteThread(target=work, name=name, daemon=True)
            self._threads[name].start()

    def close(self) -> None:
        """Waits for the threads, and lets every figure end."""
        self._is_closed = True
        for thread in self._threads.values():
            thread.join()
        self.closing.emit()

    def _take_loops(self) -> None:
        with errand:
            raster.take_kept()

    def _import(self) -> None:
        try:
            if "numba" in sys.modules:
                # pyqtgraph and numba both bring in colorama; begun by two threads at once, one import of it
                # fails. The worker may be amid numba's, where it works on a thread: this waits for its end
                import numba  # noqa: F401

            with errand:
                import gui.laboratory.frequencies
                import gui.laboratory.hill
                import gui.plots.chart_figure
                import gui.plots.charts_view
                import gui.plots.lanes_figure
                import gui.plots.view  # noqa: F401 - makes them importable without delay
        except BaseException as fault:
            self._fault = fault
        self._imported.emit()

    def _finish(self) -> None:
        if self._fault is not None:
            raise self._fault
        if not self._is_closed:
            self.is_ready = True
            self._making.begin(self._waiting)
