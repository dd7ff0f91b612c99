"""What a terminal or the system asks of the program by a signal: to end.

Left to itself Python raises KeyboardInterrupt in whatever handles an event just then: Qt prints it and goes
on, and Ctrl+C closes no window. SIGTERM would end the program before its last changes are kept.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QCoreApplication, QTimer

INTERRUPTED = 130

_ASKING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def leaving_when_asked() -> Iterator[list[int]]:
    """Within it a signal ends the event loop, with INTERRUPTED; a second one acts as it would have without.

    What it yields holds the signal that came, if any.
    """
    came: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield came
        return

    def leave(number: int, frame: FrameType | None) -> None:
        came.append(number)
        restore()
        # a loop that has not begun yet would not hear of it now
        QTimer.singleShot(0, _leave)

    # what nohup and the like have switched off stays so
    heard = [number for number in _ASKING if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, leave) for number in heard}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    try:
        yield came
    finally:
        restore()


def _leave() -> None:
    QCoreApplication.exit(INTERRUPTED)
