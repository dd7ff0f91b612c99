"""Whether an event loop runs smoothly: gaps between the ticks of a fast timer, and what went on in them."""

from __future__ import annotations

import collections
import sys
import threading
import time
import traceback
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

LATE = 0.050
"""Seconds of silence that are told."""

_LOOK = 0.004
_SUSPECT = 0.020
_DEEPEST = 14


@dataclass(frozen=True)
class Gap:
    """The loop did nothing else for so long.

    work: seconds that its thread worked meanwhile; ours: that all threads of this process worked. What is
    missing went to other programs.
    """

    at: float
    seconds: float
    work: float
    ours: float
    doing: str
    stack: tuple[str, ...]


class Watch(QObject):
    """Watches the loop of the thread it is made on, from `start` to `stop`; `doing` names what is done."""

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self.gaps: list[Gap] = []
        self.beats = 0
        self.longest = 0.0
        self._thread_id = threading.get_ident()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._samples: list[tuple[str, ...]] = []
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._look, name="stall-watch")

    def start(self) -> None:
        self._began = self._last = time.perf_counter()
        self._work, self._ours = time.thread_time(), time.process_time()
        self._timer.start()
        self._watcher.start()

    def stop(self) -> None:
        self._timer.stop()
        self._ended.set()
        self._watcher.join()

    def _beat(self) -> None:
        now, work, ours = time.perf_counter(), time.thread_time(), time.process_time()
        gap = now - self._last
        self.beats += 1
        self.longest = max(self.longest, gap)
        if gap > LATE:
            stack = _telling(self._samples)
            at = self._last - self._began
            self.gaps.append(Gap(at, gap, work - self._work, ours - self._ours, self.doing, stack))
        self._samples = []
        self._last, self._work, self._ours = now, work, ours

    def _look(self) -> None:
        """On a thread of its own: writes down the stack of the watched one while it is late."""
        while not self._ended.wait(_LOOK):
            if time.perf_counter() - self._last > _SUSPECT:
                frame = sys._current_frames().get(self._thread_id)
                if frame is not None:
                    entries = traceback.extract_stack(frame)[-_DEEPEST:]
                    self._samples.append(
                        tuple(f"{e.filename.rpartition('/')[2]}:{e.lineno} {e.name}" for e in entries)
                    )


def _telling(samples: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The commonest stack, of those that lead on from the loop where a few do."""
    outer = min(map(len, samples), default=0)
    inner = [stack for stack in samples if len(stack) > outer]
    chosen = inner if 4 * len(inner) >= len(samples) else samples
    common = collections.Counter(chosen).most_common(1)
    return common[0][0] if common else ()


def told(gaps: list[Gap], most: int = 12) -> str:
    """The worst gaps with their stacks, as text; those in which the watched thread worked longest first."""
    lines = []
    for gap in sorted(gaps, key=lambda gap: -gap.work)[:most]:
        lines.append(
            f"{1e3 * gap.seconds:6.0f} ms at {gap.at:6.1f} s, {1e3 * gap.work:.0f} ms of work here, "
            f"{1e3 * gap.ours:.0f} ms on all threads, {gap.doing}"
        )
        lines += [f"           {entry}" for entry in gap.stack]
    return "\n".join(lines)
