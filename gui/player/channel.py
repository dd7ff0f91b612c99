"""One run as it is played: its particles at one step, where they have been, and how to go back.

What a run does is settled by the scenario: everything that was recorded stays true until an edit changes it,
and an edit that concerns only what comes after a step leaves what came before.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Union

import numpy as np
from numpy.typing import NDArray

from gui.player.keyframes import Keyframes
from gui.plots.meter import FEW, Meter
from scenarios.building import run_turns
from scenarios.resolving import Resolved, ResolvedRun, turned

if TYPE_CHECKING:
    from engine.run import Run

BLOCK = 256
"""Steps of a few particles that are taken together: some milliseconds of compiled work."""

PLAIN_BLOCK = 8
"""The same where NumPy takes them."""

SWARM_BLOCK = 4_000_000
"""Particle-steps of a swarm between two looks at the clock."""

DENSE = 20_000
"""Of more particles a picture is handed the run itself; it shows their present places only."""

Array = NDArray[np.floating]
Place = Union[Array, "Run"]


class Channel:
    """Number `number` of a resolved scenario's runs, stepped by `run`, which stands at step 0."""

    def __init__(self, resolved: Resolved, number: int, run: Run) -> None:
        self.resolved = resolved
        self.found = resolved.runs[number]
        self.run = run
        self._begin()

    def _begin(self) -> None:
        run = self.run
        start = self.found.start
        self.meter = Meter(run, self.found.optimizer, in_order=start.box is None and start.cloud is None)
        size = run.n * (run.dims * run.dtype.itemsize * (3 + len(run.state_names)) + 4)
        self._keyframes = Keyframes(run.n, size, len(self.resolved.runs))
        self._keyframes.take(run.snapshot())
        self.reach = 0

    @property
    def step(self) -> int:
        return self.run.step

    @property
    def is_swarm(self) -> bool:
        return self.run.n > FEW

    @property
    def block(self) -> int:
        """Steps between two looks at the clock."""
        block = max(1, SWARM_BLOCK // self.run.n) if self.is_swarm else BLOCK
        return block if self.run.kernels != "numpy" else min(block, PLAIN_BLOCK)

    # -- moving ------------------------------------------------------------------------------------------

    def place(self) -> Place:
        """Where the particles are: (n, 2), or the run itself where these are too many to be copied."""
        return self.run if self.run.n > DENSE else self.run.positions()

    def advance(self, steps: int, every: int = 1) -> list[Place]:
        """Takes steps; the `place` after each `every` of them and after the last."""
        target = self.step + steps
        found: list[Place] = []
        while self.step < target:
            if self.is_swarm:
                self._take(min(every, target - self.step))
                found.append(self.place())
            else:
                found += self._few(target, every, target - steps)
        return found

    def _few(self, target: int, every: int, origin: int) -> list[Array]:
        """A stretch with the same parameters, recorded step by step."""
        from engine.trajectory import trajectory

        run, first = self.run, self.step
        count = run.room(min(target - first, self.block, self._keyframes.room(first)))
        field_params = run.field_params
        rows = trajectory(run, count)
        steps = np.arange(first + 1, first + count + 1)
        self._note(rows, steps, field_params)
        shown = ((steps - origin) % every == 0) | (steps == target)
        return list(rows["theta"][shown].astype(np.float64))

    def _note(
        self, rows: Mapping[str, Array], steps: NDArray[np.int64], field_params: Mapping[str, float]
    ) -> None:
        new = steps > self.reach
        if new.any():
            self.meter.extend({name: row[new] for name, row in rows.items()}, steps[new], field_params)
            self.reach = int(steps[-1])
        self._keep()

    def _take(self, steps: int) -> None:
        """Steps of a swarm, cut where a snapshot is wanted."""
        target = self.step + steps
        while self.step < target:
            self.run.advance(min(target - self.step, self._keyframes.room(self.step)))
            self._keep()
        if self.step > self.reach:
            self.meter.record()
            self.reach = self.step

    def _keep(self) -> None:
        if self._keyframes.wants(self.step):
            self._keyframes.take(self.run.snapshot())

    def toward(self, target: int, until: float) -> bool:
        """Goes to `target` as far as it gets before `until` (perf_counter); whether it has arrived."""
        if target < self.step:
            self._back(target)
        block = self.block
        while self.step < target and time.perf_counter() < until:
            self.advance(min(block, target - self.step), block)
        if self.step == target:
            self.meter.fill()
        return self.step == target

    def _back(self, step: int) -> None:
        snapshot = self._keyframes.before(step)
        self.run.restore(snapshot)
        self._set_parameters()

    def _set_parameters(self) -> None:
        """Those of the present step: a snapshot has what they were when it was taken."""
        self.run.set_params(**self.found.parameters_at(self.step))
        self.run.set_field_params(**self.resolved.field_parameters_at(self.step))

    # -- edits -------------------------------------------------------------------------------------------

    def can_become(self, found: ResolvedRun) -> bool:
        """Whether the present run, with other numbers, does what an edited scenario says."""
        from scenarios.building import particle_count

        mine, spec = self.found.spec, found.spec
        return (
            found.optimizer.rule == self.found.optimizer.rule
            and (spec.schedule, spec.clip, spec.state) == (mine.schedule, mine.clip, mine.state)
            and particle_count(found.start) == self.run.n
        )

    def become(self, resolved: Resolved, found: ResolvedRun) -> bool:
        """Takes over an edit that `can_become`; whether something that was recorded is true no more."""
        first = first_difference((self.resolved, self.found), (resolved, found))
        moved = found.start is not self.found.start and found.start != self.found.start
        reseeded = _seed(resolved) != _seed(self.resolved) and found.start.points is None
        self.resolved, self.found = resolved, found
        self.run.total_steps = _length(resolved)
        self.run.set_turns(run_turns(resolved, found))
        if moved or reseeded:
            from scenarios.building import make_start

            self._restart(make_start(found.start, _seed(resolved)))
            return True
        if first is None:
            return False
        if first == 0:
            self._restart(self._keyframes.first.stored.theta)
            return True
        changed = self.reach > first
        self._forget_after(first)
        return changed

    def _restart(self, theta: Array) -> None:
        self.run.set_params(**self.found.parameters)
        self.run.set_field_params(**self.resolved.field_parameters)
        self.run.restart(theta)
        self._begin()

    def _forget_after(self, step: int) -> None:
        """Of the step itself the row goes, too: the field may be another there."""
        self._keyframes.forget_after(step)
        if self.reach >= step:
            self.meter.rewind(step - 1)
            self.reach = step - 1
        if self.step > step:
            self._back(step)
        if self.step == step:
            self._set_parameters()
            self.meter.record()
            self.reach = step

    def take_over(self, run: Run) -> None:
        """Goes on with another run of the same, at the same step and with the same states."""
        run.restore(self.run.snapshot())
        run.set_turns(run_turns(self.resolved, self.found))
        self.meter.watch(run)
        self.run = run
        self._set_parameters()

    # -- looking -----------------------------------------------------------------------------------------

    def path(self) -> Array | None:
        """Where the particles have been up to now, (frames, n, 2); None for a swarm."""
        trace = self.meter.trace()
        if trace is None:
            return None
        place = int(np.searchsorted(self.meter.steps, self.step, side="right"))
        if place and self.meter.steps[place - 1] == self.step:
            return trace[:place]
        return np.concatenate([trace[:place], self.run.positions()[np.newaxis]])

    def value(self, name: str, particle: int = 0) -> float:
        """A column's number at the present step; NaN where there is none."""
        columns = self.meter.columns(particle)
        place = int(np.searchsorted(columns["t"], self.step, side="right")) - 1
        return float(columns[name][place]) if name in columns and place >= 0 else float("nan")

    def head(self) -> NDArray[np.float64] | None:
        """Where the particles are, (n, 2); None for a swarm."""
        return None if self.is_swarm else self.run.positions().astype(np.float64)


def first_difference(before: tuple[Resolved, ResolvedRun], after: tuple[Resolved, ResolvedRun]) -> int | None:
    """The number of steps after which two states of a scenario take another step; None for the same."""
    turns = [
        turn.step
        for resolved, found in (before, after)
        for turn in (*found.turns, *resolved.scenario.field.turns)
    ]
    for step in sorted({0, *turns}):
        if _numbers(*before, step) != _numbers(*after, step):
            return step
    return None


def _numbers(resolved: Resolved, found: ResolvedRun, step: int) -> tuple[dict[str, float], dict[str, float]]:
    field = turned(resolved.field_parameters, resolved.scenario.field.turns, step)
    return found.parameters_at(step), field


def _length(resolved: Resolved) -> int:
    return resolved.scenario.playback.steps


def _seed(resolved: Resolved) -> int:
    return resolved.scenario.playback.seed
