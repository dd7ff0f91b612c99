"""A rule: what an optimizer does in one step, as a few statements.

    g = grad(theta - gamma*v)
    v = gamma*v + eta*g
    theta = theta - v

- `theta` is the position; a rule must give it a new value. A name means its latest value.
- A name read before it is given a value in the rule is a state: it keeps what the step before gave it.
  It starts at 0, or as `state` says, from parameters and theta.
- A name never given a value is a parameter; `t` is the step, from 1.
- `g` is grad(theta) at the start of the step, unless the rule gives it a value first.
- grad(p) is a sample of the gradient at p. The same position is the same sample; every other
  position is a new one, with noise of its own.
- norm(v) is the Euclidean norm across coordinates, the same for each; others(v) the sum of v over the
  coordinates but one's own: in two dimensions that of the other; sum(v) the sum over all of them, and
  dot(u, v) is sum(u*v). So sum(1) is how many there are.
- loss(p) is the value at p; hess_diag(p) the diagonal of the Hessian at p; newton(p) the solution d of
  H(p) d = grad(p).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.errors import FormulaError, nearest, suggestion
from engine.language.graph import ACROSS, BARRIERS, Graph
from engine.language.lower import ASKING, CONSTANTS, RULE_FUNCTIONS, Lowering, check_new_name, new_graph
from engine.language.syntax import Assignment, Name, Syntax, parse
from engine.language.tokens import Place
from engine.phrase import Phrase


@dataclass(frozen=True)
class Statement:
    """One line of a rule: `target` = `syntax`, whose value is `node`; `line` counts from 1."""

    target: str
    syntax: Syntax
    node: int
    line: int


@dataclass(frozen=True)
class Rule:
    """A rule that has been read.

    In `graph`, ("name", "theta") and ("name", state) are the values at the start of the step,
    ("name", "t") is the step from 1, every other name is a parameter.

    statements: in the order of the text.
    parameters: in order of appearance, those of initial values last.
    states: state -> node of its initial value, over parameters and theta.
    theta: node of the new position. updated: state -> node of its new value.
    samples: the nodes of grad(...) in order of first use; the position here is the number of the sample.
    calls: by its place in the text, the node of everything that is asked of the field, and of norms.
    """

    text: str
    graph: Graph = field(repr=False, compare=False)
    statements: tuple[Statement, ...] = field(repr=False, compare=False)
    parameters: tuple[str, ...]
    states: dict[str, int] = field(repr=False, compare=False)
    theta: int = field(repr=False, compare=False)
    updated: dict[str, int] = field(repr=False, compare=False)
    samples: tuple[int, ...] = field(repr=False, compare=False)
    calls: dict[Place, int] = field(repr=False, compare=False)
    state_texts: tuple[tuple[str, str], ...] = ()

    @property
    def looks_ahead(self) -> bool:
        """Whether the field is looked at anywhere else than at the position the step starts from."""
        at_theta = ("name", "theta")
        return any(
            entry[0] in BARRIERS - ACROSS and self.graph.nodes[entry[1]] != at_theta
            for entry in self.graph.nodes
        )

    def __reduce__(self) -> tuple[Callable[..., Rule], tuple]:
        return parse_rule, (self.text, dict(self.state_texts), self.parameters)


def parse_rule(
    text: str, state: Mapping[str, str | float] | None = None, parameters: tuple[str, ...] | None = None
) -> Rule:
    """Read `text`; raise FormulaError with the place of what is wrong.

    `state` gives initial values other than 0: numbers, or formulas over parameters and theta.
    With `parameters`, only these names may be used without being given a value.
    """
    return _Reader(text, parameters).read(dict(state or {}))


class _Noting(Lowering):
    """Notes where in the text a node came from, for those that a reader of the rule cannot work out."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.calls: dict[Place, int] = {}

    def _function(self, name: str, place: Place, args: Sequence[int]) -> int:
        node = super()._function(name, place, args)
        if name in ASKING:
            self.calls[place] = node
        return node


class _Reader:
    def __init__(self, text: str, parameters: tuple[str, ...] | None) -> None:
        self.text = text
        self.allowed = parameters
        self.statements = parse(text)
        self.assigned = {s.target for s in self.statements if s.target is not None}
        self.graph = new_graph()
        names = {"theta", "g", *self.assigned, *(parameters or ())}
        self.lowering = _Noting(self.graph, text, self.resolve, RULE_FUNCTIONS, names)
        self.current: dict[str, int] = {}
        self.parameters: dict[str, None] = {}
        self.states: dict[str, None] = {}

    def read(self, initial: dict[str, str | float]) -> Rule:
        self.check()
        done = [self.execute(statement) for statement in self.statements]
        samples = tuple(i for i, entry in enumerate(self.graph.nodes) if entry[0] == "grad")
        states = self.initial_values(initial)
        return Rule(
            text=self.text,
            graph=self.graph,
            statements=tuple(done),
            parameters=tuple(self.parameters),
            states=states,
            theta=self.current["theta"],
            updated={name: self.current[name] for name in self.states},
            samples=samples,
            calls=self.lowering.calls,
            state_texts=tuple((name, _text(name, value)) for name, value in initial.items()),
        )

    def check(self) -> None:
        for statement in self.statements:
            if statement.target is None:
                raise FormulaError(
                    Phrase("a line of a rule reads name = expression"), *statement.place, self.text
                )
            check_new_name(statement.target, statement.place, self.text, RULE_FUNCTIONS)
            if statement.target == "t":
                raise FormulaError(
                    Phrase("'t' is the step and cannot be changed"), *statement.place, self.text
                )
            if statement.target in (self.allowed or ()):
                message = Phrase("'{name}' is a parameter and cannot be changed", name=statement.target)
                raise FormulaError(message, *statement.place, self.text)
        if "theta" not in self.assigned:
            raise self.no_theta()

    def no_theta(self) -> FormulaError:
        message = Phrase("a rule must give theta a new value")
        for meant in nearest("theta", self.assigned, 1):
            place = next(s.place for s in self.statements if s.target == meant)
            return FormulaError(
                Phrase("{message}; is '{meant}' meant to be theta?", message=message, meant=meant),
                *place,
                self.text,
            )
        return FormulaError(message, self.text.count("\n") + 1, 1, self.text)

    def execute(self, statement: Assignment) -> Statement:
        name = str(statement.target)
        node = self.lowering.number(statement.value)
        self.current[name] = node
        return Statement(name, statement.value, node, statement.place.line)

    def resolve(self, name: Name) -> int:
        identifier = name.name
        if identifier in self.current:
            return self.current[identifier]
        if identifier in ("theta", "t"):
            return self.graph.name(identifier)
        if identifier == "g":
            return self.graph.op("grad", self.graph.name("theta"))
        if identifier in self.assigned:
            self.states.setdefault(identifier)
            return self.graph.name(identifier)
        return self.parameter(name, self.lowering)

    def parameter(self, name: Name, lowering: Lowering) -> int:
        identifier = name.name
        if self.allowed is None or identifier in self.allowed:
            if self.allowed is None and identifier in CONSTANTS:
                return self.graph.const(CONSTANTS[identifier])
            self.parameters.setdefault(identifier)
            return self.graph.name(identifier)
        if identifier in CONSTANTS:
            return self.graph.const(CONSTANTS[identifier])
        own = sorted(self.assigned - {"theta", "g"})
        raise lowering.unknown(name, ("theta", "g", "t", *self.allowed, *own))

    def initial_values(self, initial: dict[str, str | float]) -> dict[str, int]:
        for name in initial:
            if name not in self.states:
                hint = suggestion(name, self.states)
                raise FormulaError(
                    Phrase("the rule has no state '{name}' to start from a value{hint}", name=name, hint=hint)
                )
        return {name: self.initial_value(name, initial.get(name, 0.0)) for name in self.states}

    def initial_value(self, state: str, value: str | float) -> int:
        text = _text(state, value)
        try:
            return self.initial_node(state, text)
        except FormulaError as error:
            message = Phrase("initial value of {state}: {message}", state=state, message=error.message)
            raise FormulaError(message, error.line, error.column, text) from None

    def initial_node(self, state: str, text: str) -> int:
        statements = parse(text)
        if len(statements) != 1 or statements[0].target is not None:
            raise FormulaError(Phrase("this must be one expression"), 1, 1, text)

        def resolve(name: Name) -> int:
            if name.name == "theta":
                return self.graph.name("theta")
            if name.name in self.assigned or name.name in ("g", "t"):
                raise lowering.fail(
                    Phrase("it is made of parameters and theta, not of {name}", name=name.name), name.place
                )
            return self.parameter(name, lowering)

        lowering = Lowering(self.graph, text, resolve)
        return lowering.number(statements[0].value)


def _text(state: str, value: str | float) -> str:
    """An initial value as text, from which the rule can be read again."""
    if isinstance(value, str):
        return value
    try:
        number = float(value)
    except (OverflowError, TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise FormulaError(Phrase("initial value of {state}: a finite number is needed", state=state))
    return repr(number)
