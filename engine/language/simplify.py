"""Simpler nodes for operations of a graph.

Simplification keeps every finite result to the last bit, but for the sign of a zero: x + 0, x * 1, --x,
(-x) * y, constants folded in double precision, and powers written as the multiplications they are.
It never folds x * 0 or x - x, which would hide a value that is not finite.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .graph import Graph

#: The largest whole power that becomes multiplications.
LARGEST_UNROLLED_POWER = 64


def _negated(graph: Graph, node: int) -> int | None:
    entry = graph.nodes[node]
    return entry[1] if entry[0] == "neg" else None


def _add(graph: Graph, a: int, b: int) -> int | None:
    if graph.value(b) == 0:
        return a
    if graph.value(a) == 0:
        return b
    negated = _negated(graph, b)
    if negated is not None:
        return graph.op("sub", a, negated)
    negated = _negated(graph, a)
    return graph.op("sub", b, negated) if negated is not None else None


def _sub(graph: Graph, a: int, b: int) -> int | None:
    if graph.value(b) == 0:
        return a
    if graph.value(a) == 0:
        return graph.op("neg", b)
    negated = _negated(graph, b)
    return graph.op("add", a, negated) if negated is not None else None


def _mul(graph: Graph, a: int, b: int) -> int | None:
    for factor, other in ((a, b), (b, a)):
        if graph.value(factor) == 1:
            return other
        if graph.value(factor) == -1:
            return graph.op("neg", other)
        negated = _negated(graph, factor)
        if negated is not None:
            return graph.op("neg", graph.op("mul", *((negated, b) if factor == a else (a, negated))))
    return None


def _div(graph: Graph, a: int, b: int) -> int | None:
    if graph.value(b) == 1:
        return a
    if graph.value(b) == -1:
        return graph.op("neg", a)
    negated = _negated(graph, a)
    if negated is not None:
        return graph.op("neg", graph.op("div", negated, b))
    negated = _negated(graph, b)
    return graph.op("neg", graph.op("div", a, negated)) if negated is not None else None


def _neg(graph: Graph, a: int) -> int | None:
    return _negated(graph, a)


def _abs(graph: Graph, a: int) -> int | None:
    if graph.opcode(a) in ("abs", "sqrt", "exp", "cosh", "hypot"):
        return a
    negated = _negated(graph, a)
    return graph.op("abs", negated) if negated is not None else None


def _where(graph: Graph, condition: int, a: int, b: int) -> int | None:
    if a == b:
        return a
    known = graph.value(condition)
    return None if known is None else a if known else b


def _pow(graph: Graph, base: int, exponent: int) -> int | None:
    power = graph.value(exponent)
    if power is None:
        return None
    if power == 0:
        return graph.const(1.0)
    if power == 0.5:
        return graph.op("sqrt", base)
    if power != int(power) or abs(power) > LARGEST_UNROLLED_POWER:
        return None
    negated = _negated(graph, base)
    if negated is not None:
        mirrored = graph.op("pow", negated, exponent)
        return graph.op("neg", mirrored) if power % 2 else mirrored
    if power < 0:
        return graph.op("div", graph.const(1.0), _unrolled(graph, base, int(-power)))
    return _unrolled(graph, base, int(power))


def _unrolled(graph: Graph, base: int, power: int) -> int:
    if power == 1:
        return base
    half = _unrolled(graph, base, power // 2)
    result = graph.op("mul", half, half)
    if power % 2:
        result = graph.op("mul", result, base)
    if graph.opcode(result) == "mul":
        graph.powers[result] = (base, power)
    return result


#: By operation, the simpler node with the same result; None where there is none.
SIMPLIFY: dict[str, Callable[..., int | None]] = {
    "add": _add,
    "sub": _sub,
    "mul": _mul,
    "div": _div,
    "neg": _neg,
    "abs": _abs,
    "where": _where,
    "pow": _pow,
}
