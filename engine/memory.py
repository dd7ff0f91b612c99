"""How much memory a simulation needs, told before it is taken."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import sys
import time
from pathlib import Path

from .errors import TooLargeError
from .phrase import Phrase

SHARE = 0.8
"""The part of the free memory that one request may take; the rest is for the picture and everybody else."""

FALLBACK = 2 * 2**30
"""What is taken to be free where the system does not say."""

MOMENT = 0.25
"""Seconds for which it holds what the system said: it is asked by reading files, and frames ask in turn."""

SMALL = 0.01
"""The part of the free memory above which a request has it asked for anew."""

_last = -math.inf, 0

_SCRATCH_ROWS = 6
"""Rows of a block besides the states, one per coordinate: position, gradient, kept position, temporaries."""


def available() -> int:
    """Bytes free a moment ago: the system's free memory or what the container leaves, whichever is less."""
    global _last
    now = time.monotonic()
    if now - _last[0] > MOMENT:
        _last = now, _free()
    return _last[1]


def _free() -> int:
    found = [size for size in (_system_free(), _container_free()) if size is not None]
    return min(found) if found else FALLBACK


def require(what: Phrase, needed: int) -> None:
    """Raise TooLargeError, with both figures, where `what` would take more than may be taken."""
    free = available()
    if needed > free * SMALL:
        free = _free()
    allowed = int(free * SHARE)
    if needed > allowed:
        raise TooLargeError(what, needed, allowed)


def run_bytes(particles: int, dims: int, states: int, itemsize: int) -> int:
    """Bytes that one running simulation holds, its start and one copy for the caller included."""
    rows = _SCRATCH_ROWS + states
    return particles * dims * (itemsize * (rows + 1) + 8)


def frame_bytes(particles: int, dims: int, states: int, itemsize: int) -> int:
    """Bytes of one recorded frame: loss, and position, gradient, update and every state."""
    return particles * itemsize * (1 + dims * (3 + states))


def _system_free() -> int | None:
    if sys.platform == "win32":
        return _windows_free()
    with contextlib.suppress(OSError, ValueError, IndexError):
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with contextlib.suppress(OSError, ValueError):
        # Where the system tells only the total (macOS), half of it is a fair guess of what is free.
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    return None


def _container_free() -> int | None:
    """What a Linux control group's limit leaves; None where there is no limit."""
    group = Path("/sys/fs/cgroup")
    for limit, used in (
        (group / "memory.max", group / "memory.current"),
        (group / "memory/memory.limit_in_bytes", group / "memory/memory.usage_in_bytes"),
    ):
        with contextlib.suppress(OSError, ValueError):
            return max(0, int(limit.read_text()) - int(used.read_text()) + _reclaimable(limit.parent))
    return None


def _reclaimable(group: Path) -> int:
    """File pages that the kernel gives up on demand: they count as used, but stand in nobody's way."""
    with contextlib.suppress(OSError, ValueError):
        fields = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        return int(fields.get("inactive_file", 0)) + int(fields.get("active_file", 0))
    return 0


def _windows_free() -> int | None:
    names = ("total", "free", "page", "pages", "virtual", "left", "extended")

    class Status(ctypes.Structure):
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in names),
        )

    status = Status()
    status.length = ctypes.sizeof(Status)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the name exists on Windows only
    return int(status.free) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None
