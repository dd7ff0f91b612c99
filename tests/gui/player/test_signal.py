from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

import scenarios
from gui.model import edits
from gui.player.signal import SignalPlayer
from scenarios.resolving import Resolved, resolve
from scenarios.schema import Scenario, TurnSpec


def finished(player: SignalPlayer) -> SignalPlayer:
    while player.is_busy:
        player.compute(0.05)
    return player


def resolved(steps: int = 200) -> Resolved:
    return resolve(signal(steps))


def signal(steps: int, period: float = 40) -> Scenario:
    return scenarios.loads(
        f"""
format = 1
title = {{ en = "a", ru = "a" }}
caption = {{ en = "a", ru = "a" }}
group = "signals"
field = {{ signal = "rectangles", parameters = {{ period = {period}, width = 10 }} }}
runs = [ {{ optimizer = "momentum" }}, {{ optimizer = "adam" }} ]
playback = {{ steps = {steps} }}
"""
    )


def test_the_whole_figure_is_there_at_once_and_agrees_with_the_engine() -> None:
    player = finished(SignalPlayer(resolved()))
    momentum, adam = player.columns()
    assert len(momentum["t"]) == len(adam["t"]) == 201
    eta, gamma = 0.01, 0.9
    v, theta = 0.0, 0.0
    values = player.resolved.runs[0].parameters
    eta, gamma = values["eta"], values["gamma"]
    for k in range(1, 201):
        v = gamma * v + eta * momentum["gradient"][k]
        theta -= v
        assert np.isclose(momentum["state:v"][k], v, rtol=1e-12, atol=1e-15)
        assert np.isclose(momentum["update"][k], -v, rtol=1e-9, atol=1e-12)
    assert np.isclose(momentum["theta"][-1], theta)
    assert set(adam) >= {"state:m", "state:v"}


def test_a_turned_parameter_redraws_its_run_from_the_start() -> None:
    first = resolved()
    player = finished(SignalPlayer(first))
    before = player.columns()
    player.apply(resolve(edits.with_run(first.scenario, 0, parameters={"gamma": 0.5}), known=first))
    finished(player)
    after = player.columns()
    assert not np.array_equal(before[0]["state:v"], after[0]["state:v"])
    assert after[1] is before[1]


def test_turning_while_computing_ends_with_the_last_value() -> None:
    first = resolved(3000)
    player = SignalPlayer(first)
    player.compute(0.0005)
    changed = first
    for gamma in (0.2, 0.3, 0.4):
        turned = edits.with_run(changed.scenario, 0, parameters={"gamma": gamma})
        changed = resolve(turned, known=changed)
        player.apply(changed)
        player.compute(0.0005)
    finished(player)
    expected = finished(SignalPlayer(changed))
    assert np.array_equal(player.columns()[0]["state:v"], expected.columns()[0]["state:v"])


def test_another_signal_parameter_redraws_every_run() -> None:
    first = resolved()
    player = finished(SignalPlayer(first))
    player.apply(resolve(signal(200, period=90), known=first))
    assert player.columns() != ()
    before = player.columns()
    finished(player)
    assert not np.array_equal(before[1]["gradient"], player.columns()[1]["gradient"])


def test_long_signals_are_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.plots.lane_meter.MOST_ROWS", 512)
    player = finished(SignalPlayer(resolved(3 * 512)))
    assert len(player.columns()[0]["t"]) <= 514
    assert player.columns()[0]["t"][-1] == 3 * 512


def test_runs_come_and_go_and_the_figure_stays_until_it_is_renewed() -> None:
    first = resolved()
    player = finished(SignalPlayer(first))
    before = player.columns()
    longer = edits.arranged(
        first.scenario,
        edits.inserting(first.scenario, 1),
        edits.replace(first.scenario.runs[0], parameters={"gamma": 0.5}),
    )
    player.apply(resolve(longer, known=first))
    assert player.columns() == ()
    finished(player)
    assert player.columns()[0] is before[0]
    assert player.columns()[2] is before[1]
    player.apply(resolve(edits.arranged(longer, edits.removing(longer, 0)), known=player.resolved))
    assert not player.is_busy
    assert player.columns()[1] is before[1]


def test_the_cursor_stays_between_the_ends() -> None:
    player = SignalPlayer(resolved())
    player.advance(500)
    assert player.step == 200
    player.seek(-3)
    assert player.step == 0
    assert player.columns() == ()


def test_a_ball_that_leaves_all_numbers_is_recorded_in_silence() -> None:
    text = """
format = 1
title = { en = "a", ru = "a" }
caption = { en = "a", ru = "a" }
group = "signals"
field = { curve_formula = "2*x^2", span = [-2.0, 2.0] }
[[runs]]
rule = "theta = theta - 0.9*g"
start = { places = [1.0] }
[[runs]]
rule = "theta = theta - 0.9*g"
start = { row = { span = [-1.0, 1.0], count = 100 } }
[playback]
steps = 400
dtype = "float32"
"""
    one, many = finished(SignalPlayer(resolve(scenarios.loads(text)))).columns()
    assert np.abs(one["theta"]).max() > 1e37
    assert np.abs(many["theta:levels"]).max() > 1e37
    assert len(one["t"]) == len(many["t"]) == 401


@pytest.mark.parametrize("changes", [{"steps": 150}, {"seed": 5}, {"dtype": "float32"}])
def test_another_length_seed_or_type_is_computed_anew(changes: dict) -> None:
    whole = scenarios.load("many_noises")
    scenario = replace(whole, playback=replace(whole.playback, steps=100))
    player = finished(SignalPlayer(resolve(scenario)))
    shown = player.columns()
    changed = replace(scenario, playback=replace(scenario.playback, **changes))
    player.apply(resolve(changed, known=player.resolved))
    assert [table is old for table, old in zip(player.columns(), shown, strict=True)] == [True] * len(shown)
    finished(player)
    fresh = finished(SignalPlayer(resolve(changed)))
    for table, wanted in zip(player.columns(), fresh.columns(), strict=True):
        assert np.array_equal(table["theta"], wanted["theta"])
    looped = replace(changed, playback=replace(changed.playback, loop=True, speed=3.0))
    player.apply(resolve(looped, known=player.resolved))
    assert not player.is_busy


def test_what_is_turned_on_the_way_can_be_forgotten() -> None:
    plain = signal(100)
    turned = edits.with_run(plain, 0, turns=(TurnSpec(50, {"eta": 0.5}),))
    player = finished(SignalPlayer(resolve(turned)))
    shown = player.columns()[0]["theta"]
    for scenario in (plain, turned):
        player.apply(resolve(scenario, known=player.resolved))
        found = finished(player).columns()[0]["theta"]
        assert np.array_equal(found, finished(SignalPlayer(resolve(scenario))).columns()[0]["theta"])
        assert np.array_equal(found, shown) == (scenario is turned)
