"""Results as files: NumPy archives and CSV, each whole or absent."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.files import replacing
from scenarios.saving import dumps

if TYPE_CHECKING:
    from engine.simulation import Result
    from scenarios.fields import Spread
    from scenarios.resolving import Resolved

KEYS = ("run", "step", "particle")
"""Columns that say what a row is of."""

VECTORS = ("gradient", "update")


def write_npz(path: Path, resolved: Resolved, results: list[Result]) -> None:
    """One archive: for run k `positions_k`, `loss_k`, … and `state_k_NAME`; `steps`, `labels`, `scenario`;
    of an ensemble over a parameter `own_k_NAME`, the value of each particle.

    No array holds Python objects, so `numpy.load` needs no permission to unpickle. The scenario's text is
    in it: the file says how it was made.
    """
    arrays: dict[str, np.ndarray] = {
        "steps": results[0].steps,
        "labels": np.array([run.label.en for run in resolved.runs]),
        "scenario": np.array(dumps(resolved.scenario)),
    }
    for k, (run, result) in enumerate(zip(resolved.runs, results, strict=True)):
        for name in ("positions", "loss", "gradient", "update", "outcome", "stopped_at"):
            arrays[f"{name}_{k}"] = getattr(result, name)
        for name, values in result.state.items():
            arrays[f"state_{k}_{name}"] = values
        if run.spread is not None:
            arrays[f"own_{k}_{run.spread.parameter.name}"] = _own(run.spread, result)
    with replacing(path) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def write_csv(path: Path, resolved: Resolved, results: list[Result]) -> None:
    """One row for each run, step and particle; a state that a run does not have is left empty there. The
    parameter that an ensemble is spread over has a column, too."""
    results = with_own(resolved, results)
    states = states_of(results)
    with replacing(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        text.write(",".join((*KEYS, *numbers(resolved.is_signal, states))) + "\r\n")
        for name, result in zip(run_names(resolved), results, strict=True):
            for block in _blocks(result, states, result.positions.shape[2], resolved.is_signal):
                text.writelines(f"{quoted(name)},{row}\r\n" for row in block)
        text.detach()


def run_names(resolved: Resolved) -> list[str]:
    """The runs' labels, with its number before each that another run has too: rows are told apart by them."""
    labels = [run.label.en for run in resolved.runs]
    return [label if labels.count(label) == 1 else f"{k}: {label}" for k, label in enumerate(labels, start=1)]


def with_own(resolved: Resolved, results: list[Result]) -> list[Result]:
    """Of ensembles over a parameter the value of each particle as one more state, the same at every step."""
    found = []
    for run, result in zip(resolved.runs, results, strict=True):
        if run.spread is not None:
            name = run.spread.parameter.name
            values = np.broadcast_to(_own(run.spread, result)[:, np.newaxis], result.positions.shape)
            state = {**result.state, f"own_{name}" if name in result.state else name: values}
            result = dataclasses.replace(result, state=state)
        found.append(result)
    return found


def _own(spread: Spread, result: Result) -> np.ndarray:
    return np.array(spread.values(), result.positions.dtype)


def states_of(results: list[Result]) -> list[str]:
    """Every state of any of the runs, once."""
    return list(dict.fromkeys(name for result in results for name in result.state))


def numbers(is_signal: bool, states: list[str]) -> list[str]:
    """The names of the columns that hold numbers, in their order; those of a state are `columns_of` it."""
    place = ["theta"] if is_signal else ["x", "y", "loss"]
    own = [column for name in VECTORS for column in axes_of(name, is_signal)]
    return [*place, *own, *(column for name in states for column in columns_of(name, is_signal, states))]


def columns_of(state: str, is_signal: bool, states: list[str]) -> list[str]:
    """A state's columns. What a rule calls as a table calls a column of its own has "state_" before it."""
    taken = (*VECTORS, *KEYS) if is_signal else VECTORS
    name = state
    while name in taken or (name != state and name in states):
        name = f"state_{name}"
    return axes_of(name, is_signal)


def axes_of(name: str, is_signal: bool) -> list[str]:
    return [name] if is_signal else [f"{name}_x", f"{name}_y"]


def _blocks(result: Result, states: list[str], dims: int, is_signal: bool) -> Iterator[Iterator[str]]:
    """For each frame, its rows without the run's name."""
    particles = result.positions.shape[1]
    missing = np.full((particles, dims), "")
    for frame, step in enumerate(result.steps):
        columns = [_shortest(result.positions[frame])]
        if not is_signal:
            columns.append(_shortest(result.loss[frame][:, np.newaxis]))
        columns += [_shortest(result.gradient[frame]), _shortest(result.update[frame])]
        for name in states:
            columns.append(_shortest(result.state[name][frame]) if name in result.state else missing)
        rows = np.concatenate(columns, axis=1)
        yield (f"{step},{particle},{','.join(row)}" for particle, row in enumerate(rows))


def _shortest(values: np.ndarray) -> np.ndarray:
    """Each number as the shortest text that reads back as the same number of its dtype."""
    return values.astype("U32")


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text
