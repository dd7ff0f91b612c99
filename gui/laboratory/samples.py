"""A signal as numbers that can be painted on and stored; free of Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.entries import Signal

if TYPE_CHECKING:
    from scenarios.resolving import Resolved

Array = NDArray[np.float64]

MOST = 2048
"""Samples of a painted signal; of more epochs one sample stands for several."""

MOST_READ = 4096
"""Samples of a signal that was read from a file: as many as a scenario of 64 KB holds beside its runs."""

DIGITS = 5
SMOOTHING = 0.006
"""A stroke's corners are rounded over this part of the time axis: a trembling hand leaves no noise."""


def epochs_of(resolved: Resolved) -> Array:
    """The epochs that a painted signal has samples for: every one, or evenly fewer."""
    steps = resolved.scenario.playback.steps
    return np.linspace(1.0, float(max(steps, 2)), min(max(steps, 2), MOST))


def present(resolved: Resolved) -> Array:
    """What the scenario's signal is at these epochs; 0 where a formula has no value."""
    signal = resolved.field
    assert isinstance(signal, Signal)
    values = np.asarray(signal.gradient(epochs_of(resolved), **resolved.field_parameters), np.float64)
    return np.where(np.isfinite(values), values, 0.0)


def stretch_of(epochs: Array) -> float:
    """Epochs from one sample to the next."""
    return float(epochs[1] - epochs[0])


def painted(
    before: Array, epochs: Array, points: Sequence[tuple[float, float]], straight: bool = False
) -> Array:
    """The samples after a stroke through these points (epoch, value).

    The stroke counts from its first epoch to its last wherever it went in between; where it came back, the
    later part holds. straight: the line from its first point to its last.
    """
    if straight and len(points) > 1:
        points = [points[0], points[-1]]
    after = before.copy()
    touched = np.zeros(len(before), bool)
    for (t0, y0), (t1, y1) in zip(points, [*points[1:], points[-1]], strict=True):
        (low, a), (high, b) = sorted(((t0, y0), (t1, y1)))
        half = stretch_of(epochs) / 2
        inside = (epochs >= low - half) & (epochs <= high + half)
        after[inside] = np.interp(epochs[inside], [low, high], [a, b]) if high > low else y1
        touched |= inside
    return after if straight else _smoothed(after, touched)


def _smoothed(samples: Array, touched: NDArray[np.bool_]) -> Array:
    """The stroke alone, drawn softer; what was not touched stays as it is."""
    reach = int(SMOOTHING * len(samples))
    where = np.flatnonzero(touched)
    if reach < 1 or len(where) < 3:
        return samples
    first, last = int(where[0]), int(where[-1]) + 1
    stroke = np.pad(samples[first:last], reach, mode="edge")
    weights = np.hanning(2 * reach + 3)[1:-1]
    after = samples.copy()
    after[first:last] = np.convolve(stroke, weights / weights.sum(), mode="valid")
    return after


def thinned(samples: Array, most: int = MOST_READ) -> tuple[Array, float]:
    """At most so many samples over the same epochs, and how many epochs lie between two of them."""
    if len(samples) <= most:
        return samples, 1.0
    places = np.linspace(0, len(samples) - 1, most)
    return np.interp(places, np.arange(len(samples)), samples), (len(samples) - 1) / (most - 1)


def rounded(samples: Array) -> tuple[float, ...]:
    """As few digits as no eye can tell from all of them, so that a file stays small."""
    most = float(np.abs(samples).max(initial=0.0))
    if most == 0:
        return (0.0,) * len(samples)
    digits = min(DIGITS - 1 - int(np.floor(np.log10(most))), 300)  # ten to more is beyond all numbers
    return tuple(float(value) + 0.0 for value in np.round(samples, digits))
