"""Particles on a landscape, played: every run in a channel of its own, all of them at one step.

The step that is wanted may be ahead of a run, after an edit or a jump in time; `catch_up` then takes it there
in short slices, so that nothing else has to wait.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.nearest import nearest
from gui.model.commands import Sought
from gui.player.building import Builder
from gui.player.channel import DENSE, Channel, Place
from gui.player.matching import matched
from gui.plots.meter import FEW
from scenarios.building import Kernels
from scenarios.resolving import Resolved

if TYPE_CHECKING:
    from engine.run import Run

__all__ = ["FEW", "StagePlayer"]

Array = NDArray[np.floating]

MOVES = 30
"""Steps between two pictures that are drawn one by one; of more, every second, third, … is drawn."""


class StagePlayer:
    """All runs of a scenario on a landscape, at one step. Not for use by two threads at once."""

    def __init__(
        self,
        resolved: Resolved,
        kernels: Kernels = "numpy",
        runs: Sequence[Run] | None = None,
        builder: Builder | None = None,
    ) -> None:
        self.resolved = resolved
        self._builder = builder or Builder(kernels)
        numbers = range(len(resolved.runs))
        built = list(runs) if runs is not None else [self._builder.build(resolved, k) for k in numbers]
        self.channels = [Channel(resolved, k, run) for k, run in zip(numbers, built, strict=True)]
        self.step = 0
        self._moves: list[list[Place | None]] = [list(self.places())]
        self._redraws = False
        self._behind_from: int | None = None

    @property
    def runs(self) -> list[Run]:
        return [channel.run for channel in self.channels]

    @property
    def total(self) -> int:
        return self.resolved.scenario.playback.steps

    @property
    def kernels(self) -> Kernels:
        """ "numpy" as long as one run is not compiled."""
        kinds = {channel.run.kernels for channel in self.channels}
        return "numpy" if "numpy" in kinds else next(iter(kinds))

    def is_swarm(self, run: int) -> bool:
        return self.channels[run].is_swarm

    def swarms(self) -> list[bool]:
        """By run, whether it is one."""
        return [channel.is_swarm for channel in self.channels]

    def places(self) -> list[Place]:
        """By run, where its particles are: (n, 2), or the run itself where these are too many."""
        return [channel.place() for channel in self.channels]

    # -- time --------------------------------------------------------------------------------------------

    def advance(self, steps: int, every: int = 1) -> None:
        """Goes on by `steps`, all runs together; each `every`-th step and the last are drawn."""
        target = min(self.step + steps, self.total)
        if target > self.step:
            paths = [channel.advance(target - channel.step, every) for channel in self.channels]
            self._moves += [list(moment) for moment in zip(*paths, strict=True)]
            self.step = target

    def go_on(self, steps: int, seconds: float) -> None:
        """Goes on by `steps`, as far as it gets in about `seconds`."""
        with_swarms = any(self.swarms())
        every = min(channel.block for channel in self.channels) if with_swarms else -(-steps // MOVES)
        until, before = time.perf_counter() + seconds, len(self._moves)
        while steps > 0:
            self.advance(min(every, steps), every)
            steps -= every
            if time.perf_counter() >= until:
                break
        if with_swarms:
            # swarms are drawn once to a picture
            del self._moves[before:-1]

    @property
    def is_busy(self) -> bool:
        """Whether some run is not where it should be."""
        return any(channel.step != self.step for channel in self.channels)

    @property
    def progress(self) -> float | None:
        """How much of catching up is done, 0 … 1; None where there is nothing to catch up."""
        if not self.is_busy:
            return None
        start, goal = self._behind_from or 0, max(self.step, 1)
        done = min(channel.step for channel in self.channels)
        return min(max((done - start) / max(goal - start, 1), 0.0), 1.0)

    def catch_up(self, seconds: float) -> bool:
        """Takes runs that are elsewhere towards the wanted step, for about `seconds`; whether any moved."""
        until = time.perf_counter() + seconds
        late = [channel for channel in self.channels if channel.step != self.step]
        for channel in late:
            channel.toward(self.step, until)
        if late:
            self._redraws = True
        return bool(late)

    def seek(self, step: int) -> None:
        """That step is wanted from now on; `catch_up` goes there."""
        step = min(max(step, 0), self.total)
        if step != self.step:
            self.step = step
            self._fall_behind()

    def _fall_behind(self) -> None:
        self._behind_from = min(channel.step for channel in self.channels)
        self._redraws = True

    # -- edits -------------------------------------------------------------------------------------------

    def apply(self, resolved: Resolved) -> bool:
        """The scenario says this from now on; whether other runs than before stand in their places: they may
        not be compiled yet, and what is being compiled for those places is for others."""
        before = self.resolved
        elsewhere = (
            resolved.field is not before.field
            or resolved.noise != before.noise
            or resolved.scenario.playback.dtype != before.scenario.playback.dtype
            or (resolved.noise is not None and _noise_of(resolved) != _noise_of(before))
        )
        kept = [None] * len(resolved.runs) if elsewhere else self._kept(resolved)
        channels = []
        for number, channel in enumerate(kept):
            if channel is None:
                channel = Channel(resolved, number, self._builder.build(resolved, number))
            elif channel.become(resolved, resolved.runs[number]):
                self._redraws = True
            channels.append(channel)
        others = channels != self.channels
        if others:
            self._redraws = True
        self.channels, self.resolved = channels, resolved
        self.step = min(self.step, self.total)
        if self.is_busy:
            self._fall_behind()
        return others

    def _kept(self, resolved: Resolved) -> list[Channel | None]:
        others = resolved.scenario.playback.steps != self.total
        # a schedule is laid out over all steps
        stay = [channel for channel in self.channels if not (others and channel.found.spec.schedule)]
        return matched(stay, resolved.runs, Channel.can_become)

    def take_over(self, runs: Sequence[Run]) -> None:
        """Puts compiled runs in the place of the present ones."""
        self._builder.note(self.resolved)
        for channel, run in zip(self.channels, runs, strict=True):
            channel.take_over(run)

    # -- looking -----------------------------------------------------------------------------------------

    def moves(self) -> list[list[Place | None]]:
        """Places of all runs at every step to be drawn since the last call, oldest first.

        A run itself stands only in the last one, which is its present; None before.
        """
        moves, self._moves = self._moves, []
        for moment in moves[:-1]:
            moment[:] = [place if isinstance(place, np.ndarray) else None for place in moment]
        return moves

    def take_redraw(self) -> bool:
        """Whether paths must be drawn anew from `paths`, and `moves` say nothing; once."""
        redraws, self._redraws = self._redraws, False
        if redraws:
            self._moves = []
        return redraws

    def trace(self, run: int) -> Array | None:
        """The path of a run up to now, (frames, n, 2); None for a swarm."""
        return self.channels[run].path()

    def columns(self, selected: tuple[int, int] = (0, 0)) -> tuple[Mapping[str, NDArray[np.float64]], ...]:
        """What the charts show, by run: of the selected run its selected particle, of others the first."""
        run, particle = selected
        return tuple(
            channel.meter.columns(particle if k == run else 0) for k, channel in enumerate(self.channels)
        )

    def losses(self, selected: tuple[int, int] = (0, 0)) -> tuple[float, ...]:
        run, particle = selected
        return tuple(
            channel.value("loss", particle if k == run else 0) for k, channel in enumerate(self.channels)
        )

    def heads(self) -> tuple[NDArray[np.float64] | None, ...]:
        """By run, where its particles are, (n, 2); None for a swarm."""
        return tuple(channel.head() for channel in self.channels)

    def nearest(self, sought: Sought) -> tuple[int, int] | None:
        """Run and particle of the swarms on screen that lies nearest to a place; None within its reach."""
        found: tuple[float, int, int] | None = None
        for run, channel in enumerate(self.channels):
            if channel.is_swarm and not channel.found.spec.hidden:
                metric = np.stack([sought.across, sought.along], axis=1)
                one = nearest(channel.run.backend.layout(), sought.place, metric, sought.reach)
                if one is not None and (found is None or one[1] < found[0]):
                    found = one[1], run, one[0]
        return None if found is None else found[1:]

    def counts(self) -> tuple[int, ...]:
        """How many particles there are, by run."""
        return tuple(channel.run.n for channel in self.channels)

    def gone(self) -> tuple[int, ...]:
        """How many particles were frozen because their next position was not finite, by run."""
        return tuple(channel.run.count_stopped() for channel in self.channels)

    def gone_masks(self) -> list[NDArray[np.bool_] | None]:
        """Which particles those are, (n,) by run; None where none is, or where `place` is the run."""
        return [run.stopped_at >= 0 if run.n <= DENSE and run.count_stopped() else None for run in self.runs]


def _noise_of(resolved: Resolved) -> tuple[int, int]:
    """Which noise particles meet."""
    return resolved.scenario.playback.seed, resolved.scenario.noise.stream
