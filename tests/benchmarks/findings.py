"""What somebody who plays with the window finds: faults, and how much memory it takes."""

from __future__ import annotations

import contextlib
import gc
import statistics
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from gui.returning import give_back


@dataclass
class Findings:
    """What went wrong, and how large the program was: (seconds, bytes), and how much of it the window."""

    faults: list[str] = field(default_factory=list)
    sizes: list[tuple[float, int]] = field(default_factory=list)
    windows: list[int] = field(default_factory=list)
    done: int = 0
    recent: list[str] = field(default_factory=list)

    def note(self, what: str) -> None:
        self.done += 1
        self.recent = [*self.recent[-11:], what]

    def fault(self, text: str) -> None:
        self.faults.append(f"{text}\n  after: {' · '.join(self.recent)}")

    def weighed(self, at: float, workers: Iterable[int]) -> None:
        """Takes down how large the program is, `at` seconds after it began."""
        window = size()
        self.windows.append(window)
        self.sizes.append((at, window + size_of(workers)))

    def course(self) -> str:
        """The sizes in MiB, each with the window's part."""
        pairs = zip(self.sizes, self.windows, strict=True)
        return ", ".join(f"{size / 2**20:.0f} ({window / 2**20:.0f})" for (_, size), window in pairs)

    def growth(self, settle: float) -> float | None:
        """The program's size at the end over that after `settle` seconds; None before there are enough."""
        late = [size for at, size in self.sizes if at >= settle]
        part = max(len(late) // 3, 2)
        if len(late) < 2 * part:
            return None
        return statistics.median(late[-part:]) / statistics.median(late[:part])


def size() -> int:
    """Bytes of memory that this process holds, after it has given back what it need not hold."""
    gc.collect()
    give_back()
    return _held(psutil.Process())


def size_of(workers: Iterable[int]) -> int:
    """Bytes of memory that the processes of a worker hold."""
    held = 0
    for worker in workers:
        # one that gave way to another may end meanwhile
        with contextlib.suppress(psutil.NoSuchProcess, OSError):
            held += _held(psutil.Process(worker))
    return held


def _held(process: psutil.Process) -> int:
    """What two processes share is half each one's, where the system tells.

    Pages of files, libraries above all, are the system's: how much of them is one process's own changes with
    whatever else is running.
    """
    if sys.platform == "linux":
        lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text().splitlines()
        told = dict(line.split()[:2] for line in lines[1:])
        return 1024 * (int(told["Pss_Anon:"]) + int(told["Pss_Shmem:"]))
    return int(process.memory_full_info().uss)
