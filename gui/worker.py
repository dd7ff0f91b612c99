"""The thread that owns the simulation and its picture. Commands go in, the newest frame comes out.

Nothing else is shared: commands and what comes back are frozen values. `notify` is called on the worker's
thread once for each time that there is something new to take, and must only wake the window's thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from gui.courtesy import PoliteThread, give_way
from gui.inbox import Inbox
from gui.model.commands import Apply, Command, Look, Save, Seek, SetCamera, SetSize, SetView

if TYPE_CHECKING:
    from gui.model.frame import Frame
    from gui.performer import Performer

FRAME_SECONDS = 1 / 60

_NEWEST_ONLY = (Apply, Look, Seek, SetCamera, SetSize, SetView)
"""Of several in a row only the last matters: each says all that the one before it said."""


class AnyWorker(Protocol):
    """What a window needs of its worker, wherever that works: apart, in a process of its own, or not."""

    is_apart: bool

    def start(self) -> None: ...

    def send(self, command: Command) -> None:
        """Hands over a command; returns at once."""

    def take(self) -> tuple[list[object], Frame | None]:
        """What was told since the last call, and the newest frame; raises what ended the worker."""

    def close(self) -> None:
        """Ends everything that was started."""


class Worker:
    """Starts with `start`, ends with `close`, which joins every thread that was started."""

    is_apart = False

    def __init__(self, notify: Callable[[], None]) -> None:
        self._inbox = Inbox(notify)
        self._wake = threading.Condition()
        self._commands: list[Command] = []
        self._calls: list[Callable[[Performer], None]] = []
        self._stopping = False
        self._has_left = threading.Event()
        self._thread = PoliteThread(target=self._work, name="ravine-worker")

    def start(self) -> None:
        self._thread.start()

    def send(self, command: Command) -> None:
        """Hands over a command; returns at once."""
        with self._wake:
            self._commands.append(command)
            self._wake.notify()

    def take(self) -> tuple[list[object], Frame | None]:
        """What was told since the last call, in order, and the newest frame if there is a new one.

        An exception that ended the worker is raised here.
        """
        return self._inbox.take()

    def tell(self, event: object) -> None:
        """Puts in a word of whoever keeps the worker."""
        self._inbox.tell(event)

    def leave(self) -> None:
        """Ends the work but for files that are to be saved; what is being compiled is not waited for."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread.is_alive():
            self._has_left.wait()

    def close(self) -> None:
        """Ends the thread and everything that it started, and waits for it."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._thread.is_alive():
            self._thread.join()

    # -- on the worker's thread --------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            # imported here, so that the window's skeleton does not wait for the engine
            from gui.compiling import Compiler
            from gui.performer import Performer
            from gui.typesetting import Setter

            tell = self._inbox.tell
            setter = Setter(tell)
            compiler = Compiler(lambda build, runs: self._call(lambda p: p.upgrade(build, runs)), tell)
            performer = Performer(tell, compiler.request, setter.ask)
            try:
                self._loop(performer)
            finally:
                self._has_left.set()
                performer.close()
                setter.close()
                compiler.close()
        except BaseException as error:
            self._has_left.set()
            self._inbox.fail(error)

    def _loop(self, performer: Performer) -> None:
        last = time.perf_counter()
        while True:
            with self._wake:
                if not (self._stopping or self._commands or self._calls or performer.is_moving):
                    self._wake.wait()
                    last = time.perf_counter()
                commands, self._commands = self._commands, []
                calls, self._calls = self._calls, []
            if self._stopping:
                for command in commands:
                    if isinstance(command, Save):
                        performer.handle(command)
                return
            kept = _without_superseded(commands)
            performer.skip(len(commands) - len(kept))
            for command in kept:
                give_way()
                performer.handle(command)
            for call in calls:
                give_way()
                call(performer)
            give_way()
            now = time.perf_counter()
            performer.tick(now - last)
            last = now
            give_way()
            frame = performer.frame()
            if frame is not None:
                self._inbox.publish(frame)
            self._rest(now + FRAME_SECONDS)

    def _rest(self, until: float) -> None:
        """Waits for the next frame's time, less if a command comes."""
        with self._wake:
            while not (self._stopping or self._commands or self._calls):
                left = until - time.perf_counter()
                if left <= 0:
                    return
                self._wake.wait(left)

    def _call(self, call: Callable[[Performer], None]) -> None:
        with self._wake:
            self._calls.append(call)
            self._wake.notify()


def _without_superseded(commands: list[Command]) -> list[Command]:
    """Leaves out a command that the next of the same kind makes void; a slider dragged fast sends many."""
    kept: list[Command] = []
    for command in commands:
        last = kept[-1] if kept else None
        if isinstance(command, _NEWEST_ONLY) and type(last) is type(command):
            kept.pop()
        if isinstance(command, Apply) and isinstance(last, Apply):
            command = replace(command, turned=(*last.turned, *command.turned))
        kept.append(command)
    return kept
