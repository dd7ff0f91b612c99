"""Lines for pictures that are gone at once. Executed through `engine.kernel_cache`, never imported.

Each function that the picture uses has a twin of the same name in `gui.relief.plain`, which says what it
does. Comparisons are written so that what is not a number fails them and draws nothing.
"""

from __future__ import annotations

import math

import numpy as np

from engine.kernel_cache.decorator import njit

f32 = np.float32
i32 = np.int32
u32 = np.uint32

INK = "uint32[:,::1]"
OPTIONS = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
    "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"},
}
TILE_X = 6  # a tile is 64 pixels wide
TILE_Y = 5  # and 32 high


@njit(
    f"void({INK}, uint8[:,::1], float32[:,::1], uint32[::1], float32[::1], float32[::1], float32)", **OPTIONS
)
def lines(layer, tiles, ends, inks, radii, halos, glow):
    rows, columns = layer.shape
    for i in range(ends.shape[0]):
        radius, halo = radii[i], halos[i]
        reach = radius + f32(0.5) + halo
        per_halo = f32(1) / halo if halo > f32(0) else f32(1e6)
        ax, ay = ends[i, 0] - f32(0.5), ends[i, 1] - f32(0.5)
        dx, dy = ends[i, 2] - ends[i, 0], ends[i, 3] - ends[i, 1]
        squared = dx * dx + dy * dy
        if not squared < f32(1e9):
            continue
        inverse = f32(1) / max(squared, f32(1e-9))
        slanted = abs(dy) > f32(1e-3)
        along = dx / dy if slanted else f32(0)
        wide = reach * math.sqrt(squared) / abs(dy) if slanted else f32(1e6)
        x0, x1 = ax + min(dx, f32(0)) - reach, ax + max(dx, f32(0)) + reach
        first = i32(max(math.ceil(ay + min(dy, f32(0)) - reach), f32(0)))
        final = i32(min(math.floor(ay + max(dy, f32(0)) + reach), f32(rows - 1)))
        colour, most = inks[i] & u32(0xFFFFFF), f32(i32(inks[i] >> u32(24)))
        for y in range(first, final + 1):
            qy = f32(y) - ay
            middle = ax + qy * along
            left = i32(math.ceil(max(max(x0, middle - wide), f32(0))))
            right = i32(math.floor(min(min(x1, middle + wide), f32(columns - 1))))
            if left > right:
                continue
            for tile in range(left >> TILE_X, (right >> TILE_X) + 1):
                tiles[y >> TILE_Y, tile] = 1
            for x in range(left, right + 1):
                qx = f32(x) - ax
                part = min(max((qx * dx + qy * dy) * inverse, f32(0)), f32(1))
                ex, ey = qx - part * dx, qy - part * dy
                away = math.sqrt(ex * ex + ey * ey) - radius
                shine = max(f32(1) - max(away, f32(0)) * per_halo, f32(0))
                cover = max(min(f32(0.5) - away, f32(1)), shine * shine * glow) * most
                if cover >= f32(i32(layer[y, x] >> u32(24))) + f32(1):
                    layer[y, x] = u32(i32(cover)) << u32(24) | colour


@njit(f"void({INK}, uint8[:,::1], {INK})", **OPTIONS)
def lay_lines(layer, tiles, out):
    rows, columns = layer.shape
    low = u32(255)
    for ty in range(tiles.shape[0]):
        for tx in range(tiles.shape[1]):
            if tiles[ty, tx] == 0:
                continue
            tiles[ty, tx] = 0
            for y in range(ty << TILE_Y, min((ty + 1) << TILE_Y, rows)):
                for x in range(tx << TILE_X, min((tx + 1) << TILE_X, columns)):
                    ink = layer[y, x]
                    if ink >= u32(0x01000000):
                        layer[y, x] = u32(0)
                        share = i32(ink >> u32(24)) + i32(ink >> u32(31))
                        keep = i32(256) - share
                        old, colour = out[y, x], u32(0xFF000000)
                        for shift in (u32(16), u32(8), u32(0)):
                            mixed = i32(old >> shift & low) * keep + i32(ink >> shift & low) * share
                            colour |= u32(mixed >> i32(8)) << shift
                        out[y, x] = colour
