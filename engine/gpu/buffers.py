"""Memory for particles on the device and for what is read of them here, kept from one use to the next.

To ask a device for memory takes it longer than many a map, to give some back waits for all that it does.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.problem import Float

if TYPE_CHECKING:
    from engine.cuda import Toolkit

_KEPT = 3

_READ = 4
"""Numbers at the front of a particle's that are read: two coordinates of two positions."""


class Kind(NamedTuple):
    """What a particle has: so many numbers of a type, the sums at one of them or -1; words of 64 bits;
    and whether it has a number of its own."""

    real: str
    numbers: int
    sums: int
    words: int
    numbered: bool

    @property
    def bytes_each(self) -> int:
        """Bytes of one particle on the device."""
        whole = 3 * 4 + 8 * self.words + 8 * self.numbered
        return self.numbers * np.dtype(self.real).itemsize + whole


@dataclass(frozen=True)
class End:
    """What became of n particles, in memory that is theirs until the buffers are used again.

    theta, previous (2, n): the last finite position and the one a step before. stopped, since, beside (n,)
    int32: the step that was not finite or -1, the first step at rest or 0, and beside which place. walked,
    farthest (n,): the path's length and the largest square of the distance from the start; seen (words, n)
    int64. What was not asked for is empty.
    """

    theta: Float
    previous: Float
    stopped: NDArray[np.int32]
    since: NDArray[np.int32]
    beside: NDArray[np.int32]
    walked: Float
    farthest: Float
    seen: NDArray[np.int64]


@dataclass(frozen=True)
class _Views:
    """The parts of the buffers that n particles take."""

    n: int
    notes: tuple[Any, Any, Any]
    copies: list[tuple[Any, Any]]
    end: End


class Buffers:
    """Room for at most so many particles, with a queue of work of its own."""

    def __init__(self, toolkit: Toolkit, kind: Kind, most: int) -> None:
        real, sums = np.dtype(kind.real), 2 * (kind.sums >= 0)
        self.toolkit, self.kind, self.most = toolkit, kind, most
        # a kernel is given at least one number of each
        self.w = toolkit.empty(kind.numbers * most, real)
        self.notes = toolkit.empty(3 * most, np.int32)
        self.seen = toolkit.empty(max(1, kind.words * most), np.int64)
        self.particles = toolkit.empty(most if kind.numbered else 1, np.int64)
        self.numbers_here = toolkit.pinned((_READ + sums) * most, real)
        self.notes_here = toolkit.pinned(3 * most, np.int32)
        self.seen_here = toolkit.pinned(max(1, kind.words * most), np.int64)
        self.stream = toolkit.stream()
        #: What the work in the queue is given besides: not to be freed before it is done.
        self.given: dict[str, Any] = {}
        self._views: _Views | None = None

    def notes_of(self, n: int) -> tuple[Any, Any, Any]:
        """Where n particles stopped, since when they rest, and beside what: on the device, each (n,)."""
        return self._of(n).notes

    def fetch(self, n: int) -> None:
        """Queue the copies of what is read of n particles behind the work before."""
        for there, here in self._of(n).copies:
            there.copy_to_host(here, stream=self.stream)

    def end(self, n: int) -> End:
        """What was fetched of n particles, once it is here."""
        self.stream.synchronize()
        return self._of(n).end

    def _of(self, n: int) -> _Views:
        if self._views is None or self._views.n != n:
            self._views = self._cut(n)
        return self._views

    def _cut(self, n: int) -> _Views:
        kind, front, whole = self.kind, _READ * n, self.kind.words * n
        summed = kind.sums >= 0
        copies = [
            (self.w[:front], self.numbers_here[:front]),
            (self.notes[: 3 * n], self.notes_here[: 3 * n]),
        ]
        if summed:
            first = kind.sums * n
            copies.append((self.w[first : first + 2 * n], self.numbers_here[front : front + 2 * n]))
        if whole:
            copies.append((self.seen[:whole], self.seen_here[:whole]))
        stopped, since, beside = self.notes_here[: 3 * n].reshape(3, n)
        theta, previous = self.numbers_here[:front].reshape(2, 2, n)
        walked, farthest = self.numbers_here[front : front + 2 * n * summed].reshape(2, n * summed)
        seen = self.seen_here[:whole].reshape(kind.words, n)
        return _Views(
            n,
            (self.notes[:n], self.notes[n : 2 * n], self.notes[2 * n : 3 * n]),
            copies,
            End(theta, previous, stopped, since, beside, walked, farthest, seen),
        )


_kept: list[Buffers] = []
_lock = threading.Lock()


def taken(toolkit: Toolkit, kind: Kind, most: int) -> Buffers:
    """Buffers for at least so many particles that nobody else has; hand them to `keep` afterwards."""
    with _lock:
        for at, found in enumerate(_kept):
            if found.toolkit is toolkit and found.kind == kind and found.most >= most:
                return _kept.pop(at)
    return Buffers(toolkit, kind, most)


def keep(buffers: Buffers) -> None:
    """Keep buffers that are no longer used for who takes some next; the oldest give way."""
    buffers.given = {}
    with _lock:
        _kept.append(buffers)
        del _kept[:-_KEPT]
