"""The worker's process as the window has it: started, written to, read from, ended."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO, cast

import gui
from gui.apart import wire


def surroundings() -> dict[str, str]:
    """The environment in which another process finds the program."""
    root = str(Path(gui.__file__).parents[1])
    before = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, before] if before else [root])}


class Child:
    """Runs from the moment it is made. Writing is for one thread, reading for another."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gui.apart.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=surroundings(),
        )
        self._input = cast(BinaryIO, self._process.stdin)
        self._output = cast(BinaryIO, self._process.stdout)

    @property
    def id(self) -> int:
        """The process's number."""
        return self._process.pid

    def write(self, message: object) -> None:
        """Sends a message, see `gui.apart.process`. That the process has ended is told by `read`."""
        with contextlib.suppress(OSError, ValueError):
            wire.write(self._input, message)

    def read(self) -> Any:
        """The next answer. Raises EOFError once the process has ended."""
        return wire.read(self._output)

    def let_go(self) -> None:
        """Asks the process to save what is to be saved, and to end."""
        with contextlib.suppress(OSError):
            self._input.close()

    def kill(self) -> None:
        """Ends the process at once; nobody waits for it."""
        self._process.kill()

    def end(self, patience: float) -> int:
        """Ends the process, kindly for so many seconds; its exit code."""
        self.let_go()
        try:
            code = self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        self._output.close()
        return code
