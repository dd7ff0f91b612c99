"""Round numbers along a map's axis, linear or logarithmic, however deep one has gone. Free of Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

from gui.maps.axis import share_of
from gui.plots.ticks import nice_step, power_text, tick_text
from scenarios.map_schema import AxisSpec

_DEEP = 1e-5
"""Where numbers along the axis differ in so late a digit, what they have in common is said once."""

_DECADE = 5.0  # a logarithmic axis that spans less has evenly spaced numbers
_FINE = {1.0: 5, 2.0: 4, 2.5: 5, 5.0: 5}
_BAR = 0.25  # of the axis: how long the scale bar is at the most


_FACTORS = (1e6, 1e5, 1e4, 1e3, 100.0, 10.0, 5.0, 2.0, 1.5, 1.2, 1.1, 1.05, 1.02, 1.01)


@dataclass(frozen=True)
class Tick:
    """A place on the axis, 0 … 1; without a text it is only a short line."""

    share: float
    text: str = ""


@dataclass(frozen=True)
class Ticks:
    """Places, and the number that all texts are to be added to, "" for none."""

    ticks: tuple[Tick, ...]
    base: str = ""


@dataclass(frozen=True)
class Bar:
    """A scale bar: the part of the axis that it takes, and how long it is in the axis's own unit."""

    share: float
    text: str


def axis_ticks(axis: AxisSpec, most: int) -> Ticks:
    """At most about `most` numbers, and shorter lines between them."""
    if axis.log and axis.high / axis.low > _DECADE:
        return _decades(axis, most)
    step = nice_step(axis.high - axis.low, max(most, 1))
    largest = max(abs(axis.low), abs(axis.high))
    base = _base(axis, step) if step < _DEEP * largest else 0.0
    figure = round(step / 10.0 ** math.floor(math.log10(step) + 1e-9), 1)
    parts = _FINE.get(figure, 5)
    fine = step / parts
    first, last = math.ceil((axis.low - base) / fine - 1e-9), math.floor((axis.high - base) / fine + 1e-9)
    made = []
    for k in range(first, min(last, first + 500) + 1):
        share = share_of(axis, base + k * fine)
        if -1e-6 <= share <= 1 + 1e-6:
            text = "" if k % parts else _signed(k // parts * step, step, bool(base))
            made.append(Tick(min(max(share, 0.0), 1.0), text))
    return Ticks(tuple(made), exact(base) if base else "")


def _base(axis: AxisSpec, step: float) -> float:
    """A number near the middle with no more digits than it needs."""
    middle = (axis.low + axis.high) / 2
    digits = max(math.ceil(-math.log10(step * 10 / abs(middle))), 1)
    return float(f"{middle:.{min(digits, 17)}g}")


def _signed(value: float, step: float, added: bool) -> str:
    text = tick_text(value, step)
    return f"+{text}" if added and value > step * 1e-6 else text


def exact(value: float) -> str:
    """All digits of a number that is not round."""
    text = repr(float(value))
    return text.removesuffix(".0").replace("-", "−")


def _decades(axis: AxisSpec, most: int) -> Ticks:
    low, high = math.log10(axis.low), math.log10(axis.high)
    decades = range(math.floor(low), math.ceil(high) + 1)
    every = max(1, math.ceil((high - low) / max(most, 1)))
    # where few decades are seen, twos and fives have numbers too
    numbered = {1, 2, 5} if high - low < 0.45 * most else {1}
    made = []
    for decade in decades:
        for digit in range(1, 10):
            share = share_of(axis, digit * 10.0**decade)
            if not -1e-9 <= share <= 1 + 1e-9:
                continue
            shown = digit in numbered and decade % every == 0
            if shown or high - low < 2 * most:
                made.append(Tick(min(max(share, 0.0), 1.0), _plain(digit, decade) if shown else ""))
    return Ticks(tuple(made))


def _plain(digit: int, decade: int) -> str:
    if -4 < decade < 5:
        return f"{digit * 10.0**decade:.{max(0, -decade)}f}"
    return power_text(decade) if digit == 1 else f"{digit}·{power_text(decade)}"


def scale_bar(axis: AxisSpec, symbol: str) -> Bar:
    """A round length on the axis; on a logarithmic one a round factor."""
    if axis.log and axis.high / axis.low > 1.05:
        span = math.log10(axis.high / axis.low)
        factor = next(f for f in _FACTORS if math.log10(f) <= _BAR * span)
        return Bar(math.log10(factor) / span, f"{symbol} × {factor:g}")
    span = axis.high - axis.low
    power = 10.0 ** math.floor(math.log10(_BAR * span))
    length = next(digit * power for digit in (5.0, 2.0, 1.0) if digit * power <= _BAR * span * (1 + 1e-9))
    return Bar(length / span, f"Δ{symbol} = {tick_text(length, length)}")
