"""The landscape: heights to colours, a few rows at a time: what they need on the way stays in the cache."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
U32 = NDArray[np.uint32]

ROWS = 24
"""Computed together."""


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
        for rows, _, _ in _strips(len(h)):
            v = h[rows].astype(np.float32)
            decades = np.log10(np.maximum(v, np.float32(1e-30))) if log or contour_log else v
            s = np.clip(((decades if log else v) - np.float32(low)) * np.float32(per_unit), 0, table.size - 1)
            s = np.where(np.isnan(s), np.float32(0), s).astype(np.float32)
            k = np.minimum(s.astype(np.int32), table.size - 2)
            t[rows] = np.where(np.isnan(v), np.nan, table[k] + (table[k + 1] - table[k]) * (s - k))
            c[rows] = (decades if contour_log else v) * np.float32(scale) + np.float32(offset)


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
    calm: float,
) -> None:
    """Paints the ground: the ramp's colour, light from the upper left, contour lines where `c` is whole.

    steep: slope for a difference of `t` over two pixels. half: half the width of a line in pixels; every
    `major`-th line is stronger; lines closer than 2 + 1/`spread` pixels and those further apart than `calm`
    pixels, on ground that is nearly flat, fade away.
    """
    with np.errstate(all="ignore"):
        for rows, around, inner in _strips(len(t)):
            lit = _lit(t[around], steep, relief)[inner]
            cover = _inked(c[around], half, major, spread, calm)[inner] * np.float32(strength)
            k = np.nan_to_num(t[rows] * (ramp.shape[0] - 1)).astype(np.int32)
            noise = _grain(rows, t.shape[1])
            packed = np.full(k.shape, 0xFF, np.uint32)
            for channel in range(3):
                v = np.minimum(ramp[:, channel].take(k) * (1 + (lit - 1) * (1.1 - 0.2 * channel)), 255)
                v = np.minimum(v + (line[channel] - v) * cover + noise, 255)
                packed = packed << np.uint32(8) | v.astype(np.uint32)
            out[rows] = np.where(t[rows] >= 0, packed, np.uint32(empty))


def _strips(height: int) -> Iterator[tuple[slice, slice, slice]]:
    """Rows, the same with a row before and after where there is one, and the first within the second."""
    for top in range(0, height, ROWS):
        bottom = min(top + ROWS, height)
        first = max(top - 1, 0)
        yield slice(top, bottom), slice(first, min(bottom + 1, height)), slice(top - first, bottom - first)


def _lit(t: F32, steep: float, relief: float) -> F32:
    gx, gy = (g * np.float32(steep) for g in _differences(t))
    facing = (0.5 * gx + 0.6 * gy + 0.65) / np.sqrt(1 + gx * gx + gy * gy)
    lit = 1 + np.float32(relief) * (facing * 1.5384615 - 1)
    lit[np.isnan(lit)] = 1
    return lit


def _differences(v: F32) -> tuple[F32, F32]:
    """Over two pixels along the rows and along the columns; at the edges twice those over one."""
    y, x = (2 * np.gradient(v, axis=axis) if v.shape[axis] > 1 else np.zeros_like(v) for axis in (0, 1))
    return x.astype(np.float32), y.astype(np.float32)


def _steeper(v: F32, axis: int) -> F32:
    """The larger of the differences to the pixels before and after."""
    apart = np.abs(np.diff(v, axis=axis))
    none = np.zeros_like(np.take(v, [0], axis))
    return np.maximum(np.concatenate([none, apart], axis), np.concatenate([apart, none], axis))


def _inked(c: F32, half: float, major: float, spread: float, calm: float) -> F32:
    cx, cy = (g * np.float32(0.5) for g in _differences(c))
    slope = np.sqrt(cx * cx + cy * cy)
    sy, sx = (_steeper(c, axis) for axis in (0, 1))
    crowd = np.sqrt(sx * sx + sy * sy)
    level = np.floor(c + np.float32(0.5))
    strong = level - major * np.floor(level / major) == 0
    cover = np.clip(half + 0.5 - np.abs(c - level) / slope, 0, 1)
    cover *= np.clip((np.where(strong, major, 1) / crowd - 2) * spread, 0, 1)
    cover *= np.minimum(slope * calm, 1) ** 2
    return np.where(slope > 1e-7, np.where(strong, cover * 1.7, cover), 0).astype(np.float32)


def _grain(rows: slice, width: int) -> F32:
    x = np.arange(width, dtype=np.float32) * np.float32(0.06711056)
    y = np.arange(rows.start, rows.stop, dtype=np.float32) * np.float32(0.00583715)
    noise = x[None, :] + y[:, None]
    noise -= np.floor(noise)
    noise *= np.float32(52.9829189)
    return noise - np.floor(noise)
