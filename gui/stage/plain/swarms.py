"""Swarms over the ground."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.stage.plain.tiles import TILE, boxes

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]


def lay_swarms(
    planes: NDArray[np.uint16],
    tiles: U8,
    colours: F32,
    cores: F32,
    gains: F32,
    keep: int,
    ground: U32,
    out: U32,
    first: int,
    last: int,
) -> None:
    """Fades the density planes (runs, height, width) by `keep` / 32768 and lays them over the ground.

    Only the rows of tiles first … last − 1 are drawn, so that they can be shared out.
    Density times gain is optical depth: the share 1/(1 + depth) of the ground shines through. Colours of
    several runs mix by their depth, in no order; where a run is dense its colour turns towards its core.
    colours, cores: (runs, 3) red, green, blue, 0 … 255.
    """
    rows = slice(first * TILE[0], last * TILE[0])
    out[rows] = ground[rows]
    marked = np.zeros_like(tiles)
    marked[first:last] = tiles[first:last]
    for box in list(boxes(marked, ground.shape)):
        part = planes[(slice(None), *box)]
        part[:] = (part.astype(np.uint32) * np.uint32(keep)) >> np.uint32(15)
        if not part.any():
            tiles[box[0].start >> 5, box[1].start >> 6] = 0
        depth = part.astype(np.float32) * gains[:, None, None]
        deep = depth / (depth + 4)
        clear = 1 / (1 + depth.sum(axis=0))
        mixed = np.full(clear.shape, 0xFF, np.uint32)
        for channel, shift in enumerate((16, 8, 0)):
            tint = colours[:, channel, None, None] + (cores - colours)[:, channel, None, None] * deep
            b = (ground[box] >> np.uint32(shift) & np.uint32(255)).astype(np.float32)
            mixed = mixed << np.uint32(8) | ((b + (depth * tint).sum(axis=0)) * clear).astype(np.uint32)
        out[box] = mixed
