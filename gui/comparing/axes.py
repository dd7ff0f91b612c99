"""Axes of a comparison's charts: linear, logarithmic, or even in log(1 − value)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gui.maps.axis import share_of
from gui.maps.ticks import Tick, Ticks, axis_ticks
from scenarios.map_schema import AxisSpec


@dataclass(frozen=True)
class Complement:
    """From `low` to `high`, below 1: 0.9, 0.99 and 0.999 are as far from each other as 0 is from 0.9."""

    low: float
    high: float


Axis = AxisSpec | Complement


def place_on(axis: Axis, value: float) -> float:
    """Where a value lies on the axis, 0 at its low end and 1 at its high end."""
    if isinstance(axis, AxisSpec):
        return share_of(axis, value)
    if value >= 1:
        return math.inf
    first, last = math.log1p(-axis.low), math.log1p(-axis.high)
    return (math.log1p(-value) - first) / (last - first)


def ticks_of(axis: Axis, most: int) -> Ticks:
    """At most about `most` numbers, and shorter lines between them."""
    if isinstance(axis, AxisSpec):
        return axis_ticks(axis, most)
    first, last = -math.log10(1 - axis.low), -math.log10(1 - axis.high)
    every = max(1, math.ceil((last - first) / max(most, 1) - 1e-9))
    digits = {1, 5} if last - first < 0.45 * most else {1}
    made = []
    for decade in range(math.floor(first), math.ceil(last) + 1):
        for digit in range(9, 0, -1):
            value = 1 - digit / 10.0**decade
            share = place_on(axis, value)
            if -1e-9 <= share <= 1 + 1e-9:
                text = f"{value:.{max(decade, 0)}f}" if digit in digits and decade % every == 0 else ""
                made.append(Tick(min(max(share, 0.0), 1.0), text))
    return Ticks(tuple(sorted(made, key=lambda tick: tick.share)))
