"""Colours of the picture, free of Qt: what a landscape, its lines and its marks are painted with.

A colour is written "#RRGGBB". Ramps run from the lowest ground to the highest and are interpolated in
OKLab (B. Ottosson, "A perceptual color space for image processing", 2020), so that equal differences in
height look like equal differences in lightness.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.errors import InputError
from engine.phrase import Phrase

_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


@dataclass(frozen=True)
class StageColours:
    """What the picture is painted with; `dark` says whether bright things stand out or dark ones do."""

    dark: bool
    ramp: tuple[str, ...]
    empty: str
    contour: str
    contour_strength: float
    relief: float
    outline: str
    mark: str
    ring: str
    gone: str


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of "#RRGGBB", 0 … 255; InputError for anything else."""
    digits = colour[1:] if isinstance(colour, str) and colour.startswith("#") else ""
    if len(digits) == 6 and all(c in "0123456789abcdefABCDEF" for c in digits):
        return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    raise InputError(Phrase("a colour is written '#RRGGBB', not {colour!r}", colour=colour))


def packed(colour: str) -> int:
    """0xffRRGGBB of "#RRGGBB"."""
    r, g, b = rgb(colour)
    return 0xFF000000 | r << 16 | g << 8 | b


def mixed(colour: str, other: str, share: float) -> str:
    """The colour "#RRGGBB" with a `share` of `other` in it, mixed as light is seen (OKLab)."""
    a, b = (to_oklab(np.array(rgb(c)) / 255.0) for c in (colour, other))
    red, green, blue = np.rint(from_oklab(a + (b - a) * share) * 255.0).astype(int).tolist()
    return f"#{red:02X}{green:02X}{blue:02X}"


def to_oklab(srgb: np.ndarray) -> np.ndarray:
    """OKLab of sRGB in 0 … 1, (…, 3) to (…, 3)."""
    srgb = np.asarray(srgb, np.float64)
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    return np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T


def from_oklab(lab: np.ndarray) -> np.ndarray:
    """sRGB in 0 … 1, clipped to what a screen shows, of OKLab; (…, 3) to (…, 3)."""
    linear = (np.asarray(lab) @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_LMS).T
    linear = np.clip(linear, 0.0, 1.0)
    return np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)


def ramp_table(ramp: tuple[str, ...], entries: int = 1024) -> np.ndarray:
    """The ramp as (entries, 3) float32 sRGB in 0 … 255, its lightness growing evenly from end to end."""
    stops = to_oklab(np.array([rgb(c) for c in ramp]) / 255.0)
    place = stops[:, 0]
    if np.any(np.diff(place) <= 0):
        raise InputError(Phrase("a ramp of colours must grow lighter from each stop to the next"))
    lightness = np.linspace(place[0], place[-1], entries)
    lab = np.stack([np.interp(lightness, place, stops[:, k]) for k in range(3)], axis=1)
    return np.ascontiguousarray(from_oklab(lab) * 255.0, dtype=np.float32)
