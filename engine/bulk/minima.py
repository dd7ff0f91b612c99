"""The minima of a landscape: those that are listed, and those that a search finds, whatever the formula.

The search starts at the low points of a grid and from its cells evenly, and goes downhill by Newton's method
with a Hessian made positive definite and steps held short, all starts at once. What arrives where the Hessian
is positive definite and the gradient is gone is a minimum; those nearer than a merging distance are one.
Low points beside which none is found may be corners, which have no derivatives: see `corners`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.language.graph import Graph, topological

from .corners import Ground, corners, is_lowest, is_undercut, lowest_beside

if TYPE_CHECKING:
    from engine.entries import Landscape

Array = NDArray[np.float64]

SAMPLES, COARSE = 192, 13
"""Points along a side at which heights are compared, and from which it is searched whatever the heights."""

MARGIN = 0.25
"""How far beyond the domain is searched, as a part of its sides."""

STEPS, LATE_STEPS = 80, 20
"""Of Newton's method, from afar and from where a pattern search has been."""

LEVEL = 1e-12
"""Of two curvatures, one that is such a part of the other is not known from their sum and difference."""

MERGED = 1e-4
"""Places nearer than this part of the domain's diagonal are one minimum."""

ROUND = 1e-6
"""What is found late, beside no other, is no minimum where it is less curved along a valley than across it
by such a factor: rings have one at every point, by rounding."""

SMOOTH = frozenset(
    {"const", "name", "add", "sub", "mul", "div", "neg", "exp", "expm1", "log", "log1p"}
    | {"sin", "cos", "tan", "atan", "sinh", "cosh", "tanh"}
)
"""Operations that have a slope wherever they have a value."""

MOST = 1024
"""Starts and minima above this number are left out, the highest first."""


@dataclass(frozen=True)
class Place:
    """A minimum; listed: whether the landscape's entry names it.

    corner: whether it was found without derivatives, which tell no particle that it is beside this one.
    """

    x: float
    y: float
    value: float
    listed: bool
    is_global: bool
    corner: bool = False


def find_minima(landscape: Landscape, params: Mapping[str, float] | None = None) -> tuple[Place, ...]:
    """All minima at these parameters: the listed ones in their order, then the found ones from the lowest on.

    The same on every call; kept for the next.
    """
    values = landscape.values(dict(params or {}))
    return _found(landscape, tuple(sorted(values.items())))


def find_corners(landscape: Landscape, params: Mapping[str, float] | None = None) -> tuple[Place, ...]:
    """Those minima that Newton's step does not lead to; nothing is looked for where a formula has none."""
    return tuple(m for m in find_minima(landscape, params) if m.corner) if _has_edges(landscape) else ()


def _has_edges(landscape: Landscape) -> bool:
    """Whether a formula has operations that may lack a slope somewhere."""
    graph = landscape.formula.graph
    return any(_may_bend(graph, node) for node in topological(graph, [landscape.formula.root]))


def _may_bend(graph: Graph, node: int) -> bool:
    if graph.opcode(node) != "pow":
        return graph.opcode(node) not in SMOOTH
    power = graph.value(graph.arguments(node)[1])
    return power is None or power != int(power)


@functools.lru_cache(maxsize=64)
def _found(landscape: Landscape, values: tuple[tuple[str, float], ...]) -> tuple[Place, ...]:
    params = dict(values)
    listed = [(b.x, b.y, b.value) for b in landscape.minima_at(**params)]
    known = [(*place, True, False) for place in listed]
    x0, x1, y0, y1 = landscape.domain
    merged = MERGED * float(np.hypot(x1 - x0, y1 - y0))
    for x, y, value, corner in _search(landscape, params, listed):
        if all(np.hypot(x - k[0], y - k[1]) > merged for k in known):
            known.append((x, y, value, False, corner))
    shown = [v for x, y, v, *_ in known if x0 <= x <= x1 and y0 <= y <= y1]
    lowest = min(shown, default=0.0)
    reach = 1e-9 * max(1.0, abs(lowest))
    return tuple(
        Place(x, y, v, by_list, v <= lowest + reach, corner) for x, y, v, by_list, corner in known[:MOST]
    )


def _search(
    landscape: Landscape, params: dict[str, float], listed: list[tuple[float, float, float]]
) -> list[tuple[float, float, float, bool]]:
    """Minima found from many starts, from the lowest on, and whether they are corners; without twins."""
    x0, x1, y0, y1 = landscape.domain
    merged = MERGED * float(np.hypot(x1 - x0, y1 - y0))
    ground = Ground(landscape, params)
    low = _low_points(ground)
    spread = np.linspace(0.02, 0.98, COARSE)
    even = np.stack(np.meshgrid(x0 + spread * (x1 - x0), y0 + spread * (y1 - y0)), axis=-1).reshape(-1, 2)
    smooth = _without_twins(ground, _smooth(ground, np.concatenate([low, even])), merged)
    if not _has_edges(landscape):
        return [(*place, False) for place in smooth]
    step = (1 + 2 * MARGIN) / (SAMPLES - 1)
    left = lowest_beside(ground, low[_apart(ground, low, [*listed, *smooth], 2 * step)], step)
    if not len(left):
        return [(*place, False) for place in smooth]
    places = np.array([place[:2] for place in smooth]).reshape(-1, 2)
    late = _smooth(ground, left, LATE_STEPS)
    late = late[is_lowest(ground, late, ROUND)]
    smooth = _without_twins(ground, np.concatenate([places, late]), merged)
    sharp = corners(ground, left, step, merged)
    edged = _without_twins(ground, sharp[ground.is_near(sharp, MARGIN)], merged)
    found = [*((*place, False) for place in smooth), *((*place, True) for place in edged)]
    return sorted(found, key=lambda place: _rounded(place[0], place[1], place[2], merged))


def _smooth(ground: Ground, starts: Array, steps: int = STEPS) -> Array:
    """The minima (k, 2) that Newton's method finds from these starts (n, 2)."""
    x, y = starts.T
    found = np.stack(descend(ground.landscape, ground.params, x, y, steps), axis=1)
    # the ridge of x² − |x| has no slope either, where it is exactly met
    return found[~is_undercut(ground, found)]


def _apart(
    ground: Ground, places: Array, known: list[tuple[float, float, float]], far: float
) -> NDArray[np.bool_]:
    """Which places (n, 2) are farther than a part of the domain's sides from all that is known."""
    there = np.array([place[:2] for place in known]).reshape(-1, 2)
    return (np.hypot(*((places[:, np.newaxis] - there) / ground.sides).T) > far).all(axis=0)


def _without_twins(ground: Ground, places: Array, merged: float) -> list[tuple[float, float, float]]:
    """Places (n, 2) and their heights, from the lowest on, one of those that are nearer than `merged`."""
    x, y = places.T
    value = ground.landscape.value(x, y, **ground.params)
    order = sorted(range(len(x)), key=lambda k: _rounded(float(x[k]), float(y[k]), float(value[k]), merged))
    found: list[tuple[float, float, float]] = []
    kept = np.empty((0, 2))
    for k in order:
        if not len(kept) or np.hypot(kept[:, 0] - x[k], kept[:, 1] - y[k]).min() > merged:
            found.append((float(x[k]), float(y[k]), float(value[k])))
            kept = np.array([place[:2] for place in found])
        if len(found) >= MOST:
            break
    return found


def _rounded(x: float, y: float, value: float, merged: float) -> tuple[float, float, float]:
    """What minima are sorted by: twins of one differ by rounding, and so does one on other machines."""
    return round(value, 9), round(x / merged), round(y / merged)


def _low_points(ground: Ground) -> Array:
    """Points (n, 2) of a grid that are no higher than their eight neighbours, from the lowest on."""
    x0, x1, y0, y1 = ground.landscape.domain
    wide, high = MARGIN * (x1 - x0), MARGIN * (y1 - y0)
    xs = np.linspace(x0 - wide, x1 + wide, SAMPLES)
    ys = np.linspace(y0 - high, y1 + high, SAMPLES)
    height = ground.heights(np.stack(np.meshgrid(xs, ys), axis=-1))
    inner = height[1:-1, 1:-1]
    around = [
        height[1 + dy : SAMPLES - 1 + dy, 1 + dx : SAMPLES - 1 + dx]
        for dy in (-1, 0, 1)
        for dx in (-1, 0, 1)
        if dx or dy
    ]
    rows, columns = np.nonzero(np.all([inner <= other for other in around], axis=0) & np.isfinite(inner))
    lowest = np.argsort(inner[rows, columns], kind="stable")[:MOST]
    return np.stack([xs[columns[lowest] + 1], ys[rows[lowest] + 1]], axis=1)


def descend(
    landscape: Landscape, params: Mapping[str, float], x: Array, y: Array, steps: int = STEPS
) -> tuple[Array, Array]:
    """Where Newton's method, made a descent, comes to rest; starts from which it does not are left out."""
    x0, x1, y0, y1 = landscape.domain
    longest = 0.02 * float(np.hypot(x1 - x0, y1 - y0))
    x, y = x.astype(np.float64), y.astype(np.float64)
    with np.errstate(all="ignore"):
        for _ in range(steps):
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
    inside = Ground(landscape, dict(params)).is_near(np.stack([x, y], axis=1), MARGIN)
    return x[arrived & inside], y[arrived & inside]


def newton(
    landscape: Landscape, params: Mapping[str, float], x: Array, y: Array
) -> tuple[Array, Array, NDArray[np.bool_]]:
    """H⁻¹g with the eigenvalues of H moved above 0 where they are not, and whether they were above 0."""
    gx, gy = landscape.gradient(x, y, **params)
    hxx, hxy, hyy = landscape.hessian(x, y, **params)
    middle, half = (hxx + hyy) / 2, np.hypot((hxx - hyy) / 2, hxy)
    lowest, largest = middle - half, np.abs(middle) + half
    # beside the minimum of x⁴ + y² the difference is 0 by rounding, while the product is exact
    level = (np.abs(lowest) < LEVEL * largest) & (hxy * hxy <= np.abs(hxx * hyy) / 2)
    lowest = np.where(level, (hxx * hyy - hxy * hxy) / largest, lowest)
    convex = lowest > 0
    shift = np.where(convex, 0.0, np.abs(lowest) - lowest + 1e-3 * largest)
    a, c = hxx + shift, hyy + shift
    determinant = a * c - hxy * hxy
    dx, dy = (c * gx - hxy * gy) / determinant, (a * gy - hxy * gx) / determinant
    flat = (gx == 0) & (gy == 0)
    return np.where(flat, 0.0, dx), np.where(flat, 0.0, dy), convex
