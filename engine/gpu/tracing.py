"""Many runs of their own on a device, one a thread: where each ends, and since when it rests where.

The kernel is that of `engine.language.device_trace`; here is what it is given, and launches short enough to
be stopped between two.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import cuda
from engine.compiled import Programs
from engine.errors import Cancelled, MissingError, TooLargeError
from engine.language.device_trace import BEGIN, SUMS, Pace, trace_rows, trace_text
from engine.language.graph import Graph
from engine.phrase import Phrase
from engine.problem import Float, Problem

from .beginning import Beginning, begin_source
from .buffers import Buffers, Kind, taken
from .programs import amounts_and_key, modifiers_of
from .source import Source

_SIGNATURE = (
    "R[::1]", "int32[::1]", "int32[::1]", "int32[::1]", "int64[::1]", "R[::1]", "R[::1]", "R[::1]",
    "uint32[::1]", "R[::1]", "int16[::1]", "R[::1]", "int64[::1]",
    "int64", "int64", "int64", "int64", "int64", "int64", "boolean", "int64", "int64", "R",
)  # fmt: skip

#: Particle-steps a launch: some tenths of a second, so that work can be stopped on request.
_STRETCH = 1 << 33
_LONGEST = 1 << 14

#: The part of the device's free memory that is taken.
_SHARE = 0.9

#: Bytes of tables that are on the device as a whole at most; longer ones go there launch by launch.
_WHOLE = 1 << 26


def check_terrain(graph: Graph) -> None:
    """Raise MissingError for a landscape that no device can compute."""
    if graph.samples:
        raise MissingError(Phrase("a graphics processor cannot read heightmaps; choose the processor"))


class TraceSource:
    """A problem's kernel, and the rows of particles that it steps.

    asked: what is summed up on the way, of `engine.language.device_trace`. changing: parameters that differ
    from step to step. Raises MissingError for what a device cannot compute.
    """

    def __init__(
        self, problem: Problem, pace: Pace, asked: Collection[str], changing: Collection[str]
    ) -> None:
        check_terrain(problem.terrain.graph)
        self.problem = problem
        self.pace = pace
        programs = Programs(problem)
        rule = programs.rule
        self.rows = trace_rows(rule, asked)
        self.states = [row for row in self.rows if row.startswith("state:")]
        text = trace_text(
            rule, programs.field, modifiers_of(problem), pace, asked, changing, programs.sigma_row
        )
        self.source = Source(text, "trace", problem.dtype.name, _SIGNATURE)

    def kind(self, words: int) -> Kind:
        """What a particle has on the device."""
        modifiers, rows = modifiers_of(self.problem), self.rows
        sums = 2 * rows.index(SUMS) if SUMS in rows else -1
        numbered = modifiers.noisy or modifiers.sparse
        return Kind(self.problem.dtype.name, 2 * len(rows), sums, words, numbered)

    def lines(self, begin: Beginning) -> NDArray[np.int64]:
        """(rows, 3), where each row of `w` is filled from, coordinate by coordinate; see `beginning`."""
        theta = begin.lines[:2]
        filled = {"theta": theta, "previous": theta, BEGIN: theta, SUMS: np.full_like(theta, -1)}
        filled |= {row: begin.lines[2 + 2 * k : 4 + 2 * k] for k, row in enumerate(self.states)}
        return np.concatenate([filled[row] for row in self.rows])


@dataclass(frozen=True)
class Steps:
    """The tables of all steps, (steps, columns), and after how many of them the rest are the same."""

    p: Float
    q: Float
    steady: int


@dataclass(frozen=True)
class Plane:
    """Basins of the plane, see `engine.bulk.stepping.visit`; `words` of 64 bits hold one bit for each."""

    cells: NDArray[np.int16]
    frame: Float
    words: int


NOWHERE = Plane(np.zeros((0, 0), np.int16), np.zeros(4), 0)


@dataclass(frozen=True)
class Task:
    """Pixels whose particles are stepped alike, and on the device what all of them are given.

    near: how near is beside one of `count` places.
    """

    begin: Beginning
    steps: Steps
    plane: Plane
    near: float
    count: int
    there: dict[str, Any]


@dataclass(frozen=True)
class Chosen:
    """Some of the pixels: pixels (k,) int64, their numbers; places (2, k), where each is watched for."""

    pixels: NDArray[np.int64]
    places: Float


class Tracer:
    """Runs particles of one problem on the device. Raises MissingError without one."""

    def __init__(self, source: TraceSource) -> None:
        self.toolkit = cuda.toolkit()
        self.source = source
        self._sending = self.toolkit.stream()
        self._sent: dict[str, tuple[NDArray, Any]] = {}

    def room(self, words: int) -> int | None:
        """How many particles fit on the device, or None where it does not say."""
        free = self.toolkit.free_memory()
        return None if free is None else int(_SHARE * free) // self.source.kind(words).bytes_each

    def require(self, n: int, words: int, room: int | None) -> None:
        """Raise TooLargeError where n particles do not fit in the room that there is."""
        if room is not None and n > room:
            each = self.source.kind(words).bytes_each
            raise TooLargeError(Phrase("{n:,} particles on the device", n=n), n * each, room * each)

    def task(
        self, begin: Beginning, steps: Steps, places: Float, near: float, seed: int, plane: Plane = NOWHERE
    ) -> Task:
        """What is to be done, with everything on the device that pixels have in common.

        places: (k, 2), the same for all pixels.
        """
        dtype = self.source.problem.dtype
        amounts, key = amounts_and_key(replace(self.source.problem, seed=seed))
        wanted = {
            "amounts": amounts,
            "key": key,
            "places": places.astype(dtype),
            "cells": plane.cells,
            "frame": plane.frame.astype(dtype),
            "lines": self.source.lines(begin),
            "pool": begin.pool,
            "chosen": np.zeros(1, np.int64),
        }
        if steps.p.nbytes + steps.q.nbytes <= _WHOLE:
            wanted |= {"p": steps.p, "q": steps.q}
        return Task(begin, steps, plane, near, len(places), self._there(wanted))

    def _there(self, wanted: dict[str, NDArray]) -> dict[str, Any]:
        """Arrays on the device, flat; those that were the same the last time are there already."""
        known, stream = self._sent, self._sending
        found: dict[str, tuple[NDArray, Any]] = {}
        for name, array in wanted.items():
            if name in known and _same(known[name][0], array):
                found[name] = known[name]
            else:
                found[name] = array, self._flat(array, stream)
        # Work in other queues does not wait for this one.
        stream.synchronize()
        self._sent = found
        return {name: there for name, (_, there) in found.items()}

    def _flat(self, array: NDArray, stream: Any) -> Any:
        # a kernel is given at least one number of each
        return self.toolkit.array(array.reshape(-1) if array.size else np.zeros(1, array.dtype), stream)

    # Stepping ------------------------------------------------------------------------------------------

    def buffers(self, words: int, most: int) -> Buffers:
        """Memory for at most so many particles; `buffers.keep` takes it back."""
        return taken(self.toolkit, self.source.kind(words), most)

    def start(
        self,
        task: Task,
        buffers: Buffers,
        pixels: range | Chosen,
        cancel: threading.Event | None = None,
        tell: Callable[[float], object] | None = None,
    ) -> None:
        """Take all steps of some pixels, the last of them after this returns; `buffers.end` waits for them.

        tell is called with the share that is done. Raises Cancelled soon after `cancel` is set.
        """
        stream, total = buffers.stream, len(task.steps.p)
        n = len(pixels) if isinstance(pixels, range) else len(pixels.pixels)
        given = dict(task.there)
        if isinstance(pixels, Chosen):
            given |= {
                "chosen": self._flat(pixels.pixels, stream),
                "places": self._flat(pixels.places, stream),
            }
        buffers.given = given
        self._begin(task, buffers, n, pixels)
        done = 0
        while done < total:
            if cancel is not None and cancel.is_set():
                raise Cancelled(Phrase("stopped on request"))
            until = self._until(done, total, n)
            # The next tables are made while the device is busy.
            tables = self._tables(task, done, until, stream)
            if done:
                stream.synchronize()
                if tell is not None:
                    tell(done / total)
            when = (done, until - done, total, task.steps.steady - done)
            buffers.given = given | tables
            self._launch(task, buffers, n, when, isinstance(pixels, Chosen))
            done = until
        buffers.fetch(n)

    def _until(self, done: int, total: int, n: int) -> int:
        """Where the next launch ends: at a look, as far away as a launch may last."""
        most = done + min(_LONGEST, _STRETCH // n)
        until = self.source.pace.after(done, total)
        while until < total and (further := self.source.pace.after(until, total)) <= most:
            until = further
        return until

    def _tables(self, task: Task, done: int, until: int, stream: Any) -> dict[str, Any]:
        """The tables of a launch's steps."""
        found = {}
        for name, table in (("p", task.steps.p), ("q", task.steps.q)):
            columns = table.shape[1]
            if name not in task.there:
                found[name] = self._flat(table[done:until], stream)
            elif columns and until - done < len(table):
                found[name] = task.there[name][done * columns : until * columns]
        return found

    def _begin(self, task: Task, buffers: Buffers, n: int, pixels: range | Chosen) -> None:
        begin, kind, given = task.begin, buffers.kind, buffers.given
        first, some = (pixels.start, False) if isinstance(pixels, range) else (0, True)
        self.toolkit.launch(
            self.toolkit.kernel(begin_source(kind.real)), n, buffers.stream,
            buffers.w, *buffers.notes_of(n), buffers.seen, buffers.particles, given["pool"], given["lines"],
            given["chosen"], n, kind.numbers, kind.words, some, kind.numbered, first, begin.wide,
            *begin.corner, *begin.patches,
        )  # fmt: skip

    def _launch(
        self, task: Task, buffers: Buffers, n: int, when: tuple[int, int, int, int], own: bool
    ) -> None:
        (high, wide), given = task.plane.cells.shape, buffers.given
        self.toolkit.launch(
            self.toolkit.kernel(self.source.source), n, buffers.stream,
            buffers.w, *buffers.notes_of(n), buffers.particles, given["p"], given["q"], given["amounts"],
            given["key"], given["places"], given["cells"], given["frame"], buffers.seen,
            n, *when, 0 if own else task.count, own, high, wide, self.source.problem.dtype.type(task.near),
        )  # fmt: skip


def _same(a: NDArray, b: NDArray) -> bool:
    """Whether two arrays have the same bits."""
    if a is b:
        return True
    alike = a.dtype == b.dtype and a.shape == b.shape
    return alike and np.array_equal(a.reshape(-1).view(np.uint8), b.reshape(-1).view(np.uint8))
