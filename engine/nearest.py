"""Which particle of a swarm lies nearest to a place, found where the backend keeps them, without a copy."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .problem import Float, Layout

ALIKE = 1 / 24
"""Of the reach: particles that are as near as this are not told apart, so that a million on one spot cost
no more than a few."""

_TOGETHER = 1 << 16  # particles that are compared at once: they stay in a core's cache


@np.errstate(over="ignore", invalid="ignore")
def nearest(
    layout: Layout, place: tuple[float, float], metric: ArrayLike, reach: float
) -> tuple[int, float] | None:
    """Number and distance of the particle nearest to a place of the plane; None without one within reach.

    metric: (2, 2), how far a unit along each coordinate leads, in the two directions of a picture, in whose
    pixels the reach and the distance are. Of particles nearer than `ALIKE` of the reach the first is taken.
    """
    matrix = np.asarray(metric, np.float64)
    if not np.isfinite(matrix).all() or not np.linalg.det(matrix) or not np.isfinite(place).all():
        return None
    # half the sides of the box around everything within reach
    sides = reach * np.hypot(*np.linalg.inv(matrix).T)
    found: tuple[int, float] | None = None
    for offset, x, y in _pieces(layout):
        row, lane = np.nonzero(_within(x, place[0], sides[0]))
        near = _within(y[row, lane], place[1], sides[1]) & (offset + row * layout.share + lane < layout.n)
        if not near.any():
            continue
        row, lane = row[near], lane[near]
        steps = np.stack([x[row, lane], y[row, lane]]).astype(np.float64) - np.array([place]).T
        away = np.hypot(*(matrix @ steps))
        alike = away < ALIKE * reach
        best = int(np.argmax(alike) if alike.any() else np.argmin(away))
        if away[best] <= reach and (found is None or away[best] < found[1]):
            found = offset + int(row[best] * layout.share + lane[best]), float(away[best])
        if alike.any():
            break
    return found


def _pieces(layout: Layout) -> Iterator[tuple[int, Float, Float]]:
    """Number of the first particle, and both coordinates, (rows, lanes), of so many that a core keeps."""
    share, blocks = layout.share, layout.blocks
    for low in range(0, len(blocks), max(1, _TOGETHER // share)):
        some = blocks[low : low + max(1, _TOGETHER // share)]
        for left in range(0, share, _TOGETHER):
            right = min(left + _TOGETHER, share)
            yield low * share + left, some[:, left:right], some[:, share + left : share + right]


def _within(values: Float, middle: float, side: float) -> NDArray[np.bool_]:
    """Which values are so near; a rounding too many rather than one too few, and no NaN."""
    real = values.dtype.type
    with np.errstate(over="ignore"):
        low, high = real(middle - side), real(middle + side)
    return (values >= np.nextafter(low, real(-np.inf))) & (values <= np.nextafter(high, real(np.inf)))
