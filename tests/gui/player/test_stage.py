"""The player: what a run does follows from the scenario alone, however one comes to a step."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from gui.model import edits
from gui.player.stage import StagePlayer
from scenarios.resolving import resolve
from scenarios.schema import ScheduleSpec, StartSpec
from tests.gui.player.staging import edited, fresh, go, places, same, scenario, settled


@pytest.mark.parametrize("noise", ["", "noise = { sigma = 0.3, keep = 0.8 }"])
def test_going_back_shows_what_was_there(noise: str) -> None:
    player = StagePlayer(resolve(scenario(noise=noise)))
    seen = {0: places(player)}
    for step in range(1, 81):
        player.advance(1)
        seen[step] = places(player)
    for step in (79, 40, 41, 3, 0, 60):
        go(player, step)
        assert player.step == step
        assert same(places(player), seen[step])
        assert player.trace(0).shape == (step + 1, 1, 2)
        # what was recorded stays known
        assert player.columns()[0]["t"].tolist() == list(range(81))


def test_a_turn_on_the_way_is_remembered_when_going_back() -> None:
    first = scenario()
    player = StagePlayer(resolve(first))
    player.advance(30)
    turned = edits.with_run(first, 0, turns=edits.turned((), 30, "eta", 0.2))
    edited(player, turned)
    assert same(places(player), places(fresh(first, 30)))
    player.advance(10)
    seen = places(player)
    player.advance(20)
    assert same(places(go(player, 40)), seen)
    assert same(places(go(player, 10)), places(fresh(first, 10)))
    assert player.runs[0].params["eta"] == 0.05
    assert same(places(go(player, 60)), places(fresh(turned, 60)))
    assert player.runs[0].params["eta"] == 0.2


def test_undoing_a_turn_takes_back_what_came_of_it() -> None:
    first = scenario()
    player = StagePlayer(resolve(first))
    player.advance(20)
    edited(player, edits.with_run(first, 0, turns=edits.turned((), 20, "eta", 0.2)))
    player.advance(20)
    edited(player, first)
    assert player.step == 40
    settled(player)
    assert same(places(player), places(fresh(first, 40)))
    assert np.array_equal(player.columns()[0]["loss"], fresh(first, 40).columns()[0]["loss"])


def test_a_parameter_from_the_start_redraws_only_its_run() -> None:
    first = scenario()
    player = StagePlayer(resolve(first))
    player.advance(50)
    untouched = player.channels[1]
    changed = edits.with_run(first, 0, parameters={"eta": 0.01})
    edited(player, changed)
    assert player.is_busy
    assert player.progress == 0.0
    settled(player)
    assert player.progress is None
    assert player.channels[1] is untouched
    assert same(places(player), places(fresh(changed, 50)))
    assert player.trace(0).shape == (51, 1, 2)


def test_the_field_turns_for_every_run_and_noise_begins_anew() -> None:
    first = scenario()
    player = StagePlayer(resolve(first))
    player.advance(20)
    turned = edits.with_field(first, turns=edits.turned((), 20, "b", 20.0))
    edited(player, turned)
    assert not player.is_busy
    player.advance(10)
    assert same(places(player), places(fresh(turned, 30)))
    noisy = replace(turned, noise=scenario(noise="noise = { sigma = 2.0 }").noise)
    edited(player, noisy)
    assert player.step == 30
    assert same(places(settled(player)), places(fresh(noisy, 30)))


def test_a_dragged_start_moves_the_whole_path() -> None:
    first = scenario()
    player = StagePlayer(resolve(first))
    player.advance(40)
    for x in (-0.9, -0.5, 0.5):
        moved = edits.with_point(player.resolved.scenario, 0, 0, x, 1.0)
        edited(player, moved)
        assert not any(channel.run.kernels != "numpy" for channel in player.channels)
    assert same(places(settled(player)), places(fresh(moved, 40)))
    assert player.trace(1)[0].tolist() == [[0.5, 1.0]]


def test_another_number_of_particles_begins_anew() -> None:
    first = scenario()
    player = StagePlayer(resolve(first))
    player.advance(20)
    two = edits.with_start(first, StartSpec(points=((0.5, 0.5), (1.0, 0.0))), None)
    edited(player, two)
    settled(player)
    assert player.step == 20
    assert places(player)[0].shape == (2, 2)
    assert same(places(player), places(fresh(two, 20)))


def test_runs_come_go_and_change_places() -> None:
    first = scenario()
    player = StagePlayer(resolve(first))
    player.advance(30)
    adam, momentum = player.channels
    longer = edits.arranged(first, edits.inserting(first, 1), replace(first.runs[0], parameters={"eta": 0.1}))
    edited(player, longer)
    assert [player.channels[0], player.channels[2]] == [adam, momentum]
    assert same(places(settled(player)), places(fresh(longer, 30)))
    edited(player, edits.arranged(longer, edits.moving(longer, 2, 0)))
    assert player.channels[0] is momentum
    assert not player.is_busy
    moved = player.resolved.scenario
    edited(player, edits.arranged(moved, edits.removing(moved, 1)))
    assert player.channels[0] is momentum
    assert len(player.channels) == 2
    assert not player.is_busy


def test_another_optimizer_or_landscape_catches_up_to_the_present_step() -> None:
    first = scenario()
    player = StagePlayer(resolve(first))
    player.advance(25)
    other = edits.with_run(first, 1, optimizer="rmsprop", parameters={})
    assert player.apply(resolve(other, known=player.resolved))
    assert same(places(settled(player)), places(fresh(other, 25)))
    moved = replace(other, field=replace(other.field, landscape="beale"))
    edited(player, moved)
    assert same(places(settled(player)), places(fresh(moved, 25)))


def test_looks_alone_compute_nothing() -> None:
    first = scenario()
    player = StagePlayer(resolve(first))
    player.advance(25)
    channels = list(player.channels)
    changed = edits.with_run(first, 0, hidden=True, label="mine", colour=5, ghost=True)
    edited(player, changed)
    assert player.channels == channels
    assert not player.is_busy
    assert not player.take_redraw()


def test_a_schedule_is_laid_out_anew_over_another_number_of_steps() -> None:
    first = edits.with_run(scenario(), 0, schedule=ScheduleSpec("cosine"))
    player = go(StagePlayer(resolve(first)), 60)
    other = player.channels[1]
    longer = replace(first, playback=replace(first.playback, steps=200))
    edited(player, longer)
    assert player.channels[1] is other
    assert same(places(settled(player)), places(go(StagePlayer(resolve(longer)), 60)))


def test_nothing_goes_beyond_the_end() -> None:
    player = StagePlayer(resolve(scenario(steps=25)))
    player.advance(1000)
    assert player.step == 25
    assert go(player, 10_000).step == 25
    assert go(player, -5).step == 0
    shorter = replace(scenario(), playback=replace(scenario().playback, steps=10))
    go(player, 25)
    edited(player, shorter)
    assert settled(player).step == 10
    assert same(places(player), places(fresh(shorter, 10)))


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
    go(player, 90)
    go(player, 30)
    assert same(places(player), seen)
    assert player.trace(0) is None


def test_a_long_way_is_gone_in_slices() -> None:
    player = StagePlayer(resolve(scenario(steps=100_000)))
    player.seek(100_000)
    player.catch_up(0.0)
    assert player.is_busy
    assert player.progress is not None
    assert player.progress < 1
    player.seek(3)
    assert settled(player).step == 3
    assert same(places(player), places(fresh(scenario(steps=100_000), 3)))


def test_lost_particles_are_counted() -> None:
    wild = edits.with_run(scenario(), 1, parameters={"eta": 10.0})
    player = StagePlayer(resolve(wild))
    player.advance(60)
    assert player.gone() == (0, 1)
    assert np.isfinite(places(player)[1]).all()
