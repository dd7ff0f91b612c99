"""What a hand does to the camera: turning, moving the ground along, coming closer to a place; free of Qt."""

from __future__ import annotations

import math

import numpy as np

from gui.relief import camera as cameras
from gui.relief.mapping import ReliefMapping
from scenarios.schema import Camera

TURN = 0.32  # degrees a pixel
_ROUNDS = 4
_FLAT = 0.25  # a ground seen nearly along itself moves no faster than this share allows


def turned_by(camera: Camera, across: float, down: float, rectangle: cameras.Rectangle) -> Camera:
    """Dragged by so many pixels of a design: the ground turns with the pointer."""
    return cameras.turned(camera, -TURN * across, TURN * down, rectangle)


def moved_by(
    camera: Camera, across: float, down: float, mapping: ReliefMapping, rectangle: cameras.Rectangle
) -> Camera:
    """The ground goes along with the pointer, by so many of the mapping's pixels."""
    scene = cameras.Scene(rectangle)
    focal = mapping.vantage.projection.focal / mapping.ratio
    reach = scene.unit * camera.distance / focal
    a, e = math.radians(camera.azimuth), math.radians(camera.elevation)
    right = (-math.sin(a), math.cos(a))
    on = (-math.cos(a), -math.sin(a))
    deep = down / max(math.sin(e), _FLAT)
    dx, dy = ((-across * right[k] + deep * on[k]) * reach for k in (0, 1))
    return cameras.shifted(camera, dx, dy, rectangle)


def approached_at(
    camera: Camera,
    factor: float,
    place: tuple[float, float],
    mapping: ReliefMapping,
    rectangle: cameras.Rectangle,
) -> Camera:
    """Closer by a factor, a place of the ground staying where it is on the picture."""
    vantage, ratio = mapping.vantage, mapping.ratio
    x, y = (np.array(c) for c in vantage.terrain.scene.to_scene(*place))
    height = vantage.terrain.heights(x, y)
    was = vantage.projection.seen_from(camera).pixels(x, y, height)
    nearer = cameras.approached(camera, factor, rectangle)
    for _ in range(_ROUNDS):
        px, py, _ = vantage.projection.seen_from(nearer).pixels(x, y, height)
        across, down = float(was[0] - px) / ratio, float(was[1] - py) / ratio
        if not math.isfinite(across + down):
            break
        nearer = moved_by(nearer, across, down, mapping, rectangle)
    return nearer
