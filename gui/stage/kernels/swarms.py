"""Swarms as density. Executed through `engine.kernel_cache`, never imported.

Each function has a twin of the same name in `gui.stage.plain`, which says what it does. Comparisons are
written so that a coordinate that is not a number fails them and draws nothing.
"""

from __future__ import annotations

import math

import numba as nb
import numpy as np

f32 = np.float32
i32 = np.int32
u32 = np.uint32

PLANE = "uint16[:,::1]"
TILES = "uint8[:,::1]"
POINTS = "float32[:,::1]"
INK = "uint32[:,::1]"
OPTIONS = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
    "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"},
}
TILE_X = 6  # a tile is 64 pixels wide
TILE_Y = 5  # and 32 high


@nb.njit(inline="always")
def drop(plane, tiles, fx, fy, unit, rows, columns):
    if fx >= f32(0) and fy >= f32(0) and fx < f32(columns - 1) and fy < f32(rows - 1):
        x, y = i32(fx), i32(fy)
        u, v = fx - f32(x), fy - f32(y)
        p, q = unit * (f32(1) - v), unit * v
        top = i32(65535)
        plane[y, x] = min(i32(plane[y, x]) + i32(p * (f32(1) - u) + f32(0.5)), top)
        plane[y, x + 1] = min(i32(plane[y, x + 1]) + i32(p * u + f32(0.5)), top)
        plane[y + 1, x] = min(i32(plane[y + 1, x]) + i32(q * (f32(1) - u) + f32(0.5)), top)
        plane[y + 1, x + 1] = min(i32(plane[y + 1, x + 1]) + i32(q * u + f32(0.5)), top)
        tiles[y >> TILE_Y, x >> TILE_X] = 1
        tiles[(y + 1) >> TILE_Y, (x + 1) >> TILE_X] = 1
        tiles[(y + 1) >> TILE_Y, x >> TILE_X] = 1
        tiles[y >> TILE_Y, (x + 1) >> TILE_X] = 1


@nb.njit(f"void({PLANE}, {TILES}, {POINTS}, float32)", **OPTIONS)
def splat(plane, tiles, points, unit):
    rows, columns = plane.shape
    for i in range(points.shape[0]):
        drop(plane, tiles, points[i, 0] - f32(0.5), points[i, 1] - f32(0.5), unit, rows, columns)


@nb.njit(f"void({PLANE}, {TILES}, {POINTS}, {POINTS}, float32, int32)", **OPTIONS)
def streak(plane, tiles, before, points, unit, most):
    rows, columns = plane.shape
    for i in range(points.shape[0]):
        bx, by = points[i, 0] - f32(0.5), points[i, 1] - f32(0.5)
        dx, dy = before[i, 0] - f32(0.5) - bx, before[i, 1] - f32(0.5) - by
        length = max(abs(dx), abs(dy))
        if not length < f32(4000):
            drop(plane, tiles, bx, by, unit, rows, columns)
            continue
        count = min(max(i32(length), i32(1)), most)
        each = unit / math.sqrt(f32(1) + f32(0.5) * f32(count - i32(1)))
        step = f32(1) / f32(count)
        for j in range(count):
            part = f32(j) * step
            drop(plane, tiles, bx + dx * part, by + dy * part, each, rows, columns)


@nb.njit(inline="always")
def gather(planes, y, x0, width, keep, gains, colours, cores, density, tint):
    """Fades one row of a tile in all planes and sums up density and colour; whether anything is left."""
    alive = i32(0)
    density[:] = f32(0)
    tint[:] = f32(0)
    for p in range(planes.shape[0]):
        for x in range(width):
            v = (i32(planes[p, y, x0 + x]) * keep) >> i32(15)
            planes[p, y, x0 + x] = v
            alive |= v
            f = f32(v) * gains[p]
            deep = f / (f + f32(6))
            density[x] += f
            tint[0, x] += f * (colours[p, 0] + (cores[p, 0] - colours[p, 0]) * deep)
            tint[1, x] += f * (colours[p, 1] + (cores[p, 1] - colours[p, 1]) * deep)
            tint[2, x] += f * (colours[p, 2] + (cores[p, 2] - colours[p, 2]) * deep)
    return alive


@nb.njit(
    f"void(uint16[:,:,::1], {TILES}, {POINTS}, {POINTS}, float32[::1], int32, {INK}, {INK})",
    **OPTIONS,
)
def lay_swarms(planes, tiles, colours, cores, gains, keep, ground, out):
    rows, columns = ground.shape
    density = np.empty(64, np.float32)
    tint = np.empty((3, 64), np.float32)
    for ty in range(tiles.shape[0]):
        for tx in range(tiles.shape[1]):
            x0 = tx << TILE_X
            width = min(64, columns - x0)
            alive = i32(0)
            for y in range(ty << TILE_Y, min((ty + 1) << TILE_Y, rows)):
                if tiles[ty, tx] == 0:
                    for x in range(x0, x0 + width):
                        out[y, x] = ground[y, x]
                    continue
                alive |= gather(planes, y, x0, width, keep, gains, colours, cores, density, tint)
                for x in range(width):
                    clear = f32(1) / (f32(1) + density[x])
                    b = ground[y, x0 + x]
                    red = (f32(i32(b >> u32(16) & u32(255))) + tint[0, x]) * clear
                    green = (f32(i32(b >> u32(8) & u32(255))) + tint[1, x]) * clear
                    blue = (f32(i32(b & u32(255))) + tint[2, x]) * clear
                    colour = u32(i32(red)) << u32(16) | u32(i32(green)) << u32(8) | u32(i32(blue))
                    out[y, x0 + x] = u32(0xFF000000) | colour
            if alive == 0:
                tiles[ty, tx] = 0
