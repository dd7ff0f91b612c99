"""A tile's pixels by the plane whose basins they visit: one for all, or one for each of many landscapes."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

from .basins import basins_at
from .part import Given, Part
from .study import Study
from .terrain import landscape_at


def parts_of(study: Study, given: Given, rows: slice, columns: slice) -> Iterator[Part]:
    """The tile whole, or where basins are counted that an axis changes, the parts that have a knot in common.

    The planes of the parts are found as these are asked for.
    """
    if not (study.moves_minima and "visited" in study.measures):
        yield Part(study, given, rows, columns)
        return
    knots = given.places.knots
    for row, high in _alike(rows, knots[0], study.height):
        for column, wide in _alike(columns, knots[1], study.width):
            params = landscape_at(study, knots, row, column)
            cells, frame = basins_at(study.field, tuple(sorted(params.items())))
            places = dataclasses.replace(given.places, cells=cells, frame=frame)
            yield Part(study, dataclasses.replace(given, places=places), high, wide)


def _alike(part: slice, knots: int, size: int) -> Iterator[tuple[int, slice]]:
    """Each knot that rows or columns of a part belong to, and which of them do."""
    for knot, group in itertools.groupby(range(part.start, part.stop), lambda at: at * knots // size):
        pixels = list(group)
        yield knot, slice(pixels[0], pixels[-1] + 1)
