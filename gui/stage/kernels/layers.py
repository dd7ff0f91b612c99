"""Layers of a picture, tile by tile. Executed through `engine.kernel_cache`, never imported.

Each function has a twin of the same name in `gui.stage.plain`, which says what it does.
"""

from __future__ import annotations

import numpy as np

from engine.kernel_cache.decorator import njit
from engine.numerics.intrinsics import ladd, land, lmul, lor, lshl, lshr, lsub

i32 = np.int32
u32 = np.uint32

INK = "uint32[:,::1]"
TILES = "uint8[:,::1]"
INNER = {"nogil": True, "error_model": "numpy"}
OPTIONS = {"cache": True, **INNER}
TILE_X = 6  # a tile is 64 pixels wide
TILE_Y = 5  # and 32 high


@njit(**INNER)
def copy(source, out):
    for x in range(out.size):
        out[x] = source[x]


@njit(f"void({INK}, {INK}, {TILES})", **OPTIONS)
def restore(source, out, tiles):
    rows, columns = out.shape
    for ty in range(tiles.shape[0]):
        for tx in range(tiles.shape[1]):
            if tiles[ty, tx]:
                left, right = tx << TILE_X, min((tx + 1) << TILE_X, columns)
                for y in range(ty << TILE_Y, min((ty + 1) << TILE_Y, rows)):
                    copy(source[y, left:right], out[y, left:right])


@njit(inline="always")
def faded(two, keep):
    """Two channels, eight bits apart, times keep / 255."""
    t = ladd(lmul(two, keep), i32(0x800080))
    return land(lshr(ladd(t, land(lshr(t, i32(8)), i32(0xFF00FF))), i32(8)), i32(0xFF00FF))


@njit(**INNER)
def lay_over(over, out):
    for x in range(out.size):
        top, below = i32(over[x]), i32(out[x])
        keep = lsub(i32(255), land(lshr(top, i32(24)), i32(255)))
        odd = faded(land(below, i32(0xFF00FF)), keep)
        even = faded(land(lshr(below, i32(8)), i32(0xFF00FF)), keep)
        out[x] = u32(lor(ladd(lor(odd, lshl(even, i32(8))), top), i32(-16777216)))


@njit(f"void({INK}, {TILES}, {INK}, {TILES})", **OPTIONS)
def cover(over, covered, out, tiles):
    rows, columns = out.shape
    for ty in range(tiles.shape[0]):
        for tx in range(tiles.shape[1]):
            if tiles[ty, tx] and covered[ty, tx]:
                left, right = tx << TILE_X, min((tx + 1) << TILE_X, columns)
                for y in range(ty << TILE_Y, min((ty + 1) << TILE_Y, rows)):
                    lay_over(over[y, left:right], out[y, left:right])
