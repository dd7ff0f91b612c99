"""A tile's pixels by the plane whose basins they visit: one for all, or one for each of many landscapes."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from .basins import MANY, basins_at, basins_of
from .part import Given, Part
from .study import Study
from .terrain import landscape_at

PLANES, PLANES_OF_TWO = MANY, math.isqrt(MANY)
"""Values of a landscape's parameter that have a plane, where one axis varies it; of each where both do."""


def parts_of(study: Study, given: Given, rows: slice, columns: slice) -> Iterator[Part]:
    """The tile whole, or where basins are counted that an axis changes, parts that have a plane in common.

    The planes are found as their parts are asked for.
    """
    if "visited" not in study.measures:
        yield Part(study, given, rows, columns)
        return
    basins = basins_at if study.moves_minima else basins_of
    down, across = planes = _planes(study)
    for row, high in _alike(rows, down, study.height):
        for column, wide in _alike(columns, across, study.width):
            params = landscape_at(study, planes, row, column)
            yield Part(study, given, high, wide, basins(study.field, tuple(sorted(params.items()))))


def _planes(study: Study) -> tuple[int, int]:
    """So many along rows and columns."""
    most = PLANES_OF_TWO if study.x.of_landscape and study.y.of_landscape else PLANES
    down = min(most, study.height) if study.y.of_landscape else 1
    across = min(most, study.width) if study.x.of_landscape else 1
    return down, across


def _alike(part: slice, planes: int, size: int) -> Iterator[tuple[int, slice]]:
    """Each plane that rows or columns of a part have, and which of them do."""
    for plane, group in itertools.groupby(range(part.start, part.stop), lambda at: at * planes // size):
        pixels = list(group)
        yield plane, slice(pixels[0], pixels[-1] + 1)
