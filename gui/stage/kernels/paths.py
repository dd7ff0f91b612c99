"""Paths and marks. Executed through `engine.kernel_cache`, never imported.

Each function has a twin of the same name in `gui.stage.plain`, which says what it does. Comparisons are
written so that a coordinate that is not a number fails them and draws nothing.
"""

from __future__ import annotations

import math

import numpy as np

from engine.kernel_cache.decorator import njit
from engine.numerics.intrinsics import ladd, land, lmul, lor, lshl, lshr, lsub

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
STRETCH = 16  # pixels that are passed over at once where nothing is drawn


@njit(inline="always")
def mixed(old, new, share):
    """Of two packed colours; share 0 … 256 of the new one. The alpha byte is left out."""
    keep = i32(256) - share
    r = (i32(old >> u32(16) & u32(255)) * keep + i32(new >> u32(16) & u32(255)) * share) >> i32(8)
    g = (i32(old >> u32(8) & u32(255)) * keep + i32(new >> u32(8) & u32(255)) * share) >> i32(8)
    b = (i32(old & u32(255)) * keep + i32(new & u32(255)) * share) >> i32(8)
    return u32(r) << u32(16) | u32(g) << u32(8) | u32(b)


@njit
def touch(layer, stamps, y, x, cover, colour, time, ageing, per_step):
    old = layer[y, x]
    solid = i32(old >> u32(24))
    if solid == 0:
        layer[y, x] = u32(cover) << u32(24) | colour & u32(0xFFFFFF)
        stamps[y, x] = time
        return
    age = min(max(i32(f32(i32(time) - i32(stamps[y, x])) * per_step), i32(0)), i32(ageing.shape[0] - 1))
    seen = i32(ageing[age, solid])
    share = cover * i32(256) // max(cover + (i32(255) - cover) * seen // i32(255), i32(1))
    if cover >= seen:
        solid = cover
        stamps[y, x] = time
    layer[y, x] = u32(solid) << u32(24) | mixed(old, colour, min(share, i32(256)))


@njit(
    f"void({INK}, uint16[:,::1], uint8[:,::1], float32[:,::1], uint32[::1], uint16[::1],"
    " uint8[:,::1], float32, float32[::1], float32[::1], float32)",
    **OPTIONS,
)
def segments(layer, stamps, tiles, ends, colours, times, ageing, per_step, radii, halos, glow):
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
        for y in range(first, final + 1):
            qy = f32(y) - ay
            middle = ax + qy * along
            left = i32(math.ceil(max(max(x0, middle - wide), f32(0))))
            right = i32(math.floor(min(min(x1, middle + wide), f32(columns - 1))))
            for x in range(left, right + 1):
                qx = f32(x) - ax
                part = min(max((qx * dx + qy * dy) * inverse, f32(0)), f32(1))
                ex, ey = qx - part * dx, qy - part * dy
                away = math.sqrt(ex * ex + ey * ey) - radius
                shine = max(f32(1) - max(away, f32(0)) * per_halo, f32(0))
                cover = i32(max(min(f32(0.5) - away, f32(1)), shine * shine * glow) * f32(255))
                if cover > i32(0):
                    tiles[y >> TILE_Y, x >> TILE_X] = 1
                    touch(layer, stamps, y, x, cover, colours[i], times[i], ageing, per_step)


@njit(inline="always")
def laid(old, new, seen):
    """A pixel under ink of which `seen` (0 … 255) is seen."""
    share = ladd(seen, lshr(seen, i32(7)))
    keep, low = lsub(i32(256), share), i32(255)
    o, n = i32(old), i32(new)
    r = ladd(lmul(land(lshr(o, i32(16)), low), keep), lmul(land(lshr(n, i32(16)), low), share))
    g = ladd(lmul(land(lshr(o, i32(8)), low), keep), lmul(land(lshr(n, i32(8)), low), share))
    b = ladd(lmul(land(o, low), keep), lmul(land(n, low), share))
    red, green = lshl(land(r, i32(0xFF00)), i32(8)), land(g, i32(0xFF00))
    return u32(lor(lor(i32(-16777216), red), lor(green, lshr(b, i32(8)))))


@njit(inline="always")
def lay_stretch(ink, stamps, out, now, ageing, per_step, oldest):
    """Some pixels of one row."""
    drawn = i32(0)
    for x in range(ink.size):
        drawn = lor(drawn, i32(ink[x]))
    if lshr(drawn, i32(24)) == i32(0):
        return
    for x in range(ink.size):
        cover = land(lshr(i32(ink[x]), i32(24)), i32(255))
        if cover != i32(0):
            age = min(i32(f32(lsub(now, i32(stamps[x]))) * per_step), oldest)
            out[x] = laid(out[x], ink[x], i32(ageing[age, cover]))


@njit(f"void({INK}, uint16[:,::1], uint8[:,::1], {INK}, int32, uint8[:,::1], float32)", **OPTIONS)
def lay_paths(layer, stamps, tiles, out, now, ageing, per_step):
    rows, columns = layer.shape
    oldest = i32(ageing.shape[0] - 1)
    for ty in range(tiles.shape[0]):
        for tx in range(tiles.shape[1]):
            if tiles[ty, tx] == 0:
                continue
            left, right = tx << TILE_X, min((tx + 1) << TILE_X, columns)
            for y in range(ty << TILE_Y, min((ty + 1) << TILE_Y, rows)):
                for x in range(left, right, STRETCH):
                    end = min(x + STRETCH, right)
                    lay_stretch(
                        layer[y, x:end], stamps[y, x:end], out[y, x:end], now, ageing, per_step, oldest
                    )


@njit(inline="always")
def outside(kind, qx, qy, radius, half):
    """Signed distance to the outline of a disc (0), a ring (1) or a diagonal cross (2)."""
    if kind == 2:
        a, b = abs(qx + qy) * f32(0.70710678), abs(qx - qy) * f32(0.70710678)
        near, far = min(a, b), max(max(a, b) - radius, f32(0))
        return math.sqrt(near * near + far * far) - half
    away = math.sqrt(qx * qx + qy * qy) - radius
    return abs(away) - half if kind == 1 else away


@njit(f"void({INK}, uint8[::1], float32[:,::1], uint32[::1])", **OPTIONS)
def shapes(out, kinds, forms, colours):
    rows, columns = out.shape
    for i in range(kinds.size):
        cx, cy, radius = forms[i, 0] - f32(0.5), forms[i, 1] - f32(0.5), forms[i, 2]
        half, soft = forms[i, 3], f32(1) / forms[i, 4]
        reach = radius + half + forms[i, 4] + f32(1)
        if not (abs(cx) < f32(1e6) and abs(cy) < f32(1e6)):
            continue
        for y in range(max(i32(cy - reach), i32(0)), min(i32(cy + reach) + i32(2), i32(rows))):
            for x in range(max(i32(cx - reach), i32(0)), min(i32(cx + reach) + i32(2), i32(columns))):
                away = outside(kinds[i], f32(x) - cx, f32(y) - cy, radius, half)
                cover = min(max(f32(0.5) - away * soft, f32(0)), f32(1))
                share = i32(cover * f32(i32(colours[i] >> u32(24))) * f32(1.004))
                if share > i32(0):
                    out[y, x] = u32(0xFF000000) | mixed(out[y, x], colours[i], share)
