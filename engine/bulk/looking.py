"""Looks at a patch of a map: which of its particles are at rest beside a minimum, and since which step.

Between two looks steps are taken as fast as the engine can. A look says which particles have come to rest
since the one before; the first step at rest is that of the stretch between them. Where particles are about to
arrive, a stretch is watched step by step; where they arrive unforeseen, it is taken once more. So steps cost
nothing more than in a run, but for the few around which something is decided.
"""

from __future__ import annotations

import math
from typing import Any

from engine.numerics.intrinsics import asfloat, asword, both, larger, select

from .layout import (
    AIM,
    AWAY,
    BEGIN_X,
    BEGIN_Y,
    BESIDE,
    FARTHEST,
    FIRST,
    FRESH,
    NEAREST,
    NUMBER,
    ONE,
    PLACE_X,
    PLACE_Y,
    SHARE,
    SINCE,
    SLOW,
    STOPPED,
    WALKED,
    ZERO,
    helper,
)

#: What a look finds, in bits: particles that have come to rest, and others that may soon.
FOUND, WARM = 1, 2

#: Places that are looked at one by one before it is said that there are many.
MANY = 4

#: So many times as far from a place, and as fast, as one at rest may be: soon at rest there, perhaps.
REACH = 2

#: A part of a box's extent that rounding cannot reach.
_SLACK = 1e-6


@helper
def begin(s: Any) -> None:
    """Forget what was of another patch."""
    for i in range(SHARE):
        s[SINCE + i] = s[WALKED + i] = s[FARTHEST + i] = 0
        s[STOPPED + i] = s[BESIDE + i] = s[NEAREST + i] = -1
        s[PLACE_X + i] = s[PLACE_Y + i] = math.inf


@helper
def note_start(w: Any, s: Any) -> None:
    """Note where particles begin."""
    for i in range(SHARE):
        s[BEGIN_X + i], s[BEGIN_Y + i] = w[i], w[SHARE + i]


@helper
def any_open(s: Any) -> bool:
    """Whether a particle moves of which it is not known since when it rests."""
    zero, one = s[ZERO], s[ONE]
    seen = asword(zero)
    for i in range(SHARE):
        is_open = both(s[SINCE + i] == zero, s[STOPPED + i] < zero)
        seen = larger(seen, asword(select(is_open, one, zero)))
    return seen != asword(zero)


@helper
def box(w: Any) -> Any:
    """Bounds of x and y that hold all particles which are finite, but little more."""
    x, y = w[0], w[SHARE]
    x0 = x1 = y0 = y1 = asword(x - x)
    for i in range(SHARE):
        x0, x1 = larger(x0, asword(x - w[i])), larger(x1, asword(w[i] - x))
        y0, y1 = larger(y0, asword(y - w[SHARE + i])), larger(y1, asword(w[SHARE + i] - y))
    left, right, below, above = asfloat(x0), asfloat(x1), asfloat(y0), asfloat(y1)
    if not (x - x == 0 and y - y == 0):
        left = right = below = above = x - x + math.inf
        x = y = w[0] * 0
    slack = (left + right + below + above) * _SLACK
    return x - left - slack, x + right + slack, y - below - slack, y + above + slack


@helper
def mark_slow(w: Any, before: Any, s: Any, reach: Any, near: Any) -> bool:
    """Mark those of the open particles whose last move is short; whether there are any."""
    one, zero = s[ONE], s[ZERO]
    square, wide = near * near, reach * reach
    seen = asword(zero)
    for i in range(SHARE):
        dx, dy = w[i] - before[i], w[SHARE + i] - before[SHARE + i]
        moved = dx * dx + dy * dy
        is_open = both(s[SINCE + i] == zero, s[STOPPED + i] < zero)
        s[FRESH + i] = select(both(moved <= square, is_open), one, zero)
        s[SLOW + i] = select(both(moved <= wide, is_open), one, zero)
        seen = larger(seen, asword(s[SLOW + i]))
    return seen != asword(zero)


@helper
def may_rest(w: Any, before: Any, s: Any, places: Any, count: int, reach: Any, bounds: Any) -> bool:
    """Whether an open particle is slow and within reach of a place; said of all where many places are.

    It writes nothing, and so leaves in the nearest cache what steps are taken with.
    """
    x0, x1, y0, y1 = bounds
    asked = 0
    for k in range(count):
        x, y = places[2 * k], places[2 * k + 1]
        if x < x0 - reach or x > x1 + reach or y < y0 - reach or y > y1 + reach:
            continue
        if asked == MANY or is_reached(w, before, s, x, y, reach):
            return True
        asked += 1
    return False


@helper
def is_reached(w: Any, before: Any, s: Any, x: Any, y: Any, reach: Any) -> bool:
    """Whether an open particle is slow and within reach of one place."""
    wide, one, zero = reach * reach, s[ONE], s[ZERO]
    seen = asword(zero)
    for i in range(SHARE):
        dx, dy = w[i] - before[i], w[SHARE + i] - before[SHARE + i]
        ax, ay = w[i] - x, w[SHARE + i] - y
        soon = both(dx * dx + dy * dy <= wide, ax * ax + ay * ay <= wide)
        is_open = both(s[SINCE + i] == zero, s[STOPPED + i] < zero)
        seen = larger(seen, asword(select(both(soon, is_open), one, zero)))
    return seen != asword(zero)


@helper
def nearest_place(w: Any, s: Any, places: Any, count: int, reach: Any, bounds: Any) -> None:
    """The place nearest to each particle, of those within reach of the bounds."""
    x0, x1, y0, y1 = bounds
    for i in range(SHARE):
        s[AWAY + i] = math.inf
    for k in range(count):
        x, y = places[2 * k], places[2 * k + 1]
        if x < x0 - reach or x > x1 + reach or y < y0 - reach or y > y1 + reach:
            continue
        s[NUMBER] = k
        number = s[NUMBER]
        for i in range(SHARE):
            dx, dy = w[i] - x, w[SHARE + i] - y
            square = dx * dx + dy * dy
            closer = square < s[AWAY + i]
            s[AWAY + i] = select(closer, square, s[AWAY + i])
            s[NEAREST + i] = select(closer, number, s[NEAREST + i])
            s[PLACE_X + i] = select(closer, x, s[PLACE_X + i])
            s[PLACE_Y + i] = select(closer, y, s[PLACE_Y + i])


@helper
def look(w: Any, before: Any, s: Any, places: Any, count: int, near: Any, given: int) -> int:
    """Mark the particles that are newly at rest beside a place, and say what there is: FOUND, WARM or both.

    places: (count, 2). given: 1 where each has a place of its own to be beside, 0 for any of `places`.
    """
    reach, bounds = REACH * near, box(w)
    if not (given or may_rest(w, before, s, places, count, reach, bounds)):
        return 0
    if not mark_slow(w, before, s, reach, near):
        return 0
    if given:
        for i in range(SHARE):
            dx, dy = w[i] - s[PLACE_X + i], w[SHARE + i] - s[PLACE_Y + i]
            s[AWAY + i] = dx * dx + dy * dy
    else:
        nearest_place(w, s, places, count, reach, bounds)
    one, zero = s[ONE], s[ZERO]
    square, wide = near * near, reach * reach
    found, warm = asword(zero), asword(zero)
    for i in range(SHARE):
        fresh = both(s[FRESH + i] != zero, s[AWAY + i] <= square)
        s[FRESH + i] = select(fresh, one, zero)
        soon = both(s[SLOW + i] != s[FRESH + i], s[AWAY + i] <= wide)
        found = larger(found, asword(s[FRESH + i]))
        warm = larger(warm, asword(select(soon, one, zero)))
    return (FOUND if found != asword(zero) else 0) | (WARM if warm != asword(zero) else 0)


@helper
def aim(s: Any) -> None:
    """Watch, in the stretch to come, for rest beside the places that are the nearest now."""
    for i in range(SHARE):
        s[AIM + i], s[FIRST + i] = s[NEAREST + i], 0


@helper
def aimed_well(s: Any) -> bool:
    """Whether all that were found are beside the places that they were watched for."""
    one, zero = s[ONE], s[ZERO]
    missed = asword(zero)
    for i in range(SHARE):
        elsewhere = both(s[FRESH + i] != zero, s[AIM + i] != s[NEAREST + i])
        missed = larger(missed, asword(select(elsewhere, one, zero)))
    return missed == asword(zero)


@helper
def settle(s: Any, given: int) -> None:
    """Let the particles that were found keep the first step of their rest, and the place."""
    zero = s[ZERO]
    for i in range(SHARE):
        fresh = s[FRESH + i] != zero
        s[SINCE + i] = select(fresh, s[FIRST + i], s[SINCE + i])
    if not given:
        for i in range(SHARE):
            s[BESIDE + i] = select(s[FRESH + i] != zero, s[NEAREST + i], s[BESIDE + i])
