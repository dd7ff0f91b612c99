"""A thread that does one thing at a time, and of several that are asked for only the newest."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from gui.courtesy import PoliteThread

Request = TypeVar("Request")


class Newest(Generic[Request]):
    """`work` is called on the thread with a request and an event, which is set once it is given up.

    The thread begins with the first request. `lock` guards what asking and working share.
    """

    def __init__(self, work: Callable[[Request, threading.Event], None], name: str) -> None:
        self.lock = threading.Condition()
        self._work_on = work
        self._name = name
        self._waiting: Request | None = None
        self._present: Request | None = None
        self._given_up = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether something newer than what is worked on was asked for."""
        return self._waiting is not None

    @property
    def pending(self) -> Request | None:
        """The request that waits, or else the one that is worked on and not given up."""
        if self._waiting is not None:
            return self._waiting
        return None if self._given_up.is_set() else self._present

    def ask(self, request: Request, *, give_up: bool = True) -> None:
        """Takes the place of what waits; give_up: of what is worked on too."""
        with self.lock:
            if self._stopping:
                return
            self._waiting = request
            if give_up:
                self._given_up.set()
            if self._thread is None:
                self._thread = PoliteThread(target=self._work, name=self._name)
                self._thread.start()
            self.lock.notify()

    def give_up(self) -> None:
        """What is worked on ends early; what waits begins."""
        self._given_up.set()

    def forget(self) -> None:
        """Nothing is asked for any more."""
        with self.lock:
            self._waiting = None
            self._given_up.set()

    def close(self) -> None:
        """Ends the thread, and waits for it."""
        with self.lock:
            self._stopping = True
            self._given_up.set()
            self.lock.notify()
        if self._thread is not None:
            self._thread.join()

    def _work(self) -> None:
        while True:
            with self.lock:
                while self._waiting is None and not self._stopping:
                    self.lock.wait()
                if self._stopping or self._waiting is None:
                    return
                request, self._waiting = self._waiting, None
                self._present = request
                self._given_up = given_up = threading.Event()
            self._work_on(request, given_up)
            with self.lock:
                self._present = None
