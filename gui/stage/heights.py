"""The heights of a landscape on the pixels of a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gui.stage.view import Rectangle, View

_TRIAL = (45, 80)
_TOLERANCE = 2e-4  # of the heights shown
STRIP = 32  # rows evaluated at a time: their intermediate results stay in the cache

HIGHEST = 1e300
"""Heights beyond it are nowhere counted: what lies between two of them may be no number."""


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
    ground: Ground,
    params: Mapping[str, float],
    rectangle: Rectangle,
    shape: tuple[int, int],
    kind: type[np.floating] = np.float64,
) -> NDArray[np.float64]:
    """f on an even grid over the rectangle, computed in `kind`; flat, (rows · columns,) float64."""
    x0, x1, y0, y1 = rectangle
    ny, nx = shape
    x = (x0 + (x1 - x0) * (np.arange(nx) + 0.5) / nx)[None, :]
    y = (y0 + (y1 - y0) * (np.arange(ny) + 0.5) / ny)[:, None]
    with np.errstate(all="ignore"):
        x, y = x.astype(kind), y.astype(kind)
        return np.asarray(ground.value(x, y, **params), np.float64).ravel()


def counted(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Those heights that are numbers and no higher than `HIGHEST`."""
    return values[np.abs(values) <= HIGHEST]


def float32_shows(ground: Ground, params: Mapping[str, float], rectangle: Rectangle) -> bool:
    """Whether float32 would draw its own rounding: deep in a zoom, or small differences of large values."""
    exact, rough = (sampled(ground, params, rectangle, _TRIAL, kind) for kind in (np.float64, np.float32))
    known = np.abs(exact) <= HIGHEST
    if not known.any():
        return False
    with np.errstate(all="ignore"):
        off = np.abs(exact - rough)[known]
        return not off.max() <= _TOLERANCE * np.ptp(exact[known])
