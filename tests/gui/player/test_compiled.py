"""Compiled runs on the stage: they take over where NumPy stood, each in its own place."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

import scenarios
from gui.model import edits
from gui.player.stage import StagePlayer
from scenarios.resolving import resolve
from tests.gui.player.staging import edited, places, same, scenario, settled


def test_compiled_runs_take_over_where_numpy_stood() -> None:
    resolved = resolve(scenario())
    player = StagePlayer(resolved)
    player.advance(11)
    here = places(player)
    player.take_over(scenarios.build_runs(resolved, "split"))
    assert same(places(player), here)
    assert player.step == 11
    player.advance(10)
    reference = StagePlayer(resolved)
    reference.advance(21)
    for mine, theirs in zip(places(player), places(reference), strict=True):
        assert np.allclose(mine, theirs, rtol=1e-9, atol=1e-12)
    # what was compiled once is compiled at once
    doubled = edits.arranged(
        resolved.scenario, edits.inserting(resolved.scenario, 2), replace(resolved.scenario.runs[0])
    )
    edited(player, doubled)
    assert player.kernels == "split"
    assert np.array_equal(places(settled(player))[2], places(settled(player))[0])


def test_runs_in_other_places_are_told_of_so_that_nothing_compiled_for_others_is_put_there() -> None:
    player = StagePlayer(resolve(scenario()))
    same_places = edits.with_run(player.resolved.scenario, 0, parameters={"eta": 0.01})
    assert not player.apply(resolve(same_places, known=player.resolved))
    assert player.apply(
        resolve(edits.arranged(same_places, edits.moving(same_places, 0, 1)), known=player.resolved)
    )
    assert player.apply(
        resolve(edits.arranged(same_places, edits.removing(same_places, 0)), known=player.resolved)
    )
