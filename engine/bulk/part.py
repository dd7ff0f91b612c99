"""A rectangle of a map's pixels as the compiled loops take it, and the work on it in pieces."""

from __future__ import annotations

import itertools
import math
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import Cancelled
from engine.outcome import FAR, NEAR
from engine.phrase import Phrase

from .basins import NO_BASINS, Basins
from .study import MEASURES, Study
from .terrain import NEAR_ENOUGH, Places, places_of

if TYPE_CHECKING:
    from .inputs import Numbers
    from .machinery import Machinery, Room

_PIECES = 6
"""Pieces a thread at least, so that none waits long for the others at the end."""


@dataclass(frozen=True)
class Given:
    """What all tiles of a study have in common."""

    machine: Machinery
    numbers: Numbers
    places: Places
    rough: NDArray[np.floating]
    bounds: NDArray[np.float64]


_given: weakref.WeakKeyDictionary[Study, dict[bool, Given]] = weakref.WeakKeyDictionary()


def given_by(study: Study, fused: bool) -> Given:
    """From the study's last tile, where there was one."""
    known = _given.setdefault(study, {})
    if fused not in known:
        from .inputs import numbers_of
        from .machinery import machinery

        machine, places = machinery(study, fused), places_of(study)
        numbers = numbers_of(study, machine)
        rough = places.rough(machine.problem.dtype)
        known[fused] = Given(machine, numbers, places, rough, _bounds(study))
    return known[fused]


def _bounds(study: Study) -> NDArray[np.float64]:
    x0, x1, y0, y1 = study.field.domain
    near = NEAR * float(np.hypot(x1 - x0, y1 - y0))
    labelled = math.inf if study.moves_minima else NEAR_ENOUGH * near
    return np.array([x0, x1, y0, y1, near, FAR, labelled, _largest_square(near), _largest_square(labelled)])


def _largest_square(length: float) -> float:
    """The largest number whose root is not above a length."""
    square = length * length
    while math.sqrt(square) > length:
        square = math.nextafter(square, 0.0)
    while square < math.inf and math.sqrt(math.nextafter(square, math.inf)) <= length:
        square = math.nextafter(square, math.inf)
    return square


class Part:
    """Pixels of a study, ready to be simulated with any seed. basins: those of the plane that are counted."""

    def __init__(
        self, study: Study, given: Given, rows: slice, columns: slice, basins: Basins = NO_BASINS
    ) -> None:
        from .inputs import starts_of

        self.cells, self.frame = basins
        self.study, self.given, self.rows, self.columns = study, given, rows, columns
        self.machine, self.dtype = given.machine, given.machine.problem.dtype
        self.starts = starts_of(study, self.machine, given.numbers.params, rows, columns)
        self.sets = given.places.sets_of(rows, columns)
        self.entries = self._entries()

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows.stop - self.rows.start, self.columns.stop - self.columns.start

    def _entries(self) -> NDArray[np.int64]:
        asked = sum(1 << k for k, name in enumerate(MEASURES) if name in self.study.measures)
        return np.array(
            [
                self.study.steps, self.given.numbers.steady, asked, self.study.width, self.rows.start,
                self.columns.start, *self.shape, int(self.study.moves_minima),
            ],
            np.int64,
        )  # fmt: skip

    def in_pieces(
        self,
        work: Callable[[Room, int, int], object],
        size: int,
        threads: int,
        cancel: threading.Event | None,
        progress: Callable[[float], object] | None = None,
    ) -> None:
        """Call work(room, low, high) for ranges of about `size` patches that cover the part, on threads.

        Raises Cancelled soon after `cancel` is set.
        """
        from .layout import HIGH, WIDE
        from .machinery import room_for

        high = (self.rows.stop - 1) // HIGH - self.rows.start // HIGH + 1
        wide = (self.columns.stop - 1) // WIDE - self.columns.start // WIDE + 1
        pieces = _pieces(high * wide, size, threads)
        done = itertools.count(1)

        def on(piece: tuple[int, int]) -> None:
            if cancel is not None and cancel.is_set():
                raise Cancelled(Phrase("stopped on request"))
            room = room_for(self.machine)
            work(room, *piece)
            self.machine.rooms.append(room)
            if progress is not None:
                progress(next(done) / len(pieces))

        if threads == 1 or len(pieces) == 1:
            for piece in pieces:
                on(piece)
        else:
            with ThreadPoolExecutor(min(threads, len(pieces)), "ravine-map") as pool:
                for future in [pool.submit(on, piece) for piece in pieces]:
                    future.result()


def _pieces(patches: int, size: int, threads: int) -> list[tuple[int, int]]:
    """The patches in pieces of work."""
    number = min(patches, max(-(-patches // max(1, size)), _PIECES * threads if threads > 1 else 1))
    edges = [patches * k // number for k in range(number + 1)]
    return list(itertools.pairwise(edges))
