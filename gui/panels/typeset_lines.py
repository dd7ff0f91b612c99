"""Entries of the catalogue as lines for the typesetter; a long sum goes on in further lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.entries import Curve, Entry, Landscape, Optimizer, Schedule
from engine.entries import Signal as SignalEntry
from engine.language.formula import Formula
from engine.language.symbols import symbol
from engine.language.syntax import Chain, Syntax
from engine.language.typeset import latex, rule_latex

WIDE = 31
"""Letters that a line of the panel has room for."""

_COMMAND = re.compile(r"\\(?:frac|left|right|mathrm|sqrt|text)|\\[,;]|[{}^_\s]")
_FUNCTION = re.compile(r"\\(?:sin|cos|tan|exp|ln|min|max|sinh|cosh|tanh)(?![a-z])")
_WORD = re.compile(r"\\[a-zA-Z]+")


def typeset(entry: Entry, otherwise: str) -> tuple[list[str], Sequence[str]]:
    """LaTeX of an entry's lines, and their equation numbers."""
    if isinstance(entry, Optimizer):
        return rule_latex(entry.rule, otherwise), entry.equations
    name = {Landscape: "f(x, y)", Curve: "f(x)", SignalEntry: "g(t)", Schedule: "s(t)"}.get(type(entry), "f")
    assert isinstance(entry, Landscape | Curve | SignalEntry | Schedule)
    formula = entry.formula
    lines = value_lines(name, formula, otherwise)
    for helper in formula.helpers:
        lines += _lines(symbol(str(helper.target)).latex, helper.value, otherwise)
    return lines, ()


def value_lines(name: str, formula: Formula, otherwise: str) -> list[str]:
    """The value alone, without the parts that have names of their own."""
    return _lines(name, formula.syntax, otherwise)


def _lines(name: str, tree: Syntax, otherwise: str) -> list[str]:
    whole = f"{name} = {latex(tree, otherwise)}"
    if width(whole) <= WIDE or not isinstance(tree, Chain) or tree.operators[0] not in "+-":
        return [whole]
    (_, first), *rest = _groups(tree, width(name) + 3, otherwise)
    return [f"{name} = {first}", *(f"\\quad {sign} {text}" for sign, text in rest)]


def _groups(tree: Chain, before: int, otherwise: str) -> list[tuple[str, str]]:
    """The terms in groups that fit a line, each with the sign before it."""
    signs = ("+", *tree.operators)
    groups: list[tuple[str, list[Syntax], list[str]]] = []
    room = 0
    for sign, term in zip(signs, tree.operands, strict=True):
        wide = width(latex(term, otherwise)) + 3
        if groups and room + wide <= WIDE:
            groups[-1][1].append(term)
            groups[-1][2].append(sign)
            room += wide
        else:
            groups.append((sign, [term], []))
            room = wide + (before if len(groups) == 1 else 4)
    return [(sign, latex(_joined(terms, between), otherwise)) for sign, terms, between in groups]


def _joined(terms: list[Syntax], signs: list[str]) -> Syntax:
    return Chain(tuple(terms), tuple(signs)) if signs else terms[0]


def width(text: str) -> int:
    """About how many letters wide LaTeX is; of a fraction both parts count, which errs to the safe side."""
    return len(_WORD.sub("x", _FUNCTION.sub("abc", _COMMAND.sub("", text))))
