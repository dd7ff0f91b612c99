"""Where an axis has its numbers and how they are written, free of Qt."""

from __future__ import annotations

import math
from collections.abc import Callable

LARGEST = 1e300
"""The farthest that an axis reaches: beyond, what two values differ by may be no number."""

_MOST_DECIMALS = 16
"""What a number of 64 bits has behind its first digit."""

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_ANGLES = (1.0, 5.0, 15.0, 30.0, 45.0, 90.0, 180.0, 360.0)
_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def nice_step(span: float, most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10ᵏ that divides `span` into at most `most` parts."""
    if not (math.isfinite(span) and span > 0):
        return 1.0
    raw = span / max(most, 1)
    power = 10.0 ** math.floor(math.log10(raw))
    return next((s * power for s in _STEPS if s * power >= raw * (1 - 1e-9)), 10.0 * power)


def angle_step(span: float, most: int) -> float:
    """The smallest of 1, 5, 15, 30, 45, 90, 180, 360 degrees that divides `span` into at most `most` parts,
    if any does; below a degree and beyond turns as `nice_step`."""
    raw = span / max(most, 1)
    return next((s for s in _ANGLES if 0.5 < raw <= s * (1 + 1e-9)), 0.0) or nice_step(span, most)


def linear_ticks(
    low: float, high: float, most: int = 3, divided: Callable[[float, int], float] = nice_step
) -> tuple[list[float], float]:
    """Round numbers within [low, high], about `most` of them and at least two, and their distance.

    divided: `nice_step` or `angle_step`.
    """
    ticks: list[float] = []
    step = 1.0
    for parts in range(most, most + 4):
        step = divided(high - low, parts)
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        ticks = [k * step for k in range(first, min(last, first + 4 * most) + 1)]
        if len(ticks) > 1:
            break
    return ticks, step


def log_ticks(low: float, high: float, most: int = 3) -> list[float]:
    """Whole exponents within [low, high] (both exponents of ten), at most `most` + 1 of them, and at least
    two where there are as many."""
    step = max(1, math.ceil((high - low) / max(most, 1)))
    while True:
        first = math.ceil(low / step - 1e-9) * step
        ticks = [float(k) for k in range(first, math.floor(high + 1e-9) + 1, step)]
        # by one number alone nobody can read the others
        if len(ticks) > 1 or step == 1:
            return ticks
        step -= 1


def steady_range(
    low: float, high: float, most: int = 3, divided: Callable[[float, int], float] = nice_step
) -> tuple[float, float]:
    """[low, high] widened to round numbers, so that an axis moves in steps and not with every value."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return 0.0, 1.0
    if high - low < 1e-12 * max(abs(low), abs(high), 1e-6):
        pad = max(abs(low), 1e-6) * 0.5 if low or high else 1.0
        low, high = low - pad, high + pad
    step = divided(high - low, 2 * most)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step


def tick_text(value: float, step: float) -> str:
    """`value` with as many digits as tell it from its neighbours `step` away; very large and small ones as
    powers of ten, unless that is longer."""
    if abs(value) < step * 1e-6:
        return "0"
    size = max(abs(value), step)
    if size < 1e-3 or (size >= 1e5 and (step >= size * 1e-4 or size >= 1e9)):
        return _with_power(value, step)
    return f"{value:.{_decimals(step)}f}".replace("-", "−")


def _with_power(value: float, step: float) -> str:
    exponent = math.floor(math.log10(abs(value)) + 1e-9)
    power = 10.0**exponent
    decimals = min(_decimals(step / power), _MOST_DECIMALS)
    head = f"{abs(value) / power:.{decimals}f}"
    if "." in head:
        head = head.rstrip("0").rstrip(".")
    return ("−" if value < 0 else "") + ("" if head == "1" else f"{head}·") + power_text(exponent)


def _decimals(step: float) -> int:
    """How many decimals a multiple of `step` has."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if abs(step * 10**decimals - round(step * 10**decimals)) > 1e-6:
        decimals += 1
    return decimals


def power_text(exponent: float) -> str:
    """Ten to a whole exponent: 1, 10, 10², 10⁻³."""
    whole = round(exponent)
    if whole in (0, 1):
        return "1" if whole == 0 else "10"
    return "10" + str(whole).translate(_SUPERSCRIPT)
