"""A multilayer perceptron's layers: where each weight lies among the coordinates, and how they begin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.numerics import philox

Activation = Literal["tanh", "relu"]
ACTIVATIONS = ("tanh", "relu")

FIRST_WEIGHTS, SHUFFLE, DIRECTION = range(1, 4)
"""What random words are for; the last word of their counter."""


@dataclass(frozen=True)
class Shape:
    """Numbers of units from the input to the output.

    Coordinates: of each layer in turn its weights, (out, in) row by row, and then its biases.
    """

    units: tuple[int, ...]
    activation: Activation = "tanh"

    @property
    def count(self) -> int:
        """The number of weights, biases included."""
        return sum((a + 1) * b for a, b in self._pairs)

    @property
    def offsets(self) -> list[int]:
        """Where each layer's weights begin, and at last `count`."""
        places = [0]
        for a, b in self._pairs:
            places.append(places[-1] + (a + 1) * b)
        return places

    @property
    def _pairs(self) -> list[tuple[int, int]]:
        return list(zip(self.units[:-1], self.units[1:], strict=True))

    def layers(self, theta: NDArray) -> list[tuple[NDArray, NDArray]]:
        """Views of weights (…, count): of each layer its matrix (…, out, in) and its biases (…, out)."""
        found = []
        for (a, b), at in zip(self._pairs, self.offsets, strict=False):
            matrix = theta[..., at : at + a * b].reshape(*theta.shape[:-1], b, a)
            found.append((matrix, theta[..., at + a * b : at + (a + 1) * b]))
        return found

    def first_weights(self, seed: int, networks: int) -> NDArray[np.float64]:
        """(networks, count) from a seed; network k is the same however many there are.

        Normal numbers with the variance of Glorot and Bengio (2010), 2/(in + out), for tanh, and of He et
        al. (2015), 2/in, for relu. Biases are 0.
        """
        who = np.arange(networks, dtype=np.uint64)[:, np.newaxis]
        w0, w1, _, _ = philox.words(seed, who, 0, np.arange(self.count, dtype=np.uint64), FIRST_WEIGHTS)
        theta = philox.normal(w0, w1)
        last = len(self.units) - 2
        for number, (matrix, bias) in enumerate(self.layers(theta)):
            out, into = matrix.shape[-2:]
            by_inputs = self.activation == "relu" and number < last
            matrix *= math.sqrt(2 / into if by_inputs else 2 / (into + out))
            bias[:] = 0
        return theta


def shape_of(hidden: Sequence[int], classes: int, activation: Activation = "tanh") -> Shape:
    """From the plane to so many classes."""
    return Shape((2, *hidden, classes), activation)
