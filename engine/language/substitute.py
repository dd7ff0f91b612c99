"""An expression with numbers in the place of its names, still as the author wrote it.

What a reader cannot work out from the names, as the field's answers, norms and sums, becomes a number.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from engine.language.lower import ASKING
from engine.language.syntax import (
    Call,
    Chain,
    Comparison,
    Logic,
    Name,
    Number,
    Power,
    Syntax,
    Unary,
)

DIGITS = 3
"""Significant digits of a number that is shown."""

Value = Callable[[Name | Call], Syntax | None]
"""What stands for a name, or for a call that asks the field; None to leave it as it is."""


def with_numbers(tree: Syntax, value: Value) -> Syntax:
    """`tree` with every name and every question to the field replaced by what `value` says."""
    match tree:
        case Number():
            return tree
        case Name():
            found = value(tree)
            return tree if found is None else found
        case Chain():
            return Chain(tuple(with_numbers(part, value) for part in tree.operands), tree.operators)
        case Power():
            return Power(with_numbers(tree.base, value), with_numbers(tree.exponent, value))
        case Unary():
            return Unary(tree.operator, with_numbers(tree.operand, value))
        case Comparison():
            left, right = with_numbers(tree.left, value), with_numbers(tree.right, value)
            return Comparison(tree.operator, left, right)
        case Logic():
            return Logic(tree.operator, tuple(with_numbers(part, value) for part in tree.operands))
        case Call():
            found = value(tree) if tree.function in ASKING else None
            if found is not None:
                return found
            return Call(tree.function, tuple(with_numbers(part, value) for part in tree.arguments))


def number(value: float, digits: int = DIGITS) -> Syntax:
    """A number as a reader meets it: few digits, its sign apart."""
    if not math.isfinite(value):
        return Name("inf" if value > 0 else "minus_inf") if not math.isnan(value) else Name("nan")
    shown = Number(short(abs(value), digits), abs(value))
    return Unary("-", shown) if value < 0 and float(shown.text) else shown


def short(value: float, digits: int = DIGITS) -> str:
    """At most so many significant digits: 0.06, 1500, 1.2e-05."""
    text = f"{value:.{digits}g}"
    exponent = text.partition("e")[2]
    if exponent and 0 <= int(exponent) < 6:
        return f"{value:.0f}"
    return text


def calls_of(tree: Syntax, function: str) -> list[Call]:
    """Every call of a function in an expression, in the order of the text."""
    match tree:
        case Call():
            inner = [call for part in tree.arguments for call in calls_of(part, function)]
            return ([tree] if tree.function == function else []) + inner
        case Chain() | Logic():
            return [call for part in tree.operands for call in calls_of(part, function)]
        case Power():
            return calls_of(tree.base, function) + calls_of(tree.exponent, function)
        case Unary():
            return calls_of(tree.operand, function)
        case Comparison():
            return calls_of(tree.left, function) + calls_of(tree.right, function)
    return []
