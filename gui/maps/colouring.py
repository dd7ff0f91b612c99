"""From a map's numbers to the colours of its pixels. Free of Qt; runs on the map's own thread."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.outcome import Outcome
from gui.maps.ramps import SHADES, Colours, basin_shades, named
from gui.theme.colours import Theme
from scenarios.map_schema import MapColour, Statistic

Arrays = Mapping[str, NDArray]

CONVERGED, DIVERGED, WANDERING = 0, 1, 2
"""What becomes of a particle, as a map tells it."""

_FATE = np.full(256, WANDERING, np.uint8)
_FATE[Outcome.CONVERGED] = CONVERGED
_FATE[[Outcome.DIVERGED, Outcome.NOT_FINITE]] = DIVERGED

_GREY = {True: 0xFF454B61, False: 0xFFC6C9D3}
_UNLISTED = {True: 0xFF8D93A8, False: 0xFF7E869A}
_OUTSIDE = {True: 0xFF282C3C, False: 0xFFE2E4EA}
_EDGES = (0.01, 0.99)
_WIDEST = 700.0  # the logarithm of the largest factor that two maps differ by
_ALIKE = 1e-12  # of the larger one, by which two numbers differ that are one


Count = Literal["none", "one", "many"]


@dataclass(frozen=True)
class Scale:
    """From which number to which a ramp goes, in logarithms if the numbers span so much.

    count: how many different ones there are; without any, and with `only` one, the ends are made up.
    """

    low: float
    high: float
    log: bool = False
    count: Count = "many"
    only: float = 0.0

    def shares(self, values: NDArray) -> NDArray[np.float64]:
        """Where on the ramp numbers are, 0 … 1."""
        low, high = self._ends
        with np.errstate(all="ignore"):
            # the few that are negative are the least there are
            placed = np.log(np.maximum(values, 0)) if self.log else values
            return np.clip((placed - low) / max(high - low, 1e-300), 0, 1)

    @property
    def _ends(self) -> tuple[float, float]:
        return (math.log(self.low), math.log(self.high)) if self.log else (self.low, self.high)


@dataclass(frozen=True)
class Look:
    """How a map's numbers are shown. basins: how many minima are told apart."""

    colour: MapColour
    theme: Theme
    basins: int = 1


Scales = Mapping[str, Scale]


def fates(arrays: Arrays) -> NDArray[np.uint8]:
    """CONVERGED, DIVERGED or WANDERING, by pixel."""
    return _FATE[arrays["outcome"]]


def measure(colour: MapColour) -> str:
    """Which of the numbers a colour's ramp is of."""
    return {"basin": "steps", "outcome": "steps"}.get(colour, colour)


STATED: tuple[MapColour, ...] = ("loss", "steps")
"""Colours of which more is known over seeds than the median."""


def stated(arrays: Arrays, colour: MapColour, statistic: Statistic) -> Arrays:
    """The arrays with this statistic over seeds in place of the colour's median, where it is known."""
    name = f"{colour}:{statistic}"
    return {**arrays, colour: arrays[name]} if name in arrays else arrays


def scales(arrays: Arrays, colour: MapColour) -> dict[str, Scale]:
    """The ramps' ends: those of nearly all numbers there are, so that a few do not decide the picture."""
    fate, name = fates(arrays), measure(colour)
    if name == "success":
        return {"": Scale(0.0, 1.0)}
    of = fate == CONVERGED if name == "steps" else fate != DIVERGED
    found = {"": _scale(arrays[name][of], name)}
    if colour in ("basin", "outcome") and "rate" in arrays:
        found["rate"] = _scale(arrays["rate"][fate == DIVERGED], "rate")
    return found


def _scale(values: NDArray, name: str) -> Scale:
    values = values[np.isfinite(values)].astype(np.float64)
    if not len(values):
        return Scale(0.0, 1.0, count="none")
    if name == "visited":
        return Scale(0.0, max(float(values.max()), 1.0))
    low, high = (float(v) for v in np.quantile(values, _EDGES))
    count: Count = "many" if high - low >= _ALIKE * max(abs(low), abs(high), 1e-300) else "one"
    only = low + (high - low) / 2 if count == "one" else 0.0
    if name == "steps":
        low = max(low, 1.0)
    least = low if low or high <= 0 else float(np.quantile(values[values > 0], _EDGES[0]))
    log = name != "rate" and least > 0 and high / least > 20
    low = least if log else low
    if not log and name != "steps" and high > 0:
        low = min(low, 0.0)
    if high - low < _ALIKE * max(abs(low), abs(high), 1e-300):
        high = low * 2 if low > 0 else low + 1.0
    return Scale(low, high, log, count, only)


def paint(arrays: Arrays, look: Look, ends: Scales) -> Colours:
    """0xffRRGGBB, in the arrays' shape."""
    if look.colour == "basin":
        return _basins(arrays, look, ends)
    if look.colour == "outcome":
        return _outcomes(arrays, look, ends)
    dark = look.theme.dark
    lut = named("sequence", dark)
    if look.colour == "success":
        return np.asarray(lut[_places(ends[""].shares(success(arrays)))])
    fate, values = fates(arrays), arrays[measure(look.colour)]
    pixels = lut[_places(ends[""].shares(values))]
    if look.colour == "steps":
        _paint_unsettled(pixels, arrays, look.theme)
    pixels[fate == DIVERGED] = gone(look.theme)
    return pixels


def _paint_unsettled(pixels: Colours, arrays: Arrays, theme: Theme) -> None:
    """What neither came to rest nor was lost: it stays within the landscape's domain, or has left it."""
    pixels[fates(arrays) == WANDERING] = wandering(theme)
    pixels[arrays["outcome"] == Outcome.LEFT_DOMAIN] = outside(theme)


def success(arrays: Arrays) -> NDArray:
    """The share of seeds that converged; of a single one, whether it did."""
    return arrays["success"] if "success" in arrays else (fates(arrays) == CONVERGED).astype(np.float32)


def _basins(arrays: Arrays, look: Look, ends: Scales) -> Colours:
    shades, dark = basin_shades(look.basins, look.theme), look.theme.dark
    which, fate = arrays["basin"], fates(arrays)
    shade = _places(ends[""].shares(arrays["steps"]))
    pixels = shades[np.clip(which, 0, len(shades) - 1), shade]
    pixels[which < 0] = _UNLISTED[dark]
    _paint_unsettled(pixels, arrays, look.theme)
    pixels[fate == DIVERGED] = gone(look.theme)
    return pixels


def _outcomes(arrays: Arrays, look: Look, ends: Scales) -> Colours:
    dark, fate = look.theme.dark, fates(arrays)
    pixels = named("calm", dark)[_places(ends[""].shares(arrays["steps"]))]
    fiery = named("fiery", dark)
    if "rate" in arrays:
        out = fate == DIVERGED
        pixels[out] = fiery[_places(ends["rate"].shares(arrays["rate"][out]))]
    else:
        pixels[fate == DIVERGED] = fiery[SHADES // 2]
    _paint_unsettled(pixels, arrays, look.theme)
    return pixels


def _places(shares: NDArray[np.float64]) -> NDArray[np.intp]:
    return np.nan_to_num(shares * (SHADES - 1), nan=SHADES - 1).astype(np.intp)


def wandering(theme: Theme) -> int:
    """The colour of what neither converged nor diverged."""
    return _GREY[theme.dark]


def outside(theme: Theme) -> int:
    """The colour of what has left the landscape's domain and is not lost yet."""
    return _OUTSIDE[theme.dark]


def unlisted(theme: Theme) -> int:
    """The colour of what came to rest beside no minimum that is known."""
    return _UNLISTED[theme.dark]


@lru_cache(maxsize=4)
def gone(theme: Theme) -> int:
    """The colour of what diverged, where its speed is not told."""
    return 0xFF0A0B12 if theme.dark else 0xFFFBFAF7


# -- the difference of two maps ----------------------------------------------------------------------------


def difference(
    first: Arrays, second: Arrays, colours: tuple[MapColour, MapColour], theme: Theme
) -> tuple[Colours, Scale | None]:
    """Where two maps differ: in what becomes of a particle, or by how much in a number of the same kind.

    With the ends of the ramp in the second case, in the first None. The ramp is of the first number divided
    by the second where both maps are logarithmic, else of their difference.
    """
    if colours[0] == colours[1] and colours[0] not in ("basin", "outcome"):
        return _by_how_much(first, second, measure(colours[0]), theme)
    other = ends_differ(first, second, of_basins="basin" in colours)
    return np.where(other, *reversed(sameness(theme))).astype(np.uint32), None


def ends_differ(first: Arrays, second: Arrays, *, of_basins: bool) -> NDArray[np.bool_]:
    """Of which pixels something else becomes; of_basins: also where they only come to rest elsewhere."""
    other = fates(first) != fates(second)
    return other | (first["basin"] != second["basin"]) if of_basins else other


def sameness(theme: Theme) -> tuple[int, int]:
    """The colours of what two maps agree on, and of what they differ in."""
    return (0xFF1C2235, 0xFFF2A71B) if theme.dark else (0xFFE3E1DB, 0xFFC64600)


def _by_how_much(first: Arrays, second: Arrays, name: str, theme: Theme) -> tuple[Colours, Scale]:
    if name == "success":
        first, second = ({**arrays, name: success(arrays)} for arrays in (first, second))
    known = comparable(first, second, name)
    pair = first[name].astype(np.float64), second[name].astype(np.float64)
    floor = _floor(pair[0][known], pair[1][known], name)
    with np.errstate(all="ignore"):
        if floor is not None:
            pair = np.log(np.maximum(pair[0], floor)), np.log(np.maximum(pair[1], floor))
        apart = pair[0] - pair[1]
    widest = float(np.quantile(np.abs(apart[known]), _EDGES[1])) if known.any() else 0.0
    count: Count = "none" if not known.any() else "many" if widest else "one"
    scale = Scale(-(widest or 1.0), widest or 1.0, count=count)
    pixels = named("diverging", theme.dark)[_places(scale.shares(apart))]
    pixels[~known] = wandering(theme)
    if floor is not None:
        widest = min(widest or 1.0, _WIDEST)
        scale = Scale(math.exp(-widest), math.exp(widest), True, count, 1.0)
    return pixels, scale


def _floor(first: NDArray, second: NDArray, name: str) -> float | None:
    """What smaller numbers count as where two maps differ by factors: where both are shown in logarithms.

    Steps and basins are counted, so they differ by a number.
    """
    ends = [_scale(values, name) for values in (first, second)]
    if name in ("steps", "visited", "success") or not all(each.log for each in ends):
        return None
    return min(each.low for each in ends)


def comparable(first: Arrays, second: Arrays, name: str) -> NDArray[np.bool_]:
    """Where both maps have such a number."""
    if name == "success":
        return np.ones(first["outcome"].shape, bool)
    known = np.isfinite(first[name]) & np.isfinite(second[name])
    return known & (fates(first) != DIVERGED) & (fates(second) != DIVERGED)
