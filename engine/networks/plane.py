"""The loss on a plane through the weights, and where paths lie on it.

Two random directions are scaled filter by filter to the weights that they start from, biases left as they
are (Li, Xu, Taylor, Studer, Goldstein, "Visualizing the Loss Landscape of Neural Nets", 2018): without this
a network whose weights are small would look steeper than the same function with larger ones. The other plane
is that of most of a path's movement, by principal components.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.numerics import philox

from . import plain
from .data import Points
from .shape import DIRECTION, Shape

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Plane:
    """Weights `centre` + x·`across` + y·`up`. explained: the share of the paths' movement that lies in it,
    NaN where it was not chosen by them."""

    centre: Array
    across: Array
    up: Array
    explained: float = float("nan")

    def at(self, x: Array, y: Array) -> NDArray:
        """Weights of places, (n, count)."""
        along: NDArray = np.outer(x, self.across) + np.outer(y, self.up)
        return self.centre + along

    def project(self, weights: NDArray) -> NDArray:
        """The nearest places to weights (n, count), (n, 2); however small or alike the directions are."""
        base = np.stack([self.across, self.up], axis=1)
        return np.linalg.lstsq(base, (weights - self.centre).T)[0].T


def random_plane(shape: Shape, centre: NDArray, seed: int) -> Plane:
    """Through `centre` along two random directions, filter-normalised."""
    centre = np.asarray(centre, np.float64)
    across, up = (_direction(shape, centre, seed, number) for number in range(2))
    return Plane(centre, across, up)


def _direction(shape: Shape, centre: Array, seed: int, number: int) -> Array:
    coordinates = np.arange(shape.count, dtype=np.uint64)
    w0, w1, _, _ = philox.words(seed, np.full(1, number, np.uint64), 0, coordinates, DIRECTION)
    found = philox.normal(w0, w1)
    as_drawn = found.copy()
    for (drawn, bias), (own, _) in zip(shape.layers(found), shape.layers(centre), strict=True):
        size = np.linalg.norm(drawn, axis=-1, keepdims=True)
        drawn *= np.linalg.norm(own, axis=-1, keepdims=True) / np.where(size > 0, size, 1)
        bias[:] = 0
    # without weights there is no scale to give
    return found if np.linalg.norm(found) > 0 else as_drawn / np.linalg.norm(as_drawn)


def path_plane(paths: Sequence[NDArray], centre: NDArray) -> Plane:
    """Through `centre` along the two directions in which paths (frames, count) move most, orthonormal.

    Turned so that every path together goes to the right and upwards, which makes it the same at every call.
    """
    centre = np.asarray(centre, np.float64)
    moves = np.concatenate([np.asarray(path, np.float64) for path in paths]) - centre
    # few rows and many columns: the small matrix of products has the same directions
    values, vectors = np.linalg.eigh(moves @ moves.T)
    total = float(values.clip(0).sum())
    directions = []
    for k in (1, 2):
        if k <= len(values) and values[-k] > 1e-12 * max(total, 1e-300):
            found = moves.T @ vectors[:, -k]
            found /= np.linalg.norm(found)
            start = sum(float((np.asarray(path[0], np.float64) - centre) @ found) for path in paths)
            directions.append(-found if start > 0 else found)
        else:
            directions.append(_beside(directions, len(centre)))
    share = float(values[-2:].clip(0).sum() / total) if total > 0 else float("nan")
    return Plane(centre, directions[0], directions[1], share)


def _beside(known: list[Array], count: int) -> Array:
    """A direction at right angles to the known ones."""
    found = np.zeros(count)
    found[len(known)] = 1.0
    for other in known:
        found -= (found @ other) * other
    return found / np.linalg.norm(found)


def framed(places: Sequence[Array], margin: float = 0.25) -> tuple[float, float, float, float]:
    """A square, x0, x1, y0, y1, around all places and the centre."""
    every = np.concatenate([np.zeros((1, 2)), *(p[np.isfinite(p).all(axis=1)] for p in places)])
    low, high = every.min(axis=0), every.max(axis=0)
    middle, half = (low + high) / 2, float((high - low).max()) / 2 * (1 + 2 * margin)
    half = half or 1.0
    return middle[0] - half, middle[0] + half, middle[1] - half, middle[1] + half


def grid(rectangle: tuple[float, float, float, float], columns: int, rows: int) -> tuple[Array, Array]:
    """x and y of columns × rows places over a rectangle, row after row from y0 on, its edges included."""
    x0, x1, y0, y1 = rectangle
    x, y = np.meshgrid(np.linspace(x0, x1, columns), np.linspace(y0, y1, rows))
    return x.ravel(), y.ravel()


def heights(
    shape: Shape, points: Points, plane: Plane, x: Array, y: Array, dtype: np.dtype | None = None
) -> Array:
    """The loss over all points at places of the plane, (n,).

    dtype: of compiled loops to compute it with; None for NumPy, which needs no compiler.
    """
    weights = plane.at(x, y)
    if dtype is None:
        return plain.loss_and_accuracy(shape, weights, points.places, points.labels)[0]
    from .compiled_stepping import examined

    return examined(shape, weights.astype(dtype), points)[0]
