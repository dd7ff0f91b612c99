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
from typing import Any

MOST = 0.1
"""Seconds that a thread waits at most, so that a window that never rests does not stop it."""

MOST_FOR_A_MODULE = 0.02
"""The same before each module that it imports: the window may wait for the one that is being imported."""

NICENESS = 5

errand = threading.Lock()
"""Held by a thread while it imports or reads what the window will want: one after the other. All at once
would each take their turn at the interpreter, and the window's thread as many times fewer."""

_rests = threading.Event()
_rests.set()


class _Imports(importlib.abc.MetaPathFinder):
    """Finds nothing; lets polite threads give way before each module of all that they import."""

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> None:
        if not _rests.is_set() and isinstance(threading.current_thread(), PoliteThread):
            _rests.wait(MOST_FOR_A_MODULE)


_imports = _Imports()


def attend() -> None:
    """From now on others wait while the event loop of this thread, the main one, has something to do."""
    from PySide6.QtCore import QAbstractEventDispatcher  # here: processes without a window come here too

    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    dispatcher.awake.connect(_rests.clear)
    dispatcher.aboutToBlock.connect(_rests.set)
    sys.meta_path.insert(0, _imports)


def leave() -> None:
    """The end of `attend`: nobody waits any more."""
    from PySide6.QtCore import QAbstractEventDispatcher

    dispatcher = QAbstractEventDispatcher.instance()
    if _imports in sys.meta_path:
        assert dispatcher is not None
        sys.meta_path.remove(_imports)
        dispatcher.awake.disconnect(_rests.clear)
        dispatcher.aboutToBlock.disconnect(_rests.set)
    _rests.set()


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
