"""Cutting lines at the edge of a picture, so that a particle flung far away costs and breaks nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FAR = 1e6
FARTHEST = 1e13
"""Pixels beyond which a place is known no better than to a hundredth of one."""


def clipped(
    ends: NDArray[np.float64], width: float, height: float, margin: float
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The lines (n, 4) x, y, x, y that cross the picture with a margin around it, cut at the margin's edge.

    Returns the numbers of the lines that are left and the lines (Y.-D. Liang and B. A. Barsky, "A new concept
    and method for line clipping", ACM Transactions on Graphics 3, 1984). What is not finite is left out, and
    what leads from so far away to so far away that rounding decides whether it crosses the picture.
    """
    with np.errstate(all="ignore"):
        far = np.abs(ends).reshape(-1, 2, 2).max(axis=2)
        # measured from the nearer end: from one that is very far the picture is smaller than a rounding
        swapped = far[:, 0] > np.maximum(far[:, 1], FAR)
        near_first = np.where(swapped[:, None], ends[:, [2, 3, 0, 1]], ends)
        start, way = near_first[:, :2], near_first[:, 2:] - near_first[:, :2]
        first, last = np.zeros(len(ends)), np.ones(len(ends))
        usable = np.isfinite(way).all(axis=1) & (far.min(axis=1) <= FARTHEST)
        for axis, size in ((0, width), (1, height)):
            low, high = (-margin - start[:, axis]), (size + margin - start[:, axis])
            a, b = low / way[:, axis], high / way[:, axis]
            still = way[:, axis] == 0
            usable &= ~still | ((low <= 0) & (high >= 0))
            first = np.maximum(first, np.where(still, 0.0, np.minimum(a, b)))
            last = np.minimum(last, np.where(still, 1.0, np.maximum(a, b)))
        kept = np.nonzero(usable & (first <= last))[0]
    start, way, swapped = start[kept], way[kept], swapped[kept]
    cut = np.concatenate([start + way * first[kept, None], start + way * last[kept, None]], axis=1)
    cut = np.where(swapped[:, None], cut[:, [2, 3, 0, 1]], cut)
    edges = np.array([width, height] * 2) + margin
    return kept, np.clip(cut, -margin, edges)
