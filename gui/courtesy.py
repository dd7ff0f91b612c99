"""The window's thread goes first: the program's other threads wait while it has something to do.

They share one interpreter with it. A call into Qt lets go of the interpreter, and who takes it meanwhile
keeps it until it is asked back: a hundred calls of one drawing would each wait for that. Nor should threads
that step particles keep the window from a processor.
"""

from __future__ import annotations

import os
import sys
import threading

from PySide6.QtCore import QTimer

MOST = 0.1
"""Seconds that a thread waits at most, so that a window that never rests does not stop it."""

NICENESS = 5

_rests = threading.Event()
_rests.set()
_rested: QTimer | None = None


def attend() -> None:
    """From now on the others wait when this thread, the main one, claims the interpreter."""
    global _rested
    _rested = QTimer()
    _rested.setSingleShot(True)
    _rested.timeout.connect(_rests.set)


def leave() -> None:
    """The end of `attend`: nobody waits any more."""
    global _rested
    _rested = None
    _rests.set()


def claim() -> None:
    """Before much work of the window: the others wait until its loop has nothing more to do."""
    if _rested is not None:
        _rests.clear()
        _rested.start(0)


def give_way() -> None:
    """Waits while the window's thread is at work; to be called where nothing is held that it may need."""
    if not _rests.is_set() and threading.current_thread() is not threading.main_thread():
        _rests.wait(MOST)


class PoliteThread(threading.Thread):
    """A thread that, with those that it starts, gets a processor when the window's wants none."""

    def run(self) -> None:
        if sys.platform == "linux":  # elsewhere niceness belongs to whole processes
            this = threading.get_native_id()
            os.setpriority(os.PRIO_PROCESS, this, os.getpriority(os.PRIO_PROCESS, this) + NICENESS)
        super().run()
