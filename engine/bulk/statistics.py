"""What a whole map says in a few numbers: which share ends where, and how entangled the basins are.

Basin fractions, basin entropy and the uncertainty exponent are counted part by part, so a map of any size
needs the memory of a part; the order of the parts is fixed, and with it every bit.

Basin entropy (A. Daza, A. Wagemakers, B. Georgeot, D. Guéry-Odelin, M. A. F. Sanjuán, "Basin entropy: a new
tool to analyze uncertainty in dynamical systems", Scientific Reports 6, 31416, 2016): the map is cut into
boxes; with p_ij the share of box i that has end j,

    S_i = Σ_j p_ij log(1 / p_ij)   (1),      S = Σ_i S_i   (2),      S_b = S / N   (3)

over all N boxes, and S_bb = S / N_b over the N_b boxes with more than one end. S_bb > log 2 is their
sufficient condition for a fractal boundary.

Uncertainty exponent (S. W. McDonald, C. Grebogi, E. Ott, J. A. Yorke, "Fractal basin boundaries", Physica D
17, 125-153, 1985, section 1): a place is uncertain at ε if moving it by ±ε changes its end; the share of
uncertain places goes as f(ε) ~ ε^α, and the boundary has the dimension D = 2 - α in the plane.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.outcome import Outcome

BOX = 5
"""Pixels along the side of a box."""

BAND = 64 * BOX
"""Rows that are counted at once."""

STRIP = 819 * BOX
"""Columns that are counted at once, so that a wide map needs no more memory than a narrow one."""

DISTANCES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32)
"""Pixels by which places are moved."""

ELSEWHERE, WANDERING, OUTSIDE, DIVERGED = -1, -2, -3, -4
"""Ends that are no minimum: at rest beside an unknown one, on its way, outside the domain, gone."""

_LEAST = 50
"""Uncertain places below which a share is too rough to go into the exponent."""

_LARGEST = 0.35
"""A share above which distances no longer are small beside the basins."""

Ends = NDArray[np.int16]


def ends_of(outcome: NDArray[np.uint8], basin: NDArray[np.int16]) -> Ends:
    """Where each pixel ended: the number of its minimum, or one of the negative codes above."""
    other = np.full(256, WANDERING, np.int16)
    other[Outcome.CONVERGED] = ELSEWHERE
    other[Outcome.LEFT_DOMAIN] = OUTSIDE
    other[[Outcome.DIVERGED, Outcome.NOT_FINITE]] = DIVERGED
    return np.where((outcome == Outcome.CONVERGED) & (basin >= 0), basin, other[outcome]).astype(np.int16)


def parts(height: int, width: int) -> Iterator[tuple[slice, slice]]:
    """The rows and columns of a map in pieces, as `Census.add` takes them."""
    for low in range(0, height, BAND):
        for left in range(0, width, STRIP):
            yield slice(low, min(low + BAND, height)), slice(left, min(left + STRIP, width))


@dataclass(frozen=True)
class Entanglement:
    """entropy: S_b; boundary_entropy: S_bb, None without a boundary. exponent: α with its standard error,
    None where there is too little boundary to tell. uncertain: f by distance in pixels."""

    entropy: float | None
    boundary_entropy: float | None
    exponent: float | None
    exponent_error: float | None
    uncertain: tuple[tuple[int, float], ...]

    @property
    def dimension(self) -> float | None:
        """Of the boundary, in the plane of the map."""
        return None if self.exponent is None else 2 - self.exponent


class Census:
    """Counts the ends of a map, part by part in the order of `parts`."""

    def __init__(self) -> None:
        self.pixels = 0
        self.counts: dict[int, int] = {}
        self._entropy, self._boxes, self._mixed = 0.0, 0, 0
        self._moved = np.zeros((len(DISTANCES), 2), np.int64)

    def add(self, ends: Ends) -> None:
        """The next part."""
        self.pixels += ends.size
        codes, numbers = np.unique(ends, return_counts=True)
        for code, number in zip(codes.tolist(), numbers.tolist(), strict=True):
            self.counts[code] = self.counts.get(code, 0) + number
        self._count_boxes(ends)
        for k, distance in enumerate(DISTANCES):
            for side in (ends, ends.T):
                if side.shape[1] > 2 * distance:
                    here = side[:, distance:-distance]
                    changed = (side[:, : -2 * distance] != here) | (side[:, 2 * distance :] != here)
                    self._moved[k] += (np.count_nonzero(changed), changed.size)

    def _count_boxes(self, ends: Ends) -> None:
        rows, columns = ends.shape[0] // BOX, ends.shape[1] // BOX
        if not rows or not columns:
            return
        cut = ends[: rows * BOX, : columns * BOX].reshape(rows, BOX, columns, BOX)
        boxes = cut.swapaxes(1, 2).reshape(rows * columns, BOX * BOX)
        self._boxes += len(boxes)
        mixed = boxes[(boxes != boxes[:, :1]).any(axis=1)]
        self._mixed += len(mixed)
        if not len(mixed):
            return
        ordered = np.sort(mixed, axis=1)
        first = np.ones_like(ordered, bool)
        first[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
        # the length of each run of equal ends: from where it begins to where the next one does
        begins = np.flatnonzero(first)
        share = np.diff(np.append(begins, first.size)) / (BOX * BOX)
        self._entropy += float(-(share * np.log(share)).sum())

    def fraction(self, end: int) -> float:
        """The share of pixels that ended so."""
        return self.counts.get(end, 0) / max(self.pixels, 1)

    def fractions(self, minima: int) -> tuple[float, ...]:
        """By the number of a minimum, the share that came to rest beside it."""
        return tuple(self.fraction(k) for k in range(minima))

    def entanglement(self) -> Entanglement:
        """Basin entropy and uncertainty exponent of everything counted so far."""
        uncertain = tuple(
            (distance, float(moved / total))
            for distance, (moved, total) in zip(DISTANCES, self._moved, strict=True)
            if total
        )
        exponent, error = self._exponent()
        return Entanglement(
            self._entropy / self._boxes if self._boxes else None,
            self._entropy / self._mixed if self._mixed else None,
            exponent,
            error,
            uncertain,
        )

    def _exponent(self) -> tuple[float | None, float | None]:
        """The slope of log f over log ε, by least squares, and its standard error."""
        points = [
            (math.log(distance), math.log(moved / total))
            for distance, (moved, total) in zip(DISTANCES, self._moved.tolist(), strict=True)
            if moved >= _LEAST and moved <= _LARGEST * total
        ]
        if len(points) < 4:
            return None, None
        x, y = np.array(points).T
        x, y = x - x.mean(), y - y.mean()
        slope = float((x * y).sum() / (x * x).sum())
        left = float(((y - slope * x) ** 2).sum() / (len(x) - 2) / (x * x).sum())
        return slope, math.sqrt(max(left, 0.0))


def census(ends: Ends) -> Census:
    """Of a map that is there as a whole."""
    counted = Census()
    for part in parts(*ends.shape):
        counted.add(ends[part])
    return counted
