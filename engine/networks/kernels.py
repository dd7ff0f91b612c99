"""Whole trainings around a rule's kernel, and what networks say of places. Imports numba.

Plain Python to read, compiled by `engine.networks.compiling` for each floating-point type. They run without
the interpreter's lock and raise nothing. A network's bits depend on nothing but itself, so neither on the
others nor on the number of threads.

`blocks` (networks, parts, rows × LENGTH) has the coordinates of each network in as many of the rule's blocks
as they need; the rule kernel works in them as it does everywhere (`engine.language.generate`). `shape`,
`values`, `deltas` and `spare` are as in `engine.networks.layers`.
"""

from __future__ import annotations

import math
from typing import Any

from engine.kernel_cache.decorator import njit
from engine.language.field_kernel import OPERATIONS
from engine.language.generate import GRADIENT, LENGTH, OTHER, POSITION, STATES
from engine.numerics.intrinsics import address, call_rule, flush_subnormals, offset, restore_subnormals
from engine.numerics.scalar_philox import word

from .layers import CHUNK, CLASSES, LANES, RULE, fill, forward, gradient
from .shape import SHUFFLE

GRAD, LOSS, NORM = OPERATIONS.index("grad"), OPERATIONS.index("loss"), len(OPERATIONS)
OTHERS = NORM + 1

_loop = njit(nogil=True, error_model="numpy", boundscheck=False)


@_loop
def shuffle(order: Any, count: int, seed_low: int, seed_high: int, network: int, epoch: int) -> None:
    """`engine.networks.batches.orders` for one network."""
    for i in range(count):
        order[i] = i
    for last in range(count - 1, 0, -1):
        drawn = word(seed_low, seed_high, network, epoch, last, SHUFFLE)
        other = (drawn * (last + 1)) >> 32
        order[last], order[other] = order[other], order[last]


@_loop
def copy(source: Any, target: Any, count: int) -> None:
    for i in range(count):
        target[i] = source[i]


@_loop
def collect(block: Any, size: int, row: int, out: Any, count: int) -> None:
    """A row of a network's parts, each of `size` numbers, as one vector."""
    for at in range(0, count, LENGTH):
        copy(offset(block, at // LENGTH * size + row * LENGTH), offset(out, at), min(LENGTH, count - at))


@_loop
def spread(values: Any, count: int, block: Any, size: int, row: int) -> None:
    """The opposite."""
    for at in range(0, count, LENGTH):
        copy(offset(values, at), offset(block, at // LENGTH * size + row * LENGTH), min(LENGTH, count - at))


@_loop
def keep(source: Any, target: Any, size: int, count: int, states: int) -> None:
    """Copy a network's θ and states from its block to another."""
    for at in range(0, count, LENGTH):
        for row in range(states + 1):
            place = at // LENGTH * size + (POSITION if row == states else STATES + row) * LENGTH
            copy(offset(source, place), offset(target, place), min(LENGTH, count - at))


@_loop
def length(values: Any, count: int, none: Any) -> Any:
    """The Euclidean norm; large numbers do not overflow."""
    largest = none
    for i in range(count):
        largest = max(largest, abs(values[i]))
    if not largest > 0:
        return largest
    total = none
    for i in range(count):
        part = values[i] / largest
        total += part * part
    return largest * math.sqrt(total)


@_loop
def total(values: Any, count: int, none: Any) -> Any:
    """The sum."""
    found = none
    for i in range(count):
        found += values[i]
    return found


@_loop
def clip(slopes: Any, count: int, bounds: Any, none: Any) -> None:
    """Each coordinate to ±bounds[0], then the whole to length bounds[1]; 0 for no bound."""
    if bounds[0] > 0:
        for i in range(count):
            slopes[i] = min(max(slopes[i], -bounds[0]), bounds[0])
    if bounds[1] > 0:
        size = length(slopes, count, none)
        if size > bounds[1]:
            share = bounds[1] / size
            for i in range(count):
                slopes[i] *= share


@_loop
def is_finite(block: Any, size: int, count: int, states: int) -> bool:
    """Whether a network's θ and states are."""
    for part in range((count + LENGTH - 1) // LENGTH):
        n = min(LENGTH, count - part * LENGTH)
        for row in range(states + 1):
            numbers = offset(block, part * size + (POSITION if row == states else STATES + row) * LENGTH)
            lost = 0
            for i in range(n):
                lost |= numbers[i] - numbers[i] != 0
            if lost:
                return False
    return True


@_loop
def answer_across(block: Any, size: int, vector: Any, count: int, follows: int, none: Any) -> None:
    """The rule asks what the coordinates of a vector are together, each for itself."""
    collect(block, size, OTHER, vector, count)
    if follows == NORM:
        fill(vector, length(vector, count, none), count)
    else:
        whole = total(vector, count, none)
        for i in range(count):
            vector[i] = whole - vector[i]
    spread(vector, count, block, size, OTHER)


def train(
    kernels: Any, plan: Any, shape: Any, blocks: Any, kept: Any, stopped: Any, places: Any, labels: Any,
    p: Any, bounds: Any, values: Any, deltas: Any, spare: Any, vectors: Any, order: Any,
    states: int, batch: int, seed_low: int, seed_high: int, first: int, low: int, high: int, done: int,
) -> None:  # fmt: skip
    """Take the steps done + 1 … done + len(p) of networks low … high − 1.

    kept: blocks as they were before the last step. stopped (networks,): the step whose result was not
    finite, or −1. first: the number of the first network. vectors (2, weights): room, as are the others
    from `values` on.
    """
    mode = flush_subnormals()
    points, parts, size, stages = labels.size, blocks.shape[1], blocks.shape[2], plan.size // 3
    count, updates = vectors.shape[1], (points + batch - 1) // batch
    theta, slopes = address(vectors, 0), address(vectors, count)
    none = bounds[0] - bounds[0]
    for k in range(low, high):
        block, before = address(blocks, k * parts * size), address(kept, k * parts * size)
        epoch = -1
        for t in range(p.shape[0]):
            if stopped[k] >= 0:
                break
            if batch < points and (done + t) // updates != epoch:
                epoch = (done + t) // updates
                shuffle(address(order, 0), points, seed_low, seed_high, first + k, epoch)
            start = (done + t) % updates * batch
            keep(block, before, size, count, states)
            for stage in range(stages):
                follows = plan[3 * stage]
                if plan[3 * stage + 2]:
                    for part in range(parts):
                        call_rule(
                            kernels[RULE], offset(block, part * size), address(p, t * p.shape[1]), stage
                        )
                if follows in (GRAD, LOSS):
                    collect(block, size, POSITION, theta, count)
                    loss = gradient(
                        address(shape, 0), address(kernels, 0), theta, count, address(places, 0), points,
                        address(labels, 0), address(order, start), min(batch, points - start), slopes,
                        address(values, 0), address(deltas, 0), address(spare, 0), none,
                    )  # fmt: skip
                    if follows == GRAD:
                        clip(slopes, count, address(bounds, 0), none)
                    else:
                        fill(slopes, none + loss, count)
                    spread(slopes, count, block, size, GRADIENT if follows == GRAD else OTHER)
                elif follows >= NORM:
                    answer_across(block, size, theta, count, follows, none)
            if not is_finite(block, size, count, states):
                keep(before, block, size, count, states)
                stopped[k] = done + t + 1
    restore_subnormals(mode)


def say(
    kernels: Any, shape: Any, thetas: Any, places: Any, out: Any, values: Any, low: int, high: int
) -> None:
    """The logits, (networks, classes, places), of networks low … high − 1; their weights are rows."""
    mode = flush_subnormals()
    count, many, classes = thetas.shape[1], places.shape[1], shape[CLASSES]
    none = thetas[0, 0] - thetas[0, 0]
    into = address(values, 0)
    for k in range(low, high):
        for done in range(0, many, CHUNK):
            n = min(CHUNK, many - done)
            wide = (n + LANES - 1) // LANES * LANES
            for d in range(2):
                row = offset(into, d * CHUNK)
                fill(row, none, wide)
                copy(address(places, d * many + done), row, n)
            said = forward(
                address(shape, 0), address(kernels, 0), address(thetas, k * count), into, wide, none
            )
            for c in range(classes):
                copy(offset(said, c * CHUNK), address(out, (k * classes + c) * many + done), n)
    restore_subnormals(mode)
