"""Numbers as people read and write them, and the scales that sliders have."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.errors import InputError, RangeError

_DECADES_FROM_ZERO = 12
"""How far a logarithmic slider whose range begins at zero goes down before it jumps to zero."""


def format_number(value: float) -> str:
    """`value` in up to five significant digits, short: 0.06, 150, 1e-8."""
    if value == 0:
        return "0"
    if not math.isfinite(value):
        return "—"
    if 1e-4 <= abs(value) < 1e6:
        text = f"{value:.5g}"
        return text if "e" not in text else f"{value:.0f}"
    mantissa, exponent = f"{value:.3e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.')}e{int(exponent)}"


def format_loss(value: float) -> str:
    """`value` in a fixed number of digits, so that a column of them stands still while they change."""
    if not math.isfinite(value):
        return "—"
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        decimals = 3 if abs(value) < 100 else 1
        return f"{value:.{decimals}f}".replace("-", "−")
    if abs(value) < 1e-99:
        return "0.000"
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", "−")


def parse_number(text: str, name: str, low: float, high: float, *, integer: bool = False) -> float:
    """The number that a person typed: a decimal comma and a proper minus are understood.

    InputError for what is no number, RangeError for one outside [low, high].
    """
    plain = text.strip().replace(",", ".").replace("−", "-").replace("\N{NO-BREAK SPACE}", "")
    try:
        if len(plain) > 64 or "_" in plain:
            raise ValueError
        value = float(plain)
    except ValueError:
        between = f"between {format_number(low)} and {format_number(high)}"
        raise InputError(f"{name} is a number {between}") from None
    if integer and value != round(value):
        raise InputError(f"{name} is a whole number from {format_number(low)} to {format_number(high)}")
    if not low <= value <= high:
        raise RangeError(name, value, low, high)
    return value


@dataclass(frozen=True)
class Scale:
    """The way between a number in [low, high] and a slider's place, 0 … 1."""

    low: float
    high: float
    log: bool = False
    integer: bool = False

    def place(self, value: float) -> float:
        """The place of `value`, cut to 0 … 1."""
        if self.high <= self.low:
            return 0.0
        if self.log and self.high > 0:
            foot = self._foot()
            if value < foot:
                return 0.0
            share = math.log(value / foot) / math.log(self.high / foot)
        else:
            share = (value - self.low) / (self.high - self.low)
        return min(max(share, 0.0), 1.0)

    def value(self, place: float) -> float:
        """The number at `place`, rounded to three significant digits so that it reads well."""
        if place <= 0:
            return self.low
        if place >= 1:
            return self.high
        if self.log and self.high > 0:
            foot = self._foot()
            raw = foot * (self.high / foot) ** place
        else:
            raw = self.low + (self.high - self.low) * place
        if self.integer:
            return float(round(raw))
        return min(max(self._rounded(raw), self.low), self.high)

    def _rounded(self, raw: float) -> float:
        if self.log:
            return float(f"{raw:.3g}")
        decimals = 3 - math.floor(math.log10(self.high - self.low))
        return round(raw, max(decimals, 0))

    def _foot(self) -> float:
        return self.low if self.low > 0 else self.high * 10.0**-_DECADES_FROM_ZERO
