"""Optimizers under a signal, played: every run is computed to its end at once, and time walks through it.

One coordinate over some hundred epochs costs milliseconds, so turning a parameter redraws the whole figure.
The computing is cut into slices, so that a long run never holds up what else is asked for; a run that is
being computed comes to its end before newer values are taken up, or a dragged slider would show nothing.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.plots.meter import Meter
from scenarios.building import Kernels, build_runs
from scenarios.resolving import Resolved

if TYPE_CHECKING:
    from engine.run import Run

MOST_ROWS = 4096
"""A longer run is recorded at every second, third, … epoch, so that no more rows than these come out."""

Columns = Mapping[str, NDArray[np.float64]]


class SignalPlayer:
    """All runs of a scenario on a signal; `columns` are whole, `step` is where the cursor stands."""

    def __init__(
        self, resolved: Resolved, kernels: Kernels = "numpy", runs: Sequence[Run] | None = None
    ) -> None:
        self.step = 0
        self._columns: list[Columns | None] = [None] * len(resolved.runs)
        self._begin(resolved, runs if runs is not None else build_runs(resolved, kernels), kernels)

    def _begin(self, resolved: Resolved, runs: Sequence[Run], kernels: Kernels) -> None:
        self.resolved = resolved
        self.runs = list(runs)
        self._kernels: Kernels = kernels
        self._origins = [run.snapshot() for run in self.runs]
        self._stale = set(range(len(self.runs)))
        self._current: tuple[int, Meter] | None = None

    @property
    def total(self) -> int:
        return self.resolved.scenario.playback.steps

    @property
    def kernels(self) -> Kernels:
        return self._kernels

    @property
    def is_busy(self) -> bool:
        """Whether some run is still to be computed."""
        return self._current is not None or bool(self._stale)

    def compute(self, seconds: float) -> bool:
        """Computes for about `seconds`; True when some run came to its end, so that `columns` changed."""
        until = time.perf_counter() + seconds
        every = max(1, -(-self.total // MOST_ROWS))
        changed = False
        while self.is_busy and time.perf_counter() < until:
            number, meter = self._current or self._start()
            run = self.runs[number]
            while run.step < self.total and time.perf_counter() < until:
                run.advance(min(every, self.total - run.step))
                meter.record()
            if run.step >= self.total:
                self._columns[number] = meter.columns()
                self._current = None
                changed = True
        return changed

    def _start(self) -> tuple[int, Meter]:
        number = min(self._stale)
        self._stale.discard(number)
        found, run = self.resolved.runs[number], self.runs[number]
        run.restore(self._origins[number])
        run.set_params(**found.parameters)
        self._current = (number, Meter(run, found.optimizer))
        return self._current

    def columns(self) -> tuple[Columns, ...]:
        """By run, what was last computed to its end; empty before all have been."""
        done = tuple(columns for columns in self._columns if columns is not None)
        return done if len(done) == len(self._columns) else ()

    def advance(self, steps: int) -> None:
        """Moves the cursor on."""
        self.seek(self.step + steps)

    def seek(self, step: int) -> None:
        """Puts the cursor there, cut to 0 … total."""
        self.step = min(max(step, 0), self.total)

    def set_parameters(self, resolved: Resolved, run: int, values: Mapping[str, float]) -> None:
        """Other values of one run's optimizer, as if it had had them from the start."""
        self.resolved = resolved
        self._stale.add(run)

    def set_surroundings(self, resolved: Resolved) -> None:
        """Another signal parameter or noise; everything is computed again."""
        self._begin(resolved, build_runs(resolved, self._kernels), self._kernels)

    def take_over(self, runs: Sequence[Run], kernels: Kernels) -> None:
        """Computes with these runs from now on; what is shown already stays until then."""
        busy = self.is_busy
        self._begin(self.resolved, runs, kernels)
        if not busy:
            self._stale.clear()

    def restart(self, resolved: Resolved | None = None) -> None:
        """The cursor back to the first epoch."""
        self.step = 0
        if resolved is not None:
            self.set_surroundings(resolved)
