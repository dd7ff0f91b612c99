"""The loops around kernels: a range of blocks, stepped many times each while it sits in the nearest cache.

Plain Python to read, compiled by `engine.cpu` for each floating-point type. Nothing here does arithmetic on
particles, so nothing here decides a bit. They run without the interpreter's lock and raise nothing.

`blocks` (count, kept rows × LENGTH) holds what lasts: θ, the gradient, the θ before, then the states.
Stepping is done in `w`, a thread's own rows; only when all of it is finite does it go back, so that a block
which is not stays as it was and is stepped again with care. `stopped` (count, particles a block) has -1 for
a particle that moves. What is done with one block is in `engine.block`.
"""

from __future__ import annotations

from typing import Any

from engine.kernel_cache.decorator import njit

from .block import (
    COUNT_STATES,
    ROWS,
    SHARE,
    copy,
    finite,
    first_moving,
    give_back,
    remember,
    stand_in,
    stop_where_lost,
    take_in,
    unchanged,
)
from .language.common_kernels import FLAGS, PARTICLE, STEP
from .language.field_kernel import OPERATIONS
from .language.generate import LENGTH, STATES
from .numerics.intrinsics import (
    address,
    call_across,
    call_field,
    call_fused,
    call_modify,
    call_rule,
    flush_subnormals,
    offset,
    restore_subnormals,
)

#: Steps from one look for a block at rest to the next: one by one, and through the fused kernel.
WATCH, TOGETHER = 128, 256

#: `plan` has three entries a stage: what follows it, the gradient's sample, and whether to run it.

GRAD = OPERATIONS.index("grad")
NORM, OTHERS = len(OPERATIONS), len(OPERATIONS) + 1
NOTHING = -1

#: Entries of `kernels`, addresses of compiled functions; 0 for one that is not needed.
RULE, FIELD, NORM_KERNEL, OTHERS_KERNEL, MODIFY, FUSED = range(6)


_helper = njit(nogil=True, error_model="numpy", boundscheck=False)


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
