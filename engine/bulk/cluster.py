"""Units on the workers of a Dask cluster: on this machine or on many. Needs the optional extra `cluster`.

A pixel's numbers follow from the study alone, so a worker that dies costs time and nothing else: its units
are computed again elsewhere. One poisonous unit can take several workers with it, and Dask then blames
whatever was on them; so a unit that is blamed is tried again by itself, when all others are done, and only
one that fails alone fails the map.
"""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from engine.compiled import fuses_multiply_add
from engine.errors import Cancelled, InputError, MissingError, RavineError
from engine.phrase import Phrase

from .production import Progress
from .study import Study
from .tile import Tile, compute
from .units import Unit

Kernels = Literal["split", "fused"]

_AHEAD = 2
"""Units that are handed out for each of a worker's threads, so that none waits for work."""

_studies: dict[str, Study] = {}

_PATIENCE = 0.5
"""Seconds between two looks at whether the map is still wanted."""


def check_library() -> None:
    """Raise MissingError with the remedy where the extra is not installed."""
    try:
        import distributed  # noqa: F401 - only to see whether it can be
    except ImportError:
        raise MissingError(
            Phrase("several workers need dask.distributed; run: uv sync --extra cluster")
        ) from None


def work(study: Study, rows: slice, columns: slice, kernels: Kernels, fuses: bool) -> Tile:
    """One unit, on a worker and on one of its threads."""
    if fuses_multiply_add() != fuses:
        raise InputError(
            Phrase("this worker's processor rounds otherwise than the one that the map was begun on")
        )
    # what is found out about a study, such as its minima, is kept with the one that came first
    known = _studies.setdefault(study.key(), study)
    while len(_studies) > _AHEAD:
        _studies.pop(next(iter(_studies)), None)
    return compute(known, rows, columns, threads=1, kernels=kernels)


class Cluster:
    """Workers behind a scheduler. Close it, or use it in a `with` statement.

    workers: so many are started here, each of one thread. scheduler: the address of one that is there, which
    answers within `patience` seconds; MissingError otherwise.
    """

    def __init__(
        self,
        *,
        workers: int | None = None,
        scheduler: str | None = None,
        kernels: Kernels = "split",
        patience: float = 20,
    ) -> None:
        check_library()
        import distributed

        self.kernels = kernels
        self._own: Any = None
        try:
            if scheduler is None:
                self._own = distributed.LocalCluster(
                    n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None,
                    silence_logs=50,
                )  # fmt: skip
            self.client = distributed.Client(self._own or scheduler, timeout=patience)
        except (OSError, ValueError, TimeoutError) as error:
            self._stop_own()
            raise MissingError(
                Phrase("no scheduler answers at {address}", address=scheduler or "localhost")
            ) from error

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the workers; those that were started here are ended."""
        with contextlib.suppress(OSError, TimeoutError):
            self.client.close()
        self._stop_own()

    def _stop_own(self) -> None:
        if self._own is not None:
            with contextlib.suppress(OSError, TimeoutError):
                self._own.close()

    def results(
        self, study: Study, units: Sequence[Unit], cancel: threading.Event, progress: Progress
    ) -> Iterator[tuple[Unit, Tile]]:
        suspects: list[Unit] = []
        waiting = deque(units)
        running: dict[Any, Unit] = {}
        while waiting or running:
            while waiting and len(running) < _AHEAD * max(self._threads(), 1):
                unit = waiting.popleft()
                running[self._submit(study, unit)] = unit
            for future in self._finished(running, cancel):
                unit = running.pop(future)
                tile = self._result(future)
                if tile is None:
                    suspects.append(unit)
                else:
                    yield unit, tile
        for unit in suspects:
            yield unit, self._alone(study, unit, cancel)

    def _submit(self, study: Study, unit: Unit) -> Any:
        return self.client.submit(
            work, study, unit.rows, unit.columns, self.kernels, fuses_multiply_add(), pure=False
        )

    def _threads(self) -> int:
        """Those of all workers that are there now: they come and go."""
        return sum(self.client.nthreads().values())

    def _finished(self, running: dict[Any, Unit], cancel: threading.Event) -> list[Any]:
        """The futures that are done, at least one of them; raises Cancelled."""
        from distributed import wait

        while True:
            if cancel.is_set():
                for future in running:
                    future.cancel()
                raise Cancelled(Phrase("stopped on request"))
            with contextlib.suppress(TimeoutError):
                return list(wait(list(running), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done)

    def _result(self, future: Any) -> Tile | None:
        """What a unit came to; None where it, or a neighbour, took its workers with it."""
        from distributed import KilledWorker
        from distributed.client import FutureCancelledError

        try:
            return future.result()
        except (KilledWorker, FutureCancelledError):
            return None
        finally:
            future.release()

    def _alone(self, study: Study, unit: Unit, cancel: threading.Event) -> Tile:
        """A unit with nothing beside it."""
        future = self._submit(study, unit)
        self._finished({future: unit}, cancel)
        tile = self._result(future)
        if tile is None:
            raise _suspicion(unit)
        return tile


def _suspicion(unit: Unit) -> RavineError:
    return RavineError(
        Phrase(
            "the workers died over rows {first} to {last}, columns {left} to {right} of the map,"
            " tried alone too; what is done is kept",
            first=unit.rows.start,
            last=unit.rows.stop - 1,
            left=unit.columns.start,
            right=unit.columns.stop - 1,
        )
    )
