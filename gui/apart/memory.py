"""Memory that two processes share, for pictures and long columns.

One side lays arrays into rooms and names the room; the other looks at them where they are, and gives the room
back once nothing refers to it any more. Where no room can be had, arrays go through the pipe like the rest.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import re
import sys
import tempfile
import threading
import time
import uuid
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

LEAST = 1 << 16
"""Bytes below which a message is not worth a room."""

MOST_ROOMS = 8
_GRAIN = 1 << 20
_LINE = 64
_IN_MEMORY = "/dev/shm"
_NAME = re.compile(r"ravine-(\d{1,9})-[0-9a-f]{32}")

_UNSEEN = 600.0
"""Seconds that a room may wait for somebody to look at it."""


@dataclass(frozen=True)
class Laid:
    """Where arrays lie: the room, its whole size, and the first byte and the length of each.

    gone: rooms that will not be used again.
    """

    room: str
    size: int
    places: tuple[tuple[int, int], ...]
    gone: tuple[str, ...] = ()


class Rooms:
    """The side that lays arrays down, on one thread; rooms may be given back on another."""

    def __init__(self) -> None:
        self._rooms: dict[str, mmap.mmap] = {}
        self._free: set[str] = set()
        self._gone: list[str] = []
        self._is_out = False
        self._lock = threading.Lock()

    def lay(self, arrays: Sequence[memoryview]) -> Laid | None:
        """Copies the arrays into a free room; None where that is not worth it, or there is none."""
        places, size = [], 0
        for array in arrays:
            places.append((size, array.nbytes))
            size += -(-array.nbytes // _LINE) * _LINE
        if size < LEAST:
            return None
        with self._lock:
            room = self._room(size)
            if room is None:
                return None
            gone, self._gone = tuple(self._gone), []
        there = np.frombuffer(self._rooms[room], np.uint8)
        for array, (begin, length) in zip(arrays, places, strict=True):
            np.copyto(there[begin : begin + length], np.frombuffer(array, np.uint8))
        return Laid(room, len(there), tuple(places), gone)

    def give_back(self, room: str) -> None:
        with self._lock:
            if room in self._rooms:
                self._free.add(room)

    def let_go(self) -> None:
        """Gives up the rooms that nobody is in: what comes next may be smaller than what was there."""
        with self._lock:
            for room in self._free:
                del self._rooms[room]
                self._gone.append(room)
            self._free.clear()

    def _room(self, size: int) -> str | None:
        fitting = [room for room in self._free if len(self._rooms[room]) >= size]
        if fitting:
            chosen = min(fitting, key=lambda room: len(self._rooms[room]))
            self._free.remove(chosen)
            return chosen
        if len(self._rooms) >= MOST_ROOMS:
            if not self._free:
                return None
            # all that are free are too small
            small = self._free.pop()
            del self._rooms[small]
            self._gone.append(small)
        return self._made(-(-size // _GRAIN) * _GRAIN)

    def _made(self, size: int) -> str | None:
        if self._is_out:
            return None
        name = f"ravine-{os.getpid()}-{uuid.uuid4().hex}"
        try:
            if sys.platform == "win32":
                self._rooms[name] = mmap.mmap(-1, size, tagname=name)
            else:
                self._rooms[name] = _mapped_file(name, size)
        except (OSError, ValueError):
            self._is_out = True
            return None
        return name

    def close(self) -> None:
        """Leaves no file behind, should the other side not have come to look at it."""
        with self._lock:
            self._is_out = True
            for room in self._rooms:
                _unlink(room)


class Guests:
    """The side that looks. `left` fills, from any thread, with rooms that nothing refers to any more."""

    def __init__(self) -> None:
        self.left: deque[str] = deque()
        self.seen: dict[str, mmap.mmap] = {}

    def arrays(self, laid: Laid) -> list[NDArray[np.uint8]]:
        """The arrays where they lie, not to be written to. Raises OSError where the room has gone."""
        for room in laid.gone:
            # what still refers to it keeps the memory
            self.seen.pop(room, None)
        memory = self.seen.get(laid.room)
        if memory is None:
            memory = self.seen[laid.room] = _opened(laid.room, laid.size)
        whole = np.frombuffer(memory, np.uint8)
        weakref.finalize(whole, self.left.append, laid.room).atexit = False
        return [whole[begin : begin + length] for begin, length in laid.places]


def sweep() -> None:
    """Away with the rooms of processes that were killed before anybody came to look: they would take memory
    until the system is started anew."""
    if sys.platform == "win32":
        return  # there a room goes with its processes
    for folder in _folders():
        with contextlib.suppress(OSError):
            for path in Path(folder).iterdir():
                found = _NAME.fullmatch(path.name)
                if found and not _is_running(int(found[1])):
                    _away(path)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _away(path: Path) -> None:
    """Not those laid down just now: they may be of a process that cannot be seen from here."""
    with contextlib.suppress(OSError):
        about = path.lstat()
        if about.st_uid == os.getuid() and time.time() - about.st_mtime > _UNSEEN:
            path.unlink()


def _folders() -> Iterator[str]:
    yield _IN_MEMORY
    # where every disk is full or read-only there is no temporary folder
    with contextlib.suppress(OSError):
        yield tempfile.gettempdir()


def _mapped_file(name: str, size: int) -> mmap.mmap:
    """A new file in memory, or else on disk, every byte of which there is. Raises OSError."""
    for folder in _folders():
        path = Path(folder, name)
        try:
            with open(path, "xb+", opener=_private) as file:
                # a file with holes would end the program once there is no space for what fills them
                file.write(bytes(size))
                file.flush()
                return mmap.mmap(file.fileno(), size)
        except OSError:
            with contextlib.suppress(OSError):
                path.unlink()
    raise OSError


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _opened(name: str, size: int) -> mmap.mmap:
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=name)
    for folder in _folders():
        with contextlib.suppress(FileNotFoundError), Path(folder, name).open("rb+") as file:
            memory = mmap.mmap(file.fileno(), size)
            # both sides have it now: its name would only outlive them
            _unlink(name)
            return memory
    raise FileNotFoundError(name)


def _unlink(name: str) -> None:
    if sys.platform != "win32":
        for folder in _folders():
            with contextlib.suppress(OSError):
                Path(folder, name).unlink()
