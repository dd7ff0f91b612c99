"""The path of a pixel: its simulation once more, every step kept, on a thread of its own."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import RavineError
from gui.maps.warming import make_path_ready
from gui.newest import Newest

if TYPE_CHECKING:
    from engine.bulk.study import Study
    from engine.run import Run

MOST_STEPS = 20_000
"""Steps of a path that are drawn at the most."""

_POINTS = 3000
Kernels = Literal["numpy", "split"]
Key = tuple[Hashable, ...]


@dataclass(frozen=True, eq=False)
class Path:
    """Where a pixel's particle goes: (n, 2) places from its start on, of one map's pixel."""

    study: Study
    row: int
    column: int
    places: NDArray[np.float64]


class Pathfinder:
    """`told` is called from the thread with a path; a newer request takes the place of the one before.

    It comes by compiled kernels, to the map's own bits; until they are ready, which another process sees to,
    without a compiler, and then once more.
    """

    def __init__(self, told: Callable[[Path], None]) -> None:
        self._told = told
        self._ready: set[Key] = set()
        self._tried: set[Key] = set()
        self._last: tuple[Study, int, int] | None = None
        self._closing = threading.Event()
        self._newest: Newest[tuple[Study, int, int]] = Newest(self._try, "ravine-map-path")
        self._kernels: Newest[Study] = Newest(self._make_ready, "ravine-map-path-kernels")

    def ask(self, study: Study, row: int, column: int) -> None:
        """Asks for the path of a pixel."""
        self._last = study, row, column
        self._newest.ask(self._last)

    def forget(self) -> None:
        """No path is asked for any more."""
        self._last = None
        self._newest.forget()

    def close(self) -> None:
        """Ends the threads."""
        self._closing.set()
        self._newest.close()
        self._kernels.close()

    def _try(self, asked: tuple[Study, int, int], cancel: threading.Event) -> None:
        with contextlib.suppress(RavineError):
            # a pixel that cannot be simulated has no path; the map itself says why
            self._find(*asked, cancel)

    def _find(self, study: Study, row: int, column: int, cancel: threading.Event) -> None:
        key = key_of(study)
        places = path_of(study, row, column, "split" if key in self._ready else "numpy", cancel)
        if cancel.is_set():
            return
        self._told(Path(study, row, column, places))
        if key not in self._tried:
            self._kernels.ask(study)

    def _make_ready(self, study: Study, cancel: threading.Event) -> None:
        key = key_of(study)
        self._tried.add(key)
        try:
            make_path_ready(study, self._closing)
        except RavineError:
            # what cannot be compiled is walked without
            return
        self._ready.add(key)
        last = self._last
        if last is not None and key_of(last[0]) == key:
            self._newest.ask(last)


def key_of(study: Study) -> Key:
    """What the kernels of its pixels' paths depend on."""
    return study.optimizer.rule.text, study.field.formula.identity, study.dtype, study.noise, study.clip


def path_of(
    study: Study, row: int, column: int, kernels: Kernels = "numpy", cancel: threading.Event | None = None
) -> NDArray[np.float64]:
    """(n, 2), the places of a pixel's particle, thinned where there are very many. Raises Cancelled."""
    run = run_of(study, row, column, kernels)
    steps = min(study.steps, MOST_STEPS)
    found = np.empty((steps + 1, 2))
    found[0] = run.positions()[0]
    if kernels == "split":
        from engine.trajectory import trajectory

        found[1:] = trajectory(run, steps, cancel)["theta"][:, 0]
    else:
        for step in range(1, steps + 1):
            run.advance(1, cancel)
            found[step] = run.read("theta", 1)[0]
    every = -(-len(found) // _POINTS)
    return found if every == 1 else np.concatenate([found[::every], found[-1:]])


def stream_of(study: Study, row: int, column: int) -> int:
    """Which noise a pixel meets: its number among the map's particles, which are numbered patch by patch."""
    from engine.bulk.patches import HIGH, WIDE

    in_row = -(-study.width // WIDE)
    patch = row // HIGH * in_row + column // WIDE
    return patch * HIGH * WIDE + row % HIGH * WIDE + column % WIDE


def run_of(study: Study, row: int, column: int, kernels: Kernels = "numpy") -> Run:
    """A run of one particle: what the map simulates at this pixel, noise included."""
    from dataclasses import replace

    from engine.bulk.axes import LANDSCAPE, SIGMA, START_X, START_Y
    from engine.run import Run

    values = study.pixel(row, column)
    own = {p.name for p in study.optimizer.parameters}
    params = {**study.params, **{name: v for name, v in values.items() if name in own}}
    field = {n.removeprefix(LANDSCAPE): v for n, v in values.items() if n.startswith(LANDSCAPE)}
    noise = replace(study.noise, sigma=values[SIGMA]) if SIGMA in values else study.noise
    start = (values.get(START_X, study.start[0]), values.get(START_Y, study.start[1]))
    return Run(
        study.optimizer,
        study.field,
        [start],
        params=params,
        field_params={**study.field_params, **field},
        noise=noise,
        clip=study.clip,
        schedule=study.schedule,
        schedule_params=study.schedule_params,
        seed=study.seed,
        dtype=study.dtype,
        total_steps=study.steps,
        kernels=kernels,
        first_particle=stream_of(study, row, column),
        threads=1,
    )
