"""RGB to Y′CbCr 4:2:0 as video wants it: BT.709 matrix, limited range (ITU-R BT.709-6, items 3.2 to 3.5).

Whole numbers throughout, so that every machine makes the same bytes. Chroma is filtered (1 2 1) along the
line and averaged over two lines, which puts each sample where H.264 expects it: on the left luma column,
midway between the lines.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.kernel_cache.decorator import njit
from gui.stage.plain import TILE

_RED, _BLUE = 0.2126, 0.0722
_GREEN = 1.0 - _RED - _BLUE
_LUMA_BITS = 16
# Chroma works on the weighted sum of six pixels, which is eight times too large.
_CHROMA_BITS = 19


def _fixed(weight: float, span: int) -> np.int32:
    return np.int32(round(weight * span / 255 * (1 << _LUMA_BITS)))


_YR, _YG, _YB = (_fixed(w, 219) for w in (_RED, _GREEN, _BLUE))
_CB = [_fixed(w / (2 * (1 - _BLUE)), 224) for w in (-_RED, -_GREEN, 1 - _BLUE)]
_CR = [_fixed(w / (2 * (1 - _RED)), 224) for w in (1 - _RED, -_GREEN, -_BLUE)]
_UR, _UG, _UB = _CB
_VR, _VG, _VB = _CR
_LUMA_ZERO = np.int32((16 << _LUMA_BITS) + (1 << (_LUMA_BITS - 1)))
_CHROMA_ZERO = np.int32((128 << _CHROMA_BITS) + (1 << (_CHROMA_BITS - 1)))


class Converter:
    """Fills planar 4:2:0 frames of one even size; not to be shared between threads."""

    def __init__(self, width: int, height: int) -> None:
        self._shape = (height, width)
        self._sums = np.empty((3, width + 1), np.uint16)
        self._all = np.ones((-(-height // TILE[0]), -(-width // TILE[1])), np.uint8)

    def __call__(
        self, frame: NDArray[np.uint32], planes: NDArray[np.uint8], tiles: NDArray[np.uint8] | None = None
    ) -> None:
        """frame: (height, width) uint32, 0xffRRGGBB; planes: (3·height/2, width) uint8: Y, Cb, Cr.

        tiles: where the frame differs from the one that `planes` has (see `gui.stage.plain`).
        """
        height, width = self._shape
        luma = planes[:height]
        chroma = planes[height:].reshape(2, height // 2, width // 2)
        wanted = self._all
        if tiles is not None:
            # a tile's first sample of colour has a part of the pixel left of it
            wanted = tiles.copy()
            wanted[:, 1:] |= tiles[:, :-1]
        convert(frame, luma, chroma[0], chroma[1], self._sums, wanted)


@njit(inline="always")
def parts(pixel):
    return np.int32((pixel >> 16) & 255), np.int32((pixel >> 8) & 255), np.int32(pixel & 255)


@njit(nogil=True, error_model="numpy")
def convert_lines(upper, lower, luma, lower_luma, cb, cr, before, sums):
    """A stretch of two lines. before: the pixels left of it; `sums` is room for the lines' sums of red, green
    and blue."""
    red, green, blue = sums[0], sums[1], sums[2]
    width = upper.shape[0]
    for part in range(2):
        line, out = (upper, luma) if part == 0 else (lower, lower_luma)
        for i in range(width):
            r, g, b = parts(line[i])
            out[i] = np.uint8(np.int32(_YR * r + _YG * g + _YB * b + _LUMA_ZERO) >> _LUMA_BITS)
            if part == 0:
                red[i + 1], green[i + 1], blue[i + 1] = r, g, b
            else:
                red[i + 1] += r
                green[i + 1] += g
                blue[i + 1] += b
    (r0, g0, b0), (r1, g1, b1) = parts(before[0]), parts(before[1])
    red[0], green[0], blue[0] = r0 + r1, g0 + g1, b0 + b1
    for i in range(width // 2):
        r = red[2 * i] + 2 * red[2 * i + 1] + red[2 * i + 2]
        g = green[2 * i] + 2 * green[2 * i + 1] + green[2 * i + 2]
        b = blue[2 * i] + 2 * blue[2 * i + 1] + blue[2 * i + 2]
        cb[i] = np.uint8(np.int32(_UR * r + _UG * g + _UB * b + _CHROMA_ZERO) >> _CHROMA_BITS)
        cr[i] = np.uint8(np.int32(_VR * r + _VG * g + _VB * b + _CHROMA_ZERO) >> _CHROMA_BITS)


@njit(cache=True, nogil=True, error_model="numpy")
def convert(frame, luma, cb, cr, sums, tiles):
    """The marked tiles; such as lie beside each other are worked on together."""
    rows, columns = frame.shape
    high, wide = TILE
    for ty in range(tiles.shape[0]):
        tx = 0
        while tx < tiles.shape[1]:
            left = tx * wide
            while tx < tiles.shape[1] and tiles[ty, tx]:
                tx += 1
            right = min(tx * wide, columns)
            tx += 1
            if left >= right:
                continue
            edge = max(left - 1, 0)
            for top in range(ty * high, min((ty + 1) * high, rows), 2):
                convert_lines(
                    frame[top, left:right],
                    frame[top + 1, left:right],
                    luma[top, left:right],
                    luma[top + 1, left:right],
                    cb[top // 2, left // 2 : right // 2],
                    cr[top // 2, left // 2 : right // 2],
                    frame[top : top + 2, edge],
                    sums,
                )
