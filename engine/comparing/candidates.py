"""The settings that are tried within a budget.

One tuned parameter: as many values as the budget has, evenly spaced over its range, both ends among them. So
every optimizer's rates are tried on equally fine a grid, and no luck is in it.

Several: a Latin hypercube (McKay, Beckman, Conover 1979) drawn from the seed; each parameter's range is cut
into as many strata as the budget has, and each stratum is met exactly once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.entries import Optimizer, Parameter
from engine.entries.parameter import Scale
from engine.errors import InputError
from engine.phrase import Phrase

REACH = 1000.0
"""A learning rate is tried from the default divided by this to the default times this, within its range.
Of a share kept per step that goes for what is not kept, 1 − value."""


@dataclass(frozen=True)
class Range:
    """Which values of a parameter are tried: evenly, or evenly in log(value) or in log(1 − value), as the
    scales of the catalogue's parameters are. Raises InputError."""

    name: str
    low: float
    high: float
    scale: Scale = "linear"

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise InputError(
                Phrase(
                    "the range of {name} goes from a finite number to a larger one, not from {low:.12g} to"
                    " {high:.12g}",
                    name=self.name,
                    low=self.low,
                    high=self.high,
                )
            )
        if self.scale == "log" and self.low <= 0:
            raise InputError(
                Phrase(
                    "the logarithmic range of {name} begins above 0, not at {low:g}",
                    name=self.name,
                    low=self.low,
                )
            )
        if self.scale == "complement" and self.high >= 1:
            raise InputError(
                Phrase(
                    "a range of {name} that is even in log(1 − {name}) ends below 1, not at {high:g}",
                    name=self.name,
                    high=self.high,
                )
            )

    def at(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """The values at places of the range, 0 … 1."""
        if self.scale == "log":
            values = self.low * (self.high / self.low) ** share
        elif self.scale == "complement":
            first, last = math.log1p(-self.low), math.log1p(-self.high)
            values = -np.expm1(first + share * (last - first))
        else:
            values = self.low + share * (self.high - self.low)
        # what is rounded is beyond no end: a scenario refuses a parameter beyond its range
        return np.clip(values, self.low, self.high)


def rate_of(optimizer: Optimizer) -> Parameter | None:
    """What is tuned by itself: the learning rate, or of a rule without one its first number on a
    logarithmic scale; None where there is no such number."""
    scaled = [p for p in optimizer.parameters if p.scale == "log" and not p.integer]
    named = [p for p in optimizer.parameters if p.name == "eta"]
    return next(iter(named + scaled), None)


def range_of(parameter: Parameter) -> Range:
    """The range in which a learning rate is looked for, around the catalogue's default."""
    low = max(parameter.low, parameter.default / REACH)
    high = min(parameter.high, parameter.default * REACH)
    is_log = low > 0
    return Range(parameter.name, low if is_log else parameter.low, high, "log" if is_log else "linear")


def complement_of(parameter: Parameter) -> Range:
    """The range in which a share kept per step is looked for. What is not kept, 1 − value, goes from the
    default's times `REACH` to the default's divided by it, within the parameter's range: β₂ of 0.999 from 0
    to 0.99999, a fifth of the values in each of 0 … 0.9, 0.9 … 0.99, 0.99 … 0.999, and so on."""
    rest = 1 - parameter.default
    low, high = max(parameter.low, 1 - rest * REACH), min(parameter.high, 1 - rest / REACH)
    return Range(parameter.name, low, high, "complement")


def candidates(ranges: Sequence[Range], budget: int, seed: int) -> NDArray[np.float64]:
    """The settings to try, (budget, parameters); a single one without parameters if nothing is tuned."""
    if not ranges:
        return np.zeros((1, 0))
    if len(ranges) == 1:
        share = np.linspace(0.0, 1.0, budget) if budget > 1 else np.array([0.5])
        return ranges[0].at(share)[:, np.newaxis]
    generator = np.random.Generator(np.random.Philox(seed))
    columns = []
    for one in ranges:
        strata = generator.permutation(budget)
        columns.append(one.at((strata + generator.random(budget)) / budget))
    return np.stack(columns, axis=1)
