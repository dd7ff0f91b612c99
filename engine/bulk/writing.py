"""What became of a patch's particles, into the arrays of its tile."""

from __future__ import annotations

import math
from typing import Any

from engine.numerics.intrinsics import offset

from .layout import (
    ASKS,
    BESIDE,
    CODE,
    COLUMN,
    DECIDED,
    EXCURSIONS,
    FARTHEST,
    FRESH,
    HIGH,
    LABEL,
    LOSS_ROW,
    NEAR,
    PLACE,
    PLACE_X,
    PLACE_Y,
    RATE,
    ROW,
    SETS,
    SHARE,
    SINCE,
    STOPPED,
    TILE_COLUMNS,
    TILE_ROWS,
    VISITS,
    WALKED,
    WALKS,
    WIDE,
    WORDS,
    X,
    Y,
    helper,
)


@helper
def first_and_last(start: int, size: int, before: int, count: int) -> Any:
    """The part of a patch's `size` rows or columns from `start` on that lies in a tile."""
    return max(before - start, 0), min(before + count - start, size)


@helper
def write(v: Any, numbers: Any, pixels: Any, top: int, left: int) -> None:
    """What became of the pixels of a patch."""
    y0, y1 = first_and_last(top, HIGH, numbers[ROW], numbers[TILE_ROWS])
    x0, x1 = first_and_last(left, WIDE, numbers[COLUMN], numbers[TILE_COLUMNS])
    for y in range(y0, y1):
        at = (top + y - numbers[ROW]) * numbers[TILE_COLUMNS] + left + x0 - numbers[COLUMN]
        line = offset(v, y * WIDE + x0)
        put(offset(line, CODE), offset(pixels.outcome, at), x1 - x0)
        put(offset(line, LABEL), offset(pixels.basin, at), x1 - x0)
        put(offset(line, DECIDED), offset(pixels.steps, at), x1 - x0)
        put(offset(line, LOSS_ROW), offset(pixels.loss, at), x1 - x0)
        put(offset(line, RATE), offset(pixels.rate, at), x1 - x0)


@helper
def put(line: Any, target: Any, count: int) -> None:
    """Numbers into an array, in its own type."""
    for x in range(count):
        target[x] = line[x]


@helper
def write_sums(s: Any, sums: Any, numbers: Any, pixels: Any, top: int, left: int) -> None:
    """What was summed up on the way."""
    y0, y1 = first_and_last(top, HIGH, numbers[ROW], numbers[TILE_ROWS])
    x0, x1 = first_and_last(left, WIDE, numbers[COLUMN], numbers[TILE_COLUMNS])
    for y in range(y0, y1):
        line = (top + y - numbers[ROW]) * numbers[TILE_COLUMNS] + left - numbers[COLUMN]
        for x in range(x0, x1):
            i, at = y * WIDE + x, line + x
            if sums.asked & WALKS:
                pixels.walked[at] = s[WALKED + i]
            if sums.asked & EXCURSIONS:
                pixels.farthest[at] = math.sqrt(s[FARTHEST + i])
            if sums.asked & VISITS:
                number = 0
                for word in range(WORDS):
                    bits = sums.seen[word * SHARE + i]
                    while bits:
                        bits &= bits - 1
                        number += 1
                pixels.visited[at] = min(number, 255)


@helper
def ask_again(v: Any, s: Any, minima: Any, numbers: Any, bounds: Any, top: int, left: int) -> int:
    """Make ready to take a patch once more, for particles that came to rest where none was looked for.

    Each has its own place now: the minimum that it is beside, or where it is. Others count as settled.
    """
    y0, y1 = first_and_last(top, HIGH, numbers[ROW], numbers[TILE_ROWS])
    x0, x1 = first_and_last(left, WIDE, numbers[COLUMN], numbers[TILE_COLUMNS])
    open_ = 0
    for i in range(SHARE):
        label = int(v[LABEL + i])
        inside = y0 <= i // WIDE < y1 and x0 <= i % WIDE < x1
        wanted = inside and v[ASKS + i] != 0
        s[FRESH + i], s[SINCE + i], s[STOPPED + i] = 0, 0 if wanted else 1, -1
        s[BESIDE + i] = 1 if wanted else 0
        if wanted:
            open_ += 1
            x, y = v[X + i], v[Y + i]
            if label >= 0 and numbers[SETS] == 0:
                place = offset(minima.places, PLACE * label)
                there = math.hypot(x - place[0], y - place[1]) <= bounds[NEAR]
                x = place[0] if there else x
                y = place[1] if there else y
            s[PLACE_X + i], s[PLACE_Y + i] = x, y
    return open_


@helper
def write_since(s: Any, numbers: Any, pixels: Any, top: int, left: int) -> None:
    """Since when those are at rest for which a patch was taken once more."""
    for i in range(SHARE):
        if s[BESIDE + i] != 0 and s[SINCE + i] > 0:
            row, column = top + i // WIDE - numbers[ROW], left + i % WIDE - numbers[COLUMN]
            pixels.steps[row * numbers[TILE_COLUMNS] + column] = int(s[SINCE + i])
