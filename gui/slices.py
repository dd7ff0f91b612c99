"""Work of the window's thread that is longer than a frame, in steps with room for events between them."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

from gui.courtesy import claim
from gui.turns import in_turn

SLICE = 0.012
"""Seconds of steps at a time."""

Step = Callable[[], object]


class Slices(QObject):
    """Does the steps last given, a slice every so many milliseconds, in its turn of the event loop."""

    def __init__(self, parent: QObject | None = None, every: int = 0) -> None:
        super().__init__(parent)
        self._left: deque[Step] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._ask)

    @property
    def is_done(self) -> bool:
        return not self._left

    def begin(self, steps: Iterable[Step], at_once: bool = True) -> None:
        """What is left of the steps before is given up. at_once: the first slice is done here."""
        self._left = deque(steps)
        self._timer.start()
        if at_once:
            self._go_on()

    def finish(self) -> None:
        """Does what is left at once."""
        while self._left:
            self._left.popleft()()
        self._timer.stop()

    def _ask(self) -> None:
        in_turn(self._go_on)

    def _go_on(self) -> None:
        claim()
        until = time.perf_counter() + SLICE
        while self._left:
            self._left.popleft()()
            if time.perf_counter() >= until:
                break
        if not self._left:
            self._timer.stop()
