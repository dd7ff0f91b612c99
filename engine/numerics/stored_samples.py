"""Samples that stand in a row of numbers, for generated kernels: the line through them, or one of them.

Imported by generated kernels only: this module imports numba.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernel_cache.decorator import njit

from .intrinsics import ladd, lsub, select


@njit(nogil=True, error_model="numpy", boundscheck=False)
def between_samples(row: Any, at: Any, place: Any) -> Any:
    """The line through the samples that begin `at` numbers behind `row`, read at `place`.

    The first of these numbers is that of the last sample. Beyond the ends it is the sample there; no place
    whatever, NaN included, reads anything else.
    """
    begin = int(at)
    last = row[begin]
    x = select(place < last, place, last) if place == place else place
    x = select(x < 0, x - x, x)
    below = int(x) if x > 0 else 0
    below = min(below, int(last) - 1)
    low, high = row[begin + 1 + below], row[begin + 2 + below]
    return low + (x - below) * (high - low)


@njit(nogil=True, error_model="numpy", boundscheck=False)
def stored_sample(row: Any, at: Any, place: Any, more: Any, most: Any) -> Any:
    """The sample number place + more of those that begin `at` numbers behind `row`, as `between_samples`.

    `most`, the largest `more` from that place, keeps all of them inside; NaN is the first place.
    """
    begin = np.int32(at)
    last = row[begin]
    first = select(place > 0, place, at - at)
    number = np.int32(select(first < last, first, last))
    limit = lsub(np.int32(last), np.int32(most))
    number = ladd(select(number < limit, number, limit), ladd(begin, ladd(np.int32(1), np.int32(more))))
    return row[number]
