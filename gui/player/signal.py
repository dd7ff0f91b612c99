"""Optimizers under a signal or on a curve, played: every run is computed to its end at once, and time walks
through it.

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

from gui.player.building import Builder
from gui.player.matching import matched, same_course
from gui.plots.lane_meter import LaneMeter
from scenarios.building import Kernels, run_count, run_start, run_turns
from scenarios.resolving import Resolved, ResolvedRun

if TYPE_CHECKING:
    from engine.run import Run

BLOCK = 512
PLAIN_BLOCK = 16
"""Epochs between two looks at the clock, compiled and not."""

BLOCK_BYTES = 8_000_000
"""Of an ensemble fewer epochs are taken together, so that a block stays small."""

Columns = Mapping[str, NDArray[np.float64]]


class Strip:
    """One run of one coordinate; `columns` are those of the last time that it came to its end, and before the
    first time what there is of it."""

    def __init__(self, resolved: Resolved, found: ResolvedRun, run: Run) -> None:
        self.resolved, self.found, self.run = resolved, found, run
        self.columns: Columns | None = None
        self.is_stale = True
        self.is_partial = False
        self._meter: LaneMeter | None = None

    @property
    def is_busy(self) -> bool:
        return self.is_stale or self._meter is not None

    def can_become(self, found: ResolvedRun) -> bool:
        mine, spec = self.found.spec, found.spec
        return (
            found.optimizer.rule == self.found.optimizer.rule
            and (spec.schedule, spec.clip, spec.state) == (mine.schedule, mine.clip, mine.state)
            and found.spread == self.found.spread
            and run_count(found) == self.run.n
        )

    def become(self, resolved: Resolved, found: ResolvedRun) -> None:
        """Other numbers, as if they had been so from the start."""
        same = found.parameters == self.found.parameters and found.start == self.found.start
        same = same and run_turns(resolved, found) == run_turns(self.resolved, self.found)
        self.is_stale |= not same or resolved.field_parameters != self.resolved.field_parameters
        self.resolved, self.found = resolved, found

    def compute(self, until: float) -> bool:
        """Computes until then (perf_counter) or to the end; whether `columns` changed."""
        from engine.trajectory import trajectory

        if self._meter is None:
            self._begin()
        meter, run, total = self._meter, self.run, self.resolved.scenario.playback.steps
        assert meter is not None
        block = BLOCK if run.kernels != "numpy" else PLAIN_BLOCK
        block = max(1, min(block, BLOCK_BYTES // (8 * run.n * (3 + len(run.state_names)))))
        while run.step < total and time.perf_counter() < until:
            first = run.step
            rows = trajectory(run, min(block, total - first))
            meter.extend(rows, np.arange(first + 1, run.step + 1))
        if run.step < total:
            if self.columns is None or self.is_partial:
                # better the beginning of it than nothing
                self.columns, self.is_partial = meter.columns(), True
                return True
            return False
        self.is_partial = False
        self.columns, self._meter = meter.columns(), None
        return True

    def _begin(self) -> None:
        """From the start, with the present numbers. Raises InputError, once, where nothing comes of them."""
        self.is_stale = False
        self.run.set_params(**self.found.parameters)
        self.run.set_field_params(**self.resolved.field_parameters)
        self.run.set_turns(run_turns(self.resolved, self.found))
        self.run.restart(run_start(self.found, self.resolved.scenario.playback.seed))
        self._meter = LaneMeter(self.run)

    def take_over(self, run: Run) -> None:
        """Computes with this run from now on; what is shown already stays until then."""
        self.run = run
        if self._meter is not None:
            self._meter, self.is_stale = None, True


class SignalPlayer:
    """All runs of a scenario on a signal; `columns` are whole, `step` is where the cursor stands."""

    def __init__(
        self,
        resolved: Resolved,
        kernels: Kernels = "numpy",
        runs: Sequence[Run] | None = None,
        builder: Builder | None = None,
    ) -> None:
        self.step = 0
        self.resolved = resolved
        self._builder = builder or Builder(kernels)
        built = runs if runs is not None else [self._builder.build(resolved, k) for k in self._numbers]
        self.strips = [Strip(resolved, found, run) for found, run in zip(resolved.runs, built, strict=True)]

    @property
    def _numbers(self) -> range:
        return range(len(self.resolved.runs))

    @property
    def runs(self) -> list[Run]:
        return [strip.run for strip in self.strips]

    @property
    def total(self) -> int:
        return self.resolved.scenario.playback.steps

    @property
    def kernels(self) -> Kernels:
        """ "numpy" as long as one run is not compiled."""
        kinds = {strip.run.kernels for strip in self.strips}
        return "numpy" if "numpy" in kinds else next(iter(kinds))

    @property
    def is_busy(self) -> bool:
        """Whether some run is still to be computed."""
        return any(strip.is_busy for strip in self.strips)

    def compute(self, seconds: float) -> bool:
        """Computes for about `seconds`; True when `columns` changed: a run came to its end, or was begun."""
        until = time.perf_counter() + seconds
        changed = False
        while self.is_busy and time.perf_counter() < until:
            # those of which there is nothing yet, then those that were begun
            strip = min(
                (s for s in self.strips if s.is_busy), key=lambda s: (s.columns is not None, s.is_stale)
            )
            changed |= strip.compute(until)
        return changed

    def columns(self) -> tuple[Columns, ...]:
        """By run, what was last computed to its end; empty before all have been begun."""
        done = tuple(strip.columns for strip in self.strips if strip.columns is not None)
        return done if len(done) == len(self.strips) else ()

    def advance(self, steps: int) -> None:
        """Moves the cursor on."""
        self.seek(self.step + steps)

    def go_on(self, steps: int, seconds: float) -> None:
        """Moves the cursor on; that takes no time."""
        self.advance(steps)

    def seek(self, step: int) -> None:
        """Puts the cursor there, cut to 0 … total."""
        self.step = min(max(step, 0), self.total)

    def apply(self, resolved: Resolved) -> bool:
        """The scenario says this from now on; whether other runs than before stand in their places: they may
        not be compiled yet, and what is being compiled for those places is for others."""
        before, self.resolved = self.resolved, resolved
        elsewhere = resolved.field is not before.field or resolved.noise != before.noise
        elsewhere = elsewhere or resolved.scenario.noise.stream != before.scenario.noise.stream
        elsewhere = elsewhere or not same_course(before, resolved)
        kept: list[Strip | None] = [None] * len(resolved.runs)
        if not elsewhere:
            kept = matched(self.strips, resolved.runs, Strip.can_become)
        shown = {id(strip.found.spec): strip.columns for strip in self.strips}
        strips = []
        for number, found in enumerate(resolved.runs):
            strip = kept[number]
            if strip is None:
                strip = Strip(resolved, found, self._builder.build(resolved, number))
                strip.columns = shown.get(id(found.spec))
                strip.is_partial = strip.columns is None
            else:
                strip.become(resolved, found)
            strips.append(strip)
        others = strips != self.strips
        self.strips = strips
        self.step = min(self.step, self.total)
        return others

    def take_over(self, runs: Sequence[Run]) -> None:
        """Computes with these runs from now on."""
        self._builder.note(self.resolved)
        for strip, run in zip(self.strips, runs, strict=True):
            strip.take_over(run)
