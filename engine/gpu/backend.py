"""Stepping on a graphics processor: one thread a particle, many steps a launch."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from engine import cuda
from engine.errors import TooLargeError
from engine.phrase import Phrase
from engine.problem import Float, Layout, Problem, Settings, Stored

from .density import Density
from .outcomes import Classifier
from .programs import StepSource, amounts_and_key
from .splat import Splat

if TYPE_CHECKING:
    from engine.outcome import Place
    from engine.splatting import Aim, Brush

#: Particle-steps a launch: some tenths of a second, so that a run can be stopped on request.
_STRETCH = 1 << 33
_LONGEST = 1 << 14

#: Bytes of frames that one launch leaves.
_FRAME_ROOM = 1 << 28

#: The part of the device's free memory that one run may take.
_SHARE = 0.9


class CudaBackend:
    """Particles on a device: flat rows of n numbers, which only `read` and `frames` bring to the host.

    quick: in float32, divisions and roots within two units in the last place instead of the CPU's bits.
    Raises MissingError without a device, TooLargeError where the particles do not fit on it.
    """

    keeps_last = True

    def __init__(self, problem: Problem, start: Stored, *, quick: bool = False) -> None:
        self.toolkit = cuda.toolkit()
        self.problem = problem
        self.quick = quick
        self._sources: dict[tuple[tuple[str, ...], bool], StepSource] = {}
        self.rows = self._source((), False).rows
        self.numbers = len(self.rows) * problem.dims * problem.n
        self._require(self.numbers * problem.dtype.itemsize + 4 * problem.n)
        self.stream = self.toolkit.stream()
        self.amounts, self.key = (self.toolkit.array(a, self.stream) for a in amounts_and_key(problem))
        self.nothing = self.toolkit.empty(1, problem.dtype)
        self._density = Density(self.toolkit, problem.dtype)
        self._splat = Splat(self.toolkit, problem.dtype)
        self._classifier: Classifier | None = None
        self.restore(start)

    # Stepping ------------------------------------------------------------------------------------------

    def advance(self, done: int, steps: int, settings: Settings, cancel: threading.Event | None) -> int:
        source = self._source((), settings.factor is not None)
        stretch = max(1, min(_LONGEST, _STRETCH // self.problem.n))
        taken = 0
        while taken < steps:
            now = min(stretch, steps - taken)
            # The next tables are made while the device is busy.
            tables = source.step_tables(done + taken, now, settings)
            self.stream.synchronize()
            if cancel is not None and cancel.is_set():
                break
            self._launch(source, tables, done + taken, now, self.nothing, (0, 0, 0))
            taken += now
        self.stream.synchronize()
        return taken

    def frames(
        self,
        done: int,
        steps: int,
        every: int,
        settings: Settings,
        cancel: threading.Event | None,
        rows: Sequence[str] = ("theta",),
    ) -> Iterator[tuple[int, int, Float]]:
        """Take `steps` steps, a multiple of `every`; yield (after, taken, frame) for each `every` of them.

        A frame is (rows, n, d), of rows as `read` names them, after so many steps. Frames are copied while
        the device steps on, so that it has taken more than that. Once `cancel` is set no more steps begin;
        the frames of those that were taken still come.
        """
        source = self._source(tuple(rows), settings.factor is not None)
        size = len(rows) * self.problem.dims * self.problem.n
        together = self._together(size, every, steps)
        pipes = [_Pipe(self.toolkit, together * size, self.problem.dtype) for _ in range(2)]
        copying = self.toolkit.stream()
        waiting: tuple[_Pipe, int, int] | None = None
        taken = 0
        for number, first in enumerate(range(0, steps, together * every)):
            if cancel is not None and cancel.is_set():
                break
            now = min(together * every, steps - first)
            pipe, slots = pipes[number % 2], now // every
            tables = source.step_tables(done + first, now, settings)
            self._launch(source, tables, done + first, now, pipe.there, (every, every, slots))
            pipe.fetch(self.stream, copying)
            taken = first + now
            if waiting is not None:
                yield from ((after, taken, f) for after, f in self._arrived(*waiting, every, len(rows)))
            waiting = (pipe, first, slots)
        if waiting is not None:
            yield from ((after, taken, f) for after, f in self._arrived(*waiting, every, len(rows)))

    @property
    def text(self) -> str:
        """The stepping kernel."""
        return self._source((), False).source.text

    def _together(self, size: int, every: int, steps: int) -> int:
        """Frames a launch."""
        room = _FRAME_ROOM // (size * self.problem.dtype.itemsize)
        longest = min(_LONGEST, _STRETCH // self.problem.n) // every
        return max(1, min(room, longest, steps // every))

    def _arrived(
        self, pipe: _Pipe, first: int, slots: int, every: int, rows: int
    ) -> Iterator[tuple[int, Float]]:
        pipe.arrived.synchronize()
        dims, n = self.problem.dims, self.problem.n
        here = np.asarray(pipe.here)[: slots * rows * dims * n].reshape(slots, rows, dims, n)
        for slot in range(slots):
            yield first + (slot + 1) * every, here[slot].transpose(0, 2, 1).copy()

    def _launch(
        self,
        source: StepSource,
        tables: tuple[Float, Float, int],
        done: int,
        steps: int,
        frames: Any,
        when: tuple[int, int, int],
    ) -> None:
        p, q = (self.toolkit.array(table, self.stream) for table in tables[:2])
        kernel = self.toolkit.kernel(source.source, self.quick)
        n = self.problem.n
        self.toolkit.launch(
            kernel, n, self.stream,
            self.w, self.stopped, p, q, self.amounts, self.key, frames, n, done, steps, *when,
            tables[2],
        )  # fmt: skip

    def _source(self, frames: tuple[str, ...], scheduled: bool) -> StepSource:
        if (frames, scheduled) not in self._sources:
            self._sources[frames, scheduled] = StepSource(self.problem, frames, scheduled)
        return self._sources[frames, scheduled]

    def _require(self, needed: int) -> None:
        free = self.toolkit.free_memory()
        if free is not None and needed > _SHARE * free:
            raise TooLargeError(
                Phrase("{n:,} particles on the device", n=self.problem.n), needed, int(_SHARE * free)
            )

    # What a run asks -----------------------------------------------------------------------------------

    @property
    def stopped_at(self) -> NDArray[np.int32]:
        return np.asarray(self.stopped.copy_to_host(stream=self.stream), np.int32)

    def read_stopped(self, first: int) -> NDArray[np.int32]:
        found = self.stopped[: min(first, self.problem.n)].copy_to_host(stream=self.stream)
        self.stream.synchronize()
        return np.asarray(found, np.int32)

    def count_stopped(self) -> int:
        self.stream.synchronize()
        return self._splat.count(self.stopped, self.problem.n)

    def layout(self) -> Layout:
        flat = self.w[: self.problem.dims * self.problem.n].copy_to_host(stream=self.stream)
        stopped = self.stopped_at
        self.stream.synchronize()
        return Layout(flat.reshape(1, -1), stopped.reshape(1, -1), self.problem.n, self.problem.n)

    def read(self, row: str, first: int | None = None) -> Float:
        dims, n = self.problem.dims, self.problem.n
        wanted = n if first is None else min(first, n)
        begin = self.rows.index(row) * dims * n
        if wanted == n:
            spans = [(begin, begin + dims * n)]
        else:
            spans = [(begin + d * n, begin + d * n + wanted) for d in range(dims)]
        parts = [self.w[a:b].copy_to_host(stream=self.stream) for a, b in spans]
        self.stream.synchronize()
        return np.ascontiguousarray(np.concatenate(parts).reshape(dims, wanted).T)

    def read_one(self, row: str, particle: int) -> Float:
        dims, n = self.problem.dims, self.problem.n
        begin = self.rows.index(row) * dims * n + particle
        places = range(begin, begin + dims * n, n)
        parts = [self.w[place : place + 1].copy_to_host(stream=self.stream) for place in places]
        self.stream.synchronize()
        return np.concatenate(parts)

    def read_several(self, row: str, particles: NDArray[np.intp]) -> Float:
        return self.read(row)[particles]

    def stop_of(self, particle: int) -> int:
        found = self.stopped[particle : particle + 1].copy_to_host(stream=self.stream)
        self.stream.synchronize()
        return int(found[0])

    def store(self) -> Stored:
        states = {name: self.read(f"state:{name}") for name in self.problem.rule.states}
        return Stored(
            self.read("theta"), self.read("previous"), self.read("gradient"), states, self.stopped_at
        )

    def restore(self, stored: Stored) -> None:
        kept = {"theta": stored.theta, "previous": stored.previous, "gradient": stored.gradient}
        kept |= {f"state:{name}": values for name, values in stored.states.items()}
        self.w = self.toolkit.array(np.concatenate([kept[row].T.reshape(-1) for row in self.rows]))
        self.stopped = self.toolkit.array(stored.stopped_at.astype(np.int32))

    # What need not come to the host --------------------------------------------------------------------

    def density(
        self, rectangle: tuple[float, float, float, float], width: int, height: int
    ) -> NDArray[np.uint32]:
        """(height, width): particles in each pixel of (x0, x1, y0, y1), those that stopped left out."""
        self.stream.synchronize()
        return self._density.image(self.w, self.stopped, self.problem.n, rectangle, (width, height))

    def splat(self, aim: Aim, brush: Brush, size: tuple[int, int], *, stopped: bool) -> NDArray[np.uint16]:
        """(height, width): what `engine.splatting` adds to a plane, of those that stopped or the others."""
        self.stream.synchronize()
        return self._splat.plane(self.w, self.stopped, self.problem.n, aim, brush, size, stopped)

    def outcome(
        self,
        domain: tuple[float, float, float, float],
        minima: Sequence[Place],
        field_params: Mapping[str, float],
        *,
        finished: bool,
        moved: bool,
    ) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
        """Codes of `engine.outcome`, and the number of the listed minimum that is near, or -1; both (n,)."""
        if self._classifier is None:
            self._classifier = Classifier(self.toolkit, self.problem)
        self.stream.synchronize()
        return self._classifier.codes(
            self.w, self.stopped, domain, minima, field_params, finished=finished, moved=moved
        )


class _Pipe:
    """Room for the frames of one launch, on the device and on the host."""

    def __init__(self, toolkit: cuda.Toolkit, size: int, dtype: np.dtype) -> None:
        self.there = toolkit.empty(size, dtype)
        self.here = toolkit.pinned(size, dtype)
        self.stepped = toolkit.event()
        self.arrived = toolkit.event()

    def fetch(self, stepping: Any, copying: Any) -> None:
        """Queue the copy behind the launch before, beside the launches after it."""
        self.stepped.record(stepping)
        self.stepped.wait(copying)
        self.there.copy_to_host(self.here, stream=copying)
        self.arrived.record(copying)
