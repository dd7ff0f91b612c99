"""Patches of a map from pixels to numbers: where each begins, its steps, how it ended. See `simulating`."""

from __future__ import annotations

import math
from typing import Any

from engine.language.common_kernels import PARTICLE
from engine.language.generate import LENGTH, POSITION, STATES
from engine.numerics.intrinsics import address, flush_subnormals, offset, restore_subnormals

from .judging import decide, judge, measure
from .layout import (
    ASKED,
    COLUMN,
    HIGH,
    INFINITE,
    MAP_COLUMNS,
    ONE,
    ROW,
    SETS,
    SHARE,
    STEPS,
    TILE_COLUMNS,
    TILE_ROWS,
    WIDE,
    ZERO,
    Drive,
    Minima,
    Pixels,
    Sums,
    helper,
)
from .looking import begin, note_start
from .simulating import simulate
from .stepping import first_visit
from .writing import ask_again, write, write_since, write_sums

#: Where a row of a patch is filled from: one number, a number a column, a number a row, or one a pixel.
SAME, BY_COLUMN, BY_ROW, BY_PIXEL = range(4)


@helper
def fill(w: Any, begin: int, kinds: Any, count: int, pool: Any, numbers: Any, top: int, left: int) -> None:
    """Put every particle's start into `w`: θ, then the states. Pixels beyond the tile repeat its edge.

    begin: the first row to fill, 0 for θ and 2 for the states. kinds: where each of `count` rows is filled
    from, and where that begins in `pool`.
    """
    for k in range(begin, count):
        kind, first = kinds[2 * k], kinds[2 * k + 1]
        target = offset(w, (POSITION * LENGTH if k < 2 else STATES * LENGTH - 2 * SHARE) + k * SHARE)
        for y in range(HIGH):
            row = min(max(top + y - numbers[ROW], 0), numbers[TILE_ROWS] - 1)
            line = first + (row if kind == BY_ROW else row * numbers[TILE_COLUMNS] if kind == BY_PIXEL else 0)
            if kind in (SAME, BY_ROW):
                value = pool[line]
                for x in range(WIDE):
                    target[y * WIDE + x] = value
            else:
                copy_line(offset(pool, line), offset(target, y * WIDE), left - numbers[COLUMN],
                          numbers[TILE_COLUMNS])  # fmt: skip


@helper
def copy_line(line: Any, target: Any, first: int, count: int) -> None:
    """A line of a patch: numbers from `first` on of the `count` there are; beyond both ends they repeat."""
    if first >= 0 and first + WIDE <= count:
        for x in range(WIDE):
            target[x] = line[first + x]
    else:
        for x in range(WIDE):
            target[x] = line[min(max(first + x, 0), count - 1)]


@helper
def corner(numbers: Any, patch: int) -> Any:
    """The row and the column of the map at which a tile's patch begins."""
    first_row, first_column = numbers[ROW] // HIGH, numbers[COLUMN] // WIDE
    across = (numbers[COLUMN] + numbers[TILE_COLUMNS] - 1) // WIDE - first_column + 1
    return (first_row + patch // across) * HIGH, (first_column + patch % across) * WIDE


@helper
def conclude(v: Any, s: Any, minima: Any, bounds: Any, numbers: Any, sums: Any, pixels: Any, top: int,
             left: int) -> bool:  # fmt: skip
    """Judge a patch that is measured, and write what became of it; what `decide` says."""
    judge(v, s, minima, bounds, numbers, top, left)
    unsure = decide(v, s, bounds, numbers[STEPS], numbers[SETS])
    write(v, numbers, pixels, top, left)
    if sums.asked:
        write_sums(s, sums, numbers, pixels, top, left)
    return unsure


def map_patches(
    kernels: Any, measuring: int, plan: Any, shape: Any, p: Any, q: Any, amounts: Any, key: Any,
    kinds: Any, pool: Any, numbers: Any, places: Any, rough: Any, sets: Any, bounds: Any, near: Any,
    cells: Any, frame: Any, q_wide: Any, room: Any, notes: Any, wide: Any, verdicts: Any, seen: Any,
    outcome: Any, basin: Any, steps: Any, loss: Any, rate: Any, walked: Any, farthest: Any, visited: Any,
    low: int, high: int,
) -> None:  # fmt: skip
    """Simulate the patches low … high − 1 that cover a tile, and write what became of its pixels.

    places: (sets, k, 4) in float64; where an axis moves the minima, `sets` (rows, columns) says which set a
    pixel has. rough: (k, 2), those that are looked for on the way, none where they move.
    """
    mode = flush_subnormals()
    w, s, v = address(room, 0), address(notes, 0), address(verdicts, 0)
    s[ZERO], s[ONE], s[INFINITE] = 0, 1, math.inf
    drive = Drive(
        address(kernels, 0), address(plan, 0), plan.size // 3, address(p, 0), p.shape[1], address(q, 0),
        q.shape[1], address(amounts, 0), address(key, 0),
    )  # fmt: skip
    shapes, given_numbers, limits = address(shape, 0), address(numbers, 0), address(bounds, 0)
    minima = Minima(address(places, 0), places.shape[1], address(sets, 0), numbers[SETS])
    pixels = Pixels(
        address(outcome, 0), address(basin, 0), address(steps, 0), address(loss, 0), address(rate, 0),
        address(walked, 0), address(farthest, 0), address(visited, 0),
    )  # fmt: skip
    in_map = (numbers[MAP_COLUMNS] + WIDE - 1) // WIDE
    for patch in range(low, high):
        top, left = corner(given_numbers, patch)
        key[PARTICLE] = (top // HIGH * in_map + left // WIDE) * SHARE
        begin(s)
        for given in range(2):
            asked = 0 if given else numbers[ASKED]
            sums = Sums(
                asked, address(seen, 0), address(cells, 0), cells.shape[0], cells.shape[1], address(frame, 0)
            )
            fill(w, 0, address(kinds, 0), len(kinds), address(pool, 0), given_numbers, top, left)
            if given == 0:
                note_start(w, s)
                first_visit(w, s, sums)
            simulate(drive, w, shapes, given_numbers, s, sums, address(rough, 0), len(rough), near, given)
            if given:
                write_since(s, given_numbers, pixels, top, left)
                break
            if given_numbers[SETS]:
                # those that stopped have had the numbers of others since, the landscape's among them
                fill(w, 2, address(kinds, 0), len(kinds), address(pool, 0), given_numbers, top, left)
            measure(measuring, address(wide, 0), address(q_wide, 0), w, s, v, shapes, numbers[SETS])
            unsure = conclude(v, s, minima, limits, given_numbers, sums, pixels, top, left)
            if not unsure or ask_again(v, s, minima, given_numbers, limits, top, left) == 0:
                break
    restore_subnormals(mode)
