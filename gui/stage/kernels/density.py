"""Ensembles as images. Executed through `engine.kernel_cache`, never imported.

Each function has a twin of the same name in `gui.stage.plain`, which says what it does.
"""

from __future__ import annotations

import math

import numpy as np

from engine.kernel_cache.decorator import njit

f32 = np.float32
u32 = np.uint32

OPTIONS = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
    "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"},
}
FAR = 1e6


@njit
def spread(mass, low, high, share):
    """Adds a share of the whole to the rows between two heights, to a row at least."""
    if high - low < 1.0:
        middle = (low + high) / 2
        low, high = middle - 0.5, middle + 0.5
    per_row = share / (high - low)
    first, last = max(math.floor(low), 0), min(math.ceil(high), mass.shape[0]) - 1
    if first > last:
        return
    mass[first] += per_row * (min(high, first + 1.0) - max(low, float(first)))
    for row in range(first + 1, last):
        mass[row] += per_row
    if last > first:
        mass[last] += per_row * (min(high, last + 1.0) - max(low, float(last)))


@njit
def lay(image, column, mass, top, bottom, dense, colour, strength):
    """Two channels at a time, with opacities in parts of 256; between two levels all rows have the same."""
    even, odd = u32(0xFF00FF), colour & u32(0xFF00FF)
    other = (u32(0xFF000000) | colour) >> u32(8) & even
    known, keep, first, second = 0.0, u32(0), u32(0), u32(0)
    for row in range(top, bottom):
        if mass[row] > 0.0:
            if mass[row] != known:
                known = mass[row]
                share = u32(256.0 * (1.0 - math.exp(-dense * known)) * strength + 0.5)
                keep = u32(256) - share
                first, second = odd * share + u32(0x800080), other * share + u32(0x800080)
            old = image[row, column]
            low = ((old & even) * keep + first) >> u32(8) & even
            high = ((old >> u32(8) & even) * keep + second) & u32(0xFF00FF00)
            image[row, column] = high | low


@njit("void(uint32[:,::1], float64[::1], float64[:,::1], float64[::1], float64, uint32, float32)", **OPTIONS)
def lay_density(image, x, levels, place, dense, colour, strength):
    n, m = levels.shape
    if n < 2 or m < 2:
        return
    mass, heights = np.empty(image.shape[0]), np.empty(m)
    first, last = place[0] * x[0] + place[1], place[0] * x[n - 1] + place[1]
    i = 0
    for column in range(image.shape[1]):
        u = column + 0.5
        while i + 2 < n and place[0] * x[i + 1] + place[1] < u:
            i += 1
        if not first <= u <= last:
            continue
        a, b = place[0] * x[i] + place[1], place[0] * x[i + 1] + place[1]
        part = min(max((u - a) / (b - a), 0.0), 1.0) if b > a else 0.0
        known, least, most = True, FAR, -FAR
        for k in range(m):
            level = levels[i, k] + (levels[i + 1, k] - levels[i, k]) * part
            heights[k] = place[2] * level + place[3]
            known &= -FAR < heights[k] < FAR
            least, most = min(least, heights[k]), max(most, heights[k])
        if known:
            # one row more on either side: what lies within one is spread over a whole one
            top, bottom = max(math.floor(least) - 1, 0), min(math.ceil(most) + 1, mass.shape[0])
            mass[top:bottom] = 0.0
            for k in range(m - 1):
                low, high = min(heights[k], heights[k + 1]), max(heights[k], heights[k + 1])
                spread(mass, low, high, 1.0 / (m - 1))
            lay(image, column, mass, top, bottom, dense, colour, strength)
