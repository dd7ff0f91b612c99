"""The rectangle of the plane that is shown: zooming about a point and panning; free of Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

_DEEPEST = 1e-9
_WIDEST = 1e9
_FARTHEST = 1e12
"""What a scenario may say of a landscape reaches so far."""


@dataclass(frozen=True)
class Rectangle:
    """x0 < x1 and y0 < y1, in the landscape's coordinates."""

    x0: float
    x1: float
    y0: float
    y1: float

    def zoomed(self, factor: float, x: float, y: float) -> Rectangle:
        """Magnified by `factor` with (x, y) staying where it is; the same where that would go too far."""
        width, height = (self.x1 - self.x0) / factor, (self.y1 - self.y0) / factor
        size = max(self._reach, _DEEPEST)
        if not _DEEPEST * size < min(width, height) or (factor < 1 and max(width, height) >= _WIDEST):
            return self
        left = x - (x - self.x0) / factor
        bottom = y - (y - self.y0) / factor
        return Rectangle(left, left + width, bottom, bottom + height)

    def moved(self, dx: float, dy: float) -> Rectangle:
        """Shifted by (dx, dy); the same where that would go too far."""
        if not (math.isfinite(dx) and math.isfinite(dy)):
            return self
        moved = Rectangle(self.x0 + dx, self.x1 + dx, self.y0 + dy, self.y1 + dy)
        return self if moved._reach > max(_FARTHEST, self._reach) else moved

    @property
    def _reach(self) -> float:
        return max(abs(self.x0), abs(self.x1), abs(self.y0), abs(self.y1))


@dataclass(frozen=True)
class Mapping:
    """A picture's pixels and the plane: (left, top) is the world at the picture's corner (0, 0)."""

    left: float
    top: float
    per_pixel_x: float
    per_pixel_y: float

    is_flat: ClassVar[bool] = True
    """Whether every pixel is a place of the plane; not so on a relief."""

    def scaled(self, ratio: float) -> Mapping:
        """The same for pixels that are `ratio` times as large."""
        return Mapping(self.left, self.top, self.per_pixel_x * ratio, self.per_pixel_y * ratio)

    def meets(self, px: float, py: float) -> bool:
        """Whether the ground is seen at a pixel."""
        return True

    def ball(self, x: float, y: float) -> tuple[float, float]:
        """The middle of the ball that lies at a point."""
        return self.pixel(x, y)

    def pixels(self, places: ArrayLike) -> NDArray[np.float64]:
        """Points (n, 2) of the plane on the picture, (n, 2)."""
        x, y = np.asarray(places, np.float64).reshape(-1, 2).T
        with np.errstate(all="ignore"):
            return np.stack([(x - self.left) / self.per_pixel_x, (self.top - y) / self.per_pixel_y], axis=1)

    def tangents(self, x: float, y: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """The pixels that a unit along x and one along y take at a point."""
        return (1 / self.per_pixel_x, 0.0), (0.0, -1 / self.per_pixel_y)

    def world(self, px: float, py: float) -> tuple[float, float]:
        return self.left + px * self.per_pixel_x, self.top - py * self.per_pixel_y

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) / self.per_pixel_x, (self.top - y) / self.per_pixel_y
