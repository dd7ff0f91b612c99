"""The ground as a mesh: heights, colours and contour coordinates at even places of a rectangle, and slopes.

Heights go from 0 to `camera.HEIGHT`, in logarithms where the plan's tone has them; what is higher or deeper
than what was measured is cut there. Row 0 is the lower edge of the rectangle, y grows with the row.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gui.relief.camera import HEIGHT, Rectangle, Scene
from gui.stage import raster
from gui.stage.heights import STRIP, Ground, counted, sampled
from gui.stage.tone import ENTRIES, Tone, tone_of, zoom_of

FINE = 321  # places along the longer side; every second or fourth makes a coarser mesh
_FEWEST = 24  # places along the shorter side of the longest ground
_GRID = (96, 96)
_LEVEL = 1e-300  # heights no further apart than that are one
_FLOORED = 0.03  # of the ground is a valley's floor
_OVER = 1.2  # heights beyond the highest measured are cut there
_HOLLOW = 0.9  # how much darker hollows are

F32 = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Measure:
    """How heights of a landscape become the relief's: the tone, and what lies at 0 and at HEIGHT.

    soft: logarithms are those of h + soft, so that valleys have a floor and are no bottomless needles; 0
    where heights are linear.
    """

    tone: Tone
    soft: float
    low: float
    high: float

    def relief_height(self, h: NDArray) -> NDArray:
        """Of values above the tone's base."""
        with np.errstate(all="ignore"):
            u = np.log10(np.maximum(h + self.soft, 1e-300)) if self.soft else h
            return np.clip((u - self.low) / (self.high - self.low), 0.0, _OVER) * HEIGHT

    def value(self, share: float) -> float:
        """The landscape's value at a share of the relief's height; inverse of `share`."""
        u = self.low + share * (self.high - self.low)
        return self.tone.base + (10.0**u - self.soft if self.soft else u)

    def share(self, value: float) -> float:
        """At which share of the relief's height a value of the landscape lies."""
        h = value - self.tone.base
        if self.soft:
            h = math.log10(max(h + self.soft, 1e-300))
        return (h - self.low) / (self.high - self.low)


@dataclass(frozen=True, eq=False)
class Level:
    """A mesh of every n-th place, as the raster loops take it: (rows, columns) each, in the scene's unit."""

    x: F32
    y: F32
    z: F32
    tone: F32
    contour: F32
    slope_x: F32
    slope_y: F32
    openness: F32

    @property
    def triangles(self) -> int:
        rows, columns = self.z.shape
        return 2 * (rows - 1) * (columns - 1)


@dataclass(frozen=True, eq=False)
class Terrain:
    """The mesh of a rectangle; `level(1)` is the finest there is."""

    scene: Scene
    measure: Measure
    finest: Level
    params: Mapping[str, float]
    minima: tuple[tuple[float, float, bool], ...] = ()
    _coarser: dict[int, Level] = field(default_factory=dict)

    def level(self, every: int) -> Level:
        """The mesh of every n-th place, n a power of two; the finest where that cannot be."""
        rows, columns = self.finest.z.shape
        if every == 1 or (rows - 1) % every or (columns - 1) % every:
            return self.finest
        if every not in self._coarser:
            f = self.finest
            thin = slice(None, None, every)
            planes = (f.z, f.tone, f.contour, f.slope_x, f.slope_y, f.openness)
            self._coarser[every] = Level(
                f.x[thin].copy(), f.y[thin].copy(), *(np.ascontiguousarray(p[thin, thin]) for p in planes)
            )
        return self._coarser[every]

    def heights(self, x: NDArray, y: NDArray) -> NDArray[np.float64]:
        """Of the drawn surface at places in the scene's unit; no number beyond its edges."""
        grid = self.finest
        rows, columns = grid.z.shape
        with np.errstate(all="ignore"):
            u = (np.asarray(x, np.float64) - grid.x[0]) / (grid.x[-1] - grid.x[0]) * (columns - 1)
            v = (np.asarray(y, np.float64) - grid.y[0]) / (grid.y[-1] - grid.y[0]) * (rows - 1)
            # a place on the edge itself must not fall over it by rounding
            inside = (u >= -1e-3) & (v >= -1e-3) & (u <= columns - 1 + 1e-3) & (v <= rows - 1 + 1e-3)
            u, v = np.where(inside, u, 0.0), np.where(inside, v, 0.0)
        i = np.clip(u.astype(np.int64), 0, columns - 2)
        j = np.clip(v.astype(np.int64), 0, rows - 2)
        u, v = np.clip(u - i, 0, 1), np.clip(v - j, 0, 1)
        z = grid.z
        low = z[j, i] * (1 - u) + z[j, i + 1] * u
        high = z[j + 1, i] * (1 - u) + z[j + 1, i + 1] * u
        return np.where(inside, low * (1 - v) + high * v, np.nan)


def measured(ground: Ground, params: Mapping[str, float], rectangle: Rectangle, lowest: float) -> Measure:
    """The measure by which the whole rectangle is seen, by the same rule as the plan's tone."""
    domain = getattr(ground, "domain", None) or rectangle
    far, shown = (counted(sampled(ground, params, part, _GRID)) for part in (domain, rectangle))
    least = min(lowest, float(shown.min(initial=math.inf)), float(far.min(initial=math.inf)))
    tone = tone_of(far, shown, zoom_of(rectangle, domain), least, bool(getattr(ground, "log_height", False)))
    edge = counted(_corners(ground, params, rectangle))
    h = np.maximum(np.concatenate([shown, edge]) - tone.base, 0.0)
    soft = float(np.quantile(h[h > 0], _FLOORED)) if tone.log and (h > 0).any() else 0.0
    low, high = float(h.min(initial=math.inf)), float(h.max(initial=0.0))
    low = low if math.isfinite(low) else 0.0
    if soft:
        low, high = math.log10(low + soft), math.log10(high + soft)
    if not high - low > _LEVEL:
        high = low + max(abs(low), 1.0) * 1e-6
    return Measure(tone, soft, low, high)


def _corners(ground: Ground, params: Mapping[str, float], rectangle: Rectangle) -> NDArray[np.float64]:
    x0, x1, y0, y1 = rectangle
    with np.errstate(all="ignore"):
        values = ground.value(np.array([x0, x0, x1, x1]), np.array([y0, y1, y0, y1]), **params)
        return np.asarray(values, np.float64).ravel()


def terrain_of(
    ground: Ground,
    params: Mapping[str, float],
    scene: Scene,
    measure: Measure,
    rectangle: Rectangle | None = None,
    places: int = FINE,
    minima: tuple[tuple[float, float, bool], ...] = (),
) -> Terrain:
    """The mesh over `rectangle`, by default the scene's own."""
    x0, x1, y0, y1 = rectangle or scene.rectangle
    columns, rows = _counts(x1 - x0, y1 - y0, places)
    x, y = np.linspace(x0, x1, columns), np.linspace(y0, y1, rows)
    h = _values(ground, params, x, y) - measure.tone.base
    z = measure.relief_height(h).astype(np.float32)
    (mx, my), unit = scene.middle, scene.unit
    sx, sy = (x - mx) / unit, (y - my) / unit
    with np.errstate(over="ignore"):
        tone, contour = _toned(h.astype(np.float32), measure.tone)
    apart = [float(c[-1] - c[0]) / (len(c) - 1) for c in (sy, sx)]
    slope_y, slope_x = (np.asarray(np.gradient(z, d, axis=k), np.float32) for k, d in enumerate(apart))
    level = Level(
        sx.astype(np.float32),
        sy.astype(np.float32),
        z,
        tone,
        contour,
        slope_x,
        slope_y,
        _openness(z, apart[1]),
    )
    return Terrain(scene, measure, level, dict(params), minima)


def _counts(width: float, height: float, places: int) -> tuple[int, int]:
    """Columns and rows, one more than a multiple of four, as many in all whatever the shape."""
    longest = (places - 1) / _FEWEST
    root = min(max(math.sqrt(width / height), 1 / longest), longest)
    return tuple(4 * round((places - 1) * part / 4) + 1 for part in (root, 1 / root))  # type: ignore[return-value]


def _values(ground: Ground, params: Mapping[str, float], x: NDArray, y: NDArray) -> NDArray[np.float64]:
    found = np.empty((len(y), len(x)))
    with np.errstate(all="ignore"):
        for top in range(0, len(y), STRIP):
            strip = slice(top, top + STRIP)
            found[strip] = ground.value(x[None, :], y[strip, None], **params)
    found[~np.isfinite(found)] = np.nan
    return found


def _toned(h: F32, tone: Tone) -> tuple[F32, F32]:
    t, c = np.empty_like(h), np.empty_like(h)
    per_unit = (ENTRIES - 1) / (tone.high - tone.low)
    raster.functions().tone(
        h, t, c, tone.table, tone.log, tone.low, per_unit,
        tone.contour_log, tone.contour_scale, tone.contour_offset,
    )  # fmt: skip
    return t, c


def _openness(z: F32, apart: float) -> F32:
    """How much of the sky a place sees, about: below its surroundings less, on a ridge more; around 1."""
    filled = np.where(np.isfinite(z), z, np.float32(np.nanmean(z)) if np.isfinite(z).any() else 0)
    around = np.zeros_like(filled)
    for reach in (0.05, 0.16):
        around += 0.5 * _blurred(filled, max(round(reach / apart), 1))
    return np.clip(1 - _HOLLOW * (around - filled), 0.6, 1.2).astype(np.float32)


def _blurred(v: F32, reach: int) -> F32:
    """The mean over squares, twice, which is nearly a Gaussian."""
    for axis in (0, 1, 0, 1):
        r = min(reach, v.shape[axis] - 1)
        pad = [(r + 1, r) if k == axis else (0, 0) for k in (0, 1)]
        total = np.cumsum(np.pad(v, pad, mode="edge"), axis=axis, dtype=np.float64)
        n = v.shape[axis]
        ends = np.take(total, range(2 * r + 1, 2 * r + 1 + n), axis)
        v = ((ends - np.take(total, range(n), axis)) / (2 * r + 1)).astype(np.float32)
    return v
