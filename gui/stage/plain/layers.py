"""What stands still under and over what moves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.stage.plain.tiles import boxes

U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]


def restore(source: U32, out: U32, tiles: U8) -> None:
    """Copies the tiles that are marked."""
    for box in boxes(tiles, out.shape):
        out[box] = source[box]


def cover(over: U32, covered: U8, out: U32, tiles: U8) -> None:
    """Lays a picture over the marked tiles of another, those where it has anything, `covered`.

    over: 0xAARRGGBB with AA the opacity, by which the colours are multiplied already.
    """
    for box in boxes(tiles & covered, out.shape):
        top, below = over[box], out[box]
        keep = np.uint32(255) - (top >> np.uint32(24))
        found = np.full(top.shape, 0xFF000000, np.uint32)
        for shift in (np.uint32(16), np.uint32(8), np.uint32(0)):
            t = (below >> shift & np.uint32(255)) * keep + np.uint32(128)
            part = (t + (t >> np.uint32(8))) >> np.uint32(8)
            found |= (part + (top >> shift & np.uint32(255))) << shift
        out[box] = found
