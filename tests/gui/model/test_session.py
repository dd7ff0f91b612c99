from __future__ import annotations

import pytest

import scenarios
from gui.model import commands
from gui.model.frame import Frame, Loaded
from gui.model.session import SPEEDS, Session
from gui.model.view import Rectangle
from scenarios.resolving import resolve


class Desk:
    """A session without a worker: what it sends is kept."""

    def __init__(self, name: str = "everyone_from_one_point") -> None:
        self.sent: list[commands.Command] = []
        self.session = Session(self.sent.append)
        self.session.open(name)
        self.version = self.last(commands.Open).version
        self.session.adopt(Loaded(self.version, resolve(scenarios.load(name)), name))

    def last(self, kind):  # type: ignore[no-untyped-def]
        return next(c for c in reversed(self.sent) if isinstance(c, kind))

    def frame(self, **changes: object) -> Frame:
        fields = {
            "version": self.version,
            "handled": len(self.sent),
            "step": 3,
            "total": 400,
            "playing": True,
        }
        return Frame(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_opening_shows_every_parameter_of_every_run(desk: Desk) -> None:
    session = desk.session
    assert len(session.values) == len(session.runs) > 1
    for run, values in zip(session.runs, session.values, strict=True):
        assert set(values) == {p.name for p in run.optimizer.parameters}


def test_turning_a_parameter_changes_the_scenario_and_tells_the_worker_once(desk: Desk) -> None:
    session = desk.session
    told: list[None] = []
    session.values_changed.connect(lambda: told.append(None))
    before = session.scenario
    session.set_parameter(1, "eta", 0.125)
    session.set_parameter(1, "eta", 0.125)
    command = desk.last(commands.SetParameters)
    assert (command.run, command.values) == (1, {"eta": 0.125})
    assert command.scenario.runs[1].parameters["eta"] == 0.125
    assert command.scenario.runs[0] == before.runs[0]
    assert before.runs[1].parameters.get("eta") != 0.125
    assert len(told) == 1


def test_a_click_moves_every_start_and_plays(desk: Desk) -> None:
    desk.session.adopt_frame(desk.frame(particles=(1,) * len(desk.session.runs), playing=False))
    desk.session.set_start(1.5, -0.25)
    starts = [run.start for run in desk.last(commands.StartAt).scenario.runs]
    assert [start.points for start in starts] == [((1.5, -0.25),)] * len(starts)
    assert desk.session.playing
    assert isinstance(desk.sent[-1], commands.Play)


def test_a_click_drops_a_swarm_where_a_swarm_was(desk: Desk) -> None:
    desk.session.adopt_frame(desk.frame(particles=(5000,) + (1,) * (len(desk.session.runs) - 1)))
    desk.session.set_start(0.5, 0.5)
    cloud = desk.last(commands.StartAt).scenario.runs[0].start.cloud
    assert cloud.count == 5000
    assert cloud.center == (0.5, 0.5)


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
    assert desk.last(commands.SetParameters).version == desk.version


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


def test_noise_and_field_parameters_become_part_of_the_scenario() -> None:
    desk = Desk("momentum_memory")
    desk.session.set_noise(sigma=0.5)
    assert desk.last(commands.SetSurroundings).scenario.noise.sigma == 0.5
    desk.session.set_field_parameter("period", 80.0)
    scenario = desk.last(commands.SetSurroundings).scenario
    assert scenario.field.parameters["period"] == 80.0
    assert scenario.noise.sigma == 0.5
    sent = len(desk.sent)
    desk.session.set_noise(sigma=0.5)
    desk.session.set_start(1.0, 1.0)  # a signal has no place to start at
    assert len(desk.sent) == sent


def test_views_are_sent_and_given_back(desk: Desk) -> None:
    session = desk.session
    session.set_view(Rectangle(0, 1, 2, 3))
    assert desk.last(commands.SetView).rectangle == (0, 1, 2, 3)
    session.set_view(None)
    assert desk.last(commands.SetView).rectangle is None
    domain = session.loaded.resolved.rectangle
    assert session.home() == Rectangle(*domain)


def test_hiding_a_run_tells_the_worker(desk: Desk) -> None:
    desk.session.set_visible(1, False)
    assert desk.last(commands.SetVisible) == commands.SetVisible(desk.version, 1, False)
    assert desk.session.visible[1] is False


def test_leafing_through_the_list_goes_around(desk: Desk) -> None:
    session = desk.session
    session.adopt_list(tuple(scenarios.list_scenarios()))
    paths = [entry.path for entry in session.listed]
    place = [entry.id for entry in session.listed].index("everyone_from_one_point")
    session.open_neighbour(1)
    assert desk.last(commands.Open).source == paths[(place + 1) % len(paths)]
    session.open_neighbour(-1)
    assert desk.last(commands.Open).source == paths[(place - 1) % len(paths)]
