"""One word of `engine.numerics.philox` for compiled loops. Imports numba."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernel_cache.decorator import njit

from .philox import MULTIPLIERS, ROUNDS, WEYL

_FIRST, _SECOND = np.uint64(MULTIPLIERS[0]), np.uint64(MULTIPLIERS[1])
_WEYL_LOW, _WEYL_HIGH = np.uint64(WEYL[0]), np.uint64(WEYL[1])
_MASK, _HALF, _STREAM = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(16)


@njit(nogil=True, error_model="numpy", boundscheck=False)
def word(seed_low: Any, seed_high: Any, particle: Any, step: Any, coordinate: Any, sample: Any) -> Any:
    """The first of the four words of `philox.words`, as a signed integer."""
    who = np.uint64(particle)
    c0, c1, c2 = who & _MASK, np.uint64(step) & _MASK, np.uint64(coordinate) & _MASK
    c3 = np.uint64(sample) | ((who >> _HALF) << _STREAM)
    k0, k1 = np.uint64(seed_low), np.uint64(seed_high)
    for _ in range(ROUNDS):
        first, second = c0 * _FIRST, c2 * _SECOND
        c0, c1 = (second >> _HALF) ^ c1 ^ k0, second & _MASK
        c2, c3 = (first >> _HALF) ^ c3 ^ k1, first & _MASK
        k0, k1 = (k0 + _WEYL_LOW) & _MASK, (k1 + _WEYL_HIGH) & _MASK
    return np.int64(c0)
