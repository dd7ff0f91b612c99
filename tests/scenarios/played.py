"""Shipped scenarios played to the end without a compiler, once for each test process."""

from __future__ import annotations

from functools import cache

import numpy as np

from engine.entries import Landscape
from engine.simulation import Result, record
from scenarios import build_runs, load, resolve


@cache
def played(id: str) -> dict[str, Result]:
    """Every frame of every run, by the run's English label."""
    resolved = resolve(load(id))
    runs = build_runs(resolved, "numpy")
    steps = resolved.scenario.playback.steps
    every = max(1, sum(run.n for run in runs) * steps // 2_000_000)
    return {
        run.label.en: record(moving, steps, every) for run, moving in zip(resolved.runs, runs, strict=True)
    }


def landscape_of(id: str) -> tuple[Landscape, dict[str, float]]:
    """The landscape of a scenario and its parameters."""
    resolved = resolve(load(id))
    assert isinstance(resolved.field, Landscape)
    return resolved.field, dict(resolved.field_parameters)


def basins(id: str) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """The global and the other minima of a scenario's landscape."""
    landscape, parameters = landscape_of(id)
    found = landscape.minima_at(**parameters)
    return (
        [np.array([m.x, m.y]) for m in found if m.is_global],
        [np.array([m.x, m.y]) for m in found if not m.is_global],
    )


def path(result: Result) -> np.ndarray:
    """(frames, 2) of the only particle."""
    return result.positions[:, 0]


def steps(result: Result) -> np.ndarray:
    """Lengths of the only particle's steps, the first at index 0."""
    return np.linalg.norm(result.update[1:, 0], axis=1)


def curve(values: np.ndarray) -> np.ndarray:
    """(frames - 1,) of a signal's only particle, from the first step on."""
    return values[1:, 0, 0]
