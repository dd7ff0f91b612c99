"""A tile's pixels by the plane whose basins they visit: one for all, or one for each of many landscapes."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Iterator

from .axes import LANDSCAPE
from .basins import MANY, basins_at
from .part import Given, Part
from .study import Study
from .terrain import landscape_at

PLANES, PLANES_OF_TWO = MANY, math.isqrt(MANY)
"""Values of a landscape's parameter that have a plane, where one axis varies it; of each where both do."""


def parts_of(study: Study, given: Given, rows: slice, columns: slice) -> Iterator[Part]:
    """The tile whole, or where basins are counted that an axis changes, parts that have a plane in common.

    The planes are found as their parts are asked for.
    """
    if not (study.moves_minima and "visited" in study.measures):
        yield Part(study, given, rows, columns)
        return
    down, across = planes = _planes(study)
    for row, high in _alike(rows, down, study.height):
        for column, wide in _alike(columns, across, study.width):
            params = landscape_at(study, planes, row, column)
            cells, frame = basins_at(study.field, tuple(sorted(params.items())))
            places = dataclasses.replace(given.places, cells=cells, frame=frame)
            yield Part(study, dataclasses.replace(given, places=places), high, wide)


def _planes(study: Study) -> tuple[int, int]:
    """So many along rows and columns."""
    moves_y, moves_x = (axis.name.startswith(LANDSCAPE) for axis in (study.y, study.x))
    most = PLANES_OF_TWO if moves_x and moves_y else PLANES
    return min(most, study.height) if moves_y else 1, min(most, study.width) if moves_x else 1


def _alike(part: slice, planes: int, size: int) -> Iterator[tuple[int, slice]]:
    """Each plane that rows or columns of a part have, and which of them do."""
    for plane, group in itertools.groupby(range(part.start, part.stop), lambda at: at * planes // size):
        pixels = list(group)
        yield plane, slice(pixels[0], pixels[-1] + 1)
