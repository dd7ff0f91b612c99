"""What is done at once is undone at once: the scenario is what it was, and again what it became."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gui.maps.choosing import set_end
from gui.model import commands
from gui.model.session import Session
from scenarios.schema import Box, ClipSpec, Cloud, ScheduleSpec, SpreadSpec, StartSpec

from .desk import Desk

Edit = Callable[[Session], object]

TWICE: list[tuple[Edit, Edit]] = [
    (lambda s: s.set_steps(60), lambda s: s.set_steps(120)),
    (lambda s: s.set_seed(1), lambda s: s.set_seed(2)),
    (lambda s: s.set_dtype("float32"), lambda s: s.set_dtype("float64")),
    (lambda s: s.set_loop(True), lambda s: s.set_loop(False)),
    (lambda s: s.set_rare("x"), lambda s: s.set_rare("y")),
    (lambda s: s.set_noise(sigma=0.5), lambda s: s.set_noise(keep=0.5)),
    (lambda s: s.set_clip(0, ClipSpec(value=1.0)), lambda s: s.set_clip(0, ClipSpec(value=1.0, norm=2.0))),
    (lambda s: s.set_schedule(0, ScheduleSpec("cosine")), lambda s: s.set_schedule(0, ScheduleSpec("step"))),
    (
        lambda s: s.set_start_spec(StartSpec(cloud=Cloud((0.0, 0.0), 0.5, 20))),
        lambda s: s.set_start_spec(StartSpec(box=Box((0.0, 1.0, 0.0, 1.0), 20))),
    ),
    (lambda s: s.set_texts(title="one"), lambda s: s.set_texts(caption="two")),
    (lambda s: set_end(s, "x", "low", -1.0), lambda s: set_end(s, "x", "low", -2.0)),
]
ON_A_SIGNAL: list[tuple[Edit, Edit]] = [
    (lambda s: s.set_streams(20), lambda s: s.set_streams(30)),
    (
        lambda s: s.set_spread(0, SpreadSpec("gamma", 0.1, 0.9, 20)),
        lambda s: s.set_spread(0, SpreadSpec("gamma", 0.1, 0.5, 20)),
    ),
]


def check(session: Session, *steps: Edit) -> None:
    known = [session.scenario]
    for step in steps:
        step(session)
        assert session.scenario != known[-1]
        known.append(session.scenario)
    for before in known[-2::-1]:
        session.undo()
        assert session.scenario == before
    for after in known[1:]:
        session.redo()
        assert session.scenario == after


@pytest.mark.parametrize("number", range(len(TWICE)))
def test_of_two_edits_of_one_thing_each_is_undone_for_itself(desk: Desk, number: int) -> None:
    desk.session.toggle_map()
    check(desk.session, *TWICE[number])


@pytest.mark.parametrize("number", range(len(ON_A_SIGNAL)))
def test_of_two_ensembles_each_is_undone_for_itself(number: int) -> None:
    check(Desk("momentum_memory").session, *ON_A_SIGNAL[number])


@pytest.mark.parametrize(
    "begin", [lambda s: s.set_start(0.5, 0.25), lambda s: s.begin_from(StartSpec(points=((0.5, 0.25),)))]
)
def test_a_start_that_takes_back_what_was_turned_is_one_edit(desk: Desk, begin: Edit) -> None:
    session = desk.session
    session.adopt_frame(desk.frame(step=120, particles=(1,) * len(session.runs)))
    session.set_parameter(1, "eta", 0.125)
    check(session, begin)
    assert session.scenario.runs[1].turns == ()
    assert session.scenario.runs[1].parameters["eta"] == 0.125
    assert any(isinstance(command, commands.Restart) for command in desk.sent)
