"""A part of a map, computed: one whole simulation a pixel, at the engine's own speed."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import Cancelled, RangeError
from engine.machine import usable_threads
from engine.numerics import philox
from engine.outcome import FAR, NEAR
from engine.phrase import Phrase

from .study import Study
from .terrain import Places, places_of

if TYPE_CHECKING:
    from .machinery import Machinery, Numbers, Room, Starts

Float = NDArray[np.floating]

_UNIT = 1 << 24
"""Particle-steps of one piece of work: it costs nothing to begin one, and work is stopped between two."""

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


class _Job:
    """The pixels of a tile, ready to be simulated with any seed."""

    def __init__(self, study: Study, rows: slice, columns: slice, fused: bool) -> None:
        from .machinery import machinery, numbers_of, starts_of

        self.study, self.rows, self.columns = study, rows, columns
        self.machine: Machinery = machinery(study, fused)
        self.numbers: Numbers = numbers_of(study, self.machine)
        self.starts: Starts = starts_of(study, self.machine, self.numbers.params, rows, columns)
        self.places: Places = places_of(study)
        self.sets = self.places.sets_of(rows, columns)
        self.bounds = self._bounds()

    def run(
        self,
        seed: int,
        cancel: threading.Event | None,
        threads: int,
        progress: Callable[[float], object] | None,
    ) -> Tile:
        from .machinery import room_for
        from .patches import HIGH, WIDE

        tile = self._empty()
        high = (self.rows.stop - 1) // HIGH - self.rows.start // HIGH + 1
        wide = (self.columns.stop - 1) // WIDE - self.columns.start // WIDE + 1
        pieces = _pieces(high * wide, HIGH * WIDE * self.study.steps, threads)
        local, done = threading.local(), itertools.count(1)

        def work(piece: tuple[int, int]) -> None:
            if cancel is not None and cancel.is_set():
                raise Cancelled(Phrase("stopped on request"))
            if not hasattr(local, "room"):
                local.room = room_for(self.machine)
            self._patches(tile, seed, local.room, *piece)
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

    def _patches(self, tile: Tile, seed: int, room: Room, low: int, high: int) -> None:
        k, n, s, places = self.machine.kernels, self.numbers, self.starts, self.places
        key = n.key.copy()
        from engine.language.common_kernels import SEED_HIGH, SEED_LOW

        key[SEED_LOW], key[SEED_HIGH] = philox.key_of(seed)
        dtype = self.machine.problem.dtype
        none = np.zeros((0, 0), dtype)
        self.machine.map_patches(
            k.addresses, self.machine.measuring, k.plan, k.shape, n.p, n.q, n.amounts, key,
            s.kinds, s.pool, self._entries(), places.exact, places.rough(dtype), self.sets, self.bounds,
            dtype.type(self.bounds[4]), places.cells, places.frame.astype(dtype), n.q_wide,
            room.block, room.notes, room.wide, room.verdicts, room.seen,
            tile.outcome, tile.basin, tile.steps, tile.loss, tile.rate,
            none if tile.distance is None else tile.distance,
            none if tile.excursion is None else tile.excursion,
            np.zeros((0, 0), np.uint8) if tile.visited is None else tile.visited,
            low, high,
        )  # fmt: skip

    def _entries(self) -> NDArray[np.int64]:
        from .study import MEASURES

        asked = sum(1 << k for k, name in enumerate(MEASURES) if name in self.study.measures)
        height, width = self.rows.stop - self.rows.start, self.columns.stop - self.columns.start
        return np.array(
            [
                self.study.steps, self.numbers.steady, asked, self.study.width, self.rows.start,
                self.columns.start, height, width, int(self.study.moves_minima),
            ],
            np.int64,
        )  # fmt: skip

    def _bounds(self) -> NDArray[np.float64]:
        x0, x1, y0, y1 = self.study.field.domain
        near = NEAR * float(np.hypot(x1 - x0, y1 - y0))
        labelled = np.inf if self.study.moves_minima else 4 * near
        return np.array([x0, x1, y0, y1, near, FAR, labelled])

    def _empty(self) -> Tile:
        shape = self.rows.stop - self.rows.start, self.columns.stop - self.columns.start
        dtype, measures = self.machine.problem.dtype, self.study.measures
        return Tile(
            outcome=np.empty(shape, np.uint8),
            basin=np.empty(shape, np.int16),
            steps=np.empty(shape, np.int32),
            loss=np.empty(shape, dtype),
            rate=np.empty(shape, dtype),
            distance=np.empty(shape, dtype) if "distance" in measures else None,
            excursion=np.empty(shape, dtype) if "excursion" in measures else None,
            visited=np.empty(shape, np.uint8) if "visited" in measures else None,
        )


def _pieces(patches: int, steps_of_one: int, threads: int) -> list[tuple[int, int]]:
    """The patches in pieces of work."""
    size = max(1, _UNIT // steps_of_one)
    number = min(patches, max(-(-patches // size), _PIECES * threads if threads > 1 else 1))
    edges = [patches * k // number for k in range(number + 1)]
    return list(itertools.pairwise(edges))
