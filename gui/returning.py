"""Gives memory that is free within this process back to the system.

What was freed in many small parts stays the process's own until the C library is asked to let go: after some
minutes of many scenarios a hundred megabytes, of which others could make use.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys


def give_back() -> None:
    """Takes some milliseconds, in which other threads go on; elsewhere than on Linux nothing."""
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
