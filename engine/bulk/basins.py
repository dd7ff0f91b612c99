"""The basins that descent makes of a landscape's plane, by cells: those that a path visits are counted."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .minima import find_minima

if TYPE_CHECKING:
    from engine.entries import Landscape

CELLS, CELLS_OF_MANY = 512, 256
"""Cells along a side of the plane; fewer where an axis varies the landscape, and there are many planes."""

MOST_LABELS = 1024

MANY = 128
"""Planes that a map may have, and that are kept, 16 MB."""

Basins = tuple[NDArray[np.int16], NDArray[np.float64]]
"""Cells, and the frame in which they lie, see `stepping.visit`."""

NO_BASINS: Basins = (np.zeros((0, 0), np.int16), np.zeros(4))


@functools.lru_cache(maxsize=16)
def basins_of(landscape: Landscape, params: tuple[tuple[str, float], ...]) -> Basins:
    """Those of a landscape that is the same for all pixels."""
    return _drained(landscape, dict(params), CELLS)


@functools.lru_cache(maxsize=MANY)
def basins_at(landscape: Landscape, params: tuple[tuple[str, float], ...]) -> Basins:
    """Those of one of many landscapes along an axis."""
    return _drained(landscape, dict(params), CELLS_OF_MANY)


def _drained(landscape: Landscape, params: dict[str, float], side: int) -> Basins:
    """The basin of each cell of the plane, by where descent from neighbour to lowest neighbour leads.

    Cells flow to a low cell, and this one belongs to the minimum nearest to it; -1 beyond the first 1,024.
    """
    x0, x1, y0, y1 = landscape.domain
    wide, high = (x1 - x0) / side, (y1 - y0) / side
    xs, ys = x0 + (np.arange(side) + 0.5) * wide, y0 + (np.arange(side) + 0.5) * high
    height = landscape.value(xs[np.newaxis], ys[:, np.newaxis], **params)
    padded = np.pad(np.where(np.isfinite(height), height, np.inf), 1, constant_values=np.inf)
    best, target = height.copy(), np.arange(side * side).reshape(side, side)
    own = target.copy()
    steepest = np.zeros_like(height)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            if not (dx or dy):
                continue
            other = padded[1 + dy : side + 1 + dy, 1 + dx : side + 1 + dx]
            with np.errstate(all="ignore"):
                slope = (best - other) / np.hypot(dx * wide, dy * high)
            steeper = slope > steepest
            steepest = np.where(steeper, slope, steepest)
            target = np.where(steeper, own + dy * side + dx, target)
    flow = target.ravel()
    while True:
        further = flow[flow]
        if (further == flow).all():
            break
        flow = further
    labels = _labels_of(landscape, params, np.unique(flow), xs, ys)
    cells = np.full(side * side, -1, np.int16)
    cells[np.unique(flow)] = labels
    return np.ascontiguousarray(cells[flow].reshape(side, side)), np.array([x0, y0, 1 / wide, 1 / high])


def _labels_of(
    landscape: Landscape,
    params: dict[str, float],
    low: NDArray[np.int64],
    xs: NDArray[np.floating],
    ys: NDArray[np.floating],
) -> NDArray[np.int16]:
    """The number of the minimum that each low cell belongs to."""
    minima = find_minima(landscape, params)
    if not minima:
        return np.full(len(low), -1, np.int16)
    x, y = xs[low % len(xs)], ys[low // len(xs)]
    away = np.stack([np.hypot(x - m.x, y - m.y) for m in minima])
    nearest = away.argmin(axis=0)
    return np.where(nearest < MOST_LABELS, nearest, -1).astype(np.int16)
