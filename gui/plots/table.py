"""Rows of numbers recorded at growing steps, thinned where there come to be too many; free of Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Steps = NDArray[np.int64]


class Table:
    """Arrays by name, (rows, …) each, and the step of every row.

    Beyond `most` rows only one row of every two, four, … steps is kept. The latest row is there at any time:
    where it is not one to keep, it gives way to the next.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._every = 1
        self._arrays: dict[str, Array] = {}
        self._steps = np.empty(0, np.int64)
        self._rows = 0
        self._is_loose = False

    def __len__(self) -> int:
        return self._rows

    @property
    def every(self) -> int:
        """Steps for each of which one row is kept."""
        return self._every

    @property
    def steps(self) -> Steps:
        """A view, (rows,)."""
        return self._steps[: self._rows]

    def __getitem__(self, name: str) -> Array:
        """A view, (rows, …)."""
        return self._arrays[name][: self._rows]

    def append(self, steps: Steps, rows: Mapping[str, Array]) -> int:
        """Adds rows in the place of those that reach as far; the number of the first one that changed."""
        self.truncate(int(steps[0]) - 1)
        start = self._rows - self._is_loose
        fresh = self._are_fresh(steps, start)
        kept = fresh.copy()
        kept[-1] = True
        self._put(start, steps[kept], {name: array[kept] for name, array in rows.items()})
        self._is_loose = not fresh[-1]
        return self._thin(start)

    def insert(self, step: int, rows: Mapping[str, Array]) -> int:
        """Adds a row between those that stay, unless there is one of that step; the number of the first one
        that changed."""
        place = int(np.searchsorted(self.steps, step))
        if place < self._rows and self._steps[place] == step:
            return self._rows
        if place == self._rows:
            return self.append(np.array([step]), rows)
        steps = np.insert(self.steps, place, step)
        arrays = {name: np.insert(self[name], place, row, axis=0) for name, row in rows.items()}
        self._put(0, steps, arrays)
        return place

    def truncate(self, step: int) -> None:
        """Forgets all rows after `step`."""
        rows = int(np.searchsorted(self.steps, step, side="right"))
        if rows < self._rows:
            self._rows, self._is_loose = rows, False

    def _are_fresh(self, steps: Steps, start: int) -> NDArray[np.bool_]:
        before = self._steps[start - 1] // self._every if start else -1
        return np.diff(steps // self._every, prepend=before) != 0

    def _put(self, start: int, steps: Steps, rows: Mapping[str, Array]) -> None:
        self._rows = start + len(steps)
        if self._rows > len(self._steps):
            room = max(64, 2 * self._rows)
            self._steps = _grown(self._steps, start, room)
            for name, array in rows.items():
                old = self._arrays.get(name, np.empty((0, *array.shape[1:]), array.dtype))
                self._arrays[name] = _grown(old, start, room)
        self._steps[start : self._rows] = steps
        for name, array in rows.items():
            self._arrays[name][start : self._rows] = array

    def _thin(self, start: int) -> int:
        """Halves the rows while there are too many; the number of the first row that changed."""
        while self._rows > self._most:
            start, self._every = 0, 2 * self._every
            fresh = self._are_fresh(self.steps, 0)
            self._is_loose = not fresh[-1]
            fresh[-1] = True
            self._put(0, self.steps[fresh], {name: self[name][fresh] for name in self._arrays})
        return start


def _grown(array: Array, rows: int, room: int) -> Array:
    """The first `rows` rows of an array, with room for more after them."""
    larger = np.empty((room, *array.shape[1:]), array.dtype)
    larger[:rows] = array[:rows]
    return larger
