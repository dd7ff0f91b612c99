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
from .numerics.intrinsics import address, call_field, call_fused, call_modify, call_norm, call_rule

#: Rows of `blocks`.
THETA, SLOPE, BEFORE, KEPT_STATES = range(4)

#: Columns of `plan`, a row a stage: what follows the stage, the gradient's sample, whether to run it.
FOLLOWS, SAMPLE, WORKS = range(3)

GRAD = OPERATIONS.index("grad")
NORM = len(OPERATIONS)
NOTHING = -1

#: Entries of `kernels`, addresses of compiled functions; 0 for one that is not needed.
RULE, FIELD, NORM_KERNEL, MODIFY, FUSED = range(5)

#: Entries of `shape`: particles a block, coordinates, states, rows of `w`.
SHARE, DIMS, COUNT_STATES, ROWS = range(4)


@njit(nogil=True, error_model="numpy")
def take_in(kept: Any, w: Any, stopped: Any, stops: int, shape: Any) -> bool:
    """Copy a block's rows into `w`; False where no particle of it moves."""
    live = 0
    if stops:
        while live < shape[SHARE] and stopped[live] >= 0:
            live += 1
        if live == shape[SHARE]:
            return False
    for i in range(LENGTH):
        w[POSITION * LENGTH + i] = kept[THETA * LENGTH + i]
    for i in range(shape[COUNT_STATES] * LENGTH):
        w[STATES * LENGTH + i] = kept[KEPT_STATES * LENGTH + i]
    if stops:
        for lane in range(shape[SHARE]):
            if stopped[lane] >= 0:
                for d in range(shape[DIMS]):
                    for row in range(STATES + shape[COUNT_STATES]):
                        at = row * LENGTH + d * shape[SHARE]
                        w[at + lane] = w[at + live]
    return True


@njit(nogil=True, error_model="numpy")
def give_back(kept: Any, w: Any, stopped: Any, stops: int, shape: Any, last: bool) -> None:
    """Copy `w` back, but for stopped particles; where `last`, the gradient and θ before the last step too."""
    states = shape[COUNT_STATES] * LENGTH
    before = shape[ROWS] * LENGTH
    if not stops:
        for i in range(LENGTH):
            kept[THETA * LENGTH + i] = w[POSITION * LENGTH + i]
        for i in range(states):
            kept[KEPT_STATES * LENGTH + i] = w[STATES * LENGTH + i]
        if last:
            for i in range(LENGTH):
                kept[SLOPE * LENGTH + i] = w[GRADIENT * LENGTH + i]
                kept[BEFORE * LENGTH + i] = w[before + i]
        return
    for lane in range(shape[SHARE]):
        if stopped[lane] < 0:
            for d in range(shape[DIMS]):
                i = d * shape[SHARE] + lane
                kept[THETA * LENGTH + i] = w[POSITION * LENGTH + i]
                for state in range(shape[COUNT_STATES]):
                    kept[(KEPT_STATES + state) * LENGTH + i] = w[(STATES + state) * LENGTH + i]
                if last:
                    kept[SLOPE * LENGTH + i] = w[GRADIENT * LENGTH + i]
                    kept[BEFORE * LENGTH + i] = w[before + i]


@njit(nogil=True, error_model="numpy")
def all_finite(w: Any, states: int) -> bool:
    """Whether θ and every state of a block are finite."""
    lost = False
    for i in range(LENGTH):
        v = w[POSITION * LENGTH + i]
        lost |= v - v != 0
    for i in range(states * LENGTH):
        v = w[STATES * LENGTH + i]
        lost |= v - v != 0
    return not lost


@njit(nogil=True, error_model="numpy")
def keep_position(w: Any, rows: int) -> None:
    for i in range(LENGTH):
        w[rows * LENGTH + i] = w[POSITION * LENGTH + i]


@njit(nogil=True, error_model="numpy")
def stop_where_lost(kept: Any, w: Any, stopped: Any, shape: Any, step: int) -> int:
    """Stop the particles whose step was not finite where they were; how many there are."""
    found = 0
    for lane in range(shape[SHARE]):
        if stopped[lane] >= 0:
            continue
        lost = False
        for d in range(shape[DIMS]):
            i = d * shape[SHARE] + lane
            v = w[POSITION * LENGTH + i]
            lost |= v - v != 0
            for state in range(shape[COUNT_STATES]):
                v = w[(STATES + state) * LENGTH + i]
                lost |= v - v != 0
        if lost:
            stopped[lane] = step
            found += 1
            for d in range(shape[DIMS]):
                i = d * shape[SHARE] + lane
                kept[BEFORE * LENGTH + i] = kept[THETA * LENGTH + i]
    return found


@njit(nogil=True, error_model="numpy")
def step_block(kernels: Any, plan: Any, w: Any, p: Any, q: Any, t: int, amounts: Any, key: Any) -> int:
    """One step of the block in `w`, with row t of the tables p and q; 1 where a watched value was lost."""
    lost = 0
    block = address(w, 0)
    row = address(p, t * p.shape[1])
    field_row = address(q, t * q.shape[1])
    for stage in range(plan.shape[0]):
        if plan[stage, WORKS]:
            lost |= call_rule(kernels[RULE], block, row, stage)
        follows = plan[stage, FOLLOWS]
        if follows == NORM:
            call_norm(kernels[NORM_KERNEL], block)
        elif follows != NOTHING:
            call_field(kernels[FIELD], block, field_row, follows)
            if follows == GRAD and key[FLAGS]:
                call_modify(kernels[MODIFY], block, address(amounts, 0), address(key, 0), plan[stage, SAMPLE])
    return lost


def run_blocks(
    kernels: Any,
    blocks: Any, stopped: Any, stops: Any, lost: Any, plan: Any, shape: Any,
    p: Any, q: Any, amounts: Any, key: Any, w: Any, low: int, high: int, done: int, together: int, last: bool,
) -> None:  # fmt: skip
    """Take the steps done + 1 … done + len(p) of blocks low … high − 1.

    The first `together` of them go through the fused kernel. lost (count,) becomes 1 for blocks that were
    not finite and are as they were. last: the gradient and θ before the last step are kept.
    """
    steps = p.shape[0]
    first = key[PARTICLE]
    for b in range(low, high):
        if not take_in(blocks[b], w, stopped[b], stops[b], shape):
            continue
        key[PARTICLE] = first + b * shape[SHARE]
        failed = 0
        if together:
            failed |= call_fused(kernels[FUSED], address(w, 0), address(p, 0), address(q, 0), together)
        for t in range(together, steps):
            if last and t == steps - 1:
                keep_position(w, shape[ROWS])
            key[STEP] = done + t + 1
            failed |= step_block(kernels, plan, w, p, q, t, amounts, key)
        if failed or not all_finite(w, shape[COUNT_STATES]):
            lost[b] = 1
        else:
            give_back(blocks[b], w, stopped[b], stops[b], shape, last)
    key[PARTICLE] = first


def run_carefully(
    kernels: Any,
    blocks: Any, stopped: Any, stops: Any, plan: Any, shape: Any, p: Any, q: Any, amounts: Any, key: Any,
    w: Any, b: int, done: int,
) -> None:  # fmt: skip
    """Take steps done + 1 … done + len(p) of block b one by one, stopping particles where they are lost."""
    first = key[PARTICLE]
    key[PARTICLE] = first + b * shape[SHARE]
    for t in range(p.shape[0]):
        if not take_in(blocks[b], w, stopped[b], stops[b], shape):
            break
        keep_position(w, shape[ROWS])
        key[STEP] = done + t + 1
        step_block(kernels, plan, w, p, q, t, amounts, key)
        stops[b] += stop_where_lost(blocks[b], w, stopped[b], shape, done + t + 1)
        give_back(blocks[b], w, stopped[b], stops[b], shape, True)
    key[PARTICLE] = first
