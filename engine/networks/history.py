"""What is kept of a training: after every epoch its losses and accuracies, its weights and its steps."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from .training import Training

Array = NDArray[np.float64]

DECADES = (-8, 1)
A_DECADE = 4
BINS = (DECADES[1] - DECADES[0]) * A_DECADE
EDGES: Array = 10.0 ** (np.arange(BINS + 1) / A_DECADE + DECADES[0])
"""Edges of the bins of |Δθ|; what lies beyond them is counted in the outermost."""

_LARGEST = float(np.finfo(np.float32).max)

MOST_BYTES = 64_000_000
"""Of long trainings of many networks, weights are kept of every second epoch, every third, … and the last."""


class History:
    """Filled by `take`; rows beyond `epoch` are not there yet.

    losses, accuracies: (epochs + 1, networks). steps: (epochs + 1, bins), how many weights of all networks
    that still move went how far in the last step before the epoch's end. `every`: of which epochs there are
    weights, beside the last one. What is not there yet takes no memory: ten million epochs may be asked for.
    """

    def __init__(self, training: Training, most_bytes: int = MOST_BYTES) -> None:
        self.training = training
        frames, n, count = training.epochs + 1, training.n, training.shape.count
        self.losses = np.empty((frames, n))
        self.accuracies = np.empty((frames, n))
        self.steps = np.zeros((frames, BINS), np.int32)
        self.every = max(1, -(-4 * frames * n * count // most_bytes))
        self._weights = np.zeros((self.row(training.epochs) + 1, n, count), np.float32)
        self.epoch = -1
        self.take()

    @property
    def is_whole(self) -> bool:
        return self.epoch >= self.training.epochs

    def take(self) -> None:
        """Write down where the training stands."""
        epoch, training = training_epoch(self.training), self.training
        self.losses[epoch], self.accuracies[epoch] = training.loss_and_accuracy()
        if epoch:
            self.steps[epoch] = counted(training.last_move()[training.stopped_at < 0])
        if self.kept(epoch) == epoch:
            # of float64 they may be beyond float32; a plane needs numbers to lie in
            self._weights[self.row(epoch)] = training.weights().clip(-_LARGEST, _LARGEST)
        self.epoch = epoch

    def kept(self, epoch: int) -> int:
        """The last epoch up to this one whose weights are kept."""
        last = self.training.epochs
        return last if epoch >= last else epoch // self.every * self.every

    def row(self, epoch: int) -> int:
        """Where a path has them."""
        return -(-self.kept(epoch) // self.every)

    def weights(self, epoch: int, network: int) -> NDArray[np.float32]:
        """(count,), those of the last epoch up to this one that was kept."""
        return self._weights[self.row(min(epoch, self.epoch)), network]

    def path(self, network: int) -> NDArray[np.float32]:
        """(kept, count), a network's weights from the first epoch to the last that is there."""
        return self._weights[: self.row(self.epoch) + 1, network]


def training_epoch(training: Training) -> int:
    """The epoch that a training stands at, within what a history has room for."""
    return min(training.epoch, training.epochs)


def counted(moves: NDArray) -> NDArray[np.int32]:
    """How many of the moves' sizes fall in each bin; those that are 0 in none."""
    sizes = np.abs(moves[moves != 0]).astype(np.float64)
    sizes = np.clip(sizes, EDGES[0], np.nextafter(EDGES[-1], 0))
    return np.histogram(sizes, EDGES)[0].astype(np.int32)


def quantiles(values: Array, shares: Sequence[float]) -> Array:
    """Over the networks, the last axis: (shares, …). Losses may be infinite, and between one that is not and
    one that is there is infinity."""
    with np.errstate(all="ignore"):
        found = np.quantile(values, shares, axis=-1)
    if np.isnan(found).any():
        # NumPy takes the difference of the two neighbours, though it may need only one of them
        low, high = (np.quantile(values, shares, axis=-1, method=side) for side in ("lower", "higher"))
        found = np.where(np.isnan(found), np.maximum(low, high), found)
    return found


def record(
    training: Training, tell: Callable[[int], object] | None = None, cancel: threading.Event | None = None
) -> History:
    """Train to the end and keep every epoch. Raises Cancelled."""
    history = History(training)
    while not history.is_whole:
        training.advance(1, cancel)
        history.take()
        if tell is not None:
            tell(history.epoch)
    return history
