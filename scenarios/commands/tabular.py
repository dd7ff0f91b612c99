"""Results as files: NumPy archives and CSV, each whole or absent."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from engine.files import replacing
from scenarios.saving import dumps

if TYPE_CHECKING:
    from engine.simulation import Result
    from scenarios.resolving import Resolved


def write_npz(path: Path, resolved: Resolved, results: list[Result]) -> None:
    """One archive: for run k `positions_k`, `loss_k`, … and `state_k_NAME`; `steps`, `labels`, `scenario`.

    No array holds Python objects, so `numpy.load` needs no permission to unpickle. The scenario's text is
    in it: the file says how it was made.
    """
    arrays: dict[str, np.ndarray] = {
        "steps": results[0].steps,
        "labels": np.array([run.label.en for run in resolved.runs]),
        "scenario": np.array(dumps(resolved.scenario)),
    }
    for k, result in enumerate(results):
        for name in ("positions", "loss", "gradient", "update", "outcome", "stopped_at"):
            arrays[f"{name}_{k}"] = getattr(result, name)
        for name, values in result.state.items():
            arrays[f"state_{k}_{name}"] = values
    with replacing(path) as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]


def write_csv(path: Path, resolved: Resolved, results: list[Result]) -> None:
    """One row for each run, step and particle; a state that a run does not have is left empty there."""
    states = list(dict.fromkeys(name for result in results for name in result.state))
    axes = ("",) if resolved.is_signal else ("_x", "_y")
    with replacing(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        text.write(",".join(_head(resolved.is_signal, axes, states)) + "\r\n")
        for run, result in zip(resolved.runs, results, strict=True):
            label = quoted(run.label.en)
            for block in _blocks(result, states, len(axes), resolved.is_signal):
                text.writelines(f"{label},{row}\r\n" for row in block)
        text.detach()


def _head(is_signal: bool, axes: tuple[str, ...], states: list[str]) -> list[str]:
    place = ["theta"] if is_signal else ["x", "y", "loss"]
    vectors = [f"{name}{axis}" for name in ("gradient", "update", *states) for axis in axes]
    return ["run", "step", "particle", *place, *vectors]


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
