"""The loops around kernels that take one patch of a map from its first step to its last.

Plain Python to read, compiled by `engine.bulk.machinery` for each floating-point type. Particles are stepped
by the kernels and helpers of `engine.drivers`, so a pixel has the bits that a run of its own would have.

A patch is a block of particles that stays in the nearest cache from start to end: nothing of it is kept
elsewhere. Between two looks at it, steps are taken as fast as the engine can. A look finds the particles
that are at rest beside a minimum; the stretch before it is then taken once more, step by step, to see since
when. So a step costs nothing more than in a run, but for the few around which something is decided.

What is noted about particles lies in rows of `s`, all in one array at constant distances and in the type of
the particles, whole numbers too: compilers turn loops over them into SIMD.
"""

from __future__ import annotations

import math
from typing import Any

from numba import njit

from engine.drivers import COUNT_STATES, FUSED, copy, stand_in, step_block
from engine.language.common_kernels import STEP
from engine.language.generate import LENGTH, POSITION, STATES
from engine.numerics.intrinsics import absolute, address, asword, both, call_fused, larger, offset, select

#: Particles a patch: a block of two coordinates.
SHARE = LENGTH // 2

#: Rows of `s`: the place that a particle may be beside; its start; the square of its distance to the nearest
#: place, and which that is; whether a look found it; since which step it rests, or
#: 0; beside which place; the step that stopped it, or -1; where it stopped; what is summed up on the way,
#: and as it was when the stretch began.
(PLACE_X, PLACE_Y, BEGIN_X, BEGIN_Y, AWAY, NEAREST, FRESH, SINCE, BESIDE, STOPPED, END_X, END_Y,
 WALKED, FARTHEST, WALKED_THEN, FARTHEST_THEN) = range(0, 16 * SHARE, SHARE)  # fmt: skip

#: Single numbers of `s`, behind the rows: 0, 1, ∞, and one to bring a whole number into the particles' type.
ZERO, ONE, INFINITE, NUMBER = range(16 * SHARE, 16 * SHARE + 4)
ROOM = 16 * SHARE + 16

#: Words of 64 bits a particle for the basins that it has been in, and as many for those it had been in when
#: the stretch began.
WORDS = 16

#: Bits of what is measured at every step.
WALKS, EXCURSIONS, VISITS = 1, 2, 4

helper = njit(nogil=True, error_model="numpy", boundscheck=False)


@helper
def recall(w: Any, mirror: Any, shape: Any) -> None:
    """Take back θ and states that `engine.drivers.remember` put away."""
    copy(mirror, offset(w, POSITION * LENGTH), LENGTH)
    copy(offset(mirror, LENGTH), offset(w, STATES * LENGTH), shape[COUNT_STATES] * LENGTH)


@helper
def all_finite(w: Any, s: Any, shape: Any) -> bool:
    """Whether θ and states are. By their bits, among which those of infinity and NaN are the largest."""
    seen = asword(s[ZERO])
    for i in range(LENGTH):
        seen = larger(seen, asword(absolute(w[i])))
    for i in range(STATES * LENGTH, (STATES + shape[COUNT_STATES]) * LENGTH):
        seen = larger(seen, asword(absolute(w[i])))
    return seen < asword(s[INFINITE])


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
def begin(s: Any) -> None:
    """Forget what was of another patch."""
    for i in range(SHARE):
        s[SINCE + i] = s[WALKED + i] = s[FARTHEST + i] = s[FRESH + i] = 0
        s[STOPPED + i] = s[BESIDE + i] = -1


@helper
def note_start(w: Any, s: Any) -> None:
    """Note where particles begin."""
    for i in range(SHARE):
        s[BEGIN_X + i], s[BEGIN_Y + i] = w[i], w[SHARE + i]


@helper
def take(kernels: Any, plan: Any, w: Any, p: Any, q: Any, t: int, until: int, amounts: Any, key: Any) -> int:
    """The steps t + 1 … until of the patch in `w`; 1 where a watched value was lost."""
    columns, field_columns = p.shape[1], q.shape[1]
    if kernels[FUSED]:
        row, field_row = address(p, t * columns), address(q, t * field_columns)
        return call_fused(kernels[FUSED], w, row, field_row, until - t)
    lost = 0
    at_kernels, at_plan, at_amounts = address(kernels, 0), address(plan, 0), address(amounts, 0)
    for step in range(t, until):
        key[STEP] = step + 1
        row, field_row = address(p, step * columns), address(q, step * field_columns)
        lost |= step_block(
            at_kernels, at_plan, plan.size // 3, w, row, field_row, at_amounts, address(key, 0)
        )
    return lost


@helper
def add_up(w: Any, before: Any, s: Any, seen: Any, asked: int, cells: Any, frame: Any) -> None:
    """What is measured at every step, after one from `before` to `w`; not of stopped particles."""
    if asked & WALKS:
        for i in range(SHARE):
            dx, dy = w[i] - before[i], w[SHARE + i] - before[SHARE + i]
            further = s[WALKED + i] + math.sqrt(dx * dx + dy * dy)
            s[WALKED + i] = select(s[STOPPED + i] < 0, further, s[WALKED + i])
    if asked & EXCURSIONS:
        for i in range(SHARE):
            dx, dy = w[i] - s[BEGIN_X + i], w[SHARE + i] - s[BEGIN_Y + i]
            square, most = dx * dx + dy * dy, s[FARTHEST + i]
            s[FARTHEST + i] = select(both(square > most, s[STOPPED + i] < 0), square, most)
    if asked & VISITS:
        visit(w, s, seen, cells, frame)


@helper
def visit(w: Any, s: Any, seen: Any, cells: Any, frame: Any) -> None:
    """Note the basins that particles are in, a bit each, by a map of the plane.

    frame: the map's left and lower edge, cells a unit along x and y.
    """
    rows, columns = cells.shape
    for i in range(SHARE):
        across, up = (w[i] - frame[0]) * frame[2], (w[SHARE + i] - frame[1]) * frame[3]
        if across >= 0 and up >= 0 and across < columns and up < rows and s[STOPPED + i] < 0:
            label = cells[int(up), int(across)]
            if label >= 0:
                seen[(label >> 6) * SHARE + i] |= 1 << (label & 63)


@helper
def put_away(s: Any, seen: Any, asked: int) -> None:
    """Keep what is summed up as it is when a stretch begins."""
    for i in range(SHARE):
        s[WALKED_THEN + i], s[FARTHEST_THEN + i] = s[WALKED + i], s[FARTHEST + i]
    if asked & VISITS:
        for i in range(WORDS * SHARE):
            seen[WORDS * SHARE + i] = seen[i]


@helper
def put_back(s: Any, seen: Any, asked: int) -> None:
    """Undo what was summed up since `put_away`."""
    for i in range(SHARE):
        s[WALKED + i], s[FARTHEST + i] = s[WALKED_THEN + i], s[FARTHEST_THEN + i]
    if asked & VISITS:
        for i in range(WORDS * SHARE):
            seen[i] = seen[WORDS * SHARE + i]


@helper
def stop_lost(w: Any, before: Any, s: Any, shape: Any, step: int) -> int:
    """Stop the particles that a step made infinite or not a number where they were; how many there are."""
    found = 0
    for lane in range(SHARE):
        if s[STOPPED + lane] < 0:
            lost = w[lane] - w[lane] != 0 or w[SHARE + lane] - w[SHARE + lane] != 0
            for place in range(2 * shape[COUNT_STATES]):
                at = STATES * LENGTH + place * SHARE + lane
                lost |= w[at] - w[at] != 0
            if lost:
                s[STOPPED + lane] = step
                s[END_X + lane], s[END_Y + lane] = before[lane], before[SHARE + lane]
                found += 1
    return found


@helper
def look(w: Any, before: Any, s: Any, places: Any, count: int, near: Any, given: int) -> bool:
    """Mark the particles that are newly at rest beside a place; whether there are any.

    places: (count, 2). given: 1 where each has a place of its own to be beside, 0 for any of `places`.
    """
    square, one, zero = near * near, s[ONE], s[ZERO]
    seen = asword(zero)
    for i in range(SHARE):
        dx, dy = w[i] - before[i], w[SHARE + i] - before[SHARE + i]
        rests = both(dx * dx + dy * dy <= square, both(s[SINCE + i] == zero, s[STOPPED + i] < zero))
        s[FRESH + i] = select(rests, one, zero)
        seen = larger(seen, asword(s[FRESH + i]))
    if seen == asword(zero):
        return False
    if given:
        for i in range(SHARE):
            dx, dy = w[i] - s[PLACE_X + i], w[SHARE + i] - s[PLACE_Y + i]
            s[AWAY + i] = dx * dx + dy * dy
    else:
        nearest_place(w, s, places, count, near)
    found = asword(zero)
    for i in range(SHARE):
        fresh = both(s[FRESH + i] != zero, s[AWAY + i] <= square)
        s[FRESH + i] = select(fresh, one, zero)
        found = larger(found, asword(s[FRESH + i]))
    return found != asword(zero)


@njit(nogil=True, error_model="numpy", boundscheck=False, fastmath={"nnan", "ninf", "nsz"})
def box(w: Any) -> Any:
    """The least and the largest x, and y, of finite positions. Comparing alone, so nothing is rounded."""
    x0, x1, y0, y1 = w[0], w[0], w[SHARE], w[SHARE]
    for i in range(SHARE):
        x, y = w[i], w[SHARE + i]
        x0, x1 = min(x0, x), max(x1, x)
        y0, y1 = min(y0, y), max(y1, y)
    return x0, x1, y0, y1


@helper
def nearest_place(w: Any, s: Any, places: Any, count: int, near: Any) -> None:
    """The place nearest to each particle, and the square of how far it is, of those that may be near."""
    for i in range(SHARE):
        s[AWAY + i] = math.inf
    x0, x1, y0, y1 = box(w)
    for k in range(count):
        x, y = places[2 * k], places[2 * k + 1]
        if x < x0 - near or x > x1 + near or y < y0 - near or y > y1 + near:
            continue
        s[NUMBER] = k
        number = s[NUMBER]
        for i in range(SHARE):
            dx, dy = w[i] - x, w[SHARE + i] - y
            square = dx * dx + dy * dy
            closer = square < s[AWAY + i]
            s[AWAY + i] = select(closer, square, s[AWAY + i])
            s[NEAREST + i] = select(closer, number, s[NEAREST + i])


@helper
def note_places(s: Any, places: Any) -> None:
    """Let the particles that were found keep the place that they are beside."""
    for i in range(SHARE):
        if s[FRESH + i] != 0:
            k = int(s[NEAREST + i])
            s[BESIDE + i] = k
            s[PLACE_X + i], s[PLACE_Y + i] = places[2 * k], places[2 * k + 1]


@helper
def note_since(w: Any, before: Any, s: Any, near: Any, step: int) -> None:
    """Write down the step for particles that were found and are at rest after it for the first time."""
    s[NUMBER] = step
    number, square, zero = s[NUMBER], near * near, s[ZERO]
    for i in range(SHARE):
        dx, dy = w[i] - before[i], w[SHARE + i] - before[SHARE + i]
        ax, ay = w[i] - s[PLACE_X + i], w[SHARE + i] - s[PLACE_Y + i]
        rests = both(dx * dx + dy * dy <= square, ax * ax + ay * ay <= square)
        first = both(rests, both(s[FRESH + i] != zero, s[SINCE + i] == zero))
        s[SINCE + i] = select(first, number, s[SINCE + i])


@helper
def again(kernels: Any, plan: Any, w: Any, p: Any, q: Any, t: int, until: int, amounts: Any, key: Any,
          mirror: Any, s: Any, near: Any) -> None:  # fmt: skip
    """The steps t + 1 … until, with a note of since when those that were found are at rest."""
    for step in range(t, until):
        copy(w, mirror, LENGTH)
        take(kernels, plan, w, p, q, step, step + 1, amounts, key)
        note_since(w, mirror, s, near, step + 1)


@helper
def summed(kernels: Any, plan: Any, w: Any, p: Any, q: Any, t: int, until: int, amounts: Any, key: Any,
           mirror: Any, s: Any, seen: Any, asked: int, cells: Any, frame: Any) -> int:  # fmt: skip
    """The steps t + 1 … until with what is measured at each; 1 where a watched value was lost."""
    lost = 0
    for step in range(t, until):
        copy(w, mirror, LENGTH)
        lost |= take(kernels, plan, w, p, q, step, step + 1, amounts, key)
        add_up(w, mirror, s, seen, asked, cells, frame)
    return lost


@helper
def with_care(kernels: Any, plan: Any, w: Any, p: Any, q: Any, t: int, until: int, amounts: Any, key: Any,
              mirror: Any, s: Any, seen: Any, shape: Any, asked: int, cells: Any, frame: Any,
              moving: int) -> int:  # fmt: skip
    """The steps t + 1 … until, each looked at: the lost are stopped, and what is asked for is summed up.

    θ before the last step is left in `mirror`. moving: how many particles do; returns how many are left.
    """
    for step in range(t, until):
        copy(w, mirror, LENGTH)
        lost = take(kernels, plan, w, p, q, step, step + 1, amounts, key)
        if lost or not all_finite(w, s, shape):
            moving -= stop_lost(w, mirror, s, shape, step + 1)
            if moving == 0:
                return 0
            stand_in(w, offset(s, STOPPED), shape)
        if asked:
            add_up(w, mirror, s, seen, asked, cells, frame)
    return moving
