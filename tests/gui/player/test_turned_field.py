"""A landscape that is turned on the way: losses are what the engine measures, however one came there."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gui.model import edits
from gui.player.stage import StagePlayer
from scenarios.resolving import resolve
from scenarios.schema import Scenario

from .test_stage import go, scenario

POINT = "points = [[-1.0, 2.0]]"
SWARM = "box = { rectangle = [-2, 2, -1, 3], count = 500 }"


def turned(first: Scenario, step: int = 20) -> Scenario:
    return replace(first, field=replace(first.field, turns=edits.turned((), step, "b", 20.0)))


def measured(player: StagePlayer) -> tuple[float, ...]:
    return tuple(float(np.median(run.value_and_gradient()[0])) for run in player.runs)


@pytest.mark.parametrize("start", [POINT, SWARM])
@pytest.mark.parametrize("by_then", [20, 35])
def test_the_loss_where_the_landscape_is_turned_is_that_of_the_landscape_from_then_on(
    start: str, by_then: int
) -> None:
    first = scenario(start)
    player = go(StagePlayer(resolve(first)), by_then)
    go(player, 20)
    player.apply(resolve(turned(first), known=player.resolved))
    assert player.losses() == measured(player)
    replayed = go(StagePlayer(resolve(turned(first))), 20)
    assert replayed.losses() == player.losses()
    assert go(player, 40).losses() == measured(player)
    assert go(player, 20).losses() == replayed.losses()
    player.apply(resolve(first, known=player.resolved))
    assert player.losses() == measured(player)


def test_charts_of_a_turned_landscape_are_those_of_a_replay() -> None:
    first = scenario(POINT)
    player = go(StagePlayer(resolve(first)), 30)
    player.apply(resolve(turned(first), known=player.resolved))
    go(player, 30)
    replayed = go(StagePlayer(resolve(turned(first))), 30)
    for name, column in replayed.columns()[0].items():
        assert np.array_equal(player.columns()[0][name], column, equal_nan=True), name
    assert len(player.columns()[0]["t"]) == 31
