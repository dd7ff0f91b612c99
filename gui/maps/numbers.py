"""A map's numbers while they become finer: each pixel has the best answer known so far. Free of Qt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from engine.bulk.study import Study

TILE = 128
"""Pixels along the side of a part that is computed at once."""


@dataclass(frozen=True)
class Part:
    """A rectangle of a map's pixels; row 0 is the lowest."""

    rows: slice
    columns: slice


class Numbers:
    """Arrays (height, width) by name. `stride`: one simulation stands for a square of so many pixels."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.shape = (study.height, study.width)
        self.arrays: dict[str, NDArray] = {}
        self.stride: int | None = None
        self.done: dict[int, set[int]] = {}

    def coarse(self, stride: int) -> Study:
        """The study of which one pixel stands for a square of the map's."""
        if stride == 1:
            return self.study
        height, width = self.shape
        return self.study.replaced(width=-(-width // stride), height=-(-height // stride))

    def parts(self, stride: int, focus: tuple[float, float]) -> Iterator[tuple[int, Part]]:
        """What is still to be computed at this fineness, from the focus (shares of width and height) outward;
        numbered, for `put`."""
        study = self.coarse(stride)
        rows, columns = -(-study.height // TILE), -(-study.width // TILE)
        at = np.array([focus[1] * study.height, focus[0] * study.width])
        middles = (np.stack(np.divmod(np.arange(rows * columns), columns), axis=1) + 0.5) * TILE
        order = np.argsort(np.hypot(*(middles - at).T), kind="stable")
        done = self.done.setdefault(stride, set())
        for number in order.tolist():
            if number not in done:
                row, column = divmod(number, columns)
                yield (
                    number,
                    Part(
                        slice(row * TILE, min((row + 1) * TILE, study.height)),
                        slice(column * TILE, min((column + 1) * TILE, study.width)),
                    ),
                )

    def put(self, stride: int, number: int, part: Part, found: Mapping[str, NDArray]) -> Part:
        """Takes up a part at its fineness; returns which of the map's pixels now have another answer."""
        whole = self._whole(stride, part)
        rows = np.arange(whole.rows.start, whole.rows.stop) // stride - part.rows.start
        columns = np.arange(whole.columns.start, whole.columns.stop) // stride - part.columns.start
        for name, values in found.items():
            if name not in self.arrays:
                self.arrays[name] = np.zeros(self.shape, values.dtype)
            self.arrays[name][whole.rows, whole.columns] = (
                values if stride == 1 else values[rows[:, np.newaxis], columns]
            )
        self.done[stride].add(number)
        return whole

    def _whole(self, stride: int, part: Part) -> Part:
        height, width = self.shape
        return Part(
            slice(part.rows.start * stride, min(part.rows.stop * stride, height)),
            slice(part.columns.start * stride, min(part.columns.stop * stride, width)),
        )

    def is_whole(self, stride: int) -> bool:
        """Whether every pixel's answer is at least so fine."""
        return self.stride is not None and self.stride <= stride

    @property
    def size(self) -> int:
        """Bytes of all arrays."""
        return sum(values.nbytes for values in self.arrays.values())

    def sparse(self) -> dict[str, NDArray]:
        """One number for each simulation of what is whole, however many pixels it stands for."""
        stride = self.stride or 1
        return {name: values[::stride, ::stride] for name, values in self.arrays.items()}

    def cut(self, part: Part) -> dict[str, NDArray]:
        """The arrays of a part of the map."""
        return {name: values[part.rows, part.columns] for name, values in self.arrays.items()}
