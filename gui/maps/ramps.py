"""Colours of maps: ramps of even steps to the eye, and as many categories as there are minima. Free of Qt.

Colours are mixed in Oklab (Ottosson, "A perceptual color space for image processing", 2020), where equal
distances look about equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from gui.theme.colours import Theme

Colours = NDArray[np.uint32]
Tones = dict[bool, tuple[str, ...]]

SHADES = 128
"""Colours of a ramp."""

_GOLDEN = 2.399963229728653  # radians; hues that far from each other come near each other last

_TO_LMS = np.array([
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
])  # fmt: skip
_TO_LAB = np.array([
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
])  # fmt: skip

_SEQUENCE: Tones = {
    True: ("#0C0A2B", "#2C1A63", "#6B2484", "#B0367F", "#E65D63", "#F99A55", "#FBD073", "#FCF8CF"),
    False: ("#FBF3DC", "#F8D79B", "#F2AC72", "#E17C66", "#BE4F72", "#8C3279", "#55246C", "#22154A"),
}
"""From little to much, on the dark theme and on the light one."""

_CALM: Tones = {
    True: ("#D9F6F0", "#7ADCD3", "#2FA7BC", "#216F9E", "#1B3F72", "#101D3E"),
    False: ("#E2F4F1", "#A5DAD6", "#58B0BC", "#2C7FA0", "#1F517C", "#14294E"),
}
"""Convergence, from fast to slow."""

_FIERY: Tones = {
    True: ("#FFD9A0", "#F9965A", "#DB4F4A", "#93264A", "#4C1237", "#21081E"),
    False: ("#F9E3C8", "#F5B58B", "#E27F68", "#BC4A58", "#852A4B", "#4E153A"),
}
"""Divergence, from slow to fast."""

_DIVERGING: Tones = {
    True: ("#8FD8FF", "#3E93DE", "#26507F", "#1A2032", "#7A3B2A", "#DC6E3A", "#FFC58A"),
    False: ("#0A3D7A", "#2F7FC2", "#9DC6E6", "#F4F3EF", "#F0BC98", "#CF6A35", "#7E2E0B"),
}

_RAMPS: dict[str, Tones] = {
    "sequence": _SEQUENCE, "calm": _CALM, "fiery": _FIERY, "diverging": _DIVERGING,
}  # fmt: skip


def to_lab(colours: Sequence[str]) -> NDArray[np.float64]:
    """ "#RRGGBB" colours in Oklab, (n, 3)."""
    channels = np.array([[int(c[k : k + 2], 16) for k in (1, 3, 5)] for c in colours]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T)


def from_lab(lab: NDArray[np.float64]) -> Colours:
    """0xffRRGGBB of colours in Oklab (…, 3), the nearest that a screen has."""
    lms = (lab @ np.linalg.inv(_TO_LAB).T) ** 3
    linear = np.clip(lms @ np.linalg.inv(_TO_LMS).T, 0, 1)
    channels = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    bytes_ = np.round(channels * 255).astype(np.uint32)
    packed = 0xFF000000 | bytes_[..., 0] << 16 | bytes_[..., 1] << 8 | bytes_[..., 2]
    return np.asarray(packed, np.uint32)


def ramp(colours: Sequence[str], count: int = SHADES) -> Colours:
    """`count` colours evenly through the given ones."""
    lab = to_lab(colours)
    places = np.linspace(0, len(colours) - 1, count)
    return from_lab(np.stack([np.interp(places, np.arange(len(colours)), lab[:, k]) for k in range(3)], -1))


@lru_cache(maxsize=16)
def named(name: str, dark: bool) -> Colours:
    """A ramp by its name: "sequence", "calm", "fiery", "diverging"."""
    return ramp(_RAMPS[name][dark])


def category_colours(count: int, theme: Theme) -> list[str]:
    """A colour for each of so many minima: the palette's, and hues between them where it ends."""
    found = list(theme.runs[: min(count, len(theme.runs) - 1)])
    light = 0.76 if theme.dark else 0.58
    for k in range(len(found), count):
        lab = np.array([light, 0.13 * np.cos(_GOLDEN * k), 0.13 * np.sin(_GOLDEN * k)])
        found.append(f"#{int(from_lab(lab)) & 0xFFFFFF:06X}")
    return found


@lru_cache(maxsize=16)
def basin_shades(count: int, theme: Theme) -> Colours:
    """(count, SHADES): each minimum's colour, from where it is reached at once to where it takes long."""
    lab = to_lab(category_colours(max(count, 1), theme))
    bright, deep = (0.84, 0.24) if theme.dark else (0.86, 0.36)
    lightness = np.linspace(bright, deep, SHADES)
    made = np.empty((len(lab), SHADES, 3))
    made[..., 0] = lightness
    # a hue is strongest at its own lightness, and fades towards black and white
    reach = 1 - np.abs(lightness - lab[:, :1]) * (0.9 if theme.dark else 1.1)
    made[..., 1:] = lab[:, np.newaxis, 1:] * np.clip(reach, 0.25, 1)[..., np.newaxis]
    return from_lab(made)
