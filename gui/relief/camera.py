"""From where the relief is looked at: an eye that goes around a point of the ground; free of Qt.

The scene: x and y of the plane are measured from the middle of the shown rectangle, in halves of the side of
a square with the same diagonal, and heights go from 0 to HEIGHT. A camera's distance is in the same unit, so
that it means the same for every landscape and size of picture.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from msgspec.structs import replace

from scenarios.schema import Camera

Rectangle = tuple[float, float, float, float]

HEIGHT = 0.72
"""Of the highest ground over the lowest, where a square is 2 wide."""

FIELD_OF_VIEW = 30.0
"""Degrees that the height of the free part of the picture spans, unless that is narrow."""

HOME = Camera()
LOWEST, HIGHEST = 4.0, 90.0  # degrees of elevation
NEAREST, FARTHEST = 0.5, 14.0
PLAN_AZIMUTH = -90.0
_AIM = 0.10  # height of the point looked at, as a part of HEIGHT


@dataclass(frozen=True)
class Scene:
    """Where a rectangle of the plane lies in the scene."""

    rectangle: Rectangle

    @property
    def middle(self) -> tuple[float, float]:
        x0, x1, y0, y1 = self.rectangle
        return x0 / 2 + x1 / 2, y0 / 2 + y1 / 2

    @property
    def unit(self) -> float:
        """Of the scene, in the plane's."""
        x0, x1, y0, y1 = self.rectangle
        return math.hypot(x1 - x0, y1 - y0) / math.sqrt(8)

    def to_scene(self, x: float, y: float) -> tuple[float, float]:
        (mx, my), unit = self.middle, self.unit
        return (x - mx) / unit, (y - my) / unit

    def to_plane(self, x: float, y: float) -> tuple[float, float]:
        (mx, my), unit = self.middle, self.unit
        return mx + x * unit, my + y * unit


def clamped(camera: Camera, rectangle: Rectangle) -> Camera:
    """The nearest camera from which the ground can be seen the right way up; azimuth within ±180°."""
    azimuth = math.remainder(camera.azimuth, 360.0)
    elevation = min(max(camera.elevation, LOWEST), HIGHEST)
    distance = min(max(camera.distance, NEAREST), FARTHEST)
    target = camera.target
    if target is not None:
        x0, x1, y0, y1 = rectangle
        target = (min(max(target[0], x0), x1), min(max(target[1], y0), y1))
    return replace(camera, azimuth=azimuth, elevation=elevation, distance=distance, target=target)


def turned(camera: Camera, azimuth: float, elevation: float, rectangle: Rectangle) -> Camera:
    """Gone around by so many degrees, to the right and up."""
    moved = replace(camera, azimuth=camera.azimuth + azimuth, elevation=camera.elevation + elevation)
    return clamped(moved, rectangle)


def approached(camera: Camera, factor: float, rectangle: Rectangle) -> Camera:
    """Closer by a factor (farther below 1)."""
    return clamped(replace(camera, distance=camera.distance / factor), rectangle)


def shifted(camera: Camera, dx: float, dy: float, rectangle: Rectangle) -> Camera:
    """Looking at a point that lies (dx, dy) of the plane's units further on."""
    x, y = camera.target if camera.target is not None else Scene(rectangle).middle
    return clamped(replace(camera, target=(x + dx, y + dy)), rectangle)


def eye_of(camera: Camera, scene: Scene, rise: float = 1.0) -> tuple[tuple[float, ...], ...]:
    """The point looked at, and the directions right, up and on, in the scene's unit.

    rise: 1 for the relief, less while it grows out of the plan.
    """
    a, e = math.radians(camera.azimuth), math.radians(camera.elevation)
    target = camera.target if camera.target is not None else scene.middle
    tx, ty = scene.to_scene(*target)
    right = (-math.sin(a), math.cos(a), 0.0)
    up = (-math.sin(e) * math.cos(a), -math.sin(e) * math.sin(a), math.cos(e))
    on = (-math.cos(e) * math.cos(a), -math.cos(e) * math.sin(a), -math.sin(e))
    return (tx, ty, _AIM * HEIGHT * rise), right, up, on
