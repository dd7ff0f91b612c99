"""Everything that Ravine says when something cannot be done; each message is one sentence, a `Phrase`.

RavineError
├─ InputError (also a ValueError)   what a person gave is wrong
│   ├─ FormulaError                 a formula or rule, with the place
│   ├─ UnknownNameError             no such optimizer, landscape, parameter, …
│   ├─ RangeError                   a number outside its range
│   ├─ FileError                    an unreadable or malformed file, with the field
│   └─ TooLargeError                more memory than there is, with the figures
├─ OutputError                      a place that cannot be written to
├─ MissingError                     something this machine lacks, with the remedy
└─ Cancelled                        stopped on request
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from os import PathLike, fspath

from .phrase import Phrase

_SHOWN_NAME = 40
_SHOWN_LINE = 100
_LISTED = 12

_ROUNDED = 10**12
"""A whole number from which it is no longer told exactly as a float would be."""

_READ = 30


def shorten(text: str, limit: int = _SHOWN_NAME) -> str:
    """`text` on one line, free of characters that do not print and no longer than `limit`."""
    head = text[: limit + 1]
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in head)
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The names of `known` that look most like `name`, best first; possibly none."""
    folded = {k.lower(): k for k in known}
    found = difflib.get_close_matches(name[:_SHOWN_NAME].lower(), list(folded), count, 0.6)
    return [folded[f] for f in found]


def suggestion(name: str, known: Iterable[str]) -> Phrase:
    """The clause that follows "no such name": the nearest names, or all of them if they are few."""
    names = list(known)
    close = [Phrase("'{name}'", name=found) for found in nearest(name, names)]
    if close:
        names_meant = reduce(lambda some, other: Phrase("{some} or {other}", some=some, other=other), close)
        return Phrase("; did you mean {names}?", names=names_meant)
    if 0 < len(names) <= _LISTED:
        return Phrase("; there is {names}", names=", ".join(names))
    return Phrase("")


def exactly(number: float) -> str:
    """A number in full; a whole one that nobody would read by about how many digits it has."""
    if not isinstance(number, int):
        return f"{number:.12g}"
    if abs(number) < 10**_READ:
        return str(number)
    # to count them would take their text, which Python refuses to make of a very long number
    least = int((number.bit_length() - 1) * math.log10(2))
    return Phrase("a number of more than {count:,} digits", count=least)


class RavineError(Exception):
    """The root of the tree; `sentence`, which str(e) is too, is fit to be shown as it is.

    given: what an error is made from, where that is not the sentence itself.
    """

    def __init__(self, sentence: Phrase, *given: object) -> None:
        super().__init__(*(given or (sentence,)))
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence


class InputError(RavineError, ValueError):
    """What a person gave is wrong; the command line exits with code 2."""


class FormulaError(InputError):
    """A formula or rule that cannot be read.

    `line` and `column` count from 1 and point into `text`; 0 means no particular place.
    """

    def __init__(self, message: Phrase, line: int = 0, column: int = 0, text: str = "") -> None:
        sentence = message
        if line:
            sentence = Phrase(
                "line {line}, column {column}: {message}", line=line, column=column, message=message
            )
        super().__init__(sentence, message, line, column, text)
        self.message = message
        self.line = line
        self.column = column
        self.text = text

    def excerpt(self) -> str:
        """The line at fault with a caret under the place; empty where no place is known."""
        lines = self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if not 1 <= self.line <= len(lines):
            return ""
        start = max(0, self.column - 1 - _SHOWN_LINE // 2)
        part = lines[self.line - 1][start : start + _SHOWN_LINE]
        shown = "".join(c if c.isprintable() else " " for c in part)
        return f"{shown}\n{' ' * (self.column - 1 - start)}^"


class UnknownNameError(InputError):
    """There is no `name` among the `known` things of a `kind` ("optimizer", "landscape", …)."""

    def __init__(self, kind: Phrase, name: str, known: Iterable[str] = ()) -> None:
        self.kind = kind
        self.name = name
        self.known = tuple(known)
        hint = suggestion(name, self.known)
        sentence = Phrase("no {kind} '{name}'{hint}", kind=kind, name=shorten(name), hint=hint)
        super().__init__(sentence, kind, name, self.known)


class RangeError(InputError):
    """The number `value` given for `name` lies outside [low, high], or is not a number."""

    def __init__(self, name: str, value: float, low: float, high: float) -> None:
        shown = name if isinstance(name, Phrase) else shorten(name)
        if any(isinstance(number, int) and abs(number) >= _ROUNDED for number in (value, low, high)):
            ends = {"low": exactly(low), "high": exactly(high)}
            sentence = Phrase(
                "{name} = {value} is outside {low} … {high}", name=shown, value=exactly(value), **ends
            )
        else:
            # with so many digits a number just beyond an end is not told as that end
            sentence = Phrase(
                "{name} = {value:.12g} is outside {low:.12g} … {high:.12g}",
                name=shown,
                value=value,
                low=low,
                high=high,
            )
        super().__init__(sentence, name, value, low, high)
        self.name = name
        self.value = value
        self.low = low
        self.high = high


class FileError(InputError):
    """A file that cannot be read, is not what it should be, or holds a wrong field."""

    def __init__(
        self, path: str | PathLike[str], message: Phrase, line: int | None = None, field: str | None = None
    ) -> None:
        self.path = fspath(path)
        place = self.path
        if line is not None:
            place = Phrase("{place}, line {line}", place=place, line=line)
        if field:
            place = Phrase("{place}, {field}", place=place, field=field)
        sentence = Phrase("{place}: {message}", place=place, message=message)
        super().__init__(sentence, self.path, message, line, field)
        self.message = message
        self.line = line
        self.field = field


class TooLargeError(InputError):
    """`what` would take `needed` bytes where only `available` may be taken."""

    def __init__(self, what: Phrase, needed: int, available: int) -> None:
        sentence = Phrase(
            "{what} would take {needed} of memory, and {available} may be taken",
            what=what,
            needed=amount(needed),
            available=amount(available),
        )
        super().__init__(sentence, what, needed, available)
        self.what = what
        self.needed = needed
        self.available = available


class OutputError(RavineError):
    """A result cannot be written where it was asked for."""


class MissingError(RavineError):
    """This machine lacks something; the message names the remedy."""


class Cancelled(RavineError):  # noqa: N818 - stopping on request is not an error of anybody's
    """The work was stopped on request; what it ran on is still usable."""


def amount(count: int) -> Phrase:
    """So many bytes, with a unit that leaves at most three digits before the point."""
    if abs(count) < 1000:
        return Phrase("{size:.0f} bytes", size=count)
    if abs(count) < 1e6:
        return Phrase("{size:.3g} kB", size=count / 1e3)
    if abs(count) < 1e9:
        return Phrase("{size:.3g} MB", size=count / 1e6)
    if abs(count) < 1e12:
        return Phrase("{size:.3g} GB", size=count / 1e9)
    terabytes = count / 1e12
    return Phrase("{size} TB", size=f"{terabytes:.3g}" if terabytes < 1e6 else f"{terabytes:.2g}")


@contextmanager
def told_of_memory() -> Iterator[None]:
    """Within it a lack of memory is one of the things that this machine lacks, and said like them."""
    try:
        yield
    except MemoryError as error:
        raise MissingError(Phrase("there is not enough memory for this")) from error
