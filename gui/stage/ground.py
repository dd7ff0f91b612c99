"""The landscape as a picture: colour by height, soft relief, quiet contour lines, minima marked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gui.stage import raster
from gui.stage.buffers import allocate
from gui.stage.colours import StageColours, packed, ramp_table, rgb
from gui.stage.heights import HIGHEST, Ground, counted, float32_shows, heights, sampled
from gui.stage.marks import Marks
from gui.stage.tone import ENTRIES, Tone, tone_of, zoom_of
from gui.stage.view import View

_GRID = (72, 128)
_RELIEF_HEIGHT = 0.42  # of the picture's smaller side, between the ramp's ends
_CONTOUR_WIDTH = 1.15
_CALM = 0.25  # lines further apart than this share of the smaller side grow faint


class GroundPicture:
    """Recomputes only what has changed: heights with the view, colours with the theme."""

    def __init__(self, view: View, colours: StageColours, scale: float) -> None:
        self._ground: Ground | None = None
        self._params: dict[str, float] = {}
        self._minima: tuple[tuple[float, float, bool], ...] = ()
        self._domain_heights = np.zeros(0)
        self._tone: Tone | None = None
        self._painted: NDArray[np.uint32] | None = None
        self.set_view(view, scale)
        self.set_colours(colours)

    def set_view(self, view: View, scale: float) -> None:
        self.view = view
        self._scale = scale
        self._fields: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None
        self._painted = None

    def set_colours(self, colours: StageColours) -> None:
        self.colours = colours
        self._ramp = ramp_table(colours.ramp)
        self._painted = None

    def set_ground(self, ground: Ground | None, params: Mapping[str, float]) -> None:
        """Another landscape, or None for an empty ground, or other values of its parameters."""
        if ground is self._ground and dict(params) == self._params:
            return
        self._ground, self._params = ground, dict(params)
        self._minima = minima_of(ground, self._params)
        self._domain_heights = np.zeros(0)
        if ground is not None:
            domain = getattr(ground, "domain", None) or self.view.rectangle
            self._domain_heights = counted(sampled(ground, self._params, domain, _GRID))
        self._fields = None
        self._painted = None

    def picture(self) -> NDArray[np.uint32]:
        """The painted ground, (height, width) 0xffRRGGBB. Not to be written to."""
        shape = (self.view.height, self.view.width)
        if self._painted is None or self._painted.shape != shape:
            self._painted = allocate(shape, np.uint32, slot=3)
            self._paint(self._painted)
        return self._painted

    def _paint(self, out: NDArray[np.uint32]) -> None:
        if self._ground is None:
            out[:] = packed(self.colours.empty)
            return
        t, c = self._fields or self._measure()
        assert self._tone is not None
        smaller = min(self.view.width, self.view.height)
        raster.functions().shade(
            t,
            c,
            out,
            self._ramp,
            np.array(rgb(self.colours.contour), np.float32),
            np.uint32(packed(self.colours.empty)),
            0.5 * smaller * _RELIEF_HEIGHT,
            self.colours.relief,
            0.5 * _CONTOUR_WIDTH * self._scale,
            self.colours.contour_strength,
            float(self._tone.major),
            0.2 / self._scale,
            _CALM * smaller,
        )
        self._mark_minima(out)

    def _measure(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        ground = self._ground
        assert ground is not None
        shown = counted(sampled(ground, self._params, self.view.rectangle, _GRID))
        lowest = min((self._value(x, y) for x, y, _ in self._minima), default=math.inf)
        lowest = min(
            lowest, float(shown.min(initial=math.inf)), float(self._domain_heights.min(initial=math.inf))
        )
        self._tone = tone = tone_of(
            self._domain_heights, shown, self._zoom(), lowest, bool(getattr(ground, "log_height", False))
        )
        fine = float32_shows(ground, self._params, self.view.rectangle)
        h = heights(ground, self._params, self.view, tone.base, fine)
        t, c = np.empty_like(h), np.empty_like(h)
        per_unit = (ENTRIES - 1) / (tone.high - tone.low)
        raster.functions().tone(
            h,
            t,
            c,
            tone.table,
            tone.log,
            tone.low,
            per_unit,
            tone.contour_log,
            tone.contour_scale,
            tone.contour_offset,
        )
        self._fields = (t, c)
        return self._fields

    def _value(self, x: float, y: float) -> float:
        assert self._ground is not None
        with np.errstate(all="ignore"):
            found = float(np.asarray(self._ground.value(np.array([x]), np.array([y]), **self._params))[0])
        return found if abs(found) <= HIGHEST else math.inf

    def _zoom(self) -> float:
        """The size of what is shown over that of the domain; 0 for a landscape without one."""
        domain = getattr(self._ground, "domain", None)
        return zoom_of(self.view.rectangle, domain) if domain is not None else 0.0

    def _mark_minima(self, out: NDArray[np.uint32]) -> None:
        marks = Marks(self._scale)
        for x, y, best in self._minima:
            marks.minimum(*self.view.to_pixel(x, y), self.colours, best)
        marks.draw(out)


def minima_of(ground: Any, params: Mapping[str, float]) -> tuple[tuple[float, float, bool], ...]:
    """x, y and whether no other is deeper, of the minima that a landscape knows."""
    found = getattr(ground, "minima_at", None)
    if found is None:
        return ()
    return tuple((bottom.x, bottom.y, bottom.is_global) for bottom in found(**params))
