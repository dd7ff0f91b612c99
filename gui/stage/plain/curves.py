"""Curves of plots, as heights over columns of pixels.

A plot's curve never turns back, so all that it covers of a narrow column lies between two heights. That
costs the same for a level line and for one that jumps at every step, where a painter's polygons do not.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
U32 = NDArray[np.uint32]

PARTS = 3
"""Columns in a pixel; their mean is its cover."""

_FAR = 1e6


def lay_curve(image: U32, x: F64, y: F64, place: F64, half: float, colour: int, strengths: F32) -> None:
    """Lays a round-ended line of `half` pixels on either side over an image of premultiplied 0xAARRGGBB.

    x: ascending; what is not finite of y leaves a gap. A point lies at the pixel (place[0]·x + place[1],
    place[2]·y + place[3]). strengths: (width,), the opacity in each column of pixels.
    """
    width = image.shape[1]
    pad = math.ceil(half * PARTS)
    low, high = _traced(x, y, place, width * PARTS + 2 * pad, pad)
    tops, bottoms = np.full(width * PARTS, np.inf), np.full(width * PARTS, -np.inf)
    for d in range(2 * pad + 1):
        # what a column covers is as wide as the column: half of it less to either side
        aside = (d - pad) / PARTS / max(half - 0.5 / PARTS, 1e-3)
        if abs(aside) > 1:
            continue
        reach = half * math.sqrt(1 - aside**2)
        part = slice(d, d + width * PARTS)
        tops, bottoms = np.minimum(tops, low[part] - reach), np.maximum(bottoms, high[part] + reach)
    _blend(image, tops, bottoms, colour, strengths)


def lay_band(image: U32, x: F64, low: F64, high: F64, place: F64, colour: int, strengths: F32) -> None:
    """Fills what lies between two curves over the same x; the rest as in `lay_curve`."""
    if len(x) < 2:
        return
    u = (np.arange(image.shape[1] * PARTS) + 0.5) / PARTS
    px = place[0] * x + place[1]
    edges = []
    for edge in (high, low):
        with np.errstate(over="ignore", invalid="ignore"):
            level = np.interp(u, px, place[2] * edge + place[3], left=np.nan, right=np.nan)
        edges.append(np.where(np.isfinite(level), np.clip(level, -_FAR, _FAR), np.nan))
    tops, bottoms = np.minimum(*edges), np.maximum(*edges)
    gap = np.isnan(tops)
    _blend(image, np.where(gap, np.inf, tops), np.where(gap, -np.inf, bottoms), colour, strengths)


def _traced(x: F64, y: F64, place: F64, columns: int, pad: int) -> tuple[F64, F64]:
    """What a curve covers of each column: from low to high, low above high where it has nothing."""
    low, high = np.full(columns, np.inf), np.full(columns, -np.inf)
    with np.errstate(invalid="ignore", over="ignore"):
        u = (place[0] * x + place[1]) * PARTS + pad
        v = place[2] * y + place[3]
        good = np.isfinite(v) & (np.abs(u) < _FAR)
        v = np.where(good, np.clip(v, -_FAR, _FAR), np.nan)
    at = np.floor(u[good]).astype(np.int64)
    inside = (at >= 0) & (at < columns)
    np.minimum.at(low, at[inside], v[good][inside])
    np.maximum.at(high, at[inside], v[good][inside])
    if np.count_nonzero(good) > 1:
        # where a curve crosses from one column to the next
        edges = np.arange(columns + 1.0)
        crossing = np.interp(edges, u, v, left=np.nan, right=np.nan)
        for side in (crossing[:-1], crossing[1:]):
            there = np.isfinite(side)
            low[there] = np.minimum(low[there], side[there])
            high[there] = np.maximum(high[there], side[there])
    return low, high


def _blend(image: U32, tops: F64, bottoms: F64, colour: int, strengths: F32) -> None:
    """Lays what lies between heights, `PARTS` of them to a column of pixels, over an image.

    Only pixels are touched that something lies on: curves are thin.
    """
    height, width = image.shape
    with np.errstate(over="ignore", invalid="ignore"):
        some = np.nonzero((tops < bottoms) & (bottoms > 0) & (tops < height))[0]
    tops, bottoms = np.clip(tops[some], 0, height), np.clip(bottoms[some], 0, height)
    first = np.minimum(np.floor(tops), height - 1).astype(np.int64)
    rows = np.maximum(np.ceil(bottoms).astype(np.int64) - first, 1)
    ends = np.cumsum(rows)
    if not len(ends):
        return
    # an entry for every part of a column and every row that it reaches
    which = np.repeat(np.arange(len(rows)), rows)
    row = np.arange(ends[-1]) - np.repeat(ends - rows, rows) + np.repeat(first, rows)
    part = np.minimum(bottoms[which], row + 1.0) - np.maximum(tops[which], row)
    at = row * width + some[which] // PARTS
    low, high = int(at.min()), int(at.max()) + 1
    cover = np.bincount(at - low, part, high - low)
    touched = np.nonzero(cover)[0]
    share = (cover[touched] / PARTS * strengths[(touched + low) % width]).astype(np.float32)[:, np.newaxis]
    ink = np.array([colour & 255, colour >> 8 & 255, colour >> 16 & 255, 255], np.float32)
    flat = image.reshape(-1)
    places = touched + low
    old = flat[places].view(np.uint8).reshape(-1, 4)
    new = (old * (1 - share) + ink * share + np.float32(0.5)).astype(np.uint8)
    flat[places] = new.reshape(-1).view(np.uint32) if new.size else flat[places]
