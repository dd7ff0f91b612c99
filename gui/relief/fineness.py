"""How finely the relief is drawn: coarsely enough to keep up while it is turned, and finely at rest."""

from __future__ import annotations

from gui.relief import raster

REST = 0.14
"""Seconds without turning after which the picture is drawn as finely as it can be."""

SLOW = 0.045
"""Seconds that a picture may take while the relief is turned, before its mesh gets coarser."""

_MOVING, _COARSE, _PLAIN = 2, 4, 8  # every so many places of the mesh are drawn


class Fineness:
    """always: every picture is as fine as it can be."""

    def __init__(self, always: bool) -> None:
        self._always = always
        self._still = 0.0
        self._took = 0.0
        self._every = _MOVING

    @property
    def is_settling(self) -> bool:
        """Whether it was turned so lately that the picture may still become finer."""
        return self._still < REST and not self._always

    def rest(self, seconds: float) -> bool:
        """Time passes; whether the picture could be finer than the last one."""
        was, self._still = self._still, min(self._still + seconds, REST)
        return was < REST <= self._still and not self._always

    def turn(self) -> None:
        """It is seen from elsewhere than before."""
        self._still = 0.0
        self._every = _COARSE if self._took > SLOW else _MOVING

    def learn(self, seconds: float) -> None:
        """A picture took so long."""
        self._took += 0.4 * (seconds - self._took) if self._still < REST else 0.0

    def detail(self, share: float) -> tuple[int, bool]:
        """Every how many places of the mesh are drawn, and whether four places a pixel.

        share: below 1 the relief is rising or going, and its mesh is a coarse one of that moment.
        """
        if raster.functions() is raster.plain:
            return _PLAIN, False
        if self._always or (self._still >= REST and share == 1.0):
            return 1, True
        return self._every if share == 1.0 else 1, False
