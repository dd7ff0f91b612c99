"""Patches of a map from pixels to numbers: where each begins, its steps, how it ended. See `stepping`."""

from __future__ import annotations

import math
from typing import Any

from numba import njit

from engine.drivers import COUNT_STATES, ROWS, copy, remember, stand_in, unchanged
from engine.language.common_kernels import PARTICLE
from engine.language.generate import LENGTH, POSITION, STATES
from engine.numerics.intrinsics import address, flush_subnormals, offset, restore_subnormals

from .judging import CODE, CONVERGED, DECIDED, LABEL, LOSS_ROW, NEAR, RATE, X, Y, decide, judge, measure
from .stepping import (
    BESIDE,
    EXCURSIONS,
    FARTHEST,
    FRESH,
    INFINITE,
    ONE,
    PLACE_X,
    PLACE_Y,
    SHARE,
    SINCE,
    STOPPED,
    VISITS,
    WALKED,
    WALKS,
    WORDS,
    ZERO,
    add_up,
    again,
    all_finite,
    any_open,
    begin,
    look,
    note_places,
    note_start,
    put_away,
    put_back,
    recall,
    summed,
    take,
    visit,
    with_care,
)

#: A patch in pixels: WIDE × HIGH particles.
WIDE, HIGH = 32, 16

#: Steps from one look to the next: at least so many, and a share of those done, while something is open.
SOONEST, SHARE_DONE, LATEST = 8, 8, 256

#: Every so many looks a patch in which something is open is tested for being at rest altogether.
REST_EVERY = 4

#: Where a row of a patch is filled from: one number, a number a column, a number a row, or one a pixel.
SAME, BY_COLUMN, BY_ROW, BY_PIXEL = range(4)

#: Entries of `numbers`: steps, after how many of them the rest are alike, what is measured, the map's
#: columns, the tile's first row and column and its size, and whether pixels have minima of their own.
STEPS, STEADY, ASKED, MAP_COLUMNS, ROW, COLUMN, TILE_ROWS, TILE_COLUMNS, SETS = range(9)

_helper = njit(nogil=True, error_model="numpy", boundscheck=False)


@_helper
def fill(w: Any, kinds: Any, pool: Any, numbers: Any, top: int, left: int) -> None:
    """Put every particle's start into `w`: θ, then the states. Pixels beyond the tile repeat its edge."""
    for k in range(len(kinds)):
        kind, first = kinds[k, 0], kinds[k, 1]
        target = offset(w, (POSITION * LENGTH if k < 2 else STATES * LENGTH - 2 * SHARE) + k * SHARE)
        for y in range(HIGH):
            row = min(max(top + y - numbers[ROW], 0), numbers[TILE_ROWS] - 1)
            line = first + (row if kind == BY_ROW else row * numbers[TILE_COLUMNS] if kind == BY_PIXEL else 0)
            if kind in (SAME, BY_ROW):
                value = pool[line]
                for x in range(WIDE):
                    target[y * WIDE + x] = value
            else:
                copy_line(address(pool, line), offset(target, y * WIDE), left - numbers[COLUMN],
                          numbers[TILE_COLUMNS])  # fmt: skip


@_helper
def copy_line(line: Any, target: Any, first: int, count: int) -> None:
    """A line of a patch: numbers from `first` on of the `count` there are; beyond both ends they repeat."""
    if first >= 0 and first + WIDE <= count:
        for x in range(WIDE):
            target[x] = line[first + x]
    else:
        for x in range(WIDE):
            target[x] = line[min(max(first + x, 0), count - 1)]


@_helper
def simulate(kernels: Any, plan: Any, w: Any, p: Any, q: Any, amounts: Any, key: Any, shape: Any,
             numbers: Any, s: Any, seen: Any, places: Any, near: Any, cells: Any, frame: Any,
             asked: int, given: int) -> None:  # fmt: skip
    """All steps of the patch in `w`. θ before the last step is left behind its rows.

    given: 1 where every particle has a place of its own in `s` to be beside, else 0.
    """
    steps, at_shape, at_places = numbers[STEPS], address(shape, 0), address(places, 0)
    mirror = offset(w, shape[ROWS] * LENGTH)
    then = offset(mirror, (1 + shape[COUNT_STATES]) * LENGTH)
    moving, t, looks, is_open = SHARE, 0, 0, True
    while t < steps and moving:
        looks += 1
        pace = min(max(SOONEST, t // SHARE_DONE), LATEST) if is_open else LATEST
        until, rests = min(t + pace, steps), False
        remember(w, then, at_shape)
        watched = until > numbers[STEADY] and (not is_open or looks % REST_EVERY == 0)
        if asked:
            put_away(s, seen, asked)
            lost = summed(kernels, plan, w, p, q, t, until - 1, amounts, key, mirror, s, seen, asked, cells,
                          frame)  # fmt: skip
        else:
            lost = take(kernels, plan, w, p, q, t, until - 1, amounts, key)
        if watched:
            remember(w, mirror, at_shape)
        else:
            copy(w, mirror, LENGTH)
        lost |= take(kernels, plan, w, p, q, until - 1, until, amounts, key)
        if asked:
            add_up(w, mirror, s, seen, asked, cells, frame)
        if lost or not all_finite(w, s, at_shape):
            recall(w, then, at_shape)
            if asked:
                put_back(s, seen, asked)
            moving = with_care(kernels, plan, w, p, q, t, until, amounts, key, mirror, s, seen, at_shape,
                               asked, cells, frame, moving)  # fmt: skip
        else:
            rests = watched and unchanged(w, mirror, at_shape) == 1
        if is_open and moving and look(w, mirror, s, at_places, len(places), near, given):
            if not given:
                note_places(s, at_places)
            recall(w, then, at_shape)
            again(kernels, plan, w, p, q, t, until, amounts, key, mirror, s, near)
            if moving < SHARE:
                stand_in(w, offset(s, STOPPED), at_shape)
        is_open = is_open and any_open(s)
        t = steps if rests else until


def map_patches(
    kernels: Any, measuring: int, plan: Any, shape: Any, p: Any, q: Any, amounts: Any, key: Any,
    kinds: Any, pool: Any, numbers: Any, places: Any, rough: Any, sets: Any, bounds: Any, near: Any,
    cells: Any, frame: Any, q_wide: Any, room: Any, notes: Any, wide: Any, verdicts: Any, seen: Any,
    outcome: Any, basin: Any, steps: Any, loss: Any, rate: Any, walked: Any, farthest: Any, visited: Any,
    low: int, high: int,
) -> None:  # fmt: skip
    """Simulate the patches low … high − 1 that cover a tile, and write what became of its pixels.

    places: (sets, k, 3) in float64; where an axis moves the minima, `sets` (rows, columns) says which set a
    pixel has. rough: (k, 2), those that are looked for on the way, none where they move.
    """
    mode = flush_subnormals()
    w, s, v = address(room, 0), address(notes, 0), address(verdicts, 0)
    s[ZERO], s[ONE], s[INFINITE] = 0, 1, math.inf
    first_row, first_column = numbers[ROW] // HIGH, numbers[COLUMN] // WIDE
    across = (numbers[COLUMN] + numbers[TILE_COLUMNS] - 1) // WIDE - first_column + 1
    in_map = (numbers[MAP_COLUMNS] + WIDE - 1) // WIDE
    asked = numbers[ASKED]
    for patch in range(low, high):
        patch_row, patch_column = first_row + patch // across, first_column + patch % across
        top, left = patch_row * HIGH, patch_column * WIDE
        key[PARTICLE] = (patch_row * in_map + patch_column) * SHARE
        begin(s)
        if asked & VISITS:
            seen[:] = 0
        for given in range(2):
            fill(w, kinds, pool, numbers, top, left)
            if given == 0:
                note_start(w, s)
                if asked & VISITS:
                    visit(w, s, seen, cells, frame)
            simulate(kernels, plan, w, p, q, amounts, key, shape, numbers, s, seen, rough, near, cells, frame,
                     0 if given else asked, given)  # fmt: skip
            if given:
                write_since(s, numbers, steps, top, left)
                break
            measure(
                measuring, address(wide, 0), address(q_wide, 0), w, s, v, address(shape, 0), numbers[SETS]
            )
            judge(v, s, places, sets, numbers[SETS], bounds, top - numbers[ROW], left - numbers[COLUMN])
            unsure = decide(v, s, bounds, numbers[STEPS], numbers[SETS])
            write(v, numbers, outcome, basin, steps, loss, rate, top, left)
            if asked:
                write_sums(s, seen, numbers, walked, farthest, visited, top, left)
            if not unsure or ask_again(v, s, places, numbers, bounds, top, left) == 0:
                break
    restore_subnormals(mode)


@_helper
def first_and_last(start: int, size: int, before: int, count: int) -> Any:
    """The part of a patch's `size` rows or columns from `start` on that lies in a tile."""
    return max(before - start, 0), min(before + count - start, size)


@_helper
def write(v: Any, numbers: Any, outcome: Any, basin: Any, steps: Any, loss: Any, rate: Any, top: int,
          left: int) -> None:  # fmt: skip
    """What became of the pixels of a patch."""
    y0, y1 = first_and_last(top, HIGH, numbers[ROW], numbers[TILE_ROWS])
    x0, x1 = first_and_last(left, WIDE, numbers[COLUMN], numbers[TILE_COLUMNS])
    for y in range(y0, y1):
        row, column = top + y - numbers[ROW], left + x0 - numbers[COLUMN]
        line = offset(v, y * WIDE + x0)
        put(offset(line, CODE), outcome[row, column:], x1 - x0)
        put(offset(line, LABEL), basin[row, column:], x1 - x0)
        put(offset(line, DECIDED), steps[row, column:], x1 - x0)
        put(offset(line, LOSS_ROW), loss[row, column:], x1 - x0)
        put(offset(line, RATE), rate[row, column:], x1 - x0)


@_helper
def put(line: Any, target: Any, count: int) -> None:
    """Numbers into an array, in its own type."""
    for x in range(count):
        target[x] = line[x]


@_helper
def write_sums(s: Any, seen: Any, numbers: Any, walked: Any, farthest: Any, visited: Any, top: int,
               left: int) -> None:  # fmt: skip
    """What was summed up on the way."""
    y0, y1 = first_and_last(top, HIGH, numbers[ROW], numbers[TILE_ROWS])
    x0, x1 = first_and_last(left, WIDE, numbers[COLUMN], numbers[TILE_COLUMNS])
    for y in range(y0, y1):
        row, column = top + y - numbers[ROW], left - numbers[COLUMN]
        for x in range(x0, x1):
            i = y * WIDE + x
            if numbers[ASKED] & WALKS:
                walked[row, column + x] = s[WALKED + i]
            if numbers[ASKED] & EXCURSIONS:
                farthest[row, column + x] = math.sqrt(s[FARTHEST + i])
            if numbers[ASKED] & VISITS:
                number = 0
                for word in range(WORDS):
                    bits = seen[word * SHARE + i]
                    while bits:
                        bits &= bits - 1
                        number += 1
                visited[row, column + x] = min(number, 255)


@_helper
def ask_again(v: Any, s: Any, places: Any, numbers: Any, bounds: Any, top: int, left: int) -> int:
    """Make ready to take a patch once more, for particles that came to rest where none was looked for.

    Each has its own place now: the minimum that it is beside, or where it is. Others count as settled.
    """
    y0, y1 = first_and_last(top, HIGH, numbers[ROW], numbers[TILE_ROWS])
    x0, x1 = first_and_last(left, WIDE, numbers[COLUMN], numbers[TILE_COLUMNS])
    open_ = 0
    for i in range(SHARE):
        label = int(v[LABEL + i])
        known = s[SINCE + i] > 0 and label >= 0 and s[BESIDE + i] == label
        inside = y0 <= i // WIDE < y1 and x0 <= i % WIDE < x1
        wanted = inside and v[CODE + i] == CONVERGED and not known
        s[FRESH + i], s[SINCE + i], s[STOPPED + i] = 0, 0 if wanted else 1, -1
        s[BESIDE + i] = 1 if wanted else 0
        if wanted:
            open_ += 1
            x, y = v[X + i], v[Y + i]
            if label >= 0 and numbers[SETS] == 0:
                there = math.hypot(x - places[0, label, 0], y - places[0, label, 1]) <= bounds[NEAR]
                x = places[0, label, 0] if there else x
                y = places[0, label, 1] if there else y
            s[PLACE_X + i], s[PLACE_Y + i] = x, y
    return open_


@_helper
def write_since(s: Any, numbers: Any, steps: Any, top: int, left: int) -> None:
    """Since when those are at rest for which a patch was taken once more."""
    for i in range(SHARE):
        if s[BESIDE + i] != 0 and s[SINCE + i] > 0:
            steps[top + i // WIDE - numbers[ROW], left + i % WIDE - numbers[COLUMN]] = int(s[SINCE + i])
