"""A map computed into its folder, unit by unit: here, on a device, or on other processes and machines."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Literal, Protocol

from .store import MapStore
from .study import Study
from .tile import Tile, compute
from .units import HELD, Unit, rectangles

Progress = Callable[[Unit, float], object]
"""Told which share of a unit is done, where that can be known before it is done as a whole."""


_ON_DEVICE = 1 << 36
"""Particle-steps that a device does together, about a second; what is stopped within them is done again."""


class Workshop(Protocol):
    """Where units are computed. What comes out, and in which order, is written as it comes."""

    def results(
        self, study: Study, units: Sequence[Unit], cancel: threading.Event, progress: Progress
    ) -> Iterator[tuple[Unit, Tile]]:
        """Every unit with its pixels, in any order.

        Raises Cancelled soon after `cancel` is set.
        """


class Here:
    """This process, with all its cores: one unit after the other."""

    def __init__(self, kernels: Literal["split", "fused"] = "split", threads: int | None = None) -> None:
        self.kernels: Literal["split", "fused"] = kernels
        self.threads = threads

    def results(
        self, study: Study, units: Sequence[Unit], cancel: threading.Event, progress: Progress
    ) -> Iterator[tuple[Unit, Tile]]:
        for unit in units:
            tell = functools.partial(progress, unit)
            yield unit, compute(study, unit.rows, unit.columns, cancel, self.threads, self.kernels, tell)


class OnDevice:
    """A device of this process: as many units at once as keep it busy, cut apart afterwards."""

    def results(
        self, study: Study, units: Sequence[Unit], cancel: threading.Event, progress: Progress
    ) -> Iterator[tuple[Unit, Tile]]:
        most = min(HELD, _ON_DEVICE // study.steps) // study.seeds
        for together in rectangles(units, most):
            first, last = together[0], together[-1]
            rows, columns = (
                slice(first.rows.start, last.rows.stop),
                slice(first.columns.start, last.columns.stop),
            )
            of_first = sum(unit.pixels for unit in together) / first.pixels
            tell = functools.partial(_times, functools.partial(progress, first), of_first)
            tile = compute(study, rows, columns, cancel, progress=tell, backend="cuda")
            for unit in together:
                yield unit, tile.cut(_within(unit.rows, rows), _within(unit.columns, columns))


def _times(progress: Callable[[float], object], factor: float, share: float) -> None:
    progress(factor * share)


def _within(part: slice, whole: slice) -> slice:
    return slice(part.start - whole.start, part.stop - whole.start)


def produce(
    store: MapStore,
    missing: Sequence[Unit],
    workshop: Workshop,
    cancel: threading.Event,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Do what `store.missing()` says is missing of a map.

    progress is called with the particle-steps that are done, those of an earlier run included. Raises
    Cancelled once `cancel` is set; the folder is then good to go on with.
    """
    study = store.study
    done = study.particle_steps - sum(_weight(study, unit) for unit in missing)
    tell = progress or (lambda steps: None)
    tell(done)
    writing: Future[None] | None = None

    def under_way(unit: Unit, share: float) -> None:
        tell(done + int(share * _weight(study, unit)))

    with ThreadPoolExecutor(1, "ravine-map-writing") as writer:
        # One unit is written while the next one is computed; never more than that waits in memory.
        for unit, tile in workshop.results(study, missing, cancel, under_way):
            if writing is not None:
                writing.result()
            writing = writer.submit(store.put, unit, tile)
            done += _weight(study, unit)
            tell(done)
        if writing is not None:
            writing.result()


def _weight(study: Study, unit: Unit) -> int:
    """The particle-steps of a unit."""
    return unit.pixels * study.steps * study.seeds
