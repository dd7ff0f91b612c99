"""Numbers from a CSV file, to be a signal: read up to a bound, and nothing in them is ever executed."""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
import stat
from collections.abc import Iterator
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
_SAID = re.compile(r"sep=([\t;|,])[\t;|, ]*(?:\r\n|\r|\n|\Z)", re.IGNORECASE)


_GROUPED = re.compile(r"[+-]?\d{1,3}(\s\d{3})+([.,]\d*)?")
"""A number with its thousands apart."""

_ABSENT = frozenset(("nan", "na", "n/a", "null", "none", "-", "inf", "-inf"))
"""What stands for a number that there is none of: no heading, though it is none."""

_TRIED = 50
"""Rows by which it is told what is between two numbers."""

Row = tuple[int, list[str]]
"""The number of the last line of a row in its file, and its cells."""


@dataclass(frozen=True)
class Column:
    """One column of a file that holds numbers only, two at least; its name is its heading or its number."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Columns:
    """The columns of a file that can be used. left_out: why another one that has numbers cannot."""

    found: tuple[Column, ...]
    left_out: tuple[Phrase, ...] = ()


def read_columns(path: str | PathLike[str]) -> Columns:
    """The columns of numbers in a CSV file; raises FileError in one sentence.

    The delimiter is the one of tabulator, semicolon, bar and comma with which most cells hold numbers. A
    decimal comma is understood where it is not the delimiter. A first row of which a cell is no number where
    numbers follow is headings.
    """
    text = _text(path).removeprefix("\ufeff")
    try:
        delimiter = _delimiter(text)
        # one more than there may be is enough to know that there are too many
        rows = list(itertools.islice(_rows(text, delimiter), MOST_ROWS + 1))
    except csv.Error:
        raise FileError(path, Phrase("is not a table of comma-separated values")) from None
    if len(rows) > MOST_ROWS:
        raise FileError(path, Phrase("has more than {most:,} rows", most=MOST_ROWS))
    if len(rows) < 2:
        raise FileError(path, Phrase("has fewer than two rows"))
    if max(len(row) for _, row in rows) > MOST_COLUMNS:
        raise FileError(path, Phrase("has more than {most:,} columns", most=MOST_COLUMNS))
    columns = _columns(rows, comma=delimiter != ",")
    if not columns.found:
        raise FileError(path, _none(columns))
    return columns


def _none(columns: Columns) -> Phrase:
    if columns.left_out:
        return Phrase("has no column of two or more numbers: {reason}", reason=columns.left_out[0])
    return Phrase("has no column of two or more numbers")


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


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    """Every row in which something stands."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number, row in enumerate(reader):
        # spreadsheets say in a line of its own what they put between two cells
        if number == 0 and _SAID.fullmatch(delimiter.join(row)):
            continue
        if row and (row[0].strip() or any(cell.strip() for cell in row)):
            yield reader.line_num, row


def _delimiter(text: str) -> str:
    """Commas are in numbers, too, and any of them in headings: what makes most numbers of the cells is it."""
    said = _SAID.match(text)
    if said is not None:
        return said[1]

    def found(delimiter: str) -> int:
        rows = [row for _, row in itertools.islice(_rows(text, delimiter), _TRIED)]
        # where the first row has no comma, those below it are in numbers
        known = [cell for row in rows for cell in row[: len(rows[0])]]
        return sum(_number(cell, delimiter != ",") is not None for cell in known)

    best = max(_DELIMITERS, key=found)
    first = next((line for line in text.splitlines() if line.strip()), "")
    return best if found(best) else max(_DELIMITERS, key=first.count)


def _columns(rows: list[Row], comma: bool) -> Columns:
    headed = _is_headed(rows, comma)
    body = rows[1:] if headed else rows
    found, left_out = [], []
    for k in range(max(len(row) for _, row in rows)):
        # a column may be shorter than the others, but has no holes
        cells = [row[k].strip() if k < len(row) else "" for _, row in body]
        while cells and not cells[-1]:
            cells.pop()
        numbers = [_number(cell, comma) for cell in cells]
        heading = rows[0][1][k].strip() if headed and k < len(rows[0][1]) else ""
        name = shorten("".join(c if c.isprintable() else " " for c in heading), 60) or str(k + 1)
        if None in numbers:
            if any(number is not None for number in numbers):
                wrong = numbers.index(None)
                left_out.append(_reason(name, body[wrong][0], cells[wrong]))
        elif len(numbers) >= 2:
            found.append(Column(name, tuple(n for n in numbers if n is not None)))
    return Columns(tuple(found), tuple(left_out))


def _is_headed(rows: list[Row], comma: bool) -> bool:
    """Whether the first row says what is below it: headings may be numbers, but not all of them."""
    first = [cell.strip() for cell in rows[0][1]]
    numbers = [_number(cell, comma) is not None for cell in first]
    if not any(numbers):
        return True
    below = rows[1][1] if len(rows) > 1 else []
    return any(
        not is_number and first[k].casefold() not in _ABSENT and _number(below[k], comma) is not None
        for k, is_number in enumerate(numbers[: len(below)])
    )


def _reason(name: str, line: int, cell: str) -> Phrase:
    if not cell:
        return Phrase("column '{name}' has no number in line {line}", name=name, line=line)
    return Phrase(
        "column '{name}' has '{cell}' in line {line}, which is no number within ±1e12",
        name=name,
        cell=shorten(cell, 40),
        line=line,
    )


def _number(cell: str, comma: bool) -> float | None:
    """The number in a cell; None for anything else, and for what is not finite or absurdly large."""
    text = cell.strip()
    if "_" in text or len(text) > 40:
        return None
    try:
        value = float(text)
    except ValueError:
        try:
            value = float(_plain(text, comma))
        except ValueError:
            return None
    return value if math.isfinite(value) and abs(value) <= _LONGEST else None


def _plain(text: str, comma: bool) -> str:
    """A number as people write it, as a programming language does."""
    text = text.replace("−", "-")
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\s", "", text)
    return text.replace(",", ".") if comma and "." not in text else text
