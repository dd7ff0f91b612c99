"""The heights of a landscape on the pixels of a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gui.stage.view import Rectangle, View

STRIP = 32  # rows evaluated at a time: their intermediate results stay in the cache


class Ground(Protocol):
    """What a picture needs of a landscape. `minima_at`, `domain` and `log_height` are used where present."""

    def value(self, x: ArrayLike, y: ArrayLike, /, **params: float) -> NDArray[np.floating]: ...


def heights(
    ground: Ground, params: Mapping[str, float], view: View, base: float, fine: bool
) -> NDArray[np.float32]:
    """f − `base` at the middle of each pixel, (height, width); computed in float64 where `fine`."""
    kind = np.float64 if fine else np.float32
    x = view.columns().astype(kind)[None, :]
    y = view.rows().astype(kind)[:, None]
    found = np.empty((view.height, view.width), np.float32)
    with np.errstate(all="ignore"):
        for top in range(0, view.height, STRIP):
            strip = slice(top, top + STRIP)
            np.subtract(ground.value(x, y[strip], **params), base, out=found[strip], casting="same_kind")
    return found


def sampled(
    ground: Ground, params: Mapping[str, float], rectangle: Rectangle, shape: tuple[int, int]
) -> NDArray[np.float64]:
    """f on an even grid over the rectangle, finite values only, as one flat array."""
    x0, x1, y0, y1 = rectangle
    ny, nx = shape
    x = (x0 + (x1 - x0) * (np.arange(nx) + 0.5) / nx)[None, :]
    y = (y0 + (y1 - y0) * (np.arange(ny) + 0.5) / ny)[:, None]
    with np.errstate(all="ignore"):
        found = np.asarray(ground.value(x, y, **params), np.float64).ravel()
    return found[np.isfinite(found)]


def needs_float64(view: View, low: float, high: float) -> bool:
    """Whether float32 would show its steps: deep zooms, or small differences between large values."""
    x0, x1, y0, y1 = view.rectangle
    size = max(abs(x0), abs(x1), abs(y0), abs(y1))
    shallow = high - low < 2e-3 * max(abs(low), abs(high))
    return shallow or min(x1 - x0, y1 - y0) < 5e-3 * size
