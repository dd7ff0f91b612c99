"""Particles at their start, put there on the device: what travels is a line of numbers a row or a column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.problem import Float

from .source import Source

_SIGNATURE = (
    "R[::1]", "int32[::1]", "int32[::1]", "int32[::1]", "int64[::1]", "int64[::1]",
    "R[::1]", "int64[::1]", "int64[::1]",
    "int64", "int64", "int64", "boolean", "boolean", "int64", "int64", "int64", "int64", "int64", "int64",
    "int64",
)  # fmt: skip

#: Beside what `engine.language.device_trace` has: lines, three numbers a row of `w`, see `Beginning`, the
#: first of them below 0 for a row of zeros; `some`, whether only pixels in `chosen` begin; `first`, the
#: pixel of the rectangle that is counted from.
_TEXT = """import numpy as np

R = np.{real}
I = np.int32
zero = R(0)
none = I(-1)
never = I(0)
blank = np.int64(0)

def begin(w, stopped, since, beside, seen, particles, pool, lines, chosen, n, rows, words, some, numbered,
          first, wide, row, column, tall, broad, across):
    for i in range(cuda.grid(1), n, cuda.gridsize(1)):
        pixel = first + i
        if some:
            pixel = first + chosen[index(i)]
        y = pixel // wide
        x = pixel - y * wide
        for k in range(rows):
            at = lines[index(3 * k)]
            if at < 0:
                w[index(k * n + i)] = zero
            else:
                at = at + y * lines[index(3 * k + 1)] + x * lines[index(3 * k + 2)]
                w[index(k * n + i)] = pool[index(at)]
        stopped[index(i)] = none
        since[index(i)] = never
        beside[index(i)] = none
        for k in range(words):
            seen[index(k * n + i)] = blank
        if numbered:
            y = row + y
            x = column + x
            patch = y // tall * across + x // broad
            particles[index(i)] = (patch * tall + y % tall) * broad + x % broad
"""


def begin_source(real: str) -> Source:
    """The kernel that puts particles where they begin."""
    return Source(_TEXT.format(real=real), "begin", real, _SIGNATURE)


@dataclass(frozen=True)
class Beginning:
    """Where the pixels of a rectangle begin, and the numbers of their particles.

    lines: (k, 3) int64, for θ and every state, coordinate by coordinate: where in `pool`, which is of the
    run's type, the first pixel's number is, and how much further that of the pixel below and beside it.
    wide: pixels a row. corner: the first one's row and column in the map. patches: of how many rows and
    columns a patch is whose particles count on, and how many of them lie side by side in the map.
    """

    lines: NDArray[np.int64]
    pool: Float
    wide: int
    corner: tuple[int, int]
    patches: tuple[int, int, int]
