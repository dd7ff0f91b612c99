"""A signal drawn with the mouse: strokes become samples, each stroke one edit that can be undone."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from gui.laboratory import samples
from gui.model.session import Session

Array = NDArray[np.float64]


class Painting:
    """While `is_on`, strokes through the gradient's lane change the session's signal."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._before: tuple[Array, Array] | None = None
        self._number = 0
        self.is_on = False

    @property
    def is_possible(self) -> bool:
        """Whether the gradient is a signal's, which can be drawn."""
        resolved = self._session.resolved
        return resolved is not None and resolved.is_signal and not resolved.is_curve

    def stroke(self, points: list[tuple[float, float]], straight: bool) -> None:
        """The stroke so far: the samples as they were before it, and it over them."""
        resolved = self._session.resolved
        if resolved is None or not self.is_possible or not points:
            return
        is_first = self._before is None
        if self._before is None:
            self._number += 1
            self._before = samples.epochs_of(resolved), samples.present(resolved)
        epochs, before = self._before
        after = samples.rounded(samples.painted(before, epochs, points, straight))
        made = resolved.scenario.field.signal_samples is not None
        paint = partial(
            self._session.set_signal_samples,
            after,
            ("painted", self._number),
            stretch=samples.stretch_of(epochs),
            numbers_only=made and not is_first,
        )
        self._session.attempt(paint)

    def end(self) -> None:
        """The stroke is done: the next one is undone for itself."""
        self._before = None
        self._session.close_edit()
