"""The landscape that the relief is of, as a mesh: made again only where something of it has changed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gui.relief.camera import Rectangle, Scene
from gui.relief.terrain import FINE, Measure, Terrain, measured, terrain_of
from gui.stage.ground import minima_of
from gui.stage.heights import HIGHEST, Ground

_NARROWEST = 1e-6  # the shorter side over the longer one
_ON_THE_WAY = 161  # places along the mesh while it changes its shape with each picture


class Shape:
    """Of `ground` within `rectangle`. `finished` is the mesh of all of it, once it was asked for."""

    def __init__(self) -> None:
        self.ground: Ground | None = None
        self.rectangle: Rectangle = (-1.0, 1.0, -1.0, 1.0)
        self.finished: Terrain | None = None
        self._params: dict[str, float] = {}
        self._measure: Measure | None = None

    def set_rectangle(self, rectangle: Rectangle) -> None:
        rectangle = _widened(rectangle)
        if rectangle != self.rectangle:
            self.rectangle = rectangle
            self._measure = self.finished = None

    def set_ground(self, ground: Ground | None, params: Mapping[str, float]) -> None:
        """At these values of its parameters; None for no ground."""
        values = dict(params)
        if ground is not self.ground or values != self._params:
            self.ground, self._params = ground, values
            self._measure = self.finished = None

    def terrain(self, ground: Ground, part: Rectangle | None = None) -> Terrain:
        """The mesh of the ground; with fewer places that of a part, which is another with each picture."""
        minima = minima_of(ground, self._params)
        if self._measure is None:
            lowest = min((_value(ground, self._params, x, y) for x, y, _ in minima), default=np.inf)
            self._measure = measured(ground, self._params, self.rectangle, lowest)
        scene = Scene(self.rectangle)
        if part is not None:
            return terrain_of(ground, self._params, scene, self._measure, part, _ON_THE_WAY, minima)
        if self.finished is None:
            self.finished = terrain_of(ground, self._params, scene, self._measure, None, FINE, minima)
        return self.finished


def _value(ground: Ground, params: Mapping[str, float], x: float, y: float) -> float:
    with np.errstate(all="ignore"):
        found = float(np.asarray(ground.value(np.array([x]), np.array([y]), **params))[0])
    return found if abs(found) <= HIGHEST else np.inf


def _widened(rectangle: Rectangle) -> Rectangle:
    """With sides of which float32 can still tell the shorter one's parts from the longer one's."""
    x0, x1, y0, y1 = rectangle
    least = max(x1 - x0, y1 - y0) * _NARROWEST / 2
    wide, long = max((x1 - x0) / 2, least), max((y1 - y0) / 2, least)
    if (x1 - x0) / 2 == wide and (y1 - y0) / 2 == long:
        return rectangle
    x, y = Scene(rectangle).middle
    return x - wide, x + wide, y - long, y + long
