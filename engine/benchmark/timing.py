"""Timing contenders that take turns within one run, so that they share the machine's moods."""

from __future__ import annotations

import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass

from .problem import Contender

# OpenMP's threads spin for some milliseconds after their work; nobody else should pay for that.
_REST_SECONDS = 0.02


@dataclass(frozen=True)
class Speed:
    """Medians over the rounds, in particle-steps per second of wall-clock and of processor time."""

    wall: float
    cpu: float


def take_turns(
    contenders: Mapping[str, Contender], particles: int, steps: Mapping[str, int], rounds: int
) -> dict[str, Speed]:
    """Each contender does its steps once a round, in an order that moves on by one each round.

    Before the first round each does them once untimed, so that nothing is compiled while a clock runs.
    """
    names = list(contenders)
    for name in names:
        _once(contenders[name], steps[name])
    walls: dict[str, list[float]] = {name: [] for name in names}
    cpus: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            wall, cpu = _once(contenders[name], steps[name])
            walls[name].append(particles * steps[name] / wall)
            cpus[name].append(particles * steps[name] / cpu)
    return {name: Speed(statistics.median(walls[name]), statistics.median(cpus[name])) for name in names}


def _once(contender: Contender, steps: int) -> tuple[float, float]:
    contender.reset()
    time.sleep(_REST_SECONDS)
    wall, cpu = time.perf_counter(), time.process_time()
    contender.advance(steps)
    return max(time.perf_counter() - wall, 1e-9), max(time.process_time() - cpu, 1e-9)
