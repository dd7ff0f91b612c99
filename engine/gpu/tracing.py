"""Many runs of their own on a device, one a thread: where each ends, and since when it rests where.

The kernel is that of `engine.language.device_trace`; here are its arrays, and launches short enough to be
stopped between two.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
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

    def bytes_each(self, words: int) -> int:
        """Bytes of one particle on the device."""
        return 2 * len(self.rows) * self.problem.dtype.itemsize + 3 * 4 + 8 + 8 * words


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
class Begin:
    """Where n particles begin: θ and every state, coordinate by coordinate, each (n,).

    particles: their numbers, which say what noise each meets. places: (k, 2), the same for all, or where
    `own` (2, n), a place for each. near: how near is beside.
    """

    values: list[Float]
    particles: NDArray[np.int64]
    places: Float
    near: float
    own: bool = False


@dataclass(frozen=True)
class End:
    """What became of n particles.

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
class _Arrays:
    """What is on the device, as the kernel is given it."""

    w: Any
    stopped: Any
    since: Any
    beside: Any
    rest: dict[str, Any] = field(default_factory=dict)


class Tracer:
    """Runs particles of one problem on the device. Raises MissingError without one."""

    def __init__(self, source: TraceSource) -> None:
        self.toolkit = cuda.toolkit()
        self.source = source

    def room(self, words: int) -> int | None:
        """How many particles fit on the device, or None where it does not say."""
        free = self.toolkit.free_memory()
        return None if free is None else int(_SHARE * free) // self.source.bytes_each(words)

    def run(
        self,
        begin: Begin,
        steps: Steps,
        seed: int,
        plane: Plane = NOWHERE,
        cancel: threading.Event | None = None,
        tell: Callable[[float], object] | None = None,
    ) -> End:
        """Take all steps. tell is called with the share that is done.

        Raises Cancelled soon after `cancel` is set, and TooLargeError where the particles do not fit.
        """
        n, total = len(begin.particles), len(steps.p)
        self._require(n, plane.words)
        stream = self.toolkit.stream()
        arrays = self._arrays(begin, seed, plane, stream)
        done = 0
        while done < total:
            if cancel is not None and cancel.is_set():
                raise Cancelled(Phrase("stopped on request"))
            until = self._until(done, total, n)
            # The next tables are made while the device is busy.
            p, q = (np.ascontiguousarray(table[done:until]).reshape(-1) for table in (steps.p, steps.q))
            stream.synchronize()
            if tell is not None and done:
                tell(done / total)
            self._launch(
                arrays, (p, q), begin, plane, (done, until - done, total, steps.steady - done), stream
            )
            done = until
        stream.synchronize()
        return self._end(arrays, n, plane, stream)

    def _require(self, n: int, words: int) -> None:
        room = self.room(words)
        if room is not None and n > room:
            each = self.source.bytes_each(words)
            raise TooLargeError(Phrase("{n:,} particles on the device", n=n), n * each, room * each)

    def _until(self, done: int, total: int, n: int) -> int:
        """Where the next launch ends: at a look, as far away as a launch may last."""
        most = done + min(_LONGEST, _STRETCH // n)
        until = self.source.pace.after(done, total)
        while until < total and (further := self.source.pace.after(until, total)) <= most:
            until = further
        return until

    def _arrays(self, begin: Begin, seed: int, plane: Plane, stream: Any) -> _Arrays:
        n, dtype, kit = len(begin.particles), self.source.problem.dtype, self.toolkit
        zeros = np.zeros(n, dtype)
        filled = {"theta": begin.values[:2], "previous": begin.values[:2], BEGIN: begin.values[:2]}
        filled |= {row: begin.values[2 + 2 * k : 4 + 2 * k] for k, row in enumerate(self.source.states)}
        filled[SUMS] = [zeros, zeros]
        amounts, key = amounts_and_key(replace(self.source.problem, seed=seed))
        rest = {
            "particles": begin.particles,
            "amounts": amounts,
            "key": key,
            "places": begin.places.astype(dtype).reshape(-1),
            "cells": plane.cells.reshape(-1),
            "frame": plane.frame.astype(dtype),
            "seen": np.zeros(plane.words * n, np.int64),
        }
        return _Arrays(
            kit.array(np.concatenate([part for row in self.source.rows for part in filled[row]]), stream),
            kit.array(np.full(n, -1, np.int32), stream),
            kit.array(np.zeros(n, np.int32), stream),
            kit.array(np.full(n, -1, np.int32), stream),
            # a kernel is given at least one number of each
            {name: kit.array(a if len(a) else np.zeros(1, a.dtype), stream) for name, a in rest.items()},
        )

    def _launch(
        self,
        arrays: _Arrays,
        tables: tuple[Float, Float],
        begin: Begin,
        plane: Plane,
        when: tuple[int, int, int, int],
        stream: Any,
    ) -> None:
        p, q = (self.toolkit.array(table, stream) for table in tables)
        n, rest, dtype = len(begin.particles), arrays.rest, self.source.problem.dtype
        high, wide = plane.cells.shape
        self.toolkit.launch(
            self.toolkit.kernel(self.source.source), n, stream,
            arrays.w, arrays.stopped, arrays.since, arrays.beside, rest["particles"], p, q, rest["amounts"],
            rest["key"], rest["places"], rest["cells"], rest["frame"], rest["seen"],
            n, *when, 0 if begin.own else len(begin.places), begin.own, high, wide, dtype.type(begin.near),
        )  # fmt: skip

    def _end(self, arrays: _Arrays, n: int, plane: Plane, stream: Any) -> End:
        rows = self.source.rows

        def row(name: str) -> Float:
            begin = 2 * rows.index(name) * n
            return np.asarray(arrays.w[begin : begin + 2 * n].copy_to_host(stream=stream)).reshape(2, n)

        def whole(array: Any) -> NDArray[np.int32]:
            return np.asarray(array.copy_to_host(stream=stream))

        none = np.zeros(0, self.source.problem.dtype)
        walked, farthest = row(SUMS) if SUMS in rows else (none, none)
        seen = arrays.rest["seen"].copy_to_host(stream=stream)[: plane.words * n].reshape(plane.words, n)
        found = End(
            row("theta"), row("previous"), whole(arrays.stopped), whole(arrays.since), whole(arrays.beside),
            walked, farthest, seen,
        )  # fmt: skip
        stream.synchronize()
        return found
