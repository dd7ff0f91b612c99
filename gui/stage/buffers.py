"""Memory for pictures."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike, NDArray

_PAGE = 4096


def allocate(shape: tuple[int, ...], dtype: DTypeLike, slot: int = 0) -> NDArray:
    """Zeros that begin `slot` cache lines after a page boundary.

    Buffers that are read and written together get different slots: at the same offset into a page, a
    processor mistakes them for one another and copies several times slower.
    """
    kind = np.dtype(dtype)
    size = int(np.prod(shape)) * kind.itemsize
    raw = np.zeros(size + 2 * _PAGE, np.uint8)
    start = -raw.ctypes.data % _PAGE + (slot * 9 * 64) % _PAGE
    return raw[start : start + size].view(kind).reshape(shape)
