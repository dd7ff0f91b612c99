"""Records what a run does, step after step or in blocks, and gives it as columns of numbers; free of Qt.

Of a run of few particles the bare rows are copied; what charts show is worked out of them when somebody asks,
for all new rows at once. Of a swarm quantiles over a sample are taken at each record.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gui.plots.accumulators import accumulators
from gui.plots.measures import NAMES, SUFFIXES, heights, measure, moved, quantiles
from gui.plots.table import Table

if TYPE_CHECKING:
    from engine.entries import Optimizer
    from engine.run import Run

Array = NDArray[np.floating]
Columns = Mapping[str, NDArray[np.float64]]

FEW = 64
"""Up to so many particles every one is recorded; beyond they are a swarm."""

SAMPLE = 2048
"""Of a swarm, so many particles stand for all: where they begin at random, those from the first on."""

_APART = (5**0.5 - 1) / 2
"""From one particle of a sample to the next, as a part of all: rows and columns of a grid are met alike."""

MOST_ROWS = 16_384
MOST_BYTES = 32 * 1024 * 1024
"""When a run's record is longer or larger than this, every second row is forgotten, then every second of
those, and so on."""


class Meter:
    """Watches one run from where it stands now.

    Columns on a landscape: t and `measures.NAMES`, of one particle; of a swarm medians, and quantiles as
    "loss:q10", "loss:q25", "loss:q75", "loss:q90". Columns on a signal: t, gradient, update (Δθ), theta, and
    each state by its name. Not for use by two threads at once; arrays once given out do not change.
    """

    def __init__(self, run: Run, optimizer: Optimizer, in_order: bool = False) -> None:
        """in_order: neighbours begin side by side, as in a grid: a sample is taken from all over."""
        self._run = run
        self._sample = _all_over(run.n) if in_order and run.n > SAMPLE else None
        self._is_signal = run.dims == 1
        self.is_swarm = not self._is_signal and run.n > FEW
        self._states = tuple(run.state_names)
        uses_root = any(node[0] == "sqrt" for node in optimizer.rule.graph.nodes)
        self._found = accumulators(self._states, uses_root)
        self.reset()

    # -- recording ---------------------------------------------------------------------------------------

    def reset(self) -> None:
        """Forgets everything and begins anew where the run stands."""
        row = (
            35 * 8 if self.is_swarm else min(self._run.n, FEW) * self._run.dims * 8 * (3 + len(self._states))
        )
        self._table = Table(min(MOST_ROWS, max(MOST_BYTES // row, 256)))
        self._fields: list[tuple[int, Mapping[str, float]]] = []
        self._known: dict[int, Columns] = {}
        self.record()

    def record(self) -> None:
        """Writes down where the run stands; what was known of this step and later ones is replaced."""
        self.extend(self._present(), [self._run.step])

    def fill(self) -> None:
        """Writes down where a swarm stands, between what is known of earlier steps and of later ones."""
        if self.is_swarm and self._run.step not in self._table.steps:
            made = self._swarm_rows(self._present(), np.array([self._run.step]))
            self._forget(self._table.insert(self._run.step, made))

    def _present(self) -> dict[str, Array]:
        """The rows of the step where the run stands, (1, n, d) each."""
        names = ("theta", "previous", *(f"state:{name}" for name in self._states))
        if self._is_signal:
            names = (*names, "gradient")
        if self._sample is not None:
            return {name: self._run.read_several(name, self._sample)[np.newaxis] for name in names}
        first = SAMPLE if self.is_swarm else FEW
        return {name: self._run.read(name, first)[np.newaxis] for name in names}

    def extend(
        self,
        rows: Mapping[str, Array],
        steps: ArrayLike,
        field_params: Mapping[str, float] | None = None,
    ) -> None:
        """Writes down many steps at once, oldest first.

        rows: "theta", "previous" (the position before the step) and "state:NAME" of every state, on a signal
        also "gradient"; each (frames, n, d), with all particles or the first `FEW` or `SAMPLE`. steps:
        (frames,). field_params: those of all frames but the last, where the run stands and meets its present
        ones; the present ones of all by default.
        """
        numbers = np.asarray(steps, np.int64)
        if not len(numbers):
            return
        present = self._run.field_params
        self._note_field(int(numbers[0]), dict(field_params or present))
        self._note_field(int(numbers[-1]), present)
        made = self._swarm_rows(rows, numbers) if self.is_swarm else self._bare_rows(rows, numbers)
        self._forget(self._table.append(numbers, made))

    def rewind(self, step: int) -> None:
        """Forgets all rows after `step`."""
        self._table.truncate(step)
        self._fields = [field for field in self._fields if field[0] <= step]
        self._forget(len(self._table))

    def watch(self, run: Run) -> None:
        """Goes on with another run that stands where the watched one stood."""
        self._run = run

    def _forget(self, rows: int) -> None:
        """Keeps of what was worked out no more than this."""
        for particle, columns in self._known.items():
            if len(columns["t"]) > rows:
                self._known[particle] = {name: column[:rows] for name, column in columns.items()}

    def _note_field(self, step: int, now: Mapping[str, float]) -> None:
        self._fields = [field for field in self._fields if field[0] < step]
        if not self._fields or self._fields[-1][1] != now:
            self._fields.append((step, now))

    def _bare_rows(self, rows: Mapping[str, Array], steps: NDArray[np.int64]) -> dict[str, Array]:
        kept = {name: array[:, :FEW] for name, array in rows.items() if name != "previous"}
        kept["move"] = moved(kept["theta"], rows["previous"][:, :FEW])
        if not self._is_signal:
            kept.pop("gradient", None)
            kept["move"][steps == 0] = np.nan
        return kept

    def _swarm_rows(self, rows: Mapping[str, Array], steps: NDArray[np.int64]) -> dict[str, Array]:
        some = self._sample
        stopped = self._run.read_stopped(SAMPLE) if some is None else self._run.stopped_at[some]
        made = np.empty((len(steps), len(NAMES), len(SUFFIXES)))
        for frame, step in enumerate(steps):
            moves = (stopped < 0) | (stopped > step)
            parts = {name: array[frame, :SAMPLE][moves] for name, array in rows.items()}
            theta = parts["theta"]
            loss, gradient = heights(self._run.problem.terrain, self._run.field_params, theta)
            states = {name: parts[f"state:{name}"] for name in self._states}
            move = moved(theta, parts["previous"]) if step else np.full_like(theta, np.nan)
            made[frame] = quantiles(measure(loss, gradient, move, self._found, states))
        return {"quantiles": made}

    # -- reading -----------------------------------------------------------------------------------------

    @property
    def every(self) -> int:
        """Steps for each of which one row is kept; the present step has a row besides."""
        return self._table.every

    @property
    def steps(self) -> NDArray[np.int64]:
        """(frames,), the step of each row."""
        return self._table.steps.copy()

    def trace(self) -> NDArray[np.float64] | None:
        """Where every particle was, (frames, n, 2), a copy; None for a swarm."""
        return None if self.is_swarm else self._table["theta"].astype(np.float64)

    def latest(self, name: str, particle: int = 0) -> float:
        """The last value of a column; NaN where there is none."""
        column = self.columns(particle).get(name)
        return float(column[-1]) if column is not None and len(column) else float("nan")

    def columns(self, particle: int = 0) -> Columns:
        """Every column, (frames,) each, of one particle or of a swarm; the same object until it changes."""
        particle = 0 if self.is_swarm else min(max(particle, 0), self._run.n - 1, FEW - 1)
        known = self._known.get(particle)
        done = len(known["t"]) if known is not None else 0
        if known is None or done < len(self._table):
            new = self._measured(particle, done)
            known = {k: np.concatenate([known[k], v]) for k, v in new.items()} if known is not None else new
            self._known[particle] = known
        return known

    def _measured(self, particle: int, start: int) -> dict[str, NDArray[np.float64]]:
        """The columns of the rows from number `start` on."""
        table, t = self._table, self._table.steps[start:]
        columns = {"t": t.astype(np.float64)}
        if self.is_swarm:
            values = table["quantiles"][start:]
            for i, name in enumerate(NAMES):
                columns.update(
                    {f"{name}{s}": values[:, i, j].astype(np.float64) for j, s in enumerate(SUFFIXES)}
                )
            return columns
        parts = {name: table[name][start:, particle] for name in ("theta", "move")}
        states = {name: table[f"state:{name}"][start:, particle] for name in self._states}
        if self._is_signal:
            rows = {"gradient": table["gradient"][start:, particle], "update": parts["move"]}
            rows.update({"theta": parts["theta"], **states})
            columns.update({name: values[:, 0].astype(np.float64) for name, values in rows.items()})
            columns["gradient"][t == 0] = np.nan
            return columns
        loss, gradient = self._heights(t, parts["theta"])
        columns.update(zip(NAMES, measure(loss, gradient, parts["move"], self._found, states), strict=True))
        return columns

    def _heights(self, t: NDArray[np.int64], theta: Array) -> tuple[Array, Array]:
        """Loss and gradient at each row, on the landscape as it was then."""
        terrain = self._run.problem.terrain
        starts = np.searchsorted(t, [step for step, _ in self._fields[1:]])
        made = [
            heights(terrain, values, part)
            for (_, values), part in zip(self._fields, np.split(theta, starts), strict=True)
            if len(part)
        ]
        return np.concatenate([loss for loss, _ in made]), np.concatenate([g for _, g in made])


def _all_over(n: int) -> NDArray[np.intp]:
    """`SAMPLE` of n particles, none of them twice."""
    stride = round(_APART * n)
    while math.gcd(stride, n) > 1:
        stride += 1
    return np.arange(SAMPLE, dtype=np.intp) * stride % n
