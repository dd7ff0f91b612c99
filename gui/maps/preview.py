"""A rough picture for as long as kernels are being compiled: few pixels, with NumPy.

Everybody ends where the engine says; since when a particle is at rest is told to about a fifth.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.outcome import Outcome

if TYPE_CHECKING:
    from engine.bulk.study import Study
    from engine.run import Run

LOOKS = 24
MOST = 4000
"""Pixels that it may have."""

_WORK = 2_500_000
"""Steps of particles that it may take: a long simulation gets fewer pixels."""

_STRETCH = 4


def stride_of(study: Study) -> int:
    """How coarse it is."""
    stride = 8
    while _pixels(study, stride) > max(min(MOST, _WORK // study.steps), 64) and stride < 128:
        stride *= 2
    return stride


def _pixels(study: Study, stride: int) -> int:
    return -(-study.width // stride) * -(-study.height // stride)


def rough(
    study: Study, cancel: threading.Event, rest: Callable[[], None] = lambda: None
) -> dict[str, NDArray]:
    """The arrays of a tile that is the whole of a small study. rest: is called after every few steps.

    Raises Cancelled.
    """
    run = _run(study)
    outcome, steps = _walked(study, run, cancel, rest)
    where = run.positions().astype(np.float64)
    found: dict[str, NDArray] = {
        "outcome": outcome,
        "basin": _basins(study, where, outcome),
        "steps": steps,
        "loss": run.value_and_gradient()[0],
        "rate": _rates(study, where, _ages(run, study.steps), outcome),
    }
    for name in study.measures:
        # what is measured on the way is not known without walking it: as far as is seen from its end
        with np.errstate(over="ignore"):
            found[name] = np.hypot(*(where - _starts(study)).T).astype(found["loss"].dtype)
    if "visited" in found:
        found["visited"] = np.ones(run.n, np.uint8)
    return {name: values.reshape(study.height, study.width) for name, values in found.items()}


def _walked(
    study: Study, run: Run, cancel: threading.Event, rest: Callable[[], None]
) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """Every particle's outcome, and after how many steps it was there, as far as it was looked for."""
    steps = np.full(run.n, study.steps, np.int32)
    outcome = np.zeros(run.n, np.uint8)
    for until in np.unique(
        np.geomspace(min(4, study.steps), study.steps, LOOKS).round().astype(int)
    ).tolist():
        while run.step < until:
            run.advance(min(_STRETCH, until - run.step), cancel)
            rest()
        outcome = run.outcome()
        rests = (outcome == Outcome.CONVERGED) & (steps == study.steps)
        steps[rests] = run.step
        steps[outcome != Outcome.CONVERGED] = study.steps
    return outcome, steps


def _basins(study: Study, where: NDArray[np.float64], outcome: NDArray[np.uint8]) -> NDArray[np.int16]:
    """Of which minimum each is; −1 for none."""
    from engine.bulk.minima import find_minima

    places = find_minima(study.field, study.field_params)
    if not places:
        return np.full(len(where), -1, np.int16)
    away = np.stack([np.hypot(where[:, 0] - p.x, where[:, 1] - p.y) for p in places])
    return np.where(outcome == Outcome.CONVERGED, away.argmin(axis=0), -1).astype(np.int16)


def _rates(
    study: Study, where: NDArray[np.float64], ages: NDArray[np.int32], outcome: NDArray[np.uint8]
) -> NDArray[np.float64]:
    """How fast those that leave are going away; no number for the others."""
    x0, x1, y0, y1 = study.field.domain
    out = np.hypot(where[:, 0] - (x0 + x1) / 2, where[:, 1] - (y0 + y1) / 2)
    with np.errstate(all="ignore"):
        rate = np.log(out / np.hypot(x1 - x0, y1 - y0)) / np.maximum(ages, 1)
    return np.where(np.isin(outcome, (Outcome.DIVERGED, Outcome.NOT_FINITE)), rate, np.nan)


def _ages(run: Run, steps: int) -> NDArray[np.int32]:
    """After how many steps a particle was lost."""
    return np.where(run.stopped_at >= 0, run.stopped_at, steps).astype(np.int32)


def _values(study: Study) -> dict[str, NDArray[np.float64]]:
    """By an axis's name, its value at every pixel, row after row."""
    x, y = np.meshgrid(study.x.values(study.width), study.y.values(study.height))
    return {study.x.name: x.ravel(), study.y.name: y.ravel()}


def _starts(study: Study) -> NDArray[np.float64]:
    from engine.bulk.axes import START_X, START_Y

    values, count = _values(study), study.width * study.height
    x = values.get(START_X, np.full(count, study.start[0]))
    return np.stack([x, values.get(START_Y, np.full(count, study.start[1]))], axis=1)


def _run(study: Study) -> Run:
    """All pixels as one run, each with its own start and parameters."""
    from dataclasses import replace

    from engine.bulk.axes import SIGMA, START_X, START_Y
    from engine.run import Run

    values = _values(study)
    own = {name: of for name, of in values.items() if name not in (START_X, START_Y, SIGMA)}
    # a run has one strength of noise: that of the middle stands for all
    noise = study.noise
    if SIGMA in values:
        noise = replace(noise, sigma=float(np.median(values[SIGMA])))
    return Run(
        study.optimizer, study.field, _starts(study),
        params=study.params, field_params=study.field_params, noise=noise, clip=study.clip,
        schedule=study.schedule, schedule_params=study.schedule_params, seed=study.seed, dtype=study.dtype,
        total_steps=study.steps, kernels="numpy", own=own or None,
    )  # fmt: skip
