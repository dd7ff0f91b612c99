"""Swarms: each run's particles as a density that fades, so that it shows where they are and how they came."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.stage import raster
from gui.stage.buffers import allocate
from gui.stage.colours import StageColours, rgb
from gui.stage.plain import TILE
from gui.stage.view import View

FADE = 0.90  # of the density that is left from picture to picture
UNIT = 512.0  # what one particle adds to a plane of 0 … 65535
_FULL = 32768
_STREAKS = 1_000_000  # drops a step may cost; above, particles are points
_AT_ONCE = 4.0  # weight of particles that have not gathered density step by step
DOTS = 1500  # up to so many particles each has a dot
_COARSE = 400_000  # from so many particles on, one pixel each is enough
_ORDINARY = 1920 * 1080

Positions = NDArray[np.floating]


class Swarms:
    """Density planes of the runs that are swarms, and one more for particles that are gone."""

    def __init__(self, view: View, colours: StageColours, scale: float) -> None:
        self.fade = FADE
        self._runs: list[int] = []
        self._hues: list[str] = []
        self._visible: list[bool] = []
        self._last: dict[int, NDArray[np.float32]] = {}
        self._positions: dict[int, Positions] = {}
        self._gone: dict[int, NDArray[np.bool_]] = {}
        self._moved = False
        self._planes = np.zeros((0, 0, 0), np.uint16)
        self.colours = colours
        self.set_view(view, scale)

    def __bool__(self) -> bool:
        return bool(self._runs)

    def set_view(self, view: View, scale: float) -> None:
        """Another view: trails begin anew, the particles show at once."""
        self.view = view
        self._scale = scale
        self._tiles = np.zeros((-(-view.height // TILE[0]), -(-view.width // TILE[1])), np.uint8)
        self._allocate()
        self._last = {}
        for run in self._positions:
            self._place(run, _AT_ONCE)

    def set_runs(self, runs: list[int], hues: list[str], visible: list[bool]) -> None:
        """The numbers of the runs that are swarms, and colour and visibility of each."""
        self._hues, self._visible = list(hues), list(visible)
        if runs != self._runs:
            self._runs = list(runs)
            self.clear()

    def _allocate(self) -> None:
        shape = (len(self._runs) + bool(self._gone), self.view.height, self.view.width)
        if self._planes.shape == shape:
            self._planes[:] = 0
        else:
            self._planes = allocate(shape, np.uint16, slot=6)

    def clear(self) -> None:
        """Forget all particles and their trails."""
        self._last, self._positions, self._gone = {}, {}, {}
        self._tiles[:] = 0
        self._allocate()

    def advance(self, run: int, now: Positions, gone: NDArray[np.bool_] | None) -> None:
        """Where the particles of a run are now, (n, 2); `gone` (n,) says which of them were lost."""
        self._positions[run] = now
        self._moved = True
        if gone is not None and gone.any():
            self._gone[run] = gone
            self._add_plane()
        else:
            self._gone.pop(run, None)
        self._place(run, 1.0)

    def show(self, run: int, now: Positions) -> None:
        """Put the particles of a run here, without a trail that would lead here."""
        self._positions[run] = now
        self._last.pop(run, None)
        self._place(run, _AT_ONCE)

    def _add_plane(self) -> None:
        """One more plane, for particles that are gone: most swarms lose none and are spared its cost."""
        if len(self._planes) == len(self._runs):
            planes = allocate((len(self._runs) + 1, *self._planes.shape[1:]), np.uint16, slot=6)
            planes[:-1] = self._planes
            self._planes = planes

    def _place(self, run: int, weight: float) -> None:
        now = self._positions[run]
        gone = self._gone.get(run)
        plane = self._planes[self._runs.index(run)]
        points = self.view.pixels(now)
        if gone is not None:
            self._splat(self._planes[-1], points[gone], weight, len(now))
            points[gone] = np.nan
        before = self._last.get(run)
        self._last[run] = points
        most = min(int(_STREAKS / max(len(points), 1)), 400)
        if before is not None and before.shape == points.shape and most >= 3:
            for shift in self._shifts(len(now)):
                ends = (before + shift, points + shift) if shift.any() else (before, points)
                raster.functions().streak(plane, self._tiles, *ends, UNIT * weight, most)
        else:
            self._splat(plane, points, weight, len(now))

    def _splat(self, plane: NDArray[np.uint16], points: NDArray[np.float32], weight: float, n: int) -> None:
        for shift in self._shifts(n):
            moved = points + shift if shift.any() else points
            raster.functions().splat(plane, self._tiles, moved, UNIT * weight, n < _COARSE)

    def _shifts(self, n: int) -> NDArray[np.float32]:
        """Few particles are drawn as larger dots: by so many points around them."""
        if n > 20_000 and self._scale < 1.5:
            return np.zeros((1, 2), np.float32)
        a = np.float32(0.5 * self._scale)
        if n > 4000:
            return np.array([[-a / 2, -a / 2], [a / 2, a / 2]], np.float32)
        return np.array([[-a, -a], [a, -a], [-a, a], [a, a]], np.float32)

    def _gains(self) -> NDArray[np.float32]:
        """Opacity of one particle over UNIT: less for more of them, so that a swarm keeps its shades."""
        room = self.view.width * self.view.height / _ORDINARY
        gains = []
        for run, seen in zip(self._runs, self._visible, strict=True):
            n = max(len(self._positions.get(run, ())), 1)
            shared = n * len(self._shifts(n)) / room
            gains.append(min(max((30_000 / shared) ** 0.55, 0.06), 1.6) * 0.75 / UNIT if seen else 0.0)
        return np.array([*gains, max(gains, default=0.0) * 2][: len(self._planes)], np.float32)

    def points(self) -> list[tuple[str, NDArray[np.float32]]]:
        """(colour, positions in pixels (n, 2)) of the visible swarms small enough to be seen one by one."""
        shown = zip(self._runs, self._hues, self._visible, strict=True)
        return [
            (hue, self._last[run])
            for run, hue, seen in shown
            if seen and run in self._last and len(self._last[run]) <= DOTS
        ]

    def lay(self, ground: NDArray[np.uint32], out: NDArray[np.uint32]) -> None:
        """Paint ground and swarms; the trails fade if anything has moved since the last picture."""
        known = [*self._hues, self.colours.gone][: len(self._planes)]
        hues = np.array([rgb(c) for c in known], np.float32)
        goal = np.array((255, 255, 255) if self.colours.dark else (16, 20, 40), np.float32)
        cores = hues + (goal - hues) * np.float32(0.82 if self.colours.dark else 0.4)
        keep = int(self.fade * _FULL) if self._moved else _FULL
        self._moved = False
        raster.functions().lay_swarms(
            self._planes, self._tiles, hues, cores, self._gains(), keep, ground, out
        )
