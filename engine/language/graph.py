"""The expression graph: what a text means, once, for every backend.

A node is a number, the position of its tuple in `Graph.nodes`:

    ("const", value)        a finite double
    ("name", identifier)    a variable, parameter or state, given when the graph is evaluated
    (op, *arguments)        an operation of `OPS` on earlier nodes
    ("samples", argument)   the graph's stored samples, read at that place; no typed text can say it
    ("stored", place, more, most)   the sample number place + more; place is whole, more ≤ most constants

Arguments always come before the node that uses them, so ascending numbers are an order of evaluation.
Equal nodes are the same node (hash-consing), which makes common subexpressions free; how they are
simplified is in `engine.language.simplify`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

import numpy as np

from engine.errors import FormulaError
from engine.phrase import Phrase

from .simplify import SIMPLIFY

Node = tuple

#: Operations and their numbers of arguments.
OPS: dict[str, int] = {
    **dict.fromkeys(("add", "sub", "mul", "div", "pow"), 2),
    **dict.fromkeys(("neg", "sqrt", "abs", "sign", "exp", "log", "log1p", "expm1"), 1),
    **dict.fromkeys(("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"), 1),
    **dict.fromkeys(("floor", "ceil", "not"), 1),
    **dict.fromkeys(("min", "max", "atan2", "hypot", "mod"), 2),
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne", "and", "or"), 2),
    "where": 3,
    **dict.fromkeys(("grad", "norm", "others", "loss", "hess_diag", "newton"), 1),
}

#: Operations that look at the field or across coordinates; they occur in rules only.
BARRIERS = frozenset({"grad", "norm", "others", "loss", "hess_diag", "newton"})

#: Those of them that the coordinates of a vector answer among themselves.
ACROSS = frozenset({"norm", "others"})

#: The operation that reads `Graph.samples`. It belongs to graphs that were given samples, and to no text.
SAMPLES = "samples"

#: The operation that reads one of `Graph.samples` by its number: a step function, without a slope.
STORED = "stored"

#: Operations whose result is 1.0 (true) or 0.0 (false).
BOOLEANS = frozenset({"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not"})

MAX_OPERATIONS = 4_000
MAX_DERIVATIVE_OPERATIONS = 50_000


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


def _modulo(x: float, y: float) -> float:
    return x - math.floor(x / y) * y


FOLD: dict[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "pow": math.pow,
    "neg": lambda a: -a,
    "abs": abs,
    "sign": _sign,
    "mod": _modulo,
    "min": min,
    "max": max,
    "lt": lambda a, b: float(a < b),
    "le": lambda a, b: float(a <= b),
    "gt": lambda a, b: float(a > b),
    "ge": lambda a, b: float(a >= b),
    "eq": lambda a, b: float(a == b),
    "ne": lambda a, b: float(a != b),
    "and": lambda a, b: float(bool(a) and bool(b)),
    "or": lambda a, b: float(bool(a) or bool(b)),
    "not": lambda a: float(not a),
    "where": lambda c, a, b: a if c else b,
    **{
        name: getattr(math, name)
        for name in OPS
        if hasattr(math, name) and name not in ("pow", "floor", "ceil")
    },
    "floor": lambda a: float(math.floor(a)),
    "ceil": lambda a: float(math.ceil(a)),
}


class Graph:
    """Nodes by number; derivatives are appended to the graph of what they derive from.

    `limit` bounds the number of nodes; past it FormulaError is raised. `samples` are the numbers that the
    operations `SAMPLES` and `STORED` read; none by default.
    """

    __slots__ = ("_arrays", "_index", "limit", "nodes", "powers", "samples")

    def __init__(self, limit: int = MAX_OPERATIONS) -> None:
        self.nodes: list[Node] = []
        self.limit = limit
        #: node -> (base, whole exponent) of what was written as a power and is now multiplications
        self.powers: dict[int, tuple[int, int]] = {}
        self.samples: tuple[float, ...] = ()
        self._arrays: dict[np.dtype, np.ndarray] = {}
        self._index: dict[Node, int] = {}

    def const(self, value: float) -> int:
        """The node of a finite number."""
        if not math.isfinite(value):
            raise ValueError("a constant must be finite")
        return self._intern(("const", float(value) + 0.0))

    def name(self, identifier: str) -> int:
        """The node of a name."""
        return self._intern(("name", identifier))

    def op(self, op: str, *args: int) -> int:
        """The node of an operation, simplified.

        A constant expression without a finite value stays as it is (`value` says None).
        """
        if OPS[op] != len(args):
            raise ValueError(f"{op} takes {OPS[op]} arguments")
        folded = self._fold(op, args)
        if folded is not None:
            return self.const(folded)
        simplify = SIMPLIFY.get(op)
        if simplify is not None:
            simpler = simplify(self, *args)
            if simpler is not None:
                return simpler
        return self._intern((op, *args))

    def sampled(self, node: int) -> int:
        """The node of the graph's samples, read at the place that `node` says."""
        return self._intern((SAMPLES, node))

    def samples_as(self, dtype: np.dtype) -> np.ndarray:
        """The samples as an array, made once for each type."""
        if dtype not in self._arrays:
            self._arrays[dtype] = np.asarray(self.samples, dtype)
        return self._arrays[dtype]

    def stored(self, place: int, more: int, most: int) -> int:
        """The node of the sample with the number that `place` says, and `more` numbers further.

        `most` is the largest `more` from that place: it is kept so far from the last sample.
        """
        return self._intern((STORED, place, self.const(float(more)), self.const(float(most))))

    def value(self, node: int) -> float | None:
        """The number that a constant node stands for, or None."""
        entry = self.nodes[node]
        return entry[1] if entry[0] == "const" else None

    def arguments(self, node: int) -> tuple[int, ...]:
        """The nodes that `node` is computed from."""
        entry = self.nodes[node]
        return () if entry[0] in ("const", "name") else entry[1:]

    def opcode(self, node: int) -> str:
        """The operation of `node`, or "const" or "name"."""
        return self.nodes[node][0]

    def _intern(self, entry: Node) -> int:
        found = self._index.get(entry)
        if found is None and entry[0] in ("add", "mul"):
            found = self._index.get((entry[0], entry[2], entry[1]))
        if found is not None:
            return found
        if len(self.nodes) >= self.limit:
            raise FormulaError(
                Phrase("this needs more than {limit:,} operations; simplify it", limit=self.limit)
            )
        self.nodes.append(entry)
        number = self._index[entry] = len(self.nodes) - 1
        if entry[0] == "mul" and entry[1] == entry[2]:
            self.powers[number] = (entry[1], 2)
        return number

    def _fold(self, op: str, args: tuple[int, ...]) -> float | None:
        compute = FOLD.get(op)
        if compute is None:
            return None
        values = [self.value(a) for a in args]
        if None in values:
            return None
        try:
            result = float(compute(*values))
        except (ArithmeticError, ValueError):
            return None
        return result if math.isfinite(result) else None


def topological(graph: Graph, roots: Iterable[int]) -> list[int]:
    """Every node that `roots` need, arguments before their users, in the order of the text."""
    seen: set[int] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(graph.arguments(node))
    return sorted(seen)


def names_in(graph: Graph, roots: Iterable[int]) -> list[str]:
    """The names that `roots` depend on, in order of first appearance."""
    return [graph.nodes[i][1] for i in topological(graph, roots) if graph.opcode(i) == "name"]
