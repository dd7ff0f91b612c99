"""Sets lines of LaTeX for a window in another process, on a thread beside the worker's."""

from __future__ import annotations

import threading
from collections.abc import Callable

from engine.errors import InputError
from gui.courtesy import PoliteThread
from gui.model.commands import SetLine
from gui.model.frame import LineSet


class Setter:
    """The thread begins with the first line; `tell` is called from it with a LineSet for each."""

    def __init__(self, tell: Callable[[object], None]) -> None:
        self._tell = tell
        self._wake = threading.Condition()
        self._waiting: list[SetLine] = []
        self._stopping = False
        self._thread: threading.Thread | None = None

    def ask(self, line: SetLine) -> None:
        with self._wake:
            self._waiting.append(line)
            if self._thread is None and not self._stopping:
                self._thread = PoliteThread(target=self._work, name="ravine-setter", daemon=True)
                self._thread.start()
            self._wake.notify()

    def close(self) -> None:
        """Waits for the line that is being set."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        from gui.stage.formulas import formula_svg

        while True:
            with self._wake:
                while not (self._waiting or self._stopping):
                    self._wake.wait()
                if self._stopping:
                    return
                line = self._waiting.pop(0)
            try:
                svg = formula_svg(line.latex, line.colour, line.size)
            except InputError:
                svg = None
            self._tell(LineSet(line, svg))
