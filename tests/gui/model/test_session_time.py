"""Time in the session: turns, frames that come late, the end, and speeds."""

from __future__ import annotations

import pytest

from gui.model import commands
from gui.model.frame import Restamped
from gui.model.session import SPEEDS

from .desk import Desk


def test_on_the_way_a_parameter_is_turned_at_the_step_on_screen(desk: Desk) -> None:
    session = desk.session
    before = session.values[1]["eta"]
    session.adopt_frame(desk.frame(step=120))
    session.set_parameter(1, "eta", 0.125)
    turn = session.scenario.runs[1].turns[0]
    assert (turn.step, turn.parameters) == (120, {"eta": 0.125})
    assert desk.last(commands.Apply).turned == (commands.Turned(1, "eta", 120),)
    session.adopt_frame(desk.frame(step=119))
    assert session.values[1]["eta"] == before
    session.adopt_frame(desk.frame(step=121))
    assert session.values[1]["eta"] == 0.125
    session.adopt_frame(desk.frame(step=400, playing=False))
    session.set_parameter(1, "eta", 0.5)
    assert session.scenario.runs[1].turns == ()
    assert session.scenario.runs[1].parameters["eta"] == 0.5


def test_a_turn_that_took_effect_later_is_dated_so(desk: Desk) -> None:
    session = desk.session
    session.adopt_frame(desk.frame(step=120))
    session.set_parameter(1, "eta", 0.125)
    session.adopt_restamped(Restamped(desk.version, commands.Turned(1, "eta", 120), 123))
    assert [turn.step for turn in session.scenario.runs[1].turns] == [123]
    assert session.document.is_modified
    session.undo()
    assert session.scenario.runs[1].turns == ()
    assert not session.document.is_modified
    assert desk.last(commands.Apply).restamped == 1


def test_what_was_turned_again_meanwhile_is_not_turned_back(desk: Desk) -> None:
    session = desk.session
    session.adopt_frame(desk.frame(step=120))
    session.set_parameter(1, "eta", 0.125)
    session.adopt_frame(desk.frame(step=123))
    session.set_parameter(1, "eta", 0.25)
    session.adopt_restamped(Restamped(desk.version, commands.Turned(1, "eta", 120), 123))
    assert session.values[1]["eta"] == 0.25
    assert [(turn.step, turn.parameters) for turn in session.scenario.runs[1].turns] == [(123, {"eta": 0.25})]


def test_starting_again_keeps_what_the_sliders_show(desk: Desk) -> None:
    session = desk.session
    session.adopt_frame(desk.frame(step=120))
    session.set_parameter(1, "eta", 0.125)
    session.restart()
    assert session.scenario.runs[1].turns == ()
    assert session.scenario.runs[1].parameters["eta"] == 0.125
    assert isinstance(desk.sent[-1], commands.Restart)


def test_frames_of_other_runs_than_there_are_now_are_dropped(desk: Desk) -> None:
    session = desk.session
    session.adopt_frame(desk.frame(step=5, losses=(1.0,)))
    session.add_run("adam")
    assert session.frame is None
    session.adopt_frame(desk.frame(step=6, losses=(1.0,)))
    assert session.frame is None
    session.adopt_frame(desk.frame(step=6, losses=(1.0,), structure=1))
    assert session.step == 6


def test_starting_again_from_the_end_plays(desk: Desk) -> None:
    session = desk.session
    session.adopt_frame(desk.frame(step=400, playing=False))
    session.restart()
    assert session.playing
    assert [type(command) for command in desk.sent[-2:]] == [commands.Restart, commands.Play]


def test_frames_of_another_scenario_are_dropped(desk: Desk) -> None:
    desk.session.adopt_frame(desk.frame(step=7))
    assert desk.session.step == 7
    desk.session.adopt_frame(desk.frame(version=desk.version - 1, step=9))
    assert desk.session.step == 7


def test_a_scenario_that_is_asked_for_takes_over_only_when_it_is_there(desk: Desk) -> None:
    session = desk.session
    session.open("no_such_scenario")
    session.adopt_frame(desk.frame(step=11))
    assert session.step == 11
    session.set_parameter(0, "eta", 0.3)
    assert desk.last(commands.Apply).version == desk.version


def test_an_old_frame_does_not_undo_a_pause(desk: Desk) -> None:
    session = desk.session
    session.adopt_frame(desk.frame(playing=True))
    assert session.playing
    session.pause()
    session.adopt_frame(desk.frame(handled=len(desk.sent) - 1, playing=True))
    assert not session.playing
    session.adopt_frame(desk.frame(playing=False))
    assert not session.playing


def test_the_end_is_noticed(desk: Desk) -> None:
    desk.session.play()
    desk.session.adopt_frame(desk.frame(step=400, playing=False))
    assert not desk.session.playing


def test_speeds_go_up_and_down_their_list(desk: Desk) -> None:
    session = desk.session
    session.set_speed(60)
    session.change_speed(1)
    assert session.speed == 120
    session.change_speed(-1)
    session.change_speed(-1)
    assert session.speed == 30
    session.set_speed(1e9)
    assert session.speed == SPEEDS[-1]
    session.change_speed(1)
    assert session.speed == SPEEDS[-1]
    assert desk.last(commands.SetSpeed).speed == SPEEDS[-1]


@pytest.mark.parametrize(("speed", "direction"), [(1e6, 1), (0.01, -1)])
def test_faster_is_never_slower(desk: Desk, speed: float, direction: int) -> None:
    session = desk.session
    session.speed = speed
    session.change_speed(direction)
    assert session.speed == speed
    session.change_speed(-direction)
    assert session.speed == (SPEEDS[-1] if direction > 0 else SPEEDS[0])
