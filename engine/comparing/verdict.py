"""A comparison, made: each optimizer tuned with its budget, then judged from other starts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.turns import Turns

from . import judging, trial
from .contest import Contest, Contestant

Floats = NDArray[np.float64]

_RATIOS = 121


@dataclass(frozen=True, eq=False)
class Standing:
    """What became of one optimizer. Everything but `settings`, `medians` and `forgiving` is of judging runs.

    settings, medians: what was tried, (tried, ranges), and its median final loss, (tried,). chosen: which.
    trainings: how many whole trainings its tuning had.
    curve: quartiles of the loss, (3, recorded steps): lower, median, upper.
    profile: ρ of the ratios of the comparison. arrivals: (problems,), steps to the goal, infinite for never.
    forgiving: the share of tried settings that are good enough.
    """

    contestant: Contestant
    settings: Floats
    medians: Floats
    chosen: int
    trainings: int
    curve: Floats
    final: Floats
    arrivals: Floats
    profile: Floats
    forgiving: float

    @property
    def setting(self) -> dict[str, float]:
        """The chosen values by parameter."""
        names = [one.name for one in self.contestant.ranges]
        return dict(zip(names, self.settings[self.chosen].tolist(), strict=True))

    @property
    def at_edge(self) -> tuple[str, ...]:
        """Parameters that the choice set to an end of their range, beyond which better ones may lie."""
        found = []
        for k, one in enumerate(self.contestant.ranges):
            column, value = self.settings[:, k], self.settings[self.chosen, k]
            if len(column) > 1 and value in (column.min(), column.max()):
                found.append(one.name)
        return tuple(found)

    @property
    def loss(self) -> Floats:
        """Quartiles of the final loss."""
        return judging.quartiles(self.final)

    @property
    def arrived(self) -> float:
        """The share of problems whose goal it met."""
        return float(np.isfinite(self.arrivals).mean())

    @property
    def lost(self) -> float:
        """The share of runs that diverged."""
        return float(np.isinf(self.final).mean())

    @property
    def fastest(self) -> float:
        """ρ(1)."""
        return float(self.profile[0])


@dataclass(frozen=True, eq=False)
class Comparison:
    """The standings, the best first. steps: those that curves are of; ratios: τ of the profiles.

    floor: the lowest loss that is known of: a listed minimum's, or the least that a run found.
    """

    contest: Contest
    standings: tuple[Standing, ...]
    steps: NDArray[np.int64]
    ratios: Floats
    floor: float


def compare(
    contest: Contest,
    cancel: threading.Event | None = None,
    progress: Callable[[int], object] = lambda done: None,
) -> Comparison:
    """Tunes and judges everybody. progress is called with the particle-steps that are done, of
    `contest.particle_steps` at the most. The same contest gives the same bits.

    Raises Cancelled soon after `cancel` is set.
    """
    done = 0

    def more(steps: int) -> None:
        nonlocal done
        done += steps
        progress(done)

    tried, paths = [], []
    for contestant in contest.contestants:
        finals = trial.tuned(contest, contestant, cancel, more)
        medians = judging.median(finals)
        setting = contest.settings(contestant)[judging.best(medians)]
        tried.append((medians, finals.size))
        paths.append(trial.judged(contest, contestant, setting, cancel, more))
    return _comparison(contest, tried, np.stack(paths))


def _comparison(contest: Contest, tried: list[tuple[Floats, int]], paths: Floats) -> Comparison:
    steps = contest.recorded()
    times = judging.arrivals(paths, steps, contest.tolerance)
    ratios = _ratios(times)
    shares = judging.profiles(times, ratios)
    first, least = _first(contest), min(float(medians.min()) for medians, _ in tried)
    standings = [
        Standing(
            contestant=contestant,
            settings=contest.settings(contestant),
            medians=medians,
            chosen=judging.best(medians),
            trainings=trainings,
            curve=judging.quartiles(paths[k]),
            final=paths[k, -1],
            arrivals=times[k],
            profile=shares[k],
            forgiving=judging.within(medians, first, least, contest.tolerance),
        )
        for k, (contestant, (medians, trainings)) in enumerate(zip(contest.contestants, tried, strict=True))
    ]
    standings.sort(key=_rank)
    return Comparison(
        contest, tuple(standings), steps, ratios, _floor(contest, min(least, float(paths.min())))
    )


def _rank(standing: Standing) -> tuple[Any, ...]:
    """The lowest median loss first; among equal ones who arrived more often, then sooner."""
    return float(standing.loss[1]), -standing.arrived, float(judging.median(standing.arrivals))


def _ratios(times: Floats) -> Floats:
    """From 1 to the largest ratio that there is, evenly in the logarithm."""
    with np.errstate(invalid="ignore"):
        ratio = times / times.min(axis=0)
    seen = ratio[np.isfinite(ratio)]
    return np.geomspace(1.0, max(2.0, float(seen.max(initial=1.0))) * (1 + 1e-12), _RATIOS)


def _first(contest: Contest) -> float:
    """The median loss at the tuning starts; infinite where it is no number, as that of a lost run."""
    x, y = contest.tuning.T
    losses = np.asarray(contest.field.value(x, y, **contest.field_params), np.float64)
    return float(judging.median(np.where(np.isfinite(losses), losses, np.inf)))


def _floor(contest: Contest, least: float) -> float:
    """least: the lowest loss that a run found. Listed minima are those of the landscape that runs end on."""
    params = Turns(contest.field_turns).landscape(contest.field_params, contest.steps)
    return min([*(place.value for place in contest.field.minima_at(**params)), least])
