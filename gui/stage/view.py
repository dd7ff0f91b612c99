"""Where the plane of a landscape lies on the picture, in device pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import InputError
from engine.phrase import Phrase

Rectangle = tuple[float, float, float, float]
"""x0, x1, y0, y1 with x0 < x1 and y0 < y1."""


@dataclass(frozen=True)
class View:
    """A map between plane and picture, equally scaled in both directions, y upwards.

    A point (x, y) lies at px = `left` + `scale`·x and py = `top` − `scale`·y; pixel (0, 0) covers 0 … 1.
    """

    width: int
    height: int
    scale: float
    left: float
    top: float

    @classmethod
    def fit(
        cls,
        rectangle: Rectangle,
        width: int,
        height: int,
        insets: tuple[float, float, float, float] = (0, 0, 0, 0),
    ) -> View:
        """The view that shows all of `rectangle`, as large as it can be, in the middle of the insets.

        insets: free pixels at the left, top, right and bottom; ignored where they leave no room.
        Raises InputError for a rectangle that is empty or not finite.
        """
        x0, x1, y0, y1 = rectangle
        if not (all(map(math.isfinite, rectangle)) and x0 < x1 and y0 < y1):
            raise InputError(Phrase("a view needs finite numbers with x0 < x1 and y0 < y1"))
        a, b, c, d = insets
        if width - a - c < width / 4 or height - b - d < height / 4:
            a = b = c = d = 0
        room_x, room_y = width - a - c, height - b - d
        scale = min(room_x / (x1 - x0), room_y / (y1 - y0))
        left = a + room_x / 2 - scale * (x0 / 2 + x1 / 2)
        top = b + room_y / 2 + scale * (y0 / 2 + y1 / 2)
        return cls(width, height, scale, left, top)

    def to_pixel(self, x: float, y: float) -> tuple[float, float]:
        return self.left + self.scale * x, self.top - self.scale * y

    def to_world(self, px: float, py: float) -> tuple[float, float]:
        return (px - self.left) / self.scale, (self.top - py) / self.scale

    def pixels(self, positions: NDArray[np.floating]) -> NDArray[np.float32]:
        """Positions (…, 2) on the picture, (…, 2) float32."""
        kind = positions.dtype if positions.dtype.kind == "f" else np.dtype(np.float64)
        with np.errstate(all="ignore"):
            placed = positions * np.array([self.scale, -self.scale], kind)
            placed += np.array([self.left, self.top], kind)
            return np.ascontiguousarray(placed, np.float32)

    @property
    def rectangle(self) -> Rectangle:
        """All that the picture shows, from edge to edge."""
        x0, y1 = self.to_world(0, 0)
        x1, y0 = self.to_world(self.width, self.height)
        return x0, x1, y0, y1

    def columns(self) -> NDArray[np.float64]:
        """x at the middle of each column of pixels, (width,)."""
        return (np.arange(self.width, dtype=np.float64) + 0.5 - self.left) / self.scale

    def rows(self) -> NDArray[np.float64]:
        """y at the middle of each row of pixels, (height,), from the top."""
        return (self.top - np.arange(self.height, dtype=np.float64) - 0.5) / self.scale
