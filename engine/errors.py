"""Everything that Ravine says when something cannot be done; each message is one sentence.

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
from collections.abc import Iterable
from os import PathLike, fspath

_SHOWN_NAME = 40
_SHOWN_LINE = 100
_LISTED = 12


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


def suggestion(name: str, known: Iterable[str]) -> str:
    """The clause that follows "no such name": the nearest names, or all of them if they are few."""
    names = list(known)
    close = nearest(name, names)
    if close:
        return "; did you mean " + " or ".join(f"'{c}'" for c in close) + "?"
    if 0 < len(names) <= _LISTED:
        return "; there is " + ", ".join(names)
    return ""


class RavineError(Exception):
    """The root of the tree; `str(e)` is one sentence fit to be shown as it is."""


class InputError(RavineError, ValueError):
    """What a person gave is wrong; the command line exits with code 2."""


class FormulaError(InputError):
    """A formula or rule that cannot be read.

    `line` and `column` count from 1 and point into `text`; 0 means no particular place.
    """

    def __init__(self, message: str, line: int = 0, column: int = 0, text: str = "") -> None:
        super().__init__(message, line, column, text)
        self.message = message
        self.line = line
        self.column = column
        self.text = text

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        return place + self.message

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

    def __init__(self, kind: str, name: str, known: Iterable[str] = ()) -> None:
        self.kind = kind
        self.name = name
        self.known = tuple(known)
        super().__init__(kind, name, self.known)

    def __str__(self) -> str:
        return f"no {self.kind} '{shorten(self.name)}'{suggestion(self.name, self.known)}"


class RangeError(InputError):
    """The number `value` given for `name` lies outside [low, high], or is not a number."""

    def __init__(self, name: str, value: float, low: float, high: float) -> None:
        super().__init__(name, value, low, high)
        self.name = name
        self.value = value
        self.low = low
        self.high = high

    def __str__(self) -> str:
        return f"{shorten(self.name)} = {self.value:g} is outside {self.low:g} … {self.high:g}"


class FileError(InputError):
    """A file that cannot be read, is not what it should be, or holds a wrong field."""

    def __init__(
        self, path: str | PathLike[str], message: str, line: int | None = None, field: str | None = None
    ) -> None:
        self.path = fspath(path)
        super().__init__(self.path, message, line, field)
        self.message = message
        self.line = line
        self.field = field

    def __str__(self) -> str:
        place = self.path
        if self.line is not None:
            place += f", line {self.line}"
        if self.field:
            place += f", {self.field}"
        return f"{place}: {self.message}"


class TooLargeError(InputError):
    """`what` would take `needed` bytes where only `available` may be taken."""

    def __init__(self, what: str, needed: int, available: int) -> None:
        super().__init__(what, needed, available)
        self.what = what
        self.needed = needed
        self.available = available

    def __str__(self) -> str:
        needed, available = _bytes(self.needed), _bytes(self.available)
        return f"{self.what} would take {needed} of memory, and {available} may be taken"


class OutputError(RavineError):
    """A result cannot be written where it was asked for."""


class MissingError(RavineError):
    """This machine lacks something; the message names the remedy."""


class Cancelled(RavineError):  # noqa: N818 - stopping on request is not an error of anybody's
    """The work was stopped on request; what it ran on is still usable."""


def _bytes(count: int) -> str:
    size = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if abs(size) < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} TB" if size < 1e6 else f"{size:.2g} TB"
