"""How a path grows old: first it stops to glow, then it grows quiet and thin, but it never vanishes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

AGES = 160
SPAN = 4.0  # the table ends at so many tails
GLOW = 0.46  # the glow's cover beside the core of a line
_REST = 0.54  # what stays of an old line


def ageing_table() -> NDArray[np.uint8]:
    """What is seen of a cover of 0 … 255 at AGES ages, evenly from 0 to SPAN tails; (AGES, 256)."""
    age = np.linspace(0, SPAN, AGES)[:, None]
    cover = np.arange(256)[None, :] / 255
    young = np.exp(-1.4 * age)
    core = _REST + (1 - _REST) * young
    solid = np.clip((cover - 0.75 * GLOW) / (0.6 * GLOW), 0, 1)
    solid = solid * solid * (3 - 2 * solid)
    seen = cover * (young * (1 - solid) + core * solid)
    return np.ascontiguousarray(np.rint(seen * 255).astype(np.uint8))
