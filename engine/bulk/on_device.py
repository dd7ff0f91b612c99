"""Pixels simulated by a graphics processor, one thread a pixel; how they ended is judged here.

The device brings back where each pixel ended, and since when it rests beside which of the minima that are the
same for all. Who rests elsewhere is simulated once more, watched at its own place, as on the processor.
"""

from __future__ import annotations

import dataclasses
import itertools
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.gpu.tracing import NOWHERE, Begin, End, Plane, Steps, Tracer, TraceSource
from engine.language.device_trace import Pace
from engine.problem import Float, Terrain

from .part import Part
from .study import Study

if TYPE_CHECKING:
    from .machinery import Room
    from .tile import Tile

_MOST = 1 << 21
"""Pixels on the device at once: enough for the largest, and some hundred megabytes of memory."""

_JUDGED = 256
"""Patches of one piece of work when judging."""


def simulate(
    part: Part,
    tile: Tile,
    seed: int,
    threads: int,
    cancel: threading.Event | None,
    progress: Callable[[float], object] | None,
) -> None:
    """Fill the arrays of a part's tile; see `tile.compute`."""
    tracer, plane = _tracer_of(part.study), _plane_of(part)
    high = part.shape[0]
    for strip in _strips(part, tracer.room(plane.words)):
        low, done = strip.rows.start - part.rows.start, strip.rows.stop - part.rows.start
        tell = None if progress is None else _between(progress, low / high, done / high)
        _Strip(strip, tracer, seed, cancel).fill(tile.cut(slice(low, done)), plane, threads, tell)
        if progress is not None:
            progress(done / high)


def _between(progress: Callable[[float], object], low: float, high: float) -> Callable[[float], object]:
    return lambda share: progress(low + share * (high - low))


_tracers: weakref.WeakKeyDictionary[Study, Tracer] = weakref.WeakKeyDictionary()


def _tracer_of(study: Study) -> Tracer:
    """From the study's last tile, where there was one."""
    if study not in _tracers:
        _tracers[study] = Tracer(source_of(study))
    return _tracers[study]


def source_of(study: Study) -> TraceSource:
    """The kernel of a study. Raises MissingError for what a device cannot compute."""
    from .machinery import machinery
    from .simulating import LATEST, SHARE_DONE, SOONEST

    # read again: columns are added to its graph
    problem = dataclasses.replace(machinery(study, False).problem, terrain=Terrain(study.field.formula))
    changing = {name for turn in study.turns for name in (*turn.params, *turn.field_params)}
    changing |= {"eta"} if study.schedule is not None else set()
    return TraceSource(problem, Pace(SOONEST, SHARE_DONE, LATEST), study.measures, changing)


def _plane_of(part: Part) -> Plane:
    """The basins of the plane, where those that are visited are counted."""
    if "visited" not in part.study.measures:
        return NOWHERE
    return Plane(part.cells, part.frame, int(part.cells.max(initial=0)) // 64 + 1)


def _strips(part: Part, room: int | None) -> Iterator[Part]:
    """Rows of patches, as many together as the device has room for."""
    from .layout import HIGH

    rows, (high, wide) = part.rows, part.shape
    most = _MOST if room is None else min(_MOST, room)
    if high * wide <= most:
        yield part
        return
    together = max(1, most // wide // HIGH) * HIGH
    edges = [rows.start, *range((rows.start // together + 1) * together, rows.stop, together), rows.stop]
    for low, end in itertools.pairwise(edges):
        yield Part(part.study, part.given, slice(low, end), part.columns, (part.cells, part.frame))


@dataclass(frozen=True)
class _Strip:
    """Pixels that are on the device together."""

    part: Part
    tracer: Tracer
    seed: int
    cancel: threading.Event | None

    def fill(self, tile: Tile, plane: Plane, threads: int, tell: Callable[[float], object] | None) -> None:
        """Fill the arrays of the strip's tile."""
        part, given = self.part, self.part.given
        values, numbers = first_values(part), particles_of(part)
        begin = Begin(values, numbers, given.rough, given.bounds[4])
        end = self.tracer.run(begin, self._steps(), self.seed, plane, self.cancel, tell)
        again, at = self._judge(tile, end, threads)
        if not len(again):
            return
        begin = Begin([v[again] for v in values], numbers[again], at[:, again], given.bounds[4], own=True)
        since = self.tracer.run(begin, self._steps(), self.seed, self._blank(plane), self.cancel).since
        found = since > 0
        tile.steps.reshape(-1)[again[found]] = since[found]

    def _steps(self) -> Steps:
        numbers = self.part.given.numbers
        return Steps(numbers.p, numbers.q, numbers.steady)

    def _blank(self, plane: Plane) -> Plane:
        """A plane for whom it is not asked through which basins they go."""
        return Plane(np.full((1, 1), -1, np.int16), plane.frame, plane.words)

    def _judge(self, tile: Tile, end: End, threads: int) -> tuple[NDArray[np.int64], Float]:
        """Which pixels rest since it is not known when, and where all such do, (2, pixels)."""
        from .machinery import compiled_ends

        part, given, machine = self.part, self.part.given, self.part.machine
        loop, arrays, s = compiled_ends(part.dtype.name), tile.in_order(), part.starts
        again, at = np.zeros(end.theta.shape[1], np.uint8), np.zeros(end.theta.shape, part.dtype)

        def work(room: Room, low: int, high: int) -> None:
            loop(
                machine.measuring, machine.kernels.shape, s.kinds, s.pool, part.entries, given.places.exact,
                part.sets, given.bounds, given.numbers.q_wide,
                room.block, room.notes, room.wide, room.verdicts, room.seen,
                end.theta, end.previous, end.stopped, end.since, end.beside, end.walked, end.farthest,
                end.seen, again, at, *arrays, low, high,
            )  # fmt: skip

        part.in_pieces(work, _JUDGED, threads, self.cancel)
        return np.flatnonzero(again), at


def first_values(part: Part) -> list[Float]:
    """θ and every state of all pixels at the start, coordinate by coordinate, each (pixels,)."""
    from .patches import BY_COLUMN, BY_PIXEL, BY_ROW, SAME

    high, wide = part.shape
    shapes = {SAME: (1, 1), BY_COLUMN: (1, wide), BY_ROW: (high, 1), BY_PIXEL: (high, wide)}
    found = []
    for kind, at in part.starts.kinds:
        shape = shapes[int(kind)]
        values = part.starts.pool[at : at + shape[0] * shape[1]].reshape(shape)
        found.append(np.broadcast_to(values, (high, wide)).reshape(-1))
    return found


def particles_of(part: Part) -> NDArray[np.int64]:
    """The number of each pixel's particle, (pixels,): the one that the processor's patches give it."""
    from .layout import HIGH, SHARE, WIDE

    row = np.arange(part.rows.start, part.rows.stop, dtype=np.int64)[:, np.newaxis]
    column = np.arange(part.columns.start, part.columns.stop, dtype=np.int64)[np.newaxis]
    patches = row // HIGH * -(-part.study.width // WIDE) + column // WIDE
    return (patches * SHARE + row % HIGH * WIDE + column % WIDE).reshape(-1)
