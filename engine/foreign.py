"""What other libraries and the system say: their English, recognised, so that it can be told in Russian too.

Whatever is not recognised stays as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from .errors import shorten
from .phrase import Phrase

_SHOWN = 120
"""The longest part of a file that is repeated in a sentence about it."""

_DIGITS = re.compile(r"Exceeds the limit \((?P<most>\d+) digits\) for integer string conversion")
"""What Python, which tomli leaves whole numbers to, says with advice to programmers."""

_KEY = re.compile(r"\((?:'[^']*', )*'[^']*',?\)")
"""The parts of a key of TOML, as tomli shows them."""

_OURS = ("engine", "gui", "scenarios")

_SYSTEM = (
    Phrase("no such file or directory"),
    Phrase("permission denied"),
    Phrase("operation not permitted"),
    Phrase("is a directory"),
    Phrase("not a directory"),
    Phrase("file exists"),
    Phrase("file name too long"),
    Phrase("no space left on device"),
    Phrase("disk quota exceeded"),
    Phrase("file too large"),
    Phrase("read-only file system"),
    Phrase("input/output error"),
    Phrase("too many open files"),
    Phrase("too many levels of symbolic links"),
    Phrase("device or resource busy"),
    Phrase("invalid argument"),
    Phrase("embedded null byte"),
    Phrase("{call}: embedded null character in path"),
)

_TOML = (
    Phrase("invalid initial character for a key part"),
    Phrase("invalid value"),
    Phrase("found invalid character {character}"),
    Phrase("cannot declare {key} twice"),
    Phrase("expected ']' at the end of a table declaration"),
    Phrase("expected ']]' at the end of an array declaration"),
    Phrase("cannot mutate immutable namespace {key}"),
    Phrase("cannot redefine namespace {key}"),
    Phrase("cannot overwrite a value"),
    Phrase("expected '=' after a key in a key/value pair"),
    Phrase("invalid hex value"),
    Phrase("escaped character is not a Unicode scalar value"),
    Phrase("expected newline or end of document after a statement"),
    Phrase("unclosed array"),
    Phrase("unclosed inline table"),
    Phrase("duplicate inline table key {key}"),
    Phrase("unescaped '\\' in a string"),
    Phrase("illegal character {character}"),
    Phrase("unterminated string"),
    Phrase("invalid date or datetime"),
    Phrase("invalid statement"),
    Phrase("{message} (at end of document)"),
)

_SHAPES = (
    Phrase("object missing required field '{name}'"),
    Phrase("object contains unknown field '{name}'"),
    Phrase("invalid enum value {value}"),
    Phrase("invalid value {value}"),
    Phrase("integer value out of range"),
    Phrase("number out of range"),
    Phrase("expected '{kind}', got '{given}'"),
    Phrase("expected '{kind}' of length {count}, got {given}"),
    Phrase("expected '{kind}' of length {bound}"),
    Phrase("expected '{kind}' matching regex {pattern}"),
    Phrase("expected '{kind}' that's a multiple of {number}"),
    Phrase("expected '{kind}' {bound}"),
    Phrase("expected '{kind}'"),
    Phrase("expected {sign}"),
)

_COMMAND_LINE = (
    Phrase("argument {option}: {message}"),
    Phrase("unrecognized arguments: {given}"),
    Phrase("the following arguments are required: {names}"),
    Phrase("invalid choice: {given} (choose from {known})"),
    Phrase("needs a whole number, not {given}"),
    Phrase("needs a number, not {given}"),
    Phrase("needs a name, and has none"),
    Phrase("invalid {kind} value: {given}"),
    Phrase("expected one argument"),
    Phrase("ignored explicit argument {given}"),
    Phrase("'{given}' is not a size such as 1920x1080"),
)


def recognised(text: str, shown: Callable[[str], str] = str) -> Phrase:
    """`text` as a phrase whose template is known, its values as `shown`; a `message` in it is one itself.

    A text that is not known is a value itself.
    """
    for known in (*_SYSTEM, *_TOML, *_SHAPES, *_COMMAND_LINE):
        found = _pattern(known).fullmatch(text)
        if found is not None:
            values = {
                name: recognised(value, shown) if name == "message" else shown(value)
                for name, value in found.groupdict().items()
            }
            return known.filled(values)
    return Phrase("{text}", text=shown(text))


def tail(message: str) -> Phrase:
    """A reader's words as the end of our sentence: one line, no quotation of a whole file, no code marks."""
    digits = _DIGITS.match(message)
    if digits is not None:
        return Phrase("a number has more than {most} digits", most=digits["most"])
    words = _KEY.sub(_dotted, message.replace("`", "'").rstrip("."))
    return recognised(words[:1].lower() + words[1:], lambda value: shorten(value, _SHOWN))


def _dotted(key: re.Match[str]) -> str:
    return "'" + ".".join(re.findall(r"'([^']*)'", key[0])) + "'"


@cache
def _pattern(known: Phrase) -> re.Pattern[str]:
    pieces = re.split(r"\{(\w+)\}", known.template)
    return re.compile(
        "".join(re.escape(p) if i % 2 == 0 else f"(?P<{p}>.*?)" for i, p in enumerate(pieces)), re.DOTALL
    )


def not_installed(error: ModuleNotFoundError) -> Phrase:
    """What to say of a library that is not there; raises the error again where it is a part of ours."""
    if error.name is None or error.name.partition(".")[0] in _OURS:
        raise error
    return Phrase("{name} is not installed; uv run main.py installs all that is needed", name=error.name)
