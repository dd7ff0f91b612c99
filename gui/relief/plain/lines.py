"""Lines for pictures that are gone at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.stage.plain.paths import box_of
from gui.stage.plain.tiles import boxes

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
U32 = NDArray[np.uint32]


def lines(layer: U32, tiles: U8, ends: F32, inks: U32, radii: F32, halos: F32, glow: float) -> None:
    """Round-ended lines into a layer: each pixel keeps the ink that covers it most.

    layer: 0xAARRGGBB with AA the cover. ends: (n, 4) x, y, x, y. inks: 0xAARRGGBB, AA being the largest cover
    of that line. A line is whole up to its radius from its middle and glows for its halo beyond.
    """
    for (ax, ay, bx, by), ink, radius, halo in zip(
        ends.tolist(), inks.tolist(), radii.tolist(), halos.tolist(), strict=True
    ):
        span = (bx - ax) ** 2 + (by - ay) ** 2
        if not span < 1e9:
            continue
        box = box_of(layer.shape, min(ax, bx), max(ax, bx), min(ay, by), max(ay, by), radius + 0.5 + halo)
        if box is None:
            continue
        qy, qx = np.ogrid[box]
        qx, qy = qx + 0.5 - ax, qy + 0.5 - ay
        dx, dy = bx - ax, by - ay
        part = np.clip((qx * dx + qy * dy) / max(span, 1e-9), 0, 1)
        away = np.hypot(qx - part * dx, qy - part * dy) - radius
        shine = np.maximum(1 - np.maximum(away, 0) / halo, 0) if halo > 0 else np.zeros_like(away)
        cover = np.maximum(np.minimum(0.5 - away, 1), shine * shine * glow) * (ink >> 24)
        won = cover >= (layer[box] >> np.uint32(24)) + 1.0
        fresh = np.maximum(cover, 0).astype(np.uint32) << np.uint32(24) | np.uint32(ink & 0xFFFFFF)
        layer[box] = np.where(won, fresh, layer[box])
        tiles[
            box[0].start >> 5 : (box[0].stop - 1 >> 5) + 1, box[1].start >> 6 : (box[1].stop - 1 >> 6) + 1
        ] = 1


def lay_lines(layer: U32, tiles: U8, out: U32) -> None:
    """Lays the layer over a picture and leaves it empty."""
    for box in boxes(tiles, layer.shape):
        ink = layer[box]
        share = (ink >> np.uint32(24)).astype(np.int64)
        share += share >> 7
        laid = np.full(ink.shape, 0xFF000000, np.int64)
        for shift in (16, 8, 0):
            a, b = (part.astype(np.int64) >> shift & 255 for part in (out[box], ink))
            laid |= (a * (256 - share) + b * share >> 8) << shift
        out[box] = np.where(share > 0, laid.astype(np.uint32), out[box])
        layer[box] = 0
    tiles[:] = 0
