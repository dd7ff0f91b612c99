"""Pixels that were simulated elsewhere: how they ended, judged as the patches that are simulated here."""

from __future__ import annotations

import math
from typing import Any

from engine.drivers import ROWS
from engine.language.generate import LENGTH
from engine.numerics.intrinsics import address, flush_subnormals, offset, restore_subnormals

from .judging import measure
from .layout import (
    ASKED,
    BESIDE,
    COLUMN,
    END_X,
    END_Y,
    EXCURSIONS,
    FARTHEST,
    INFINITE,
    ONE,
    PLACE_X,
    PLACE_Y,
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
    ZERO,
    Ends,
    Minima,
    Pixels,
    Sums,
    helper,
)
from .looking import begin, note_start
from .patches import conclude, corner, fill
from .writing import ask_again


@helper
def pixel_of(numbers: Any, top: int, left: int, i: int) -> int:
    """The pixel of the tile that a patch's particle is; beyond the tile, of its edge."""
    row = min(max(top + i // WIDE - numbers[ROW], 0), numbers[TILE_ROWS] - 1)
    column = min(max(left + i % WIDE - numbers[COLUMN], 0), numbers[TILE_COLUMNS] - 1)
    return row * numbers[TILE_COLUMNS] + column


@helper
def take_over(w: Any, before: Any, s: Any, ends: Any, sums: Any, numbers: Any, top: int, left: int) -> None:
    """Put what is known of a patch where `simulating.simulate` leaves it."""
    for i in range(SHARE):
        at = pixel_of(numbers, top, left, i)
        x, y = ends.theta[at], ends.theta[ends.pixels + at]
        w[i], w[SHARE + i] = x, y
        s[END_X + i], s[END_Y + i] = x, y
        before[i], before[SHARE + i] = ends.previous[at], ends.previous[ends.pixels + at]
        s[STOPPED + i], s[SINCE + i], s[BESIDE + i] = ends.stopped[at], ends.since[at], ends.beside[at]
        if sums.asked & (WALKS | EXCURSIONS):
            s[WALKED + i], s[FARTHEST + i] = ends.walked[at], ends.farthest[at]
        if sums.asked & VISITS:
            for word in range(WORDS):
                known = word < ends.words
                sums.seen[word * SHARE + i] = ends.seen[word * ends.pixels + at] if known else 0


@helper
def put_questions(s: Any, ends: Any, numbers: Any, top: int, left: int) -> None:
    """Say of which pixels it is asked since when they rest, and beside what; see `writing.ask_again`."""
    for i in range(SHARE):
        if s[BESIDE + i] != 0:
            at = pixel_of(numbers, top, left, i)
            ends.again[at] = 1
            ends.again_at[at], ends.again_at[ends.pixels + at] = s[PLACE_X + i], s[PLACE_Y + i]


def end_patches(
    measuring: int, shape: Any, kinds: Any, pool: Any, numbers: Any, places: Any, sets: Any, bounds: Any,
    q_wide: Any, room: Any, notes: Any, wide: Any, verdicts: Any, seen: Any,
    theta: Any, previous: Any, stopped: Any, since: Any, beside: Any, walks: Any, squares: Any, bits: Any,
    again: Any, again_at: Any,
    outcome: Any, basin: Any, steps: Any, loss: Any, rate: Any, walked: Any, farthest: Any, visited: Any,
    low: int, high: int,
) -> None:  # fmt: skip
    """As `patches.map_patches`, of pixels that have been simulated.

    again (pixels,) becomes 1 where it is not known since when a pixel rests, and `again_at` (2, pixels) says
    where it does.
    """
    mode = flush_subnormals()
    w, s, v = address(room, 0), address(notes, 0), address(verdicts, 0)
    s[ZERO], s[ONE], s[INFINITE] = 0, 1, math.inf
    shapes, given, limits = address(shape, 0), address(numbers, 0), address(bounds, 0)
    minima = Minima(address(places, 0), places.shape[1], address(sets, 0), numbers[SETS])
    pixels = Pixels(
        address(outcome, 0), address(basin, 0), address(steps, 0), address(loss, 0), address(rate, 0),
        address(walked, 0), address(farthest, 0), address(visited, 0),
    )  # fmt: skip
    ends = Ends(
        address(theta, 0), address(previous, 0), address(stopped, 0), address(since, 0), address(beside, 0),
        address(walks, 0), address(squares, 0), address(bits, 0), len(bits), address(again, 0),
        address(again_at, 0), len(stopped),
    )  # fmt: skip
    sums = Sums(numbers[ASKED], address(seen, 0), limits, 0, 0, limits)
    for patch in range(low, high):
        top, left = corner(given, patch)
        begin(s)
        fill(w, 0, address(kinds, 0), len(kinds), address(pool, 0), given, top, left)
        note_start(w, s)
        take_over(w, offset(w, shape[ROWS] * LENGTH), s, ends, sums, given, top, left)
        measure(measuring, address(wide, 0), address(q_wide, 0), w, s, v, shapes, numbers[SETS])
        unsure = conclude(v, s, minima, limits, given, sums, pixels, top, left)
        if unsure and ask_again(v, s, minima, given, limits, top, left) != 0:
            put_questions(s, ends, given, top, left)
    restore_subnormals(mode)
