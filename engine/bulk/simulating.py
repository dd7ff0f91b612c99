"""One patch of a map from its first step to its last."""

from __future__ import annotations

from typing import Any

from engine.drivers import COUNT_STATES, ROWS, copy, remember, stand_in, unchanged
from engine.language.generate import LENGTH
from engine.numerics.intrinsics import offset

from .layout import (
    SHARE,
    STEADY,
    STEPS,
    STOPPED,
    helper,
)
from .looking import FOUND, WARM, aim, aimed_well, any_open, look, settle
from .stepping import (
    add_up,
    all_finite,
    note_first,
    one_by_one,
    put_away,
    put_back,
    recall,
    take,
    with_care,
)

#: Steps from one look to the next: at least so many, and a share of those done, while something is open. They
#: are part of what the step of convergence is: the first at rest of the first stretch that ends at rest.
SOONEST, SHARE_DONE, LATEST = 8, 8, 256

#: Steps from one test for being at rest altogether to the next, when nothing is open; looks between two
#: before.
IDLE, REST_EVERY = 64, 4

#: After so many steps a patch is tested for being finite, and put away to be taken back to.
LEG = 16

#: Stretches that are watched in vain before none is until something comes to rest.
PATIENCE = 2


@helper
def simulate(drive: Any, w: Any, shape: Any, numbers: Any, s: Any, sums: Any, places: Any, count: int,
             near: Any, given: int) -> None:  # fmt: skip
    """All steps of the patch in `w`. θ before the last step is left behind its rows.

    given: 1 where every particle has a place of its own in `s` to be beside, else 0.
    """
    steps, mirror = numbers[STEPS], offset(w, shape[ROWS] * LENGTH)
    then = offset(mirror, (1 + shape[COUNT_STATES]) * LENGTH)
    # nothing begins as a literal: all that is called with it would be compiled for literals once more
    none = count - count
    t = looks = began = lost = none
    moving, patience, is_open, watch = SHARE + none, PATIENCE + none, none == 0, none != 0
    while t < steps and moving:
        looks += 1
        pace = (
            min(max(SOONEST, t // SHARE_DONE), LATEST)
            if is_open
            else IDLE
            if t >= numbers[STEADY]
            else LATEST
        )
        until = min(t + pace, steps)
        if began == t:
            lost = 0
            remember(w, then, shape)
            put_away(s, sums)
        tested = until > numbers[STEADY] and (not is_open or looks % REST_EVERY == 0)
        lost |= stretch(drive, w, t, until, mirror, s, near, shape, sums, sums.asked, watch, tested)
        ended = sums.asked or tested or until == steps or until - began >= LEG
        rests, changed, seen = 0, False, 0
        if ended and (lost or not all_finite(w, s, shape)):
            recall(w, then, shape)
            put_back(s, sums)
            moving = with_care(drive, w, began, until, mirror, s, shape, sums, moving)
            changed = True
        elif tested:
            rests = unchanged(w, mirror, shape)
        if is_open and moving:
            seen = look(w, mirror, s, places, count, near, given)
        if (seen & FOUND) != 0:
            if not (watch and (given or aimed_well(s))):
                retake(drive, w, then, began, t, until, mirror, s, near, shape, sums, moving)
            settle(s, given)
            changed, patience = True, PATIENCE
        elif watch:
            patience -= 1
        watch = (seen & WARM) != 0 and patience > 0
        is_open = is_open and not (changed and not any_open(s))
        began = until if ended else began
        t = steps if rests else until


@helper
def stretch(drive: Any, w: Any, t: int, until: int, mirror: Any, s: Any, near: Any, shape: Any, sums: Any,
            asked: int, watch: bool, tested: bool) -> int:  # fmt: skip
    """The steps t + 1 … until; 1 where a watched value was lost. θ before the last is left in `mirror`.

    tested: whether the states before the last step are left there, too.
    """
    if watch:
        aim(s)
    if watch or asked:
        lost = one_by_one(drive, w, t, until - 1, mirror, s, near, sums, asked, watch)
    else:
        lost = take(drive, w, t, until - 1)
    if tested:
        remember(w, mirror, shape)
    elif not (watch or asked):
        copy(w, mirror, LENGTH)
    lost |= take(drive, w, until - 1, until)
    if asked:
        add_up(w, mirror, s, sums)
    if watch:
        note_first(w, mirror, s, near, until)
    return lost


@helper
def retake(drive: Any, w: Any, then: Any, began: int, t: int, until: int, mirror: Any, s: Any, near: Any,
           shape: Any, sums: Any, moving: int) -> None:  # fmt: skip
    """The steps once more that led to where the patch is, the last stretch one by one and watched."""
    recall(w, then, shape)
    take(drive, w, began, t)
    none = t - t
    stretch(drive, w, t, until, mirror, s, near, shape, sums, none, none == 0, none != 0)
    if moving < SHARE:
        stand_in(w, offset(s, STOPPED), shape)
