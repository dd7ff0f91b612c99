"""How many stores of free memory the C library keeps."""

from __future__ import annotations

import contextlib
import ctypes
import sys

MOST = 2
_M_ARENA_MAX = -8  # of glibc's malloc.h


def limit_arenas() -> None:
    """Lets threads that are made from now on share what others have given back.

    glibc gives each thread a store of its own, up to eight for each processor, and what lies free in one is
    of no use to the next: a window that somebody had used for some minutes held a quarter less with two.
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).mallopt(_M_ARENA_MAX, MOST)
