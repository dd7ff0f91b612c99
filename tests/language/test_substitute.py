"""Numbers in the place of names: what is typeset is worth what the expression is worth."""

from __future__ import annotations

import math

import pytest

from engine.language.graph import Graph
from engine.language.rule import parse_rule
from engine.language.substitute import calls_of, number, short, with_numbers
from engine.language.syntax import Call, Name, Syntax, parse
from engine.language.typeset import latex


def substituted(text: str, **values: float) -> str:
    (line,) = parse(text)

    def value(part: Name | Call) -> Syntax | None:
        found = values.get(getattr(part, "name", "grad"))
        return None if found is None else number(found)

    return latex(with_numbers(line.value, value))


@pytest.mark.parametrize(
    ("text", "values", "shown"),
    [
        ("gamma*v + eta*g", {"gamma": 0.9, "v": 0.5, "eta": 0.1, "g": -2.0}, "0.9 \\cdot 0.5 + 0.1 ({-}2)"),
        ("v**2", {"v": -1.5}, "{({-}1.5)}^{2}"),
        ("a - b", {"a": 1.0, "b": -3.0}, "1 - ({-}3)"),
        ("eta*grad(theta - v)", {"eta": 0.1, "grad": 4.0}, "0.1 \\cdot 4"),
        ("x + unknown", {"x": 1e-8}, "10^{-8} + \\mathrm{unknown}"),
    ],
)  # fmt: skip
def test_expressions(text: str, values: dict[str, float], shown: str) -> None:
    assert substituted(text, **values) == shown


def test_short_numbers() -> None:
    assert [short(v) for v in (0.0, 0.0625, 1234.5, 12.0, 1.23456e-7, 2.5e9)] == [
        "0", "0.0625", "1234", "12", "1.23e-07", "2.5e+09",
    ]  # fmt: skip
    assert latex(number(-0.0)) == "0"
    assert latex(number(-1.23456, 5)) == "{-}1.2346"
    assert latex(number(-1e-5)) == "{-}10^{-5}"
    assert latex(number(math.inf)) != latex(number(math.nan))


def test_the_field_is_found_where_it_is_asked() -> None:
    rule = parse_rule(
        "g = grad(theta - gamma*v)\nv = gamma*v + eta*(g + grad(theta))\ntheta = theta - v/norm(v)"
    )
    graph: Graph = rule.graph
    for statement in rule.statements:
        for name in ("grad", "norm"):
            for call in calls_of(statement.syntax, name):
                assert graph.opcode(rule.calls[call.place]) == name
    assert len(rule.calls) == 3
    assert len({rule.calls[c.place] for s in rule.statements for c in calls_of(s.syntax, "grad")}) == 2
