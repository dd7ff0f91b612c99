"""Points with classes from a CSV file, for a network to learn."""

from __future__ import annotations

from os import PathLike

from engine.errors import FileError
from engine.phrase import Phrase

from .columns import read_columns

MOST = 1500
"""More points would make a scenario too large a file."""

_DIGITS = 6


def read_points(path: str | PathLike[str]) -> tuple[tuple[float, float, int], ...]:
    """The first three columns of numbers as x, y and class. Raises FileError in one sentence."""
    table = read_columns(path)
    columns = table.found
    if len(columns) < 3 and table.left_out:
        raise FileError(path, table.left_out[0])
    if len(columns) < 3:
        raise FileError(
            path,
            Phrase("needs three columns of numbers: x, y and class; it has {count}", count=len(columns)),
        )
    x, y, labels = (column.values for column in columns[:3])
    if not len(x) == len(y) == len(labels):
        raise FileError(path, Phrase("has columns of different lengths"))
    if len(x) > MOST:
        raise FileError(
            path, Phrase("has {count:,} points; a scenario holds {most:,} at most", count=len(x), most=MOST)
        )
    if any(label != int(label) or not 0 <= label <= 1000 for label in labels):
        raise FileError(path, Phrase("has classes that are not whole numbers from 0 to 1000"))
    return tuple(
        (float(f"{a:.{_DIGITS}g}"), float(f"{b:.{_DIGITS}g}"), int(label))
        for a, b, label in zip(x, y, labels, strict=True)
    )
