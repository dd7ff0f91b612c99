"""A formula: a landscape in x and y, a signal or schedule in t, a coordinate of a minimum.

    "(a - x)**2 + b*(y - x**2)**2"

It may have helper lines, assignments before the last line, which alone has no name:

    r = hypot(x, y)
    sin(r)/r
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from engine.errors import FormulaError
from engine.language.graph import MAX_DERIVATIVE_OPERATIONS, Graph
from engine.language.lower import (
    CONSTANTS,
    FUNCTIONS,
    SAMPLED_FUNCTIONS,
    Lowering,
    check_new_name,
    new_graph,
)
from engine.language.spline import HEIGHTS, Grid, surface
from engine.language.syntax import Assignment, Name, Syntax, parse
from engine.language.tokens import Place
from engine.phrase import Phrase


@dataclass(frozen=True)
class Formula:
    """A formula that has been read.

    text: as written.
    syntax: the tree of the last line, for typesetting; `helpers` are the lines before it.
    graph, root: the node of the value; derivatives are added to the same graph.
    variables: the names it is a function of. parameters: the other names it may use.
    samples: the numbers that samples(...) reads, where it has any; with `grid` those of heights(x, y).
    """

    text: str
    syntax: Syntax = field(repr=False, compare=False)
    graph: Graph = field(repr=False, compare=False)
    root: int = field(repr=False, compare=False)
    variables: tuple[str, ...]
    parameters: tuple[str, ...]
    helpers: tuple[Assignment, ...] = field(default=(), repr=False, compare=False)
    samples: tuple[float, ...] = field(default=(), repr=False)
    grid: Grid | None = None

    def __reduce__(self) -> tuple[Callable[..., Formula], tuple]:
        return parse_formula, (self.text, self.variables, self.parameters, self.samples, self.grid)

    @cached_property
    def identity(self) -> str:
        """The text, and what it reads: equal where the values are."""
        if not self.samples:
            return self.text
        read = hashlib.sha256(repr((self.samples, self.grid)).encode()).hexdigest()
        return f"{self.text}  # {read}"

    def afresh(self) -> Formula:
        """The same with a graph of its own, for who adds derivatives to it."""
        return parse_formula(self.text, self.variables, self.parameters, self.samples, self.grid)


def parse_formula(
    text: str,
    variables: tuple[str, ...] = ("x", "y"),
    parameters: tuple[str, ...] | None = None,
    samples: tuple[float, ...] = (),
    grid: Grid | None = None,
) -> Formula:
    """Read `text`; raise FormulaError with the place of what is wrong.

    With `parameters` None, a name that is no variable becomes a parameter, in order of appearance;
    otherwise only the given ones are allowed. pi, e and tau are numbers unless a parameter is called so.
    With `samples`, two at least and finite, the text may read them: samples(u) is the line through them at
    the place u, counted from 0, and beyond the first and the last these themselves. With `grid` too, they
    are its coefficients instead, and heights(x, y) is the smooth surface made of them.
    """
    statements = parse(text)
    if not statements:
        raise FormulaError(Phrase("the formula is empty"), 1, 1, text)
    *helpers, last = statements
    reader = _Reader(text, tuple(variables), parameters, samples, grid)
    for statement in helpers:
        reader.assign(statement)
    if last.target is not None:
        raise FormulaError(Phrase("the last line is the value and has no name before it"), *last.place, text)
    root = reader.lowering.number(last.value)
    # Derivatives may need many times the operations of what they derive from.
    reader.graph.limit = MAX_DERIVATIVE_OPERATIONS
    found = tuple(reader.found) if parameters is None else tuple(parameters)
    return Formula(
        text,
        last.value,
        reader.graph,
        root,
        tuple(variables),
        found,
        tuple(helpers),
        reader.graph.samples,
        grid,
    )


class _OnGrid(Lowering):
    """Knows heights(x, y) too, over the grid that it is given."""

    grid: Grid

    def _function(self, name: str, place: Place, args: Sequence[int]) -> int:
        if name == HEIGHTS:
            return surface(self.graph, args[0], args[1], self.grid)
        return super()._function(name, place, args)


class _Reader:
    def __init__(
        self,
        text: str,
        variables: tuple[str, ...],
        parameters: tuple[str, ...] | None,
        samples: tuple[float, ...],
        grid: Grid | None,
    ) -> None:
        self.text = text
        self.variables = variables
        self.parameters = parameters
        self.found: dict[str, None] = {}
        self.helpers: dict[str, int] = {}
        self.graph = new_graph()
        self.graph.samples = tuple(samples)
        self.functions = SAMPLED_FUNCTIONS if samples else FUNCTIONS
        names = (*self.variables, *(parameters or ()))
        if grid is None:
            self.lowering = Lowering(self.graph, text, self.resolve, self.functions, names)
        else:
            self.functions = {**FUNCTIONS, HEIGHTS: (2, 2)}
            self.lowering = _OnGrid(self.graph, text, self.resolve, self.functions, names)
            self.lowering.grid = grid

    def assign(self, statement: Assignment) -> None:
        name = statement.target
        if name is None:
            message = Phrase("only the last line goes without a name; break a long line inside parentheses")
            raise FormulaError(message, *statement.place, self.text)
        check_new_name(name, statement.place, self.text, self.functions)
        if name in self.variables or name in (self.parameters or ()):
            raise FormulaError(
                Phrase("'{name}' is given and cannot be changed", name=name), *statement.place, self.text
            )
        if name in self.found:
            raise FormulaError(
                Phrase("'{name}' is used before it is given a value", name=name), *statement.place, self.text
            )
        node = self.lowering.number(statement.value)
        if name in self.found:
            raise FormulaError(
                Phrase("'{name}' is used to compute itself", name=name), *statement.place, self.text
            )
        self.helpers[name] = node

    def resolve(self, name: Name) -> int:
        identifier = name.name
        if identifier in self.helpers:
            return self.helpers[identifier]
        if identifier in self.variables or identifier in (self.parameters or ()):
            return self.graph.name(identifier)
        if identifier in CONSTANTS:
            return self.graph.const(CONSTANTS[identifier])
        if self.parameters is not None:
            raise self.lowering.unknown(name, (*self.variables, *self.parameters, *self.helpers))
        self.found.setdefault(identifier)
        return self.graph.name(identifier)
