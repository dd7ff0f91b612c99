"""Swarms upon the relief: densities as on the plan, of those particles that no hill hides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.problem import Layout
from engine.splatting import Aim, Brush, Target
from gui.relief.vantage import Vantage
from gui.stage import raster
from gui.stage.colours import StageColours
from gui.stage.swarms import COARSE, STREAKS, UNIT, Positions, Swarms
from gui.stage.view import View

if TYPE_CHECKING:
    from engine.run import Run

_PIXELS = Aim(0.0, 0.0, 1.0)


class Crowd(Swarms):
    """Particles are put where the last `look` was from; trails begin anew with each."""

    def __init__(self, width: int, height: int, colours: StageColours, scale: float) -> None:
        self._vantage: Vantage | None = None
        self._pixels: dict[int, NDArray[np.float32]] = {}
        self._due: dict[int, float] = {}
        super().__init__(View(width, height, 1.0, 0.0, 0.0), colours, scale)

    def set_size(self, width: int, height: int, scale: float) -> None:
        self.set_view(View(width, height, 1.0, 0.0, 0.0), scale)

    def look(self, vantage: Vantage) -> None:
        """See the particles from here; they show at once."""
        self._vantage = vantage
        self.set_view(self.view, self._scale)

    def clear(self) -> None:
        super().clear()
        self._pixels, self._due = {}, {}

    def _place(self, run: int, weight: float) -> None:
        # drawn when the picture is: the eye may have moved on by then
        self._due[run] = max(weight, self._due.get(run, 0.0))

    def lay(self, ground: NDArray[np.uint32], out: NDArray[np.uint32]) -> None:
        for run, weight in self._due.items():
            self._draw(run, weight)
        self._due = {}
        super().lay(ground, out)

    def _draw(self, run: int, weight: float) -> None:
        if self._vantage is None:
            return
        layout = _layout(self._particles[run])
        n = layout.n
        pixels = self._pixels.get(run)
        if pixels is None or pixels.shape[1] != n:
            pixels = self._pixels[run] = np.empty((2, n), np.float32)
        self._vantage.lift_swarm(layout, pixels)
        most = min(int(STREAKS / max(n, 1)), 400)
        before = self._before.get(run)
        if most >= 3 and (before is None or before.shape[1] != n):
            before = self._before[run] = np.full((2, n), np.nan, np.float32)
        target = Target(
            self._planes[self._runs.index(run)], self._tiles, self._planes[-1] if self._has_gone else None
        )
        aim = Aim(_PIXELS.x0, _PIXELS.y1, _PIXELS.scale, self._shifts(n))
        drawn = Layout(pixels.reshape(1, -1), layout.stopped.reshape(1, -1)[:, :n], n, n)
        self._splatter.add(
            drawn, target, aim, Brush(UNIT * weight, n < COARSE, most), before, raster.functions()
        )


def _layout(particles: Run | Layout) -> Layout:
    return particles if isinstance(particles, Layout) else particles.backend.layout()


__all__ = ["Crowd", "Positions"]
