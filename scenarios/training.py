"""Scenarios of a network: what does not go with one, and the trainings that are made of its runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.errors import InputError
from engine.phrase import Phrase
from engine.turns import Turn

from .schema import Scenario, StartSpec

if TYPE_CHECKING:
    from engine.backends import Kernels
    from engine.entries import Optimizer
    from engine.networks import Task, Training
    from scenarios.resolving import Resolved, ResolvedRun

_BLOCK = 1024
"""Coordinates of one of the rule kernel's blocks, which a network fills up."""

_ROWS = 12
"""Rows of a block and its copy, with a few states; more than that makes little of an estimate."""


class NetworkError(InputError):
    """Something that does not go with a network; `field` is where."""

    def __init__(self, field: str, message: Phrase) -> None:
        super().__init__(message)
        self.field = field


def check_network(scenario: Scenario) -> None:
    """Raises NetworkError for the first thing that has no meaning where weights are trained."""
    if scenario.start is not None:
        raise NetworkError("start", _OWN_START)
    if scenario.noise.sigma > 0 or scenario.noise.keep < 1:
        raise NetworkError(
            "noise", Phrase("a network's noise comes from its batches: give field.network.batch instead")
        )
    if scenario.field.turns:
        raise NetworkError("field.turns", Phrase("the points of a network stay as they are"))
    for number, run in enumerate(scenario.runs):
        if run.start is not None:
            raise NetworkError(f"runs[{number}].start", _OWN_START)
    for place in ("rectangle", "camera", "map"):
        if getattr(scenario.view, place) is not None:
            raise NetworkError(f"view.{place}", Phrase("goes with a landscape"))


def check_network_rule(optimizer: Optimizer) -> None:
    """Raises InputError for a rule that asks more than a network can tell."""
    from engine.networks.training import check_rule

    check_rule(optimizer.rule)


_OWN_START = Phrase("a network begins with weights of its own; field.network.seeds says how many there are")


def network_start(scenario: Scenario) -> StartSpec:
    """As many particles as there are networks."""
    assert scenario.field.network is not None
    return StartSpec(count=scenario.field.network.seeds)


def task_of(resolved: Resolved) -> Task:
    """The field of a scenario of a network."""
    from engine.networks import Task

    assert isinstance(resolved.field, Task)
    return resolved.field


def training_memory(resolved: Resolved) -> int:
    """Bytes that all trainings of a scenario hold together, what is kept of them included."""
    from engine.networks.history import BINS, MOST_BYTES

    task = task_of(resolved)
    playback = resolved.scenario.playback
    shape = task.shape(task.points(playback.seed, resolved.field_parameters))
    size = 4 if playback.dtype == "float32" else 8
    blocks = -(-shape.count // _BLOCK) * _BLOCK * _ROWS * size * task.networks * 2
    each = 4 * shape.count * task.networks
    kept = min(MOST_BYTES + each, each * (playback.steps + 1))
    scores = (16 * task.networks + 4 * BINS) * (playback.steps + 1)
    return len(resolved.runs) * (blocks + kept + scores)


def build_training(resolved: Resolved, run: ResolvedRun, kernels: Kernels = "split") -> Training:
    """One run's networks at epoch 0."""
    from engine.networks import Training

    playback = resolved.scenario.playback
    return Training(
        run.optimizer,
        task_of(resolved),
        params=dict(run.parameters),
        task_params=dict(resolved.field_parameters),
        clip=run.clip,
        schedule=run.schedule,
        seed=playback.seed,
        dtype=playback.dtype,
        epochs=playback.steps,
        kernels=kernels,
        turns=[Turn(turn.step, params=turn.parameters) for turn in run.turns],
    )
