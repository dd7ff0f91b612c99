"""Paths and marks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.stage.plain.tiles import boxes

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]


def segments(
    layer: U32,
    stamps: U16,
    tiles: U8,
    ends: F32,
    colours: U32,
    times: U16,
    ageing: U8,
    per_step: float,
    radii: F32,
    halos: F32,
    glow: float,
) -> None:
    """Draws round-ended lines into a layer of paths, later ones over earlier ones.

    layer: 0xAARRGGBB with AA the cover when drawn; stamps: the step at which. ends: (n, 4) x, y, x, y.
    ageing[age, cover] is what is seen of a cover after `age / per_step` steps; what was drawn before counts
    by what is seen of it at the step of what is drawn over it. A line is opaque up to its radius from its
    middle and glows for its halo beyond. Overlapping parts of one path do not add up: a pixel keeps the
    larger cover, so that joints do not show; another colour mixes in by its cover.
    """
    for (ax, ay, bx, by), colour, time, radius, halo in zip(
        ends.tolist(), colours, times, radii.tolist(), halos.tolist(), strict=True
    ):
        span = (bx - ax) ** 2 + (by - ay) ** 2
        if not span < 1e9:
            continue
        reach = radius + 0.5 + halo
        box = box_of(layer.shape, min(ax, bx), max(ax, bx), min(ay, by), max(ay, by), reach)
        if box is None:
            continue
        qy, qx = np.ogrid[box]
        qx, qy = qx + 0.5 - ax, qy + 0.5 - ay
        dx, dy = bx - ax, by - ay
        part = np.clip((qx * dx + qy * dy) / max(span, 1e-9), 0, 1)
        away = np.hypot(qx - part * dx, qy - part * dy) - radius
        shine = np.maximum(1 - np.maximum(away, 0) / halo, 0) if halo > 0 else np.zeros_like(away)
        cover = np.maximum(np.minimum(0.5 - away, 1), shine * shine * glow) * 255
        cover = np.maximum(cover, 0).astype(np.int32)
        _touch(layer[box], stamps[box], cover, colour, time, ageing, per_step)
        tiles[
            box[0].start >> 5 : (box[0].stop - 1 >> 5) + 1, box[1].start >> 6 : (box[1].stop - 1 >> 6) + 1
        ] = 1


def _touch(
    layer: U32,
    stamps: U16,
    cover: NDArray[np.int32],
    colour: np.uint32,
    time: np.uint16,
    ageing: U8,
    per_step: float,
) -> None:
    solid = (layer >> np.uint32(24)).astype(np.int32)
    seen = ageing[_ages(stamps, int(time), ageing, per_step), solid].astype(np.int32)
    share = np.minimum(cover * 256 // np.maximum(cover + (255 - cover) * seen // 255, 1), 256)
    share[solid == 0] = 256
    fresh = (cover > 0) & ((cover >= seen) | (solid == 0))
    drawn = np.where(fresh, cover, solid).astype(np.uint32) << np.uint32(24) | _mixed(layer, colour, share)
    layer[:] = np.where(cover > 0, drawn, layer)
    stamps[fresh] = time


def _ages(stamps: U16, now: int, ageing: U8, per_step: float) -> NDArray[np.int32]:
    age = (now - stamps.astype(np.int32)).astype(np.float32) * np.float32(per_step)
    return np.clip(age, 0, ageing.shape[0] - 1).astype(np.int32)


def _mixed(old: U32, new: U32 | np.uint32, share: NDArray[np.int32]) -> U32:
    mixed = np.zeros(share.shape, np.uint32)
    for shift in (np.uint32(16), np.uint32(8), np.uint32(0)):
        a = (old >> shift & np.uint32(255)).astype(np.int32)
        b = np.asarray(new >> shift & np.uint32(255)).astype(np.int32)
        mixed |= ((a * (256 - share) + b * share) >> 8).astype(np.uint32) << shift
    return mixed


def box_of(
    shape: tuple[int, ...], x0: float, x1: float, y0: float, y1: float, reach: float
) -> tuple[slice, slice] | None:
    """The rows and columns within `reach` of a rectangle; None where they are outside of the picture."""
    if not (x1 + reach > 0 and y1 + reach > 0 and x0 - reach < shape[1] and y0 - reach < shape[0]):
        return None
    rows = slice(max(int(y0 - reach), 0), min(int(y1 + reach) + 2, shape[0]))
    columns = slice(max(int(x0 - reach), 0), min(int(x1 + reach) + 2, shape[1]))
    return rows, columns


def lay_paths(layer: U32, stamps: U16, tiles: U8, out: U32, now: int, ageing: U8, per_step: float) -> None:
    """Lays the layer of paths over the picture, as aged as it is at step `now`."""
    for box in boxes(tiles, layer.shape):
        inked = layer[box] >> np.uint32(24)
        seen = ageing[_ages(stamps[box], now, ageing, per_step), inked].astype(np.int32)
        mixed = _mixed(out[box], layer[box], seen + (seen >> 7))
        out[box] = np.where(inked > 0, np.uint32(0xFF000000) | mixed, out[box])


def shapes(out: U32, kinds: U8, forms: F32, colours: U32) -> None:
    """Draws marks, later ones over earlier ones.

    kinds: disc 0, ring 1, diagonal cross 2. forms: (n, 5) x, y, radius, half the line's width, softness of
    the edge in pixels (1 is sharp). colours: 0xAARRGGBB with AA the opacity.
    """
    for kind, (x, y, radius, half, soft), colour in zip(kinds, forms.tolist(), colours, strict=True):
        box = box_of(out.shape, x, x, y, y, radius + half + soft + 1)
        if box is None:
            continue
        qy, qx = np.ogrid[box]
        qx, qy = qx + 0.5 - x, qy + 0.5 - y
        if kind == 2:
            a, b = np.abs(qx + qy) * 0.70710678, np.abs(qx - qy) * 0.70710678
            away = np.hypot(np.minimum(a, b), np.maximum(np.maximum(a, b) - radius, 0)) - half
        else:
            away = np.hypot(qx, qy) - radius
            away = np.abs(away) - half if kind == 1 else away
        cover = np.clip(0.5 - away / soft, 0, 1) * (int(colour) >> 24) * 1.004
        out[box] = np.uint32(0xFF000000) | _mixed(out[box], colour, cover.astype(np.int32))
