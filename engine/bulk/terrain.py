"""What a map's landscape has to be told apart: its minima, wherever an axis moves them."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.outcome import NEAR
from engine.run_arguments import field_defaults, filled
from engine.turns import Turns

from .axes import Axis
from .corners import Ground, at_rest
from .minima import MERGED, Place, find_minima

if TYPE_CHECKING:
    from engine.entries import Landscape

    from .study import Study

KNOTS = 33
"""Values of a landscape's parameter at which minima are found anew, where an axis varies it."""

KNOTS_OF_TWO = 11
"""Those of each where both axes do."""

NEAR_ENOUGH = 4
"""So many times as far from a minimum as one at rest beside it may be, a particle at rest is in its basin."""

STAYS = 1e-6
"""A minimum that moves by no more than this part of the domain's diagonal stays in its place."""

_NEARBY = 0.01
"""A part of the domain's sides, from which on a corner is looked for at the next knot."""

_SHORT_STEPS = 40
"""By which a minimum is followed from knot to knot: they are far apart where a map is of few pixels."""


@dataclass(frozen=True, eq=False)
class Places:
    """minima: in the order of the basins' numbers, at the middle of the axes where these move them.

    exact: (sets, k, 4) in float64, their x, y, whether they are listed, and the largest square of the
    distance that a particle beside one may have; one set, or one for each value of `knots` by rows and
    columns, see `_followed`. moving: whether an axis moves them, were it of a single pixel.
    """

    minima: tuple[Place, ...]
    exact: NDArray[np.float64]
    moving: bool
    knots: tuple[int, int]
    size: tuple[int, int]

    def rough(self, dtype: np.dtype) -> NDArray[np.floating]:
        """The places to look for on the way; none where every pixel has its own."""
        if self.moving:
            return np.zeros((0, 2), dtype)
        return np.ascontiguousarray(self.exact[0, :, :2].astype(dtype))

    def sets_of(self, rows: slice, columns: slice) -> NDArray[np.int16]:
        """The set of places of each pixel of a tile; nothing where there is one for all."""
        if not self.moving:
            return np.zeros((0, 0), np.int16)
        (down, across), (height, width) = self.knots, self.size
        row = np.arange(rows.start, rows.stop) * down // height
        column = np.arange(columns.start, columns.stop) * across // width
        return np.ascontiguousarray(row[:, np.newaxis] * across + column[np.newaxis], np.int16)


def places_of(study: Study) -> Places:
    """The minima of a study's landscape."""
    axes = [axis for axis in (study.x, study.y) if axis.of_landscape]
    middle = _given(study)
    minima = find_minima(study.field, middle)
    knots, exact = (1, 1), _exact(study.field, tuple(sorted(middle.items())))
    if axes:
        most = KNOTS if len(axes) == 1 else KNOTS_OF_TWO
        down, across = (
            min(most, size) if axis.of_landscape else 1
            for axis, size in ((study.y, study.height), (study.x, study.width))
        )
        knots = down, across
        exact = _followed(study.field, study.x, study.y, tuple(sorted(middle.items())), knots)
    return Places(minima, exact, bool(axes), knots, (study.height, study.width))


def landscape_at(study: Study, counts: tuple[int, int], row: int, column: int) -> dict[str, float]:
    """The landscape's parameters at one of so many values of each axis that varies them."""
    params = _given(study)
    for axis, count, place in ((study.y, counts[0], row), (study.x, counts[1], column)):
        if axis.of_landscape:
            params[axis.of_landscape] = float(axis.values(count)[place])
    return params


def _given(study: Study) -> dict[str, float]:
    """The landscape's parameters, at the middle of the axes that vary them."""
    params = filled(field_defaults(study.field), study.field_params)
    params = Turns(study.turns).landscape(params, study.steps)
    known = {p.name for p in study.field.parameters}
    params = {name: value for name, value in params.items() if name in known}
    for axis in (study.x, study.y):
        if axis.of_landscape:
            params[axis.of_landscape] = float(axis.at(0.5))
    return params


@functools.lru_cache(maxsize=64)
def _exact(landscape: Landscape, params: tuple[tuple[str, float], ...]) -> NDArray[np.float64]:
    """One set of places, as maps take them where nothing moves the minima."""
    return _array(find_minima(landscape, dict(params)))[np.newaxis]


def _array(minima: tuple[Place, ...]) -> NDArray[np.float64]:
    return np.array([(m.x, m.y, m.listed or m.corner, np.inf) for m in minima], np.float64).reshape(-1, 4)


@functools.lru_cache(maxsize=16)
def _followed(
    landscape: Landscape,
    x: Axis,
    y: Axis,
    middle: tuple[tuple[str, float], ...],
    knots: tuple[int, int],
) -> NDArray[np.float64]:
    """Where the minima go when the axes' parameters change, knot by knot, outwards from the middle.

    That one is listed is said of those alone that are in one place at all knots: a pixel's own of the others
    are somewhere between those of the knots. The square of the distance is negative where a minimum has
    ceased to be, or has become another one, on the way from the middle.
    """
    minima = find_minima(landscape, dict(middle))
    down, across = knots
    found = np.zeros((down, across, len(minima), 2))
    alive = np.zeros((down, across, len(minima)), bool)
    found[down // 2, across // 2], alive[down // 2, across // 2] = _array(minima)[:, :2], True
    rows, columns = y.values(down), x.values(across)
    edged = np.array([place.corner for place in minima], bool)
    for row in _outwards(down):
        for column in _outwards(across):
            nearby = [(row, column)]
            if column != across // 2:
                nearby = [(row, column + _inwards(column, across))]
            if row != down // 2:
                nearby.append((row + _inwards(row, down), column))
            begin, lived = _begun(found, alive, nearby)
            params = dict(middle)
            for axis, value in ((y, rows[row]), (x, columns[column])):
                if axis.of_landscape:
                    params[axis.of_landscape] = float(value)
            found[row, column], arrived = _settled(landscape, params, begin, lived & ~edged)
            found[row, column, edged], arrived[edged] = _met(landscape, params, begin[edged], lived[edged])
            alive[row, column] = _apart(landscape, begin, found[row, column], arrived)
    squares = np.where(alive, _reach(landscape, found, alive) ** 2, -1.0)
    away = np.hypot(*np.moveaxis(found - _array(minima)[:, :2], -1, 0))
    stays = (alive & (away <= STAYS * _diagonal(landscape))).all(axis=(0, 1))
    listed = np.broadcast_to(stays & (_array(minima)[:, 2] != 0), alive.shape)
    return np.concatenate([found, np.stack([listed, squares], axis=3)], axis=3).reshape(down * across, -1, 4)


def _begun(
    found: NDArray[np.float64], alive: NDArray[np.bool_], knots: list[tuple[int, int]]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Where minima are at the first of these knots at which they have not been lost, and whether at any."""
    places, lived = found[knots[0]].copy(), alive[knots[0]].copy()
    for knot in knots[1:]:
        more = alive[knot] & ~lived
        places[more], lived[more] = found[knot][more], True
    return places, lived


def _apart(
    landscape: Landscape, before: NDArray[np.float64], now: NDArray[np.float64], alive: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which of the minima are left: of two in one place, that which went further has come to another's."""
    left, moved = alive.copy(), np.hypot(*(now - before).T)
    for one, other in _together(now, np.flatnonzero(alive), MERGED * _diagonal(landscape)):
        # those that meet halfway differ by rounding alone
        left[one if moved[one] > moved[other] * (1 + 1e-6) else other] = False
    return left


def _together(places: NDArray[np.float64], numbers: NDArray[np.int64], far: float) -> list[tuple[int, int]]:
    """Pairs of these places that are no farther apart, the lower number first."""
    pairs, order = [], numbers[np.argsort(places[numbers, 0], kind="stable")]
    for shift in range(1, len(order)):
        dx, dy = (places[order[shift:]] - places[order[:-shift]]).T
        if not (dx <= far).any():
            break
        for k in np.flatnonzero(np.hypot(dx, dy) <= far).tolist():
            one, other = sorted((int(order[k]), int(order[k + shift])))
            pairs.append((one, other))
    return sorted(pairs)


def _reach(landscape: Landscape, found: NDArray[np.float64], alive: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How far from a knot's minimum is beside it: pixels lie between knots, and their minima as well."""
    far = np.zeros(alive.shape)
    for axis in (0, 1):
        ahead, behind = [slice(None)] * 2, [slice(None)] * 2
        ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
        there, here = tuple(ahead), tuple(behind)
        moved = np.hypot(*np.moveaxis(found[there] - found[here], -1, 0))
        moved = np.where(alive[there] & alive[here], moved, 0.0)
        far[there], far[here] = np.maximum(far[there], moved), np.maximum(far[here], moved)
    return far + NEAR_ENOUGH * NEAR * _diagonal(landscape)


def _diagonal(landscape: Landscape) -> float:
    x0, x1, y0, y1 = landscape.domain
    return float(np.hypot(x1 - x0, y1 - y0))


def _outwards(count: int) -> list[int]:
    middle = count // 2
    return sorted(range(count), key=lambda k: abs(k - middle))


def _inwards(k: int, count: int) -> int:
    return 1 if k < count // 2 else -1


def _met(
    landscape: Landscape, params: dict[str, float], places: NDArray[np.float64], lived: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Where those corners are that lived, and whether they are minima still."""
    ground, found, arrived = Ground(landscape, params), places.copy(), np.zeros(len(places), bool)
    if lived.any():
        found[lived], arrived[lived] = at_rest(ground, places[lived], _NEARBY)
    return found, arrived


def _settled(
    landscape: Landscape, params: dict[str, float], places: NDArray[np.float64], lived: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Where short steps of Newton's method lead from those places that lived, and whether to minima."""
    from .minima import newton

    longest = 0.02 * _diagonal(landscape)
    found, arrived, left = places.copy(), np.zeros(len(places), bool), np.flatnonzero(lived)
    with np.errstate(all="ignore"):
        for _ in range(_SHORT_STEPS):
            x, y = found[left].T
            dx, dy, convex = newton(landscape, params, x, y)
            length = np.hypot(dx, dy)
            scale = np.where(length > longest, longest / length, 1.0)
            x, y = x - scale * dx, y - scale * dy
            goes_on = np.isfinite(x) & np.isfinite(y)
            found[left[goes_on]] = np.stack([x, y], axis=1)[goes_on]
            arrived[left] = goes_on & convex & (length <= MERGED * _diagonal(landscape))
            left = left[goes_on & (length > 1e-9 * longest)]
            if not len(left):
                break
    return found, arrived
