"""256 colours for a GIF: chosen from a few frames, looked up for every pixel, with ordered dither."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.kernel_cache.decorator import njit

Colours = NDArray[np.float64]
"""(n, 3), red first."""

_OPAQUE = 255
_ROUNDS = 6
_EYE = np.sqrt([2.0, 4.0, 3.0])
"""How much a difference in red, green and blue counts; squared, the weights of `_fill`."""

_BITS = 6
_CELLS = 1 << (3 * _BITS)
_SHARE = 0.9
_STRENGTH = 1.0
"""Peak-to-peak size of the dither in steps of 8-bit colour."""


def palette_of(frames: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """256 colours, 0xAARRGGBB, that suit `frames`; the last is transparent and stands for "unchanged".

    The frames' colours are cut into boxes, always the box with the largest error (X. Wu, "Efficient
    statistical computations for optimal color quantization", 1991), whose means are then moved to where
    they serve best (S. Lloyd, "Least squares quantization in PCM", 1982).
    """
    colours, weights = _histogram(frames)
    means = _improved(_cut(colours, weights, _OPAQUE), colours, weights)
    shown = np.clip(np.round(means / _EYE), 0, 255).astype(np.uint32)
    palette = np.zeros(_OPAQUE + 1, np.uint32)
    palette[: len(shown)] = np.uint32(0xFF000000) | shown[:, 0] << 16 | shown[:, 1] << 8 | shown[:, 2]
    palette[len(shown) : _OPAQUE] = palette[0]
    return palette


def _histogram(frames: Sequence[NDArray[np.uint32]]) -> tuple[Colours, NDArray[np.float64]]:
    """The colours that occur, in six bits a channel and scaled by `_EYE`, and how much each counts."""
    pixels = np.concatenate([frame.ravel() for frame in frames])
    channels = [(pixels >> shift & 255).astype(np.int64) for shift in (16, 8, 0)]
    drop = 8 - _BITS
    cells = (channels[0] >> drop) << 2 * _BITS | (channels[1] >> drop) << _BITS | channels[2] >> drop
    counts = np.bincount(cells, minlength=_CELLS)
    there = np.flatnonzero(counts)
    sums = np.stack([np.bincount(cells, channel, _CELLS)[there] for channel in channels], axis=1)
    # A little less than their number, since something small and bright is what one looks at.
    return sums / counts[there, None] * _EYE, np.asarray(counts[there] ** _SHARE, np.float64)


def _cut(colours: Colours, weights: NDArray[np.float64], most: int) -> Colours:
    """The means of at most `most` boxes."""
    boxes = [np.arange(len(colours))]
    errors = [_spread(colours, weights)]
    while len(boxes) < most and max(error.sum() for error in errors) > 1e-9:
        widest = max(range(len(boxes)), key=lambda k: errors[k].sum())
        box, axis = boxes[widest], int(np.argmax(errors[widest]))
        along = colours[box, axis]
        low = along <= np.average(along, weights=weights[box])
        for place, part in ((widest, box[low]), (len(boxes), box[~low])):
            boxes[place : place + 1] = [part]
            errors[place : place + 1] = [_spread(colours[part], weights[part])]
    return np.array([np.average(colours[box], axis=0, weights=weights[box]) for box in boxes])


def _spread(colours: Colours, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weighted sum of squared distances from the mean, by channel."""
    off = colours - np.average(colours, axis=0, weights=weights)
    return np.asarray(weights @ (off * off), np.float64)


def _improved(means: Colours, colours: Colours, weights: NDArray[np.float64]) -> Colours:
    for _ in range(_ROUNDS):
        nearest = np.argmin((means * means).sum(axis=1) - 2 * colours @ means.T, axis=1)
        total = np.bincount(nearest, weights, len(means))
        used = total > 0
        for channel in range(3):
            sums = np.bincount(nearest, weights * colours[:, channel], len(means))
            means[used, channel] = sums[used] / total[used]
    return means


def lookup(palette: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """For each colour, six bits a channel (red highest), the number of the nearest opaque one; (2**18,)."""
    table = np.empty(_CELLS, np.uint8)
    opaque = np.flatnonzero(palette >> 24)
    _fill(palette[opaque], opaque.astype(np.uint8), table)
    return table


def bayer(order: int = 3) -> NDArray[np.float64]:
    """The threshold matrix of size 2**order, mean 0 and range just under 1 (B. Bayer, 1973)."""
    matrix = np.zeros((1, 1))
    for _ in range(order):
        matrix = np.block([[4 * matrix, 4 * matrix + 2], [4 * matrix + 3, 4 * matrix + 1]])
    return (matrix + 0.5) / matrix.size - 0.5


_DITHER = np.round(bayer() * _STRENGTH).astype(np.int32)


def index(frame: NDArray[np.uint32], table: NDArray[np.uint8], out: NDArray[np.uint8]) -> None:
    """Writes the palette number of each pixel of `frame` into `out`, both (h, w)."""
    _index(frame, table, _DITHER, out)


@njit(cache=True, nogil=True, error_model="numpy")
def _fill(colours, numbers, table):
    top = 255.0 / ((1 << _BITS) - 1)
    for cell in range(table.shape[0]):
        r = ((cell >> (2 * _BITS)) & 63) * top
        g = ((cell >> _BITS) & 63) * top
        b = (cell & 63) * top
        best = 1e18
        for k in range(colours.shape[0]):
            dr = np.int64((colours[k] >> 16) & 255) - r
            dg = np.int64((colours[k] >> 8) & 255) - g
            db = np.int64(colours[k] & 255) - b
            # Weights in the order of the eye's sensitivity to the three.
            distance = 2 * dr * dr + 4 * dg * dg + 3 * db * db
            if distance < best:
                best = distance
                table[cell] = numbers[k]


@njit(cache=True, nogil=True, error_model="numpy")
def _index(frame, table, dither, out):
    height, width = frame.shape
    for j in range(height):
        for i in range(width):
            pixel = frame[j, i]
            shift = dither[j & 7, i & 7]
            r = min(255, max(0, np.int32((pixel >> 16) & 255) + shift)) >> 2
            g = min(255, max(0, np.int32((pixel >> 8) & 255) + shift)) >> 2
            b = min(255, max(0, np.int32(pixel & 255) + shift)) >> 2
            out[j, i] = table[(r << 12) | (g << 6) | b]
