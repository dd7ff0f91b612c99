"""How a height becomes a place on the colour ramp, and where contour lines run.

Heights are first measured linearly or, for landscapes that span decades, as the logarithm of the height
above the lowest ground. Their histogram is then equalised, but with a limit on how much contrast may be
gained anywhere (K. Zuiderveld, "Contrast limited adaptive histogram equalization", Graphics Gems IV, 1994;
here over the whole picture), so that neither a plateau nor a peak swallows the ramp.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gui.stage.view import Rectangle

ENTRIES = 1024
BINS = 256
GAIN = 1.8  # the largest slope of the ramp against an even one
LINES = 16  # contour lines wanted across what is shown
_THINNEST = 1e-30  # between the ends of the ramp: float32 divides by no less
_SKEWED = 0.02
_PLAIN = 0.2  # of what is shown, if level, is a plain
_PLAIN_DEPTH = 0.06  # of the distance between two lines

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Tone:
    """Applies to h = f − `base`.

    The ramp's coordinate is `table` over u in [low, high], where u is h or, if `log`, log10 h.
    The contour coordinate, a whole number on each line, is `contour_scale`·v + `contour_offset` with v = h,
    or log10 h if `contour_log`; every line whose number is a multiple of `major` is stronger.
    """

    base: float
    log: bool
    low: float
    high: float
    table: NDArray[np.float32]
    contour_log: bool
    contour_scale: float
    contour_offset: float
    major: int


def tone_of(domain: Array, shown: Array, zoom: float, lowest: float, log: bool) -> Tone:
    """The tone for heights sampled over the domain and over what is shown, finite values only.

    zoom: the size of what is shown over that of the domain. At 1 and above both count; the deeper the view,
    the more it decides alone. lowest: the lowest value known.
    """
    if not shown.size:
        shown = domain if domain.size else np.zeros(1)
    if not domain.size:
        domain = shown
    log = log or _is_skewed(domain)
    base = min(lowest, float(domain.min()), float(shown.min())) if log else float(shown.min())
    wide = min(zoom, 1.0)
    u, v = (_logarithm(f - base) if log else f - base for f in (domain, shown))
    (far_low, far_high), (low, high) = (np.quantile(part, (0.001, 1.0)).tolist() for part in (u, v))
    low += (min(far_low, low) - low) * wide**2
    high += (max(far_high, high) - high) * wide**2
    if log:
        low -= 0.3
    if not high - low > _THINNEST:
        high = low + max(abs(low), 1.0) * 1e-9
    parts = [part[(part >= low) & (part <= high)] for part in (u, v)]
    shares = (0.6 * wide, 1 - 0.6 * wide)
    weights = [
        np.full(part.size, share / max(part.size, 1)) for part, share in zip(parts, shares, strict=True)
    ]
    table = equalised(np.concatenate(parts), np.concatenate(weights), low, high)
    return Tone(base, log, low, high, table, *contours(shown, base, log))


def zoom_of(shown: Rectangle, domain: Rectangle) -> float:
    """The size of what is shown over that of the domain."""
    wide, high = ((shown[k + 1] - shown[k]) / (domain[k + 1] - domain[k]) for k in (0, 2))
    return math.sqrt(wide) * math.sqrt(high)


def _is_skewed(f: Array) -> bool:
    low, middle, high = np.quantile(f, (0.0, 0.5, 0.995))
    return bool(high > low and (middle - low) < _SKEWED * (high - low))


def _logarithm(h: Array) -> Array:
    positive = h[h > 0]
    smallest = float(positive.min()) if positive.size else 1e-300
    return np.log10(np.maximum(h, smallest))


def equalised(u: Array, weights: Array, low: float, high: float) -> NDArray[np.float32]:
    """The ramp coordinate, 0 … 1, at ENTRIES even places of [low, high]."""
    counts, _ = np.histogram(np.clip(u, low, high), BINS, (low, high), weights=weights)
    total = counts.sum()
    slope = counts / total * BINS if total > 0 else np.ones(BINS)
    for _ in range(8):
        slope = np.minimum(slope, GAIN)
        slope += 1 - slope.mean()
    kernel = np.exp(-0.5 * (np.arange(-16, 17) / 6.0) ** 2)
    smooth = np.convolve(np.pad(slope, 16, mode="edge"), kernel / kernel.sum(), mode="valid")
    rise = np.concatenate([[0.0], np.cumsum(smooth)])
    places = np.linspace(0, BINS, ENTRIES)
    return np.interp(places, np.arange(BINS + 1), rise / rise[-1]).astype(np.float32)


def contours(shown: Array, base: float, log: bool) -> tuple[bool, float, float, int]:
    """contour_log, contour_scale, contour_offset and major for lines at round values.

    Logarithmic: a few lines a decade, the powers of ten stronger. Linear: steps of 1, 2 or 5 times a power of
    ten, every fifth stronger; half a step aside where a plain lies at such a height.
    """
    h = shown - base
    if log and (h > 0).any():
        low, high = (float(q) for q in np.quantile(np.log10(h[h > 0]), (0.01, 0.998)))
        if high - low > 0.7:
            a_decade = max((n for n in (1, 2, 3, 4, 5, 6, 8, 10) if n * (high - low) <= LINES + 2), default=1)
            return True, float(a_decade), 0.0, a_decade
    low, high = (float(q) for q in np.quantile(shown, (0.0, 0.99)))
    step = nice_step((high - low) / LINES)
    offset = math.fmod(base / step, 5.0) + (0.5 if _has_plain_at_line(shown / step) else 0.0)
    return False, 1 / step, offset, 5


def _has_plain_at_line(levels: Array) -> bool:
    """Whether a plain lies at the height of a line, which would wander over it without meaning anything."""
    whole = np.round(levels)
    close = whole[np.abs(levels - whole) < _PLAIN_DEPTH]
    return close.size > 0 and bool(np.unique(close, return_counts=True)[1].max() > _PLAIN * levels.size)


def nice_step(wanted: float) -> float:
    """1, 2 or 5 times a power of ten, the next from `wanted` on; 1 for what is not positive and finite."""
    if not (wanted > 1e-290 and math.isfinite(wanted)):
        return 1.0
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= wanted * (1 - 1e-9))
