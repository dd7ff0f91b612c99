"""The worker's process: `python -m gui.apart.process`, with messages on its input and output.

In come tuples (data, arrays, forgotten, left): a pickled command with its arrays, numbers of objects that the
window does not have any more, and rooms that it has left. Out go tuples (data, arrays, laid, failure):
pickled events and frame, the arrays of them or where those lie, and what ended the worker, as text. The first
one is empty: whatever is asked from then on is done without delay.

Ends with the input, by its own failure, or with the process of the window.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, BinaryIO

from gui.apart import wire
from gui.apart.memory import Rooms, sweep
from gui.apart.rehearsal import rehearse
from gui.apart.renewal import Grown, Scale
from gui.apart.sharing import Keeper
from gui.model.commands import Open
from gui.returning import give_back, hold_little
from gui.worker import Worker

SWITCH_SECONDS = 0.0005
"""How long a thread that compiles may keep the interpreter from the one that steps and draws."""


AFTER_OPENING = 0.8
"""Seconds from the opening of a scenario until the memory of the one before is given back."""


class Answers:
    """Sends on what the worker tells, from a thread of its own."""

    def __init__(self, keeper: Keeper, out: BinaryIO) -> None:
        self.rooms = Rooms()
        self._keeper = keeper
        self._out = out
        self._bell = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_ending = False
        self.ring = self._bell.set

    def start(self, worker: Worker) -> None:
        self._write((b"", [], None, None))
        self._thread = threading.Thread(target=self._work, args=(worker,), name="ravine-answers", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Sends on what the worker has told last, as that a file is saved."""
        self._is_ending = True
        self.ring()
        if self._thread is not None:
            self._thread.join()

    def _work(self, worker: Worker) -> None:
        is_last = False
        while not is_last:
            self._bell.wait()
            self._bell.clear()
            # asked before: what is told while the words before it are on their way is to be sent on as well
            is_last = self._is_ending
            try:
                told = worker.take()
            except BaseException as error:
                self.fail(error)
                return
            self._send(told)

    def _send(self, told: object) -> None:
        data, buffers = self._keeper.dumps(told)
        arrays = [buffer.raw() for buffer in buffers]
        laid = self.rooms.lay(arrays)
        self._write((data, [] if laid else [bytearray(array) for array in arrays], laid, None))

    def fail(self, error: BaseException) -> None:
        """The worker is at its end through a fault of ours."""
        text = "".join(traceback.format_exception(error))
        self._write((b"", [], None, text))

    def _write(self, message: tuple) -> None:
        with self._lock:
            try:
                wire.write(self._out, message)
            except (OSError, ValueError):
                self.rooms.close()
                os._exit(1)  # nobody is there to show it to


class Tidying:
    """Gives back the memory of a scenario once another one is open."""

    def __init__(self, rooms: Rooms, tell: Callable[[object], None]) -> None:
        self._rooms = rooms
        self._tell = tell
        self._scale = Scale()
        self._timer = threading.Timer(0.0, self._give_back)

    def plan(self) -> None:
        self._timer.cancel()
        self._timer = threading.Timer(AFTER_OPENING, self._give_back)
        self._timer.daemon = True
        self._timer.start()

    def _give_back(self) -> None:
        self._rooms.let_go()
        gc.collect()
        give_back()
        if self._scale.weigh():
            self._tell(Grown())


def serve(input: BinaryIO, out: BinaryIO) -> None:
    """Does what the messages ask, until there are no more."""
    keeper = Keeper()
    answers = Answers(keeper, out)
    worker = Worker(answers.ring)
    tidying = Tidying(answers.rooms, worker.tell)
    threading.excepthook = lambda fault: answers.fail(fault.exc_value or fault.exc_type())
    rehearse()
    worker.start()
    answers.start(worker)
    sweep()
    while True:
        try:
            data, arrays, forgotten, left = wire.read(input)
        except EOFError:
            break
        for room in left:
            answers.rooms.give_back(room)
        if data:
            command = keeper.loads(data, arrays)
            worker.send(command)
            if isinstance(command, Open):
                tidying.plan()
        keeper.forget(forgotten)
    worker.leave()
    answers.end()
    answers.rooms.close()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Input and output for messages alone: whatever else is printed goes to where errors go."""
    pipes: list[Any] = [os.fdopen(os.dup(number), mode) for number, mode in ((0, "rb"), (1, "wb"))]
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return pipes[0], pipes[1]


def main() -> None:
    hold_little()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window decides, and closes the input
    sys.setswitchinterval(SWITCH_SECONDS)
    # held to the end: a pipe that is collected unclosed is warned of, which may be an error
    pipes = _own_pipes()
    serve(*pipes)
    # a kernel may be compiling: nobody needs it any more, and what is kept of kernels survives this
    os._exit(0)


if __name__ == "__main__":
    main()
