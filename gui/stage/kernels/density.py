"""Ensembles as images. Executed through `engine.kernel_cache`, never imported.

Each function has a twin of the same name in `gui.stage.plain`, which says what it does.
"""

from __future__ import annotations

import math

import numba as nb
import numpy as np

f32 = np.float32
u32 = np.uint32

OPTIONS = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
    "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"},
}
FAR = 1e6


@nb.njit
def spread(mass, low, high, share):
    """Adds a share of the whole to the rows between two heights, to a row at least."""
    if high - low < 1.0:
        middle = (low + high) / 2
        low, high = middle - 0.5, middle + 0.5
    per_row = share / (high - low)
    for row in range(max(math.floor(low), 0), min(math.ceil(high), mass.shape[0])):
        mass[row] += per_row * (min(high, row + 1.0) - max(low, float(row)))


@nb.njit
def lay(image, column, mass, dense, colour, strength):
    red, green, blue = colour >> u32(16) & u32(255), colour >> u32(8) & u32(255), colour & u32(255)
    for row in range(mass.shape[0]):
        if mass[row] > 0.0:
            share = f32(1.0 - math.exp(-dense * mass[row])) * strength
            keep = f32(1.0) - share
            old = image[row, column]
            a = u32(f32(old >> u32(24)) * keep + f32(255.0) * share + f32(0.5))
            r = u32(f32(old >> u32(16) & u32(255)) * keep + f32(red) * share + f32(0.5))
            g = u32(f32(old >> u32(8) & u32(255)) * keep + f32(green) * share + f32(0.5))
            b = u32(f32(old & u32(255)) * keep + f32(blue) * share + f32(0.5))
            image[row, column] = a << u32(24) | r << u32(16) | g << u32(8) | b


@nb.njit(
    "void(uint32[:,::1], float64[::1], float64[:,::1], float64[::1], float64, uint32, float32)", **OPTIONS
)
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
        known = True
        for k in range(m):
            level = levels[i, k] + (levels[i + 1, k] - levels[i, k]) * part
            heights[k] = place[2] * level + place[3]
            known &= -FAR < heights[k] < FAR
        if known:
            mass[:] = 0.0
            for k in range(m - 1):
                low, high = min(heights[k], heights[k + 1]), max(heights[k], heights[k + 1])
                spread(mass, low, high, 1.0 / (m - 1))
            lay(image, column, mass, dense, colour, strength)
