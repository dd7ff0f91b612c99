"""Swarms as density."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.stage.plain.tiles import boxes

_LARGEST = 4000.0

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]


def splat(plane: U16, tiles: U8, points: F32, unit: float, fine: bool) -> None:
    """Adds `unit` for each point to a plane of density: to its pixel or, if `fine`, to the four around it."""
    if fine:
        _drop(plane, tiles, points - np.float32(0.5), np.float32(unit), _FOUR)
    else:
        _drop(plane, tiles, points, np.float32(unit), _ONE)


def streak(plane: U16, tiles: U8, before: F32, points: F32, unit: float, most: int) -> None:
    """Adds a streak from each point back to its place before, of at most `most` drops.

    A drop is shared between two pixels across the streak. A longer streak is fainter, by the root of its
    length: fast particles show without outshining slow ones. Short ones and endless ones are points.
    """
    way = before - points
    length = np.max(np.abs(way), axis=1)
    drawn = (length >= 1.5) & (length < _LARGEST)
    splat(plane, tiles, points[~drawn], unit, True)
    points, way, length = points[drawn], way[drawn], length[drawn]
    count = np.minimum(length.astype(np.int32), most)
    flat = np.abs(way[:, 0]) >= np.abs(way[:, 1])
    first = points - np.stack([~flat, flat], axis=1) * np.float32(0.5)
    each = (unit / np.sqrt(1 + 0.5 * (count - 1))).astype(np.float32)
    who = np.repeat(np.arange(count.size), count)
    turn = (np.arange(who.size) - np.repeat(np.cumsum(count) - count, count)).astype(np.float32)
    places = first[who] + (way / np.maximum(count, 1)[:, None].astype(np.float32))[who] * turn[:, None]
    for across, shares in ((flat[who], _DOWN), (~flat[who], _RIGHT)):
        _drop(plane, tiles, places[across], each[who][across], shares)


_ONE = ((0, 0),)
_FOUR = ((0, 0), (1, 0), (0, 1), (1, 1))
_DOWN = ((0, 0), (0, 1))
_RIGHT = ((0, 0), (1, 0))


def _drop(
    plane: U16, tiles: U8, places: F32, unit: F32 | np.float32, shares: tuple[tuple[int, int], ...]
) -> None:
    rows, columns = plane.shape
    fx, fy = places[:, 0], places[:, 1]
    border = 0 if shares is _ONE else 1
    inside = (fx >= 0) & (fy >= 0) & (fx < columns - border) & (fy < rows - border)
    fx, fy = fx[inside], fy[inside]
    unit = unit[inside] if isinstance(unit, np.ndarray) else unit
    x, y = fx.astype(np.int64), fy.astype(np.int64)
    u = fx - x if (1, 0) in shares else np.float32(0)
    v = fy - y if (0, 1) in shares else np.float32(0)
    total = plane.astype(np.uint32).ravel()
    for ox, oy in shares:
        weight = (u if ox else 1 - u) * (v if oy else 1 - v)
        np.add.at(total, (y + oy) * columns + x + ox, (unit * weight + 0.5).astype(np.uint32))
        tiles[(y + oy) >> 5, (x + ox) >> 6] = 1
    plane[:] = np.minimum(total, 65535).reshape(plane.shape)


def lay_swarms(
    planes: NDArray[np.uint16],
    tiles: U8,
    colours: F32,
    cores: F32,
    gains: F32,
    keep: int,
    ground: U32,
    out: U32,
) -> None:
    """Fades the density planes (runs, height, width) by `keep` / 32768 and lays them over the ground.

    Density times gain is optical depth: the share 1/(1 + depth) of the ground shines through. Colours of
    several runs mix by their depth, in no order; where a run is dense its colour turns towards its core.
    colours, cores: (runs, 3) red, green, blue, 0 … 255.
    """
    out[:] = ground
    for box in list(boxes(tiles, ground.shape)):
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
