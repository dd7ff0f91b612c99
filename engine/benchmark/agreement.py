"""Whether two contenders did the same work: their particles end in the same places, within float32."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .problem import Points

MEDIAN_ALLOWED = 1e-4
MOST_ALLOWED = 1e-2
MOST = 0.95
STEPS = 20
"""Enough to tell rules apart, few enough that rounding errors have not grown."""


@dataclass(frozen=True)
class Agreement:
    """Distances between the same particles of two contenders: the median, and what MOST of them stay under.

    The rest may be anywhere: on a ridge a rounding error decides which way a particle goes, and where a
    gradient nearly vanishes so does the place of ε.
    """

    median: float
    most: float

    @property
    def holds(self) -> bool:
        return self.median <= MEDIAN_ALLOWED and self.most <= MOST_ALLOWED


def compare(one: Points, other: Points) -> Agreement:
    """Compare two (n, 2) arrays; a particle that is not finite counts as infinitely far off."""
    distance = np.abs(one.astype(np.float64) - other).max(axis=1)
    distance = np.where(np.isfinite(distance), distance, np.inf)
    return Agreement(float(np.median(distance)), float(np.quantile(distance, MOST, method="higher")))
