"""Places along a map's axis, from 0 at its low end to 1 at its high end; zooming and moving. Free of Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from scenarios.map_schema import AxisSpec
from scenarios.mapping import NEAREST, START

if TYPE_CHECKING:
    from engine.entries import Parameter

FINEST = 2.0
"""Pixels are at least so many times as wide as the distance between two neighbouring numbers."""

_FARTHEST = 700.0  # a logarithm beyond which there are no numbers

End = Literal["float64", "range"]


def value_at(axis: AxisSpec, share: float) -> float:
    """The value at a place of the axis."""
    if axis.log:
        low, high = math.log(axis.low), math.log(axis.high)
        return math.exp(min(max(low + share * (high - low), -_FARTHEST), _FARTHEST))
    return axis.low + share * (axis.high - axis.low)


def share_of(axis: AxisSpec, value: float) -> float:
    """Where a value lies on the axis, also beyond its ends; no number where the axis has no such value."""
    if axis.log:
        if value <= 0:
            return -math.inf
        low, high = math.log(axis.low), math.log(axis.high)
        return (math.log(value) - low) / (high - low)
    return (value - axis.low) / (axis.high - axis.low)


def shares_of(axis: AxisSpec, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places of many values along the axis, as `share_of` has them."""
    with np.errstate(all="ignore"):
        if axis.log:
            return np.asarray(np.log(values / axis.low) / np.log(axis.high / axis.low))
        return np.asarray((values - axis.low) / (axis.high - axis.low))


def resolution(axis: AxisSpec, pixels: int, dtype: str) -> float:
    """How many neighbouring numbers of this arithmetic one pixel is wide.

    On a logarithmic axis pixels lie evenly in the logarithm, whose own numbers end sooner where it is large.
    """
    largest = max(abs(axis.low), abs(axis.high))
    spacing = float(np.spacing(np.dtype(dtype).type(largest)))
    wide = (axis.high - axis.low) / max(pixels, 1) / max(spacing, 5e-324)
    if not axis.log:
        return wide
    low, high = math.log(axis.low), math.log(axis.high)
    return min(wide, (high - low) / max(pixels, 1) / float(np.spacing(max(abs(low), abs(high)))))


def is_finer_than(axis: AxisSpec, pixels: int, dtype: str) -> bool:
    """Whether neighbouring pixels are too near each other for numbers of this arithmetic."""
    return resolution(axis, pixels, dtype) < FINEST


def zoomed(
    axis: AxisSpec, factor: float, about: float, pixels: int, parameter: Parameter
) -> tuple[AxisSpec, End | None]:
    """The axis magnified about a place of it, within what the parameter may be.

    Also what keeps it from going further: numbers end, or the parameter's range does.
    """
    low, high = value_at(axis, about - about / factor), value_at(axis, about + (1 - about) / factor)
    if factor > 1:
        # a logarithm taken back may lie a last digit beyond the end that it is of
        closer = replace(axis, low=max(low, axis.low), high=min(high, axis.high))
        if not closer.high - closer.low > NEAREST or is_finer_than(closer, pixels, "float64"):
            return axis, "float64"
        return closer, None
    inside = max(low, lowest(axis, parameter)), min(high, parameter.limits[1])
    return replace(axis, low=inside[0], high=inside[1]), "range" if inside != (low, high) else None


def moved(axis: AxisSpec, share: float, parameter: Parameter) -> AxisSpec:
    """The axis shifted by a part of its length, no further than the parameter's range."""
    low, high = value_at(axis, share), value_at(axis, 1 + share)
    if not low < high:
        return axis
    if low < lowest(axis, parameter):
        share = share_of(axis, lowest(axis, parameter))
    elif high > parameter.limits[1]:
        share = share_of(axis, parameter.limits[1]) - 1
    else:
        return replace(axis, low=low, high=high)
    low, high = value_at(axis, share), value_at(axis, 1 + share)
    if not low < high:
        return axis
    return replace(axis, low=max(low, lowest(axis, parameter)), high=min(high, parameter.limits[1]))


def lowest(axis: AxisSpec, parameter: Parameter) -> float:
    """The least value that the axis may begin at; a logarithm leaves 0 behind, and no more than it shows."""
    if not axis.log:
        return parameter.limits[0]
    least = min(1e-12, parameter.limits[1] / 10)
    return max(parameter.limits[0], min(least, axis.low) if axis.low > 0 else least)


def magnification(axis: AxisSpec, home: AxisSpec) -> float:
    """How many times as large as at home a piece of the axis is."""
    if axis.log != home.log:
        return 1.0
    if axis.log:
        return math.log(home.high / home.low) / math.log(axis.high / axis.low)
    return (home.high - home.low) / (axis.high - axis.low)


def default_axis(name: str, parameter: Parameter, rectangle: Sequence[float], value: float) -> AxisSpec:
    """An axis that shows what there is to see: all starts in the picture, or what lies around a value."""
    if name in START:
        low, high = rectangle[:2] if name == START[0] else rectangle[2:]
        return AxisSpec(name, low, high)
    if parameter.scale == "log":
        middle = (
            value if value > 0 else parameter.default or math.sqrt(max(parameter.low, 1e-6) * parameter.high)
        )
        low, high = max(parameter.low, middle / 100, 1e-12), min(parameter.high, middle * 30)
        if value > 0:
            # it may have been typed beyond what the slider has
            low, high = min(low, value), max(high, value)
        return (
            AxisSpec(name, low, high, True)
            if low < high
            else AxisSpec(name, parameter.high / 100, parameter.high, True)
        )
    return AxisSpec(name, min(parameter.low, value), max(parameter.high, value))
