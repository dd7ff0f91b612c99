"""Curves as numbers, and how many of their points a plot of a given width needs; free of Qt."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Curve:
    """One line: `x` increasing and `y`, both (n,) float64; what is not finite leaves a gap.

    strength: its opacity; strong: it is drawn thicker.
    """

    x: Array
    y: Array
    colour: str
    strength: float = 1.0
    strong: bool = False
    dashed: bool = False

    @property
    def look(self) -> tuple[str, float, bool, bool]:
        """All but the numbers."""
        return self.colour, self.strength, self.strong, self.dashed


@dataclass(frozen=True, eq=False)
class Band:
    """What lies between two curves over the same `x`, all (n,) float64, filled."""

    x: Array
    low: Array
    high: Array
    colour: str
    strength: float

    @property
    def look(self) -> tuple[str, float]:
        """All but the numbers."""
        return self.colour, self.strength


@dataclass(frozen=True, eq=False)
class Density:
    """Where an ensemble lies over `x`, (n,): `levels` (n, m) are the values below which 0, 1/(m − 1), …, all
    of it lie."""

    x: Array
    levels: Array
    colour: str
    strength: float

    @property
    def look(self) -> tuple[str, float]:
        """All but the numbers."""
        return self.colour, self.strength


def thin(x: Array, y: Array, columns: int) -> tuple[Array, Array]:
    """At most four points for each of `columns`: the first, lowest, highest and last, in their order."""
    n = len(x)
    if n <= 4 * columns or columns < 1:
        return x, y
    size = -(-n // columns)
    edges = np.arange(0, n, size)
    padded = np.full(len(edges) * size, np.nan)
    padded[:n] = y
    table = padded.reshape(-1, size)
    filled = np.where(np.isfinite(table), table, np.inf)
    lowest = edges + np.argmin(filled, axis=1)
    highest = edges + np.argmax(np.where(np.isfinite(table), table, -np.inf), axis=1)
    last = np.minimum(edges + size - 1, n - 1)
    keep = np.unique(np.concatenate([edges, np.minimum(lowest, n - 1), np.minimum(highest, n - 1), last]))
    return x[keep], y[keep]


def within(x: Array, y: Array, low: float, high: float) -> tuple[Array, Array]:
    """The points whose x lies in [low, high], and one more on either side; what draws them goes from number
    to number, so each lies beside the one before it."""
    first = max(int(np.searchsorted(x, low)) - 1, 0)
    last = int(np.searchsorted(x, high, side="right")) + 1
    return np.ascontiguousarray(x[first:last]), np.ascontiguousarray(y[first:last])


def value_at(curve: Curve, x: float) -> float:
    """The curve's value at the first of its points that is not before `x`; NaN where it has none."""
    place = int(np.searchsorted(curve.x, x))
    return float(curve.y[place]) if place < len(curve.y) else float("nan")
