"""Points with classes from a CSV file, for a network to learn."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from os import PathLike

from engine.errors import FileError
from engine.networks.data import MOST_CLASSES
from engine.phrase import Phrase

from .columns import read_columns

MOST = 1500
"""More points would make a scenario too large a file."""

_DIGITS = 6


def learnable(path: str | PathLike[str]) -> tuple[tuple[float, float, int], ...]:
    """Those of `read_points`, if there are as many classes as a network can tell apart. Raises FileError."""
    points = read_points(path)
    count = len({label for _, _, label in points})
    if not 2 <= count <= MOST_CLASSES:
        raise FileError(
            path,
            Phrase("number of classes: {count:,}; a network tells apart 2 at least and {most} at most",
                   count=count, most=MOST_CLASSES),
        )  # fmt: skip
    return points


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
    for number, label in enumerate(labels, 1):
        if label != int(label) or not 0 <= label <= 1000:
            raise FileError(
                path,
                Phrase("point {number:,} has class {label:g}, which is no whole number from 0 to 1000",
                       number=number, label=label),
            )  # fmt: skip
    return tuple((a, b, int(label)) for a, b, label in zip(_short(x), _short(y), labels, strict=True))


def _short(values: Sequence[float]) -> Iterator[float]:
    """Numbers with six digits, and more where they all lie far from 0 for how far apart they are."""
    apart = max(values) - min(values)
    far = max(abs(value) for value in values) / apart if apart > 0 else 1.0
    digits = min(_DIGITS + max(math.floor(math.log10(far)), 0), 17) if math.isfinite(far) else 17
    return (float(f"{value:.{digits}g}") for value in values)
