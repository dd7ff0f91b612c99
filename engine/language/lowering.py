"""From a graph to programs: what depends on the step alone becomes a table, the rest primitive operations.

Everything made of parameters, constants and the step is computed once a step in float64 and read from a
column; so are the constant factors of a product, gathered, and divisors, turned into factors. What is
left is the arithmetic on positions, states and gradients that a kernel does for every particle.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence

from engine.numerics import elementary

from .graph import BARRIERS, BOOLEANS, SAMPLES, STORED, Graph, topological
from .program import Program, Real

#: The column that says where a graph's samples lie: numbers from the beginning of the step's own row.
SAMPLES_AT = "where the samples are"

#: A column of the table of a step: a node of the graph; its value rounded, or what rounding left of it.
Column = tuple[int, bool]

#: A product: a node that depends on the step alone (None for 1), and a value (None for 1).
Product = tuple[int | None, int | None]

_UNARY: dict[str, Callable[[Program, int], int]] = {
    "sqrt": Program.sqrt,
    "abs": Program.abs,
    "floor": Program.floor,
    **{
        name: getattr(elementary, name)
        for name in (
            "exp", "expm1", "log", "log1p", "sinh", "cosh", "tanh", "asin", "acos", "atan", "sign", "ceil",
        )
    },
}  # fmt: skip

_BINARY: dict[str, Callable[[Program, int, int], int]] = {
    "min": elementary.least,
    "max": elementary.most,
    "atan2": elementary.atan2,
    "hypot": elementary.hypot,
    "mod": elementary.mod,
}

#: Comparisons: the primitive one, and whether its sides are exchanged.
_COMPARISONS = {
    "lt": ("lt", False), "le": ("le", False), "gt": ("lt", True), "ge": ("le", True),
    "eq": ("eq", False), "ne": ("ne", False),
}  # fmt: skip

_TURNING = {"sin": elementary.sin, "cos": elementary.cos, "tan": elementary.tan}


class Lowered:
    """The program of some nodes of a graph.

    varying: names that differ between particles; they and the barriers are inputs, named as in the graph,
    a barrier by "barrier" and the number of its node. columns: what the table of a step must hold; column
    k is the input "column" k.
    """

    def __init__(self, graph: Graph, roots: Sequence[int], varying: Collection[str], real: Real) -> None:
        self.graph = graph
        self.program = Program(real)
        self.columns: list[Column] = []
        self.uniform: set[int] = set()
        self.products: dict[int, Product] = {}
        self.values: dict[int, int] = {}
        order = topological(graph, roots)
        self.uses = dict.fromkeys(roots, 1)
        for node in order:
            for argument in graph.arguments(node):
                self.uses[argument] = self.uses.get(argument, 0) + 1
        for node in order:
            self._visit(node, varying)

    def value(self, node: int) -> int:
        """The program's value of a node that was reached from the roots."""
        if node not in self.values:
            self.values[node] = self._materialised(self.products[node])
        return self.values[node]

    def _visit(self, node: int, varying: Collection[str]) -> None:
        graph, program = self.graph, self.program
        op, *args = graph.nodes[node]
        if op == "name" and args[0] in varying:
            self.values[node] = program.make("input", args[0])
        elif op in BARRIERS:
            self.values[node] = program.make("input", f"barrier {node}")
        elif op in ("const", "name") or all(a in self.uniform for a in args):
            self.uniform.add(node)
            self.products[node] = (node, None)
            return
        elif op in ("mul", "div", "neg"):
            self.products[node] = self._product(op, args)
            return
        else:
            self.values[node] = self._operation(op, args)
        self.products[node] = (None, self.values[node])

    # Products ------------------------------------------------------------------------------------------

    def _factors(self, node: int) -> Product:
        """A node as a product; taken apart only where nothing else needs the product itself."""
        if node in self.uniform or self.uses.get(node, 0) <= 1 or self.products[node][0] is None:
            return self.products[node]
        return None, self.value(node)

    def _product(self, op: str, args: list[int]) -> Product:
        program = self.program
        scale, value = self._factors(args[0])
        if op == "neg":
            return self._combined("neg", scale, None), value
        other_scale, other = self._factors(args[1])
        if self._is_lost(op, scale, other_scale):
            if other is not None:
                other_scale, other = None, self._materialised((other_scale, other))
            else:
                scale, value = None, self._materialised((scale, value))
        if op == "mul":
            both = value is not None and other is not None
            product = program.mul(value, other) if both else value if other is None else other  # type: ignore[arg-type]
            return self._combined("mul", scale, other_scale), product
        if other is None:
            return self._combined("div", scale, other_scale), value
        scale = self._combined("div", scale, other_scale)
        if value is None:
            return None, program.div(self._scalar(scale), other)
        return scale, program.div(value, other)

    def _is_lost(self, op: str, a: int | None, b: int | None) -> bool:
        """Whether two constant factors have no product of their own: x*1e308*10 is finite for a small x."""
        first, second = (None if node is None else self.graph.value(node) for node in (a, b))
        if not first or not second:
            return False
        both = first * second if op == "mul" else first / second
        return both == 0 or not math.isfinite(both)

    def _combined(self, op: str, a: int | None, b: int | None) -> int | None:
        """The uniform node for an operation on two factors, either of which may be 1."""
        graph = self.graph
        one = graph.const(1.0)
        if op == "neg":
            node = graph.op("neg", one if a is None else a)
        elif a is None and b is None:
            return None
        else:
            node = graph.op(op, one if a is None else a, one if b is None else b)
        return None if graph.value(node) == 1 else node

    def _scalar(self, node: int | None, rest: bool = False) -> int:
        """The value of a uniform node: a literal, or a column of the table."""
        program = self.program
        if node is None:
            return program.literal(1.0)
        known = self.graph.value(node)
        if known is not None and not rest:
            return program.literal(known)
        column = (node, rest)
        if column not in self.columns:
            self.columns.append(column)
        return program.make("input", f"column {self.columns.index(column)}")

    def _materialised(self, product: Product) -> int:
        scale, value = product
        if value is None:
            return self._scalar(scale)
        if scale is None:
            return value
        if self.graph.value(scale) == -1:
            return self.program.neg(value)
        return self.program.mul(self._scalar(scale), value)

    # Everything else -----------------------------------------------------------------------------------

    def _operation(self, op: str, args: list[int]) -> int:
        program = self.program
        if op in BOOLEANS:
            return self._truth_of(op, args)
        if op == "where":
            return program.select(self._truth(args[0]), self.value(args[1]), self.value(args[2]))
        if op in ("add", "sub"):
            return self._sum(op, *args)
        if op in _TURNING:
            return self._turning(op, args[0])
        if op == "pow":
            return self._power(*args)
        if op == SAMPLES:
            return program.make("samples", self.value(args[0]), self._scalar(self.graph.name(SAMPLES_AT)))
        if op == STORED:
            more, most = (program.const(int(self.graph.value(a) or 0)) for a in args[1:])
            at = self._scalar(self.graph.name(SAMPLES_AT))
            return program.make("stored", self.value(args[0]), at, more, most)
        if op in _UNARY:
            return _UNARY[op](program, self.value(args[0]))
        return _BINARY[op](program, self.value(args[0]), self.value(args[1]))

    def _sum(self, op: str, a: int, b: int) -> int:
        """a ± b, a product of −1 taken as a subtraction."""
        program = self.program
        if op == "add":
            for first, second in ((a, b), (b, a)):
                scale, value = self.products[second]
                if value is not None and scale is not None and self.graph.value(scale) == -1:
                    return program.sub(self.value(first), value)
        return (
            program.make(op, self.value(a), self.value(b))
            if op == "sub"
            else program.add(self.value(a), self.value(b))
        )

    def _turning(self, op: str, argument: int) -> int:
        """sin, cos or tan of scale·value: the scale in turns, so that the phase is reduced without a loss."""
        program, graph = self.program, self.graph
        scale, value = self.products[argument]
        assert value is not None
        if scale is None:
            return _TURNING[op](program, value)
        known = graph.value(scale)
        exact = None if known is None else elementary.exact_turns(known)
        if exact is not None:
            return _TURNING[op](program, value, (program.literal(exact), None))
        turns = graph.op("div", scale, graph.const(2 * math.pi))
        return _TURNING[op](program, value, (self._scalar(turns), self._scalar(turns, rest=True)))

    def _power(self, base: int, exponent: int) -> int:
        program = self.program
        known = self.graph.value(exponent)
        if known is not None and 0 < abs(known) < 8 and known * 2 == int(known * 2):
            return self._half_power(self.value(base), int(abs(known)), known < 0)
        return elementary.pow(program, self.value(base), self.value(exponent))

    def _half_power(self, x: int, whole: int, inverse: bool) -> int:
        """x^(whole + ½) or one over it."""
        program = self.program
        value = program.sqrt(x)
        for _ in range(whole):
            value = program.mul(value, x)
        return program.div(program.literal(1.0), value) if inverse else value

    # Truth ---------------------------------------------------------------------------------------------

    def _truth(self, node: int) -> int:
        """A condition as a truth value."""
        if node in self.uniform or self.graph.opcode(node) not in BOOLEANS:
            return self.program.make("ne", self.value(node), self.program.literal(0.0))
        return self.values[node]

    def _truth_of(self, op: str, args: list[int]) -> int:
        program = self.program
        if op in _COMPARISONS:
            primitive, exchanged = _COMPARISONS[op]
            a, b = (self.value(a) for a in args)
            return program.make(primitive, *((b, a) if exchanged else (a, b)))
        return program.make(op, *(self._truth(a) for a in args))
