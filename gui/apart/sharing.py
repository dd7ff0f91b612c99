"""Values for another process, in which the same object, sent again, is the same object there.

What makes up a scenario is compared by identity: a run that was not edited is not computed again. The process
of the worker keeps what both sides know by number; the window's refers to such an object for as long as it
has it, and tells when it does not any more.
"""

from __future__ import annotations

import io
import itertools
import pickle
import weakref
from collections import deque
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any

_MODULES = ("scenarios.resolved", "engine.entries.", "engine.networks.task")
"""Classes of these modules are frozen, and their instances compared by identity."""

PROTOCOL = 5

Buffers = Sequence[pickle.PickleBuffer]


def define(number: int, make: Callable[..., Any], arguments: tuple, state: dict[str, Any] | None) -> Any:
    """Stands in a message for an object that is sent for the first time; see `_Unpickler`."""
    raise NotImplementedError  # readers put a function of their own in its place


def known(number: int) -> Any:
    """Stands in a message for an object that was sent before; see `_Unpickler`."""
    raise NotImplementedError  # readers put a function of their own in its place


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


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, buffers: Sequence[Any], stand_in: dict[str, Callable[..., Any]]) -> None:
        super().__init__(io.BytesIO(data), buffers=buffers)
        self._stand_in = stand_in

    def find_class(self, module: str, name: str) -> Any:
        if module == __name__:
            return self._stand_in[name]
        return super().find_class(module, name)


def _made(make: Callable[..., Any], arguments: tuple, state: dict[str, Any] | None) -> Any:
    made = make(*arguments)
    if state is not None:
        made.__dict__.update(state)
    return made


class Keeper:
    """The worker's side: it has every object that the other side may name."""

    def __init__(self) -> None:
        self._kept: dict[int, Any] = {}
        self._numbers = itertools.count(1, 2)

    def __len__(self) -> int:
        return len(self._kept)

    def dumps(self, value: object) -> tuple[bytes, Buffers]:
        """The value, and apart from it the arrays in it."""
        buffers: list[pickle.PickleBuffer] = []
        file = io.BytesIO()
        _Pickler(file, self._number, buffers).dump(value)
        return file.getvalue(), buffers

    def _number(self, given: Any) -> tuple[int, bool]:
        number = next(self._numbers)
        self._kept[number] = given
        return number, False

    def loads(self, data: bytes, buffers: Sequence[Any] = ()) -> Any:
        stand_in = {"define": self._define, "known": self._kept.__getitem__}
        return _Unpickler(data, buffers, stand_in).load()

    def _define(self, number: int, *how: Any) -> Any:
        self._kept[number] = made = _made(*how)
        return made

    def forget(self, numbers: Sequence[int]) -> None:
        """The other side does not have these any more."""
        for number in numbers:
            del self._kept[number]


class Borrower:
    """The window's side: it names objects for as long as it has them itself.

    `forgotten` fills, from any thread, with the numbers of those that it has not any more; they are to be
    told after whatever was sent before.
    """

    def __init__(self) -> None:
        self.forgotten: deque[int] = deque()
        self._numbers = itertools.count(2, 2)
        self._number_of: dict[int, int] = {}

    def dumps(self, value: object) -> tuple[bytes, Buffers]:
        """The value, and apart from it the arrays in it."""
        buffers: list[pickle.PickleBuffer] = []
        file = io.BytesIO()
        before = set(self._number_of)
        try:
            _Pickler(file, self._number, buffers).dump(value)
        except BaseException:
            for key in set(self._number_of) - before:
                del self._number_of[key]  # nobody will hear of them
            raise
        return file.getvalue(), buffers

    def _number(self, given: Any) -> tuple[int, bool]:
        number = self._number_of.get(id(given))
        if number is not None:
            return number, True
        number = next(self._numbers)
        self._note(number, given)
        return number, False

    def _note(self, number: int, given: Any) -> None:
        key = id(given)
        self._number_of[key] = number
        weakref.finalize(given, self._forget, key).atexit = False

    def _forget(self, key: int) -> None:
        number = self._number_of.pop(key, None)
        if number is not None:
            self.forgotten.append(number)

    def loads(self, data: bytes, buffers: Sequence[Any] = ()) -> Any:
        # the other side names nothing: it defines what it sends, each time anew
        return _Unpickler(data, buffers, {"define": self._define}).load()

    def _define(self, number: int, *how: Any) -> Any:
        made = _made(*how)
        self._note(number, made)
        return made
