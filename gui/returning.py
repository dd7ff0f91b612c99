"""Keeps memory that is free within this process small, and gives it back to the system.

Every thread gets a pool of its own from the C library, and what was freed in many small parts stays the
process's own until the library is asked to let go: after some minutes of many scenarios a hundred megabytes,
of which others could make use.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys

POOLS = 2
"""Of memory, for all threads together: holes that one thread leaves are another's to fill."""

_ARENA_MAX = -8  # of <malloc.h>


def hold_little() -> None:
    """To be called before there are threads; elsewhere than on Linux it does nothing."""
    _ask("mallopt", _ARENA_MAX, POOLS)


def give_back() -> None:
    """Takes some milliseconds, in which other threads go on; elsewhere than on Linux nothing."""
    _ask("malloc_trim", 0)


def _ask(name: str, *arguments: int) -> None:
    """Other C libraries of Linux have not all of these."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):
            getattr(ctypes.CDLL(None), name)(*arguments)
