"""Run an optimizer over a field and keep every frame: the engine in one call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from . import memory
from .errors import InputError, RangeError, UnknownNameError
from .outcome import Outcome
from .phrase import Phrase

if TYPE_CHECKING:
    from .entries import Curve, Landscape, Optimizer, Schedule, Signal
    from .modifiers import Clip, Noise
    from .run import Run
    from .swarm import Read
    from .turns import Turn

BACKENDS = ("cpu", "cuda", "auto", "numpy")
DTYPES = ("float32", "float64")
MOST_STEPS = 10**9

Float = NDArray[np.floating]
Progress = Callable[[int], object]


# in a notebook all its numbers would be thousands of lines
@dataclass(frozen=True, eq=False, repr=False)
class Result:
    """Every recorded frame of n particles with d coordinates (2 on a landscape, 1 on a signal).

    Frame 0 is the start. Floating arrays have the dtype of the run; `steps` (frames,) int64 says which step
    each frame follows.

    On a landscape `loss` and `gradient` are exact, free of noise, and taken at `positions` of the same
    frame. On a signal there is no loss (zeros), and `gradient[k]` is the sample, noise included, that the
    rule was fed at the step which led to frame k; frame 0 has none (zero). `update[k]` is Δθ of that step,
    zero at frame 0. `state` has every accumulator of the rule under its name.
    """

    positions: Float
    """(frames, n, d)"""
    loss: Float
    """(frames, n)"""
    gradient: Float
    """(frames, n, d)"""
    update: Float
    """(frames, n, d)"""
    state: dict[str, Float]
    """name → (frames, n, d)"""
    steps: NDArray[np.int64]
    """(frames,)"""
    outcome: NDArray[np.uint8]
    """(n,), codes of Outcome"""
    stopped_at: NDArray[np.int32]
    """(n,), the step at which a particle was stopped for good; -1 for none"""

    def outcomes(self) -> list[Outcome]:
        """The outcome of each particle, readable: `.name` and `.message`."""
        return [Outcome(int(code)) for code in self.outcome]


def simulate(
    optimizer: str | Optimizer,
    field: str | Landscape | Signal | Curve,
    start: ArrayLike | int | None,
    steps: int,
    *,
    params: Mapping[str, float] | None = None,
    field_params: Mapping[str, float] | None = None,
    noise: float | Noise | None = None,
    clip: Clip | None = None,
    schedule: str | Schedule | None = None,
    schedule_params: Mapping[str, float] | None = None,
    turns: Iterable[Turn] = (),
    own: Mapping[str, ArrayLike] | None = None,
    seed: int = 0,
    dtype: Literal["float32", "float64"] = "float64",
    backend: Literal["cpu", "cuda", "auto", "numpy"] = "cpu",
    every: int = 1,
) -> Result:
    """Take `steps` steps and keep every `every`-th frame, the start and the last one in any case.

    optimizer and field are ids from the catalogue or what `engine.optimizer`, `engine.landscape` and
    `engine.signal` make of text. start is (n, 2) on a landscape and (n, 1) on a curve; on a signal a number
    of particles, or anything else for one. noise is a Noise or the σ of Gaussian noise on each gradient
    coordinate. schedule multiplies the learning rate. turns change parameters on the way; own holds a value
    of a parameter for each particle. backend "cpu" uses kernels compiled for the processor, "cuda" for a
    graphics processor, "auto" whichever is sooner done, "numpy" none.

    Raises UnknownNameError, RangeError or another InputError for a wrong argument, and TooLargeError,
    before memory is taken, where the frames would not fit; MissingError where there is no device for "cuda".
    Particles that blow up raise nothing: see
    `Result.outcome`.
    """
    return simulate_part(
        0,
        optimizer,
        field,
        start,
        steps,
        params=params,
        field_params=field_params,
        noise=noise,
        clip=clip,
        schedule=schedule,
        schedule_params=schedule_params,
        turns=turns,
        own=own,
        seed=seed,
        dtype=dtype,
        backend=backend,
        every=every,
    )


def simulate_part(
    first_particle: int,
    optimizer: str | Optimizer,
    field: str | Landscape | Signal | Curve,
    start: ArrayLike | int | None,
    steps: int,
    *,
    params: Mapping[str, float] | None = None,
    field_params: Mapping[str, float] | None = None,
    noise: float | Noise | None = None,
    clip: Clip | None = None,
    schedule: str | Schedule | None = None,
    schedule_params: Mapping[str, float] | None = None,
    turns: Iterable[Turn] = (),
    own: Mapping[str, ArrayLike] | None = None,
    seed: int = 0,
    dtype: Literal["float32", "float64"] = "float64",
    backend: Literal["cpu", "cuda", "auto", "numpy"] = "cpu",
    every: int = 1,
) -> Result:
    """As `simulate`, of a part of a swarm: its particles are numbered from `first_particle` on, which says
    what noise of the seed each meets, as a pixel of a map meets its own."""
    from .modifiers import Noise
    from .run import Run

    _check_numbers(steps, every, dtype, backend)
    rule = _optimizer(optimizer)
    place = _field(field)
    begin = _start(place, start)
    turns = tuple(turns)
    _check_landscape(place, field_params, turns)
    n, dims = begin.shape
    states = len(rule.rule.states)
    size = np.dtype(dtype).itemsize
    frames = len(frame_steps(steps, every))
    needed = memory.run_bytes(n, dims, states, size) + frames * memory.frame_bytes(n, dims, states, size)
    memory.require(Phrase("{frames:,} frames of {n:,} particles", frames=frames, n=n), needed)
    run = Run(
        rule,
        place,
        begin,
        params=params,
        field_params=field_params,
        noise=noise if noise is None or isinstance(noise, Noise) else Noise(sigma=float(noise)),
        clip=clip,
        schedule=_schedule(schedule),
        schedule_params=schedule_params,
        turns=turns,
        own=own,
        seed=seed,
        first_particle=first_particle,
        dtype=dtype,
        total_steps=steps,
        kernels="numpy" if backend == "numpy" else "split",
        backend="cpu" if backend == "numpy" else backend,
    )
    return record(run, steps, every)


def frame_steps(steps: int, every: int) -> NDArray[np.int64]:
    """The steps after which a frame is kept: 0, every, 2·every, …, and the last one."""
    kept = np.arange(0, steps + 1, every, dtype=np.int64)
    return kept if kept[-1] == steps else np.append(kept, steps)


def record(
    run: Run,
    steps: int,
    every: int = 1,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
) -> Result:
    """Advance a run at its step 0 by `steps`, keeping frames as `simulate` does.

    progress is called with the number of steps done after every frame. Raises Cancelled soon after `cancel`
    is set.
    """
    from .swarm import moments

    at = frame_steps(steps, every)
    result = _empty(run, at)
    _keep(run, result, 0, run.backend.read)
    for frame, (step, read) in enumerate(moments(run, steps, every, cancel), 1):
        _keep(run, result, frame, read)
        if progress is not None:
            progress(step)
    result.outcome[:] = run.outcome()
    result.stopped_at[:] = run.stopped_at
    return result


def _empty(run: Run, at: NDArray[np.int64]) -> Result:
    frames, n, dims, dtype = len(at), run.n, run.dims, run.dtype
    return Result(
        positions=np.zeros((frames, n, dims), dtype),
        loss=np.zeros((frames, n), dtype),
        gradient=np.zeros((frames, n, dims), dtype),
        update=np.zeros((frames, n, dims), dtype),
        state={name: np.zeros((frames, n, dims), dtype) for name in run.state_names},
        steps=at,
        outcome=np.zeros(n, np.uint8),
        stopped_at=np.full(n, -1, np.int32),
    )


def _keep(run: Run, result: Result, frame: int, read: Read) -> None:
    now = read("theta")
    result.positions[frame] = now
    if run.dims == 2:
        result.loss[frame], result.gradient[frame] = run.value_and_gradient(now)
    else:
        result.gradient[frame] = read("gradient")
    result.update[frame] = now - read("previous")
    for name, kept in result.state.items():
        kept[frame] = read(f"state:{name}")


def _check_numbers(steps: int, every: int, dtype: str, backend: str) -> None:
    if not 1 <= steps <= MOST_STEPS:
        raise RangeError(Phrase("steps"), steps, 1, MOST_STEPS)
    if not 1 <= every <= steps:
        raise RangeError(Phrase("every"), every, 1, steps)
    if dtype not in DTYPES:
        raise UnknownNameError(Phrase("dtype"), str(dtype), DTYPES)
    if backend not in BACKENDS:
        raise UnknownNameError(Phrase("backend"), str(backend), BACKENDS)


def _check_landscape(
    place: Landscape | Signal | Curve, params: Mapping[str, float] | None, turns: tuple[Turn, ...]
) -> None:
    """Refuse now what a landscape would refuse when asked for its minima, after the last step."""
    from .entries import Landscape

    if isinstance(place, Landscape):
        for given in (params, *(turn.field_params for turn in turns)):
            place.values(given)


def _optimizer(optimizer: str | Optimizer) -> Optimizer:
    from .catalogue import load_optimizer

    return load_optimizer(optimizer) if isinstance(optimizer, str) else optimizer


def _schedule(schedule: str | Schedule | None) -> Schedule | None:
    from .catalogue import load_schedule

    return load_schedule(schedule) if isinstance(schedule, str) else schedule


def _field(field: str | Landscape | Signal | Curve) -> Landscape | Signal | Curve:
    from .catalogue import list_ids, load_landscape, load_signal

    if not isinstance(field, str):
        return field
    landscapes, signals = list_ids("landscapes"), list_ids("signals")
    if field in landscapes:
        return load_landscape(field)
    if field in signals:
        return load_signal(field)
    raise UnknownNameError(Phrase("landscape or signal"), field, [*landscapes, *signals])


def _start(field: Landscape | Signal | Curve, start: ArrayLike | int | None) -> NDArray[np.float64]:
    from . import start as starts
    from .entries import Landscape

    if isinstance(field, Landscape):
        if start is None or isinstance(start, int):
            raise InputError(Phrase("a landscape needs a start: an array of shape (n, 2)"))
        return starts.points(start)
    if isinstance(start, np.ndarray) and start.ndim == 2 and start.shape[1] == 1:
        return start.astype(np.float64)
    count = int(start) if isinstance(start, (int, np.integer)) and not isinstance(start, bool) else 1
    if not 1 <= count <= starts.MOST:
        raise RangeError(Phrase("start"), count, 1, starts.MOST)
    return np.zeros((count, 1))
