"""The path that a few particles have taken, so that it can be redrawn when the view changes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST_FRAMES = 20_000
"""A longer path keeps every second of its older points."""


class Trace:
    """Positions (frames, n, 2) that grow at the end, with the step of each."""

    def __init__(self, start: NDArray[np.floating]) -> None:
        self._table = np.empty((64, *start.shape))
        self._steps = np.empty(64, np.int64)
        self._frames = 0
        self.append(0, start)

    def append(self, step: int, positions: NDArray[np.floating]) -> None:
        if self._frames == len(self._table):
            if self._frames >= MOST_FRAMES:
                self._thin()
            else:
                self._table = np.concatenate([self._table, np.empty_like(self._table)])
                self._steps = np.concatenate([self._steps, np.empty_like(self._steps)])
        self._table[self._frames] = positions
        self._steps[self._frames] = step
        self._frames += 1

    def rewind(self, step: int) -> None:
        """Forgets all after `step`."""
        self._frames = max(1, int(np.searchsorted(self._steps[: self._frames], step, side="right")))

    def positions(self) -> Array:
        """A copy, (frames, n, 2)."""
        return self._table[: self._frames].copy()

    def _thin(self) -> None:
        half = self._frames // 2
        kept = np.concatenate([np.arange(0, half, 2), np.arange(half, self._frames)])
        self._table[: len(kept)] = self._table[kept]
        self._steps[: len(kept)] = self._steps[kept]
        self._frames = len(kept)
