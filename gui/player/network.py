"""Networks trained by every optimizer, played: all runs are trained to the end, and time walks through them.

Small networks learn in moments, so turning a parameter trains a run anew while what it did before stays on
screen. The work is cut into slices. The runs take turns, the one that is furthest behind first, so that their
curves grow together as long as there is nothing older to show.
"""

from __future__ import annotations

import time
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine import memory
from engine.networks.history import History, quantiles
from engine.phrase import Phrase
from gui.player.matching import matched, same_course
from scenarios.resolving import Resolved, ResolvedRun
from scenarios.training import build_training, training_memory

if TYPE_CHECKING:
    from engine.networks import Training
    from engine.run import Run
    from scenarios.building import Kernels

Columns = Mapping[str, NDArray[np.float64]]

QUANTILES = ((":q10", 0.1), (":q25", 0.25), ("", 0.5), (":q75", 0.75), (":q90", 0.9))


class Course:
    """One run. `shown` is its last training that came to the end, or as far as the first one has come."""

    def __init__(self, resolved: Resolved, found: ResolvedRun, kernels: Kernels) -> None:
        self.resolved, self.found, self.kernels = resolved, found, kernels
        self.shown: History | None = None
        self._new: History | None = None
        self.is_stale = True
        self._scores: Scores | None = None

    @property
    def is_busy(self) -> bool:
        return self.is_stale or self._new is not None

    @property
    def reached(self) -> int:
        """The last epoch of the training under way."""
        return self._new.epoch if self._new is not None else -1

    @property
    def n(self) -> int:
        """How many networks it has."""
        network = self.resolved.scenario.field.network
        assert network is not None
        return network.seeds

    def can_become(self, found: ResolvedRun) -> bool:
        """Whether what is on screen may stay there until the other run has come to its end."""
        return found.optimizer.rule == self.found.optimizer.rule

    def become(self, resolved: Resolved, found: ResolvedRun) -> None:
        """Another scenario's run. It is trained anew where that makes a difference."""
        mine, spec = self.found.spec, found.spec
        same = (
            found.parameters == self.found.parameters
            and (spec.schedule, spec.clip, spec.turns, spec.state)
            == (mine.schedule, mine.clip, mine.turns, mine.state)
            and resolved.field_parameters == self.resolved.field_parameters
        )
        self.is_stale |= not same
        self.resolved, self.found = resolved, found

    def compile(self) -> None:
        """Kernels are ready: what is being trained without them is begun anew."""
        if self._new is not None and self.kernels == "numpy":
            self._new, self.is_stale = None, True
        self.kernels = "split"

    def compute(self, until: float) -> None:
        """Trains until then (perf_counter) or to the end.

        Compiled, a training comes to its end before newer numbers are taken up, or a slider that is being
        dragged would show nothing; without kernels that would take too long.
        """
        if self._new is None or (self.is_stale and self.kernels == "numpy"):
            self._begin()
        history = self._new
        while history is not None and not history.is_whole:
            if history.training.advance_until(until):
                history.take()
            if time.perf_counter() >= until:
                break
        if history is not None and history.is_whole:
            self.shown, self._new = history, None

    def _begin(self) -> None:
        """From epoch 0, with the present numbers.

        Raises InputError, once, where nothing comes of them, and TooLargeError.
        """
        self.is_stale = False
        memory.require(Phrase("this scenario"), training_memory(self.resolved))
        self._new = History(build_training(self.resolved, self.found, self.kernels))
        if self.shown is None or not self.shown.is_whole:
            self.shown = self._new

    def columns(self) -> Columns:
        """Loss and accuracy by epoch, as medians and quantiles over the networks."""
        if self.shown is None:
            return {"t": np.zeros(0)}
        if self._scores is None or self._scores.history is not self.shown:
            self._scores = Scores(self.shown)
        return self._scores.columns()


class Scores:
    """Quantiles over a history's networks, each epoch's computed once."""

    def __init__(self, history: History) -> None:
        self.history = history
        frames = len(history.losses)
        self._names = [name + end for name in ("loss", "accuracy") for end, _ in QUANTILES]
        self._rows = np.empty((len(self._names), frames))
        self._known = 0
        self._given: Columns = {}

    def columns(self) -> Columns:
        """Those of the epochs that are there; the same tables until there are more."""
        history, frames = self.history, self.history.epoch + 1
        if self._known < frames:
            new = slice(self._known, frames)
            found = [
                quantiles(values[new], [q for _, q in QUANTILES])
                for values in (history.losses, history.accuracies)
            ]
            self._rows[:, new] = np.concatenate(found)
            self._known = frames
            rows = dict(zip(self._names, self._rows[:, :frames], strict=True))
            self._given = {"t": np.arange(frames, dtype=np.float64), **rows}
        return self._given


class NetworkPlayer:
    """All runs of a scenario of networks; `step` is the epoch where the cursor stands."""

    def __init__(self, resolved: Resolved, kernels: Kernels = "numpy") -> None:
        self.step = 0
        self.resolved = resolved
        self._kernels: Kernels = kernels
        self._ready: set[Hashable] = set()
        self.courses = [Course(resolved, found, kernels) for found in resolved.runs]

    @property
    def runs(self) -> list[Course]:
        return self.courses

    @property
    def total(self) -> int:
        return self.resolved.scenario.playback.steps

    @property
    def kernels(self) -> Kernels:
        """ "numpy" as long as one run is not compiled."""
        kinds = {course.kernels for course in self.courses}
        return "numpy" if "numpy" in kinds else next(iter(kinds))

    @property
    def is_busy(self) -> bool:
        return any(course.is_busy for course in self.courses)

    @property
    def progress(self) -> float | None:
        """How much is done of what is trained now, 0 … 1; None where nothing is."""
        if not self.is_busy:
            return None
        done = [1.0 if not c.is_busy else max(c.reached, 0) / max(self.total, 1) for c in self.courses]
        return sum(done) / len(done)

    def compute(self, seconds: float) -> bool:
        """Trains for about `seconds`; whether there is anything new to show."""
        until = time.perf_counter() + seconds
        before = [(course.shown, course.reached) for course in self.courses]
        while self.is_busy and time.perf_counter() < until:
            behind = min((c for c in self.courses if c.is_busy), key=lambda c: c.reached)
            behind.compute(min(until, time.perf_counter() + seconds / 4))
        return before != [(course.shown, course.reached) for course in self.courses]

    def columns(self) -> tuple[Columns, ...]:
        """By run, what there is to show."""
        return tuple(course.columns() for course in self.courses)

    def losses(self) -> tuple[float, ...]:
        """By run, the median over its networks at the epoch of the cursor."""
        found = []
        for course in self.courses:
            values = course.columns().get("loss")
            found.append(float(values[min(self.step, len(values) - 1)]) if values is not None else np.nan)
        return tuple(found)

    def advance(self, steps: int) -> None:
        """Moves the cursor on."""
        self.seek(self.step + steps)

    def go_on(self, steps: int, seconds: float) -> None:
        """Moves the cursor on, as far as something is known there."""
        known = min((c.shown.epoch if c.shown is not None else 0 for c in self.courses), default=0)
        self.seek(min(self.step + steps, max(known, self.step)))

    def seek(self, step: int) -> None:
        """Puts the cursor there, cut to 0 … total."""
        self.step = min(max(step, 0), self.total)

    def apply(self, resolved: Resolved) -> bool:
        """The scenario says this from now on; whether kernels may be needed that are not compiled yet."""
        before, self.resolved = self.resolved, resolved
        kept: list[Course | None] = [None] * len(resolved.runs)
        if before.scenario.field.network == resolved.scenario.field.network and same_course(before, resolved):
            kept = matched(self.courses, resolved.runs, Course.can_become)
        courses = []
        for number, found in enumerate(resolved.runs):
            course = kept[number]
            if course is None:
                ready = _key(resolved, found) in self._ready
                course = Course(resolved, found, "split" if ready else self._kernels)
            else:
                course.become(resolved, found)
            courses.append(course)
        self.courses = courses
        self.step = min(self.step, self.total)
        return any(course.kernels == "numpy" for course in courses)

    def take_over(self, runs: Sequence[Run | Training]) -> None:
        """The kernels of these are compiled, and others of the same rules need no compiler any more."""
        self._ready.update(_key(self.resolved, found) for found in self.resolved.runs)
        for course in self.courses:
            course.compile()


def _key(resolved: Resolved, found: ResolvedRun) -> Hashable:
    """What decides which kernels a training needs."""
    rule = found.optimizer.rule
    return rule.text, rule.state_texts, resolved.scenario.playback.dtype
