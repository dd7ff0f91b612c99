"""What is asked of a whole swarm: frames, its density as an image, where every particle ended.

A backend on a device answers these where the particles are, so that an image travels, or a byte a particle,
and frames travel while it steps on; any other backend is asked for its particles.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from .errors import Cancelled, RangeError
from .language.evaluate import Plan
from .outcome import NEAR, Outcome, Place, classify
from .phrase import Phrase
from .problem import OWN_SIGMA, Float, Settings

if TYPE_CHECKING:
    from .entries import Bottom, Landscape
    from .run import Run
    from .splatting import Aim, Brush

Rectangle = tuple[float, float, float, float]
Read = Callable[[str], Float]

MOST_PIXELS = 1 << 16
"""Pixels along a side of an image."""


@runtime_checkable
class OnDevice(Protocol):
    """A backend whose particles are not in this machine's memory; see `engine.gpu.backend.CudaBackend`."""

    def frames(
        self,
        done: int,
        steps: int,
        every: int,
        settings: Settings,
        cancel: threading.Event | None,
        rows: Sequence[str],
    ) -> Iterator[tuple[int, int, Float]]: ...

    def density(self, rectangle: Rectangle, width: int, height: int) -> NDArray[np.uint32]: ...

    def splat(
        self, aim: Aim, brush: Brush, size: tuple[int, int], *, stopped: bool
    ) -> NDArray[np.uint16]: ...

    def outcome(
        self,
        domain: Rectangle,
        minima: Sequence[Place],
        field_params: Mapping[str, float],
        *,
        finished: bool,
        moved: bool,
    ) -> tuple[NDArray[np.uint8], NDArray[np.int32]]: ...


def frames(
    run: Run, steps: int, every: int = 1, cancel: threading.Event | None = None
) -> Iterator[tuple[int, Float]]:
    """Take `steps` steps; yield (step, positions (n, d)) after each `every` of them, and after the last.

    On a device the run is meanwhile ahead of the frame: `run.step` says where it is, also for whoever stops
    listening early. Raises RangeError, and Cancelled once `cancel` is set.
    """
    return ((step, read("theta")) for step, read in moments(run, steps, every, cancel, ("theta",)))


def moments(
    run: Run,
    steps: int,
    every: int = 1,
    cancel: threading.Event | None = None,
    rows: Sequence[str] | None = None,
) -> Iterator[tuple[int, Read]]:
    """As `frames`, with a function instead of positions: read(row) gives (n, d) of a row of that step.

    rows: those that will be asked for, named as in `engine.problem.Backend.read`; None for all. A function
    is good until the next one comes.
    """
    if not 1 <= every <= max(1, steps):
        raise RangeError(Phrase("every"), every, 1, max(1, steps))
    left = steps % every
    whole = rows is None or not {"previous", "gradient"}.isdisjoint(rows)
    # Frames of one launch share their parameters: where some turn on the way, each frame is read on its own.
    if isinstance(run.backend, OnDevice) and run.room(steps) == steps:
        states = tuple(f"state:{name}" for name in run.state_names)
        chosen = ("theta", "previous", "gradient", *states) if rows is None else tuple(rows)
        yield from _on_device(run, run.backend, steps - left, every, cancel, chosen)
    else:
        for _ in range(steps // every):
            _advance(run, every, cancel, whole)
            yield run.step, run.backend.read
    if left:
        _advance(run, left, cancel, whole)
        yield run.step, run.backend.read


def _advance(run: Run, steps: int, cancel: threading.Event | None, whole: bool) -> None:
    """whole: the last gradient and move will be asked for, which a fused run keeps of a step taken alone."""
    if whole and run.kernels == "fused" and steps > 1:
        run.advance(steps - 1, cancel)
        steps = 1
    run.advance(steps, cancel)


def _on_device(
    run: Run,
    backend: OnDevice,
    steps: int,
    every: int,
    cancel: threading.Event | None,
    rows: tuple[str, ...],
) -> Iterator[tuple[int, Read]]:
    first = run.step
    for after, taken, frame in backend.frames(first, steps, every, run.settings, cancel, rows):
        run.step = first + taken
        yield first + after, dict(zip(rows, frame, strict=True)).__getitem__
    run.take_turns()
    if run.step < first + steps:
        raise Cancelled(Phrase("stopped on request after step {step:,}", step=run.step))


def density(run: Run, rectangle: Rectangle, width: int, height: int) -> NDArray[np.uint32]:
    """(height, width): how many particles lie in each pixel of (x0, x1, y0, y1), the top row first.

    Particles that stopped are left out. Raises RangeError for an empty rectangle or size.
    """
    x0, x1, y0, y1 = rectangle
    for name, size in (("width", width), ("height", height)):
        if not 1 <= size <= MOST_PIXELS:
            raise RangeError(name, size, 1, MOST_PIXELS)
    if not (x0 < x1 and y0 < y1):
        raise RangeError(Phrase("the rectangle's size"), min(x1 - x0, y1 - y0), 0, np.inf)
    if isinstance(run.backend, OnDevice):
        return run.backend.density(rectangle, width, height)
    where, dtype = run.positions()[run.stopped_at < 0], run.dtype.type
    with np.errstate(over="ignore"):
        across = (where[:, 0] - dtype(x0)) * dtype(width / (x1 - x0))
        down = (dtype(y1) - where[:, 1]) * dtype(height / (y1 - y0))
    inside = (across >= 0) & (across < width) & (down >= 0) & (down < height)
    pixels = down[inside].astype(np.int64) * width + across[inside].astype(np.int64)
    return np.bincount(pixels, minlength=width * height).astype(np.uint32).reshape(height, width)


def basins(run: Run) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """How and where every particle of a run on a landscape ended, both (n,).

    Codes of `engine.outcome.Outcome`; and for the converged ones the number, in the landscape's list, of the
    minimum they are beside, -1 for all others and for a minimum that is not listed.
    """
    landscape: Landscape = run.field  # type: ignore[assignment]
    minima = _minima(run)
    if isinstance(run.backend, OnDevice):
        codes, which = run.backend.outcome(
            landscape.domain,
            _told_apart(run),
            run.field_params,
            finished=run.step >= run.total_steps,
            moved=run.step > 0,
        )
        return codes, np.where(which < len(minima), which, np.int32(-1))
    codes = run.outcome()
    which = np.full(run.n, -1, np.int32)
    if len(minima):
        x0, x1, y0, y1 = landscape.domain
        where = run.positions().astype(np.float64)
        away = np.stack([np.hypot(where[:, 0] - m.x, where[:, 1] - m.y) for m in minima])
        near = (away.min(axis=0) <= NEAR * np.hypot(x1 - x0, y1 - y0)) & (codes == Outcome.CONVERGED)
        which[near] = away.argmin(axis=0)[near]
    return codes, which


def endings(run: Run) -> NDArray[np.uint8]:
    """(n,), codes of `engine.outcome.Outcome` for where a run's particles are now."""
    finished = run.step >= run.total_steps
    if isinstance(run.backend, OnDevice) and run.dims == 2:
        return basins(run)[0]
    frozen = run.stopped_at >= 0
    now = run.positions()
    if run.dims == 1:
        return classify(now, frozen=frozen, finished=finished)
    landscape: Landscape = run.field  # type: ignore[assignment]
    values = {**run.field_values(), "x": now[:, 0].astype(np.float64), "y": now[:, 1].astype(np.float64)}
    plan = Plan(landscape.formula.graph, [*landscape.gradient_nodes, *landscape.hessian_nodes])
    gx, gy, *hessian = (np.broadcast_to(part, run.n) for part in plan.run(values))
    return classify(
        now,
        frozen=frozen,
        finished=finished,
        domain=landscape.domain,
        moved=_moved(run),
        gradient=np.stack([gx, gy], axis=1),
        hessian=(hessian[0], hessian[1], hessian[2]),
        minima=_told_apart(run),
    )


def _minima(run: Run) -> tuple[Bottom, ...]:
    """Those of a run's landscape; none where each particle has a landscape of its own."""
    landscape: Landscape = run.field  # type: ignore[assignment]
    return () if run.problem.own.keys() - {OWN_SIGMA} else landscape.minima_at(**run.field_params)


def _told_apart(run: Run) -> tuple[Place, ...]:
    """The same, and the corners that a search finds: Newton's step tells nobody that one of these is near."""
    from .bulk.minima import find_corners

    landscape: Landscape = run.field  # type: ignore[assignment]
    shared = not run.problem.own.keys() - {OWN_SIGMA}
    return (*_minima(run), *(find_corners(landscape, run.field_params) if shared else ()))


def _moved(run: Run) -> Float | None:
    """The last displacement, or the next one where the last was not kept; None before the first step."""
    if run.step == 0 or run.backend.keeps_last:
        return run.last_move() if run.step else None
    here = run.backend.store()
    run.backend.advance(run.step, 1, run.settings, None)
    moved = run.last_move()
    run.backend.restore(here)
    return moved
