"""The loss on a plane through a network's weights, as a landscape, and the paths of all runs upon it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.networks.data import Points
from engine.networks.history import History
from engine.networks.plane import Plane, framed, grid, heights, path_plane, random_plane
from engine.networks.shape import Shape

Array = NDArray[np.float64]
Kind = Literal["paths", "random"]

SIDE = 56
"""Places along the shorter side at which the loss is computed; between them it is interpolated."""

FEW = 24
"""Epochs of each path that decide where the plane lies."""

_BLEED = 1.06
"""How much farther heights are known than a picture of about that aspect shows."""

_NOTHING = 1e-17
"""Losses below this are 0 in arithmetic of 64 bits."""

_ALIKE = 0.7
"""Decades between neighbours up to which what lies between them is smooth itself, not its logarithm."""

RANDOM_REACH = 1.0
"""How far a plane of random directions is shown, in norms of the filters."""


@dataclass(frozen=True, eq=False)
class LossGround:
    """Heights over a square as a landscape for the stage: smooth between the places where they are known, and
    never beyond those next to a place, as a curve is at the foot of a cliff: no loss is negative. Where
    neighbours are decades apart it is smooth in logarithms, as it is seen. Beside a place whose height is no
    finite number there is none, and everywhere else there is."""

    domain: tuple[float, float, float, float]
    known: Array
    log_height: bool = True

    def value(self, x: ArrayLike, y: ArrayLike, /, **params: float) -> NDArray[np.floating]:
        """The loss at x (1, n) and y (m, 1): (m, n)."""
        x0, x1, y0, y1 = self.domain
        across = Between.of(np.asarray(x, np.float64).ravel(), x0, x1, self.known.shape[1])
        up = Between.of(np.asarray(y, np.float64).ravel(), y0, y1, self.known.shape[0])
        up, counting = up.alone()
        there = np.isfinite(self.known[counting])
        known = np.where(there, self.known[counting], 0.0)
        powers = np.log(np.maximum(known, _NOTHING))
        even, steep = (up.curved(across.curved(of.T).T) for of in (known, powers))
        apart = _apart(np.where(there, powers, np.nan))
        found = even + up.even @ apart @ across.even.T * (np.exp(steep) - even)
        if not there.all():
            found[(up.cubic != 0) @ ~there @ (across.cubic != 0).T] = np.nan
        return found


def _apart(powers: Array) -> Array:
    """0 where a place's logarithm and those of the eight about it are much alike, 1 where a decade apart; NaN
    is left out."""
    low = high = np.pad(powers, 1, mode="edge")
    for _ in range(2):
        low, high = (
            function.reduce([part[:-2], part[1:-1], part[2:]]).T
            for function, part in ((np.fmin, low), (np.fmax, high))
        )
    found = np.clip((high - low) / math.log(10) - _ALIKE, 0, 1 - _ALIKE) / (1 - _ALIKE)
    return np.nan_to_num(found)


@dataclass(frozen=True, eq=False)
class Between:
    """Places among `count` even ones. What each of these counts for: after Catmull and Rom in `cubic`, on
    straight lines in `even`, (n, count). below: the last of them before each. Beyond the ends the outermost
    value stays."""

    cubic: Array
    even: Array
    below: NDArray[np.intp]

    @staticmethod
    def of(at: Array, low: float, high: float, count: int) -> Between:
        """From `low` to `high`."""
        place = np.clip((at - low) / (high - low), 0, 1) * (count - 1)
        below = np.minimum(place.astype(np.intp), count - 2)
        t = place - below
        shares = (
            ((2 - t) * t - 1) * t / 2,
            ((3 * t - 5) * t * t + 2) / 2,
            ((4 - 3 * t) * t + 1) * t / 2,
            (t - 1) * t * t / 2,
        )
        cubic, even = (np.zeros((len(at), count)) for _ in range(2))
        rows = np.arange(len(at))
        for offset, share in enumerate(shares):
            np.add.at(cubic, (rows, np.clip(below + offset - 1, 0, count - 1)), share)
        even[rows, below], even[rows, below + 1] = 1 - t, t
        return Between(cubic, even, below)

    def alone(self) -> tuple[Between, slice]:
        """The same among those alone that count for one of the places, and which these are."""
        low, high = max(int(self.below.min()) - 1, 0), int(self.below.max()) + 3
        part = slice(low, min(high, self.even.shape[1]))
        return Between(self.cubic[:, part], self.even[:, part], self.below - low), part

    def curved(self, known: Array) -> Array:
        """The columns of `known` (count, …) at these places, within the four values that count there."""
        wide = np.pad(known, ((1, 1), (0, 0)), mode="edge")
        about = [wide[k : len(wide) - 3 + k] for k in range(4)]
        least = np.minimum(np.minimum(about[0], about[1]), np.minimum(about[2], about[3]))
        most = np.maximum(np.maximum(about[0], about[1]), np.maximum(about[2], about[3]))
        return np.clip(self.cubic @ known, least[self.below], most[self.below])


@dataclass(eq=False)
class Valley:
    """A plane, the loss on it, and each run's path, (kept epochs, 2); None for a run that is not shown.

    shown: the square that a picture is to show all of; domain: where heights are known. rows: by run, how
    much of its path belongs to an epoch. shape, points: of the network, and what it learns.
    """

    plane: Plane
    shown: tuple[float, float, float, float]
    domain: tuple[float, float, float, float]
    paths: list[Array | None]
    rows: Sequence[Callable[[int], int]]
    ground: LossGround
    shape: Shape
    points: Points
    kind: Kind
    row: int = 0
    key: tuple[object, ...] = field(default=())

    @property
    def is_whole(self) -> bool:
        return self.row >= len(self.ground.known)

    def path(self, run: int, epoch: int) -> Array | None:
        """Where a run has been up to an epoch, (frames, 1, 2)."""
        path = self.paths[run]
        return None if path is None else path[: self.rows[run](epoch) + 1, np.newaxis]

    def compute(self, history: History, until: float, dtype: np.dtype | None) -> None:
        """Some rows of it, until then (perf_counter)."""
        training = history.training
        known = self.ground.known
        rows, columns = known.shape
        x, y = (part.reshape(known.shape) for part in grid(self.domain, columns, rows))
        while not self.is_whole:
            now = slice(self.row, self.row + 4)
            found = heights(
                training.shape, training.points, self.plane, x[now].ravel(), y[now].ravel(), dtype
            )
            known[now] = found.reshape(-1, columns)
            self.row = min(self.row + 4, rows)
            if time.perf_counter() >= until:
                return


def begin(
    histories: Sequence[History | None], run: int, network: int, kind: Kind, seed: int, aspect: float
) -> Valley:
    """The plane through where the run's network ended; its heights are still to be computed.

    histories: by run, None for those that are not shown. aspect: of the picture, its width by its height.
    """
    own = histories[run]
    assert own is not None
    paths = [None if h is None else h.path(network) for h in histories]
    path = own.path(network)
    if kind == "random":
        plane = random_plane(own.training.shape, path[-1], seed)
    else:
        plane = path_plane([_thinned(p) for p in paths if p is not None], path[-1])
    lying = [None if p is None else plane.project(p.astype(np.float64)) for p in paths]
    if kind == "random":
        shown = (-RANDOM_REACH, RANDOM_REACH, -RANDOM_REACH, RANDOM_REACH)
    else:
        shown = framed([p for p in lying if p is not None])
    domain, size = _widened(shown, aspect)
    rows = [own.row if h is None else h.row for h in histories]
    heights_there = LossGround(domain, np.zeros(size))
    return Valley(
        plane, shown, domain, lying, rows, heights_there, own.training.shape, own.training.points, kind
    )


def _widened(
    square: tuple[float, float, float, float], aspect: float
) -> tuple[tuple[float, float, float, float], tuple[int, int]]:
    """All that a picture of this aspect shows, and how many rows and columns of places that takes."""
    x0, x1, y0, y1 = square
    half = (x1 - x0) / 2
    half *= _BLEED
    wide, high = half * max(aspect, 1.0), half * max(1 / aspect, 1.0)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    size = (round(SIDE * max(1 / aspect, 1.0)), round(SIDE * max(aspect, 1.0)))
    return (x - wide, x + wide, y - high, y + high), size


def _thinned(path: NDArray) -> NDArray:
    """A few of its epochs, the first and the last among them."""
    chosen = np.unique(np.linspace(0, len(path) - 1, FEW).round().astype(int))
    return path[chosen]
