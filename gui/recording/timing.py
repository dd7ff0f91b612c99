"""Which step of the simulation a video shows at which time, in exact fractions."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from engine.errors import RangeError
from engine.phrase import Phrase

REST = 1
"""Seconds for which the end of a run stays to be looked at, where no length is asked for."""

LONGEST = 4 * 3600


@dataclass(frozen=True)
class Timing:
    """`frames` pictures at `fps`; the one at time k / fps shows step min(steps, ⌊speed · k / fps⌋)."""

    steps: int
    speed: Fraction
    fps: int
    frames: int

    @classmethod
    def of(cls, steps: int, speed: float, fps: int, seconds: float | None = None) -> Timing:
        """A run of `steps` shown at `speed` steps a second.

        seconds: the length, whole frames and at least one; later steps are not shown, and where the run is
        shorter its end stays. None: the whole run and a second more. RangeError for 0 or over four hours.
        """
        pace = Fraction(speed)
        if seconds is None:
            length = steps / pace + REST
            if length > LONGEST:
                raise RangeError(Phrase("seconds of a recording of the whole run"), float(length), 0, LONGEST)
        elif not 0 < seconds <= LONGEST:
            raise RangeError(Phrase("seconds"), seconds, 1 / fps, LONGEST)
        else:
            length = Fraction(seconds)
        return cls(steps, pace, fps, max(1, round(length * fps)))

    def step(self, frame: int) -> int:
        """The step that picture number `frame` (from 0) shows."""
        return min(self.steps, self.speed * frame // self.fps)
