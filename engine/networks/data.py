"""Points of the plane that belong to classes: spirals, moons, clusters, or a person's own."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.entries.parameter import Parameter, filled
from engine.errors import InputError, UnknownNameError
from engine.phrase import Phrase

Array = NDArray[np.float64]

MOST_POINTS = 4096
MOST_CLASSES = 8


@dataclass(frozen=True, eq=False)
class Points:
    """Places (n, 2) and their classes (n,), numbered from 0."""

    places: Array
    labels: NDArray[np.int64]

    @property
    def classes(self) -> int:
        return int(self.labels.max()) + 1

    def __len__(self) -> int:
        return len(self.labels)


def _points(default: int) -> Parameter:
    return Parameter("points", "N", default, 20, 2000, "log", "number of points", "число точек", integer=True)


def _noise(default: float) -> Parameter:
    return Parameter(
        "noise", "σ", default, 0.0, 1.0, "linear", "spread of the points", "разброс точек"
    )  # fmt: skip


def _spirals(values: Mapping[str, float], random: np.random.Generator) -> Points:
    """Two arms that wind about each other; noise is across the whole picture, whose radius is 1."""
    n = int(values["points"])
    labels = np.arange(n) % 2
    along = np.sqrt((np.arange(n) // 2 + 0.5) / math.ceil(n / 2))
    angle = 2 * math.pi * values["turns"] * along + math.pi * labels
    places = along[:, np.newaxis] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Points(places + 0.5 * values["noise"] * random.standard_normal((n, 2)), labels)


def _moons(values: Mapping[str, float], random: np.random.Generator) -> Points:
    """Two half circles that hook into each other."""
    n = int(values["points"])
    labels = np.arange(n) % 2
    angle = math.pi * (np.arange(n) // 2 + 0.5) / math.ceil(n / 2)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    places = np.where(labels[:, np.newaxis] == 0, upper, lower) - np.array([0.5, 0.25])
    return Points(0.75 * (places + values["noise"] * random.standard_normal((n, 2))), labels)


def _clusters(values: Mapping[str, float], random: np.random.Generator) -> Points:
    """Round Gaussian clouds, their middles evenly spaced on a circle."""
    n, classes = int(values["points"]), int(values["classes"])
    labels = np.arange(n) % classes
    angle = 2 * math.pi * labels / classes + 0.4
    middles = 0.75 * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return Points(middles + values["noise"] * random.standard_normal((n, 2)), labels)


@dataclass(frozen=True)
class Kind:
    """A set of points that can be made from a seed."""

    en: str
    ru: str
    parameters: tuple[Parameter, ...]
    make: Callable[[Mapping[str, float], np.random.Generator], Points]


KINDS: dict[str, Kind] = {
    "spirals": Kind(
        "Two spirals",
        "Две спирали",
        (
            _points(200),
            _noise(0.04),
            Parameter("turns", "k", 1.0, 0.25, 3.0, "linear", "turns of each arm", "обороты каждого рукава"),
        ),
        _spirals,
    ),
    "moons": Kind("Two moons", "Два полумесяца", (_points(200), _noise(0.12)), _moons),
    "clusters": Kind(
        "Gaussian clusters",
        "Гауссовы облака",
        (
            _points(240),
            _noise(0.2),
            Parameter(
                "classes", "K", 3, 2, MOST_CLASSES, "linear", "number of classes", "число классов", True
            ),
        ),
        _clusters,
    ),
}


def make(kind: str, seed: int, values: Mapping[str, float] | None = None) -> Points:
    """A set of points, the same for the same seed. Raises UnknownNameError, RangeError."""
    if kind not in KINDS:
        raise UnknownNameError(Phrase("data set"), kind, KINDS)
    found = KINDS[kind]
    numbers = filled(found.parameters, values)
    return found.make(numbers, np.random.Generator(np.random.Philox(key=seed)))


def own(rows: Sequence[Sequence[float]]) -> Points:
    """A person's own points, x, y and class each. Raises InputError.

    Places are moved and scaled together, so that the network sees numbers of about 1.
    """
    table = np.array(rows, np.float64)
    if table.ndim != 2 or table.shape[1:] != (3,) or not 2 <= len(table) <= MOST_POINTS:
        raise InputError(Phrase("points are rows of x, y and class, 2 to {most} of them", most=MOST_POINTS))
    labels = table[:, 2]
    if not np.isfinite(table).all() or (labels != np.floor(labels)).any():
        raise InputError(Phrase("coordinates are finite numbers and classes whole ones"))
    values = np.unique(labels)
    if not 2 <= len(values) <= MOST_CLASSES:
        raise InputError(
            Phrase("there are {count} classes, and {most} at most, 2 at least",
                   count=len(values), most=MOST_CLASSES)
        )  # fmt: skip
    places = table[:, :2] - (table[:, :2].min(axis=0) + table[:, :2].max(axis=0)) / 2
    size = float(np.abs(places).max())
    return Points(places / (size or 1.0), np.searchsorted(values, labels).astype(np.int64))
