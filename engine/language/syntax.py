"""Tokens to a syntax tree, by precedence climbing.

    statements   a = x**2 + y      # a comment
                 b += 1; a*b
    or, and, not                                        loosest
    <  <=  >  >=  ==  !=                                not chained
    +  -
    *  /  %                                             % has the sign of the divisor
    -x
    ^  **                                               from right to left; binds tighter than -x
    f(a, b)  (a)  1.5e-3  name                          tightest

Sums and products are kept as flat chains, so that the depth of the tree is the depth of nesting.
The tree keeps the author's order: typesetting works on it, everything else on the graph made from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.errors import FormulaError, shorten
from engine.language.tokens import Place, Token, tokenize
from engine.phrase import Phrase

MAX_DEPTH = 40
NOWHERE = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as written and as a double."""

    text: str
    value: float
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, parameter, state or named constant."""

    name: str
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined from left to right by operators of one precedence: + and -, or *, / and %."""

    operands: tuple[Syntax, ...]
    operators: tuple[str, ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Power:
    """`base` ** `exponent`."""

    base: Syntax
    exponent: Syntax
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """`operator` is "-" or "not"."""

    operator: str
    operand: Syntax
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`operator` is one of < <= > >= == !=."""

    operator: str
    left: Syntax
    right: Syntax
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Logic:
    """Conditions joined by one operator, "and" or "or"."""

    operator: str
    operands: tuple[Syntax, ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """`function`(`arguments`)."""

    function: str
    arguments: tuple[Syntax, ...]
    place: Place = field(default=NOWHERE, compare=False, repr=False)


Syntax = Number | Name | Chain | Power | Unary | Comparison | Logic | Call


@dataclass(frozen=True, slots=True)
class Assignment:
    """One statement; `target` is None for a bare expression.

    `x += a` arrives here as x = x + a.
    """

    target: str | None
    value: Syntax
    place: Place


_LEVELS = {
    "or": 1, "and": 2,
    "<": 4, "<=": 4, ">": 4, ">=": 4, "==": 4, "!=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "%": 6, "^": 8, "**": 8,
}  # fmt: skip
_NOT, _COMPARE, _SIGN, _POWER = 3, 4, 7, 8
_KEYWORDS = frozenset({"and", "or", "not"})
_FOREIGN = frozenset({"if", "else", "for", "while", "def", "import", "return"})
_ASSIGN = ("=", "+=", "-=", "*=", "/=")


def parse(text: str) -> list[Assignment]:
    """The statements of `text` in order; raises FormulaError with the place of what is wrong."""
    return _Parser(text).statements()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.at = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def fail(self, message: Phrase, place: Place | None = None) -> FormulaError:
        return FormulaError(message, *(place or self.token.place), self.text)

    def take(self) -> Token:
        token = self.token
        self.at += 1
        return token

    def statements(self) -> list[Assignment]:
        found = []
        while self.token.kind != "eof":
            if self.token.kind == "end":
                self.take()
                continue
            found.append(self.statement())
            if self.token.kind not in ("end", "eof"):
                raise self.fail(self.about_extra(self.token))
        return found

    def statement(self) -> Assignment:
        start = self.token
        following = self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if start.kind != "name" or following.text not in _ASSIGN or start.text in _KEYWORDS:
            return Assignment(None, self.expression(0), start.place)
        self.at += 2
        value = self.expression(0)
        if following.text != "=":
            own = Name(start.text, start.place)
            value = _joined(following.text[0], own, value, start.place)
        return Assignment(start.text, value, start.place)

    def expression(self, above: int) -> Syntax:
        """An expression of operators that bind tighter than level `above`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.fail(Phrase("this is nested deeper than {most} levels", most=MAX_DEPTH))
        left = self.operand()
        while self.token.kind in ("symbol", "name"):
            level = _LEVELS.get(self.token.text, 0)
            if level <= above:
                break
            operator = self.take()
            if level == _COMPARE and isinstance(left, Comparison):
                raise self.fail(Phrase("comparisons cannot be chained; join two with 'and'"), operator.place)
            right = self.expression(_POWER - 1 if level == _POWER else level)
            left = _joined(operator.text, left, right, operator.place)
        self.depth -= 1
        return left

    def operand(self) -> Syntax:
        token = self.take()
        if token.kind == "number":
            return Number(token.text, float(token.text), token.place)
        if token.kind == "name" and token.text not in _KEYWORDS:
            if token.text in _FOREIGN:
                raise self.fail(_about_foreign(token.text), token.place)
            return self.call(token) if self.token.text == "(" else Name(token.text, token.place)
        if token.text == "(":
            inside = self.expression(0)
            self.close(token)
            return inside
        if token.text == "-":
            return Unary("-", self.expression(_SIGN), token.place)
        if token.text == "+":
            return self.expression(_SIGN)
        if token.text == "not":
            return Unary("not", self.expression(_NOT), token.place)
        self.at -= 1
        raise self.fail(self.about_missing(token))

    def call(self, function: Token) -> Call:
        opening = self.take()
        arguments: list[Syntax] = []
        while self.token.text != ")":
            arguments.append(self.expression(0))
            if self.token.text != ",":
                break
            self.take()
        self.close(opening)
        return Call(function.text, tuple(arguments), function.place)

    def close(self, opening: Token) -> None:
        if self.token.text == ")":
            self.take()
        elif self.token.kind in ("eof", "end"):
            raise self.fail(Phrase("this '(' is never closed"), opening.place)
        else:
            raise self.fail(self.about_extra(self.token, inside=True))

    def about_missing(self, token: Token) -> Phrase:
        if token.kind in ("eof", "end"):
            return Phrase("the formula ends too early; a value is missing here")
        if token.text == ")" and self.at and self.tokens[self.at - 1].text == "(":
            return Phrase("there is nothing between these parentheses")
        return Phrase("a value is missing before '{sign}'", sign=token.text)

    def about_extra(self, token: Token, inside: bool = False) -> Phrase:
        if token.text in _FOREIGN:
            return _about_foreign(token.text)
        if token.text == "=":
            return Phrase("write == to compare") if inside else _before_a_sign("=")
        if token.text in _ASSIGN:
            return _before_a_sign(token.text)
        if token.text == ")":
            return Phrase("this ')' closes nothing")
        if token.text == ",":
            return Phrase("a ',' stands only between the arguments of a function")
        return Phrase("an operator is missing before '{word}'", word=shorten(token.text))


def _before_a_sign(sign: str) -> Phrase:
    return Phrase("only a name can stand before '{sign}'", sign=sign)


def _about_foreign(word: str) -> Phrase:
    if word in ("if", "else"):
        return Phrase("there is no '{word}' in formulas; write where(condition, a, b)", word=word)
    return Phrase("there is no '{word}' in formulas", word=word)


def _joined(operator: str, left: Syntax, right: Syntax, place: Place) -> Syntax:
    if operator in ("^", "**"):
        return Power(left, right, place)
    if operator in ("<", "<=", ">", ">=", "==", "!="):
        return Comparison(operator, left, right, place)
    if operator in ("and", "or"):
        joined = left.operands if isinstance(left, Logic) and left.operator == operator else (left,)
        return Logic(operator, (*joined, right), place)
    if isinstance(left, Chain) and _LEVELS[left.operators[0]] == _LEVELS[operator]:
        return Chain((*left.operands, right), (*left.operators, operator), left.place)
    return Chain((left, right), (operator,), left.place)
