"""The loops around kernels: a range of blocks, stepped many times each while it sits in the nearest cache.

Plain Python to read, compiled by `engine.cpu` for each floating-point type. Nothing here does arithmetic on
particles, so nothing here decides a bit. They run without the interpreter's lock and raise nothing.

`blocks` (count, kept rows × LENGTH) holds what lasts: θ, the gradient, the θ before, then the states.
Stepping is done in `w`, a thread's own rows; only when all of it is finite does it go back, so that a block
which is not stays as it was and is stepped again with care. `stopped` (count, particles a block) has -1 for
a particle that moves. A stopped one is stood in for by a copy of one that moves, which keeps its block's
arithmetic finite.
"""

from __future__ import annotations

from typing import Any

from numba import njit

from .language.common_kernels import FLAGS, PARTICLE, STEP
from .language.field_kernel import OPERATIONS
from .language.generate import GRADIENT, LENGTH, POSITION, STATES
from .numerics.intrinsics import (
    address,
    asword,
    call_across,
    call_field,
    call_fused,
    call_modify,
    call_rule,
    flush_subnormals,
    lor,
    lxor,
    offset,
    restore_subnormals,
)

#: Steps from one look for a block at rest to the next: one by one, and through the fused kernel.
WATCH, TOGETHER = 128, 256

#: Rows of `blocks`.
THETA, SLOPE, BEFORE, KEPT_STATES = range(4)

#: `plan` has three entries a stage: what follows it, the gradient's sample, and whether to run it.

GRAD = OPERATIONS.index("grad")
NORM, OTHERS = len(OPERATIONS), len(OPERATIONS) + 1
NOTHING = -1

#: Entries of `kernels`, addresses of compiled functions; 0 for one that is not needed.
RULE, FIELD, NORM_KERNEL, OTHERS_KERNEL, MODIFY, FUSED = range(6)

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


@_helper
def step_together(kernel: int, w: Any, p: Any, q: Any, mirror: Any, shape: Any, steps: int, steady: int,
                  columns: int, field_columns: int) -> int:  # fmt: skip
    """Steps through the fused kernel until the block rests; 1 where a watched value was lost."""
    failed = at = 0
    while at < steps:
        piece = min(TOGETHER, steps - at)
        failed |= call_fused(kernel, w, offset(p, at * columns), offset(q, at * field_columns), piece)
        at += piece
        if steady <= at < steps:
            remember(w, mirror, shape)
            failed |= call_fused(kernel, w, offset(p, at * columns), offset(q, at * field_columns), 1)
            at += 1
            if unchanged(w, mirror, shape):
                at = steps
    return failed


@_helper
def step_block(kernels: Any, plan: Any, stages: int, w: Any, p: Any, q: Any, amounts: Any, key: Any) -> int:
    """One step of the block in `w`, with its rows of the tables; 1 where a watched value was lost."""
    lost = 0
    for stage in range(stages):
        follows, sample, works = plan[3 * stage], plan[3 * stage + 1], plan[3 * stage + 2]
        if works:
            lost |= call_rule(kernels[RULE], w, p, stage)
        if follows == NORM:
            call_across(kernels[NORM_KERNEL], w)
        elif follows == OTHERS:
            call_across(kernels[OTHERS_KERNEL], w)
        elif follows != NOTHING:
            call_field(kernels[FIELD], w, q, follows)
            if follows == GRAD and key[FLAGS]:
                call_modify(kernels[MODIFY], w, amounts, key, sample)
    return lost


def run_blocks(
    kernels: Any, blocks: Any, stopped: Any, stops: Any, lost: Any, plan: Any, shape: Any,
    p: Any, q: Any, amounts: Any, key: Any, w: Any,
    low: int, high: int, done: int, together: int, last: int, carefully: int, steady: int,
) -> None:  # fmt: skip
    """Take the steps done + 1 … done + len(p) of blocks low … high − 1.

    The first `together` of them go through the fused kernel. lost (count,) becomes 1 for blocks that were
    not finite and are as they were. last: the gradient and θ before the last step are kept. carefully:
    steps are taken one by one, and particles stopped where they are lost. steady: after how many of these
    steps the rest are given the same numbers, see `engine.tables`; from there on a block whose θ and states
    a step leaves as they were, to the bit, is not stepped any further. Each further step would do the same.
    """
    mode = flush_subnormals()
    at_kernels, at_plan, at_shape = address(kernels, 0), address(plan, 0), address(shape, 0)
    at_amounts, at_key, room = address(amounts, 0), address(key, 0), address(w, 0)
    steps, columns, field_columns = p.shape[0], p.shape[1], q.shape[1]
    share, first = shape[SHARE], key[PARTICLE]
    before, mirror = offset(room, shape[ROWS] * LENGTH), offset(room, (shape[ROWS] + 1) * LENGTH)
    for b in range(low, high):
        kept, stop = address(blocks, b * blocks.shape[1]), address(stopped, b * share)
        key[PARTICLE] = first + b * share
        taken = 0
        while taken < steps and not (stops[b] and first_moving(stop, share) == share):
            until = taken + 1 if carefully else steps
            take_in(kept, room, at_shape)
            if stops[b]:
                stand_in(room, stop, at_shape)
            failed = 0
            if together:
                failed = step_together(
                    kernels[FUSED], room, address(p, 0), address(q, 0), mirror, at_shape, together, steady,
                    columns, field_columns,
                )  # fmt: skip
            for t in range(taken + together, until):
                watched = t >= steady and t % WATCH == WATCH - 1 and not carefully
                if watched:
                    remember(room, mirror, at_shape)
                if last and t == until - 1:
                    copy(room, before, LENGTH)
                key[STEP] = done + t + 1
                row, field_row = address(p, t * columns), address(q, t * field_columns)
                failed |= step_block(
                    at_kernels, at_plan, plan.size // 3, room, row, field_row, at_amounts, at_key
                )
                if watched and unchanged(room, mirror, at_shape):
                    copy(room, before, LENGTH)
                    break
            taken = until
            if carefully:
                stops[b] += stop_where_lost(kept, room, stop, at_shape, done + taken)
            elif failed or not (
                finite(room, LENGTH) and finite(offset(room, STATES * LENGTH), shape[COUNT_STATES] * LENGTH)
            ):
                lost[b] = 1
                continue
            give_back(kept, room, stop, stops[b], at_shape, last)
    key[PARTICLE] = first
    restore_subnormals(mode)


_step_blocks = _helper(run_blocks)


def record_blocks(
    kernels: Any, blocks: Any, stopped: Any, stops: Any, lost: Any, plan: Any, shape: Any,
    p: Any, q: Any, amounts: Any, key: Any, w: Any, done: int, out: Any,
) -> None:  # fmt: skip
    """Take the steps done + 1 … done + len(p) of all blocks, and write every kept row after each to `out`.

    out is (steps, kept rows, coordinates, particles).
    """
    count, share = blocks.shape[0], shape[SHARE]
    for t in range(p.shape[0]):
        row, field_row = p[t : t + 1], q[t : t + 1]
        _step_blocks(
            kernels, blocks, stopped, stops, lost, plan, shape, row, field_row, amounts, key, w,
            0, count, done + t, 0, 1, 0, 1,
        )  # fmt: skip
        for b in range(count):
            if lost[b]:
                lost[b] = 0
                _step_blocks(
                    kernels, blocks, stopped, stops, lost, plan, shape, row, field_row, amounts, key, w,
                    b, b + 1, done + t, 0, 1, 1, 1,
                )  # fmt: skip
        for kept in range(out.shape[1]):
            for d in range(out.shape[2]):
                for i in range(out.shape[3]):
                    at = kept * LENGTH + d * share + i % share
                    out[t, kept, d, i] = blocks[i // share, at]
