"""The window's end of a worker that is a process of its own."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from engine.phrase import Phrase
from gui.apart.child import Child
from gui.apart.memory import Guests
from gui.apart.recovery import MOST, Recovery
from gui.apart.renewal import Grown
from gui.apart.sharing import Borrower, Buffers
from gui.inbox import Inbox
from gui.model.commands import Command, Open
from gui.model.frame import Problem, Saved

if TYPE_CHECKING:
    from gui.model.frame import Frame

T = TypeVar("T")

_TRIES = 20

LOST = Phrase("the engine ended unexpectedly and was started again")
LOST_AGAIN = Phrase(
    "the engine ended once more and leaves this scenario alone; "
    "what you changed can be saved, and another scenario opened"
)

PATIENCE = 4.0
"""Seconds that the process has to end when it is asked to."""


class WorkerFault(RuntimeError):  # noqa: N818 - named for what it is: a fault of ours, not of a person
    """What ended the worker, with the traceback of its own process."""


@dataclass
class Link:
    """A process, and what this side and it know of each other."""

    child: Child
    borrower: Borrower = field(default_factory=Borrower)
    guests: Guests = field(default_factory=Guests)
    is_ready: bool = False
    """Whether it does at once what it is asked."""

    def send(self, command: Command | None) -> None:
        """None: nothing but what is not needed any more."""
        data, buffers = _patiently(self.borrower, command) if command is not None else (b"", ())
        arrays = [bytearray(buffer.raw()) for buffer in buffers]  # compiled loops refuse what is read-only
        self.child.write((data, arrays, _emptied(self.borrower.forgotten), _emptied(self.guests.left)))

    def receive(self) -> tuple[tuple[list[object], Frame | None], str | None]:
        """What was told, or the text of what ended the worker. Raises EOFError and OSError at its end."""
        data, arrays, laid, failure = self.child.read()
        if failure is not None or not data:
            return ([], None), failure
        places = self.guests.arrays(laid) if laid is not None else arrays
        return self.borrower.loads(data, places), None


class RemoteWorker:
    """As `gui.worker.Worker`, in a process of its own, which may be started beforehand.

    Should the process be killed, another one takes its place and is told what the first one knew. Once it has
    grown, another one is made ready, which takes its place when a scenario is opened.
    """

    is_apart = True

    def __init__(self, notify: Callable[[], None], child: Child | None = None) -> None:
        self._inbox = Inbox(notify)
        self._recovery = Recovery()
        self._wake = threading.Condition()
        self._commands: list[Command] = []
        self._stopping = False
        self._link = Link(child or Child())
        self._spare: Link | None = None
        self._readers: dict[threading.Thread, Link] = {}
        self._writer = threading.Thread(target=self._write, name="ravine-commands")

    @property
    def process(self) -> int:
        """The number of the process."""
        return self._link.child.id

    @property
    def processes(self) -> list[int]:
        """The numbers of this process, of one that waits and of those that end."""
        with self._wake:
            return [link.child.id for link in self._readers.values()]

    def start(self) -> None:
        with self._wake:
            self._listen(self._link)
        self._writer.start()

    def send(self, command: Command) -> None:
        """Hands over a command; returns at once."""
        with self._wake:
            self._commands.append(command)
            self._wake.notify()

    def take(self) -> tuple[list[object], Frame | None]:
        """What was told since the last call, in order, and the newest frame if there is a new one.

        An exception that ended the worker is raised here.
        """
        if self._link.guests.left:
            with self._wake:
                self._wake.notify()
        return self._inbox.take()

    def close(self) -> None:
        """Ends the process; what was handed over to be saved is saved."""
        with self._wake:
            self._stopping = True
            self._wake.notify()
        if self._writer.is_alive():
            self._writer.join(PATIENCE)
        with self._wake:
            readers = dict(self._readers)
        if self._writer.is_alive():
            # it waits for a process that reads no more, as one that is stopped
            for link in readers.values():
                link.child.kill()
            self._writer.join()
        for link in readers.values():
            link.child.let_go()
        for link in readers.values():
            link.child.end(PATIENCE)
        for reader in readers:
            reader.join()

    # -- from the window ---------------------------------------------------------------------------------

    @property
    def _has_something_to_say(self) -> bool:
        return bool(self._stopping or self._commands or self._link.guests.left or self._recovery.is_due)

    def _write(self) -> None:
        while True:
            with self._wake:
                while not self._has_something_to_say:
                    self._wake.wait()
                commands, self._commands = self._commands, []
                if self._stopping and not commands:
                    return
                link, again = self._link, self._recovery.take_over()
            for command in again:
                link.send(command)
            for command in commands:
                if isinstance(command, Open):
                    link = self._renewed(link)
                self._recovery.note(command)
                link.send(command)
            if not (again or commands):
                link.send(None)

    def _renewed(self, link: Link) -> Link:
        """Through which a scenario is to be opened: a fresh process's link, if one is ready."""
        with self._wake:
            spare = self._spare
            if spare is None or not spare.is_ready or link is not self._link:
                return link
            self._link, self._spare = spare, None
            said = self._recovery.begin()
        for command in said:
            spare.send(command)
        link.child.let_go()
        return spare

    # -- from the process --------------------------------------------------------------------------------

    def _listen(self, link: Link) -> None:
        reader = threading.Thread(target=self._read, args=(link,), name="ravine-answers")
        self._readers[reader] = link
        reader.start()

    def _read(self, link: Link) -> None:
        try:
            while True:
                told, failure = link.receive()
                link.is_ready = True
                if failure is not None and link is not self._spare:
                    self._inbox.fail(WorkerFault(failure))
                    return
                self._hear(link, *told)
        except (EOFError, OSError):
            self._lose(link)

    def _hear(self, link: Link, events: list[object], frame: Frame | None) -> None:
        with self._wake:
            if link is not self._link:
                # all that still concerns anybody: that a file is saved, or is not
                events = [event for event in events if isinstance(event, (Saved, Problem))]
                frame = None
            elif any(isinstance(event, Grown) for event in events):
                events = [event for event in events if not isinstance(event, Grown)]
                self._prepare()
            events = self._recovery.events(events)
            if events:
                self._inbox.tell(*events)
            if frame is not None:
                self._inbox.publish(self._recovery.frame(frame))

    def _prepare(self) -> None:
        """Starts a process that can take the place of the present one."""
        if self._spare is None and not self._stopping:
            with contextlib.suppress(OSError):
                self._spare = Link(Child())
                self._listen(self._spare)

    def _lose(self, link: Link) -> None:
        """The process has ended: as it was asked to, or else another takes its place."""
        code = link.child.end(PATIENCE)
        with self._wake:
            if self._stopping:
                return
            self._readers.pop(threading.current_thread(), None)
            if link is self._spare:
                self._spare = None
            if link is not self._link:
                return
            if not self._recovery.lose():
                self._inbox.fail(WorkerFault(f"the worker's process ended {MOST} times, at last with {code}"))
                return
            try:
                self._link = Link(Child())
            except OSError as error:
                self._inbox.fail(error)
                return
            self._listen(self._link)
            self._wake.notify()
        self._inbox.tell(Problem(LOST_AGAIN if self._recovery.spares else LOST))


def _patiently(borrower: Borrower, command: Command) -> tuple[bytes, Buffers]:
    """Pickled, though the window's thread may remember something in a part of it meanwhile: then again."""
    for _ in range(_TRIES):
        try:
            return borrower.dumps(command)
        except RuntimeError as error:
            if "changed size" not in str(error):
                raise
    return borrower.dumps(command)


def _emptied(names: deque[T]) -> list[T]:
    taken = []
    while names:
        taken.append(names.popleft())
    return taken
