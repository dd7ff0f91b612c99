from __future__ import annotations

import numpy as np
import pytest

import scenarios
from gui.player.edits import with_parameters, with_starts, with_surroundings
from gui.player.stage import StagePlayer
from scenarios.resolving import resolve
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


@pytest.mark.parametrize("noise", ["", "noise = { sigma = 0.3, keep = 0.8 }"])
def test_going_back_shows_what_was_there(noise: str) -> None:
    player = StagePlayer(resolve(scenario(noise=noise)))
    seen = {0: places(player)}
    for step in range(1, 81):
        player.advance(1)
        seen[step] = places(player)
    for step in (79, 40, 41, 3, 0, 60):
        player.seek(step)
        assert player.step == step
        assert same(places(player), seen[step])
        assert player.trace(0).shape == (step + 1, 1, 2)
        assert player.columns()[0]["t"].tolist() == list(range(step + 1))


def test_a_turn_on_the_way_is_remembered_when_going_back() -> None:
    first = resolve(scenario())
    player = StagePlayer(first)
    player.advance(30)
    changed = with_parameters(first, first.scenario, 0, {"eta": 0.2})
    player.set_parameters(changed, 0, {"eta": 0.2})
    player.advance(10)
    seen = places(player)
    player.advance(20)
    player.seek(40)
    assert same(places(player), seen)
    player.seek(10)
    before = StagePlayer(first)
    before.advance(10)
    assert same(places(player), places(before))
    assert player.runs[0].params["eta"] == 0.2


def test_a_parameter_acts_from_the_next_step_on() -> None:
    resolved = resolve(scenario())
    player, untouched = StagePlayer(resolved), StagePlayer(resolved)
    for one in (player, untouched):
        one.advance(5)
    player.set_parameters(resolved, 0, {"eta": 0.5})
    assert same(places(player), places(untouched))
    for one in (player, untouched):
        one.advance(1)
    assert not np.array_equal(places(player)[0], places(untouched)[0])
    assert np.array_equal(places(player)[1], places(untouched)[1])


def test_noise_and_the_field_change_while_runs_go_on() -> None:
    resolved = resolve(scenario())
    player = StagePlayer(resolved)
    player.advance(20)
    here = places(player)
    noisy = scenario(noise="noise = { sigma = 2.0 }")
    player.set_surroundings(with_surroundings(resolved, noisy))
    assert player.step == 20
    assert same(places(player), here)
    player.advance(1)
    quiet = StagePlayer(resolved)
    quiet.advance(21)
    assert not same(places(player), places(quiet))


def test_another_start_begins_anew() -> None:
    resolved = resolve(scenario())
    player = StagePlayer(resolved)
    player.advance(20)
    player.restart(with_starts(resolved, scenario("points = [[0.5, 0.5], [1.0, 0.0]]")))
    assert player.step == 0
    assert places(player)[0].tolist() == [[0.5, 0.5], [1.0, 0.0]]
    assert player.moves()[0][0].shape == (2, 2)


def test_nothing_goes_beyond_the_end() -> None:
    player = StagePlayer(resolve(scenario(steps=25)))
    player.advance(1000)
    assert player.step == 25
    player.seek(10_000)
    assert player.step == 25
    player.seek(-5)
    assert player.step == 0


def test_moves_tell_every_step_once() -> None:
    player = StagePlayer(resolve(scenario()))
    player.advance(7)
    moves = player.moves()
    assert len(moves) == 8
    assert player.moves() == []
    player.advance(9, every=4)
    assert len(player.moves()) == 3


def test_a_swarm_keeps_no_paths_and_can_go_back() -> None:
    box = "box = { rectangle = [-2, 2, -1, 3], count = 500 }"
    player = StagePlayer(resolve(scenario(box)))
    assert player.swarms() == [True, True]
    player.advance(30, every=5)
    seen = places(player)
    player.seek(90)
    player.seek(30)
    assert same(places(player), seen)
    assert player.trace(0) is None


def test_compiled_runs_take_over_where_numpy_stood() -> None:
    resolved = resolve(scenario())
    player = StagePlayer(resolved)
    player.advance(11)
    here = places(player)
    player.take_over(scenarios.build_runs(resolved, "split"), "split")
    assert same(places(player), here)
    assert player.step == 11
    player.advance(10)
    reference = StagePlayer(resolved)
    reference.advance(21)
    for mine, theirs in zip(places(player), places(reference), strict=True):
        assert np.allclose(mine, theirs, rtol=1e-9, atol=1e-12)


def test_lost_particles_are_counted() -> None:
    wild = scenario()
    resolved = resolve(wild)
    resolved = with_parameters(resolved, wild, 1, {"eta": 10.0})
    player = StagePlayer(resolved)
    player.advance(60)
    assert player.gone() == (0, 1)
    assert np.isfinite(places(player)[1]).all()
