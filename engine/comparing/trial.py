"""Settings of one optimizer, trained from many starts: all of them in one run, or one after the other.

Particle k of a run has the setting k // (starts · repeats); what differs between settings is a parameter of
its own for each particle (`engine.own`). Noise depends on the particle's number alone, so that the k-th
setting of every optimizer meets the same noise, however the work is cut.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.outcome import FAR
from engine.run import Run

from .contest import Contest, Contestant

Progress = Callable[[int], object]
Floats = NDArray[np.float64]

COMPILING = 8_000_000
"""Particle-steps of an optimizer's tuning from which compiled kernels repay their compilation. The contest
alone decides, and everybody gets the same ones: their last bits are not those of NumPy."""

_AT_ONCE = 1 << 17
"""Particles of one run at the most."""

_STRETCH = 1 << 17
"""Particle-steps between two words of progress."""


def tuned(
    contest: Contest, contestant: Contestant, cancel: threading.Event | None, progress: Progress
) -> Floats:
    """The final loss of every setting from every tuning start, (settings, starts · repeats).

    Infinite where the run diverged. progress is called with particle-steps that have been taken.
    """
    trial = _Trial(contest, contestant, contest.tuning, contest.sub_seed(0), cancel)
    settings, found = contest.settings(contestant), []
    size = max(1, _AT_ONCE // len(trial.start))
    if not contestant.ranges:
        size = 1
    for low in range(0, len(settings), size):
        run = trial.run(settings[low : low + size], low)
        stretch = max(1, _STRETCH // run.n)
        while run.step < contest.steps:
            before = run.step
            run.advance(min(stretch, contest.steps - run.step), cancel)
            progress(run.n * (run.step - before))
        found.append(losses(run).reshape(-1, len(trial.start)))
    return np.concatenate(found)


def judged(
    contest: Contest,
    contestant: Contestant,
    setting: Floats,
    cancel: threading.Event | None,
    progress: Progress,
) -> Floats:
    """The loss along the runs of one setting, (recorded steps, starts · repeats); infinite once diverged."""
    trial = _Trial(contest, contestant, contest.judged, contest.sub_seed(1), cancel)
    run = trial.run(setting[np.newaxis], 0)
    steps = contest.recorded()
    found = np.empty((len(steps), run.n))
    for row, step in enumerate(steps):
        before = run.step
        run.advance(int(step) - before, cancel)
        found[row] = losses(run)
        progress(run.n * (run.step - before))
    return found


def losses(run: Run) -> Floats:
    """(n,), without noise; infinite where a particle has stopped, is no number, or is far outside."""
    where = run.positions().astype(np.float64)
    loss = run.value_and_gradient()[0].astype(np.float64)
    x0, x1, y0, y1 = run.field.domain  # type: ignore[union-attr]
    away = np.abs(where - [(x0 + x1) / 2, (y0 + y1) / 2]) > FAR * np.array([x1 - x0, y1 - y0])
    lost = (run.stopped_at >= 0) | away.any(axis=1) | ~np.isfinite(loss)
    return np.where(lost, np.inf, loss)


class _Trial:
    """What all runs of an optimizer have in common."""

    def __init__(
        self,
        contest: Contest,
        contestant: Contestant,
        starts: Floats,
        seed: int,
        cancel: threading.Event | None,
    ) -> None:
        self.contest, self.contestant, self.seed = contest, contestant, seed
        self.start = np.repeat(starts, contest.repeats, axis=0)

    def run(self, settings: Floats, first: int) -> Run:
        """All starts with each of some settings, of which `first` is the number of the first."""
        contest, contestant, each = self.contest, self.contestant, len(self.start)
        names = [one.name for one in contestant.ranges]
        params, own = dict(contestant.params), {}
        if len(settings) == 1:
            params.update(zip(names, settings[0].tolist(), strict=True))
        else:
            own = {name: np.repeat(settings[:, k], each) for k, name in enumerate(names)}
        return Run(
            contestant.optimizer,
            contest.field,
            np.tile(self.start, (len(settings), 1)),
            params=params,
            own=own,
            field_params=contest.field_params,
            noise=contest.noise,
            clip=contestant.clip,
            schedule=contestant.schedule,
            turns=(*contestant.turns, *contest.field_turns),
            seed=self.seed,
            dtype=contest.dtype,
            total_steps=contest.steps,
            kernels="split" if contest.trainings * contest.steps >= COMPILING else "numpy",
            first_particle=first * each,
        )
