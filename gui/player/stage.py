"""Particles on a landscape, played: forward step by step, back by recomputing from a keyframe.

A parameter turned on the way is written down with its step. Going back to a step shows what was there, the
values of that time included; going on from it uses the values that the sliders show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.player.keyframes import Keyframes
from gui.player.trace import Trace
from gui.plots.meter import Meter
from scenarios.building import Kernels, build_runs
from scenarios.resolving import Resolved

if TYPE_CHECKING:
    from engine.run import Run

FEW = 64
"""Up to so many particles a run is drawn as paths, beyond as a swarm."""

JUMP = 24
"""Of a swarm that jumps ahead, so many steps on the way are written down."""

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Turn:
    """From `step` on, the run has these values of its rule and of its field."""

    step: int
    run: int
    values: Mapping[str, float]
    field_values: Mapping[str, float]


class StagePlayer:
    """All runs of a scenario on a landscape, at one step. Not for use by two threads at once."""

    def __init__(
        self, resolved: Resolved, kernels: Kernels = "numpy", runs: Sequence[Run] | None = None
    ) -> None:
        self._kernels: Kernels = kernels
        self._begin(resolved, list(runs) if runs is not None else build_runs(resolved, kernels))

    def _begin(self, resolved: Resolved, runs: list[Run]) -> None:
        self.resolved = resolved
        self.runs = runs
        self._turns: list[Turn] = []
        self._meters = [Meter(run, found.optimizer) for run, found in zip(runs, resolved.runs, strict=True)]
        self._traces = [None if self.is_swarm(k) else Trace(run.positions()) for k, run in enumerate(runs)]
        self._moves: list[list[Array]] = [[run.positions() for run in runs]]
        self._keyframes = self._new_keyframes()
        self._keyframes.take(0, [run.snapshot() for run in runs])

    def _new_keyframes(self) -> Keyframes:
        size = sum(run.n * run.dims * 8 * (3 + len(run.state_names)) for run in self.runs)
        return Keyframes(self.total, size)

    @property
    def step(self) -> int:
        return self.runs[0].step

    @property
    def total(self) -> int:
        return self.resolved.scenario.playback.steps

    @property
    def kernels(self) -> Kernels:
        return self._kernels

    def is_swarm(self, run: int) -> bool:
        return self.runs[run].n > FEW

    def swarms(self) -> list[bool]:
        """By run, whether it is one."""
        return [self.is_swarm(k) for k in range(len(self.runs))]

    def advance(self, steps: int, every: int = 1) -> None:
        """Goes on by `steps`, writing down each `every`-th and the last."""
        target = min(self.step + steps, self.total)
        while self.step < target:
            count = min(every, target - self.step)
            for run in self.runs:
                run.advance(count)
            self._note()

    def _note(self) -> None:
        positions = [run.positions() for run in self.runs]
        for meter in self._meters:
            meter.record()
        for trace, now in zip(self._traces, positions, strict=True):
            if trace is not None:
                trace.append(self.step, now)
        self._moves.append(positions)
        if self._keyframes.wants(self.step):
            self._keyframes.take(self.step, [run.snapshot() for run in self.runs])

    def moves(self) -> list[list[Array]]:
        """Positions of all runs at every step written down since the last call, oldest first."""
        moves, self._moves = self._moves, []
        return moves

    def trace(self, run: int) -> Array | None:
        """The path of a run so far, (frames, n, 2); None for a swarm."""
        trace = self._traces[run]
        return None if trace is None else trace.positions()

    def columns(self) -> tuple[Mapping[str, NDArray[np.float64]], ...]:
        """What the charts show, by run."""
        return tuple(meter.columns() for meter in self._meters)

    def losses(self) -> tuple[float, ...]:
        return tuple(meter.latest("loss") for meter in self._meters)

    def gone(self) -> tuple[int, ...]:
        """How many particles were frozen because their next position was not finite, by run."""
        return tuple(int(np.count_nonzero(mask)) for mask in self.gone_masks())

    def gone_masks(self) -> list[NDArray[np.bool_]]:
        """Which particles those are, (n,) by run."""
        return [run.stopped_at >= 0 for run in self.runs]

    def set_parameters(self, resolved: Resolved, run: int, values: Mapping[str, float]) -> None:
        """Other values of one run's optimizer from the next step on."""
        self.resolved = resolved
        self.runs[run].set_params(**values)
        self._write_down([run])

    def set_surroundings(self, resolved: Resolved) -> None:
        """Another noise or field parameter: every run goes on from where it is.

        Going back before this step recomputes under the new noise.
        """
        noise_changed = resolved.noise != self.resolved.noise
        self.resolved = resolved
        if noise_changed:
            self.take_over(build_runs(resolved, self._kernels), self._kernels)
        for run in self.runs:
            run.set_field_params(**resolved.field_parameters)
        self._write_down(range(len(self.runs)))

    def _write_down(self, runs: Iterable[int]) -> None:
        self._turns.extend(Turn(self.step, k, self.runs[k].params, self.runs[k].field_params) for k in runs)
        self._keyframes.forget_after(self.step)

    def take_over(self, runs: Sequence[Run], kernels: Kernels) -> None:
        """Puts these runs in the place of the present ones, at the same step and with the same states."""
        for new, old, meter in zip(runs, self.runs, self._meters, strict=True):
            new.restore(old.snapshot())
            meter.watch(new)
        self.runs = list(runs)
        self._kernels = kernels

    def seek(self, step: int) -> None:
        """Goes to `step`: on by stepping, back by a keyframe and the turns of the parameters since."""
        step = min(max(step, 0), self.total)
        if step >= self.step:
            few = not any(self.swarms())
            self.advance(step - self.step, 1 if few else max(1, (step - self.step) // JUMP))
            self._moves = self._moves if few else self._moves[-3:]
            return
        present = [(run.params, run.field_params) for run in self.runs]
        self._replay(step)
        for k, run in enumerate(self.runs):
            run.set_params(**present[k][0])
            run.set_field_params(**present[k][1])
            self._meters[k].rewind(step)
            trace = self._traces[k]
            if trace is not None:
                trace.rewind(step)
        self._turns = [turn for turn in self._turns if turn.step < step]
        self._write_down(range(len(self.runs)))
        self._moves = [[run.positions() for run in self.runs]]

    def _replay(self, step: int) -> None:
        """Every run to an earlier step, the way it went."""
        place, snapshots = self._keyframes.before(step)
        for run, snapshot in zip(self.runs, snapshots, strict=True):
            run.restore(snapshot)
        for turn in self._turns:
            if place <= turn.step < step:
                self._go(turn.step)
                self.runs[turn.run].set_params(**turn.values)
                self.runs[turn.run].set_field_params(**turn.field_values)
        self._go(step)

    def _go(self, step: int) -> None:
        for run in self.runs:
            run.advance(step - run.step)

    def restart(self, resolved: Resolved | None = None) -> None:
        """Back to step 0 with the present values, or anew with another start."""
        resolved = resolved or self.resolved
        self._begin(resolved, build_runs(resolved, self._kernels))
