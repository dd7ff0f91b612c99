"""A parameter: declared once, it makes its slider, its tooltip, its option, file field and documentation."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from engine.errors import InputError, RangeError, UnknownNameError
from engine.language.symbols import symbol
from engine.phrase import Phrase

from .shape import ParameterShape, Signs

Scale = Literal["linear", "log", "complement"]

_PARAMETER = Phrase("parameter")

#: Where a logarithmic scale whose range begins at 0 leaves 0 behind.
LEAST = 1e-12

#: So far from 0 a number may be whose range is only guessed: as far as one in a scenario.
MOST_GUESSED = 1e12


@dataclass(frozen=True)
class Parameter:
    """A number that a person may set, low ≤ value ≤ high.

    scale says how a slider spreads the range:
      "linear"      evenly;
      "log"         evenly in log(value); if `low` is 0, the left end is 0 and the scale begins at 1e-12;
      "complement"  evenly in log(1 − value), for shares kept per step, where 0.9, 0.99 and 0.999 are as far
                    from each other as 0 is from 0.9; `high` is below 1.
    `fraction` and `at` are that slider, from 0 to 1.
    guessed: nobody declared it; the range is that of the slider only, and any number may be set.
    """

    name: str
    symbol: str
    default: float
    low: float
    high: float
    scale: Scale
    en: str
    ru: str
    integer: bool = False
    symbol_ru: str = ""
    guessed: bool = False

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the largest number that may be set."""
        return (-MOST_GUESSED, MOST_GUESSED) if self.guessed else (self.low, self.high)

    def takes(self, value: float) -> bool:
        """Whether this number may be set."""
        low, high = self.limits
        return low <= value <= high and not (self.integer and value != round(value))

    @property
    def zero(self) -> bool:
        """Whether the left end of a logarithmic scale stands for 0."""
        return self.scale == "log" and self.low == 0

    def label(self, language: str) -> str:
        """Its symbol, in "en" or "ru" where it is a word."""
        return self.symbol_ru if language == "ru" and self.symbol_ru else self.symbol

    def meaning(self, language: str) -> str:
        """What it means, in "en" or "ru"."""
        return self.ru if language == "ru" else self.en

    def check(self, value: float) -> float:
        """`value` as a float; raises RangeError outside the range, InputError where it must be whole."""
        number = float(value)
        low, high = self.limits
        if not low <= number <= high:
            raise RangeError(self.name, number, low, high)
        if self.integer and number != round(number):
            raise InputError(
                Phrase("{name} = {number:g} is not a whole number", name=self.name, number=number)
            )
        return number

    def fraction(self, value: float) -> float:
        """Where on its slider a value is: 0 for `low`, 1 for `high`; values outside count as the ends."""
        if value <= self.low:
            return 0.0
        if value >= self.high:
            return 1.0
        first, last = self._stretch(self._least), self._stretch(self.high)
        return min(1.0, max(0.0, (self._stretch(value) - first) / (last - first)))

    def at(self, fraction: float) -> float:
        """The value at a place on the slider; the inverse of `fraction`."""
        if fraction <= 0:
            return self.low
        if fraction >= 1:
            return self.high
        first, last = self._stretch(self._least), self._stretch(self.high)
        value = self._unstretch(first + fraction * (last - first))
        value = min(self.high, max(self.low, value))
        return float(round(value)) if self.integer else value

    @property
    def _least(self) -> float:
        return min(LEAST, self.high / 10) if self.zero else self.low

    def _stretch(self, value: float) -> float:
        if self.scale == "log":
            return math.log(max(value, self._least))
        return -math.log1p(-value) if self.scale == "complement" else value

    def _unstretch(self, place: float) -> float:
        if self.scale == "log":
            return math.exp(place)
        return -math.expm1(-place) if self.scale == "complement" else place


def declared(name: str, shape: ParameterShape) -> Parameter:
    """The parameter that a file declares; raises InputError where its numbers contradict each other."""
    low, high = shape.range
    if not low < high:
        raise InputError(Phrase("the range {low:g} … {high:g} is empty", low=low, high=high))
    if not low <= shape.default <= high:
        raise InputError(
            Phrase(
                "the default {default:g} is outside its range {low:g} … {high:g}",
                default=shape.default,
                low=low,
                high=high,
            )
        )
    if shape.scale == "log" and low < 0:
        raise InputError(Phrase("a log scale needs a range that does not go below 0"))
    if shape.scale == "complement" and high >= 1:
        raise InputError(Phrase("a complement scale needs a range that stays below 1"))
    if shape.integer and not all(v == round(v) for v in (shape.default, low, high)):
        raise InputError(Phrase("a whole-numbered parameter needs a whole default and range"))
    signs = shape.symbol if isinstance(shape.symbol, Signs) else None
    shown = signs.en if signs else str(shape.symbol or _symbol(name))
    russian = signs.ru if signs else ""
    return Parameter(
        name, shown, shape.default, low, high, shape.scale, shape.en, shape.ru, shape.integer, russian
    )


def guessed(name: str) -> Parameter:
    """A parameter of a typed text, its range told by the customs of naming: eta, beta2, eps, …"""
    for prefixes, (default, low, high, scale, en, ru) in _CUSTOMS.items():
        if any(name == p or name.rstrip("0123456789") == p or name.startswith(p + "_") for p in prefixes):
            return Parameter(name, _symbol(name), default, low, high, scale, en, ru, guessed=True)
    return Parameter(name, _symbol(name), 1.0, -10.0, 10.0, "linear", name, name, guessed=True)


def filled(
    parameters: Iterable[Parameter], given: Mapping[str, float] | None, kind: Phrase = _PARAMETER
) -> dict[str, float]:
    """Every parameter's value: the given ones, checked, over the defaults.

    Raises UnknownNameError with the nearest names, RangeError with the range.
    """
    known = {p.name: p for p in parameters}
    values = {p.name: float(p.default) for p in known.values()}
    for name, value in (given or {}).items():
        if name not in known:
            raise UnknownNameError(kind, name, known)
        values[name] = known[name].check(value)
    return values


def _symbol(name: str) -> str:
    return symbol(name).text


_CUSTOMS: dict[tuple[str, ...], tuple[float, float, float, Scale, str, str]] = {
    ("eta", "lr", "alpha"): (0.01, 1e-6, 10.0, "log", "learning rate", "скорость обучения"),
    ("beta2",): (
        0.999, 0.0, 0.99999, "complement", "share kept at each step", "доля, сохраняемая за шаг",
    ),
    ("beta", "gamma", "rho", "mu"): (
        0.9, 0.0, 0.9999, "complement", "share kept at each step", "доля, сохраняемая за шаг",
    ),
    ("eps", "epsilon"): (1e-8, 0.0, 1.0, "log", "smoothing term", "сглаживающий параметр"),
    ("weight_decay", "wd"): (0.01, 0.0, 1.0, "log", "weight decay", "затухание весов"),
    ("p", "power"): (2.0, 1.0, 100.0, "log", "order", "степень"),
    ("amplitude",): (1.0, -10.0, 10.0, "linear", "amplitude", "амплитуда"),
    ("period", "width", "length"): (50.0, 1.0, 1000.0, "log", "length in epochs", "длина в эпохах"),
}  # fmt: skip
