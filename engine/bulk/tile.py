"""A part of a map, computed: one whole simulation a pixel, at the engine's own speed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import RangeError
from engine.machine import usable_threads

from .part import Given, Part, given_by
from .planes import parts_of
from .study import Study

if TYPE_CHECKING:
    from engine.backends import Where

Float = NDArray[np.floating]
Progress = Callable[[float], object]

_STEPS, _BASIN, _BYTE = np.dtype(np.int32), np.dtype(np.int16), np.dtype(np.uint8)

_TOGETHER = range(1 << 18, 1 << 20)
"""Pixels of a tile whose arrays lie in one piece of memory, which then comes in large pages and saves a third
of the fixed costs. Smaller ones come from what is at hand, larger ones have large pages one by one."""


@dataclass(frozen=True, eq=False)
class Tile:
    """What became of each pixel; every array is (height, width), the first row and column the lowest values.

    With several seeds a number is the median over them and a code the most frequent one; `spread` has more.
    """

    outcome: NDArray[np.uint8]
    """Codes of `engine.outcome.Outcome`."""
    basin: NDArray[np.int16]
    """The number of the minimum reached, in the order of `terrain.places_of`; -1 for none or an unknown."""
    steps: NDArray[np.int32]
    """After how many steps it was decided: at rest beside the minimum, or the step whose result was not
    finite; all of them where nothing was decided."""
    loss: Float
    """At the last finite position."""
    rate: Float
    """How fast it diverged: the growth of its distance from the domain's middle, in powers of e a step; NaN
    for what did not diverge."""
    distance: Float | None = None
    """The length of the path, where the study measures it; infinite, as `excursion` is, once the square of a
    move is beyond the numbers' type."""
    excursion: Float | None = None
    """The largest distance from the start."""
    visited: NDArray[np.uint8] | None = None
    """Through how many basins of the landscape the path went."""
    success: NDArray[np.float32] | None = None
    """The share of seeds that converged; None for a single one."""
    spread: dict[str, Float] = field(default_factory=dict)
    """With several seeds: the mean and quantiles of loss and steps over them, such as "loss:q10"."""

    def arrays(self) -> dict[str, NDArray]:
        """Everything there is, by name."""
        names = ("outcome", "basin", "steps", "loss", "rate", "distance", "excursion", "visited", "success")
        found = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return {**found, **self.spread}

    def cut(self, rows: slice, columns: slice = slice(None)) -> Tile:
        """Some of its pixels, in the same memory."""
        cut = {name: values[rows, columns] for name, values in self.arrays().items()}
        spread = {name: cut.pop(name) for name in self.spread}
        return Tile(**cut, spread=spread)

    def in_order(self) -> tuple[NDArray, ...]:
        """A single seed's arrays as compiled loops take them; those that are not measured are empty."""
        nothing, no_bytes = np.zeros((0, 0), self.loss.dtype), np.zeros((0, 0), _BYTE)
        return (
            self.outcome, self.basin, self.steps, self.loss, self.rate,
            nothing if self.distance is None else self.distance,
            nothing if self.excursion is None else self.excursion,
            no_bytes if self.visited is None else self.visited,
        )  # fmt: skip


def compute(
    study: Study,
    rows: slice = slice(None),
    columns: slice = slice(None),
    cancel: threading.Event | None = None,
    threads: int | None = None,
    kernels: Literal["split", "fused"] = "split",
    progress: Progress | None = None,
    backend: Where = "cpu",
) -> Tile:
    """The pixels of these rows and columns. The bits do not depend on how a map is cut.

    kernels: as in `engine.Run`; "fused" compiles for long. progress is called with the share that is done.
    backend: as in `engine.Run`; what comes of "cuda" may differ in the last bits of a number.

    Raises Cancelled soon after `cancel` is set; with "cuda" MissingError where no device can compute it and
    TooLargeError where it does not fit on one.
    """
    from .choosing import where

    rows, columns = _checked("rows", rows, study.height), _checked("columns", columns, study.width)
    given = given_by(study, kernels == "fused")
    simulate: Callable[..., None]
    if where(study, backend, (rows.stop - rows.start) * (columns.stop - columns.start)) == "cuda":
        from .on_device import simulate
    else:
        from .on_processor import simulate

    def one_seed(part: Part, tile: Tile, seed: int, tell: Progress | None) -> None:
        simulate(part, tile, seed, threads or usable_threads(), cancel, tell)

    tiles = _by_seed(study, given, rows, columns, one_seed, progress)
    if study.seeds == 1:
        return tiles[0]
    from .repeats import gathered

    return gathered(tiles)


def _by_seed(
    study: Study,
    given: Given,
    rows: slice,
    columns: slice,
    one_seed: Callable[[Part, Tile, int, Progress | None], None],
    progress: Progress | None,
) -> list[Tile]:
    """A tile for each seed, put together of its parts."""
    shape, dtype = (rows.stop - rows.start, columns.stop - columns.start), given.machine.problem.dtype
    tiles = [_empty(shape, dtype, study.measures) for _ in range(study.seeds)]
    done, whole = 0, shape[0] * shape[1] * study.seeds
    for part in parts_of(study, given, rows, columns):
        pixels = part.shape[0] * part.shape[1]
        for k, tile in enumerate(tiles):
            own = tile if part.shape == shape else _empty(part.shape, dtype, study.measures)
            one_seed(part, own, study.seed + k, progress and _share(progress, done, pixels, whole))
            done += pixels
            if own is not tile:
                _put(own, tile, part.rows.start - rows.start, part.columns.start - columns.start)
    return tiles


def _put(own: Tile, tile: Tile, row: int, column: int) -> None:
    """A part's pixels into the tile."""
    targets = tile.arrays()
    for name, values in own.arrays().items():
        high, wide = values.shape
        targets[name][row : row + high, column : column + wide] = values


def _share(progress: Progress, done: int, more: int, whole: int) -> Progress:
    return lambda share: progress((done + share * more) / whole)


def _checked(name: str, part: slice, size: int) -> slice:
    low, high, step = part.indices(size)
    if step != 1 or low >= high:
        raise RangeError(name, low, 0, size - 1)
    return slice(low, high)


def _empty(shape: tuple[int, int], real: np.dtype, measures: frozenset[str]) -> Tile:
    """The arrays, in one piece of memory where that pays."""
    kinds = {
        "loss": real,
        "rate": real,
        "steps": _STEPS,
        "basin": _BASIN,
        "outcome": _BYTE,
    }
    if measures:
        kinds |= {name: real for name in ("distance", "excursion") if name in measures}
        kinds |= {"visited": _BYTE} if "visited" in measures else {}
    pixels = shape[0] * shape[1]
    if pixels not in _TOGETHER:
        apart: dict[str, Any] = {name: np.empty(shape, kind) for name, kind in kinds.items()}
        return Tile(**apart)
    # from the widest numbers to the narrowest, so that all lie at multiples of their size
    order = sorted(kinds, key=lambda name: -kinds[name].itemsize)
    memory, at = np.empty(sum(pixels * kind.itemsize for kind in kinds.values()), np.uint8), 0
    arrays: dict[str, Any] = {}
    for name in order:
        end = at + pixels * kinds[name].itemsize
        arrays[name] = memory[at:end].view(kinds[name]).reshape(shape)
        at = end
    return Tile(**arrays)
