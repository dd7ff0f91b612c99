"""Swarms over the ground. Executed through `engine.kernel_cache`, never imported.

Each function that the picture uses has a twin of the same name in `gui.stage.plain`, which says what it
does. Whole numbers are handled by intrinsics: numba's own operators would widen them to 64 bits, and loops
over those are eight times slower.
"""

from __future__ import annotations

import numpy as np

from engine.kernel_cache.decorator import njit
from engine.numerics.intrinsics import land, lmul, lor, lshl, lshr

f32 = np.float32
i32 = np.int32
u16 = np.uint16
u32 = np.uint32
u64 = np.uint64

INK = "uint32[:,::1]"
INNER = {"nogil": True, "error_model": "numpy", "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"}}
OPTIONS = {"cache": True, **INNER}
TILE_X = 6  # a tile is 64 pixels wide
TILE_Y = 5  # and 32 high
CHUNK = 512  # pixels mixed at once
GAP = 4  # tiles that a long row is not interrupted for
RED, GREEN, BLUE = u64(CHUNK), u64(2 * CHUNK), u64(3 * CHUNK)


@njit(**INNER)
def fade(row, keep, alive):
    for x in range(row.size):
        v = lshr(lmul(i32(row[x]), keep), i32(15))
        row[x] = u16(v)
        alive[x] = lor(alive[x], v)


@njit(inline="always")
def ink(red, green, blue):
    return u32(lor(lor(lshl(i32(red), i32(16)), lshl(i32(green), i32(8))), lor(i32(blue), i32(-16777216))))


@njit(**INNER)
def lay_one(row, gain, colour, core, ground, out):
    """A single plane over the ground."""
    r, g, b = colour[0], colour[1], colour[2]
    dr, dg, db = core[0] - r, core[1] - g, core[2] - b
    low = i32(255)
    for x in range(row.size):
        f = f32(i32(row[x])) * gain
        deep = f / (f + f32(4))
        clear = f32(1) / (f32(1) + f)
        q = i32(ground[x])
        red = (f32(land(lshr(q, i32(16)), low)) + f * (r + dr * deep)) * clear
        green = (f32(land(lshr(q, i32(8)), low)) + f * (g + dg * deep)) * clear
        blue = (f32(land(q, low)) + f * (b + db * deep)) * clear
        out[x] = ink(red, green, blue)


@njit(**INNER)
def mix_in(row, gain, colour, core, mix):
    """Adds the depth and the colours of a plane to `mix`.

    mix: depth, red, green, blue, CHUNK values each, in one array: the compiler then sees that nothing
    overlaps. Its indices are unsigned, so that they are not looked at for counting from the end.
    """
    r, g, b = colour[0], colour[1], colour[2]
    dr, dg, db = core[0] - r, core[1] - g, core[2] - b
    for x in range(row.size):
        u = u64(x)
        f = f32(i32(row[u])) * gain
        deep = f / (f + f32(4))
        mix[u] += f
        mix[u + RED] += f * (r + dr * deep)
        mix[u + GREEN] += f * (g + dg * deep)
        mix[u + BLUE] += f * (b + db * deep)


@njit(**INNER)
def blend(ground, out, mix):
    """The ground seen through the depths and colours of `mix`."""
    low = i32(255)
    for x in range(ground.size):
        u = u64(x)
        clear = f32(1) / (f32(1) + mix[u])
        q = i32(ground[u])
        red = (f32(land(lshr(q, i32(16)), low)) + mix[u + RED]) * clear
        green = (f32(land(lshr(q, i32(8)), low)) + mix[u + GREEN]) * clear
        blue = (f32(land(q, low)) + mix[u + BLUE]) * clear
        out[u] = ink(red, green, blue)


@njit(**INNER)
def lay_row(planes, y, x0, x1, gains, colours, cores, ground, out, mix):
    """A stretch of one row of pixels."""
    if planes.shape[0] == 1:
        row = planes[0, y, x0:x1]
        lay_one(row, gains[0], colours[0], cores[0], ground[y, x0:x1], out[y, x0:x1])
        return
    for low in range(x0, x1, CHUNK):
        high = min(low + CHUNK, x1)
        mix[:] = f32(0)
        for p in range(planes.shape[0]):
            mix_in(planes[p, y, low:high], gains[p], colours[p], cores[p], mix)
        blend(ground[y, low:high], out[y, low:high], mix)


@njit(**INNER)
def stretch(tiles, begin):
    """The tiles from `begin` on that are worked on together, as first and past the last; gaps are bridged."""
    while begin < tiles.size and tiles[begin] == 0:
        begin += 1
    end = t = begin
    while t < min(end + GAP, tiles.size):
        t += 1
        if tiles[t - 1]:
            end = t
    return begin, end


@njit(**INNER)
def copy(ground, out):
    for x in range(out.size):
        out[x] = ground[x]


@njit(
    f"void(uint16[:,:,::1], uint8[:,::1], float32[:,::1], float32[:,::1], float32[::1], int32, {INK}, {INK}, "
    "int64, int64)",
    **OPTIONS,
)
def lay_swarms(planes, tiles, colours, cores, gains, keep, ground, out, first, last):
    rows, columns = ground.shape
    mix = np.empty(4 * CHUNK, np.float32)
    alive = np.zeros(columns, np.int32)
    for ty in range(first, last):
        top, bottom = ty << TILE_Y, min((ty + 1) << TILE_Y, rows)
        done = 0
        while done < tiles.shape[1]:
            begin, end = stretch(tiles[ty], done)
            x0, x1, before = begin << TILE_X, min(end << TILE_X, columns), done << TILE_X
            x0 = min(x0, columns)
            for y in range(top, bottom):
                copy(ground[y, before:x0], out[y, before:x0])
                for p in range(planes.shape[0]):
                    fade(planes[p, y, x0:x1], keep, alive[x0:x1])
                lay_row(planes, y, x0, x1, gains, colours, cores, ground, out, mix)
            for t in range(begin, end):
                held = alive[t << TILE_X : min((t + 1) << TILE_X, columns)]
                tiles[ty, t] = held.any()
                held[:] = 0
            done = max(end, begin)
