"""What a chart shows, and the range of its axis; free of Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gui.plots.curves import Array, Curve
from gui.plots.ticks import steady_range

LOWEST = 1e-12
"""What a logarithmic axis shows at its foot, however much nearer to zero a value is."""


@dataclass(frozen=True, eq=False)
class Chart:
    """A heading, curves, and how far the time axis reaches; `log` draws y as exponents of ten."""

    title: str
    curves: tuple[Curve, ...] = ()
    length: float = 1.0
    log: bool = False


def value_range(curves: Sequence[Curve], log: bool = False) -> tuple[float, float]:
    """Round bounds of everything finite in the curves; exponents of ten if `log`."""
    lows, highs = [], []
    for curve in curves:
        values = exponents(curve.y) if log else curve.y
        values = values[np.isfinite(values)]
        if len(values):
            lows.append(float(values.min()))
            highs.append(float(values.max()))
    if not lows:
        return 0.0, 1.0
    if log:
        low, high = math.floor(min(lows)), math.ceil(max(highs))
        return float(low), float(max(high, low + 1))
    return steady_range(min(lows), max(highs))


def exponents(values: Array) -> Array:
    """log₁₀ of values, those at or under zero as the lowest that is shown."""
    with np.errstate(invalid="ignore"):
        return np.log10(np.maximum(values, LOWEST))
