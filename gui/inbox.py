"""What the worker tells, held until the window takes it: every event in order, and of frames the newest."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.model.frame import Frame


class Inbox:
    """Filled from any thread, emptied by one.

    `notify` is called once for each time that there is something new to take, by whoever brings it.
    """

    def __init__(self, notify: Callable[[], None]) -> None:
        self._notify = notify
        self._lock = threading.Lock()
        self._events: list[object] = []
        self._frame: Frame | None = None
        self._failure: BaseException | None = None
        self._told = False

    def tell(self, *events: object) -> None:
        with self._lock:
            self._events += events
        self._announce()

    def publish(self, frame: Frame) -> None:
        """Takes the place of a frame that nobody took; of that, what this one leaves out is kept."""
        with self._lock:
            old = self._frame
            if old is not None and (old.version, old.structure) == (frame.version, frame.structure):
                frame = replace(
                    frame, charts=frame.charts or old.charts, picture=frame.picture or old.picture
                )
            self._frame = frame
        self._announce()

    def fail(self, failure: BaseException) -> None:
        """The worker has ended through this; it is raised by the next `take`."""
        with self._lock:
            self._failure = failure
        self._announce()

    def take(self) -> tuple[list[object], Frame | None]:
        """What was told since the last call, in order, and the newest frame if there is a new one."""
        with self._lock:
            events, self._events = self._events, []
            frame, self._frame = self._frame, None
            failure, self._failure = self._failure, None
            self._told = False
        if failure is not None:
            raise failure
        return events, frame

    def _announce(self) -> None:
        with self._lock:
            if self._told:
                return
            self._told = True
        self._notify()
