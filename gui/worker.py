"""The thread that owns the simulation and its picture. Commands go in, the newest frame comes out.

Nothing else is shared: commands and what comes back are frozen values. `notify` is called on the worker's
thread once for each time that there is something new to take, and must only wake the window's thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from gui.courtesy import PoliteThread, give_way
from gui.model.commands import Apply, Command, Look, Seek, SetCamera, SetSize, SetView

if TYPE_CHECKING:
    from gui.model.frame import Frame
    from gui.performer import Performer

FRAME_SECONDS = 1 / 60

_NEWEST_ONLY = (Apply, Look, Seek, SetCamera, SetSize, SetView)
"""Of several in a row only the last matters: each says all that the one before it said."""


class Worker:
    """Starts with `start`, ends with `close`, which joins every thread that was started."""

    def __init__(self, notify: Callable[[], None]) -> None:
        self._notify = notify
        self._wake = threading.Condition()
        self._commands: list[Command] = []
        self._calls: list[Callable[[Performer], None]] = []
        self._events: list[object] = []
        self._frame: Frame | None = None
        self._told = False
        self._stopping = False
        self._failure: BaseException | None = None
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
        with self._wake:
            events, self._events = self._events, []
            frame, self._frame = self._frame, None
            self._told = False
            failure, self._failure = self._failure, None
        if failure is not None:
            raise failure
        return events, frame

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

            compiler = Compiler(lambda build, runs: self._call(lambda p: p.upgrade(build, runs)), self._tell)
            performer = Performer(self._tell, compiler.request)
            try:
                self._loop(performer)
            finally:
                performer.close()
                compiler.close()
        except BaseException as error:
            with self._wake:
                self._failure = error
            self._announce()

    def _loop(self, performer: Performer) -> None:
        last = time.perf_counter()
        while True:
            with self._wake:
                if not (self._stopping or self._commands or self._calls or performer.is_moving):
                    self._wake.wait()
                    last = time.perf_counter()
                if self._stopping:
                    return
                commands, self._commands = self._commands, []
                calls, self._calls = self._calls, []
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
                self._publish(frame)
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

    def _tell(self, event: object) -> None:
        with self._wake:
            self._events.append(event)
        self._announce()

    def _publish(self, frame: Frame) -> None:
        with self._wake:
            old = self._frame
            if old is not None and (old.version, old.structure) == (frame.version, frame.structure):
                frame = replace(
                    frame, charts=frame.charts or old.charts, picture=frame.picture or old.picture
                )
            self._frame = frame
        self._announce()

    def _announce(self) -> None:
        with self._wake:
            if self._told:
                return
            self._told = True
        self._notify()


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
