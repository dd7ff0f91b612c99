"""Reads the numbers that charts and lanes show from a run, step after step; free of Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.plots.accumulators import accumulators, norm, sizes
from gui.plots.history import History

if TYPE_CHECKING:
    from engine.entries import Optimizer
    from engine.run import Run

Array = NDArray[np.float64]

SAMPLE = 2048
"""Of a swarm, so many particles from the first on stand for all."""

MOST_ROWS = 16_384
"""When a history is longer than this, every second row is forgotten and every second step recorded."""


class Meter:
    """Watches one run. On a landscape it records means over particles, on a signal the first one's values.

    Columns on a landscape: t, loss, gradient (|g|), momentum, rms, step (|Δθ|).
    Columns on a signal: t, gradient, update (Δθ), theta, and each state by its name.
    """

    def __init__(self, run: Run, optimizer: Optimizer) -> None:
        self._run = run
        self._history = History()
        self._every = 1
        self._states = tuple(run.state_names)
        uses_root = any(node[0] == "sqrt" for node in optimizer.rule.graph.nodes)
        self._found = accumulators(self._states, uses_root)
        self.record()

    @property
    def every(self) -> int:
        """Steps from one row to the next."""
        return self._every

    def record(self) -> None:
        """Adds a row for the run's present step if it is one that is recorded."""
        if self._run.step % self._every:
            return
        self._history.append(self._signal_row() if self._run.dims == 1 else self._landscape_row())
        if len(self._history) > MOST_ROWS:
            self._history.halve()
            self._every *= 2

    def watch(self, run: Run) -> None:
        """Goes on with another run that stands where the watched one stood."""
        self._run = run

    def rewind(self, step: int) -> None:
        """Forgets all rows after `step`."""
        t = self._history.column("t")
        self._history.truncate(int(np.searchsorted(t, step, side="right")))

    def latest(self, name: str) -> float:
        """The last recorded value of a column; NaN where there is none."""
        return self._history.latest(name)

    def columns(self) -> Mapping[str, Array]:
        """A copy of every column, each (rows,)."""
        return {name: self._history.column(name) for name in self._history.names}

    def _landscape_row(self) -> dict[str, float]:
        run = self._run
        with np.errstate(all="ignore"):
            loss, gradient = run.value_and_gradient(run.positions()[:SAMPLE])
            finite = loss[np.isfinite(loss)]
            states = {name: run.state(name)[:SAMPLE] for name in self._states}
            return {
                "t": float(run.step),
                "loss": float(finite.mean()) if len(finite) else float("nan"),
                "gradient": norm(gradient),
                **sizes(self._found, states),
                "step": norm(run.last_move()[:SAMPLE]) if run.step else float("nan"),
            }

    def _signal_row(self) -> dict[str, float]:
        run = self._run
        row = {
            "t": float(run.step),
            "gradient": float(run.last_gradient()[0, 0]) if run.step else float("nan"),
            "update": float(run.last_move()[0, 0]),
            "theta": float(run.positions()[0, 0]),
        }
        row.update({name: float(run.state(name)[0, 0]) for name in self._states})
        return row
