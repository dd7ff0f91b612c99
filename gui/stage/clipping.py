"""Cutting lines at the edge of a picture, so that a particle flung far away costs and breaks nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def clipped(
    ends: NDArray[np.float64], width: float, height: float, margin: float
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The lines (n, 4) x, y, x, y that cross the picture with a margin around it, cut at the margin's edge.

    Returns the numbers of the lines that are left and the lines (Y.-D. Liang and B. A. Barsky, "A new concept
    and method for line clipping", ACM Transactions on Graphics 3, 1984). What is not finite is left out.
    """
    with np.errstate(all="ignore"):
        start, way = ends[:, :2], ends[:, 2:] - ends[:, :2]
        first, last = np.zeros(len(ends)), np.ones(len(ends))
        usable = np.isfinite(way).all(axis=1)
        for axis, size in ((0, width), (1, height)):
            near, far = (-margin - start[:, axis]), (size + margin - start[:, axis])
            a, b = near / way[:, axis], far / way[:, axis]
            still = way[:, axis] == 0
            usable &= ~still | ((near <= 0) & (far >= 0))
            first = np.maximum(first, np.where(still, 0.0, np.minimum(a, b)))
            last = np.minimum(last, np.where(still, 1.0, np.maximum(a, b)))
        kept = np.nonzero(usable & (first <= last))[0]
    start, way = start[kept], way[kept]
    cut = np.concatenate([start + way * first[kept, None], start + way * last[kept, None]], axis=1)
    return kept, cut
