"""256 colours for a GIF: chosen from a few frames, looked up for every pixel, with ordered dither."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import av
import numpy as np
from numba import njit
from numpy.typing import NDArray

from engine import kernel_cache

kernel_cache.install()

_BITS = 6
_CELLS = 1 << (3 * _BITS)
_STRENGTH = 6
"""Peak-to-peak size of the dither in steps of 8-bit colour."""


def palette_of(frames: Sequence[NDArray[np.uint32]]) -> NDArray[np.uint32]:
    """256 colours, 0xAARRGGBB, that suit `frames`; the last is transparent and stands for "unchanged".

    Colours are chosen by FFmpeg's `palettegen`: a median cut of the frames' colours.
    """
    height, width = frames[0].shape
    graph = av.filter.Graph()
    unit = Fraction(1, 25)
    source = graph.add_buffer(width=width, height=height, format="bgra", time_base=unit)
    chooser = graph.add("palettegen", "stats_mode=full:reserve_transparent=1")
    sink = graph.add("buffersink")
    source.link_to(chooser)
    chooser.link_to(sink)
    graph.configure()
    for number, frame in enumerate(frames):
        picture = av.VideoFrame.from_ndarray(frame.view(np.uint8).reshape(height, width, 4), format="bgra")
        picture.pts, picture.time_base = number, unit
        source.push(picture)
    source.push(None)
    chosen = sink.pull().to_ndarray(format="bgra")
    return np.ascontiguousarray(chosen).view(np.uint32).reshape(256)


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
