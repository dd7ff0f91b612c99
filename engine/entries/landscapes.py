"""Landscapes: one formula in x and y; its value, gradient and Hessian, and its minima."""

from __future__ import annotations

import dataclasses
import threading
from dataclasses import dataclass
from functools import cached_property
from os import PathLike

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.extents import check_rectangle
from engine.language.differentiate import gradient, hessian
from engine.language.evaluate import Plan
from engine.language.formula import Formula, parse_formula

from .entry import Entry, at, bilingual, common, declared_parameters, is_document, read_formula
from .parameter import Parameter, guessed
from .shape import LandscapeShape, document_of, shaped

Array = NDArray[np.floating]
Domain = tuple[float, float, float, float]

# Derivatives are appended to a formula's graph by whichever thread asks first.
_DERIVING = threading.Lock()


@dataclass(frozen=True)
class Minimum:
    """A minimum as declared: its coordinates as formulas over the landscape's parameters.

    The coordinates hold at the default parameters; `Landscape.minima_at` follows them to others.
    """

    x: Formula
    y: Formula
    is_global: bool = True


@dataclass(frozen=True)
class Bottom:
    """A minimum at given parameters: where it is and how low."""

    x: float
    y: float
    value: float
    is_global: bool


@dataclass(frozen=True, eq=False)
class Landscape(Entry):
    """A function of two variables to walk on.

    domain: (x0, x1, y0, y1), what a picture of it shows. starts: positions (x, y) worth starting from.
    log_height: whether its values span decades, so that pictures of its height do better in logarithms.
    """

    formula: Formula
    domain: Domain
    minima: tuple[Minimum, ...] = ()
    starts: tuple[tuple[float, float], ...] = ()
    log_height: bool = False

    def value(self, x: ArrayLike, y: ArrayLike, /, **params: float) -> Array:
        """f(x, y), in the shape and floating type that x and y broadcast to."""
        return self._evaluate(self._value_plan, x, y, params)[0]

    def gradient(self, x: ArrayLike, y: ArrayLike, /, **params: float) -> tuple[Array, Array]:
        """(∂f/∂x, ∂f/∂y), exact derivatives of the formula."""
        gx, gy = self._evaluate(self._gradient_plan, x, y, params)
        return gx, gy

    def hessian(self, x: ArrayLike, y: ArrayLike, /, **params: float) -> tuple[Array, Array, Array]:
        """(∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²), exact derivatives of the formula."""
        hxx, hxy, hyy = self._evaluate(self._hessian_plan, x, y, params)
        return hxx, hxy, hyy

    @property
    def value_node(self) -> int:
        """The node of f in `formula.graph`."""
        return self.formula.root

    @cached_property
    def gradient_nodes(self) -> tuple[int, int]:
        """The nodes of ∂f/∂x and ∂f/∂y in `formula.graph`."""
        with _DERIVING:
            gx, gy = gradient(self.formula.graph, self.formula.root, ("x", "y"))
        return gx, gy

    @cached_property
    def hessian_nodes(self) -> tuple[int, int, int]:
        """The nodes of ∂²f/∂x², ∂²f/∂x∂y and ∂²f/∂y² in `formula.graph`."""
        with _DERIVING:
            rows = hessian(self.formula.graph, self.formula.root, ("x", "y"))
        return rows[0][0], rows[0][1], rows[1][1]

    def minima_at(self, **params: float) -> tuple[Bottom, ...]:
        """The listed minima at these parameters; those that have ceased to exist are left out.

        Which of them are global is decided by their values, as parameters may turn a trap into the goal.
        Raises UnknownNameError and RangeError for the parameters.
        """
        from .minima import bottoms

        return bottoms(self, self.values(params))

    @cached_property
    def _value_plan(self) -> Plan:
        return Plan(self.formula.graph, [self.value_node])

    @cached_property
    def _gradient_plan(self) -> Plan:
        return Plan(self.formula.graph, self.gradient_nodes)

    @cached_property
    def _hessian_plan(self) -> Plan:
        return Plan(self.formula.graph, self.hessian_nodes)

    def _evaluate(self, plan: Plan, x: ArrayLike, y: ArrayLike, params: dict[str, float]) -> list[Array]:
        px, py = np.asarray(x), np.asarray(y)
        kind = np.result_type(px, py)
        kind = kind if kind.kind in "fc" else np.dtype(np.float64)
        shape = np.broadcast_shapes(px.shape, py.shape)
        # At least one dimension, so that the arrays and not the parameters decide the arithmetic's type.
        at = {
            "x": np.atleast_1d(px).astype(kind, copy=False),
            "y": np.atleast_1d(py).astype(kind, copy=False),
        }
        found = plan.run({**self.values(params), **at})
        return [np.broadcast_to(a, shape if shape else (1,)).reshape(shape).copy() for a in found]


def read_landscape(text: str, id: str, path: str | PathLike[str]) -> Landscape:
    """The landscape in the TOML `text` of the file `path`; raises FileError naming line or field."""
    shape = shaped(document_of(text, path), LandscapeShape, path)
    parameters = declared_parameters(shape, path)
    with at(path, "domain"):
        check_rectangle(shape.domain)
    formula = read_formula(shape.formula.strip("\n"), ("x", "y"), parameters, path)
    minima = []
    for i, minimum in enumerate(shape.minima):
        with at(path, f"minima[{i}]"):
            x, y = (_coordinate(v, parameters) for v in (minimum.x, minimum.y))
            minima.append(Minimum(x, y, minimum.is_global))
    return Landscape(
        **common(id, shape, parameters),
        formula=formula,
        domain=shape.domain,
        minima=tuple(minima),
        starts=tuple(shape.starts),
        log_height=shape.log_height,
    )


def landscape(text: str, *, domain: Domain | None = None) -> Landscape:
    """A landscape from a typed formula in x and y, or from the text of a whole file.

    Parameters of a bare formula get a default and a range by the customs of their names; the domain is
    ±5 in both directions unless given. Raises FormulaError or FileError, InputError for an empty domain.
    """
    if domain is not None:
        check_rectangle(domain)
    if is_document(text):
        read = read_landscape(text, "typed", "the typed landscape")
        return read if domain is None else dataclasses.replace(read, domain=domain)
    formula = parse_formula(text, ("x", "y"))
    parameters = tuple(guessed(name) for name in formula.parameters)
    title = {"en": "Own landscape", "ru": "Свой ландшафт"}
    shown = domain or (-5.0, 5.0, -5.0, 5.0)
    return Landscape("typed", title, bilingual(), bilingual(), parameters, formula, shown)


def _coordinate(value: float | str, parameters: tuple[Parameter, ...]) -> Formula:
    text = value if isinstance(value, str) else repr(float(value))
    return parse_formula(text, (), tuple(p.name for p in parameters))
