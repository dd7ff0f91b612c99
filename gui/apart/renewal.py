"""A worker that has grown gives way to a fresh one, when another scenario is opened anyway.

Compiled kernels stay in a process until its end, and what was freed lies in pieces between what is in use.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

GROWN = 64 << 20
"""Bytes beyond what the process held with its first scenario, from which on it has grown."""

OLD = 300.0
"""Seconds that a process lasts at least: a fresh one reads its kernels again."""


@dataclass(frozen=True)
class Grown:
    """Told by a worker's process once it is old, and holds much more than with its first scenario."""


class Scale:
    """Weighs its own process, always soon after an opening."""

    def __init__(self, grown: int = GROWN, old: float = OLD) -> None:
        self._first: int | None = None
        self._grown = grown
        self._due = time.monotonic() + old

    def weigh(self) -> bool:
        """Whether another should take this process's place."""
        held = _held()
        if self._first is None:
            self._first = held
        return held > self._first + self._grown and time.monotonic() > self._due


def _held() -> int:
    import psutil  # the window, which is not weighed, starts without it

    told = psutil.Process().memory_info()
    # pages of libraries are the system's, where it tells them apart
    return int(told.rss - getattr(told, "shared", 0))
