"""Runs of few particles, worked out to their end before they are filmed, and played from what is known.

Step by step, each picture would pay for a call of the compiled loops and for measuring a row of charts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.player.stage import StagePlayer
from gui.plots.meter import MOST_ROWS

if TYPE_CHECKING:
    from engine.run import Run
    from gui.plots.build import Columns
    from scenarios.building import Kernels
    from scenarios.resolving import Resolved


Array = NDArray[np.floating]


class Replay:
    """What a `StagePlayer` says at each step; made by `replayed`."""

    def __init__(self, player: StagePlayer, kernels: Kernels, traces: list[Array]) -> None:
        self.resolved, self.total = player.resolved, player.total
        self.step = 0
        self._kernels = kernels
        self._traces = traces
        self._stopped = [run.stopped_at for run in player.runs]
        self._columns = player.columns()
        self._drawn_to = -1
        self._beside: StagePlayer | None = None

    def swarms(self) -> list[bool]:
        return [False] * len(self._traces)

    def is_swarm(self, run: int) -> bool:
        return False

    def advance(self, steps: int, every: int = 1) -> None:
        self.step = min(self.step + steps, self.total)

    def moves(self) -> list[list[Array]]:
        first, self._drawn_to = self._drawn_to + 1, self.step
        return [[trace[step] for trace in self._traces] for step in range(first, self.step + 1)]

    def gone_masks(self) -> list[NDArray[np.bool_] | None]:
        masks = [(stopped >= 0) & (stopped <= self.step) for stopped in self._stopped]
        return [mask if mask.any() else None for mask in masks]

    def counts(self) -> tuple[int, ...]:
        return tuple(trace.shape[1] for trace in self._traces)

    def gone(self) -> tuple[int, ...]:
        return tuple(int(np.count_nonzero((s >= 0) & (s <= self.step))) for s in self._stopped)

    def columns(self) -> tuple[Columns, ...]:
        """Those of the whole run: rows beyond the present step are still to come."""
        return self._columns

    def losses(self) -> tuple[float, ...]:
        return tuple(float(table["loss"][self.step]) for table in self._columns)

    def trace(self, run: int) -> Array:
        """The path of a run up to now, (frames, n, 2)."""
        return self._traces[run][: self.step + 1]

    def whole(self, run: int) -> Array:
        """The path of a run to its end, (frames, n, 2)."""
        return self._traces[run]

    @property
    def runs(self) -> list[Run]:
        """The runs themselves at this step, to be looked at closely; they are taken there when asked for."""
        if self._beside is None or self._beside.step > self.step:
            self._beside = StagePlayer(self.resolved, self._kernels)
        self._beside.advance(self.step - self._beside.step, max(self.step, 1))
        return self._beside.runs


def replayed(resolved: Resolved, kernels: Kernels) -> Replay | None:
    """The runs of a scenario at step 0; None where one is a swarm, or too long for every step of it to be
    remembered."""
    player = StagePlayer(resolved, kernels)
    if any(player.swarms()) or player.total >= MOST_ROWS:
        return None
    player.advance(player.total, max(player.total, 1))
    traces = [trace for k in range(len(player.runs)) if (trace := player.trace(k)) is not None]
    if any(len(trace) <= player.total for trace in traces):
        return None
    return Replay(player, kernels, traces)
