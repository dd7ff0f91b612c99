"""Loops through the layers of one network: forward, backward, and what came out. Imports numba.

`values` has what goes into each layer, `deltas` the loss's derivative by what came out of it, of two layers
in turn: a row of CHUNK numbers a unit, one number a point, `widest` rows a layer. All are pointers, which
compile several times as fast as arrays do. Inner loops run over points, which become SIMD.
"""

from __future__ import annotations

import math
from typing import Any

from engine.kernel_cache.decorator import njit
from engine.numerics.intrinsics import call_over, offset

CHUNK = 128
"""Points that go through the layers together: their rows stay in the nearest cache."""

LANES = 8
"""Rows are filled up with zeros to a multiple of this, so that no loop over points has a remainder."""

RULE, TANH, EXP = range(3)
"""Entries of `kernels`, addresses of compiled functions."""

WIDEST, RELU, CLASSES, LAYERS, UNITS = range(5)
"""Entries of `shape`: the most units of a layer, whether the activation is relu, …; at last the units."""

_loop = njit(nogil=True, error_model="numpy", boundscheck=False)
_quick = njit(
    nogil=True, error_model="numpy", boundscheck=False, fastmath={"contract", "reassoc", "nsz", "arcp"}
)


@_quick
def mix(weights: Any, into: Any, row: Any, stride: int, count: int, wide: int) -> None:
    """Add `count` rows of `into` to a row, times weights that lie `stride` apart, four at a time."""
    i = 0
    while i + 4 <= count:
        w0, w1 = weights[i * stride], weights[(i + 1) * stride]
        w2, w3 = weights[(i + 2) * stride], weights[(i + 3) * stride]
        x = offset(into, i * CHUNK)
        for b in range(wide):
            row[b] += w0 * x[b] + w1 * x[CHUNK + b] + w2 * x[2 * CHUNK + b] + w3 * x[3 * CHUNK + b]
        i += 4
    while i < count:
        w0, x = weights[i * stride], offset(into, i * CHUNK)
        for b in range(wide):
            row[b] += w0 * x[b]
        i += 1


@_quick
def add_products(row: Any, into: Any, slopes: Any, count: int, wide: int, none: Any) -> None:
    """Add a row's products with `count` rows of `into` to as many slopes."""
    for i in range(count):
        x, total = offset(into, i * CHUNK), none
        for b in range(wide):
            total += row[b] * x[b]
        slopes[i] += total


@_quick
def total_of(row: Any, wide: int, none: Any) -> Any:
    """The sum of a row."""
    total = none
    for b in range(wide):
        total += row[b]
    return total


@_loop
def fill(row: Any, value: Any, wide: int) -> None:
    for b in range(wide):
        row[b] = value


@_loop
def through_slope(row: Any, a: Any, wide: int, relu: int, none: Any) -> None:
    """Multiply by the activation's derivative where it has these values."""
    one = none + 1
    if relu:
        for b in range(wide):
            row[b] = row[b] if a[b] > none else none
    else:
        for b in range(wide):
            row[b] *= one - a[b] * a[b]


@_loop
def take_points(places: Any, points: int, order: Any, n: int, wide: int, out: Any, none: Any) -> None:
    """The first n points of an order, with zeros behind them; places has all x, then all y."""
    for d in range(2):
        row, column = offset(out, d * CHUNK), offset(places, d * points)
        for b in range(n):
            row[b] = column[order[b]]
        for b in range(n, wide):
            row[b] = none


@_loop
def forward(shape: Any, kernels: Any, theta: Any, values: Any, wide: int, none: Any) -> Any:
    """From the first layer's values to the logits, to which it returns a pointer."""
    at, layer = theta, values
    for number in range(shape[LAYERS]):
        inputs, outputs = shape[UNITS + number], shape[UNITS + number + 1]
        after = offset(layer, shape[WIDEST] * CHUNK)
        for j in range(outputs):
            row = offset(after, j * CHUNK)
            fill(row, at[inputs * outputs + j], wide)
            mix(offset(at, j * inputs), layer, row, 1, inputs, wide)
            if number < shape[LAYERS] - 1:
                if shape[RELU]:
                    for b in range(wide):
                        row[b] = row[b] if row[b] > none else none
                else:
                    call_over(kernels[TANH], row, wide)
        at, layer = offset(at, (inputs + 1) * outputs), after
    return layer


@_loop
def shares(shape: Any, kernels: Any, said: Any, out: Any, spare: Any, wide: int, none: Any) -> None:
    """exp(logit − top) of each class; `spare` has the tops, then the sums of these."""
    top, whole = spare, offset(spare, CHUNK)
    for b in range(wide):
        top[b], whole[b] = said[b], none
    for k in range(1, shape[CLASSES]):
        row = offset(said, k * CHUNK)
        for b in range(wide):
            top[b] = row[b] if row[b] > top[b] else top[b]
    for k in range(shape[CLASSES]):
        row, share = offset(said, k * CHUNK), offset(out, k * CHUNK)
        for b in range(wide):
            share[b] = row[b] - top[b]
        call_over(kernels[EXP], share, wide)
        for b in range(wide):
            whole[b] += share[b]


@_loop
def first_deltas(
    shape: Any, out: Any, spare: Any, labels: Any, order: Any, n: int, wide: int, weight: Any, none: Any
) -> None:
    """From shares to the derivative of the loss by the logits; each point counts `weight`."""
    whole = offset(spare, CHUNK)
    for k in range(shape[CLASSES]):
        row = offset(out, k * CHUNK)
        for b in range(n):
            row[b] = row[b] / whole[b] * weight
        for b in range(n, wide):
            row[b] = none
    for b in range(n):
        out[labels[order[b]] * CHUNK + b] -= weight


@_loop
def backward(
    shape: Any, theta: Any, count: int, slopes: Any, values: Any, deltas: Any, wide: int, none: Any
) -> None:
    """Add the derivative by the weights to `slopes`; that by the logits is in the first of `deltas`."""
    at, size = count, shape[WIDEST] * CHUNK
    for step in range(shape[LAYERS]):
        number = shape[LAYERS] - 1 - step
        inputs, outputs = shape[UNITS + number], shape[UNITS + number + 1]
        at -= (inputs + 1) * outputs
        own, below = offset(deltas, step % 2 * size), offset(deltas, (step + 1) % 2 * size)
        into = offset(values, number * size)
        for j in range(outputs):
            row = offset(own, j * CHUNK)
            add_products(row, into, offset(slopes, at + j * inputs), inputs, wide, none)
            slopes[at + inputs * outputs + j] += total_of(row, wide, none)
        if number:
            for i in range(inputs):
                row = offset(below, i * CHUNK)
                fill(row, none, wide)
                mix(offset(theta, at + i), own, row, inputs, outputs, wide)
                through_slope(row, offset(into, i * CHUNK), wide, shape[RELU], none)


@_loop
def gradient(
    shape: Any, kernels: Any, theta: Any, weights: int, places: Any, points: int, labels: Any, order: Any,
    count: int, slopes: Any, values: Any, deltas: Any, spare: Any, none: Any,
) -> float:  # fmt: skip
    """The mean cross-entropy over the first `count` points of an order, and in `slopes` its gradient."""
    fill(slopes, none, weights)
    one = none + 1
    weight, size = one / (none + count), shape[LAYERS] * shape[WIDEST] * CHUNK
    done, loss = 0, 0.0
    while done < count:
        n, chosen = min(CHUNK, count - done), offset(order, done)
        wide = (n + LANES - 1) // LANES * LANES
        take_points(places, points, chosen, n, wide, values, none)
        said = forward(shape, kernels, theta, values, wide, none)
        shares(shape, kernels, said, deltas, spare, wide, none)
        for b in range(n):
            loss += math.log(spare[CHUNK + b]) + spare[b] - values[size + labels[chosen[b]] * CHUNK + b]
        first_deltas(shape, deltas, spare, labels, chosen, n, wide, weight, none)
        backward(shape, theta, weights, slopes, values, deltas, wide, none)
        done += n
    return loss / count
