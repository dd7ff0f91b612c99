"""Numbers at the ends of what a scenario may say: it plays in silence, or says why it cannot, and goes on."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from msgspec.structs import replace

from engine import memory
from engine.networks.plain import scored
from gui.model import commands as c
from gui.player.channel import PLAIN_BLOCK
from gui.player.network import QUANTILES, Scores
from gui.relief.draped import MOST
from scenarios.schema import Camera, Circle, FieldSpec, RunSpec, Scenario, StartSpec
from tests.gui.stand import NAME, Stand

NETWORK = "a_small_network"


def edited(stand: Stand, **changes: object) -> Scenario:
    """The present scenario with one run over a bowl, but for this."""
    now = stand.resolved.scenario
    bowl = FieldSpec(landscape_formula="x**2 + y**2", domain=(-2.0, 2.0, -2.0, 2.0))
    plain = replace(now, field=bowl, runs=now.runs[:1], start=StartSpec(points=((1.0, 0.5),)))
    return replace(plain, **changes)


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Stand:
    monkeypatch.setattr("gui.commanded.SLICE", 60.0)
    return Stand(NAME, play=False)


def test_a_state_that_begins_beyond_float32_is_said(stand: Stand) -> None:
    run = RunSpec(rule="v = 0.9*v + g\ntheta = theta - 0.01*v", state={"v": 1e300})
    scenario = edited(stand, runs=(run,))
    stand.do(stand.edit(replace(scenario, playback=replace(scenario.playback, dtype="float32"))))
    assert stand.problems == ["the initial value of v is not finite"]
    stand.do(stand.edit(scenario))
    assert len(stand.problems) == 1


def test_a_minimum_that_is_far_out_of_a_narrow_picture_is_left_out(stand: Stand) -> None:
    # `crescent` knows its minima
    stand.do(stand.edit(edited(stand, field=FieldSpec(landscape="crescent"))))
    stand.do(c.SetView(1, (0.0, 1e-50, 0.0, 1e-50)))
    assert stand.frames[-1].picture is not None


def test_a_domain_that_is_much_narrower_than_long_has_its_relief(stand: Stand) -> None:
    field = FieldSpec(landscape_formula="x**2 + y**2", domain=(-1.0, 1.0, 0.0, 1e-99))
    stand.do(stand.edit(edited(stand, field=field)), c.SetCamera(1, Camera(), at_once=True))
    assert stand.frames[-1].picture is not None


def test_paths_of_leaps_across_a_relief_are_cut_into_no_more_parts_than_it_can_lay(stand: Stand) -> None:
    run = RunSpec(rule="theta = theta - 1000")
    many = StartSpec(circle=Circle(center=(0.0, 0.0), radius=1.0, count=64))
    stand.do(stand.edit(edited(stand, runs=(run,), start=many)), c.SetCamera(1, Camera(), at_once=True))
    stand.do(c.Seek(100))
    for _ in range(20):
        stand.do(c.StepBy(1))
    for draped in stand.performer._drawing._relief._paths._kinds.values():
        assert 64 * 120 <= len(draped) < MOST + 64 * 20


def test_more_epochs_of_networks_than_there_is_memory_for_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand = Stand(NETWORK, play=False)
    stand.let_pass(0.1, 2)
    monkeypatch.setattr(memory, "_free", lambda: 1_000_000_000)
    scenario = stand.resolved.scenario
    stand.do(stand.edit(replace(scenario, playback=replace(scenario.playback, steps=10_000_000))))
    stand.let_pass(0.1, 2)
    assert stand.problems
    assert all("memory" in problem for problem in stand.problems)
    stand.do(stand.edit(scenario))
    # without kernels an epoch is trained in parts
    stand.let_pass(0.1, 60)
    assert stand.performer._player.courses[0].reached > 0


def test_a_relief_that_is_turned_to_a_place_goes_along_to_where_that_is_not(stand: Stand) -> None:
    stand.do(stand.edit(edited(stand)), c.SetCamera(1, Camera(target=(1.5, 1.5)), at_once=True))
    stand.do(c.SetView(1, (0.0, 1e-50, 0.0, 1e-50)))
    field = FieldSpec(landscape_formula="x**4 - y**3", domain=(0.0, 1e-50, 0.0, 1e-50))
    stand.do(c.SetView(1, None), stand.edit(edited(stand, field=field)))
    assert stand.frames[-1].picture is not None


def test_a_swarm_at_the_highest_speed_lets_other_things_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.commanded.SLICE", 1e-9)
    stand = Stand(NAME, play=False)
    swarm = StartSpec(circle=Circle(center=(0.0, 0.0), radius=1.0, count=100))
    scenario = edited(stand, start=swarm)
    scenario = replace(scenario, playback=replace(scenario.playback, steps=10_000_000))
    stand.do(stand.edit(scenario), c.SetSpeed(1e6), c.Play())
    assert stand.let_pass(0.1).step == PLAIN_BLOCK


def test_losses_beyond_all_numbers_are_summed_and_shared_out_in_silence() -> None:
    far = np.array([[[1e308] * 4, [-0.7e308] * 4], [[0.0] * 4, [0.0] * 4]])
    losses, accuracies = scored(far, np.ones(4, np.int64))
    assert np.isinf(losses).tolist() == [True, False]
    history = SimpleNamespace(losses=np.full((2, 2), np.inf), accuracies=accuracies[None, [0, 0]], epoch=0)
    columns = Scores(history).columns()
    assert set(columns) == {"t"} | {name + end for name in ("loss", "accuracy") for end, _ in QUANTILES}
    assert not np.isfinite(columns["loss"]).any()


def test_a_state_of_networks_that_begins_beyond_float32_is_said() -> None:
    stand = Stand(NETWORK, play=False)
    run = RunSpec(rule="v = 0.9*v + g\ntheta = theta - 0.01*v", state={"v": 1e300})
    scenario = replace(stand.resolved.scenario, runs=(run,))
    stand.do(stand.edit(replace(scenario, playback=replace(scenario.playback, dtype="float32"))))
    stand.let_pass(0.1, 2)
    assert stand.problems == ["the initial value of v is not finite"]
