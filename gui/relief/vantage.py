"""What is seen from one place: points of the plane on the picture and whether the surface hides them, and the
point of the surface at a pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.machine import usable_threads
from engine.parallel import in_parts
from engine.problem import Layout
from gui.relief import raster
from gui.relief.camera import HEIGHT
from gui.relief.projection import Projection
from gui.relief.terrain import Terrain

F32 = NDArray[np.float32]

ABOVE = 0.006
"""Points and lines lie so far above the surface, in the scene's unit."""

BIAS = 0.004
"""What lies behind the surface by less than this part of its distance counts as lying on it."""

_ALONE = 30_000  # points below which other threads cost more than they bring
_SAMPLES = 768
_ROUNDS = 3


@dataclass(frozen=True, eq=False)
class Vantage:
    """depth: the surface's nearness on the picture, (height, width); every: how coarse its mesh is."""

    projection: Projection
    terrain: Terrain
    depth: F32
    every: int = 1

    @property
    def heights(self) -> F32:
        """Of the mesh that is drawn: points lie on that, and not on a finer one."""
        return self.terrain.level(self.every).z

    @property
    def grid(self) -> NDArray[np.float64]:
        """How the raster loops find a point of the plane on the mesh and in the scene; see `plain.lift`."""
        mesh, scene = self.terrain.level(self.every), self.terrain.scene
        (x0, y0), (x1, y1) = (scene.to_plane(float(mesh.x[k]), float(mesh.y[k])) for k in (0, -1))
        rows, columns = mesh.z.shape
        mx, my = scene.middle
        across, up = (columns - 1) / (x1 - x0), (rows - 1) / (y1 - y0)
        unit = scene.unit
        return np.array([x0, across, y0, up, mx, my, 1 / unit, across * unit, up * unit])

    def lift(self, points: ArrayLike, above: float = ABOVE) -> F32:
        """Points (n, 2) of the plane as px, py, nearness and 1 where they are not hidden; (n, 4)."""
        places = np.ascontiguousarray(points, np.float64).reshape(-1, 2)
        out = np.empty((len(places), 4), np.float32)
        raster.functions().lift(
            places, self.grid, self.heights, self.projection.flat(), self.depth,
            np.float32(above), np.float32(BIAS), out,
        )  # fmt: skip
        return out

    def lift_swarm(self, layout: Layout, out: F32) -> None:
        """Particles as px and −py, (2, n); no numbers where they are hidden."""
        lift, grid, flat = raster.functions().lift_swarm, self.grid, self.projection.flat()

        def work(part: int, low: int, high: int) -> None:
            lift(
                layout.blocks, layout.share, low, high, grid, self.heights, flat, self.depth,
                np.float32(ABOVE), np.float32(BIAS), out,
            )  # fmt: skip

        in_parts(work, layout.n, usable_threads() if layout.n >= _ALONE else 1)

    def meet(self, px: float, py: float) -> tuple[float, float] | None:
        """The point of the plane whose surface is seen at a place of the picture; None beside the surface."""
        return meet(self.projection, self.terrain, px, py)


def meet(projection: Projection, terrain: Terrain, px: float, py: float) -> tuple[float, float] | None:
    """Where the ray of a pixel first meets the surface, as a point of the plane."""
    eye, way = projection.ray(px, py)
    near, far = _within(eye, way, terrain, projection.rise)
    if not near < far:
        return None
    for _ in range(_ROUNDS):
        t = np.linspace(near, far, _SAMPLES)
        x, y, z = (eye[k] + way[k] * t for k in range(3))
        over = z - terrain.heights(x, y) * projection.rise
        with np.errstate(invalid="ignore"):
            crossed = np.nonzero((over[:-1] > 0) != (over[1:] > 0))[0]
        crossed = crossed[np.isfinite(over[crossed]) & np.isfinite(over[crossed + 1])]
        if not len(crossed):
            return None
        near, far = t[crossed[0]], t[crossed[0] + 1]
    middle = (near + far) / 2
    return terrain.scene.to_plane(float(eye[0] + way[0] * middle), float(eye[1] + way[1] * middle))


def _within(
    eye: NDArray[np.float64], way: NDArray[np.float64], terrain: Terrain, rise: float
) -> tuple[float, float]:
    """Between which depths a ray is inside the box around the surface."""
    mesh = terrain.finest
    edge = 1e-6
    low = [float(mesh.x[0]) - edge, float(mesh.y[0]) - edge, -0.01]
    high = [float(mesh.x[-1]) + edge, float(mesh.y[-1]) + edge, 1.3 * HEIGHT * max(rise, 1e-3)]
    near, far = 1e-3, 1e6
    for k in range(3):
        if abs(way[k]) < 1e-12:
            if not low[k] <= eye[k] <= high[k]:
                return 1.0, 0.0
            continue
        a, b = sorted(((low[k] - eye[k]) / way[k], (high[k] - eye[k]) / way[k]))
        near, far = max(near, a), min(far, b)
    return near, far
