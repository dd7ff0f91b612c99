"""Swarms: each run's particles as a density that fades, so that it shows where they are and how they came.

A large swarm is drawn from where its run keeps it, so that no picture copies a million particles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.machine import usable_threads
from engine.parallel import in_parts
from engine.problem import Layout, laid_out
from engine.splatting import Aim, Brush, Splatter, Target
from gui.stage import raster
from gui.stage.buffers import allocate
from gui.stage.colours import StageColours, rgb
from gui.stage.plain import TILE
from gui.stage.view import View

if TYPE_CHECKING:
    from engine.run import Run

FADE = 0.90  # of the density that is left from picture to picture
UNIT = 512.0  # what one particle adds to a plane of 0 … 65535
_FULL = 32768
STREAKS = 1_000_000  # drops a step may cost; above, particles are points
AT_ONCE = 4.0  # weight of particles that have not gathered density step by step
DOTS = 1500  # up to so many particles each has a dot
_POINTS = 20_000  # from so many particles on, each is one point on an ordinary screen
COARSE = 400_000  # from so many particles on, one pixel each is enough
_ORDINARY = 1920 * 1080

Positions = NDArray[np.floating]


class Swarms:
    """Density planes of the runs that are swarms, and one more for particles that are gone."""

    def __init__(self, view: View, colours: StageColours, scale: float) -> None:
        self.fade = FADE
        self._runs: list[int] = []
        self._hues: list[str] = []
        self._visible: list[bool] = []
        self._before: dict[int, NDArray[np.float32]] = {}
        self._particles: dict[int, Run | Layout] = {}
        self._has_gone = False
        self._moved = False
        self._planes = np.zeros((0, 0, 0), np.uint16)
        self._splatter = Splatter()
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
        self._before = {}
        for run in self._particles:
            self._place(run, AT_ONCE)

    def set_runs(self, runs: list[int], hues: list[str], visible: list[bool]) -> None:
        """The numbers of the runs that are swarms, and colour and visibility of each."""
        self._hues, self._visible = list(hues), list(visible)
        if runs != self._runs:
            self._runs = list(runs)
            self.clear()

    def _allocate(self) -> None:
        shape = (len(self._runs) + self._has_gone, self.view.height, self.view.width)
        if self._planes.shape == shape:
            self._planes[:] = 0
        else:
            self._planes = allocate(shape, np.uint16, slot=6)

    def clear(self) -> None:
        """Forget all particles and their trails."""
        self._before, self._particles, self._has_gone = {}, {}, False
        self._tiles[:] = 0
        self._allocate()

    def advance(self, run: int, now: Positions | Run, gone: NDArray[np.bool_] | None = None) -> None:
        """Where the particles of a run are now, (n, 2), `gone` (n,) saying which of them were lost.

        Or the run itself, which knows both; it is asked again when the view changes.
        """
        self._moved = True
        self._take(run, now, gone)
        self._place(run, 1.0)

    def show(self, run: int, now: Positions | Run) -> None:
        """Put the particles of a run here, without a trail that would lead here."""
        self._take(run, now, None)
        self._before.pop(run, None)
        self._place(run, AT_ONCE)

    def _take(self, run: int, now: Positions | Run, gone: NDArray[np.bool_] | None) -> None:
        if isinstance(now, np.ndarray):
            stopped = np.full(len(now), -1, np.int32)
            if gone is not None:
                stopped[gone] = 0
            self._particles[run] = laid_out(now, stopped)
            lost = bool((stopped >= 0).any())
        else:
            self._particles[run] = now
            lost = now.count_stopped() > 0
        if lost and not self._has_gone:
            self._add_plane()

    def _add_plane(self) -> None:
        """One more plane, for particles that are gone: most swarms lose none and are spared its cost."""
        self._has_gone = True
        planes = allocate((len(self._runs) + 1, *self._planes.shape[1:]), np.uint16, slot=6)
        planes[:-1] = self._planes
        self._planes = planes

    def _place(self, run: int, weight: float) -> None:
        particles = self._particles[run]
        most = min(int(STREAKS / max(particles.n, 1)), 400)
        before = self._before.get(run)
        if most >= 3 and (before is None or before.shape[1] != particles.n):
            before = self._before[run] = np.full((2, particles.n), np.nan, np.float32)
        target = Target(
            self._planes[self._runs.index(run)], self._tiles, self._planes[-1] if self._has_gone else None
        )
        x0, y1 = self.view.to_world(0.0, 0.0)
        aim = Aim(x0, y1, self.view.scale, self._shifts(particles.n))
        brush = Brush(UNIT * weight, particles.n < COARSE, most)
        self._splatter.add(particles, target, aim, brush, before, raster.functions())

    def _shifts(self, n: int) -> tuple[tuple[float, float], ...]:
        """Few particles are drawn as larger dots: by so many points around them."""
        if n > _POINTS and self._scale < 1.5:
            return ((0.0, 0.0),)
        a = 0.5 * self._scale
        if n > 4000:
            return ((-a / 2, -a / 2), (a / 2, a / 2))
        return ((-a, -a), (a, -a), (-a, a), (a, a))

    def _gains(self) -> NDArray[np.float32]:
        """Opacity of one particle over UNIT: less for more of them, so that a swarm keeps its shades."""
        room = self.view.width * self.view.height / _ORDINARY
        gains = []
        for run, seen in zip(self._runs, self._visible, strict=True):
            n = max(self._particles[run].n if run in self._particles else 0, 1)
            shared = n * len(self._shifts(n)) / room
            gains.append(min(max((30_000 / shared) ** 0.55, 0.06), 1.6) * 0.75 / UNIT if seen else 0.0)
        return np.array([*gains, max(gains, default=0.0) * 2][: len(self._planes)], np.float32)

    def points(self) -> list[tuple[str, NDArray[np.float32]]]:
        """(colour, positions in pixels (n, 2)) of the visible swarms small enough to be seen one by one."""
        shown = zip(self._runs, self._hues, self._visible, strict=True)
        return [
            (hue, self._before[run].T)
            for run, hue, seen in shown
            if seen and run in self._before and self._before[run].shape[1] <= DOTS
        ]

    def lay(self, ground: NDArray[np.uint32], out: NDArray[np.uint32]) -> None:
        """Paint ground and swarms; the trails fade if anything has moved since the last picture."""
        known = [*self._hues, self.colours.gone][: len(self._planes)]
        hues = np.array([rgb(c) for c in known], np.float32)
        goal = np.array((255, 255, 255) if self.colours.dark else (16, 20, 40), np.float32)
        cores = hues + (goal - hues) * np.float32(0.82 if self.colours.dark else 0.4)
        keep = int(self.fade * _FULL) if self._moved else _FULL
        self._moved = False
        gains, lay = self._gains(), raster.functions().lay_swarms

        def work(part: int, first: int, last: int) -> None:
            lay(self._planes, self._tiles, hues, cores, gains, keep, ground, out, first, last)

        in_parts(work, len(self._tiles), usable_threads() if self._planes.size > _ORDINARY else 1)
