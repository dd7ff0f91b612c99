"""The way between plan and relief: one movement that can be turned around at any moment."""

from __future__ import annotations

import math

from gui.relief.camera import Rectangle
from scenarios.schema import Camera

SECONDS = 0.7


class Passage:
    """part: how far the way is gone, 0 on the plan and 1 at the relief."""

    def __init__(self) -> None:
        self.part = 0.0
        self.goal = 0.0

    @property
    def is_moving(self) -> bool:
        return self.part != self.goal

    @property
    def shows_relief(self) -> bool:
        """Whether what is seen is not the plan."""
        return self.part > 0.0 or self.goal > 0.0

    @property
    def share(self) -> float:
        """`part`, slow at both ends."""
        p = self.part
        return p * p * p * (p * (6.0 * p - 15.0) + 10.0)

    def go(self, to_relief: bool, at_once: bool = False) -> None:
        """Sets out for the relief or for the plan, from where it is."""
        self.goal = 1.0 if to_relief else 0.0
        if at_once:
            self.part = self.goal

    def tick(self, seconds: float) -> bool:
        """Lets time pass; whether anything has moved."""
        if not self.is_moving:
            return False
        step = min(max(seconds, 0.0), 0.1) / SECONDS
        way = self.goal - self.part
        self.part = self.goal if abs(way) <= step else self.part + math.copysign(step, way)
        return True


def between(a: Camera, b: Camera, share: float, middle: tuple[float, float]) -> Camera:
    """The camera at a share of the way from one to the other, around by the shorter way."""
    around = math.remainder(b.azimuth - a.azimuth, 360.0)
    (ax, ay), (bx, by) = a.target or middle, b.target or middle
    return Camera(
        azimuth=a.azimuth + around * share,
        elevation=a.elevation + (b.elevation - a.elevation) * share,
        distance=math.exp(math.log(a.distance) + (math.log(b.distance) - math.log(a.distance)) * share),
        target=(ax + (bx - ax) * share, ay + (by - ay) * share),
    )


def rectangle_between(a: Rectangle, b: Rectangle, share: float) -> Rectangle:
    x0, x1, y0, y1 = (p + (q - p) * share for p, q in zip(a, b, strict=True))
    return x0, x1, y0, y1
