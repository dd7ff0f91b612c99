"""Exact derivatives, appended to the graph of the formula (reverse mode, one sweep for all names).

Where a formula has a corner, one side is taken: where, min and max by the branch that gives the value
(the first of equals), sign, floor and ceil with slope 0. At a point where a root or a distance is 0
the slope is infinite on one side, or has no direction; there 0 is used, the middle of the subgradients,
so that a start in the middle of a cone is at rest and not an error. So it is with the slope of a power by its
exponent where the base is not positive: below 0 there are powers with whole exponents alone. A branch that
is not taken never contributes, even where its slope is not finite.

A product with the constant 0 is folded to 0 here (and only here), and constant factors are gathered;
a derivative is therefore as short as one written by hand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from engine.errors import FormulaError
from engine.language.graph import BARRIERS, MAX_DERIVATIVE_OPERATIONS, SAMPLES, Graph, topological
from engine.phrase import Phrase

#: Bounds the time: nodes visited, over all sweeps of one call.
MAX_VISITS = 400_000


def gradient(graph: Graph, root: int, names: Sequence[str]) -> list[int]:
    """The nodes of the first derivatives of `root` by each of `names`.

    Raises FormulaError when they need more operations than there may be.
    """
    return _Derivative(graph, names).of(root)


def hessian(graph: Graph, root: int, names: Sequence[str]) -> list[list[int]]:
    """The nodes of the second derivatives of `root`, a symmetric matrix over `names`."""
    rows = [_Derivative(graph, names).of(first) for first in gradient(graph, root, names)]
    for i in range(len(names)):
        for j in range(i):
            rows[i][j] = rows[j][i]
    return rows


class _Derivative:
    """Derivatives by one list of names; branches are cut points, differentiated once each."""

    def __init__(self, graph: Graph, names: Sequence[str]) -> None:
        graph.limit = max(graph.limit, MAX_DERIVATIVE_OPERATIONS)
        self.graph = graph
        self.names = names
        self.leaves = [graph.name(n) for n in names]
        self.zero = graph.const(0.0)
        self.one = graph.const(1.0)
        self.known: dict[int, list[int]] = {}
        self.visits = 0

    def of(self, root: int) -> list[int]:
        """Derivatives of `root`, after those of every branch beneath it."""
        order = topological(self.graph, [root])
        self.active = self.depending(order)
        for node in order:
            if node in self.active and self.graph.opcode(node) in ("where", "min", "max"):
                self.known[node] = self.branch(node)
        return self.sweep(root)

    def depending(self, order: list[int]) -> set[int]:
        active = set(self.leaves)
        for node in order:
            if any(a in active for a in self.graph.arguments(node)):
                active.add(node)
        return active

    def branch(self, node: int) -> list[int]:
        op, *args = self.graph.nodes[node]
        if op == "where":
            condition, first, second = args
        else:
            first, second = args
            condition = self.graph.op("le" if op == "min" else "ge", first, second)
        slopes = zip(self.sweep(first), self.sweep(second), strict=True)
        return [self.graph.op("where", condition, a, b) for a, b in slopes]

    def sweep(self, root: int) -> list[int]:
        """Adjoints from `root` down to the names and to branches, whose derivatives are known."""
        if root in self.known:
            return list(self.known[root])
        adjoint = {root: self.one}
        gathered = [self.zero] * len(self.names)
        for node in reversed(self.reachable(root)):
            weight = adjoint.get(node, self.zero)
            if weight == self.zero:
                continue
            if node in self.known:
                for i, slope in enumerate(self.known[node]):
                    gathered[i] = self.add(gathered[i], self.mul(weight, slope))
                continue
            for argument, part in self.parts(node, weight):
                if argument in self.active:
                    adjoint[argument] = self.add(adjoint.get(argument, self.zero), part)
        own = (adjoint.get(leaf, self.zero) for leaf in self.leaves)
        return [self.add(a, b) for a, b in zip(gathered, own, strict=True)]

    def reachable(self, root: int) -> list[int]:
        seen: set[int] = set()
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node in seen or node not in self.active:
                continue
            seen.add(node)
            if node in self.known:
                continue
            power = self.graph.powers.get(node)
            waiting.extend(self.graph.arguments(node) if power is None else power[:1])
        self.visits += len(seen)
        if self.visits > MAX_VISITS:
            raise FormulaError(Phrase("the derivatives of this formula take too long; simplify it"))
        return sorted(seen)

    def parts(self, node: int, weight: int) -> list[tuple[int, int]]:
        """What `node` passes on to each argument, given its own adjoint."""
        op, *args = self.graph.nodes[node]
        if op in ("const", "name"):
            return []
        if node in self.graph.powers:
            base, power = self.graph.powers[node]
            lower = self.graph.op("pow", base, self.graph.const(power - 1.0))
            return [(base, self.mul(self.mul(self.graph.const(float(power)), weight), lower))]
        if op in BARRIERS or op == SAMPLES:
            raise FormulaError(Phrase("{op}(...) has no derivative here", op=op))
        rule = _BINARY.get(op)
        if rule is not None:
            return list(zip(args, rule(self, node, weight, *args), strict=True))
        slope = _UNARY.get(op)
        if slope is None:
            return []
        return [(args[0], slope(self, node, weight, args[0]))]

    def add(self, a: int, b: int) -> int:
        return self.graph.op("add", a, b)

    def mul(self, a: int, b: int) -> int:
        """a*b with zeros folded and constant factors gathered in front."""
        if self.zero in (a, b):
            return self.zero
        if self.graph.value(b) is not None:
            a, b = b, a
        factor = self.graph.value(a)
        if factor is not None and self.graph.opcode(b) == "mul":
            _, left, right = self.graph.nodes[b]
            for inner, rest in ((left, right), (right, left)):
                value = self.graph.value(inner)
                if value is not None and math.isfinite(factor * value):
                    return self.graph.op("mul", self.graph.const(factor * value), rest)
        return self.graph.op("mul", a, b)

    def div(self, a: int, b: int) -> int:
        return self.zero if a == self.zero else self.graph.op("div", a, b)

    def op(self, name: str, *args: int) -> int:
        return self.graph.op(name, *args)

    def unless_zero(self, tested: int, slope: int) -> int:
        """`slope`, or 0 where `tested` is 0."""
        return self.op("where", self.op("eq", tested, self.zero), self.zero, slope)

    def one_minus_square(self, a: int) -> int:
        return self.op("sub", self.one, self.op("mul", a, a))

    def one_plus_square(self, a: int) -> int:
        return self.op("add", self.one, self.op("mul", a, a))


def _mul(d: _Derivative, node: int, w: int, a: int, b: int) -> tuple[int, int]:
    return d.mul(w, b), d.mul(w, a)


def _div(d: _Derivative, node: int, w: int, a: int, b: int) -> tuple[int, int]:
    part = d.div(w, b)
    return part, (d.op("neg", d.mul(part, node)) if b in d.active else d.zero)


def _pow(d: _Derivative, node: int, w: int, a: int, b: int) -> tuple[int, int]:
    exponent = d.graph.value(b)
    by_base = by_exponent = d.zero
    if a in d.active:
        lower = d.op("pow", a, d.op("sub", b, d.one))
        if exponent is None:
            root = d.op("and", d.op("le", d.zero, b), d.op("lt", b, d.one))
            lower = d.op("where", d.op("and", root, d.op("eq", a, d.zero)), d.zero, lower)
        by_base = d.mul(d.mul(w, b), lower)
        if exponent is not None and 0 < exponent < 1:
            by_base = d.unless_zero(a, by_base)
    if b in d.active:
        logarithm = d.op("where", d.op("lt", d.zero, a), d.op("log", a), d.zero)
        by_exponent = d.mul(w, d.op("mul", node, logarithm))
    return by_base, by_exponent


def _atan2(d: _Derivative, node: int, w: int, a: int, b: int) -> tuple[int, int]:
    squared = d.add(d.op("mul", a, a), d.op("mul", b, b))
    part = d.unless_zero(squared, d.div(w, squared))
    return d.mul(part, b), d.op("neg", d.mul(part, a))


def _hypot(d: _Derivative, node: int, w: int, a: int, b: int) -> tuple[int, int]:
    part = d.unless_zero(node, d.div(w, node))
    return d.mul(part, a), d.mul(part, b)


def _mod(d: _Derivative, node: int, w: int, a: int, b: int) -> tuple[int, int]:
    whole = d.op("floor", d.op("div", a, b))
    return w, d.op("neg", d.mul(w, whole))


_BINARY: dict[str, Callable[[_Derivative, int, int, int, int], tuple[int, int]]] = {
    "add": lambda d, node, w, a, b: (w, w),
    "sub": lambda d, node, w, a, b: (w, d.op("neg", w)),
    "mul": _mul,
    "div": _div,
    "pow": _pow,
    "atan2": _atan2,
    "hypot": _hypot,
    "mod": _mod,
}

_UNARY: dict[str, Callable[[_Derivative, int, int, int], int]] = {
    "neg": lambda d, node, w, a: d.op("neg", w),
    "sqrt": lambda d, node, w, a: d.unless_zero(node, d.div(d.mul(d.graph.const(0.5), w), node)),
    "abs": lambda d, node, w, a: d.mul(w, d.op("sign", a)),
    "exp": lambda d, node, w, a: d.mul(w, node),
    "log": lambda d, node, w, a: d.div(w, a),
    "log1p": lambda d, node, w, a: d.div(w, d.add(d.one, a)),
    "expm1": lambda d, node, w, a: d.mul(w, d.op("exp", a)),
    "sin": lambda d, node, w, a: d.mul(w, d.op("cos", a)),
    "cos": lambda d, node, w, a: d.op("neg", d.mul(w, d.op("sin", a))),
    "tan": lambda d, node, w, a: d.mul(w, d.one_plus_square(node)),
    "asin": lambda d, node, w, a: d.div(w, d.op("sqrt", d.one_minus_square(a))),
    "acos": lambda d, node, w, a: d.op("neg", d.div(w, d.op("sqrt", d.one_minus_square(a)))),
    "atan": lambda d, node, w, a: d.div(w, d.one_plus_square(a)),
    "sinh": lambda d, node, w, a: d.mul(w, d.op("cosh", a)),
    "cosh": lambda d, node, w, a: d.mul(w, d.op("sinh", a)),
    "tanh": lambda d, node, w, a: d.mul(w, d.one_minus_square(node)),
}
