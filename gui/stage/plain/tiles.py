"""The parts of a picture that something was drawn on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.splatting.plain import TILE

__all__ = ["TILE", "boxes"]


def boxes(tiles: NDArray[np.uint8], shape: tuple[int, ...]) -> Iterator[tuple[slice, slice]]:
    """Rows and columns of each tile that is marked."""
    for ty, tx in np.argwhere(tiles):
        y, x = int(ty) * TILE[0], int(tx) * TILE[1]
        yield slice(y, min(y + TILE[0], shape[0])), slice(x, min(x + TILE[1], shape[1]))
