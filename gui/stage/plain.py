"""The raster loops in NumPy: what draws until the compiled ones are ready, and what they are tested against.

Pictures are (height, width) uint32, 0xffRRGGBB. `tiles` are (⌈height/32⌉, ⌈width/64⌉) uint8, 1 where
something has been drawn, so that empty parts of a picture cost nothing. Points are in pixels, y down.
Every function works in place; what is not finite or lies outside is not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

TILE = (32, 64)
_LARGEST = 4000.0

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]
U32 = NDArray[np.uint32]


def tone(
    h: F32,
    t: F32,
    c: F32,
    table: F32,
    log: bool,
    low: float,
    per_unit: float,
    contour_log: bool,
    scale: float,
    offset: float,
) -> None:
    """Heights to the ramp's coordinate `t` (NaN where h is) and to the contour coordinate `c`; see `Tone`."""
    with np.errstate(all="ignore"):
        v = h.astype(np.float32)
        decades = np.log10(np.maximum(v, np.float32(1e-30))) if log or contour_log else v
        s = np.clip(((decades if log else v) - np.float32(low)) * np.float32(per_unit), 0, table.size - 1)
        s = np.where(np.isnan(s), np.float32(0), s).astype(np.float32)
        k = np.minimum(s.astype(np.int32), table.size - 2)
        t[:] = np.where(np.isnan(v), np.nan, table[k] + (table[k + 1] - table[k]) * (s - k))
        c[:] = (decades if contour_log else v) * np.float32(scale) + np.float32(offset)


def shade(
    t: F32,
    c: F32,
    out: U32,
    ramp: F32,
    line: F32,
    empty: int,
    steep: float,
    relief: float,
    half: float,
    strength: float,
    major: float,
    spread: float,
) -> None:
    """Paints the ground: the ramp's colour, light from the upper left, contour lines where `c` is whole.

    steep: slope for a difference of `t` over two pixels. half: half the width of a line in pixels; every
    `major`-th line is stronger; lines closer than 2 + 1/`spread` pixels fade away.
    """
    with np.errstate(all="ignore"):
        gx, gy = (g * np.float32(steep) for g in _differences(t))
        facing = (0.5 * gx + 0.6 * gy + 0.65) / np.sqrt(1 + gx * gx + gy * gy)
        lit = 1 + np.float32(relief) * (facing * 1.5384615 - 1)
        lit[np.isnan(lit)] = 1
        cover = _inked(c, half, major, spread) * np.float32(strength)
        k = np.nan_to_num(t * (ramp.shape[0] - 1)).astype(np.int32)
        noise = _grain(t.shape)
        packed = np.full(t.shape, 0xFF, np.uint32)
        for channel in range(3):
            v = np.minimum(ramp[k, channel] * (1 + (lit - 1) * (1.1 - 0.2 * channel)), 255)
            v = np.minimum(v + (line[channel] - v) * cover + noise, 255)
            packed = packed << np.uint32(8) | v.astype(np.uint32)
        out[:] = np.where(t >= 0, packed, np.uint32(empty))


def _differences(v: F32) -> tuple[F32, F32]:
    """Over two pixels along the rows and along the columns; at the edges twice those over one."""
    y, x = (2 * np.gradient(v, axis=axis) if v.shape[axis] > 1 else np.zeros_like(v) for axis in (0, 1))
    return x.astype(np.float32), y.astype(np.float32)


def _inked(c: F32, half: float, major: float, spread: float) -> F32:
    cx, cy = (g * np.float32(0.5) for g in _differences(c))
    slope = np.sqrt(cx * cx + cy * cy)
    level = np.floor(c + np.float32(0.5))
    strong = level - major * np.floor(level / major) == 0
    cover = np.clip(half + 0.5 - np.abs(c - level) / slope, 0, 1)
    cover *= np.clip((np.where(strong, major, 1) / slope - 2) * spread, 0, 1)
    return np.where(slope > 1e-7, np.where(strong, cover * 1.7, cover), 0).astype(np.float32)


def _grain(shape: tuple[int, int]) -> F32:
    x = np.arange(shape[1], dtype=np.float32) * np.float32(0.06711056)
    y = np.arange(shape[0], dtype=np.float32) * np.float32(0.00583715)
    noise = x[None, :] + y[:, None]
    noise -= np.floor(noise)
    noise *= np.float32(52.9829189)
    return noise - np.floor(noise)


def segments(
    layer: U32,
    stamps: U16,
    tiles: U8,
    ends: F32,
    colours: U32,
    times: U16,
    now: int,
    ageing: U8,
    per_step: float,
    radius: float,
    halo: float,
    glow: float,
) -> None:
    """Draws round-ended lines into a layer of paths, later ones over earlier ones.

    layer: 0xAARRGGBB with AA the cover when drawn; stamps: the step at which. ends: (n, 4) x, y, x, y.
    ageing[age, cover] is what is seen of a cover after `age / per_step` steps. A line is opaque up to
    `radius` from its middle and glows for `halo` beyond. Overlapping parts of one path do not add up: a
    pixel keeps the larger cover, so that joints do not show; another colour mixes in by its cover.
    """
    for (ax, ay, bx, by), colour, time in zip(ends.tolist(), colours, times, strict=True):
        span = (bx - ax) ** 2 + (by - ay) ** 2
        if not span < 1e9:
            continue
        reach = radius + 0.5 + halo
        box = _box(layer.shape, min(ax, bx), max(ax, bx), min(ay, by), max(ay, by), reach)
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
        _touch(layer[box], stamps[box], cover, colour, time, now, ageing, per_step)
        tiles[
            box[0].start >> 5 : (box[0].stop - 1 >> 5) + 1, box[1].start >> 6 : (box[1].stop - 1 >> 6) + 1
        ] = 1


def _touch(
    layer: U32,
    stamps: U16,
    cover: NDArray[np.int32],
    colour: np.uint32,
    time: np.uint16,
    now: int,
    ageing: U8,
    per_step: float,
) -> None:
    solid = (layer >> np.uint32(24)).astype(np.int32)
    seen = ageing[_ages(stamps, now, ageing, per_step), solid].astype(np.int32)
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


def _box(
    shape: tuple[int, ...], x0: float, x1: float, y0: float, y1: float, reach: float
) -> tuple[slice, slice] | None:
    if not (x1 + reach > 0 and y1 + reach > 0 and x0 - reach < shape[1] and y0 - reach < shape[0]):
        return None
    rows = slice(max(int(y0 - reach), 0), min(int(y1 + reach) + 2, shape[0]))
    columns = slice(max(int(x0 - reach), 0), min(int(x1 + reach) + 2, shape[1]))
    return rows, columns


def lay_paths(layer: U32, stamps: U16, tiles: U8, out: U32, now: int, ageing: U8, per_step: float) -> None:
    """Lays the layer of paths over the picture, as aged as it is at step `now`."""
    for box in _tiles(tiles, layer.shape):
        inked = layer[box] >> np.uint32(24)
        seen = ageing[_ages(stamps[box], now, ageing, per_step), inked].astype(np.int32)
        mixed = _mixed(out[box], layer[box], seen + (seen >> 7))
        out[box] = np.where(inked > 0, np.uint32(0xFF000000) | mixed, out[box])


def _tiles(tiles: U8, shape: tuple[int, ...]) -> Iterator[tuple[slice, slice]]:
    for ty, tx in np.argwhere(tiles):
        y, x = int(ty) * TILE[0], int(tx) * TILE[1]
        yield slice(y, min(y + TILE[0], shape[0])), slice(x, min(x + TILE[1], shape[1]))


def shapes(out: U32, kinds: U8, forms: F32, colours: U32) -> None:
    """Draws marks, later ones over earlier ones.

    kinds: disc 0, ring 1, diagonal cross 2. forms: (n, 5) x, y, radius, half the line's width, softness of
    the edge in pixels (1 is sharp). colours: 0xAARRGGBB with AA the opacity.
    """
    for kind, (x, y, radius, half, soft), colour in zip(kinds, forms.tolist(), colours, strict=True):
        box = _box(out.shape, x, x, y, y, radius + half + soft + 1)
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
    for box in list(_tiles(tiles, ground.shape)):
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
