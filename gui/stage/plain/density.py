"""An ensemble as an image: each pixel as dark as many of its members lie there."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

F64 = NDArray[np.float64]
U32 = NDArray[np.uint32]

_FAR = 1e6


def lay_density(
    image: U32, x: F64, levels: F64, place: F64, dense: float, colour: int, strength: float
) -> None:
    """Lays the density of an ensemble over an image of premultiplied 0xAARRGGBB.

    levels: (n, m), at each of the ascending x the values below which 0, 1/(m − 1), …, all of the ensemble
    lie; between two of them it lies evenly, over one pixel at least. A point lies at the pixel
    (place[0]·x + place[1], place[2]·y + place[3]). dense: a pixel that holds the part p of the ensemble has
    the opacity (1 − exp(−dense·p))·strength.
    """
    n, m = levels.shape
    if n < 2 or m < 2:
        return
    height, width = image.shape
    u, px = np.arange(width) + 0.5, place[0] * x + place[1]
    mass = np.zeros((height, width))
    known = (u >= px[0]) & (u <= px[-1])
    edges = []
    for k in range(m):
        with np.errstate(over="ignore", invalid="ignore"):
            edge = np.interp(u, px, place[2] * levels[:, k] + place[3])
        near = np.abs(edge) < _FAR
        known &= near
        edges.append(np.where(near, edge, 0.0))
    rows = np.arange(height)[:, np.newaxis]
    for first, second in itertools.pairwise(edges):
        low, high = np.minimum(first, second), np.maximum(first, second)
        thin, middle = high - low < 1, (low + high) / 2
        low, high = np.where(thin, middle - 0.5, low), np.where(thin, middle + 0.5, high)
        inside = np.minimum(high, rows + 1) - np.maximum(low, rows)
        mass += np.maximum(inside, 0.0) / (high - low) / (m - 1)
    share = (1 - np.exp(-dense * mass)) * known * strength
    for shift in (24, 16, 8, 0):
        new = 255.0 if shift == 24 else float(int(colour) >> shift & 255)
        old = (image >> np.uint32(shift) & np.uint32(255)).astype(np.float64)
        channel = np.floor(old * (1 - share) + new * share + 0.5).astype(np.uint32)
        image &= np.uint32(~(255 << shift) & 0xFFFFFFFF)
        image |= channel << np.uint32(shift)
