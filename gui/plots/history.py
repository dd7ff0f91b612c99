"""What a run did, step after step, as columns of numbers that grow; free of Qt."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class History:
    """A table with one row for each recorded step and named columns, all float64.

    The columns are those of the first row; a later row may lack some (they become NaN).
    """

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._table = np.empty((0, 0))
        self._rows = 0

    def __len__(self) -> int:
        return self._rows

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._names)

    def append(self, row: Mapping[str, float]) -> None:
        """Adds one row at the end."""
        if not self._names:
            self._names = {name: k for k, name in enumerate(row)}
            self._table = np.empty((64, len(row)))
        if self._rows == len(self._table):
            self._table = np.concatenate([self._table, np.empty_like(self._table)])
        target = self._table[self._rows]
        for name, column in self._names.items():
            target[column] = row.get(name, np.nan)
        self._rows += 1

    def column(self, name: str) -> Array:
        """A copy of one column, (rows,); empty where there is no such column."""
        if name not in self._names:
            return np.empty(0)
        return self._table[: self._rows, self._names[name]].copy()

    def latest(self, name: str) -> float:
        """The column's last value; NaN where there is none."""
        if name not in self._names or not self._rows:
            return float("nan")
        return float(self._table[self._rows - 1, self._names[name]])

    def truncate(self, rows: int) -> None:
        """Forgets all rows from number `rows` on."""
        self._rows = min(self._rows, rows)

    def halve(self) -> None:
        """Keeps every second row, from the first on."""
        kept = self._table[: self._rows : 2].copy()
        self._table[: len(kept)] = kept
        self._rows = len(kept)
