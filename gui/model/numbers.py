"""Numbers as people read and write them."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from engine.errors import InputError, RangeError
from engine.phrase import Phrase

if TYPE_CHECKING:
    from engine.entries import Parameter


_SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

_GROUPED = re.compile(r"[+-]?\d{1,3}(\s\d{3})+([.,]\d*)?")
"""A number with its thousands apart, as numbers stand in the window."""

_WHOLE_GROUPED = re.compile(r"[+-]?\d{1,3}([\s,]\d{3})+")
"""Of a whole number a comma before three digits is no decimal one."""


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


def percent(share: float) -> str:
    """A share as people read it: whole per cents, but never 0 or 100 where it is neither."""
    if 0 < share < 0.0095:
        return "< 0.1\u202f%" if share < 0.0005 else f"{100 * share:.1f}\u202f%"
    if 0.995 <= share < 1:
        return "> 99\u202f%"
    return f"{100 * share:.0f}\u202f%"


def format_loss(value: float) -> str:
    """`value` with few digits, so that a column of them stands still while they change; tiny ones as 0."""
    if not math.isfinite(value):
        return "—"
    if abs(value) < 1e-12:
        return "0.000"
    if 1e-3 <= abs(value) < 1e5:
        decimals = 3 if abs(value) < 100 else 1
        return f"{value:.{decimals}f}".replace("-", "−")
    mantissa, exponent = f"{value:.1e}".split("e")
    return f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPT)}".replace("-", "−")


def parse_number(text: str, parameter: Parameter) -> float:
    """The number that a person typed for a parameter: a decimal comma, thousands apart and a proper minus are
    understood.

    InputError for what is no number or not whole where it must be, RangeError for one outside the range.
    """
    plain = _without_groups(text.strip().replace("−", "-"), parameter).replace(",", ".")
    plain = plain.replace("\N{NO-BREAK SPACE}", "")
    try:
        if len(plain) > 64 or "_" in plain:
            raise ValueError
        value = float(plain)
    except ValueError:
        low, high = map(format_number, parameter.limits)
        raise InputError(
            Phrase(
                "{symbol} is a number between {low} and {high}", symbol=parameter.symbol, low=low, high=high
            )
        ) from None
    try:
        return parameter.check(value)
    except RangeError as error:
        raise RangeError(parameter.symbol, value, error.low, error.high) from None


def _without_groups(text: str, parameter: Parameter) -> str:
    """A number whose thousands stand apart, in one piece; any other text as it is."""
    if parameter.integer and _WHOLE_GROUPED.fullmatch(text):
        return re.sub(r"[\s,]", "", text)
    return re.sub(r"\s", "", text) if _GROUPED.fullmatch(text) else text


def nudged(parameter: Parameter, value: float, share: float) -> float:
    """A number moved by this part of the parameter's slider; beyond its ends, by this part of itself."""
    if not parameter.low <= value <= parameter.high:
        low, high = parameter.limits
        return min(max(float(f"{value + share * abs(value):.4g}"), low), high)
    return slider_value(parameter, parameter.fraction(value) + share)


def slider_value(parameter: Parameter, fraction: float) -> float:
    """The number at a place on the parameter's slider, 0 … 1, rounded so that it reads well."""
    raw = parameter.at(fraction)
    if parameter.integer or raw in (parameter.low, parameter.high):
        return raw
    if parameter.scale == "log":
        rounded = float(f"{raw:.3g}")
    elif parameter.scale == "complement":
        rounded = 1.0 - float(f"{1.0 - raw:.2g}")
        rounded = round(rounded, 12)
    else:
        decimals = 3 - math.floor(math.log10(parameter.high - parameter.low))
        rounded = round(raw, max(decimals, 0))
    return min(max(rounded, parameter.low), parameter.high)
