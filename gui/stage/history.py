"""The positions of a run's particles, frame by frame, as much of them as a path needs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

MOST_NUMBERS = 8_000_000  # 64 MB a run; the oldest half is dropped beyond
_DETAIL = 2.0  # points kept for a pixel of path

Positions = NDArray[np.floating]


class History:
    """A growing array of frames, (frames, n, 2) float64. `first` outlives what is dropped."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self._frames = np.zeros((0, 0, 2))
        self._count = 0
        self.first: NDArray[np.float64] | None = None

    @property
    def last(self) -> NDArray[np.float64] | None:
        return self._frames[self._count - 1] if self._count else None

    def positions(self) -> NDArray[np.float64]:
        return self._frames[: self._count]

    def replace(self, positions: Positions) -> None:
        self._frames = np.array(positions, np.float64)
        self._count = len(positions)
        self.first = self._frames[0].copy() if self._count else None
        self._bound()

    def append(self, now: Positions) -> None:
        """One more frame, (n, 2); another number of particles begins anew."""
        if self._frames.shape[1:] != now.shape:
            self.clear()
            self._frames = np.zeros((64, *now.shape))
            self.first = np.array(now, np.float64)
        if self._count == len(self._frames):
            self._bound()
            grown = np.zeros((max(2 * self._count, 64), *now.shape))
            grown[: self._count] = self._frames[: self._count]
            self._frames = grown
        self._frames[self._count] = now
        self._count += 1

    def _bound(self) -> None:
        if self._frames[: self._count].size > MOST_NUMBERS:
            self._frames = self._frames[self._count // 2 : self._count].copy()
            self._count = len(self._frames)


def polyline(pixels: NDArray[np.float64], now: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The lines that draw a history (frames, n, 2) given in pixels, its last frame being step `now`.

    Returns (k, 4) x, y, x, y and the steps (k,) at which they end. Points closer together along the path
    than a part of a pixel are passed over, so that a particle at rest costs nothing.
    """
    frames, n, _ = pixels.shape
    if frames < 2 or not n:
        return np.zeros((0, 4)), np.zeros(0, np.int64)
    with np.errstate(all="ignore"):
        step = np.hypot(*np.moveaxis(np.diff(pixels, axis=0), 2, 0))
    along = np.cumsum(np.minimum(np.nan_to_num(step, nan=0.0, posinf=1e6), 1e6), axis=0)
    place = np.concatenate([np.zeros((1, n)), np.floor(along * _DETAIL)])
    kept = np.ones((frames, n), bool)
    kept[1:-1] = place[1:-1] != place[:-2]
    particle, frame = np.nonzero(kept.T)
    points = pixels[frame, particle]
    joined = particle[1:] == particle[:-1]
    ends = np.concatenate([points[:-1], points[1:]], axis=1)[joined]
    return ends, (frame[1:][joined] - (frames - 1) + now).astype(np.int64)
