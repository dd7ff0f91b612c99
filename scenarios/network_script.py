"""A scenario of networks as a Python script that trains them to the same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .resolving import Resolved, ResolvedRun
from .schema import NetworkSpec

_HEAD = '''"""{title}

Run it beside Ravine's packages: python scenario.py
"""

import numpy as np

import engine
from engine.networks import Training
from engine.networks.history import record
from engine.networks.task import task
from engine.turns import Turn
'''


def network_script(resolved: Resolved) -> str:
    """The script's text. Its `histories` are those of `main.py run`, by label."""
    scenario = resolved.scenario
    network = scenario.field.network
    assert network is not None
    title = " ".join(scenario.title.en.split()).replace("\\", "").replace('"', "'").rstrip(".")
    labels = [run.label.en for run in resolved.runs]
    lines = [
        _HEAD.format(title=f"{title}."),
        f"what = task({_task(network)})",
        f"points = {dict(resolved.field_parameters)!r}",
        "histories = {}",
    ]
    for number, run in enumerate(resolved.runs):
        label = run.label.en if labels.count(run.label.en) == 1 else f"{number + 1}: {run.label.en}"
        lines += ["", f"histories[{label!r}] = record(Training(", *_training(resolved, run), "))"]
    lines += [
        "",
        "for label, history in histories.items():",
        "    print(label, np.median(history.losses[-1]), np.median(history.accuracies[-1]))",
    ]
    text = "\n".join(lines) + "\n"
    return text if "Turn(" in text else text.replace("from engine.turns import Turn\n", "")


def _task(network: NetworkSpec) -> str:
    given: dict[str, Any] = {
        "own": [list(point) for point in network.points] if network.points is not None else None,
        "hidden": network.layers,
        "activation": network.activation,
        "batch": network.batch,
        "networks": network.seeds,
    }
    named = [f"{name}={value!r}" for name, value in given.items() if value is not None]
    return ", ".join([repr(network.data)] * (network.data is not None) + named)


def _training(resolved: Resolved, run: ResolvedRun) -> Iterator[str]:
    spec, playback = run.spec, resolved.scenario.playback
    if spec.optimizer is not None:
        yield f"    engine.load_optimizer({spec.optimizer!r}),"
    else:
        state = f", state={dict(spec.state)!r}" if spec.state else ""
        yield f"    engine.optimizer({spec.rule!r}{state}),"
    yield "    what,"
    yield f"    params={dict(run.parameters)!r},"
    yield "    task_params=points,"
    if run.clip is not None:
        yield f"    clip=engine.Clip(value={run.clip.value!r}, norm={run.clip.norm!r}),"
    if spec.schedule is not None and run.schedule is not None:
        values = {parameter.name: parameter.default for parameter in run.schedule.parameters}
        yield f"    schedule=engine.load_schedule({spec.schedule.id!r}),"
        yield f"    schedule_params={values!r},"
    if run.turns:
        turns = ", ".join(f"Turn({turn.step}, {dict(turn.parameters)!r})" for turn in run.turns)
        yield f"    turns=[{turns}],"
    yield f"    seed={playback.seed}, dtype={playback.dtype!r}, epochs={playback.steps},"
