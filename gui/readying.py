"""Makes every class of Qt known to Python on the window's thread, before another thread asks for one.

PySide makes a class when it is first asked for. Two threads that do so at once, as when one imports
pyqtgraph, which asks for all of them, have ended the program. Nobody waits for it: it is done in slices,
between events.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6 import QtCore, QtGui, QtWidgets

SLICE = 0.003
"""Seconds at a time."""


class Readying(QtCore.QObject):
    """Begins at once. `ready` is emitted at the end."""

    ready = QtCore.Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_ready = False
        self._left = _classes()
        self._timer = QtCore.QTimer(self)
        self._timer.timeout.connect(self._go_on)
        self._timer.start(0)

    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE
        for _ in self._left:
            if time.perf_counter() > until:
                return
        self._timer.stop()
        self.is_ready = True
        self.ready.emit()


def _classes() -> Iterator[object]:
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield getattr(module, name, None)


_readying: Readying | None = None


def then(call: Callable[[], object]) -> None:
    """Calls once every class is known: now, or else from the event loop. For the window's thread."""
    global _readying
    if _readying is None:
        _readying = Readying()
    if _readying.is_ready:
        call()
    else:
        _readying.ready.connect(call, QtCore.Qt.ConnectionType.SingleShotConnection)
