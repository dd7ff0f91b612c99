"""The window's longer works, one in each turn of the event loop: what a person does goes in between.

Qt takes up calls from other threads, and requests to paint, as long as there are any before it looks at its
timers; a scene asks its window to be painted at once whenever an item has changed, so that three charts are
three paintings. Here each work waits once, however often it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer

Work = Callable[[], object]


class Turns(QObject):
    """Does what it is asked for in the order of asking."""

    def __init__(self, parent: QObject | None) -> None:
        super().__init__(parent)
        self._waiting: dict[Work, None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def ask(self, work: Work) -> None:
        """Once, soon, from the event loop; nothing new for a work that waits already.

        A method of an object of Qt's is forgotten with it.
        """
        self._waiting.setdefault(work)
        if not self._timer.isActive():
            self._timer.start(0)

    def _go_on(self) -> None:
        work = next(iter(self._waiting))
        del self._waiting[work]
        owner = getattr(work, "__self__", None)
        try:
            if not isinstance(owner, QObject) or shiboken6.isValid(owner):
                work()
        finally:
            # begun anew, its time comes after that of every timer which ran out amid the work
            if self._waiting and shiboken6.isValid(self._timer):
                self._timer.start(0)


_turns: Turns | None = None


def in_turn(work: Work) -> None:
    """See `Turns.ask`; all works of the window's thread wait in one row."""
    global _turns
    if _turns is None or not shiboken6.isValid(_turns):
        _turns = Turns(QCoreApplication.instance())
    _turns.ask(work)
