"""What tests of players on the stage share."""

from __future__ import annotations

import numpy as np

import scenarios
from gui.player.stage import StagePlayer
from scenarios.resolving import Resolved, resolve
from scenarios.schema import Scenario


def scenario(start: str = "points = [[-1.0, 2.0]]", steps: int = 120, noise: str = "") -> Scenario:
    return scenarios.loads(
        f"""
format = 1
title = {{ en = "a", ru = "a" }}
caption = {{ en = "a", ru = "a" }}
group = "landscapes"
field = {{ landscape = "rosenbrock" }}
start = {{ {start} }}
runs = [
  {{ optimizer = "adam", parameters = {{ eta = 0.05 }} }},
  {{ optimizer = "momentum", parameters = {{ eta = 0.0002 }} }},
]
{noise}
[playback]
steps = {steps}
"""
    )


def places(player: StagePlayer) -> list[np.ndarray]:
    return [run.positions() for run in player.runs]


def same(a: list[np.ndarray], b: list[np.ndarray]) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def go(player: StagePlayer, step: int) -> StagePlayer:
    player.seek(step)
    return settled(player)


def settled(player: StagePlayer) -> StagePlayer:
    while player.is_busy:
        player.catch_up(0.5)
    return player


def edited(player: StagePlayer, changed: Scenario) -> Resolved:
    resolved = resolve(changed, known=player.resolved)
    player.apply(resolved)
    return resolved


def fresh(changed: Scenario, step: int) -> StagePlayer:
    return go(StagePlayer(resolve(changed)), step)
