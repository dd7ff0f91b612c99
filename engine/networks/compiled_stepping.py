"""Networks stepped by the compiled loops of `engine.networks.kernels`, shared out among threads."""

from __future__ import annotations

import threading
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine import kernel_cache
from engine.compiled import address_of, fuses_multiply_add, own_graph
from engine.cpu import aligned
from engine.language.field_kernel import OPERATIONS
from engine.language.generate import LENGTH, POSITION, STATES, Target
from engine.language.program import REALS
from engine.language.rule_kernel import RuleProgram
from engine.machine import usable_threads
from engine.numerics import philox
from engine.parallel import in_parts
from engine.problem import Float, Settings
from engine.tables import Table, step_values

from .compiling import Loops, loops
from .data import Points
from .layers import CHUNK
from .plain import scored
from .shape import Shape
from .stepping import Population

_STRETCH = 200_000_000
"""Multiplications between two looks at whether the work is still wanted: some tens of milliseconds."""

_ALONE = 2_000_000
"""Multiplications below which waking other threads costs more than it brings."""


_ASKED = (*OPERATIONS, "norm", "others")
"""What a rule may ask for between two stages, by its number in a plan; see `engine.networks.kernels`."""


def plan_of(rule: RuleProgram) -> NDArray[np.int64]:
    """What the loop does for a rule, three entries a stage; see `engine.drivers`."""
    rows = [(_ASKED.index(barrier.op), barrier.sample) for barrier in rule.barriers] + [(-1, 0)]
    works = [bool(stage.writes) for stage in rule.stages]
    return np.array([(*row, work) for row, work in zip(rows, works, strict=True)], np.int64).reshape(-1)


class Room:
    """What one thread works in."""

    def __init__(self, shape: Shape, dtype: np.dtype, points: int = 0) -> None:
        layer = max(shape.units) * CHUNK
        self.values = aligned(len(shape.units) * layer, dtype)
        self.deltas = aligned(2 * layer, dtype)
        self.spare = aligned(2 * CHUNK, dtype)
        self.vectors = np.zeros((2, shape.count), dtype)
        self.order = np.arange(points, dtype=np.int64)


def numbers_of(shape: Shape) -> NDArray[np.int64]:
    """What the loops are told of a shape; see `engine.networks.layers`."""
    units = shape.units
    relu = shape.activation == "relu"
    return np.array([max(units), relu, units[-1], len(units) - 1, *units], np.int64)


class CompiledStepper:
    """Networks in blocks of their own, each stepped as often as wanted before the next."""

    def __init__(self, population: Population, threads: int | None = None) -> None:
        self.population = known = population
        self.threads = threads or usable_threads()
        real = known.dtype.name
        target = Target(REALS[real], fuses_multiply_add())
        program = RuleProgram(own_graph(known.rule), target)
        self._function = kernel_cache.load(program.text(), f"rule_{real}")["rule"]
        self._table = Table(program.graph, program.columns, known.dtype)
        self._plan = plan_of(program)
        self._loops: Loops = loops(real)
        self._kernels = np.array([address_of(self._function), *self._loops.elementary], np.int64)
        self._shape = numbers_of(known.shape)
        self._places = np.ascontiguousarray(known.points.places.T, known.dtype)
        self._bounds = np.array([known.clip.value or 0, known.clip.norm or 0], known.dtype)
        self._parts = -(-known.shape.count // LENGTH)
        self._blocks = np.zeros((known.n, self._parts, program.rows * LENGTH), known.dtype)
        self._kept = np.zeros_like(self._blocks)

    def restore(self, theta: Float, states: dict[str, Float]) -> None:
        self._blocks[:] = 0
        self._write(POSITION, theta)
        for number, name in enumerate(self.population.names):
            self._write(STATES + number, states[name])
        self._kept[:] = self._blocks
        self.stopped = np.full(self.population.n, -1, np.int32)

    def advance(self, done: int, steps: int, settings: Settings, cancel: threading.Event | None) -> int:
        known = self.population
        step_work = 3 * known.shape.count * known.batch * known.n
        stretch = max(1, _STRETCH // step_work)
        taken = 0
        while taken < steps:
            if cancel is not None and cancel.is_set():
                break
            now = min(stretch, steps - taken)
            t = np.arange(done + taken + 1, done + taken + now + 1, dtype=np.float64)
            table = self._table.rows(step_values(settings, t)[0])
            parts = 1 if step_work * now < _ALONE else self.threads
            in_parts(partial(self._range, table, done + taken), known.n, parts)
            taken += now
        return taken

    def _range(self, table: Float, done: int, part: int, low: int, high: int) -> None:
        known = self.population
        room = Room(known.shape, known.dtype, len(known.points))
        self._loops.train(
            self._kernels, self._plan, self._shape, self._blocks, self._kept, self.stopped, self._places,
            known.points.labels, table, self._bounds, room.values, room.deltas, room.spare, room.vectors,
            room.order, len(known.names), known.batch, *philox.key_of(known.seed), known.first, low, high,
            done,
        )  # fmt: skip

    def theta(self) -> Float:
        return self._read(self._blocks, POSITION)

    def before(self) -> Float:
        return self._read(self._kept, POSITION)

    def state(self, name: str) -> Float:
        return self._read(self._blocks, STATES + self.population.names.index(name))

    def look(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        known = self.population
        return examined(known.shape, self.theta(), known.points, self.threads)

    def _read(self, blocks: Float, row: int) -> Float:
        rows = blocks[:, :, row * LENGTH : (row + 1) * LENGTH]
        return rows.reshape(self.population.n, -1)[:, : self.population.shape.count].copy()

    def _write(self, row: int, values: Float) -> None:
        padded = np.zeros((self.population.n, self._parts * LENGTH), self.population.dtype)
        padded[:, : values.shape[1]] = values
        self._blocks[:, :, row * LENGTH : (row + 1) * LENGTH] = padded.reshape(-1, self._parts, LENGTH)


def examined(
    shape: Shape, thetas: Float, points: Points, threads: int | None = None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Loss and accuracy over all points for each row of weights, (n, count)."""
    return scored(logits(shape, thetas, points.places, threads), points.labels)


def logits(shape: Shape, thetas: Float, places: Float, threads: int | None = None) -> Float:
    """What each row of weights says of places (points, 2): (n, classes, points)."""
    thetas = np.ascontiguousarray(thetas)
    compiled = loops(thetas.dtype.name)
    columns = np.ascontiguousarray(places.T, thetas.dtype)
    found = np.empty((len(thetas), shape.units[-1], len(places)), thetas.dtype)
    kernels, numbers = np.array([0, *compiled.elementary], np.int64), numbers_of(shape)

    def work(_: int, low: int, high: int) -> None:
        values = Room(shape, thetas.dtype).values
        compiled.say(kernels, numbers, thetas, columns, found, values, low, high)

    work_size = shape.count * len(places) * len(thetas)
    in_parts(work, len(thetas), 1 if work_size < _ALONE else threads or usable_threads())
    return found
