"""A progress bar on the error stream, and a clean stop when somebody asks for one."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TextIO

_CELLS = 32
_SECONDS_BETWEEN = 0.1


class ProgressBar:
    """One line, redrawn in place on a terminal; on anything else one line a quarter of the way."""

    def __init__(self, total: int, what: str, stream: TextIO | None = None) -> None:
        self._total = max(1, total)
        self._what = what
        self._stream = stream if stream is not None else sys.stderr
        self._terminal = self._stream.isatty()
        self._drawn = -1.0
        self._quarter = 0

    def __call__(self, done: float) -> None:
        """Say that `done` of the total are done."""
        part = min(1.0, done / self._total)
        now = time.monotonic()
        if self._terminal and (now - self._drawn >= _SECONDS_BETWEEN or part == 1.0):
            self._drawn = now
            filled = int(part * _CELLS)
            bar = "█" * filled + "░" * (_CELLS - filled)
            self._write(f"\r{self._what} {bar} {part:4.0%}")
        elif not self._terminal and int(part * 4) > self._quarter:
            self._quarter = int(part * 4)
            self._write(f"{self._what} {part:4.0%}\n")

    def close(self) -> None:
        """Leave the terminal's line as it was found."""
        if self._terminal:
            self._write("\r\x1b[2K")

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()


@contextlib.contextmanager
def progress_bar(total: int, what: str) -> Iterator[ProgressBar]:
    bar = ProgressBar(total, what)
    try:
        yield bar
    finally:
        bar.close()


@contextlib.contextmanager
def stoppable() -> Iterator[threading.Event]:
    """An event that an interrupt or a request to end sets; a second one interrupts at once."""
    event = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        if event.is_set():
            raise KeyboardInterrupt
        event.set()

    if threading.current_thread() is not threading.main_thread():
        yield event
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield event
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def shifted(bar: Callable[[int], object], offset: int) -> Callable[[int], object]:
    """The same bar for a part of the work that comes after `offset` of it."""
    return lambda done: bar(offset + done)
