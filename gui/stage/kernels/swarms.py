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
INNER = {"error_model": "numpy", "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"}}
OPTIONS = {"nogil": True, "cache": True, **INNER}
TILE_X = 6  # a tile is 64 pixels wide
TILE_Y = 5  # and 32 high


@nb.njit(inline="always")
def add(plane, tiles, y, x, weight):
    plane[y, x] = min(i32(plane[y, x]) + i32(weight + f32(0.5)), i32(65535))
    tiles[y >> TILE_Y, x >> TILE_X] = 1


@nb.njit(inline="always")
def drop(plane, tiles, fx, fy, unit, rows, columns):
    if fx >= f32(0) and fy >= f32(0) and fx < f32(columns - 1) and fy < f32(rows - 1):
        x, y = i32(fx), i32(fy)
        u, v = fx - f32(x), fy - f32(y)
        p, q = unit * (f32(1) - v), unit * v
        add(plane, tiles, y, x, p * (f32(1) - u))
        add(plane, tiles, y, x + i32(1), p * u)
        add(plane, tiles, y + i32(1), x, q * (f32(1) - u))
        add(plane, tiles, y + i32(1), x + i32(1), q * u)


@nb.njit(f"void({PLANE}, {TILES}, {POINTS}, float32, boolean)", **OPTIONS)
def splat(plane, tiles, points, unit, fine):
    rows, columns = plane.shape
    for i in range(points.shape[0]):
        fx, fy = points[i, 0], points[i, 1]
        if fine:
            drop(plane, tiles, fx - f32(0.5), fy - f32(0.5), unit, rows, columns)
        elif fx >= f32(0) and fy >= f32(0) and fx < f32(columns) and fy < f32(rows):
            add(plane, tiles, i32(fy), i32(fx), unit)


@nb.njit(f"void({PLANE}, {TILES}, {POINTS}, {POINTS}, float32, int32)", **OPTIONS)
def streak(plane, tiles, before, points, unit, most):
    rows, columns = plane.shape
    for i in range(points.shape[0]):
        fx, fy = points[i, 0] - f32(0.5), points[i, 1] - f32(0.5)
        dx, dy = before[i, 0] - points[i, 0], before[i, 1] - points[i, 1]
        length = max(abs(dx), abs(dy))
        if not length < f32(4000) or length < f32(1.5):
            drop(plane, tiles, fx, fy, unit, rows, columns)
            continue
        count = min(i32(length), most)
        each = unit / math.sqrt(f32(1) + f32(0.5) * f32(count - i32(1)))
        flat = abs(dx) >= abs(dy)
        dx, dy = dx / f32(count), dy / f32(count)
        if flat:
            fx += f32(0.5)
        else:
            fy += f32(0.5)
        for _ in range(count):
            if fx >= f32(0) and fy >= f32(0) and fx < f32(columns - 1) and fy < f32(rows - 1):
                x, y = i32(fx), i32(fy)
                part = each * (fy - f32(y) if flat else fx - f32(x))
                add(plane, tiles, y, x, each - part)
                add(plane, tiles, y + i32(flat), x + i32(1) - i32(flat), part)
            fx += dx
            fy += dy


@nb.njit(**INNER)
def gather(row, keep, gain, colour, core, mix):
    """Fades one row of a tile in a plane, adds its depth and colour to `mix`; whether anything is left.

    mix: depth, red, green, blue, 64 values each, in one array: the compiler then sees that nothing overlaps.
    """
    r, g, b = colour[0], colour[1], colour[2]
    dr, dg, db = core[0] - r, core[1] - g, core[2] - b
    alive = i32(0)
    for x in range(row.size):
        v = (i32(row[x]) * keep) >> i32(15)
        row[x] = v
        alive |= v
        f = f32(v) * gain
        deep = f / (f + f32(4))
        mix[x] += f
        mix[x + 64] += f * (r + dr * deep)
        mix[x + 128] += f * (g + dg * deep)
        mix[x + 192] += f * (b + db * deep)
    return alive


@nb.njit(**INNER)
def blend(ground, out, mix):
    """The ground seen through the depths and colours of `mix`."""
    for x in range(ground.size):
        clear = f32(1) / (f32(1) + mix[x])
        b = i32(ground[x])
        red = (f32(b >> i32(16) & i32(255)) + mix[x + 64]) * clear
        green = (f32(b >> i32(8) & i32(255)) + mix[x + 128]) * clear
        blue = (f32(b & i32(255)) + mix[x + 192]) * clear
        out[x] = u32(i32(red) << i32(16) | i32(green) << i32(8) | i32(blue) | i32(-16777216))


@nb.njit(
    f"void(uint16[:,:,::1], {TILES}, {POINTS}, {POINTS}, float32[::1], int32, {INK}, {INK})",
    **OPTIONS,
)
def lay_swarms(planes, tiles, colours, cores, gains, keep, ground, out):
    rows, columns = ground.shape
    mix = np.empty(256, np.float32)
    for ty in range(tiles.shape[0]):
        for tx in range(tiles.shape[1]):
            x0 = tx << TILE_X
            x1 = min(x0 + 64, columns)
            alive = i32(0)
            for y in range(ty << TILE_Y, min((ty + 1) << TILE_Y, rows)):
                if tiles[ty, tx] == 0:
                    out[y, x0:x1] = ground[y, x0:x1]
                    continue
                mix[:] = f32(0)
                for p in range(planes.shape[0]):
                    row = planes[p, y, x0:x1]
                    alive |= gather(row, keep, gains[p], colours[p], cores[p], mix)
                blend(ground[y, x0:x1], out[y, x0:x1], mix)
            if alive == 0:
                tiles[ty, tx] = 0
