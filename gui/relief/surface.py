"""The relief's ground as a picture with its depth: computed anew only when it is seen from elsewhere."""

from __future__ import annotations

import itertools
import math

import numpy as np
from numpy.typing import NDArray

from engine.machine import usable_threads
from engine.parallel import in_parts
from gui.relief import raster
from gui.relief.projection import NEAR, Projection
from gui.relief.terrain import Level, Terrain
from gui.stage.buffers import allocate
from gui.stage.colours import StageColours, mixed, packed, ramp_table, rgb

FLOOR = -0.14
"""Height of the floor, in the scene's unit."""

_BAND = 64  # rows of the picture that are drawn at a time
_CONTOUR_WIDTH = 1.15
_CALM = 0.25
_LIGHT = {True: 0.62, False: 0.52}  # how much slopes show, on dark ground and on light
_PLAN_LIGHT = 0.30
_FLOOR_LINES = 0.8
_FLOOR_TINT = {True: 0.34, False: 0.5}

F32 = NDArray[np.float32]


class Surface:
    """Keeps the last picture. `fine` draws four places a pixel, for smooth edges."""

    def __init__(self, width: int, height: int, colours: StageColours, scale: float) -> None:
        self.set_colours(colours)
        self.set_size(width, height, scale)

    def set_colours(self, colours: StageColours) -> None:
        self._colours = colours
        self._ramp = np.ascontiguousarray(ramp_table(colours.ramp).T)
        self._sky: NDArray[np.uint32] | None = None
        self._done: tuple[object, ...] | None = None

    def set_size(self, width: int, height: int, scale: float) -> None:
        self._scale = scale
        self._sky = None
        self._done = None
        self.pixels = allocate((height, width), np.uint32, slot=3)
        self.depth = allocate((height, width), np.float32, slot=5)
        self._holds: dict[int, list[F32]] = {}

    def draw(self, projection: Projection, terrain: Terrain, every: int, fine: bool) -> bool:
        """Draws the mesh of every n-th place into `pixels` and `depth`; False where nothing has changed."""
        done = (projection, terrain, every, fine, raster.functions())
        if self._done is not None and all(a is b or a == b for a, b in zip(done, self._done, strict=True)):
            return False
        self._done = done
        self._paint(projection, terrain, terrain.level(every), 2 if fine else 1)
        return True

    def empty(self) -> None:
        """No ground at all."""
        self._done = None
        self.pixels[:] = self._backdrop()
        self.depth[:] = 0

    def _paint(self, projection: Projection, terrain: Terrain, level: Level, fine: int) -> None:
        loops = raster.functions()
        height, width = self.pixels.shape
        mesh = np.empty((*level.z.shape, 6), np.float32)
        loops.project(
            level.x, level.y, level.z, level.tone, level.contour, level.slope_x, level.slope_y,
            level.openness, projection.flat(), self._lamp(projection), np.float32(fine), mesh,
        )  # fmt: skip
        reach = _reach(mesh)
        corners, home = _floor_of(projection, level)
        spans = _spans(corners, width, height)
        look = self._look(projection, terrain, fine)
        under = self._backdrop()
        line = np.array(rgb(self._colours.contour), np.float32)
        threads = usable_threads()
        holds = self._scratch(fine, threads)
        turns = itertools.count()

        def work(part: int, low: int, high: int) -> None:
            for turn in turns:
                first = turn * _BAND
                if first >= height:
                    return
                loops.paint(
                    mesh, reach, first, min(first + _BAND, height), fine, holds[part], home, spans,
                    level.tone, level.contour, self._ramp, line, look, under, self.pixels, self.depth,
                )  # fmt: skip

        in_parts(work, threads, threads)

    def _scratch(self, fine: int, threads: int) -> list[F32]:
        if fine not in self._holds:
            shape = (4, (_BAND + 2) * fine, self.pixels.shape[1] * fine)
            self._holds[fine] = [np.zeros(shape, np.float32) for _ in range(threads)]
        return self._holds[fine]

    def _lamp(self, projection: Projection) -> F32:
        """The light comes over the left shoulder of whoever looks; on the plan from the upper left."""
        rise = projection.rise
        a = math.radians(projection.camera.azimuth)
        right, on = np.array([-math.sin(a), math.cos(a), 0]), np.array([-math.cos(a), -math.sin(a), 0])
        up = np.array([0.0, 0.0, 1.0])
        relief = -0.62 * right - 0.22 * on + 0.75 * up
        plan = -0.5 * right + 0.6 * on + 0.65 * up
        light = plan + (relief - plan) * rise
        light /= np.linalg.norm(light)
        e = math.radians(projection.camera.elevation)
        half = light - math.cos(e) * on + math.sin(e) * up
        half /= np.linalg.norm(half)
        shows = _PLAN_LIGHT + (_LIGHT[self._colours.dark] - _PLAN_LIGHT) * rise
        shine = (0.16 if self._colours.dark else 0.1) * rise
        return np.array([*light, *half, shows, shine], np.float32)

    def _look(self, projection: Projection, terrain: Terrain, fine: int) -> F32:
        height, width = self.pixels.shape
        return np.array(
            [
                0.5 * _CONTOUR_WIDTH * self._scale * fine,
                self._colours.contour_strength,
                terrain.measure.tone.major,
                0.2 / (self._scale * fine),
                _CALM * min(width, height) * fine,
                _FLOOR_LINES,
                _FLOOR_TINT[self._colours.dark] * projection.rise,
            ],
            np.float32,
        )

    def _backdrop(self) -> NDArray[np.uint32]:
        """What is behind everything: a little lighter towards the ground."""
        if self._sky is None:
            self._sky = _sky(self._colours, *self.pixels.shape)
        return self._sky


def _sky(colours: StageColours, height: int, width: int) -> NDArray[np.uint32]:
    if colours.dark:
        stops = mixed(colours.empty, colours.ramp[0], 0.75), mixed(colours.empty, colours.ramp[2], 0.22)
    else:
        stops = mixed(colours.empty, "#FFFFFF", 0.3), mixed(colours.empty, colours.ramp[0], 0.22)
    sky = np.full((height, width), packed("#000000"), np.uint32)
    rise = np.linspace(0.0, 1.0, height)[:, None] ** 1.2
    grain = np.random.default_rng(7).random((64, 256), np.float32)
    noise = np.tile(grain, (-(-height // 64), -(-width // 256)))[:height, :width]
    for shift, a, b in zip((16, 8, 0), rgb(stops[0]), rgb(stops[1]), strict=True):
        sky |= np.floor(a + (b - a) * rise + noise).astype(np.uint32) << np.uint32(shift)
    return sky


def _reach(mesh: F32) -> F32:
    """Between which rows of pixels each stripe of the mesh lies, (rows − 1, 2)."""
    with np.errstate(invalid="ignore"):
        py = mesh[..., 1]
        low = np.fmin.reduce(py, axis=1)
        high = np.fmax.reduce(py, axis=1)
    low, high = np.fmin(low[:-1], low[1:]), np.fmax(high[:-1], high[1:])
    return np.ascontiguousarray(np.stack([low, high], axis=1), np.float32)


def floor_corners(level: Level) -> NDArray[np.float64]:
    """The floor's corners in the scene, (4, 3), around."""
    around = ((0, 0), (-1, 0), (-1, -1), (0, -1))
    return np.array([(float(level.x[i]), float(level.y[j]), FLOOR) for i, j in around])


def _floor_of(projection: Projection, level: Level) -> tuple[NDArray[np.float64], F32]:
    """The floor's corners as px, py and depth, and what takes a pixel to the grid; see `plain.paint`."""
    m = projection.matrix
    onto = np.stack([m[:, 0], m[:, 1], m[:, 2] * FLOOR * projection.rise + m[:, 3]], axis=1)
    across, up = ((len(c) - 1) / float(c[-1] - c[0]) for c in (level.x, level.y))
    grid = np.array(
        [
            [across, 0.0, -across * float(level.x[0])],
            [0.0, up, -up * float(level.y[0])],
            [0.0, 0.0, 1.0],
        ]
    )
    home = np.zeros(9) if abs(np.linalg.det(onto)) < 1e-12 else (grid @ np.linalg.inv(onto)).ravel()
    corners = floor_corners(level)
    px, py, w = projection.pixels(*corners.T)
    return np.stack([px, py, w], axis=1), home.astype(np.float32)


def _spans(corners: NDArray[np.float64], width: int, height: int) -> F32:
    """Between which columns each row of the picture meets the floor, (height, 2)."""
    spans = np.zeros((height, 2), np.float32)
    if not (corners[:, 2] > NEAR).all():
        spans[:, 1] = width
        return spans
    # the middles of rows and a row more at either side: where an edge only touches a row, it is met too
    rows = np.arange(-1, height + 1)[None, :] + 0.5
    a, b = corners[:, None, :2], np.roll(corners, -1, axis=0)[:, None, :2]
    with np.errstate(all="ignore"):
        part = (rows - a[..., 1]) / (b[..., 1] - a[..., 1])
        x = np.where((part >= 0) & (part <= 1), a[..., 0] + (b[..., 0] - a[..., 0]) * part, np.nan)
        low, high = np.fmin.reduce(x, axis=0), np.fmax.reduce(x, axis=0)
        low = np.fmin(np.fmin(low[:-2], low[1:-1]), low[2:])
        high = np.fmax(np.fmax(high[:-2], high[1:-1]), high[2:])
    for px, py, _ in corners:
        row = math.floor(min(max(py, 0.0), height - 1.0))
        low[row], high[row] = np.fmin(low[row], px), np.fmax(high[row], px)
    met = np.isfinite(low)
    spans[met, 0] = np.clip(low[met] - 1, 0, width)
    spans[met, 1] = np.clip(high[met] + 1, 0, width)
    return spans
