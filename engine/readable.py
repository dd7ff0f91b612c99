"""What can be read of particles that are stepped: where they are, how they moved, what their rule keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from .errors import RangeError, UnknownNameError
from .phrase import Phrase
from .problem import Backend, Float, Problem

if TYPE_CHECKING:
    from .entries import Optimizer


class Readable:
    """The reading half of `engine.run.Run`, which says what steps the particles."""

    optimizer: Optimizer
    _problem: Problem
    _backend: Backend

    @property
    def n(self) -> int:
        """The number of particles, stopped ones included."""
        return self._problem.n

    @property
    def dims(self) -> int:
        """Coordinates of a particle: 2 on a landscape, 1 on a signal."""
        return self._problem.dims

    @property
    def dtype(self) -> np.dtype:
        return self._problem.dtype

    @property
    def state_names(self) -> tuple[str, ...]:
        """The rule's accumulators, in the order of their first use."""
        return tuple(self.optimizer.rule.states)

    @property
    def stopped_at(self) -> NDArray[np.int32]:
        """(n,), the step whose result was not finite, for particles that stopped; -1 for the others."""
        return self._backend.stopped_at

    def read_stopped(self, first: int) -> NDArray[np.int32]:
        """(first,), `stopped_at` of so many particles only; no more is copied, from a device neither."""
        return self._backend.read_stopped(first)

    def count_stopped(self) -> int:
        """How many particles have stopped; far cheaper than counting in `stopped_at`."""
        return self._backend.count_stopped()

    def read(self, row: str, first: int | None = None) -> Float:
        """A copy, (n, d), of "theta", "previous", "gradient" or "state:" followed by its name.

        first: of so many particles only, from the first on; no more is copied, from a device neither.
        Raises UnknownNameError, RangeError; InputError as `last_move` does.
        """
        if first is not None and first < 0:
            raise RangeError(Phrase("first"), first, 0, self.n)
        rows = ("theta", "previous", "gradient", *(f"state:{name}" for name in self.state_names))
        if row not in rows:
            raise UnknownNameError(Phrase("row"), row, rows)
        return self._backend.read(row, first)

    def read_one(self, row: str, particle: int) -> Float:
        """As `read`, (d,), of one particle; whatever its number, no more is copied."""
        self._require(particle)
        return self._backend.read_one(row, particle)

    def read_several(self, row: str, particles: NDArray[np.intp]) -> Float:
        """As `read`, (len(particles), d), of these; from the processor's memory no more is copied."""
        return self._backend.read_several(row, particles)

    def stop_of(self, particle: int) -> int:
        """As `stopped_at`, of one particle."""
        self._require(particle)
        return self._backend.stop_of(particle)

    def _require(self, particle: int) -> None:
        if not 0 <= particle < self.n:
            raise RangeError(Phrase("particle"), particle, 0, self.n - 1)

    def positions(self) -> Float:
        """(n, d), where the particles are."""
        return self._backend.read("theta")

    def last_move(self) -> Float:
        """(n, d), Δθ of the last step; zero before the first one and for particles that stopped earlier.

        Raises InputError in a fused run whose last steps were taken together; `last_gradient` too.
        """
        return self._backend.read("theta") - self._backend.read("previous")

    def last_gradient(self) -> Float:
        """(n, d), the gradient sample that the rule took last, with noise and clipping; zero at step 0."""
        return self._backend.read("gradient")

    def state(self, name: str) -> Float:
        """(n, d), an accumulator. Raises UnknownNameError."""
        if name not in self._problem.rule.states:
            raise UnknownNameError(Phrase("state"), name, self._problem.rule.states)
        return self._backend.read(f"state:{name}")
