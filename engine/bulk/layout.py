"""Where the loops of a map find things: rows of a patch's notes, entries of arrays, what goes together.

Plain constants, so that compiled loops have them as such. Together go pointers and whole numbers only: arrays
would be counted at every call.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.kernel_cache.decorator import njit
from engine.language.generate import LENGTH

helper = njit(nogil=True, error_model="numpy", boundscheck=False)

#: Particles a patch: a block of two coordinates. In pixels it is WIDE × HIGH.
SHARE = LENGTH // 2
WIDE, HIGH = 32, 16

#: Rows of a patch's notes `s`: the place that a particle may be beside; its start; the square of its distance
#: to the nearest place, and which that is; whether a look found it; since which step it rests, or 0; beside
#: which place; the step that stopped it, or -1; where it stopped; what is summed up on the way, and as it was
#: when the stretch began; whether it is slow; the place that a stretch is watched for, and the first step at
#: rest there.
(PLACE_X, PLACE_Y, BEGIN_X, BEGIN_Y, AWAY, NEAREST, FRESH, SINCE, BESIDE, STOPPED, END_X, END_Y,
 WALKED, FARTHEST, WALKED_THEN, FARTHEST_THEN, SLOW, AIM, FIRST) = range(0, 19 * SHARE, SHARE)  # fmt: skip

#: Single numbers of `s`, behind the rows: 0, 1, ∞, and one to bring a whole number into the particles' type.
ZERO, ONE, INFINITE, NUMBER = range(19 * SHARE, 19 * SHARE + 4)
ROOM = 19 * SHARE + 16

#: Rows of the verdicts `v`: where a particle is, and the loss there; the squares of the lengths of Newton's
#: step and of the last move, and of the distances to the nearest place and to the nearest listed one; which
#: the nearest is; outcome and basin; after how many steps it was decided, and the rate of divergence;
#: whether it is asked since when a particle rests, of which that is not known.
(X, Y, LOSS_ROW, NEWTON_ROW, LAST_MOVE, BEST, LISTED, WHICH, CODE, LABEL, DECIDED, RATE,
 ASKS) = range(0, 13 * SHARE, SHARE)  # fmt: skip
VERDICTS = 13 * SHARE

#: Words of 64 bits a particle for the basins that it has been in, and as many for those it had been in when
#: the stretch began.
WORDS = 16

#: Bits of what is measured at every step.
WALKS, EXCURSIONS, VISITS = 1, 2, 4

#: Entries of `numbers`: steps, after how many of them the rest are alike, what is measured, the map's
#: columns, the tile's first row and column and its size, and whether pixels have minima of their own.
STEPS, STEADY, ASKED, MAP_COLUMNS, ROW, COLUMN, TILE_ROWS, TILE_COLUMNS, SETS = range(9)

#: Entries of `bounds`: the domain; how near is beside, how far is diverged, and how near is a basin's; and
#: the largest squares whose roots are as near as that.
X0, X1, Y0, Y1, NEAR, FAR, LABELLED, NEAR_SQUARE, LABELLED_SQUARE = range(9)


class Drive(NamedTuple):
    """What steps are taken with: kernels, their order, the tables of steps, what is done to gradients."""

    kernels: Any
    plan: Any
    stages: Any
    p: Any
    columns: Any
    q: Any
    field_columns: Any
    amounts: Any
    key: Any


class Sums(NamedTuple):
    """What is measured at every step, and the basins of the plane: a map, its frame, see `stepping.visit`."""

    asked: Any
    seen: Any
    cells: Any
    rows: Any
    columns: Any
    frame: Any


#: Numbers that a place of a minimum has, see `Minima`.
PLACE = 4


class Minima(NamedTuple):
    """The places of minima, `count` in each set: x, y, whether it is listed, and the largest square of the
    distance from there that is beside the minimum, which `by_pixel` alone asks for: where `sets` says which
    set a pixel of the tile has.
    """

    places: Any
    count: Any
    sets: Any
    by_pixel: Any


class Pixels(NamedTuple):
    """The arrays of a tile."""

    outcome: Any
    basin: Any
    steps: Any
    loss: Any
    rate: Any
    walked: Any
    farthest: Any
    visited: Any


class Ends(NamedTuple):
    """What is known of pixels that were simulated elsewhere, see `engine.gpu.buffers.End`; of `words` words
    of basins. again, again_at: see `ends.end_patches`.
    """

    theta: Any
    previous: Any
    stopped: Any
    since: Any
    beside: Any
    walked: Any
    farthest: Any
    seen: Any
    words: Any
    again: Any
    again_at: Any
    pixels: Any
