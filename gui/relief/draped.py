"""Paths as short lines of the plane, so that each follows the ground; kept in the order of their steps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.stage.history import History, polyline

FINE, ROUGH = 500.0, 40.0
"""Into how many parts the scene's unit is divided; a path has two points in each at the most."""

LONGEST = 0.025
"""Of a line, in the scene's unit."""

JUMP = 0.05
"""Steps at least so long are jumps."""

_MOST_PARTS = 200

MOST = 200_000
"""Parts in all: of more, long lines lie less closely on the ground."""

F64 = NDArray[np.float64]


class Draped:
    """Lines (k, 4) x, y, x, y; the step at which each was gone, its run, and whether it belongs to a jump.

    detail: FINE or ROUGH. unit: the scene's, in the plane's. ends: that a line is the last of a jump.
    """

    def __init__(self, detail: float) -> None:
        self.unit, self._detail = 1.0, detail
        self.clear()

    def clear(self) -> None:
        self._size = 0
        self._lines = np.zeros((256, 4))
        self._steps = np.zeros(256, np.int64)
        self._runs = np.zeros(256, np.int32)
        self._kinds = np.zeros(256, np.uint8)
        self._last: dict[int, F64] = {}

    def __len__(self) -> int:
        return self._size

    @property
    def lines(self) -> F64:
        return self._lines[: self._size]

    @property
    def steps(self) -> NDArray[np.int64]:
        return self._steps[: self._size]

    @property
    def runs(self) -> NDArray[np.int32]:
        return self._runs[: self._size]

    @property
    def jumps(self) -> NDArray[np.bool_]:
        return self._kinds[: self._size] > 0

    @property
    def ends(self) -> NDArray[np.bool_]:
        return self._kinds[: self._size] > 1

    def rebuild(self, histories: list[History], now: int) -> None:
        """All lines of these histories, whose last frames are step `now`."""
        self.clear()
        parts = []
        for run, history in enumerate(histories):
            with np.errstate(over="ignore"):
                scaled, steps = polyline(history.positions() * (self._detail / self.unit), now)
            lines = scaled * (self.unit / self._detail)
            lines, steps, kinds = self._divided(lines, steps, MOST // len(histories))
            parts.append((lines, steps, np.full(len(lines), run, np.int32), kinds))
            if history.last is not None:
                self._last[run] = history.last.copy()
        if parts:
            lines, steps, runs, kinds = (np.concatenate(part) for part in zip(*parts, strict=True))
            order = np.argsort(steps, kind="stable")
            self._append(lines[order], steps[order], runs[order], kinds[order])

    def advance(self, run: int, now: F64, step: int) -> None:
        """The particles of a run are here now, (n, 2)."""
        last = self._last.get(run)
        if last is None or last.shape != now.shape:
            self._last[run] = np.array(now, np.float64)
            return
        with np.errstate(all="ignore"):
            moved = np.hypot(*(now - last).T) > 0.5 * self.unit / self._detail
        # one that was lost and is no number does not come back
        moved &= np.isfinite(now).all(axis=1)
        if moved.any():
            lines = np.concatenate([last[moved], now[moved]], axis=1)
            parts, steps, kinds = self._divided(lines, np.full(len(lines), step), MOST - self._size)
            self._append(parts, steps, np.full(len(parts), run, np.int32), kinds)
            last[moved] = now[moved]

    def _divided(
        self, lines: F64, steps: NDArray[np.int64], room: int
    ) -> tuple[F64, NDArray[np.int64], NDArray[np.uint8]]:
        """Lines cut into parts that are short enough to lie on the ground, as far as there is room."""
        with np.errstate(all="ignore"):
            length = np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]) / self.unit
            kept = np.isfinite(length)
            lines, steps, length = lines[kept], steps[kept], length[kept]
            count = np.clip(np.ceil(length / LONGEST), 1, _MOST_PARTS).astype(np.int64)
        if count.sum() > room:
            count = np.maximum(count * max(room, 0) // count.sum(), 1)
        who = np.repeat(np.arange(len(lines)), count)
        turn = np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count)
        a, way = lines[who, :2], (lines[:, 2:] - lines[:, :2])[who] / count[who, None]
        begin = a + way * turn[:, None]
        kinds = (length[who] > JUMP).astype(np.uint8)
        kinds[(kinds > 0) & (turn == count[who] - 1)] = 2
        return np.concatenate([begin, begin + way], axis=1), steps[who], kinds

    def _append(
        self, lines: F64, steps: NDArray[np.int64], runs: NDArray[np.int32], kinds: NDArray[np.uint8]
    ) -> None:
        wanted = self._size + len(lines)
        if wanted > len(self._lines):
            room = max(2 * len(self._lines), wanted)
            for name in ("_lines", "_steps", "_runs", "_kinds"):
                old = getattr(self, name)
                grown = np.zeros((room, *old.shape[1:]), old.dtype)
                grown[: self._size] = old[: self._size]
                setattr(self, name, grown)
        span = slice(self._size, wanted)
        self._lines[span], self._steps[span] = lines, steps
        self._runs[span], self._kinds[span] = runs, kinds
        self._size = wanted
