"""Where particles begin: arrays of shape (n, 2), float64, in the landscape's coordinates.

Random starts come from a counter-based generator keyed by the seed, row after row, so the first k particles
are the same whatever the count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import InputError, RangeError
from .memory import require
from .phrase import Phrase

MOST = 10**10
"""A count above this is refused before any arithmetic with it."""

_BYTES = 16

Rectangle = Sequence[float]


def points(coordinates: ArrayLike) -> NDArray[np.float64]:
    """The given points; one point may be bare. Raises InputError for anything but finite (n, 2) numbers."""
    try:
        array = np.array(coordinates, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise InputError(Phrase("a start is a list of points, each of two numbers")) from None
    if array.ndim == 1 and array.shape == (2,):
        array = array[np.newaxis]
    if array.ndim != 2 or array.shape[1] != 2 or len(array) == 0:
        raise InputError(
            Phrase("a start has shape (n, 2) with n at least 1, and this one has {shape}", shape=array.shape)
        )
    if not np.isfinite(array).all():
        raise InputError(Phrase("a start has finite coordinates only"))
    return array


def grid(rectangle: Rectangle, columns: int, rows: int) -> NDArray[np.float64]:
    """columns × rows evenly spaced points, the outermost on the edges of (x0, x1, y0, y1), row after row."""
    x0, x1, y0, y1 = _rectangle(rectangle)
    _count("columns", columns)
    _count("rows", rows)
    _room(columns * rows)
    x = np.linspace(x0, x1, columns) if columns > 1 else np.array([(x0 + x1) / 2])
    y = np.linspace(y0, y1, rows) if rows > 1 else np.array([(y0 + y1) / 2])
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def box(rectangle: Rectangle, count: int, seed: int = 0) -> NDArray[np.float64]:
    """count points spread evenly at random over (x0, x1, y0, y1)."""
    x0, x1, y0, y1 = _rectangle(rectangle)
    _room(_count("count", count))
    share = _generator(seed).random((count, 2))
    share *= np.array([x1 - x0, y1 - y0])
    share += np.array([x0, y0])
    return share


def cloud(center: Sequence[float], sigma: float, count: int, seed: int = 0) -> NDArray[np.float64]:
    """count points of a round Gaussian with standard deviation sigma about center."""
    middle = points(center)[0]
    if not (math.isfinite(sigma) and sigma >= 0):
        raise RangeError(Phrase("sigma"), sigma, 0, math.inf)
    _room(_count("count", count))
    spread = _generator(seed).standard_normal((count, 2))
    spread *= sigma
    spread += middle
    return spread


def circle(center: Sequence[float], radius: float, count: int) -> NDArray[np.float64]:
    """count points evenly spaced on a circle, the first at angle 0, counter-clockwise."""
    middle = points(center)[0]
    if not (math.isfinite(radius) and radius >= 0):
        raise RangeError(Phrase("radius"), radius, 0, math.inf)
    _room(_count("count", count))
    angle = np.arange(count) * (2 * math.pi / count)
    return middle + radius * np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _generator(seed: int) -> np.random.Generator:
    if not 0 <= seed < 2**64:
        raise RangeError(Phrase("seed"), seed, 0, 2**64 - 1)
    return np.random.Generator(np.random.Philox(key=seed))


def _count(name: str, count: int) -> int:
    if not 1 <= count <= MOST:
        raise RangeError(name, count, 1, MOST)
    return count


def _room(count: int) -> None:
    require(Phrase("a start of {count:,} particles", count=count), count * _BYTES)


def _rectangle(rectangle: Rectangle) -> tuple[float, float, float, float]:
    if len(rectangle) != 4 or not all(math.isfinite(edge) for edge in rectangle):
        raise InputError(Phrase("a rectangle is four finite numbers: x0, x1, y0, y1"))
    x0, x1, y0, y1 = rectangle
    if x0 > x1 or y0 > y1:
        raise InputError(Phrase("a rectangle's x0 is at most x1, and its y0 at most y1"))
    return x0, x1, y0, y1
