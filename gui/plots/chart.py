"""What a chart shows, and the range of its axis; free of Qt."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gui.plots.curves import Array, Band, Curve
from gui.plots.ticks import LARGEST, nice_step, steady_range

LOWEST = 1e-12
"""What a logarithmic axis shows at its foot, however much nearer to zero a value is."""


Turn = tuple[int, str]
"""A step at which a parameter was turned, and the colour of its run."""


@dataclass(frozen=True, eq=False)
class Chart:
    """A heading, curves, and how far the time axis reaches; `log` draws y as exponents of ten.

    base: what a logarithmic axis counts from, the least that a loss can be. plot: which of the scenario's
    plots it is; note: what the curves are, in a few signs, beside the heading. span: the axis's bounds where
    they are not those of what is in it now.
    """

    title: str
    curves: tuple[Curve, ...] = ()
    length: float = 1.0
    log: bool = False
    bands: tuple[Band, ...] = ()
    turns: tuple[Turn, ...] = ()
    plot: str = ""
    note: str = ""
    base: float = 0.0
    span: tuple[float, float] | None = None

    @property
    def arrays(self) -> list[Array]:
        """Everything that is drawn, (n,) each."""
        edges = [edge for band in self.bands for edge in (band.low, band.high)]
        return [curve.y for curve in self.curves] + edges

    def range(self) -> tuple[float, float]:
        """Round bounds of everything finite in it, in the axis's units."""
        return self.span or bounds(self.arrays, self.log, self.base)

    def until(self, rows: int) -> Chart:
        """As many rows of it, on the axis of all of them."""
        curves = tuple(Curve(c.x[:rows], c.y[:rows], *c.look) for c in self.curves)
        bands = tuple(Band(b.x[:rows], b.low[:rows], b.high[:rows], *b.look) for b in self.bands)
        return replace(self, curves=curves, bands=bands, span=self.range())

    def height(self, values: Array) -> Array:
        """In the axis's units."""
        return exponents(values - self.base if self.base else values) if self.log else values

    def values_at(self, curve: Curve, step: float) -> tuple[float, float]:
        """A curve's value at a step and its height on the axis; between two points, on the line that is
        drawn. NaN beyond them."""
        place = int(np.searchsorted(curve.x, step))
        if place < len(curve.x) and curve.x[place] == step:
            value = curve.y[place : place + 1]
            return float(value[0]), float(self.height(value)[0])
        if not 0 < place < len(curve.x):
            return math.nan, math.nan
        ends = self.height(curve.y[place - 1 : place + 1])
        part = (step - curve.x[place - 1]) / (curve.x[place] - curve.x[place - 1])
        height = float(ends[0] + (ends[1] - ends[0]) * part)
        return (10.0**height + self.base if self.log else height), height


def value_range(curves: Sequence[Curve], log: bool = False) -> tuple[float, float]:
    """Round bounds of everything finite in the curves; exponents of ten if `log`."""
    return bounds([curve.y for curve in curves], log)


def bounds(
    arrays: Sequence[Array],
    log: bool = False,
    base: float = 0.0,
    divided: Callable[[float, int], float] = nice_step,
) -> tuple[float, float]:
    """Round bounds of every number an axis reaches; if `log`, exponents of ten of what lies above `base`.

    divided: as `steady_range` has it.
    """
    lows, highs = [], []
    for values in arrays:
        finite = values[np.abs(values) <= LARGEST]
        if len(finite):
            lows.append(float(finite.min()))
            highs.append(float(finite.max()))
    if not lows:
        return 0.0, 1.0
    if log:
        low, high = (math.log10(max(end - base, LOWEST)) for end in (min(lows), max(highs)))
        low, high = math.floor(low), math.ceil(high)
        return float(low), float(max(high, low + 1))
    return steady_range(min(lows), max(highs), divided=divided)


def exponents(values: Array) -> Array:
    """log₁₀ of values, those at or under zero as the lowest that is shown."""
    with np.errstate(invalid="ignore"):
        return np.log10(np.maximum(values, LOWEST))
