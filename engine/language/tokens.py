"""Text to tokens, with the limits that keep any text cheap to read.

Only printable ASCII means anything outside comments. A character that merely looks right (a minus sign
that is not "-", a Cyrillic "а", a Greek letter) is refused by its Unicode name, with what to write instead.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import NamedTuple

from engine.errors import FormulaError
from engine.phrase import Phrase

MAX_CHARACTERS = 10_000
MAX_TOKENS = 6_000
MAX_NUMBER_LENGTH = 40
MAX_NAME_LENGTH = 32

_TOKEN = re.compile(
    r"(?P<space>[ \t]+|\#[^\n]*)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<symbol>\*\*|[<>=!]=|[-+*/]=|[-+*/%^()<>=,])"
    r"|(?P<end>[\n;])"
)

_GREEK = {"theta": "theta", "lamda": "lambda", "lambda": "lambda", "epsilon": "eps"}

_INSTEAD = {
    "−": "-", "–": "-", "—": "-", "×": "*", "·": "*", "⋅": "*", "∙": "*", "÷": "/", "∕": "/",
    "√": "sqrt(...)", "²": "**2", "³": "**3", "≤": "<=", "≥": ">=", "≠": "!=", "∞": Phrase("a finite number"),
    "←": "=", "∇": "grad(...)", "|": "abs(...)", "[": "(", "]": ")", "{": "(", "}": ")", "&": "and",
    "~": "not", ":": "=", "∧": "and", "∨": "or", "¬": "not",
    **dict(zip("асеіјорѕухАВЕКМНОРСТХ", "aceijopsyxABEKMHOPCTX", strict=True)),
}  # fmt: skip

#: Tokens after which a line cannot end, so that the next line continues it.
_OPEN = frozenset({"+", "-", "*", "/", "%", "**", "^", "(", ",", "=", "<", ">", "<=", ">=", "==", "!="})


class Place(NamedTuple):
    """Where a piece of text stands: line and column, from 1."""

    line: int
    column: int


class Token(NamedTuple):
    """`kind` is number, name, symbol, end (of a statement) or eof; `text` is as written."""

    kind: str
    text: str
    place: Place


def tokenize(text: str) -> list[Token]:
    """The tokens of `text`, ending with one of kind eof.

    A line goes on in the next one inside parentheses and after an operator.
    Raises FormulaError with the place of what cannot be read.
    """
    if not isinstance(text, str):
        raise FormulaError(Phrase("a formula is text, not {kind}", kind=type(text).__name__))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_CHARACTERS:
        raise FormulaError(
            Phrase(
                "the text has {count:,} characters; the limit is {most:,}",
                count=len(text),
                most=MAX_CHARACTERS,
            )
        )
    tokens: list[Token] = []
    at, line, line_start, depth = 0, 1, 0, 0
    while at < len(text):
        place = Place(line, at - line_start + 1)
        match = _TOKEN.match(text, at)
        if match is None:
            raise FormulaError(_about_character(text[at]), *place, text)
        kind, piece = str(match.lastgroup), match.group()
        at = match.end()
        if kind == "end":
            continued = piece == "\n" and (depth > 0 or (bool(tokens) and tokens[-1].text in _OPEN))
            if not continued:
                tokens.append(Token(kind, piece, place))
            if piece == "\n":
                line, line_start = line + 1, at
        elif kind != "space":
            depth = max(0, depth + (piece == "(") - (piece == ")"))
            _check(kind, piece, text, at, place)
            tokens.append(Token(kind, piece, place))
        if len(tokens) > MAX_TOKENS:
            raise FormulaError(
                Phrase("the text has more than {most:,} symbols", most=MAX_TOKENS), *place, text
            )
    tokens.append(Token("eof", "", Place(line, at - line_start + 1)))
    return tokens


def _check(kind: str, piece: str, text: str, end: int, place: Place) -> None:
    if kind == "number":
        if len(piece) > MAX_NUMBER_LENGTH:
            raise FormulaError(
                Phrase("a number has at most {most} characters", most=MAX_NUMBER_LENGTH), *place, text
            )
        if not math.isfinite(float(piece)):
            raise FormulaError(Phrase("{piece} is too large for a double", piece=piece), *place, text)
        following = text[end : end + 1]
        if following.isascii() and (following.isalpha() or following == "_"):
            raise FormulaError(
                Phrase("write a * between {piece} and '{following}'", piece=piece, following=following),
                place.line,
                place.column + len(piece),
                text,
            )
        if following == ".":
            raise FormulaError(Phrase("a number has one decimal point"), *place, text)
    elif kind == "name" and len(piece) > MAX_NAME_LENGTH:
        raise FormulaError(Phrase("a name has at most {most} characters", most=MAX_NAME_LENGTH), *place, text)


def _about_character(character: str) -> Phrase:
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    instead = _INSTEAD.get(character)
    if instead is None and name.startswith("GREEK SMALL LETTER "):
        letter = name.removeprefix("GREEK SMALL LETTER ").split(" ")[0].lower()
        instead = _GREEK.get(letter, letter)
    if instead is None:
        plain = unicodedata.normalize("NFKC", character)
        if len(plain) == 1 and plain.isascii() and plain.isprintable() and plain != character:
            instead = plain
    message = Phrase("the character ({name}) is not part of a formula", name=name)
    if character.isprintable():
        message = Phrase(
            "the character '{character}' ({name}) is not part of a formula", character=character, name=name
        )
    return Phrase("{message}; write {instead}", message=message, instead=instead) if instead else message
