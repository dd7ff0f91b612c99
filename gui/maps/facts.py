"""What can be said of a whole map in numbers: which share ends where, and how entangled the basins are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.bulk.statistics import DIVERGED, ELSEWHERE, OUTSIDE, WANDERING, Census, census, ends_of

if TYPE_CHECKING:
    from engine.bulk.minima import Place
    from engine.bulk.terrain import Places
    from gui.maps.numbers import Numbers


@dataclass(frozen=True)
class Facts:
    """minima: in the order of the basins' numbers; fractions: of the map, by basin. The rest of the map came
    to rest elsewhere, diverged, or is still on its way: wandering, some of it outside the domain.

    moving: an axis moves the minima, which are told as they lie at the middle of the axes.

    entropy, boundary_entropy: S_b and S_bb; exponent: of uncertainty; None where they cannot be told.
    """

    minima: tuple[Place, ...]
    fractions: tuple[float, ...]
    elsewhere: float
    diverged: float
    wandering: float
    entropy: float | None = None
    boundary_entropy: float | None = None
    exponent: float | None = None
    outside: float = 0.0
    moving: bool = False

    @property
    def count(self) -> int:
        return len(self.minima)

    @property
    def dimension(self) -> float | None:
        """Of the boundary, in the plane of the map."""
        return None if self.exponent is None else 2.0 - self.exponent

    @property
    def converged(self) -> float:
        """The share that came to rest."""
        return sum(self.fractions) + self.elsewhere


def facts_of(numbers: Numbers) -> Facts:
    """Of what is known of the map so far. How entangled it is, is told of finished ones only: a coarse map
    has coarse boundaries."""
    from engine.bulk.terrain import places_of

    arrays = numbers.sparse()
    counted = census(ends_of(arrays["outcome"], arrays["basin"]))
    return made_of(counted, places_of(numbers.study), entangled=numbers.stride == 1)


def made_of(counted: Census, places: Places, *, entangled: bool) -> Facts:
    """The facts that a census tells."""
    minima = places.minima
    found = counted.entanglement() if entangled else None
    return Facts(
        minima,
        counted.fractions(len(minima)),
        counted.fraction(ELSEWHERE),
        counted.fraction(DIVERGED),
        counted.fraction(WANDERING) + counted.fraction(OUTSIDE),
        found.entropy if found is not None else None,
        found.boundary_entropy if found is not None else None,
        found.exponent if found is not None else None,
        counted.fraction(OUTSIDE),
        places.moving,
    )
