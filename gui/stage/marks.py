"""Marks upon the picture: heads of paths, starts, minima, and particles that are gone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.stage import raster
from gui.stage.colours import StageColours, packed
from gui.stage.plain import TILE

Span = tuple[int, int]

_DISC, _RING, _CROSS = 0, 1, 2
_FEW_DOTS = 500
_TOGETHER = 3.0
"""Balls so close to one another, in design pixels, throw one shadow."""


def ink_of(colour: str, opacity: float) -> int:
    """0xAARRGGBB of a colour and an opacity, 0 … 1."""
    return (packed(colour) & 0xFFFFFF) | round(opacity * 255) << 24


class Marks:
    """A list of marks to draw at once, sizes in device-independent pixels."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._under: list[tuple[NDArray[np.float32], int]] = []
        self._kinds: list[int] = []
        self._forms: list[tuple[float, float, float, float, float]] = []
        self._inks: list[int] = []
        self._shaded: set[tuple[int, int]] = set()

    def _add(self, kind: int, x: float, y: float, radius: float, half: float, soft: float, ink: int) -> None:
        s = self._scale
        self._kinds.append(kind)
        self._forms.append((x, y, radius * s, half * s, max(soft * s, 1.0)))
        self._inks.append(ink)

    def _shade(self, x: float, y: float, radius: float, soft: float, opacity: float) -> None:
        """What a ball darkens around it; of balls upon one another one does, or they would end in a hole."""
        apart = _TOGETHER * self._scale
        place = (round(x / apart), round(y / apart)) if abs(x) + abs(y) < 1e9 else (0, 0)
        if place not in self._shaded:
            self._shaded.add(place)
            self._add(_DISC, x, y, radius, 0, soft, ink_of("#000000", opacity))

    def head(self, x: float, y: float, colour: str, colours: StageColours, small: bool = False) -> None:
        """Where a particle is now: a disc in its run's colour, ringed so that it shows on any ground."""
        r = 3.2 if small else 5.5
        self._shade(x, y + 0.6 * self._scale, r + 1.2, 5, 0.42 if colours.dark else 0.3)
        self._add(_DISC, x, y, r + (1.2 if small else 1.8), 0, 0, ink_of(colours.ring, 1))
        self._add(_DISC, x, y, r, 0, 0, ink_of(colour, 1))

    def ghost(self, x: float, y: float, colour: str, colours: StageColours) -> None:
        """Where a ghost's particle is: a small open ring in its run's colour."""
        self._add(_RING, x, y, 3.4, 1.6, 0, ink_of(colours.outline, 0.35))
        self._add(_RING, x, y, 3.4, 0.8, 0, ink_of(colour, 0.8))

    def start(self, x: float, y: float, colours: StageColours) -> None:
        """Where particles began: an open ring."""
        self._add(_RING, x, y, 4.6, 2.0, 0, ink_of(colours.outline, 0.55))
        self._add(_RING, x, y, 4.6, 1.0, 0, ink_of(colours.mark, 0.95))

    def minimum(self, x: float, y: float, colours: StageColours, best: bool) -> None:
        """The bottom of a valley: a small cross, in a ring where no valley is deeper."""
        strength = 0.75 if best else 0.5
        if best:
            self._add(_RING, x, y, 8.5, 0.6, 0, ink_of(colours.mark, 0.45))
        self._add(_CROSS, x, y, 3.6, 0.7, 0, ink_of(colours.mark, strength))

    def gone(self, x: float, y: float, colours: StageColours) -> None:
        """Where a particle was last, before its next position was no number any more."""
        self._add(_CROSS, x, y, 5.5, 2.6, 0, ink_of(colours.outline, 0.7))
        self._add(_CROSS, x, y, 5.5, 1.3, 0, ink_of(colours.gone, 1))

    def dots(self, points: NDArray[np.float32], colour: str, colours: StageColours) -> None:
        """Particles of a swarm that is small enough to see each of them, (n, 2); under all other marks."""
        radius = 1.9 if len(points) > _FEW_DOTS else 2.5
        for r, ink in ((radius + 0.9, ink_of(colours.outline, 0.55)), (radius, ink_of(colour, 1))):
            forms = np.zeros((len(points), 5), np.float32)
            forms[:, :2] = points
            forms[:, 2] = r * self._scale
            forms[:, 4] = 1
            self._under.append((forms, ink))

    def touch(self, tiles: NDArray[np.uint8]) -> None:
        """Marks the tiles (see `gui.stage.plain`) that `draw` draws on."""
        kept = [forms for forms, _ in self._under]
        if self._forms:
            kept.append(self._shapes())
        if not kept:
            return
        x, y, radius, half, soft = np.concatenate(kept).T
        reach = radius + half + soft + 2
        columns = _span(x, reach, TILE[1], tiles.shape[1])
        rows = _span(y, reach, TILE[0], tiles.shape[0])
        for (left, right), (top, bottom) in {*zip(columns, rows, strict=True)}:
            tiles[top:bottom, left:right] = 1

    def draw(self, out: NDArray[np.uint32]) -> None:
        shapes = raster.functions().shapes
        for forms, ink in self._under:
            n = len(forms)
            shapes(out, np.full(n, _DISC, np.uint8), forms, np.full(n, ink, np.uint32))
        if self._kinds:
            shapes(out, np.array(self._kinds, np.uint8), self._shapes(), np.array(self._inks, np.uint32))

    def _shapes(self) -> NDArray[np.float32]:
        # what is too far away for float32 is not drawn
        with np.errstate(over="ignore"):
            return np.array(self._forms, np.float32)


def _span(middle: NDArray[np.float32], reach: NDArray[np.float32], side: int, count: int) -> list[Span]:
    """From which tile up to which these marks reach along one axis."""
    with np.errstate(invalid="ignore"):
        low = np.nan_to_num((middle - reach) / side, nan=-1.0)
        high = np.nan_to_num((middle + reach) / side, nan=-1.0)
    first = np.clip(low, 0, count).astype(int).tolist()
    last = np.clip(high + 1, 0, count).astype(int).tolist()
    return list(zip(first, last, strict=True))
