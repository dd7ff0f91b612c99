"""Collects garbage on the window's thread, between events, a little at a time.

Left to itself Python collects wherever it happens to allocate. On the worker's thread, or amid an event, that
takes objects of Qt from under Qt, which ends the program; and a collection of everything that numba and Qt
keep takes the interpreter for half a second.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

from gui.courtesy import PoliteThread
from gui.returning import give_back

EVERY = 0.25
"""Seconds between two looks."""

STARTING = 10.0
"""Seconds in which nearly all that is made is there to stay."""

FEW = 2_000
"""New objects that are not worth a collection."""

RETURNED = 60.0
"""Seconds after which free memory is given back to the system again."""

LONG = 0.010
"""Seconds of a full collection after which what has survived is not looked at again."""

_OLDER = 8
_OLDEST = 64


class Tidying(QObject):
    """Collects from `start` to `stop`, on the thread that it is made on, in place of Python."""

    def __init__(self, starting: float = STARTING, every: float = EVERY) -> None:
        super().__init__()
        self._starting = starting
        self._looks = 0
        self._returned = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(round(1e3 * every))
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        self._began = self._returned = time.perf_counter()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.enable()

    def _look(self) -> None:
        if time.perf_counter() - self._began < self._starting:
            gc.freeze()
            return
        self._give_back()
        if gc.get_count()[0] < FEW:
            return
        self._looks += 1
        self._collect(2 if self._looks % _OLDEST == 0 else 1 if self._looks % _OLDER == 0 else 0)

    def _give_back(self) -> None:
        now = time.perf_counter()
        if now - self._returned > RETURNED:
            self._returned = now
            PoliteThread(target=give_back, name="ravine-returning").start()

    def _collect(self, generation: int) -> None:
        began = time.perf_counter()
        gc.collect(generation)
        if generation == 2 and time.perf_counter() - began > LONG:
            gc.freeze()
