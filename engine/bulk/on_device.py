"""Pixels simulated by a graphics processor, one thread a pixel; how they ended is judged here.

The device brings back where each pixel ended, and since when it rests beside which of the minima that are the
same for all. Who rests elsewhere is simulated once more, watched at its own place, as on the processor.
"""

from __future__ import annotations

import dataclasses
import itertools
import threading
import weakref
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.errors import Cancelled
from engine.gpu.beginning import Beginning
from engine.gpu.buffers import Buffers, keep
from engine.gpu.tracing import NOWHERE, Chosen, Plane, Steps, Task, Tracer, TraceSource
from engine.language.device_trace import Pace
from engine.phrase import Phrase
from engine.problem import Float, Terrain

from .part import Part
from .study import Study

if TYPE_CHECKING:
    from .machinery import Room
    from .tile import Tile

_MOST = 1 << 19
"""Pixels of a strip: enough for the largest device, and few enough for one to be judged meanwhile."""

_AT_ONCE = 3
"""Strips at once: one that is judged, and two on the device, so that it always has work."""

_PIECES, _LEAST = 2, 16
"""Pieces of a strip's judging for a thread, and patches of a piece at least: to start a thread takes as long
as to judge a few."""


def simulate(
    part: Part,
    tile: Tile,
    seed: int,
    threads: int,
    cancel: threading.Event | None,
    progress: Callable[[float], object] | None,
) -> None:
    """Fill the arrays of a part's tile; see `tile.compute`."""
    tracer, plane, given = _tracer_of(part.study), _plane_of(part), part.given
    room, wide = tracer.room(plane.words), part.shape[1]
    strips = _strips(part, room)
    most = wide * max(len(rows) for rows in strips)
    tracer.require(most, plane.words, room)
    at_once = _AT_ONCE if room is None else min(_AT_ONCE, room // most)
    steps = Steps(given.numbers.p, given.numbers.q, given.numbers.steady)
    task = tracer.task(_beginning(part), steps, given.rough, given.bounds[4], seed, plane)
    _Line(part, tile, tracer, task, most, threads, cancel, _Told(progress)).run(strips, at_once)


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


def _beginning(part: Part) -> Beginning:
    from .layout import HIGH, WIDE
    from .patches import BY_COLUMN, BY_PIXEL, BY_ROW, SAME

    wide = part.shape[1]
    further = {SAME: (0, 0), BY_COLUMN: (0, 1), BY_ROW: (1, 0), BY_PIXEL: (wide, 1)}
    lines = [(at, *further[int(kind)]) for kind, at in part.starts.kinds]
    patches = HIGH, WIDE, -(-part.study.width // WIDE)
    corner = part.rows.start, part.columns.start
    return Beginning(np.array(lines, np.int64), part.starts.pool, wide, corner, patches)


def _strips(part: Part, room: int | None) -> list[range]:
    """The part's rows in strips of whole rows of patches, as few as the device has room for together."""
    from .layout import HIGH

    rows, (high, wide) = part.rows, part.shape
    most = _MOST if room is None else min(_MOST, room // _AT_ONCE)
    if high * wide <= most:
        return [range(rows.start, rows.stop)]
    together = max(1, most // wide // HIGH) * HIGH
    edges = [rows.start, *range((rows.start // together + 1) * together, rows.stop, together), rows.stop]
    return list(itertools.starmap(range, itertools.pairwise(edges)))


class _Told:
    """What was told of the progress, which never goes back."""

    def __init__(self, progress: Callable[[float], object] | None) -> None:
        self.progress = progress
        self.last = 0.0

    def __call__(self, share: float) -> None:
        if self.progress is not None and share > self.last:
            self.last = share
            self.progress(share)


@dataclass(frozen=True)
class _Strip:
    """Rows of a part that are on the device together.

    again: (pixels,), becomes 1 where it is not known since when one rests; at: (2, pixels), where it does.
    """

    rows: range
    pixels: range
    tile: Tile
    buffers: Buffers
    again: NDArray[np.uint8]
    at: Float
    judging: list[Future[None]] = field(default_factory=list)


@dataclass(frozen=True)
class _Line:
    """Strips one behind the other: while one is judged here, the device steps the next ones.

    most: pixels of the largest strip.
    """

    part: Part
    tile: Tile
    tracer: Tracer
    task: Task
    most: int
    threads: int
    cancel: threading.Event | None
    told: _Told
    strips: deque[_Strip] = field(default_factory=deque)

    def run(self, strips: list[range], at_once: int) -> None:
        """Fill the tile, with at most so many strips under way."""
        try:
            with ThreadPoolExecutor(self.threads, "ravine-map") as pool:
                for rows in strips:
                    if len(self.strips) == at_once:
                        self._finish(pool)
                    self._begin(rows)
                    for strip in list(self.strips)[:-1]:
                        self._judge(strip, pool)
                self._judge(self.strips[-1], pool)
                while self.strips:
                    self._finish(pool)
        finally:
            # What was stopped may still be at work with this memory.
            for strip in self.strips:
                strip.buffers.stream.synchronize()

    def _begin(self, rows: range) -> None:
        (high, wide), low = self.part.shape, rows.start - self.part.rows.start
        pixels = range(low * wide, (low + len(rows)) * wide)
        strip = _Strip(
            rows, pixels, self.tile.cut(slice(low, low + len(rows))),
            self.tracer.buffers(self.task.plane.words, self.most),
            np.zeros(len(pixels), np.uint8), np.empty((2, len(pixels)), self.part.dtype),
        )  # fmt: skip
        self.strips.append(strip)

        def tell(share: float) -> None:
            self.told((low + share * len(rows)) / high)

        self.tracer.start(self.task, strip.buffers, pixels, self.cancel, tell)

    def _judge(self, strip: _Strip, pool: ThreadPoolExecutor) -> None:
        """Have a strip judged that is not yet, as soon as it is here."""
        from .layout import HIGH, WIDE
        from .machinery import room_for

        if strip.judging:
            return
        work = self._judging(strip)

        def on(low: int, high: int) -> None:
            if self.cancel is not None and self.cancel.is_set():
                raise Cancelled(Phrase("stopped on request"))
            room = room_for(self.part.machine)
            work(room, low, high)
            self.part.machine.rooms.append(room)

        columns = self.part.columns
        high = (strip.rows.stop - 1) // HIGH - strip.rows.start // HIGH + 1
        wide = (columns.stop - 1) // WIDE - columns.start // WIDE + 1
        number = max(1, min(high * wide // _LEAST, _PIECES * self.threads))
        edges = [high * wide * k // number for k in range(number + 1)]
        strip.judging.extend(pool.submit(on, *piece) for piece in itertools.pairwise(edges))

    def _judging(self, strip: _Strip) -> Callable[[Room, int, int], object]:
        """What judges some of a strip's patches."""
        from .machinery import compiled_ends

        whole, given, machine = self.part, self.part.given, self.part.machine
        rows, basins = slice(strip.rows.start, strip.rows.stop), (whole.cells, whole.frame)
        part = whole if rows == whole.rows else Part(whole.study, given, rows, whole.columns, basins)
        loop, arrays, s = compiled_ends(part.dtype.name), strip.tile.in_order(), part.starts
        end = strip.buffers.end(len(strip.pixels))

        def work(room: Room, low: int, high: int) -> None:
            loop(
                machine.measuring, machine.kernels.shape, s.kinds, s.pool, part.entries, given.places.exact,
                part.sets, given.bounds, given.numbers.q_wide,
                room.block, room.notes, room.wide, room.verdicts, room.seen,
                end.theta, end.previous, end.stopped, end.since, end.beside, end.walked, end.farthest,
                end.seen, strip.again, strip.at, *arrays, low, high,
            )  # fmt: skip

        return work

    def _finish(self, pool: ThreadPoolExecutor) -> None:
        """Wait for the first strip, and ask again of whom it is not known since when they rest."""
        strip = self.strips[0]
        self._judge(strip, pool)
        for piece in strip.judging:
            piece.result()
        again = np.flatnonzero(strip.again.view(np.bool_))
        if len(again):
            chosen = Chosen(again + strip.pixels.start, strip.at[:, again])
            self.tracer.start(self.task, strip.buffers, chosen, self.cancel)
            since = strip.buffers.end(len(again)).since
            found = since > 0
            strip.tile.steps.reshape(-1)[again[found]] = since[found]
        self.strips.popleft()
        keep(strip.buffers)
        self.told((strip.rows.stop - self.part.rows.start) / self.part.shape[0])
