"""Files that somebody asks for are read beside the window: a large one takes seconds."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from engine.errors import RavineError


class Aside(QObject):
    """What was asked for last goes to `taken`, on the window's thread: an answer, or why there is none."""

    ended = Signal(int, object)
    """Whatever was read, also for nobody; its number first."""

    def __init__(self, parent: QObject, taken: Callable[[object], None]) -> None:
        super().__init__(parent)
        self._taken = taken
        self._number = 0
        self.ended.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def read(self, work: Callable[[], object]) -> None:
        """Calls `work` on a thread; its answer counts unless something else is asked for meanwhile."""
        self._number += 1
        threading.Thread(target=self._work, args=(self._number, work), daemon=True).start()

    def forget(self) -> None:
        """What is being read is for nobody any more."""
        self._number += 1

    def _work(self, number: int, work: Callable[[], object]) -> None:
        answer: object
        try:
            answer = work()
        except RavineError as error:
            answer = error
        with contextlib.suppress(RuntimeError):  # the window may have been closed
            self.ended.emit(number, answer)

    def _take(self, number: int, answer: object) -> None:
        if number == self._number:
            self._taken(answer)
