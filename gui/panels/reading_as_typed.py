"""What a text means while it is typed: nothing but parsing, a millisecond or two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import engine
from engine.entries import Curve, Landscape, Optimizer
from engine.entries import Signal as SignalEntry
from engine.errors import FormulaError, InputError, RavineError
from engine.language.rule import Rule, parse_rule
from engine.language.syntax import Name, Syntax
from gui.model.moving_in import Kind

State = dict[str, str | float]


@dataclass(frozen=True)
class Fault:
    """Why a text cannot be read, and where: line and column count from 1, 0 for no particular place.

    state: the one whose initial value it is that cannot be read. states: those of the rule, where that can.
    """

    error: RavineError
    line: int = 0
    column: int = 0
    state: str = ""
    states: tuple[str, ...] = ()


def read_rule(text: str, state: Mapping[str, str | float]) -> Optimizer | Fault:
    """The optimizer that a rule makes; initial values of states that it does not have are left out."""
    try:
        known = parse_rule(text).states
    except FormulaError as error:
        return Fault(error, error.line, error.column)
    given = {name: value for name, value in state.items() if name in known}
    try:
        return engine.optimizer(text, state=given)
    except FormulaError as error:
        # the place is in an initial value's own short text, not in the rule
        faulty = next((name for name in given if not _is_initial(text, name, given[name])), "")
        return Fault(InputError(error.message), state=faulty, states=tuple(known))


def _is_initial(text: str, name: str, value: str | float) -> bool:
    """Whether a state of a rule can start from this."""
    try:
        parse_rule(text, {name: value})
    except FormulaError:
        return False
    return True


def read_field(text: str, kind: Kind) -> Landscape | SignalEntry | Curve | Fault:
    """The landscape, the curve or the signal that a formula makes."""
    try:
        if kind == "curve":
            return engine.curve(text)
        return engine.signal(text) if kind == "signal" else engine.landscape(text)
    except FormulaError as error:
        return Fault(error, error.line, error.column)
    except RavineError as error:
        return Fault(error)


def initial_values(rule: Rule) -> State:
    """What the states of a rule start from, where it is not 0."""
    return dict(rule.state_texts)


def first_equations(optimizer: Optimizer) -> dict[str, str]:
    """By parameter, the number of the first numbered equation that it stands in."""
    found: dict[str, str] = {}
    for statement, number in zip(optimizer.rule.statements, optimizer.equations, strict=False):
        if number:
            for name in _names(statement.syntax):
                found.setdefault(name, number)
    return found


def _names(tree: Syntax) -> set[str]:
    if isinstance(tree, Name):
        return {tree.name}
    found: set[str] = set()
    for slot in tree.__dataclass_fields__:
        part = getattr(tree, slot)
        for piece in part if isinstance(part, tuple) else (part,):
            if hasattr(piece, "__dataclass_fields__"):
                found |= _names(piece)
    return found
