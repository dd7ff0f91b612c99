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

from engine.phrase import Phrase

Say = Callable[[str], str]
"""Puts a phrase into the person's language."""

_CELLS = 32
_SECONDS_BETWEEN = 0.1


class ProgressBar:
    """One line, redrawn in place on a terminal; on anything else one line a quarter of the way.

    what: what goes on; say: puts that, and what is told beside it, into the person's language.
    of_steps: `total` counts steps; then the rate and the time that is left are told too.
    """

    def __init__(
        self, total: int, what: str, stream: TextIO | None = None, of_steps: bool = False, say: Say = str
    ) -> None:
        self._total = max(1, total)
        self._what = say(what)
        self._of_steps = of_steps
        self._say = say
        self._began: tuple[float, float] | None = None
        self._stream = stream if stream is not None else sys.stderr
        self._terminal = self._stream.isatty()
        self._drawn = -1.0
        self._quarter = 0

    def __call__(self, done: float) -> None:
        """Say that `done` of the total are done."""
        part = min(1.0, done / self._total)
        now = time.monotonic()
        # what comes before the first step, such as compiling, tells nothing of the pace
        if self._began is None or done <= self._began[1]:
            self._began = (now, done)
        if self._terminal and (now - self._drawn >= _SECONDS_BETWEEN or part == 1.0):
            self._drawn = now
            filled = int(part * _CELLS)
            bar = "█" * filled + "░" * (_CELLS - filled)
            self._write(f"\r{self._what} {bar} {part:4.0%}{self._pace(now, done)}\x1b[K")
        elif not self._terminal and int(part * 4) > self._quarter:
            self._quarter = int(part * 4)
            self._write(f"{self._what} {part:4.0%}{self._pace(now, done)}\n")

    def _pace(self, now: float, done: float) -> str:
        """How fast it goes, and for how long still: by what was done since the first word."""
        assert self._began is not None
        seconds, part = now - self._began[0], done - self._began[1]
        if not self._of_steps or seconds <= 0 or part <= 0:
            return ""
        rate = part / seconds
        time_left = duration((self._total - done) / rate)
        return "  " + self._say(Phrase("{rate:.2g} steps/s, {time} left", rate=rate, time=time_left))

    def close(self) -> None:
        """Leave the terminal's line as it was found."""
        if self._terminal:
            self._write("\r\x1b[2K")

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()


def duration(seconds: float) -> Phrase:
    """A time as people say it: 42 s, 3 min 20 s, 5 h 10 min."""
    whole = max(0, round(seconds))
    if whole < 60:
        return Phrase("{seconds} s", seconds=whole)
    if whole < 3600:
        return Phrase("{minutes} min {seconds} s", minutes=whole // 60, seconds=whole % 60)
    return Phrase("{hours} h {minutes} min", hours=whole // 3600, minutes=whole % 3600 // 60)


@contextlib.contextmanager
def progress_bar(total: int, what: str, of_steps: bool = False, say: Say = str) -> Iterator[ProgressBar]:
    bar = ProgressBar(total, what, of_steps=of_steps, say=say)
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
