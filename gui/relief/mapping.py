"""How a relief's pixels and the plane lie to each other: what the canvas needs of a picture; free of Qt.

Stands where a plan's picture has a `gui.model.view.Mapping`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gui.relief.marks import ball_rise
from gui.relief.vantage import Vantage

_SHORT = 0.01  # of the scene's unit: over so much the ground is level


@dataclass(frozen=True, eq=False)
class ReliefMapping:
    """ratio: device pixels to one of the pixels that are asked for. radius: of balls, in device pixels."""

    vantage: Vantage
    ratio: float = 1.0
    radius: float = 0.0

    is_flat: ClassVar[bool] = False

    def scaled(self, ratio: float) -> ReliefMapping:
        """The same for pixels that are `ratio` times as large."""
        return ReliefMapping(self.vantage, self.ratio * ratio, self.radius)

    def pixels(self, places: ArrayLike) -> NDArray[np.float64]:
        """Points (n, 2) of the plane on the surface, (n, 2); no numbers beyond its edges."""
        return self.vantage.lift(places)[:, :2].astype(np.float64) / self.ratio

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        px, py = self.pixels([(x, y)])[0].tolist()
        return px, py

    def ball(self, x: float, y: float) -> tuple[float, float]:
        """The middle of the ball that lies at a point."""
        px, py, near, _ = self.vantage.lift([(x, y)])[0].tolist()
        py -= ball_rise(self.vantage.projection, near, self.radius)
        return px / self.ratio, py / self.ratio

    def tangents(self, x: float, y: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """The pixels that a unit along x and one along y take on the ground at a point."""
        terrain, projection = self.vantage.terrain, self.vantage.projection
        u, v = terrain.scene.to_scene(x, y)
        found = []
        for du, dv in ((_SHORT, 0.0), (0.0, _SHORT)):
            us, vs = np.array([u - du, u, u + du]), np.array([v - dv, v, v + dv])
            px, py, _ = projection.pixels(us, vs, terrain.heights(us, vs))
            # at an edge of the ground there is only one side
            a = 0 if np.isfinite(px[0]) else 1
            b = 2 if np.isfinite(px[2]) else 1
            apart = max(b - a, 1) * _SHORT * terrain.scene.unit * self.ratio
            found.append((float(px[b] - px[a]) / apart, float(py[b] - py[a]) / apart))
        return found[0], found[1]

    def hides(self, x: float, y: float) -> bool:
        """Whether the surface lies before a point of it."""
        return not self.vantage.lift([(x, y)])[0, 3] > 0

    def meets(self, px: float, py: float) -> bool:
        """Whether the surface is seen at a pixel."""
        return self.vantage.meet(px * self.ratio, py * self.ratio) is not None

    def world(self, px: float, py: float) -> tuple[float, float]:
        """The point of the plane at a pixel; beside the surface one of its edge that lies that way."""
        met = self.vantage.meet(px * self.ratio, py * self.ratio)
        return met if met is not None else self._beside(px * self.ratio, py * self.ratio)

    def _beside(self, px: float, py: float) -> tuple[float, float]:
        """Towards the middle of the surface until it is met."""
        terrain = self.vantage.terrain
        mx, my, _, _ = self.vantage.lift([terrain.scene.middle])[0].tolist()
        low, high = 0.0, 1.0
        found = terrain.scene.middle
        if not (np.isfinite(mx) and np.isfinite(my)):
            return found
        for _ in range(12):
            part = (low + high) / 2
            met = self.vantage.meet(px + (mx - px) * part, py + (my - py) * part)
            if met is None:
                low = part
            else:
                found, high = met, part
        return found
