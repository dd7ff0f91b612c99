"""Syntax tree to graph: every name resolved, every function known, every condition where it belongs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from engine.errors import FormulaError, nearest, shorten, suggestion
from engine.language.graph import BARRIERS, MAX_OPERATIONS, OPS, SAMPLES, Graph
from engine.language.syntax import Call, Chain, Comparison, Logic, Name, Number, Power, Syntax, Unary
from engine.language.tokens import Place
from engine.phrase import Phrase

CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau}

_OPERATORS = {
    "+": "add", "-": "sub", "*": "mul", "/": "div", "%": "mod",
    "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "==": "eq", "!=": "ne",
}  # fmt: skip

_WRITTEN_AS_OPERATORS = frozenset({*_OPERATORS.values(), "neg", "and", "or", "not"}) - {"mod"}
_SIGNS = {"pow": "**"} | {op: sign for sign, op in _OPERATORS.items()}

#: Functions of a formula and the numbers of arguments they take (least, most).
FUNCTIONS: dict[str, tuple[int, int]] = {
    **{op: (n, n) for op, n in OPS.items() if op not in _WRITTEN_AS_OPERATORS | BARRIERS},
    "min": (2, 16),
    "max": (2, 16),
    "clip": (3, 3),
    "log2": (1, 1),
    "log10": (1, 1),
}

#: What a rule may call besides: what one coordinate alone cannot answer.
ASKING: dict[str, tuple[int, int]] = {**dict.fromkeys(sorted(BARRIERS), (1, 1)), "sum": (1, 1), "dot": (2, 2)}
RULE_FUNCTIONS: dict[str, tuple[int, int]] = {**FUNCTIONS, **ASKING}

#: What a formula with stored samples may call besides.
SAMPLED_FUNCTIONS: dict[str, tuple[int, int]] = {**FUNCTIONS, SAMPLES: (1, 1)}

_HABITS = {
    "ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "arctan2": "atan2", "fabs": "abs",
    "sgn": "sign", "power": "pow", "maximum": "max", "minimum": "min", "root": "sqrt", "fmod": "mod",
    "gradient": "grad", "step": "where", "if": "where", "clamp": "clip",
}  # fmt: skip

Resolve = Callable[[Name], int]


def check_new_name(name: str, place: Place, text: str, functions: Iterable[str]) -> None:
    """Raise FormulaError when `name` cannot be given a value since it is a function."""
    if name in functions:
        raise FormulaError(
            Phrase("'{name}' is a function and cannot be given a value", name=name), *place, text
        )


class Lowering:
    """Lowers trees of one text into one graph; `resolve` says which node a name is.

    `names` are surely no functions, which makes for better messages.
    """

    def __init__(
        self,
        graph: Graph,
        text: str,
        resolve: Resolve,
        functions: dict[str, tuple[int, int]] = FUNCTIONS,
        names: Iterable[str] = (),
    ) -> None:
        self.graph = graph
        self.text = text
        self.resolve = resolve
        self.functions = functions
        self.names = {*names, *CONSTANTS, "eta", "gamma", "beta1", "beta2", "eps"}

    def number(self, tree: Syntax) -> int:
        """The node of an arithmetic expression; raises FormulaError at the place of what is wrong."""
        match tree:
            case Number():
                return self.graph.const(tree.value)
            case Name():
                if tree.name in self.functions:
                    raise self.fail(
                        Phrase("'{name}' is a function; write {name}(...)", name=tree.name), tree.place
                    )
                return self.resolve(tree)
            case Chain():
                return self._chain(tree)
            case Power():
                return self._op("pow", tree.place, self.number(tree.base), self.number(tree.exponent))
            case Unary(operator="-"):
                return self._op("neg", tree.place, self.number(tree.operand))
            case Call():
                return self._call(tree)
        raise self.fail(Phrase("a condition stands only inside where(condition, a, b)"), tree.place)

    def condition(self, tree: Syntax) -> int:
        """The node of a condition: comparisons joined by and, or, not."""
        match tree:
            case Comparison():
                left, right = self.number(tree.left), self.number(tree.right)
                return self._op(_OPERATORS[tree.operator], tree.place, left, right)
            case Logic():
                node = self.condition(tree.operands[0])
                for operand in tree.operands[1:]:
                    node = self._op(tree.operator, tree.place, node, self.condition(operand))
                return node
            case Unary(operator="not"):
                return self._op("not", tree.place, self.condition(tree.operand))
        raise self.fail(Phrase("a condition is needed here, such as x < 1"), tree.place)

    def fail(self, message: Phrase, place: Place) -> FormulaError:
        """An error of this text, not yet raised."""
        return FormulaError(message, *place, self.text)

    def unknown(self, name: Name, known: Iterable[str]) -> FormulaError:
        """The error for a name that means nothing here."""
        own = list(known)
        hint = suggestion(name.name, own if nearest(name.name, own) else [*CONSTANTS, *self.functions])
        if not hint:
            hint = Phrase("; the names here are {names}", names=", ".join(own))
        return self.fail(
            Phrase("unknown name '{name}'{hint}", name=shorten(name.name), hint=hint), name.place
        )

    def _op(self, op: str, place: Place, *args: int) -> int:
        try:
            node = self.graph.op(op, *args)
        except FormulaError as error:
            raise self.fail(error.message, place) from None
        if op not in BARRIERS and self.graph.value(node) is None:
            values = [self.graph.value(a) for a in args]
            if None not in values:
                raise self.fail(
                    Phrase("{operation} is not a finite number", operation=_shown(op, values)), place
                )
        return node

    def _chain(self, tree: Chain) -> int:
        node = self.number(tree.operands[0])
        for operator, operand in zip(tree.operators, tree.operands[1:], strict=True):
            node = self._op(_OPERATORS[operator], operand.place, node, self.number(operand))
        return node

    def _call(self, tree: Call) -> int:
        name, place = tree.function, tree.place
        if name not in self.functions:
            raise self._no_function(tree)
        least, most = self.functions[name]
        if not least <= len(tree.arguments) <= most:
            raise self.fail(_about_count(name, least, most, len(tree.arguments)), place)
        if name == "where":
            chosen, first, second = tree.arguments
            return self._op("where", place, self.condition(chosen), self.number(first), self.number(second))
        return self._function(name, place, [self.number(argument) for argument in tree.arguments])

    def _function(self, name: str, place: Place, args: Sequence[int]) -> int:
        if name == SAMPLES:
            return self.graph.sampled(args[0])
        if name == "clip":
            return self._op("min", place, self._op("max", place, args[0], args[1]), args[2])
        if name in ("log2", "log10"):
            base = self.graph.const(math.log(float(name[3:])))
            return self._op("div", place, self._op("log", place, args[0]), base)
        if name in ("sum", "dot"):
            own = self._op("mul", place, *args) if name == "dot" else args[0]
            return self._op("add", place, own, self._op("others", place, own))
        if name in ("min", "max"):
            node = args[0]
            for other in args[1:]:
                node = self._op(name, place, node, other)
            return node
        return self._op(name, place, *args)

    def _no_function(self, tree: Call) -> FormulaError:
        name = tree.function
        if name in ASKING:
            return self.fail(
                Phrase("'{name}' is for the rules of optimizers, not for formulas", name=name), tree.place
            )
        if name in self.names or len(name) == 1:
            return self.fail(
                Phrase("'{name}' is not a function; write a * before the parenthesis", name=name), tree.place
            )
        habit = _HABITS.get(name)
        hint = (
            Phrase("; write {instead}", instead=habit)
            if habit in self.functions
            else suggestion(name, self.functions)
        )
        return self.fail(Phrase("no function '{name}'{hint}", name=shorten(name), hint=hint), tree.place)


def new_graph() -> Graph:
    """An empty graph with the limit for typed texts."""
    return Graph(MAX_OPERATIONS)


def _shown(op: str, values: Sequence[float | None]) -> str:
    sign = _SIGNS.get(op)
    # -8 ** 2 is -(8 ** 2)
    numbers = [f"({v:g})" if sign == "**" and v is not None and v < 0 else f"{v:g}" for v in values]
    return f" {sign} ".join(numbers) if sign else f"{op}({', '.join(numbers)})"


def _about_count(name: str, least: int, most: int, given: int) -> Phrase:
    wanted = str(least) if least == most else Phrase("{least} to {most}", least=least, most=most)
    was = Phrase("{count} are given", count=given) if given != 1 else Phrase("1 is given")
    if most == 1:
        return Phrase("{name} takes {wanted} argument, but {given}", name=name, wanted=wanted, given=was)
    return Phrase("{name} takes {wanted} arguments, but {given}", name=name, wanted=wanted, given=was)
