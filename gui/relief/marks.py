"""Marks upon the relief: heads as lit balls, and what the plan marks; faint where a hill hides them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.relief.projection import Projection
from gui.stage.colours import StageColours, mixed
from gui.stage.marks import Marks, ink_of

if TYPE_CHECKING:
    from gui.stage.picture import RunLook

_DISC, _RING = 0, 1
_RADIUS, _SMALL = 6.2, 3.6


@lru_cache(maxsize=64)
def _tints(colour: str) -> tuple[int, int, int, int]:
    """Of a ball: its dark side, its own colour, its highlight; and of one that is hidden."""
    shade, glint = mixed(colour, "#000010", 0.30), mixed(colour, "#FFFFFF", 0.75)
    return ink_of(shade, 1), ink_of(colour, 1), ink_of(glint, 0.9), ink_of(colour, 0.5)


def ball_radius(many: bool) -> float:
    """In design pixels, where it is as far away as what is looked at."""
    return _SMALL if many else _RADIUS


def ball_size(projection: Projection, near: float) -> float:
    """A little larger where it is nearer."""
    return min(max(near * projection.camera.distance, 0.75), 1.5) ** 0.6


def ball_rise(projection: Projection, near: float, radius: float) -> float:
    """How far above the ground's point the middle of a ball is, which touches it with its lower end."""
    flat = math.cos(math.radians(projection.camera.elevation)) * projection.rise
    return 0.85 * flat * radius * ball_size(projection, near)


class ReliefMarks(Marks):
    """Places are px, py, nearness and whether they are seen, as `Vantage.lift` gives them."""

    def __init__(self, scale: float, colours: StageColours, projection: Projection) -> None:
        super().__init__(scale)
        self._colours, self._projection = colours, projection

    def place_head(self, place: NDArray[np.float32], look: RunLook, gone: bool, small: bool) -> None:
        """Where a particle is now, or where it stopped for good."""
        if gone:
            self.place_gone(place)
        elif look.ghost:
            self.place_ghost(place, look.colour)
        else:
            self.sphere(place, look.colour, small)

    def sphere(self, place: NDArray[np.float32], colour: str, small: bool) -> None:
        """A ball that lies on the ground, lit as it is, in a ring."""
        x, y, near, seen = place.tolist()
        if not math.isfinite(x):
            return
        radius, s = ball_radius(small), self._scale
        r = radius * ball_size(self._projection, near)
        shade, own, bright, hidden = _tints(colour)
        if not seen:
            self._add(_RING, x, y, 0.8 * r, 0.8, 0, hidden)
            return
        middle = y - ball_rise(self._projection, near, radius * s)
        self._shade(x + 0.25 * r * s, y + 0.1 * r * s, 1.0 * r, 6, 0.45)
        self._add(_DISC, x, middle, r + (1.0 if small else 1.4), 0, 0, ink_of(self._colours.ring, 1))
        self._add(_DISC, x, middle, r, 0, 0, shade)
        up, glint = 0.16 * r * s, 0.34 * r * s
        self._add(_DISC, x - up, middle - up, 0.62 * r, 0, 0.75 * r, own)
        self._add(_DISC, x - glint, middle - glint, 0.14 * r, 0, 0.6 * r, bright)

    def place_ghost(self, place: NDArray[np.float32], colour: str) -> None:
        x, y, _, seen = place.tolist()
        if math.isfinite(x):
            self._add(_RING, x, y, 3.4, 1.6, 0, ink_of(self._colours.outline, 0.35 if seen else 0.12))
            self._add(_RING, x, y, 3.4, 0.8, 0, ink_of(colour, 0.8 if seen else 0.35))

    def place_start(self, place: NDArray[np.float32]) -> None:
        x, y, _, seen = place.tolist()
        if not math.isfinite(x):
            return
        if seen:
            self.start(x, y, self._colours)
        else:
            self._add(_RING, x, y, 4.6, 0.8, 0, ink_of(self._colours.mark, 0.3))

    def place_minimum(self, place: NDArray[np.float32], best: bool) -> None:
        x, y, _, seen = place.tolist()
        if math.isfinite(x):
            strength = 1.0 if seen else 0.45
            if best:
                self._add(_RING, x, y, 8.5, 0.6, 0, ink_of(self._colours.mark, 0.45 * strength))
            self._add(2, x, y, 3.6, 0.7, 0, ink_of(self._colours.mark, (0.75 if best else 0.5) * strength))

    def place_gone(self, place: NDArray[np.float32]) -> None:
        x, y, _, _ = place.tolist()
        if math.isfinite(x):
            self.gone(x, y, self._colours)
