"""Graphs evaluated with NumPy: the reference for every kernel, and what moves while kernels compile.

Works in float32, float64 and complex128. For complex arguments (complex-step derivatives) comparisons,
sign, floor, min and max go by the real part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import UnknownNameError
from engine.language.graph import BARRIERS, SAMPLES, STORED, Graph, topological
from engine.phrase import Phrase

Array = NDArray
Special = Mapping[str, Callable[..., Array]]


def evaluate(
    graph: Graph, roots: Sequence[int], values: Mapping[str, ArrayLike], special: Special | None = None
) -> list[Array]:
    """The values of `roots`, given those of the names; see `Plan.run`."""
    return Plan(graph, roots).run(values, special)


class Plan:
    """The order of evaluation of some roots, made once and run many times."""

    def __init__(self, graph: Graph, roots: Sequence[int]) -> None:
        self.graph = graph
        self.roots = list(roots)
        self.order = topological(graph, roots)
        self.names = [graph.nodes[i][1] for i in self.order if graph.opcode(i) == "name"]
        grads = (i for i, entry in enumerate(graph.nodes) if entry[0] == "grad")
        self.sample = {node: number for number, node in enumerate(grads)}
        last_use = {a: i for i in self.order for a in graph.arguments(i)}
        self.dropped: dict[int, list[int]] = {}
        for node, user in last_use.items():
            if node not in self.roots:
                self.dropped.setdefault(user, []).append(node)

    def run(self, values: Mapping[str, ArrayLike], special: Special | None = None) -> list[Array]:
        """Evaluate; results have the shape that follows from the names they depend on.

        The arithmetic is done in the type of the widest array among `values`; numbers adapt to it, and
        without an array it is float64. Results that are not finite are returned as they are.
        `special` computes what concerns the field: grad(position, sample), norm(vector),
        loss(position), hess_diag(position), newton(position).
        Raises UnknownNameError for a name without a value.
        """
        dtype = _common_type(values)
        done: dict[int, Array] = {}
        with np.errstate(all="ignore"):
            for node in self.order:
                done[node] = self.compute(node, done, values, special or {}, dtype)
                for dead in self.dropped.get(node, ()):
                    del done[dead]
        return [done[root] for root in self.roots]

    def compute(
        self,
        node: int,
        done: dict[int, Array],
        values: Mapping[str, ArrayLike],
        special: Special,
        dtype: np.dtype,
    ) -> Array:
        """The value of one node from those of its arguments."""
        op, *args = self.graph.nodes[node]
        if op == "const":
            return np.asarray(args[0], dtype)
        if op == "name":
            if args[0] not in values:
                raise UnknownNameError(Phrase("value for"), args[0], values)
            return np.asarray(values[args[0]], dtype)
        inputs = [done[a] for a in args]
        if op == "grad":
            return special["grad"](inputs[0], self.sample[node])
        if op in BARRIERS:
            return special[op](inputs[0])
        if op == SAMPLES:
            return _sampled(self.graph.samples_as(dtype), inputs[0])
        if op == STORED:
            more, most = (int(number.real) for number in inputs[1:])
            return _stored(self.graph.samples_as(dtype), inputs[0], more, most)
        table = _COMPLEX if dtype.kind == "c" else _REAL
        return np.asarray(table[op](*inputs), dtype)


def _common_type(values: Mapping[str, ArrayLike]) -> np.dtype:
    # numbers, of which there are most, say nothing: asked first
    rest = [v for v in values.values() if not isinstance(v, (float, int))]
    arrays = [v for v in rest if isinstance(v, np.ndarray) and v.ndim and v.dtype.kind in "fc"]
    if any(np.iscomplexobj(v) for v in rest):
        return np.dtype(np.complex128)
    return np.result_type(*arrays) if arrays else np.dtype(np.float64)


def _sampled(table: Array, place: Array) -> Array:
    """The line through the samples; beyond the first and the last these themselves, and NaN for NaN."""
    last = len(table) - 1
    at = np.clip(place.real, 0, last)
    below = np.minimum(np.nan_to_num(np.floor(at)), last - 1).astype(np.intp)
    low, high = table[below], table[below + 1]
    return np.asarray(low + (at - below) * (high - low), table.dtype)


def _stored(table: Array, place: Array, more: int, most: int) -> Array:
    """The samples by their numbers, which no place, NaN included, leaves."""
    first = np.nan_to_num(place.real, nan=0.0).clip(0, len(table) - 1 - most).astype(np.intp)
    return table[first + more]


def _where(condition: Array, a: Array, b: Array) -> Array:
    return np.where(np.not_equal(condition, 0), a, b)


def _modulo(a: Array, b: Array) -> Array:
    return a - np.floor(a / b) * b


_REAL: dict[str, Callable[..., Array]] = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide, "neg": np.negative,
    "pow": np.power, "sqrt": np.sqrt, "abs": np.abs, "sign": np.sign, "exp": np.exp, "log": np.log,
    "log1p": np.log1p, "expm1": np.expm1, "sin": np.sin, "cos": np.cos, "tan": np.tan,
    "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "sinh": np.sinh, "cosh": np.cosh,
    "tanh": np.tanh, "floor": np.floor, "ceil": np.ceil, "min": np.minimum, "max": np.maximum,
    "atan2": np.arctan2, "hypot": np.hypot, "mod": _modulo,
    "lt": np.less, "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal,
    "eq": np.equal, "ne": np.not_equal, "and": np.logical_and, "or": np.logical_or, "not": np.logical_not,
    "where": _where,
}  # fmt: skip


def _by_real(function: Callable[..., Array]) -> Callable[..., Array]:
    return lambda *args: function(*(a.real for a in args))


def _atan2(y: Array, x: Array) -> Array:
    half_turn = np.where(x.real < 0, np.where(y.real < 0, -np.pi, np.pi), 0.0)
    return np.arctan(y / x) + half_turn


_COMPLEX: dict[str, Callable[..., Array]] = {
    **_REAL,
    **{op: _by_real(_REAL[op]) for op in ("sign", "floor", "ceil", "lt", "le", "gt", "ge", "eq", "ne")},
    "abs": lambda a: _where(a.real < 0, -a, a),
    "min": lambda a, b: _where(a.real <= b.real, a, b),
    "max": lambda a, b: _where(a.real >= b.real, a, b),
    "hypot": lambda a, b: np.sqrt(a * a + b * b),
    "atan2": _atan2,
    "mod": lambda a, b: a - np.floor((a / b).real) * b,
}
