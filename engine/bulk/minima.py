"""The minima of a landscape: those that are listed, and those that a search finds, whatever the formula.

The search starts at the low points of a grid and from its cells evenly, and goes downhill by Newton's method
with a Hessian made positive definite and steps held short, all starts at once. What arrives where the Hessian
is positive definite and the gradient is gone is a minimum; those nearer than a merging distance are one.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engine.entries import Landscape

Array = NDArray[np.float64]

SAMPLES, COARSE = 192, 13
"""Points along a side at which heights are compared, and from which it is searched whatever the heights."""

MARGIN = 0.25
"""How far beyond the domain is searched, as a part of its sides."""

STEPS = 80
MERGED = 1e-4
"""Places nearer than this part of the domain's diagonal are one minimum."""

MOST = 1024
"""Starts and minima above this number are left out, the highest first."""


@dataclass(frozen=True)
class Place:
    """A minimum; listed: whether the landscape's entry names it."""

    x: float
    y: float
    value: float
    listed: bool
    is_global: bool


def find_minima(landscape: Landscape, params: Mapping[str, float] | None = None) -> tuple[Place, ...]:
    """All minima at these parameters: the listed ones in their order, then the found ones from the lowest on.

    The same on every call; kept for the next.
    """
    values = landscape.values(dict(params or {}))
    return _found(landscape, tuple(sorted(values.items())))


@functools.lru_cache(maxsize=64)
def _found(landscape: Landscape, values: tuple[tuple[str, float], ...]) -> tuple[Place, ...]:
    params = dict(values)
    listed = [(b.x, b.y, b.value) for b in landscape.minima_at(**params)]
    known = [(*place, True) for place in listed]
    x0, x1, y0, y1 = landscape.domain
    merged = MERGED * float(np.hypot(x1 - x0, y1 - y0))
    for x, y, value in _search(landscape, params):
        if all(np.hypot(x - k[0], y - k[1]) > merged for k in known):
            known.append((x, y, value, False))
    shown = [v for x, y, v, _ in known if x0 <= x <= x1 and y0 <= y <= y1]
    lowest = min(shown, default=0.0)
    reach = 1e-9 * max(1.0, abs(lowest))
    return tuple(Place(x, y, v, by_list, v <= lowest + reach) for x, y, v, by_list in known[:MOST])


def _search(landscape: Landscape, params: dict[str, float]) -> list[tuple[float, float, float]]:
    """Minima found from many starts, from the lowest on, without twins."""
    x, y = descend(landscape, params, *_starts(landscape, params))
    value = landscape.value(x, y, **params)
    x0, x1, y0, y1 = landscape.domain
    merged = MERGED * float(np.hypot(x1 - x0, y1 - y0))
    # twins of one minimum differ by rounding: rounded numbers put them in the same order on every machine
    order = np.lexsort((np.round(y / merged), np.round(x / merged), np.round(value, 9)))
    found: list[tuple[float, float, float]] = []
    kept = np.empty((0, 2))
    for k in order:
        if not len(kept) or np.hypot(kept[:, 0] - x[k], kept[:, 1] - y[k]).min() > merged:
            found.append((float(x[k]), float(y[k]), float(value[k])))
            kept = np.array([place[:2] for place in found])
        if len(found) >= MOST:
            break
    return found


def _starts(landscape: Landscape, params: dict[str, float]) -> tuple[Array, Array]:
    """Cells of a grid that are lower than their eight neighbours, and points spread evenly."""
    x0, x1, y0, y1 = landscape.domain
    wide, high = MARGIN * (x1 - x0), MARGIN * (y1 - y0)
    xs = np.linspace(x0 - wide, x1 + wide, SAMPLES)
    ys = np.linspace(y0 - high, y1 + high, SAMPLES)
    height = landscape.value(xs[np.newaxis], ys[:, np.newaxis], **params)
    height = np.where(np.isfinite(height), height, np.inf)
    inner = height[1:-1, 1:-1]
    around = [
        height[1 + dy : SAMPLES - 1 + dy, 1 + dx : SAMPLES - 1 + dx]
        for dy in (-1, 0, 1)
        for dx in (-1, 0, 1)
        if dx or dy
    ]
    rows, columns = np.nonzero(np.all([inner <= other for other in around], axis=0) & np.isfinite(inner))
    lowest = np.argsort(inner[rows, columns], kind="stable")[:MOST]
    rows, columns = rows[lowest] + 1, columns[lowest] + 1
    spread = np.linspace(0.02, 0.98, COARSE)
    gx, gy = np.meshgrid(x0 + spread * (x1 - x0), y0 + spread * (y1 - y0))
    return np.concatenate([xs[columns], gx.ravel()]), np.concatenate([ys[rows], gy.ravel()])


def descend(landscape: Landscape, params: Mapping[str, float], x: Array, y: Array) -> tuple[Array, Array]:
    """Where Newton's method, made a descent, comes to rest; starts from which it does not are left out."""
    x0, x1, y0, y1 = landscape.domain
    longest = 0.02 * float(np.hypot(x1 - x0, y1 - y0))
    x, y = x.astype(np.float64), y.astype(np.float64)
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            dx, dy, _ = newton(landscape, params, x, y)
            length = np.hypot(dx, dy)
            scale = np.where(length > longest, longest / length, 1.0)
            x, y = x - scale * dx, y - scale * dy
            alive = np.isfinite(x) & np.isfinite(y)
            x, y = x[alive], y[alive]
            if not len(x):
                return x, y
        dx, dy, convex = newton(landscape, params, x, y)
        arrived = convex & (np.hypot(dx, dy) <= 1e-3 * MERGED * (longest / 0.02))
    inside = (np.abs(x - (x0 + x1) / 2) <= (0.5 + MARGIN) * (x1 - x0)) & (
        np.abs(y - (y0 + y1) / 2) <= (0.5 + MARGIN) * (y1 - y0)
    )
    return x[arrived & inside], y[arrived & inside]


def newton(
    landscape: Landscape, params: Mapping[str, float], x: Array, y: Array
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """H⁻¹g with the eigenvalues of H moved above 0 where they are not, and whether they were above 0."""
    gx, gy = landscape.gradient(x, y, **params)
    hxx, hxy, hyy = landscape.hessian(x, y, **params)
    middle, half = (hxx + hyy) / 2, np.hypot((hxx - hyy) / 2, hxy)
    lowest, largest = middle - half, np.abs(middle) + half
    convex = lowest > 0
    shift = np.where(convex, 0.0, np.abs(lowest) - lowest + 1e-3 * largest)
    a, c = hxx + shift, hyy + shift
    determinant = a * c - hxy * hxy
    dx, dy = (c * gx - hxy * gy) / determinant, (a * gy - hxy * gx) / determinant
    flat = (gx == 0) & (gy == 0)
    return np.where(flat, 0.0, dx), np.where(flat, 0.0, dy), convex
