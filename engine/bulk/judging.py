"""How the particles of a patch ended, in float64 and as `engine.outcome.classify` has it."""

from __future__ import annotations

import math
from typing import Any

from engine.drivers import COUNT_STATES, ROWS
from engine.language.field_kernel import OPERATIONS
from engine.language.generate import LENGTH, OTHER, STATES
from engine.numerics.intrinsics import asword, both, call_field, either, larger, negated, offset, select

from .layout import (
    ASKS,
    BEGIN_X,
    BEGIN_Y,
    BESIDE,
    BEST,
    CODE,
    COLUMN,
    DECIDED,
    END_X,
    END_Y,
    FAR,
    LABEL,
    LABELLED,
    LABELLED_SQUARE,
    LAST_MOVE,
    LISTED,
    LOSS_ROW,
    NEAR,
    NEAR_SQUARE,
    NEWTON_ROW,
    PLACE,
    RATE,
    ROW,
    SHARE,
    SINCE,
    STOPPED,
    TILE_COLUMNS,
    TILE_ROWS,
    WHICH,
    X0,
    X1,
    Y0,
    Y1,
    X,
    Y,
    helper,
)
from .looking import box

CONVERGED, STEP_LIMIT, LEFT_DOMAIN, DIVERGED, NOT_FINITE = 1.0, 2.0, 3.0, 4.0, 5.0
"""`engine.outcome.Outcome`."""

LOSS, NEWTON = OPERATIONS.index("loss"), OPERATIONS.index("newton")


@helper
def measure(kernel: int, wide: Any, q: Any, w: Any, s: Any, v: Any, shape: Any, own: int) -> None:
    """Fill the rows of `v` that need no minima, from the patch in `w` and θ before the last step behind it.

    kernel: a field's, which knows the loss and Newton's step; `wide` is a block of its own in float64. own:
    whether the kernel reads states, in which particles have parameters of their own.
    """
    states, before = shape[COUNT_STATES], offset(w, shape[ROWS] * LENGTH)
    for i in range(SHARE):
        gone = s[STOPPED + i] >= 0
        wide[i] = select(gone, s[END_X + i], w[i])
        wide[SHARE + i] = select(gone, s[END_Y + i], w[SHARE + i])
    for i in range(states * LENGTH if own else 0):
        wide[STATES * LENGTH + i] = w[STATES * LENGTH + i]
    call_field(kernel, wide, q, LOSS)
    for i in range(SHARE):
        v[X + i], v[Y + i], v[LOSS_ROW + i] = wide[i], wide[SHARE + i], wide[OTHER * LENGTH + i]
    call_field(kernel, wide, q, NEWTON)
    for i in range(SHARE):
        a, b = wide[OTHER * LENGTH + i], wide[OTHER * LENGTH + SHARE + i]
        v[NEWTON_ROW + i] = a * a + b * b
    for i in range(SHARE):
        dx, dy = float(w[i] - before[i]), float(w[SHARE + i] - before[SHARE + i])
        v[LAST_MOVE + i] = dx * dx + dy * dy


@helper
def judge(v: Any, s: Any, minima: Any, bounds: Any, numbers: Any, top: int, left: int) -> None:
    """Fill the rows of outcomes and basins, for the patch at a row and a column of the map."""
    for i in range(SHARE):
        v[BEST + i], v[LISTED + i], v[WHICH + i] = math.inf, math.inf, -1.0
    if minima.by_pixel:
        compare_by_pixel(v, minima, numbers, top, left)
    else:
        compare(v, minima, bounds[LABELLED])
    width, height = bounds[X1] - bounds[X0], bounds[Y1] - bounds[Y0]
    middle, centre = (bounds[X0] + bounds[X1]) / 2, (bounds[Y0] + bounds[Y1]) / 2
    farthest_x, farthest_y = bounds[FAR] * width, bounds[FAR] * height
    x0, x1, y0, y1 = bounds[X0], bounds[X1], bounds[Y0], bounds[Y1]
    near, labelled = bounds[NEAR_SQUARE], bounds[LABELLED_SQUARE]
    for i in range(SHARE):
        x, y = v[X + i], v[Y + i]
        beside = either(v[LISTED + i] <= near, v[NEWTON_ROW + i] <= near)
        rests = both(beside, v[LAST_MOVE + i] <= near)
        outside = either(either(x < x0, x > x1), either(y < y0, y > y1))
        far = either(abs(x - middle) > farthest_x, abs(y - centre) > farthest_y)
        code = select(far, DIVERGED, select(outside, LEFT_DOMAIN, STEP_LIMIT))
        code = select(rests, CONVERGED, code)
        v[CODE + i] = select(s[STOPPED + i] >= 0, NOT_FINITE, code)
        known = both(v[CODE + i] == CONVERGED, v[BEST + i] <= labelled)
        v[LABEL + i] = select(known, v[WHICH + i], -1.0)


@helper
def decide(v: Any, s: Any, bounds: Any, steps: int, by_pixel: int) -> bool:
    """Fill the last rows; whether particles came to rest where none was looked for.

    One that Newton's step alone tells to be near a minimum has only just arrived there.
    """
    last, square = float(steps), bounds[NEAR] * bounds[NEAR]
    unsure, worst = asword(0.0), asword(0.0)
    for i in range(SHARE):
        converged = v[CODE + i] == CONVERGED
        known = both(float(s[BESIDE + i]) == v[LABEL + i], s[SINCE + i] > 0)
        elsewhere = either(either(v[LABEL + i] < 0, v[BEST + i] <= square), by_pixel != 0)
        decided = select(both(converged, known), float(s[SINCE + i]), last)
        asks = both(both(converged, elsewhere), negated(known))
        v[ASKS + i] = select(asks, 1.0, 0.0)
        unsure = larger(unsure, asword(v[ASKS + i]))
        worst = larger(worst, asword(v[CODE + i]))
        v[DECIDED + i] = select(v[CODE + i] == NOT_FINITE, float(s[STOPPED + i]), decided)
        v[RATE + i] = math.nan
    if worst >= asword(DIVERGED):
        for i in range(SHARE):
            if v[CODE + i] >= DIVERGED:
                taken = v[DECIDED + i] - 1 if v[CODE + i] == NOT_FINITE else last
                v[RATE + i] = growth(v, s, i, bounds, taken)
    return unsure != asword(0.0)


@helper
def compare(v: Any, minima: Any, reach: float) -> None:
    """The nearest place of each particle, of those that are the same for all and may be within reach."""
    x0, x1, y0, y1 = box(v)
    for k in range(minima.count):
        place = offset(minima.places, PLACE * k)
        x, y, listed, number = place[0], place[1], place[2] != 0, float(k)
        if x < x0 - reach or x > x1 + reach or y < y0 - reach or y > y1 + reach:
            continue
        for i in range(SHARE):
            dx, dy = v[X + i] - x, v[Y + i] - y
            square = dx * dx + dy * dy
            closer = square < v[BEST + i]
            v[BEST + i] = select(closer, square, v[BEST + i])
            v[WHICH + i] = select(closer, number, v[WHICH + i])
            v[LISTED + i] = select(both(listed, square < v[LISTED + i]), square, v[LISTED + i])


@helper
def compare_by_pixel(v: Any, minima: Any, numbers: Any, top: int, left: int) -> None:
    """The nearest place of each particle, of those of its pixel that it is near enough to.

    Pixels beyond the tile are passed over.
    """
    high, wide, row, column = (
        numbers[TILE_ROWS],
        numbers[TILE_COLUMNS],
        top - numbers[ROW],
        left - numbers[COLUMN],
    )
    for i in range(SHARE):
        y, x = row + i // 32, column + i % 32
        if 0 <= y < high and 0 <= x < wide:
            own = offset(minima.places, PLACE * minima.count * int(minima.sets[y * wide + x]))
            for k in range(minima.count):
                square = (v[X + i] - own[PLACE * k]) ** 2 + (v[Y + i] - own[PLACE * k + 1]) ** 2
                if square < v[BEST + i] and square <= own[PLACE * k + 3]:
                    v[BEST + i], v[WHICH + i] = square, float(k)
                if own[PLACE * k + 2] != 0:
                    v[LISTED + i] = min(square, v[LISTED + i])


@helper
def growth(v: Any, s: Any, i: int, bounds: Any, steps: float) -> float:
    """By how many powers of e a step the distance from the middle of the domain has grown."""
    middle, centre = (bounds[X0] + bounds[X1]) / 2, (bounds[Y0] + bounds[Y1]) / 2
    began = log_length(s[BEGIN_X + i] - middle, s[BEGIN_Y + i] - centre, bounds[NEAR])
    return (log_length(v[X + i] - middle, v[Y + i] - centre, bounds[NEAR]) - began) / max(steps, 1.0)


@helper
def log_length(x: float, y: float, least: float) -> float:
    """The logarithm of a length of at least `least`, also where the length itself would be too large."""
    longer, shorter = max(abs(x), abs(y), least), min(abs(x), abs(y))
    share = min(shorter / longer, 1.0)
    return math.log(longer) + 0.5 * math.log1p(share * share)
