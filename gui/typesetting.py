"""Sets lines of LaTeX for a window in another process, on a thread beside the worker's."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from engine.errors import InputError
from gui.courtesy import step_back
from gui.model.commands import SetLine
from gui.model.frame import LineSet


class Setter:
    """`tell` is called from the thread with a LineSet for each line, in the order of asking."""

    def __init__(self, tell: Callable[[object], None]) -> None:
        self._tell = tell
        self._thread = ThreadPoolExecutor(1, "ravine-setter", step_back)

    def ask(self, line: SetLine) -> None:
        self._thread.submit(self._set, line)

    def close(self) -> None:
        """Waits for the line that is being set; the others are not."""
        self._thread.shutdown(cancel_futures=True)

    def _set(self, line: SetLine) -> None:
        from gui.stage.formulas import formula_svg

        try:
            svg = formula_svg(line.latex, line.colour, line.size)
        except InputError:
            svg = None
        self._tell(LineSet(line, svg))
