"""Many networks of one shape with NumPy: what the compiled loops are tested against, and what moves first.

Arrays have the networks first: weights (networks, count), classes' logits (networks, points, classes).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .shape import Shape

Array = NDArray[np.float64]


def logits(shape: Shape, theta: Array, places: Array) -> Array:
    """What the last layer says of places, (points, 2) for all or (networks, points, 2)."""
    return _forward(shape, theta, places)[-1]


def loss_and_accuracy(
    shape: Shape, theta: Array, places: Array, labels: NDArray[np.int64]
) -> tuple[Array, Array]:
    """By network, the mean cross-entropy and the share of points whose class is the likeliest one."""
    return scored(np.swapaxes(logits(shape, theta, places), -1, -2), labels)


def scored(said: NDArray[np.floating], labels: NDArray[np.int64]) -> tuple[Array, Array]:
    """The same from logits (networks, classes, points). Where these are no numbers the loss is infinite, so
    that what is said of many networks can be said of the others."""
    labels = np.broadcast_to(labels, (len(said), said.shape[2]))
    own = np.take_along_axis(said, labels[:, np.newaxis], 1)[:, 0].astype(np.float64)
    top = said.max(axis=1)
    with np.errstate(all="ignore"):
        # what the other classes add to 1 may be less than float32 tells from it
        whole = np.log(np.exp(said - top[:, np.newaxis]).sum(axis=1, dtype=np.float64)) + top
    with np.errstate(over="ignore"):
        loss = (whole - own).mean(axis=-1)
    loss[np.isnan(loss)] = np.inf
    return loss, (said.argmax(axis=1) == labels).mean(axis=-1)


def gradient(shape: Shape, theta: Array, places: Array, labels: NDArray[np.int64]) -> Array:
    """The gradient of the mean cross-entropy over the points, (networks, count); labels as places."""
    values = _forward(shape, theta, places)
    said = values[-1]
    labels = np.broadcast_to(labels, said.shape[:2])
    with np.errstate(all="ignore"):
        share = np.exp(said - said.max(axis=-1, keepdims=True))
        delta = share / share.sum(axis=-1, keepdims=True)
    delta -= labels[..., np.newaxis] == np.arange(said.shape[-1])
    delta /= said.shape[1]
    found = np.empty_like(theta)
    layers, slots = shape.layers(theta), shape.layers(found)
    for number in reversed(range(len(layers))):
        into = values[number]
        slots[number][0][:] = np.swapaxes(delta, -1, -2) @ into
        slots[number][1][:] = delta.sum(axis=-2)
        if number:
            delta = (delta @ layers[number][0]) * _slope(shape, into)
    return found


def _forward(shape: Shape, theta: Array, places: Array) -> list[Array]:
    """What goes into each layer, and what comes out of the last one."""
    values = [np.broadcast_to(places, (len(theta), *places.shape[-2:]))]
    layers = shape.layers(theta)
    for number, (matrix, bias) in enumerate(layers):
        with np.errstate(all="ignore"):
            z = values[-1] @ np.swapaxes(matrix, -1, -2) + bias[:, np.newaxis]
        if number < len(layers) - 1:
            z = np.tanh(z) if shape.activation == "tanh" else np.maximum(z, 0)
        values.append(z)
    return values


def _slope(shape: Shape, value: Array) -> Array:
    """The activation's derivative where it has this value."""
    return 1 - value * value if shape.activation == "tanh" else (value > 0).astype(value.dtype)
