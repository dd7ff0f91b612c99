"""Stepping on this machine's cores with compiled kernels, in blocks that fit the nearest cache.

Importing this module imports no compiler; making a `CpuBackend` does, and compiles what the cache of
earlier processes lacks: one kernel for the rule, one for the field, and the driver once.
"""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .compiled import Kernels, compiled
from .errors import InputError
from .language.common_kernels import (
    AMOUNTS,
    CLIP_NORM,
    CLIP_VALUE,
    FLAGS,
    KEY_SIZE,
    NOISY,
    NORM_BOUND,
    PARTICLE,
    PRESENT,
    PRESENT_SECOND,
    SEED_HIGH,
    SEED_LOW,
    SIGMA,
    SPARSE,
    VALUE_BOUND,
)
from .language.generate import LENGTH
from .machine import usable_threads
from .numerics import philox
from .phrase import Phrase
from .problem import OWN_SIGMA, Float, Layout, Problem, Settings, Stored
from .tables import Table, steady_from, step_values

#: Particle-steps between two looks at whether the work is still wanted; some tens of milliseconds.
_STRETCH = 1 << 29
_LONGEST, _SHORTEST = 4096, 16

#: Number-steps below which waking other threads costs more than it brings.
_ALONE = 1 << 20

#: Kept rows of a block before the states: θ, the gradient, the θ before.
_ROWS = {"theta": 0, "gradient": 1, "previous": 2}
_STATES = 3

_Tables = tuple[Float, Float, int]
"""The rows of the rule's and of the field's table, and after how many of them the rest are the same."""


class CpuBackend:
    """Blocks of particles, stepped by threads that take ranges of them."""

    keeps_last: bool

    def __init__(
        self, problem: Problem, start: Stored, *, fused: bool = False, threads: int | None = None
    ) -> None:
        self.problem = problem
        self.names = list(problem.rule.states)
        self.threads = threads or usable_threads()
        self.kernels: Kernels = compiled(problem, fused=fused)
        self.tables = (Table(*self.kernels.rule_table), Table(*self.kernels.field_table))
        self.share = LENGTH // problem.dims
        self.count = -(-problem.n // self.share)
        self.blocks = np.zeros((self.count, (_STATES + len(self.names)) * LENGTH), problem.dtype)
        self.stopped = np.empty((self.count, self.share), np.int32)
        self.stops = np.zeros(self.count, np.int64)
        self.amounts, self.key = _modifying(problem)
        self.restore(start)

    def advance(self, done: int, steps: int, settings: Settings, cancel: threading.Event | None) -> int:
        stretch = max(_SHORTEST, min(_LONGEST, _STRETCH // (self.count * self.share)))
        alone = self.count == 1 or self.threads == 1 or self.count * LENGTH * steps < _ALONE
        if alone:
            return self._advance(done, steps, stretch, settings, cancel, None)
        with ThreadPoolExecutor(self.threads, "ravine-step") as pool:
            return self._advance(done, steps, stretch, settings, cancel, pool)

    def _advance(
        self,
        done: int,
        steps: int,
        stretch: int,
        settings: Settings,
        cancel: threading.Event | None,
        pool: ThreadPoolExecutor | None,
    ) -> int:
        taken = 0
        while taken < steps:
            if cancel is not None and cancel.is_set():
                break
            now = min(stretch, steps - taken)
            # Together, rule and field keep no gradient; only a single step is worth what keeping it costs.
            last = taken + now == steps and (steps == 1 or not self.kernels.fused)
            self._stretch(done + taken, now, settings, pool, last)
            taken += now
            self.keeps_last = last
        return taken

    def _stretch(
        self, done: int, steps: int, settings: Settings, pool: ThreadPoolExecutor | None, last: bool
    ) -> None:
        tables = self._tables_of(done, steps, settings)
        lost = np.zeros(self.count, np.uint8)
        parts = self._parts(1 if pool is None else 4 * self.threads)

        def work(part: tuple[int, int]) -> None:
            self._range(part, tables, lost, done, last)

        if pool is None:
            for part in parts:
                work(part)
        else:
            list(pool.map(work, parts))
        for b in np.flatnonzero(lost):
            self._range((int(b), int(b) + 1), tables, lost, done, last=True, carefully=True)

    def _tables_of(self, done: int, steps: int, settings: Settings) -> _Tables:
        t = np.arange(done + 1, done + steps + 1, dtype=np.float64)
        values = step_values(settings, t)
        p, q = (table.rows(given) for table, given in zip(self.tables, values, strict=True))
        return p, q, steady_from(p, q) if self.problem.silent else steps

    def _parts(self, number: int) -> list[tuple[int, int]]:
        number = min(number, self.count)
        edges = [self.count * k // number for k in range(number + 1)]
        return list(itertools.pairwise(edges))

    def _range(
        self,
        part: tuple[int, int],
        tables: _Tables,
        lost: NDArray[np.uint8],
        done: int,
        last: bool,
        carefully: bool = False,
    ) -> None:
        k = self.kernels
        p, q, steady = tables
        together = len(p) if k.fused and not last else 0
        k.run_blocks(
            k.addresses, self.blocks, self.stopped, self.stops, lost, k.plan, k.shape,
            p, q, self.amounts, self.key.copy(), self._room(),
            *part, done, together, int(last), int(carefully), steady,
        )  # fmt: skip

    def _room(self) -> Float:
        """A thread's own rows, one for θ before the last step, θ and states before a step that is watched.

        Aligned to what a cache holds at once.
        """
        return aligned((int(self.kernels.shape[3]) + 2 + len(self.names)) * LENGTH, self.problem.dtype)

    def record(self, recorder: Any, done: int, settings: Settings, out: Float) -> None:
        """Take len(out) steps one by one; `out` (steps, kept rows, d, n) has every row after each.

        recorder: a compiled `engine.drivers.record_blocks`.
        """
        k = self.kernels
        p, q, _ = self._tables_of(done, len(out), settings)
        lost = np.zeros(self.count, np.uint8)
        recorder(
            k.addresses, self.blocks, self.stopped, self.stops, lost, k.plan, k.shape,
            p, q, self.amounts, self.key.copy(), self._room(), done, out,
        )  # fmt: skip
        self.keeps_last = True

    # What a run asks -----------------------------------------------------------------------------------

    @property
    def stopped_at(self) -> NDArray[np.int32]:
        return self.stopped.reshape(-1)[: self.problem.n].copy()

    def read_stopped(self, first: int) -> NDArray[np.int32]:
        return self.stopped.reshape(-1)[: min(first, self.problem.n)].copy()

    def count_stopped(self) -> int:
        # Lanes beyond the last particle count as stopped in their block.
        return int(self.stops.sum()) - (self.count * self.share - self.problem.n)

    def layout(self) -> Layout:
        return Layout(self.blocks, self.stopped, self.share, self.problem.n)

    def read(self, row: str, first: int | None = None) -> Float:
        self._check_kept(row)
        return self._read(row, first)

    def _check_kept(self, row: str) -> None:
        if row in ("gradient", "previous") and not self.keeps_last:
            raise InputError(
                Phrase("a fused run keeps its last {row} only of a step taken alone, by advance(1)", row=row)
            )

    def read_one(self, row: str, particle: int) -> Float:
        self._check_kept(row)
        block, lane = divmod(particle, self.share)
        begin = self._number(row) * LENGTH
        return (
            self.blocks[block, begin : begin + LENGTH].reshape(self.problem.dims, self.share)[:, lane].copy()
        )

    def read_several(self, row: str, particles: NDArray[np.intp]) -> Float:
        self._check_kept(row)
        block, lane = np.divmod(particles, self.share)
        begin = self._number(row) * LENGTH
        rows = self.blocks[:, begin : begin + LENGTH].reshape(-1, self.problem.dims, self.share)
        return rows[block, :, lane]

    def stop_of(self, particle: int) -> int:
        return int(self.stopped.reshape(-1)[particle])

    def _number(self, row: str) -> int:
        return _STATES + self.names.index(row[6:]) if row.startswith("state:") else _ROWS[row]

    def _read(self, row: str, first: int | None = None) -> Float:
        number = self._number(row)
        n = self.problem.n if first is None else min(first, self.problem.n)
        count = -(-n // self.share)
        rows = self.blocks[:count, number * LENGTH : (number + 1) * LENGTH]
        by_particle = np.empty((count, self.share, self.problem.dims), self.problem.dtype)
        by_particle[:] = rows.reshape(count, self.problem.dims, self.share).transpose(0, 2, 1)
        return by_particle.reshape(-1, self.problem.dims)[:n]

    def _write(self, number: int, values: Float) -> None:
        dims, n = self.problem.dims, self.problem.n
        padded = np.zeros((self.count * self.share, dims), self.problem.dtype)
        padded[:n] = values
        rows = padded.reshape(self.count, self.share, dims).transpose(0, 2, 1)
        self.blocks[:, number * LENGTH : (number + 1) * LENGTH] = rows.reshape(self.count, LENGTH)

    def store(self) -> Stored:
        states = {name: self.read(f"state:{name}") for name in self.names}
        return Stored(
            self.read("theta"), self._read("previous"), self._read("gradient"), states, self.stopped_at
        )

    def restore(self, stored: Stored) -> None:
        self.keeps_last = True
        for name, number in _ROWS.items():
            self._write(number, getattr(stored, {"theta": "theta", "gradient": "gradient"}.get(name, name)))
        for k, name in enumerate(self.names):
            self._write(_STATES + k, stored.states[name])
        # Lanes beyond the last particle count as stopped before the first step: a moving one stands in.
        flat = np.zeros(self.count * self.share, np.int32)
        flat[: self.problem.n] = stored.stopped_at
        self.stopped[:] = flat.reshape(self.count, self.share)
        self.stops[:] = np.count_nonzero(self.stopped >= 0, axis=1)


def _modifying(problem: Problem) -> tuple[Float, NDArray[np.int64]]:
    """The amounts and the key that the modifying kernel is given."""
    noise, clip = problem.noise, problem.clip
    amounts = np.zeros(AMOUNTS, problem.dtype)
    with np.errstate(over="ignore"):
        amounts[[SIGMA, VALUE_BOUND, NORM_BOUND]] = noise.sigma, clip.value or 0, clip.norm or 0
    key = np.zeros(KEY_SIZE, np.int64)
    key[SEED_LOW], key[SEED_HIGH] = philox.key_of(problem.seed)
    key[PRESENT], key[PRESENT_SECOND] = (philox.threshold(noise.presence(d)) for d in range(2))
    key[PARTICLE] = problem.first_particle
    key[FLAGS] = (
        NOISY * (noise.sigma > 0 or OWN_SIGMA in problem.own)
        | SPARSE * (noise.keep < 1)
        | CLIP_VALUE * (clip.value is not None)
        | CLIP_NORM * (clip.norm is not None)
    )
    return amounts, key


def aligned(size: int, dtype: np.dtype) -> Float:
    """Zeros that begin on a cache line: loads across lines halve the speed of light rules."""
    memory = np.zeros(size * dtype.itemsize + 64, np.uint8)
    start = -memory.ctypes.data % 64
    return memory[start : start + size * dtype.itemsize].view(dtype)
