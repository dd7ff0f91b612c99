"""Which points a step sees: each epoch has an order, which depends on seed, network and epoch alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.numerics import philox

from .shape import SHUFFLE


def orders(points: int, seed: int, networks: int, epoch: int) -> NDArray[np.int64]:
    """(networks, points): the shuffle of Fisher and Yates with counter-based words."""
    who = np.arange(networks, dtype=np.uint64)[:, np.newaxis]
    words = philox.words(seed, who, epoch, np.arange(points, dtype=np.uint64), SHUFFLE)[0]
    found = np.tile(np.arange(points), (networks, 1))
    rows = np.arange(networks)
    for last in range(points - 1, 0, -1):
        other = (words[:, last] * np.uint64(last + 1) >> np.uint64(32)).astype(np.int64)
        found[rows, last], found[rows, other] = found[rows, other], found[rows, last].copy()
    return found
