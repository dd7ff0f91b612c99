"""From a resolved scenario to particles that move: starting positions and runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from engine import memory, start
from engine.phrase import Phrase
from engine.turns import Turn

from .resolving import Resolved, ResolvedRun, resolve
from .schema import Scenario, StartSpec

if TYPE_CHECKING:
    from engine.run import Run

Kernels = Literal["split", "fused", "numpy"]
Where = Literal["cpu", "cuda", "auto"]


def particle_count(spec: StartSpec) -> int:
    """How many particles a start has, without making it."""
    if spec.grid is not None:
        return spec.grid.columns * spec.grid.rows
    if spec.points is not None:
        return len(spec.points)
    for part in (spec.box, spec.cloud, spec.circle, spec.row):
        if part is not None:
            return part.count
    return spec.count or len(spec.places or (0,))


def run_count(run: ResolvedRun) -> int:
    """How many particles a run has."""
    return run.spread.count if run.spread is not None else particle_count(run.start)


def make_start(spec: StartSpec, seed: int) -> NDArray[np.float64]:
    """Starting positions: (n, 2) on a landscape, (n, 1) on a curve, zeros of (n, 1) on a signal; float64.

    Runs that share a start share its seed, so random starts are equal between them, particle by particle.
    """
    if spec.grid is not None:
        return start.grid(spec.grid.rectangle, spec.grid.columns, spec.grid.rows)
    if spec.box is not None:
        return start.box(spec.box.rectangle, spec.box.count, seed)
    if spec.cloud is not None:
        return start.cloud(spec.cloud.center, spec.cloud.sigma, spec.cloud.count, seed)
    if spec.circle is not None:
        return start.circle(spec.circle.center, spec.circle.radius, spec.circle.count)
    if spec.points is not None:
        return start.points(spec.points)
    if spec.row is not None:
        return np.linspace(*spec.row.span, spec.row.count)[:, np.newaxis]
    if spec.places is not None:
        return np.array(spec.places, np.float64)[:, np.newaxis]
    return np.zeros((spec.count or 1, 1))


def run_start(run: ResolvedRun, seed: int) -> NDArray[np.float64]:
    """The starting positions of a run; of an ensemble over a parameter all the same."""
    begin = make_start(run.start, seed)
    return begin if run.spread is None else np.repeat(begin, run.spread.count, axis=0)


def run_memory(resolved: Resolved) -> int:
    """Bytes that all runs of a scenario hold together while they move."""
    itemsize = np.dtype(resolved.scenario.playback.dtype).itemsize
    dims = 1 if resolved.is_signal else 2
    return sum(
        memory.run_bytes(run_count(run), dims, len(run.optimizer.rule.states), itemsize)
        for run in resolved.runs
    )


def build_runs(
    scenario: Scenario | Resolved, kernels: Kernels = "split", backend: Where = "cpu"
) -> list[Run]:
    """The scenario's runs at step 0, in its order; see `engine.Run` for kernels and backend.

    Raises FileError for a name or number that does not fit, TooLargeError before memory is taken, and
    MissingError where there is no device for "cuda".
    """
    resolved = scenario if isinstance(scenario, Resolved) else resolve(scenario)
    memory.require(Phrase("this scenario"), run_memory(resolved))
    return [_build(resolved, run, kernels, backend) for run in resolved.runs]


def _build(resolved: Resolved, run: ResolvedRun, kernels: Kernels, backend: Where) -> Run:
    from engine.run import Run

    playback = resolved.scenario.playback
    return Run(
        run.optimizer,
        resolved.terrain,
        run_start(run, playback.seed),
        params=dict(run.parameters),
        field_params=dict(resolved.field_parameters),
        noise=resolved.noise,
        clip=run.clip,
        schedule=run.schedule,
        seed=playback.seed,
        dtype=playback.dtype,
        total_steps=playback.steps,
        kernels=kernels,
        backend=backend,
        first_particle=resolved.scenario.noise.stream,
        turns=run_turns(resolved, run),
        own={run.spread.parameter.name: run.spread.values()} if run.spread is not None else None,
    )


def run_turns(resolved: Resolved, run: ResolvedRun) -> list[Turn]:
    """Everything that is turned on a run's way: its own parameters and the field's."""
    own = [Turn(turn.step, params=turn.parameters) for turn in run.turns]
    field = [Turn(turn.step, field_params=turn.parameters) for turn in resolved.scenario.field.turns]
    return own + field
