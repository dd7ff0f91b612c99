"""What can be said of a whole map in numbers: which share ends where, and how entangled the basins are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gui.maps import colouring
from gui.maps.numbers import Numbers

if TYPE_CHECKING:
    from engine.bulk.minima import Place


@dataclass(frozen=True)
class Facts:
    """minima: in the order of the basins' numbers; fractions: of the map, by basin. The rest of the map came
    to rest elsewhere, diverged, or is still on its way."""

    minima: tuple[Place, ...]
    fractions: tuple[float, ...]
    elsewhere: float
    diverged: float
    wandering: float
    entropy: float | None = None
    boundary_entropy: float | None = None
    exponent: float | None = None

    @property
    def count(self) -> int:
        return len(self.minima)

    @property
    def dimension(self) -> float | None:
        """Of the boundary between the basins, in the plane of the map."""
        return None if self.exponent is None else 2.0 - self.exponent


def facts_of(numbers: Numbers) -> Facts:
    """Of what is known of the map so far."""
    from engine.bulk.terrain import places_of

    minima = places_of(numbers.study).minima
    fate, basin = colouring.fates(numbers.arrays), numbers.arrays["basin"]
    total = fate.size
    counts = np.bincount(basin[basin >= 0], minlength=len(minima))
    at_rest = np.count_nonzero((fate == colouring.CONVERGED) & (basin < 0))
    return Facts(
        minima,
        tuple(float(count) / total for count in counts),
        at_rest / total,
        np.count_nonzero(fate == colouring.DIVERGED) / total,
        np.count_nonzero(fate == colouring.WANDERING) / total,
    )
