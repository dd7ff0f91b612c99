"""A map cut into units of work, each a chunk of every array on disk; the cut follows from the study alone."""

from __future__ import annotations

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
