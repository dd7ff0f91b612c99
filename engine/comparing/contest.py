"""What is compared: optimizers with what is tuned of each, on one landscape, from many starts."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import memory
from engine.entries import Landscape, Optimizer, Parameter, Schedule
from engine.errors import InputError, RangeError, UnknownNameError
from engine.modifiers import Clip, Noise
from engine.phrase import Phrase
from engine.turns import Turn

from .candidates import Range, candidates

MOST_BUDGET = 10_000
MOST_STARTS = 10_000
MOST_REPEATS = 1000
MOST_STEPS = 1_000_000
QUIET, UNBOUNDED = Noise(), Clip()


@dataclass(frozen=True, eq=False)
class Contestant:
    """An optimizer, and what is tuned of it. params: values over the defaults of everything else.

    Raises InputError for a parameter that it has not, that is whole or that is turned on the way.
    """

    label: Mapping[str, str]
    optimizer: Optimizer
    ranges: tuple[Range, ...]
    params: Mapping[str, float] = dataclasses.field(default_factory=dict)
    clip: Clip = UNBOUNDED
    schedule: Schedule | None = None
    turns: tuple[Turn, ...] = ()
    colour: int | None = None

    def __post_init__(self) -> None:
        known = {p.name: p for p in self.optimizer.parameters}
        turned = {name for turn in self.turns for name in turn.params}
        for one in self.ranges:
            if one.name not in known:
                raise UnknownNameError(Phrase("parameter"), one.name, known)
            if known[one.name].integer:
                raise InputError(Phrase("{name} is a whole number and cannot be tuned", name=one.name))
            if one.name in turned:
                raise InputError(Phrase("{name} is turned on the way, and so cannot be tuned", name=one.name))
            for end in (one.low, one.high):
                self._check(known[one.name], end)

    def _check(self, parameter: Parameter, end: float) -> None:
        """Many may have a parameter of this name, each with limits of its own: whose they are is said."""
        try:
            parameter.check(end)
        except RangeError as error:
            whose = Phrase("{name} of {optimizer}", name=parameter.name, optimizer=self.optimizer.id)
            raise RangeError(whose, end, error.low, error.high) from None


@dataclass(frozen=True, eq=False)
class Contest:
    """A comparison: everything that decides its numbers.

    budget: settings that are tried of each optimizer, each of them trained in full from every tuning start.
    tuning, judged: starts, (n, 2); those that settings are chosen by, and those that are reported.
    repeats: how often each start is trained, with noise of its own each time.
    tolerance: of the test that tells when a run has arrived, see `judging.arrivals`.

    Raises RangeError, InputError, and TooLargeError for more than memory holds.
    """

    contestants: tuple[Contestant, ...]
    field: Landscape
    steps: int
    budget: int
    tuning: NDArray[np.float64]
    judged: NDArray[np.float64]
    repeats: int = 1
    field_params: Mapping[str, float] = dataclasses.field(default_factory=dict)
    field_turns: tuple[Turn, ...] = ()
    noise: Noise = QUIET
    seed: int = 0
    dtype: str = "float64"
    tolerance: float = 1e-3

    def __post_init__(self) -> None:
        for name, value, most in (
            ("budget", self.budget, MOST_BUDGET),
            ("steps", self.steps, MOST_STEPS),
            ("starts", len(self.tuning), MOST_STARTS),
            ("starts", len(self.judged), MOST_STARTS),
            ("seeds", self.repeats, MOST_REPEATS),
        ):
            if not 1 <= value <= most:
                raise RangeError(name, value, 1, most)
        if not 0 < self.tolerance < 1:
            sentence = Phrase("the tolerance is above 0 and below 1, not {value:g}", value=self.tolerance)
            raise InputError(sentence)
        if not self.contestants:
            raise InputError(Phrase("there is nothing to compare"))
        if tuple(self.field.formula.variables) != ("x", "y"):
            raise InputError(
                Phrase("optimizers are compared on a landscape, not on a signal, a curve or a network")
            )
        frames = len(self.recorded())
        along = frames * len(self.judged) * self.repeats * len(self.contestants)
        # of tuning the last losses of one optimizer at a time
        memory.require(Phrase("this comparison"), 3 * 8 * (along + self.trainings))

    def settings(self, contestant: Contestant) -> NDArray[np.float64]:
        """What is tried of an optimizer, (budget, its ranges)."""
        return candidates(contestant.ranges, self.budget, self.sub_seed(2))

    def recorded(self) -> NDArray[np.int64]:
        """After which steps the loss is noted: after every one, or as evenly as `FRAMES` allow."""
        every = max(1, -(-self.steps // FRAMES))
        return np.unique(np.append(np.arange(0, self.steps, every), self.steps))

    def sub_seed(self, purpose: int) -> int:
        """A seed of its own for each purpose: 0 the noise of tuning, 1 that of judging, 2 the settings, 3
        and 4 the starts of both."""
        return sub_seed(self.seed, purpose)

    @property
    def trainings(self) -> int:
        """Trainings that every optimizer is tuned with."""
        return self.budget * len(self.tuning) * self.repeats

    @property
    def particle_steps(self) -> int:
        """Of the whole comparison, at the most."""
        each = self.trainings + len(self.judged) * self.repeats
        return each * self.steps * len(self.contestants)


FRAMES = 2000
"""Losses along a run that are noted at the most, besides the first one."""


def sub_seed(seed: int, purpose: int) -> int:
    """A seed that follows from another one, different for every purpose."""
    return int(np.random.SeedSequence((seed, purpose)).generate_state(1, np.uint64)[0] >> np.uint64(1))
