"""How fast time runs: which steps are due when some seconds have passed, and what happens at the end."""

from __future__ import annotations

BEHIND = 0.1
"""Seconds of time owed at the most: after a hold-up the run goes on, it does not rush to catch up."""

LOOP_PAUSE = 0.8
"""Seconds that the end of a run which is played over and over stays on screen."""


class Pace:
    """Whether time runs, and its speed in steps a second."""

    def __init__(self) -> None:
        self.playing = False
        self.speed = 60.0
        self._owed = 0.0
        self._rested = 0.0

    def begin(self, playing: bool, speed: float) -> None:
        """Another scenario."""
        self.playing, self.speed = playing, speed
        self._owed = self._rested = 0.0

    def set_speed(self, speed: float) -> None:
        self.speed, self._owed = speed, 0.0

    def pause(self) -> None:
        self.playing, self._owed = False, 0.0

    def jump(self) -> None:
        """Time stands at another step, the end may be to come again."""
        self._rested = 0.0

    def due(self, seconds: float) -> int:
        """The steps to take now that `seconds` have passed; what is left of a step is owed."""
        self._owed = min(self._owed + self.speed * seconds, self.speed * BEHIND + 1.0)
        steps = int(self._owed)
        self._owed -= steps
        return steps

    def end(self, seconds: float, loop: bool) -> bool:
        """The end has been on screen for `seconds` more; whether it is time to begin anew."""
        self._owed = 0.0
        if not loop:
            self.playing = False
            return False
        self._rested += seconds
        return self._rested >= LOOP_PAUSE
