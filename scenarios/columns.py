"""Numbers from a CSV file, to be a signal: read up to a bound, and nothing in them is ever executed."""

from __future__ import annotations

import csv
import io
import itertools
import math
import stat
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path

from engine.errors import FileError, shorten
from engine.files import reason
from engine.phrase import Phrase

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 200
_DELIMITERS = ("\t", ";", "|", ",")
_LONGEST = 1e12


@dataclass(frozen=True)
class Column:
    """One column of a file that holds numbers only, two at least; its name is its heading or its number."""

    name: str
    values: tuple[float, ...]


def read_columns(path: str | PathLike[str]) -> tuple[Column, ...]:
    """The columns of numbers in a CSV file; raises FileError in one sentence.

    The delimiter is the one of tabulator, semicolon, bar and comma that the first line has most of. A decimal
    comma is understood where it is not the delimiter. A first row that is not numbers is headings.
    """
    text = _text(path)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        # one more than there may be is enough to know that there are too many
        rows = list(itertools.islice((r for r in reader if any(c.strip() for c in r)), MOST_ROWS + 1))
    except csv.Error:
        raise FileError(path, Phrase("is not a table of comma-separated values")) from None
    if len(rows) > MOST_ROWS:
        raise FileError(path, Phrase("has more than {most:,} rows", most=MOST_ROWS))
    if len(rows) < 2:
        raise FileError(path, Phrase("has fewer than two rows"))
    if max(len(row) for row in rows) > MOST_COLUMNS:
        raise FileError(path, Phrase("has more than {most:,} columns", most=MOST_COLUMNS))
    found = _columns(rows, comma=delimiter != ",")
    if not found:
        raise FileError(path, Phrase("has no column of two or more numbers"))
    return found


def _text(path: str | PathLike[str]) -> str:
    try:
        # opening a pipe or a device would wait for ever, or never end
        ordinary = stat.S_ISREG(Path(path).stat().st_mode)
        content = b""
        if ordinary:
            with Path(path).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileError(path, Phrase("cannot be read: {reason}", reason=reason(error))) from None
    except ValueError:
        raise FileError(shorten(fspath(path)), Phrase("is not a path")) from None
    if not ordinary:
        raise FileError(path, Phrase("is not a file"))
    if len(content) > MOST_BYTES:
        raise FileError(
            path, Phrase("is larger than {size} MB, the most that is read", size=MOST_BYTES // 2**20)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(path, Phrase("is not UTF-8 text")) from None


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _columns(rows: list[list[str]], comma: bool) -> tuple[Column, ...]:
    headed = not any(_number(cell, comma) is not None for cell in rows[0])
    body = rows[1:] if headed else rows
    found = []
    for k in range(max(len(row) for row in rows)):
        # a column may be shorter than the others, but has no holes
        cells = [row[k].strip() if k < len(row) else "" for row in body]
        while cells and not cells[-1]:
            cells.pop()
        numbers = [_number(cell, comma) for cell in cells]
        if len(numbers) >= 2 and None not in numbers:
            heading = rows[0][k].strip() if headed and k < len(rows[0]) else ""
            name = shorten("".join(c if c.isprintable() else " " for c in heading), 60) or str(k + 1)
            found.append(Column(name, tuple(n for n in numbers if n is not None)))
    return tuple(found)


def _number(cell: str, comma: bool) -> float | None:
    """The number in a cell; None for anything else, and for what is not finite or absurdly large."""
    text = cell.strip().replace("−", "-")
    if comma and "." not in text:
        text = text.replace(",", ".")
    if "_" in text or len(text) > 40:
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= _LONGEST else None
