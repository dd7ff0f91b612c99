"""What a direction of a map means: a coordinate of the start, a parameter, or the strength of the noise."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.own import OF_FIELD
from engine.phrase import Phrase

START_X, START_Y, SIGMA = "start.x", "start.y", "noise.sigma"
LANDSCAPE = OF_FIELD
"""What precedes the name of a landscape's parameter."""


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, evenly or evenly in logarithms.

    name: "start.x", "start.y", "noise.sigma", a parameter of the rule, or "landscape." and a parameter of
    the landscape. Raises InputError for bounds that make no axis.
    """

    name: str
    low: float
    high: float
    log: bool = False

    def __post_init__(self) -> None:
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise InputError(
                Phrase("the axis {name} goes from a number to a larger one, not from {low:g} to {high:g}",
                       name=self.name, low=self.low, high=self.high)
            )  # fmt: skip
        if self.log and self.low <= 0:
            raise InputError(
                Phrase("the axis {name} is logarithmic and begins above 0, not at {low:g}",
                       name=self.name, low=self.low)
            )  # fmt: skip

    @property
    def of_landscape(self) -> str | None:
        """The landscape's parameter that changes along it, by name; None for an axis of anything else."""
        return self.name.removeprefix(LANDSCAPE) if self.name.startswith(LANDSCAPE) else None

    def at(self, share: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """The value at a share of the way from low to high."""
        share = np.asarray(share, np.float64)
        if self.log:
            below = math.log(self.low)
            return np.exp(below + share * (math.log(self.high) - below))
        return self.low + share * (self.high - self.low)

    def share(self, value: NDArray[np.float64] | float) -> NDArray[np.float64]:
        """The share of the way at a value: the inverse of `at`; NaN where a logarithmic axis has none."""
        value = np.asarray(value, np.float64)
        if self.log:
            below = math.log(self.low)
            with np.errstate(all="ignore"):
                return (np.log(value) - below) / (math.log(self.high) - below)
        return (value - self.low) / (self.high - self.low)

    def values(self, count: int) -> NDArray[np.float64]:
        """(count,), the values at the centres of so many pixels."""
        return self.at((np.arange(count) + 0.5) / count)

    def part(self, low: float, high: float) -> Axis:
        """The axis from one share of the way to another, for a closer look."""
        first, last = self.at(np.array([low, high]))
        return Axis(self.name, float(first), float(last), self.log)

    def resolves(self, count: int, dtype: str = "float64") -> bool:
        """Whether so many pixels have values of their own in a floating-point type."""
        values = self.values(count).astype(dtype)
        return bool((values[1:] > values[:-1]).all())
