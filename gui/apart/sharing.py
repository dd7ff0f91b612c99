"""Values for another process, in which the same object, sent again, is the same object there.

What makes up a scenario is compared by identity: a run that was not edited is not computed again. The process
of the worker keeps what both sides know by number; the window's refers to such an object for as long as it
has it, and tells when it does not any more.
"""

from __future__ import annotations

import io
import itertools
import pickle
import threading
import weakref
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any

_MODULES = ("scenarios.resolved", "engine.entries.", "engine.networks.task")
"""Classes of these modules are frozen, and their instances compared by identity."""

PROTOCOL = 5

Buffers = Sequence[pickle.PickleBuffer]


_reading = threading.local()
"""Who reads a message on this thread: a message calls `define` and `known`."""


def define(number: int, make: Callable[..., Any], arguments: tuple, state: dict[str, Any] | None) -> Any:
    """An object that a message brings for the first time."""
    made = make(*arguments)
    if state is not None:
        made.__dict__.update(state)
    _reading.side.note(number, made)
    return made


def known(number: int) -> Any:
    """An object that an earlier message brought."""
    return _reading.side.known(number)


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, number: Callable[[Any], tuple[int, bool]], buffers: list) -> None:
        super().__init__(file, PROTOCOL, buffer_callback=buffers.append)
        self._number = number

    def reducer_override(self, given: Any) -> Any:
        if not type(given).__module__.startswith(_MODULES):
            return NotImplemented
        number, is_known = self._number(given)
        if is_known:
            return known, (number,)
        make, arguments, state = given.__reduce_ex__(PROTOCOL)[:3]
        return define, (number, make, arguments, state and _own_state(type(given), dict(state)))


def _own_state(kind: type, state: dict[str, Any]) -> dict[str, Any]:
    """Without what an object remembers of itself: it may be large, and another thread may just add to it."""
    return {name: value for name, value in state.items() if name not in _remembered(kind)}


@cache
def _remembered(kind: type) -> frozenset[str]:
    return frozenset(
        name for each in kind.__mro__ for name, it in vars(each).items() if isinstance(it, cached_property)
    )


class Side(ABC):
    """One of the two that send objects to each other."""

    def dumps(self, value: object) -> tuple[bytes, Buffers]:
        """The value, and apart from it the arrays in it."""
        buffers: list[pickle.PickleBuffer] = []
        file = io.BytesIO()
        _Pickler(file, self.number, buffers).dump(value)
        return file.getvalue(), buffers

    def loads(self, data: bytes, buffers: Sequence[Any] = ()) -> Any:
        """What the other side's `dumps` was given."""
        _reading.side = self
        return pickle.loads(data, buffers=buffers)

    @abstractmethod
    def number(self, given: Any) -> tuple[int, bool]:
        """An object's number, and whether the other side knows it by that."""

    @abstractmethod
    def note(self, number: int, made: Any) -> None:
        """The other side calls this object so."""

    @abstractmethod
    def known(self, number: int) -> Any:
        """The object that the other side calls so."""


class Keeper(Side):
    """The worker's side: it has every object that the other side may name, and names none itself."""

    def __init__(self) -> None:
        self._kept: dict[int, Any] = {}
        self._numbers = itertools.count(1, 2)

    def __len__(self) -> int:
        return len(self._kept)

    def number(self, given: Any) -> tuple[int, bool]:
        number = next(self._numbers)
        self._kept[number] = given
        return number, False

    def note(self, number: int, made: Any) -> None:
        self._kept[number] = made

    def known(self, number: int) -> Any:
        return self._kept[number]

    def forget(self, numbers: Sequence[int]) -> None:
        """The other side does not have these any more."""
        for number in numbers:
            del self._kept[number]


class Borrower(Side):
    """The window's side: it names objects for as long as it has them itself.

    `forgotten` fills, from any thread, with the numbers of those that it has not any more; they are to be
    told after whatever was sent before. Writing is for one thread, reading for another.
    """

    def __init__(self) -> None:
        self.forgotten: deque[int] = deque()
        self._numbers = itertools.count(2, 2)
        self._number_of: dict[int, int] = {}
        self._told: list[int] = []

    def dumps(self, value: object) -> tuple[bytes, Buffers]:
        self._told = []
        try:
            return super().dumps(value)
        except BaseException:
            for key in self._told:
                self._number_of.pop(key, None)  # nobody will hear of them
            raise

    def number(self, given: Any) -> tuple[int, bool]:
        number = self._number_of.get(id(given))
        if number is not None:
            return number, True
        number = next(self._numbers)
        self._told.append(id(given))
        self.note(number, given)
        return number, False

    def note(self, number: int, made: Any) -> None:
        key = id(made)
        self._number_of[key] = number
        weakref.finalize(made, self._forget, key).atexit = False

    def known(self, number: int) -> Any:
        raise KeyError(number)  # the other side names nothing

    def _forget(self, key: int) -> None:
        number = self._number_of.pop(key, None)
        if number is not None:
            self.forgotten.append(number)
