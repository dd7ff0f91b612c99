"""A part of a map, computed: one whole simulation a pixel, at the engine's own speed."""

from __future__ import annotations

import itertools
import math
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import Cancelled, RangeError
from engine.language.common_kernels import SEED_HIGH, SEED_LOW
from engine.machine import usable_threads
from engine.numerics import philox
from engine.outcome import FAR, NEAR
from engine.phrase import Phrase

from .study import MEASURES, Study
from .terrain import Places, places_of

if TYPE_CHECKING:
    from .inputs import Numbers, Starts
    from .machinery import Machinery, Room

Float = NDArray[np.floating]

_UNIT = 1 << 24
"""Particle-steps of one piece of work: it costs nothing to begin one, and work is stopped between two."""

_STEPS, _BASIN, _BYTE = np.dtype(np.int32), np.dtype(np.int16), np.dtype(np.uint8)
_NONE = np.zeros((0, 0), _BYTE)

_TOGETHER = range(1 << 18, 1 << 20)
"""Pixels of a tile whose arrays lie in one piece of memory, which then comes in large pages and saves a third
of the fixed costs. Smaller ones come from what is at hand, larger ones have large pages one by one."""

_PIECES = 6
"""Pieces a thread at least, so that none waits long for the others at the end."""


@dataclass(frozen=True, eq=False)
class Tile:
    """What became of each pixel; every array is (height, width), the first row and column the lowest values.

    With several seeds a number is the median over them and a code the most frequent one; `spread` has more.
    """

    outcome: NDArray[np.uint8]
    """Codes of `engine.outcome.Outcome`."""
    basin: NDArray[np.int16]
    """The number of the minimum reached, in the order of `terrain.places_of`; -1 for none or an unknown."""
    steps: NDArray[np.int32]
    """After how many steps it was decided: at rest beside the minimum, or the step whose result was not
    finite; all of them where nothing was decided."""
    loss: Float
    """At the last finite position."""
    rate: Float
    """How fast it diverged: the growth of its distance from the domain's middle, in powers of e a step; NaN
    for what did not diverge."""
    distance: Float | None = None
    """The length of the path, where the study measures it."""
    excursion: Float | None = None
    """The largest distance from the start."""
    visited: NDArray[np.uint8] | None = None
    """Through how many basins of the landscape the path went."""
    success: NDArray[np.float32] | None = None
    """The share of seeds that converged; None for a single one."""
    spread: dict[str, Float] = field(default_factory=dict)
    """With several seeds: the mean and quantiles of loss and steps over them, such as "loss:q10"."""

    def arrays(self) -> dict[str, NDArray]:
        """Everything there is, by name."""
        names = ("outcome", "basin", "steps", "loss", "rate", "distance", "excursion", "visited", "success")
        found = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return {**found, **self.spread}


def compute(
    study: Study,
    rows: slice = slice(None),
    columns: slice = slice(None),
    cancel: threading.Event | None = None,
    threads: int | None = None,
    kernels: Literal["split", "fused"] = "split",
    progress: Callable[[float], object] | None = None,
) -> Tile:
    """The pixels of these rows and columns. The bits do not depend on how a map is cut.

    kernels: as in `engine.Run`; "fused" compiles for long. progress is called with the share that is done.
    Raises Cancelled soon after `cancel` is set.
    """
    rows, columns = _checked("rows", rows, study.height), _checked("columns", columns, study.width)
    job = _Job(study, rows, columns, kernels == "fused")
    if study.seeds == 1:
        return job.run(study.seed, cancel, threads or usable_threads(), progress)
    from .repeats import gathered

    tiles = []
    for k in range(study.seeds):
        tell = None if progress is None else _part(progress, k, study.seeds)
        tiles.append(job.run(study.seed + k, cancel, threads or usable_threads(), tell))
    return gathered(tiles)


def _part(progress: Callable[[float], object], k: int, parts: int) -> Callable[[float], object]:
    return lambda share: progress((k + share) / parts)


def _checked(name: str, part: slice, size: int) -> slice:
    low, high, step = part.indices(size)
    if step != 1 or low >= high:
        raise RangeError(name, low, 0, size - 1)
    return slice(low, high)


@dataclass(frozen=True)
class _Given:
    """What all tiles of a study have in common."""

    machine: Machinery
    numbers: Numbers
    places: Places
    rough: Float
    bounds: NDArray[np.float64]


_given: weakref.WeakKeyDictionary[Study, dict[bool, _Given]] = weakref.WeakKeyDictionary()


def _given_by(study: Study, fused: bool) -> _Given:
    """From the study's last tile, where there was one."""
    known = _given.setdefault(study, {})
    if fused not in known:
        from .inputs import numbers_of
        from .machinery import machinery

        machine, places = machinery(study, fused), places_of(study)
        numbers = numbers_of(study, machine)
        rough = places.rough(machine.problem.dtype)
        known[fused] = _Given(machine, numbers, places, rough, _bounds(study))
    return known[fused]


def _bounds(study: Study) -> NDArray[np.float64]:
    x0, x1, y0, y1 = study.field.domain
    near = NEAR * float(np.hypot(x1 - x0, y1 - y0))
    labelled = math.inf if study.moves_minima else 4 * near
    return np.array([x0, x1, y0, y1, near, FAR, labelled, _largest_square(near), _largest_square(labelled)])


def _largest_square(length: float) -> float:
    """The largest number whose root is not above a length."""
    square = length * length
    while math.sqrt(square) > length:
        square = math.nextafter(square, 0.0)
    while square < math.inf and math.sqrt(math.nextafter(square, math.inf)) <= length:
        square = math.nextafter(square, math.inf)
    return square


class _Job:
    """The pixels of a tile, ready to be simulated with any seed."""

    def __init__(self, study: Study, rows: slice, columns: slice, fused: bool) -> None:
        from .inputs import starts_of

        self.study, self.rows, self.columns = study, rows, columns
        self.given = _given_by(study, fused)
        self.machine = self.given.machine
        self.starts: Starts = starts_of(study, self.machine, self.given.numbers.params, rows, columns)
        self.sets = self.given.places.sets_of(rows, columns)
        self.entries = self._entries()

    def run(
        self,
        seed: int,
        cancel: threading.Event | None,
        threads: int,
        progress: Callable[[float], object] | None,
    ) -> Tile:
        from .layout import HIGH, WIDE
        from .machinery import room_for

        tile = self._empty()
        high = (self.rows.stop - 1) // HIGH - self.rows.start // HIGH + 1
        wide = (self.columns.stop - 1) // WIDE - self.columns.start // WIDE + 1
        pieces = _pieces(high * wide, HIGH * WIDE * self.study.steps, threads)
        done = itertools.count(1)
        key = self.given.numbers.key.copy()
        key[SEED_LOW], key[SEED_HIGH] = philox.key_of(seed)

        def work(piece: tuple[int, int]) -> None:
            if cancel is not None and cancel.is_set():
                raise Cancelled(Phrase("stopped on request"))
            room = room_for(self.machine)
            self._patches(tile, key.copy(), room, *piece)
            self.machine.rooms.append(room)
            if progress is not None:
                progress(next(done) / len(pieces))

        if threads == 1 or len(pieces) == 1:
            for piece in pieces:
                work(piece)
        else:
            with ThreadPoolExecutor(min(threads, len(pieces)), "ravine-map") as pool:
                for future in [pool.submit(work, piece) for piece in pieces]:
                    future.result()
        return tile

    def _patches(self, tile: Tile, key: NDArray[np.int64], room: Room, low: int, high: int) -> None:
        k, n, s, places = self.machine.kernels, self.given.numbers, self.starts, self.given.places
        bounds, none = self.given.bounds, self.given.rough[:0]
        dtype = self.machine.problem.dtype
        self.machine.map_patches(
            k.addresses, self.machine.measuring, k.plan, k.shape, n.p, n.q, n.amounts, key,
            s.kinds, s.pool, self.entries, places.exact, self.given.rough, self.sets, bounds,
            dtype.type(bounds[4]), places.cells, places.frame.astype(dtype), n.q_wide,
            room.block, room.notes, room.wide, room.verdicts, room.seen,
            tile.outcome, tile.basin, tile.steps, tile.loss, tile.rate,
            none if tile.distance is None else tile.distance,
            none if tile.excursion is None else tile.excursion,
            _NONE if tile.visited is None else tile.visited,
            low, high,
        )  # fmt: skip

    def _entries(self) -> NDArray[np.int64]:
        asked = sum(1 << k for k, name in enumerate(MEASURES) if name in self.study.measures)
        height, width = self.rows.stop - self.rows.start, self.columns.stop - self.columns.start
        return np.array(
            [
                self.study.steps, self.given.numbers.steady, asked, self.study.width, self.rows.start,
                self.columns.start, height, width, int(self.study.moves_minima),
            ],
            np.int64,
        )  # fmt: skip

    def _empty(self) -> Tile:
        """The arrays, in one piece of memory where that pays."""
        shape = self.rows.stop - self.rows.start, self.columns.stop - self.columns.start
        real, measures = self.machine.problem.dtype, self.study.measures
        kinds = {
            "loss": real,
            "rate": real,
            "steps": _STEPS,
            "basin": _BASIN,
            "outcome": _BYTE,
        }
        if measures:
            kinds |= {name: real for name in ("distance", "excursion") if name in measures}
            kinds |= {"visited": _BYTE} if "visited" in measures else {}
        pixels = shape[0] * shape[1]
        if pixels not in _TOGETHER:
            apart: dict[str, Any] = {name: np.empty(shape, kind) for name, kind in kinds.items()}
            return Tile(**apart)
        # from the widest numbers to the narrowest, so that all lie at multiples of their size
        order = sorted(kinds, key=lambda name: -kinds[name].itemsize)
        memory, at = np.empty(sum(pixels * kind.itemsize for kind in kinds.values()), np.uint8), 0
        arrays: dict[str, Any] = {}
        for name in order:
            end = at + pixels * kinds[name].itemsize
            arrays[name] = memory[at:end].view(kinds[name]).reshape(shape)
            at = end
        return Tile(**arrays)


def _pieces(patches: int, steps_of_one: int, threads: int) -> list[tuple[int, int]]:
    """The patches in pieces of work."""
    size = max(1, _UNIT // steps_of_one)
    number = min(patches, max(-(-patches // size), _PIECES * threads if threads > 1 else 1))
    edges = [patches * k // number for k in range(number + 1)]
    return list(itertools.pairwise(edges))
