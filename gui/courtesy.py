"""The window's thread goes first: the program's other threads wait while it has something to do.

They share one interpreter with it. A call into Qt lets go of the interpreter, and who takes it meanwhile
keeps it until it is asked back: a hundred calls of one drawing would each wait for that. Nor should threads
that step particles keep the window from a processor.
"""

from __future__ import annotations

import importlib.abc
import os
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer

MOST = 0.1
"""Seconds that a thread waits at most, so that a window that never rests does not stop it."""

MOST_FOR_A_MODULE = 0.008
"""The same before each module that it imports: there are many, and the window may wait for one of them."""

_UNTIL_PAINTED = 8
"""Milliseconds: what was taken in is painted in a later turn, and no timer runs out while it is."""

NICENESS = 5

_NAP = 0.001

MOST_AT_A_CALL, LEAST_WORK = 0.03, 0.004
"""Seconds that an errand waits at most before it calls a function, and those it then goes on at least."""

_rests = threading.Event()
_rests.set()
_rested: QTimer | None = None


class _Imports(importlib.abc.MetaPathFinder):
    """Finds nothing; lets polite threads give way before each module of all that they import."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        if not _rests.is_set() and isinstance(threading.current_thread(), PoliteThread):
            _rests.wait(MOST_FOR_A_MODULE)


_imports = _Imports()


def attend() -> None:
    """From now on others wait when this thread, the main one, claims the interpreter."""
    global _rested
    from PySide6.QtCore import QTimer  # here: processes without a window come here too

    _rested = QTimer()
    _rested.setSingleShot(True)
    _rested.setInterval(_UNTIL_PAINTED)
    _rested.timeout.connect(_rests.set)
    sys.meta_path.insert(0, _imports)


def leave() -> None:
    """The end of `attend`: nobody waits any more."""
    global _rested
    _rested = None
    if _imports in sys.meta_path:
        sys.meta_path.remove(_imports)
    _rests.set()


def claim() -> None:
    """Before work of the window: the others wait until it is done, what it has painted included."""
    if _rested is not None:
        _rests.clear()
        _rested.start()


def give_way() -> None:
    """Waits while the window's thread is at work; to be called where nothing is held that it may need."""
    if not _rests.is_set() and threading.current_thread() is not threading.main_thread():
        _rests.wait(MOST)


class Crew:
    """Threads that work on one thing on every core: while the window is at work, all but one wait."""

    def __init__(self, threads: int) -> None:
        self._may_wait = threading.Semaphore(max(threads - 1, 0))

    def give_way(self) -> None:
        """To be called by each of them between pieces of a few milliseconds."""
        if not _rests.is_set() and self._may_wait.acquire(blocking=False):
            try:
                give_way()
            finally:
                self._may_wait.release()


class _Errand:
    """Held by a thread while it imports or reads what the window will want: one after the other. All at once
    would each take their turn at the interpreter, and the window's thread as many times fewer.

    Within it the thread gives way before any function it calls, whoever has written that: numba reads what
    it has kept for a tenth of a second on end.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()
        if threading.current_thread() is not threading.main_thread():
            sys.setprofile(_giving_way())

    def __exit__(self, *_: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            sys.setprofile(None)
        self._lock.release()


errand = _Errand()


def _giving_way() -> Callable[[FrameType, str, Any], None]:
    busy_until = 0.0

    def at_call(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal busy_until
        # amid a lock of `threading` it must not wait, least of all for what waits for that lock
        if _rests.is_set() or frame.f_globals is vars(threading):
            return
        until = now = time.perf_counter()
        if now > busy_until:
            until += MOST_AT_A_CALL
        while now < until and not _rests.is_set():
            time.sleep(_NAP)
            now = time.perf_counter()
            busy_until = now + LEAST_WORK

    return at_call


def step_back() -> None:
    """From now on this thread, with those that it starts, gets a processor when the window's wants none."""
    if sys.platform == "linux":  # elsewhere niceness belongs to whole processes
        this = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, this, os.getpriority(os.PRIO_PROCESS, this) + NICENESS)


class PoliteThread(threading.Thread):
    """A thread that steps back."""

    def run(self) -> None:
        step_back()
        super().run()
