"""One parameter, many values: which values are worth proposing, and reading a list of them as typed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from engine.entries import Parameter
from engine.entries.parameter import LEAST
from gui.model.numbers import format_number, parse_number

COUNT = 5
MOST = 12

_FACTORS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
"""Of a number on a logarithmic scale."""

_FAR_FACTORS = (1e-8, 1e-6, 1e-4, 1e-2, 1.0, 1e2, 1e4, 1e6, 1e8)
"""Of one whose scale spans more decades than a person would try one by one."""

_FAR = 10

_NARROW = 2.5
"""Decades of a range in which there are not five such multiples of every value."""

_REMAINDERS = (100.0, 10.0, 4.0, 2.0, 1.0, 0.5, 0.1, 0.05, 0.01)
"""Of what a share kept at each step leaves: around 0.9 they give 0.6, 0.8, 0.9, 0.95, 0.99."""

_SHARES = (0.0, 0.5, 0.9, 0.95, 0.99)
"""For a share of 0, which has nothing to be a multiple of."""

_PART = 1 / 8
"""Of a linear range, from one value to the next."""


def proposed(parameter: Parameter, value: float) -> list[float]:
    """Five values around the present one, spread as the parameter's scale is; fewer where it has fewer."""
    if parameter.scale == "log":
        found = _multiples(parameter, value) if value > 0 else _over_the_scale(parameter)
    elif parameter.scale == "complement":
        left = 1.0 - value
        spread = [round(1.0 - float(f"{left * factor:.2g}"), 12) for factor in _REMAINDERS]
        found = _nearest(parameter, spread if value > 0 else _SHARES, value)
    else:
        found = _evenly(parameter, value)
    return found


def _multiples(parameter: Parameter, value: float) -> list[float]:
    decades = math.log10(parameter.high / max(parameter.low, LEAST))
    factors: tuple[float, ...] = _FAR_FACTORS if decades > _FAR else _FACTORS
    if decades < _NARROW:
        factors = tuple(10 ** (decades * k * _PART) for k in range(-8, 9))
    return _nearest(parameter, [float(f"{value * factor:.2g}") for factor in factors], value)


def _over_the_scale(parameter: Parameter) -> list[float]:
    """0, and powers of ten below the upper end."""
    top = math.floor(math.log10(parameter.high))
    powers = [10.0 ** (top - 2 * k) for k in range(COUNT - 1, 0, -1)]
    return _nearest(parameter, [0.0, *powers], 0.0)


def _nearest(parameter: Parameter, values: Sequence[float], present: float) -> list[float]:
    """The present value exactly as it is, and those within the range whose places are nearest to it."""
    near = {float(round(v)) if parameter.integer else v for v in values}
    here = parameter.fraction(present)
    inside = [v for v in near if parameter.low <= v <= parameter.high]
    places = {v: parameter.fraction(v) - here for v in inside}
    others = sorted(
        (v for v in inside if abs(places[v]) > 1e-3), key=lambda v: (abs(places[v]), abs(v - present))
    )
    below = [v for v in others if places[v] < 0]
    above = [v for v in others if places[v] > 0]
    take = min(len(below), max(COUNT // 2, COUNT - 1 - len(above)))
    return sorted([*below[:take], present, *above[: COUNT - 1 - take]])


def _evenly(parameter: Parameter, value: float) -> list[float]:
    """Equal distances around the value, moved into the range."""
    step = (parameter.high - parameter.low) * _PART
    step = max(round(step), 1.0) if parameter.integer else float(f"{step:.1g}")
    below = min(COUNT // 2, int((value - parameter.low) / step + 1e-9))
    below = max(below, COUNT - 1 - int((parameter.high - value) / step + 1e-9))
    places = [round(value + (k - below) * step, 10) for k in range(COUNT)]
    return _nearest(parameter, places, value)


def written(values: Iterable[float]) -> str:
    """The list as it stands in its field: it is read again, so that no digit may be lost."""
    short = {value: format_number(value) for value in values}
    return "  ".join(text if float(text) == value else repr(value) for value, text in short.items())


def read_values(text: str, parameter: Parameter) -> list[float]:
    """The different numbers of a typed list, in its order; they stand apart by spaces or semicolons.

    A comma is a decimal one unless a space follows. Raises RavineError for what is no number of this
    parameter.
    """
    parts = [part for part in re.split(r"[;\s]+|,(?=\s|$)", text.strip()) if part]
    return list(dict.fromkeys(parse_number(part, parameter) for part in parts))
