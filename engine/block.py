"""One block of particles while it is stepped: taken in, looked over and given back.

Plain Python to read, compiled into the loops of `engine.drivers`, which says what `blocks`, `w` and `stopped`
are; `kept` and `stopped` here are those of one block. Nothing here does arithmetic on particles. One that has
stopped is stood in for by a copy of one that moves, which keeps its block's arithmetic finite.
"""

from __future__ import annotations

from typing import Any

from engine.kernel_cache.decorator import njit

from .language.generate import GRADIENT, LENGTH, POSITION, STATES
from .numerics.intrinsics import asword, lor, lxor, offset

#: Rows of `blocks`.
THETA, SLOPE, BEFORE, KEPT_STATES = range(4)

#: Entries of `shape`: particles a block, coordinates, states, rows of `w`.
SHARE, DIMS, COUNT_STATES, ROWS = range(4)


_helper = njit(nogil=True, error_model="numpy", boundscheck=False)


@_helper
def copy(source: Any, target: Any, count: int) -> None:
    """The first `count` numbers."""
    for i in range(count):
        target[i] = source[i]


@_helper
def first_moving(stopped: Any, share: int) -> int:
    """The first particle that moves, or `share`."""
    lane = 0
    while lane < share and stopped[lane] >= 0:
        lane += 1
    return lane


@_helper
def stand_in(w: Any, stopped: Any, shape: Any) -> None:
    """Let a particle that moves stand in for those that have stopped."""
    share, places = shape[SHARE], shape[DIMS] * (STATES + shape[COUNT_STATES])
    live = first_moving(stopped, share)
    for lane in range(share):
        if stopped[lane] >= 0:
            # A row is as many shares as there are coordinates, so the shares of all rows lie side by side.
            for place in range(places):
                w[place * share + lane] = w[place * share + live]


@_helper
def take_in(kept: Any, w: Any, shape: Any) -> None:
    """Copy a block's θ and states into `w`."""
    copy(offset(kept, THETA * LENGTH), offset(w, POSITION * LENGTH), LENGTH)
    states = shape[COUNT_STATES] * LENGTH
    copy(offset(kept, KEPT_STATES * LENGTH), offset(w, STATES * LENGTH), states)


@_helper
def give_back(kept: Any, w: Any, stopped: Any, stops: int, shape: Any, last: int) -> None:
    """Copy `w` back, but for stopped particles; where `last`, the gradient and θ before the last step too."""
    for kept_row in range(KEPT_STATES + shape[COUNT_STATES]):
        row = STATES + kept_row - KEPT_STATES
        if kept_row == THETA:
            row = POSITION
        elif kept_row == SLOPE:
            row = GRADIENT
        elif kept_row == BEFORE:
            row = shape[ROWS]
        if last or kept_row == THETA or kept_row >= KEPT_STATES:
            source, target = offset(w, row * LENGTH), offset(kept, kept_row * LENGTH)
            if stops:
                copy_moving(source, target, stopped, shape)
            else:
                copy(source, target, LENGTH)


@_helper
def copy_moving(source: Any, target: Any, stopped: Any, shape: Any) -> None:
    """A row, but for the particles that have stopped."""
    share = shape[SHARE]
    for d in range(shape[DIMS]):
        for lane in range(share):
            if stopped[lane] < 0:
                target[d * share + lane] = source[d * share + lane]


@_helper
def finite(row: Any, count: int) -> int:
    """1 where all of the first `count` numbers are finite, else 0."""
    lost = 0
    for i in range(count):
        lost |= row[i] - row[i] != 0
    return 1 - lost


@_helper
def stop_where_lost(kept: Any, w: Any, stopped: Any, shape: Any, step: int) -> int:
    """Stop the particles whose step was not finite where they were; how many there are."""
    found = 0
    share, dims = shape[SHARE], shape[DIMS]
    for lane in range(share):
        if stopped[lane] < 0:
            lost = 0
            for place in range(dims * (1 + shape[COUNT_STATES])):
                # The shares of θ, then those of the states, which do not follow θ at once.
                at = place * share if place < dims else STATES * LENGTH + (place - dims) * share
                lost |= w[at + lane] - w[at + lane] != 0
            if lost:
                stopped[lane] = step
                found += 1
                for d in range(dims):
                    at = d * share + lane
                    kept[BEFORE * LENGTH + at] = kept[THETA * LENGTH + at]
    return found


@_helper
def remember(w: Any, mirror: Any, shape: Any) -> None:
    """Copy θ and states to rows of their own, for `unchanged`."""
    copy(offset(w, POSITION * LENGTH), mirror, LENGTH)
    copy(offset(w, STATES * LENGTH), offset(mirror, LENGTH), shape[COUNT_STATES] * LENGTH)


@_helper
def same_bits(a: Any, b: Any, count: int) -> int:
    """1 where the first `count` numbers are the same to the bit."""
    differs = lxor(asword(a[0]), asword(b[0]))
    for i in range(count):
        differs = lor(differs, lxor(asword(a[i]), asword(b[i])))
    return 1 if differs == 0 else 0


@_helper
def unchanged(w: Any, mirror: Any, shape: Any) -> int:
    """1 where θ and states are what `remember` saw, to the bit."""
    if not same_bits(offset(w, POSITION * LENGTH), mirror, LENGTH):
        return 0
    states = shape[COUNT_STATES] * LENGTH
    return same_bits(offset(w, STATES * LENGTH), offset(mirror, LENGTH), states) if states else 1
