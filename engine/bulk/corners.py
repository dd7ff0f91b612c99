"""Minima that have no derivatives to be found by: at the corner of |x| + |y|, Newton's method has no root.

A pattern search goes from the low points of a grid to whatever is lower in many directions around, ever
closer, and from four points beside each. Only where all of them meet is a minimum: in a narrow valley that
falls gently, such a search stops here and there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engine.entries import Landscape

Array = NDArray[np.float64]

MOST = 128
"""Low points from which it is searched: see `_chosen`."""

_CELLS = 8
"""Parts of each side, the lowest points of which are searched from before others: a level valley has many."""

_FIRST, _ROUNDS, _DIRECTIONS, _SHORTER = 64, 150, 16, 0.7
_AGAIN = 3
"""Rounds after which it is asked anew which way an edge runs."""

_AFRESH = (1.0, 0.3, 0.1)
"""With such parts of the first step it is begun anew."""

_SHORT, _SHORTEST = 1e-9, 1e-14
"""As parts of the domain's sides: where steps are shorter, a corner is known well enough, and exactly."""

_TURN = np.pi * (3 - np.sqrt(5))
_RINGS = (1e-5, 1e-3)
"""As parts of the domain's sides: so far around a minimum everything is higher."""

_HIGHER = 1e-12
"""What is more than rounding, as a part of the heights around."""

_CLOSER, _SUDDEN = 1e-3, 0.05
"""At a corner the gradient changes on a way so much shorter by at least such a part of all its change."""

_FORESEEN = 0.2
"""Where second derivatives tell the change of the gradient but for such a part, there is no corner."""

_BESIDE = np.array([(0.0, 0.0), (0.8, 0.3), (-0.3, 0.8), (-0.8, -0.3), (0.3, -0.8)])


@dataclass(frozen=True)
class Ground:
    """A landscape at its parameters, at places (..., 2)."""

    landscape: Landscape
    params: dict[str, float]

    @property
    def sides(self) -> Array:
        """The domain's width and height, (2,): what is far along one side may be near along the other."""
        x0, x1, y0, y1 = self.landscape.domain
        return np.array([x1 - x0, y1 - y0])

    def is_near(self, places: Array, margin: float) -> NDArray[np.bool_]:
        """Which places lie within the domain, or beyond it by no more than a part of its sides; (...)."""
        x0, x1, y0, y1 = self.landscape.domain
        away = np.abs(places - np.array([(x0 + x1) / 2, (y0 + y1) / 2]))
        return (away <= (0.5 + margin) * self.sides).all(axis=-1)

    def heights(self, places: Array) -> Array:
        """(...), infinite where there is no number."""
        with np.errstate(all="ignore"):
            found = self.landscape.value(places[..., 0], places[..., 1], **self.params)
        return np.where(np.isfinite(found), found, np.inf)

    def slopes(self, places: Array) -> Array:
        """The gradient for coordinates in units of the sides, (..., 2)."""
        with np.errstate(all="ignore"):
            found = self.landscape.gradient(places[..., 0], places[..., 1], **self.params)
            return self.sides * np.stack(np.broadcast_arrays(*found, places[..., 0])[:2], axis=-1)

    def bends(self, places: Array) -> Array:
        """The Hessian at (n, 2) for such coordinates, (n, 2, 2)."""
        with np.errstate(all="ignore"):
            xx, xy, yy = self.landscape.hessian(places[:, 0], places[:, 1], **self.params)
            rows = [
                np.stack(np.broadcast_arrays(*row, places[:, 0])[:2], axis=-1) for row in ((xx, xy), (xy, yy))
            ]
            return np.outer(self.sides, self.sides) * np.stack(rows, axis=-2)


def lowest_beside(ground: Ground, low: Array, step: float) -> Array:
    """What is lowest around low points (n, 2) that may have a corner beside them: at most MOST places.

    step: how far their neighbours are, as a part of the domain's sides.
    """
    rough = low[_is_rough(ground, low, step)]
    return settled(ground, _chosen(ground, rough, step), step, _FIRST, edges=False)[0]


def _chosen(ground: Ground, low: Array, step: float) -> Array:
    """MOST of these points (n, 2), which come from the lowest on: one of neighbours, which are equally low,
    those within the domain first, and from every part of it the lowest."""
    middle = np.array(ground.landscape.domain).reshape(2, 2).mean(axis=1)
    away = (low - middle) / ground.sides
    kept = np.empty((0, 2))
    for place in away:
        if not (np.abs(kept - place) < 1.5 * step).all(axis=1).any():
            kept = np.concatenate([kept, place[np.newaxis]])
    cells = np.floor((kept + 0.5) * _CELLS).astype(np.int64)
    before = np.array([(cells[:k] == cell).all(axis=1).sum() for k, cell in enumerate(cells)], np.int64)
    beyond = (np.abs(kept) > 0.5).any(axis=1)
    first = np.lexsort((before, beyond))[:MOST]
    return middle + kept[first] * ground.sides


def corners(ground: Ground, low: Array, step: float, merged: float) -> Array:
    """The minima (k, 2) next to places (n, 2) as `lowest_beside` finds them, of those that have one; several
    places may lead to one. merged: nearer ones are one."""
    places = low[_has_edge(ground, low, step)]
    starts = (places[:, np.newaxis] + step * ground.sides * _BESIDE).reshape(-1, 2)
    ends, heights = settled(ground, starts, step)
    ends, heights = ends.reshape(-1, len(_BESIDE), 2), heights.reshape(-1, len(_BESIDE))
    found = ends[np.arange(len(places)), np.argmin(heights, axis=1)]
    meet = (np.hypot(*np.moveaxis(ends - found[:, np.newaxis], -1, 0)) <= merged).all(axis=1)
    found, lowest = at_rest(ground, found[meet & np.isfinite(heights).all(axis=1)], 0.1 * step)
    return found[lowest]


def at_rest(ground: Ground, places: Array, step: float) -> tuple[Array, NDArray[np.bool_]]:
    """Minima next to places (n, 2), and which of those are minima.

    Along a bent edge a search's steps grow short too soon: it is begun anew from where it ended.
    """
    places, lowest = places.copy(), np.zeros(len(places), bool)
    for part in _AFRESH:
        left = np.flatnonzero(~lowest)
        if not len(left):
            break
        places[left], _ = settled(ground, places[left], part * step, shortest=_SHORT)
        lowest[left] = is_lowest(ground, places[left])
    return places, lowest


def settled(
    ground: Ground,
    places: Array,
    step: float,
    rounds: int = _ROUNDS,
    edges: bool = True,
    shortest: float = _SHORTEST,
) -> tuple[Array, Array]:
    """Where a pattern search from places (n, 2) ends, (n, 2), and how high that is, (n,).

    step: the first, as a part of the domain's sides. edges: whether it also goes along edges, whichever way
    they run. shortest: the step after which it has ended.
    """
    places, heights, steps = places.copy(), ground.heights(places), np.full(len(places), step)
    along = np.empty((len(places), 2, 2))
    for turn in range(rounds):
        left = np.flatnonzero(steps > shortest)
        if not len(left):
            break
        # every other time along the axes and halfway between them, where many edges run
        ways = np.broadcast_to(_circle(turn * _TURN if turn % 2 else 0.0), (len(left), _DIRECTIONS, 2))
        if edges:
            if turn % _AGAIN == 0:
                along[left] = _along(ground, places[left], steps[left])
            ways = np.concatenate([ways, along[left]], axis=1)
        around = places[left, np.newaxis] + steps[left, np.newaxis, np.newaxis] * ground.sides * ways
        tried = ground.heights(around)
        best = np.arange(len(left)), np.argmin(tried, axis=1)
        lower = tried[best] < heights[left]
        places[left[lower]], heights[left[lower]] = around[best][lower], tried[best][lower]
        steps[left[~lower]] *= _SHORTER
    return places, heights


def _along(ground: Ground, places: Array, steps: Array) -> Array:
    """Both ways along an edge between here and there, (n, 2, 2): across it the gradient jumps."""
    across = _unit(ground.slopes(places)) * steps[:, np.newaxis] * ground.sides
    with np.errstate(all="ignore"):
        x, y = _unit(ground.slopes(places + across) - ground.slopes(places - across)).T
    one = np.stack([-y, x], axis=-1)
    return np.stack([one, -one], axis=1)


def _is_rough(ground: Ground, places: Array, step: float) -> NDArray[np.bool_]:
    """Where the gradient changes otherwise around places than the second derivatives there have it."""
    change = _changes(ground, places, step)
    foreseen = 2 * step * np.einsum("nij,kj->nki", ground.bends(places), _circle(0.0))
    return ~(_longest(change - foreseen) <= _FORESEEN * _longest(change))


def _has_edge(ground: Ground, places: Array, step: float) -> NDArray[np.bool_]:
    """Where the gradient is another one right beside a place, on some way across it."""
    near, far = (_longest(_changes(ground, places, part * step)) for part in (_CLOSER, 1.0))
    return (near != 0) & ~(near < _SUDDEN * far)


def _changes(ground: Ground, places: Array, far: float) -> Array:
    """By how much the gradient differs between two sides of places (n, 2), (n, k, 2)."""
    ways = far * ground.sides * _circle(0.0)
    with np.errstate(all="ignore"):
        return ground.slopes(places[:, np.newaxis] + ways) - ground.slopes(places[:, np.newaxis] - ways)


def _longest(ways: Array) -> Array:
    return np.asarray(np.hypot(*np.moveaxis(ways, -1, 0)).max(axis=1, initial=0.0))


def is_lowest(ground: Ground, places: Array, higher: float = _HIGHER) -> NDArray[np.bool_]:
    """Which places (n, 2) have everything around them higher, by such a part of the highest at least: less
    is rounding in a level valley."""
    good = np.ones(len(places), bool)
    with np.errstate(all="ignore"):
        for here, around in _rings(ground, places):
            rise = around - here
            good &= (rise > 0).all(axis=1) & (rise.min(axis=1) >= higher * rise.max(axis=1))
    return good


def is_undercut(ground: Ground, places: Array) -> NDArray[np.bool_]:
    """Which places (n, 2) have something lower right beside them, by more than rounding."""
    found = np.zeros(len(places), bool)
    with np.errstate(all="ignore"):
        for here, around in _rings(ground, places):
            found |= (around < here - _HIGHER * (np.abs(here) + np.abs(around))).any(axis=1)
    return found


def _rings(ground: Ground, places: Array) -> Iterator[tuple[Array, Array]]:
    """The heights of places, (n, 1), and around them, (n, k): a bent edge that falls is hit by no direction
    but its own."""
    circle = np.broadcast_to(_circle(0.0), (len(places), _DIRECTIONS, 2))
    for part in _RINGS:
        along = _along(ground, places, np.full(len(places), part))
        ring = places[:, np.newaxis] + part * ground.sides * np.concatenate([circle, along], axis=1)
        yield ground.heights(places)[:, np.newaxis], ground.heights(ring)


def _unit(ways: Array) -> Array:
    """Of length 1; nothing where there is no way."""
    with np.errstate(all="ignore"):
        return np.nan_to_num(ways / np.hypot(*ways.T)[:, np.newaxis], nan=0.0, posinf=0.0, neginf=0.0)


def _circle(turned: float) -> Array:
    angles = turned + np.arange(_DIRECTIONS) * (2 * np.pi / _DIRECTIONS)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1)
