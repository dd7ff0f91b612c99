"""Curves of plots. Executed through `engine.kernel_cache`, never imported.

Each function has a twin of the same name in `gui.stage.plain`, which says what it does. Comparisons are
written so that a coordinate that is not a number fails them and draws nothing.
"""

from __future__ import annotations

import math

import numpy as np

from engine.kernel_cache.decorator import njit

f32 = np.float32
i32 = np.int32
u32 = np.uint32

INK = "uint32[:,::1]"
LINE = "float64[::1]"
SHARES = "float32[::1]"
OPTIONS = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
    "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"},
}
PARTS = 3  # columns in a pixel
FAR = 1e6
HUGE = 1e307  # what is not finite fails comparisons with it; isfinite does not survive fast arithmetic


@njit
def mark(low, high, column, a, b):
    if 0 <= column < low.shape[0]:
        low[column] = min(low[column], min(a, b))
        high[column] = max(high[column], max(a, b))


@njit
def trace(x, y, place, low, high, pad):
    """What a curve covers of each column: from low to high, low above high where it has nothing."""
    last_u, last_v = math.nan, math.nan
    for i in range(x.shape[0]):
        u = (place[0] * x[i] + place[1]) * PARTS + pad
        v = place[2] * y[i] + place[3]
        if not (-FAR < u < FAR and -HUGE < v < HUGE):
            last_u = math.nan
            continue
        v = min(max(v, -FAR), FAR)
        mark(low, high, math.floor(u), v, v)
        if last_u <= u:
            first, last = math.floor(last_u), math.floor(u)
            rise = (v - last_v) / (u - last_u) if u > last_u else 0.0
            for column in range(max(first, 0), min(last, low.shape[0] - 1) + 1):
                a = last_v + rise * (max(last_u, float(column)) - last_u)
                b = last_v + rise * (min(u, float(column + 1)) - last_u)
                mark(low, high, column, a, b)
        last_u, last_v = u, v


@njit
def blend(image, x, tops, bottoms, colour, strength):
    """Lays the mean of a pixel's columns over one column of pixels."""
    first, last = math.inf, -math.inf
    begin, end = -math.inf, math.inf
    for k in range(PARTS):
        begin, end = max(begin, tops[k]), min(end, bottoms[k])
        if tops[k] < bottoms[k]:
            first, last = min(first, tops[k]), max(last, bottoms[k])
    if not first < last:
        return
    # from row `begin` to row `end` all of a pixel is covered
    begin, end = math.ceil(min(max(begin, -FAR), FAR)), math.floor(min(max(end, -FAR), FAR))
    whole = u32(strength * f32(256.0) + f32(0.5))
    even, rest = u32(0xFF00FF), u32(256) - whole
    odd = (colour & even) * whole + u32(0x800080)
    other = ((u32(0xFF000000) | colour) >> u32(8) & even) * whole + u32(0x800080)
    red, green, blue = colour >> u32(16) & u32(255), colour >> u32(8) & u32(255), colour & u32(255)
    height = image.shape[0]
    for row in range(math.floor(min(max(first, 0.0), height)), math.ceil(max(min(last, height), 0.0))):
        if begin <= row < end:
            old = image[row, x]
            low = ((old & even) * rest + odd) >> u32(8) & even
            high = ((old >> u32(8) & even) * rest + other) & u32(0xFF00FF00)
            image[row, x] = high | low
            continue
        cover = 0.0
        for k in range(PARTS):
            cover += max(min(bottoms[k], row + 1.0) - max(tops[k], float(row)), 0.0)
        share = f32(cover / PARTS) * strength
        keep = f32(1.0) - share
        old = image[row, x]
        a = u32(f32(old >> u32(24)) * keep + f32(255.0) * share + f32(0.5))
        r = u32(f32(old >> u32(16) & u32(255)) * keep + f32(red) * share + f32(0.5))
        g = u32(f32(old >> u32(8) & u32(255)) * keep + f32(green) * share + f32(0.5))
        b = u32(f32(old & u32(255)) * keep + f32(blue) * share + f32(0.5))
        image[row, x] = a << u32(24) | r << u32(16) | g << u32(8) | b


@njit(f"void({INK}, {LINE}, {LINE}, {LINE}, float64, uint32, {SHARES})", **OPTIONS)
def lay_curve(image, x, y, place, half, colour, strengths):
    width = image.shape[1]
    pad = i32(math.ceil(half * PARTS))
    low = np.full(width * PARTS + 2 * pad, np.inf)
    high = np.full(width * PARTS + 2 * pad, -np.inf)
    trace(x, y, place, low, high, pad)
    reach = np.empty(2 * pad + 1)
    for d in range(2 * pad + 1):
        aside = (d - pad) / PARTS / max(half - 0.5 / PARTS, 1e-3)
        reach[d] = half * math.sqrt(1.0 - aside**2) if abs(aside) <= 1.0 else -1.0
    tops, bottoms = np.empty(PARTS), np.empty(PARTS)
    for column in range(width):
        if not strengths[column] > f32(0.0):
            continue
        for k in range(PARTS):
            tops[k], bottoms[k] = np.inf, -np.inf
            for d in range(2 * pad + 1):
                at = column * PARTS + k + d
                if reach[d] >= 0.0 and low[at] <= high[at]:
                    tops[k] = min(tops[k], low[at] - reach[d])
                    bottoms[k] = max(bottoms[k], high[at] + reach[d])
        blend(image, column, tops, bottoms, colour, strengths[column])


@njit
def level(x, y, u, place, i):
    """The height at a column between two points of a curve."""
    a, b = place[0] * x[i] + place[1], place[0] * x[i + 1] + place[1]
    part = min(max((u - a) / (b - a), 0.0), 1.0) if b > a else 0.0
    v = place[2] * (y[i] + (y[i + 1] - y[i]) * part) + place[3]
    return min(max(v, -FAR), FAR) if -HUGE < v < HUGE else math.nan


@njit(f"void({INK}, {LINE}, {LINE}, {LINE}, {LINE}, uint32, {SHARES})", **OPTIONS)
def lay_band(image, x, low, high, place, colour, strengths):
    n = x.shape[0]
    if n < 2:
        return
    tops, bottoms = np.empty(PARTS), np.empty(PARTS)
    first, last = place[0] * x[0] + place[1], place[0] * x[n - 1] + place[1]
    i = 0
    for column in range(image.shape[1]):
        for k in range(PARTS):
            tops[k], bottoms[k] = np.inf, -np.inf
            u = column + (k + 0.5) / PARTS
            while i + 2 < n and place[0] * x[i + 1] + place[1] < u:
                i += 1
            if first <= u <= last:
                a, b = level(x, high, u, place, i), level(x, low, u, place, i)
                if a <= FAR and b <= FAR:
                    tops[k], bottoms[k] = min(a, b), max(a, b)
        if strengths[column] > f32(0.0):
            blend(image, column, tops, bottoms, colour, strengths[column])
