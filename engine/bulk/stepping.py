"""Steps of one patch of a map: fast, one by one, with care for what is lost, with sums along the way.

Plain Python to read, compiled by `engine.bulk.machinery` for each floating-point type. Particles are stepped
by the kernels and helpers of `engine.drivers`, so a pixel has the bits that a run of its own would have.

A patch is a block of particles that stays in the nearest cache from start to end: nothing of it is kept
elsewhere. What is noted about particles lies in rows of `s`, all in one array at constant distances and in
the type of the particles, whole numbers too: compilers turn loops over them into SIMD.
"""

from __future__ import annotations

import math
from typing import Any

from engine.drivers import COUNT_STATES, FUSED, copy, stand_in, step_block
from engine.language.common_kernels import STEP
from engine.language.generate import LENGTH, POSITION, STATES
from engine.numerics.intrinsics import absolute, asword, both, call_fused, larger, offset, select

from .layout import (
    BEGIN_X,
    BEGIN_Y,
    END_X,
    END_Y,
    EXCURSIONS,
    FARTHEST,
    FARTHEST_THEN,
    FIRST,
    INFINITE,
    NUMBER,
    PLACE_X,
    PLACE_Y,
    SHARE,
    STOPPED,
    VISITS,
    WALKED,
    WALKED_THEN,
    WALKS,
    WORDS,
    ZERO,
    helper,
)


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
def take(drive: Any, w: Any, t: int, until: int) -> int:
    """The steps t + 1 … until of the patch in `w`; 1 where a watched value was lost."""
    if drive.kernels[FUSED]:
        row, field_row = offset(drive.p, t * drive.columns), offset(drive.q, t * drive.field_columns)
        return call_fused(drive.kernels[FUSED], w, row, field_row, until - t)
    lost = 0
    for step in range(t, until):
        drive.key[STEP] = step + 1
        row, field_row = offset(drive.p, step * drive.columns), offset(drive.q, step * drive.field_columns)
        lost |= step_block(
            drive.kernels, drive.plan, drive.stages, w, row, field_row, drive.amounts, drive.key
        )
    return lost


@helper
def note_first(w: Any, before: Any, s: Any, near: Any, step: int) -> None:
    """Write down the step for particles that are at rest beside their place after it for the first time."""
    s[NUMBER] = step
    number, square, zero = s[NUMBER], near * near, s[ZERO]
    for i in range(SHARE):
        dx, dy = w[i] - before[i], w[SHARE + i] - before[SHARE + i]
        ax, ay = w[i] - s[PLACE_X + i], w[SHARE + i] - s[PLACE_Y + i]
        rests = both(dx * dx + dy * dy <= square, ax * ax + ay * ay <= square)
        s[FIRST + i] = select(both(rests, s[FIRST + i] == zero), number, s[FIRST + i])


@helper
def note_and_follow(w: Any, before: Any, s: Any, near: Any, step: int) -> None:
    """Write down what `note_first` does, and bring `before` up to date."""
    s[NUMBER] = step
    number, square, zero = s[NUMBER], near * near, s[ZERO]
    for i in range(SHARE):
        x, y = w[i], w[SHARE + i]
        dx, dy = x - before[i], y - before[SHARE + i]
        ax, ay = x - s[PLACE_X + i], y - s[PLACE_Y + i]
        before[i], before[SHARE + i] = x, y
        rests = both(dx * dx + dy * dy <= square, ax * ax + ay * ay <= square)
        s[FIRST + i] = select(both(rests, s[FIRST + i] == zero), number, s[FIRST + i])


@helper
def one_by_one(drive: Any, w: Any, t: int, until: int, mirror: Any, s: Any, near: Any, sums: Any, asked: int,
               watch: bool) -> int:  # fmt: skip
    """The steps t + 1 … until, each looked at; 1 where a watched value was lost.

    asked: whether what is asked for is summed up. watch: whether the first steps at rest are noted. θ after
    the last is left in `mirror`.
    """
    lost = 0
    copy(w, mirror, LENGTH)
    for step in range(t, until):
        lost |= take(drive, w, step, step + 1)
        if asked:
            add_up(w, mirror, s, sums)
        if watch:
            note_and_follow(w, mirror, s, near, step + 1)
        else:
            copy(w, mirror, LENGTH)
    return lost


@helper
def with_care(drive: Any, w: Any, t: int, until: int, mirror: Any, s: Any, shape: Any, sums: Any,
              moving: int) -> int:  # fmt: skip
    """The steps t + 1 … until, each looked at: the lost are stopped, and what is asked for is summed up.

    θ before the last step is left in `mirror`. moving: how many particles do; returns how many are left.
    """
    for step in range(t, until):
        copy(w, mirror, LENGTH)
        lost = take(drive, w, step, step + 1)
        if lost or not all_finite(w, s, shape):
            moving -= stop_lost(w, mirror, s, shape, step + 1)
            if moving == 0:
                return 0
            stand_in(w, offset(s, STOPPED), shape)
        if sums.asked:
            add_up(w, mirror, s, sums)
    return moving


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
def add_up(w: Any, before: Any, s: Any, sums: Any) -> None:
    """What is measured at every step, after one from `before` to `w`; not of stopped particles."""
    if sums.asked & WALKS:
        for i in range(SHARE):
            dx, dy = w[i] - before[i], w[SHARE + i] - before[SHARE + i]
            further = s[WALKED + i] + math.sqrt(dx * dx + dy * dy)
            s[WALKED + i] = select(s[STOPPED + i] < 0, further, s[WALKED + i])
    if sums.asked & EXCURSIONS:
        for i in range(SHARE):
            dx, dy = w[i] - s[BEGIN_X + i], w[SHARE + i] - s[BEGIN_Y + i]
            square, most = dx * dx + dy * dy, s[FARTHEST + i]
            s[FARTHEST + i] = select(both(square > most, s[STOPPED + i] < 0), square, most)
    if sums.asked & VISITS:
        visit(w, s, sums)


@helper
def visit(w: Any, s: Any, sums: Any) -> None:
    """Note the basins that particles are in, a bit each, by a map of the plane.

    The frame is the map's left and lower edge, then cells a unit along x and y.
    """
    frame = sums.frame
    for i in range(SHARE):
        across, up = (w[i] - frame[0]) * frame[2], (w[SHARE + i] - frame[1]) * frame[3]
        if across >= 0 and up >= 0 and across < sums.columns and up < sums.rows and s[STOPPED + i] < 0:
            label = sums.cells[int(up) * sums.columns + int(across)]
            if label >= 0:
                sums.seen[(label >> 6) * SHARE + i] |= 1 << (label & 63)


@helper
def first_visit(w: Any, s: Any, sums: Any) -> None:
    """Note the basins that particles begin in."""
    if sums.asked & VISITS:
        for i in range(WORDS * SHARE):
            sums.seen[i] = 0
        visit(w, s, sums)


@helper
def put_away(s: Any, sums: Any) -> None:
    """Keep what is summed up as it is when a stretch begins."""
    if not sums.asked:
        return
    for i in range(SHARE):
        s[WALKED_THEN + i], s[FARTHEST_THEN + i] = s[WALKED + i], s[FARTHEST + i]
    if sums.asked & VISITS:
        for i in range(WORDS * SHARE):
            sums.seen[WORDS * SHARE + i] = sums.seen[i]


@helper
def put_back(s: Any, sums: Any) -> None:
    """Undo what was summed up since `put_away`."""
    if not sums.asked:
        return
    for i in range(SHARE):
        s[WALKED + i], s[FARTHEST + i] = s[WALKED_THEN + i], s[FARTHEST_THEN + i]
    if sums.asked & VISITS:
        for i in range(WORDS * SHARE):
            sums.seen[i] = sums.seen[WORDS * SHARE + i]
