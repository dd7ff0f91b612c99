"""What the lines of a comparison's charts share: who is drawn, in which style, over which decades."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.comparing.charts import DASHES
from gui.theme.colours import Theme
from scenarios.map_schema import AxisSpec

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison, Standing

MOST = 12
"""More lines than that cannot be told apart; the best are drawn."""

_DECADES = 16.0
"""A loss is drawn down to so many powers of ten below the largest."""

_LOWEST, _HIGHEST = -300, 308
"""The first power of ten on an axis, below which numbers lose their digits, and the last that is a number."""

Floats = NDArray[np.float64]


def drawn(comparison: Comparison) -> tuple[Standing, ...]:
    """Those that the charts show."""
    return comparison.standings[:MOST]


def style_of(comparison: Comparison, number: int, theme: Theme) -> tuple[str, tuple[float, ...]]:
    """Colour and dashes of the optimizer of this place in the table."""
    place = comparison.standings[number].contestant.colour
    place = number if place is None else place
    return theme.run_colour(place), DASHES[place // len(theme.runs) % len(DASHES)]


def decades(name: str, values: list[Floats]) -> AxisSpec:
    """A logarithmic axis over what is finite and above 0, in whole powers of ten."""
    seen = np.concatenate([v[np.isfinite(v) & (v > 0)].ravel() for v in values] or [np.zeros(0)])
    if not len(seen):
        return AxisSpec(name, 1e-3, 1.0, True)
    high = min(math.ceil(math.log10(float(seen.max())) + 1e-9), _HIGHEST)
    high = max(high, _LOWEST + 1)
    low = max(math.floor(math.log10(float(seen.min()))), high - _DECADES, _LOWEST)
    low = min(low, high - 1)
    return AxisSpec(name, 10.0**low, 10.0**high, True)


def above(losses: Floats, floor: float) -> Floats:
    """How far losses lie above the lowest known; no numbers where nobody has a finite one."""
    with np.errstate(all="ignore"):
        return losses - floor


def raised(values: Floats, axis: AxisSpec) -> Floats:
    """What lies below the axis is drawn on its lower edge: a logarithm of 0 lies nowhere."""
    return np.maximum(values, axis.low)
