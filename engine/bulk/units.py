"""A map cut into units of work, each a chunk of every array on disk; the cut follows from the study alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .study import Study

WORK = 1 << 29
"""Particle-steps of a unit, about a second of a core or less."""

SMALLEST, LARGEST = 64, 1024
"""Pixels along the side of a unit."""

HELD = 1 << 21
"""Pixels times seeds that a unit holds in memory at the most, where its smallest side allows."""


@dataclass(frozen=True)
class Unit:
    """Rows and columns of a map; `number` counts units row after row."""

    number: int
    row: int
    column: int
    rows: slice
    columns: slice

    @property
    def pixels(self) -> int:
        return (self.rows.stop - self.rows.start) * (self.columns.stop - self.columns.start)


def side_of(study: Study) -> int:
    """Pixels along the side of a unit: a power of two."""
    side = LARGEST
    while side > SMALLEST and side * side * study.seeds * max(study.steps, WORK // HELD) > WORK:
        side //= 2
    return side


def units_of(study: Study) -> list[Unit]:
    """All units of a map, the lowest row first."""
    side = side_of(study)
    across = -(-study.width // side)
    found = []
    for number in range(across * -(-study.height // side)):
        row, column = divmod(number, across)
        found.append(
            Unit(
                number,
                row,
                column,
                slice(row * side, min((row + 1) * side, study.height)),
                slice(column * side, min((column + 1) * side, study.width)),
            )
        )
    return found


def rectangles(units: Iterable[Unit], most: int) -> list[list[Unit]]:
    """Units that fill a rectangle, of at most so many pixels where it is not a single one.

    units: in the order of their numbers, which those of a rectangle keep.
    """
    lines: list[list[Unit]] = []
    for unit in units:
        before = lines[-1] if lines else []
        follows = bool(before) and before[-1].number + 1 == unit.number and before[-1].row == unit.row
        if follows and _pixels(before) + unit.pixels <= most:
            before.append(unit)
        else:
            lines.append([unit])
    found: list[list[Unit]] = []
    for line in lines:
        before = found[-1] if found else []
        above = [unit.column for unit in before if unit.row == line[0].row - 1]
        if above == [unit.column for unit in line] and _pixels(before) + _pixels(line) <= most:
            before.extend(line)
        else:
            found.append(line)
    return found


def _pixels(units: Iterable[Unit]) -> int:
    return sum(unit.pixels for unit in units)
