"""Curves: landscapes of one variable, a formula in x, or the integral of a signal, known by its slope."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.extents import check_span
from engine.language.differentiate import gradient
from engine.language.evaluate import Plan
from engine.language.formula import Formula, parse_formula

from .entry import Entry, at, bilingual, common, declared_parameters, is_document, read_formula
from .parameter import guessed
from .shape import CurveShape, document_of, shaped
from .signals import KAPPA, Signal

Array = NDArray[np.float64]
Span = tuple[float, float]

_PARTS = 8192
"""Parts of the span that an integral is summed over."""


@dataclass(frozen=True, eq=False)
class Curve(Entry):
    """A function of one variable to roll on.

    span: (x0, x1), what a picture of it shows. starts: places worth starting from. by_slope: the formula is
    the slope and calls the place t: the signal that this is the integral of, 0 at x0.
    """

    formula: Formula
    span: Span
    starts: tuple[float, ...] = ()
    by_slope: bool = False

    def value(self, x: ArrayLike, /, **params: float) -> Array:
        """The height, in the shape of x. Of an integral beyond the span: that at its end."""
        places = np.asarray(x, np.float64)
        if not self.by_slope:
            return self._evaluated(self._value_plan, places, params)
        at, heights = self._integral(self.values(params))
        return np.interp(places, at, heights)

    def slope(self, x: ArrayLike, /, **params: float) -> Array:
        """The derivative of the height, in the shape of x."""
        return self._evaluated(self._slope_plan, np.asarray(x, np.float64), params)

    @property
    def variable(self) -> str:
        return self.formula.variables[0]

    @cached_property
    def _value_plan(self) -> Plan:
        return Plan(self.formula.graph, [self.formula.root])

    @cached_property
    def _slope_plan(self) -> Plan:
        own = self.formula.afresh()
        return Plan(own.graph, [own.root] if self.by_slope else gradient(own.graph, own.root, own.variables))

    def _evaluated(self, plan: Plan, places: Array, params: Mapping[str, float]) -> Array:
        found = plan.run({**self.values(params), self.variable: np.atleast_1d(places)})[0]
        return np.broadcast_to(found, np.atleast_1d(places).shape).reshape(places.shape).copy()

    def _integral(self, values: Mapping[str, float]) -> tuple[Array, Array]:
        """Places over the span, and the integral of the slope from the first of them: by middle slopes."""
        at = np.linspace(*self.span, _PARTS + 1)
        middles = (at[1:] + at[:-1]) / 2
        slopes = self._evaluated(self._slope_plan, middles, values)
        return at, np.concatenate([[0.0], np.cumsum(slopes * np.diff(at))])


def read_curve(text: str, id: str, path: str | PathLike[str]) -> Curve:
    """The curve in the TOML `text` of the file `path`; raises FileError naming line or field."""
    shape = shaped(document_of(text, path), CurveShape, path)
    parameters = declared_parameters(shape, path)
    with at(path, "span"):
        check_span(shape.span)
    formula = read_formula(shape.formula.strip("\n"), ("x",), parameters, path)
    return Curve(
        **common(id, shape, parameters), formula=formula, span=shape.span, starts=tuple(shape.starts)
    )


def curve(text: str, *, span: Span | None = None) -> Curve:
    """A curve from a typed formula in x, or from the text of a whole file.

    Parameters of a bare formula get a default and a range by the customs of their names; the span is ±5
    unless given. Raises FormulaError or FileError, InputError for an empty span.
    """
    if span is not None:
        check_span(span)
    if is_document(text):
        read = read_curve(text, "typed", "the typed curve")
        return read if span is None else dataclasses.replace(read, span=span)
    formula = parse_formula(text, ("x",))
    parameters = tuple(guessed(name) for name in formula.parameters)
    title = {"en": "Own curve", "ru": "Своя кривая"}
    return Curve("typed", title, bilingual(), bilingual(), parameters, formula, span or (-5.0, 5.0))


def integral(signal: Signal, span: Span) -> Curve:
    """The hill whose slope at x is the signal at t = x. Raises InputError for an empty span."""
    check_span(span)
    names = {language: f"∫ {name}" for language, name in signal.name.items()}
    parameters = tuple(p for p in signal.parameters if p.name != KAPPA.name)
    return Curve(
        signal.id, names, signal.summary, signal.source, parameters, signal.formula, span, by_slope=True
    )
