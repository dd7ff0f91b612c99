"""What a person edits and undoes, and what the worker is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from engine import RangeError, RavineError
from gui.model import commands
from gui.model.edits import colour_of
from gui.model.frame import Saved
from gui.model.view import Rectangle
from scenarios.resolving import resolve

from .desk import Desk


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
    scenario = desk.last(commands.Apply).resolved.scenario
    assert scenario.runs[1].parameters["eta"] == 0.125
    assert scenario.runs[0] is before.runs[0]
    assert before.runs[1].parameters.get("eta") != 0.125
    assert session.values[1]["eta"] == 0.125
    assert len(told) == 1


def test_a_slider_dragged_is_undone_at_once_and_edits_one_by_one(desk: Desk) -> None:
    session = desk.session
    first = session.scenario
    for value in (0.1, 0.2, 0.3):
        session.set_parameter(1, "eta", value)
    session.close_edit()
    session.set_parameter(1, "eta", 0.4)
    session.undo()
    assert session.values[1]["eta"] == 0.3
    session.undo()
    assert session.scenario is first
    assert not session.document.can_undo
    session.redo()
    session.redo()
    assert session.values[1]["eta"] == 0.4
    assert not session.document.can_redo
    assert desk.last(commands.Apply).resolved.scenario == session.scenario


def test_runs_are_added_copied_moved_and_removed(desk: Desk) -> None:
    session = desk.session
    count = len(session.runs)
    told: list[int] = []
    session.structure_changed.connect(lambda: told.append(len(session.runs)))
    place = session.add_run("lion")
    assert (place, session.selected) == (count, count)
    copy = session.duplicate_run(0)
    assert copy == session.selected == 1
    assert session.runs[1].optimizer is session.runs[0].optimizer
    colours = [colour_of(session.scenario, k) for k in range(len(session.runs))]
    assert colours[0] != colours[1]
    session.move_run(1, 3)
    assert session.selected == 3
    assert [colour_of(session.scenario, k) for k in (0, 1, 2, 3)] == [colours[k] for k in (0, 2, 3, 1)]
    session.remove_run(3)
    session.remove_run(count)
    assert told == [count + 1, count + 2, count + 2, count + 1, count]
    assert desk.last(commands.Apply).structure == 4
    for _ in range(2 * count):
        session.remove_run(0)
    assert len(session.runs) == 1
    assert session.selected == 0


def test_the_selection_stays_with_its_run_when_it_is_put_elsewhere_and_back(desk: Desk) -> None:
    session = desk.session
    session.select(1, 0)
    own = session.runs[1].optimizer.id
    session.move_run(1, 3)
    assert (session.selected, session.is_picked) == (3, True)
    for go in (session.undo, session.redo, session.undo):
        go()
        assert session.runs[session.selected].optimizer.id == own
        assert session.is_picked
    session.move_run(0, 2)
    assert session.runs[session.selected].optimizer.id == own
    assert desk.last(commands.Look).selected == (0, 0)
    session.undo()
    assert session.selected == 1
    assert desk.last(commands.Look).selected == (1, 0)


def test_a_run_that_comes_back_is_looked_at_again_unless_another_was_chosen(desk: Desk) -> None:
    session = desk.session
    session.select(1)
    session.remove_run(1)
    assert session.selected == 1
    session.move_run(1, 3)
    session.undo()
    session.undo()
    assert session.selected == 1
    session.redo()
    session.select(2)
    chosen = session.runs[2].spec
    session.undo()
    assert session.runs[session.selected].spec.optimizer == chosen.optimizer


def test_a_run_is_spread_into_a_fan(desk: Desk) -> None:
    session = desk.session
    session.spread(1, "gamma", [0.5, 0.9, 0.99])
    fan = session.runs[1:4]
    assert [run.parameters["gamma"] for run in fan] == [0.5, 0.9, 0.99]
    assert [run.label.en for run in fan] == ["γ = 0.5", "γ = 0.9", "γ = 0.99"]
    assert len({colour_of(session.scenario, k) for k in range(1, 4)}) == 3
    with pytest.raises(RangeError):
        session.spread(1, "gamma", [0.5, 1.5])
    with pytest.raises(RangeError):
        session.spread(1, "gamma", [0.5] * 40)
    assert len(session.runs) > 3
    session.undo()
    assert "γ" not in session.runs[1].label.en


def test_a_fork_leaves_a_ghost_that_goes_on_as_before(desk: Desk) -> None:
    session = desk.session
    session.adopt_frame(desk.frame(step=100))
    before = session.scenario.runs[1]
    session.fork(1)
    ghost = session.scenario.runs[2]
    assert ghost.ghost
    assert replace(ghost, ghost=False, colour=None) == before
    assert replace(session.scenario.runs[1], colour=None) == before
    assert colour_of(session.scenario, 1) == ghost.colour
    session.adopt_frame(desk.frame(step=100, structure=1))
    session.set_parameter(1, "eta", 0.3)
    session.restart()
    assert session.scenario.runs[2] == ghost


def test_rules_and_landscapes_of_ones_own(desk: Desk) -> None:
    session = desk.session
    session.set_rule(1, "theta = theta - eta*sign(grad(theta))")
    run = session.scenario.runs[1]
    assert (run.optimizer, run.label) == (None, None)
    assert [p.name for p in session.parameters(1)] == ["eta"]
    before = session.scenario
    for wrong in ("theta = ", "theta = theta - eta*sinn(g)", "x = 3"):
        with pytest.raises(RavineError):
            session.set_rule(1, wrong)
    with pytest.raises(RavineError):
        session.set_landscape_formula("x**2 + (", (-1, 1, -1, 1))
    with pytest.raises(RavineError):
        session.set_landscape("no_such_place")
    assert session.scenario is before
    session.set_optimizer(1, "rmsprop")
    assert session.scenario.runs[1].rule is None
    session.set_landscape_formula("x**2 + 3*y**2", (-1, 1, -2, 2))
    assert session.home() == Rectangle(-1, 1, -2, 2)
    assert all(run.start is None for run in session.scenario.runs)
    x, y = session.scenario.start.points[0]
    assert -1 <= x <= 1
    assert -2 <= y <= 2


def test_from_a_landscape_to_a_signal_and_back(desk: Desk) -> None:
    session = desk.session
    session.set_signal("teeth")
    assert session.is_signal
    session.set_parameter(0, "eta", 0.2)
    session.set_landscape("himmelblau")
    assert not session.is_signal
    assert session.scenario.group == "landscapes"
    assert session.scenario.start.points is not None
    session.undo()
    assert session.is_signal
    resolve(session.scenario)


def test_what_is_saved_is_not_modified(desk: Desk) -> None:
    session = desk.session
    assert not session.save()
    session.set_seed(7)
    assert session.document.is_modified
    assert session.save(Path("mine.toml"))
    command = desk.last(commands.Save)
    assert command.scenario is session.scenario
    session.close_edit()
    session.set_seed(8)
    session.adopt_saved(Saved(desk.version, command.scenario, command.path))
    assert session.document.is_modified
    session.undo()
    assert not session.document.is_modified
    assert session.document.path == Path("mine.toml")


def test_a_click_moves_every_start_and_plays(desk: Desk) -> None:
    desk.session.adopt_frame(desk.frame(particles=(1,) * len(desk.session.runs), playing=False))
    desk.session.set_start(1.5, -0.25)
    scenario = desk.last(commands.Apply).resolved.scenario
    assert scenario.start.points == ((1.5, -0.25),)
    assert all(run.start is None for run in scenario.runs)
    assert desk.session.playing
    assert isinstance(desk.sent[-1], commands.Play)


def test_a_click_drops_a_swarm_where_a_swarm_was(desk: Desk) -> None:
    desk.session.adopt_frame(desk.frame(particles=(5000,) + (1,) * (len(desk.session.runs) - 1)))
    desk.session.set_start(0.5, 0.5)
    cloud = desk.session.scenario.start.cloud
    assert cloud.count == 5000
    assert cloud.center == (0.5, 0.5)


def test_a_start_dragged_before_time_runs_shows_whole_paths(desk: Desk) -> None:
    session = desk.session
    session.pause()
    session.move_start(0, 0.5, 0.25)
    assert desk.last(commands.Seek).step == session.total
    session.adopt_frame(desk.frame(step=session.total, playing=False))
    session.move_start(0, 0.5, 0.5)
    assert sum(isinstance(command, commands.Seek) for command in desk.sent) == 1
    assert session.scenario.runs[0].start is None
    assert session.scenario.start.points == ((0.5, 0.5),)
    session.undo()
    assert session.scenario.start.points != ((0.5, 0.25),)


def test_noise_and_field_parameters_become_part_of_the_scenario() -> None:
    desk = Desk("momentum_memory")
    desk.session.set_noise(sigma=0.5)
    assert desk.last(commands.Apply).resolved.noise.sigma == 0.5
    desk.session.set_field_parameter("period", 80.0)
    scenario = desk.last(commands.Apply).resolved.scenario
    assert scenario.field.parameters["period"] == 80.0
    assert scenario.noise.sigma == 0.5
    sent = len(desk.sent)
    desk.session.set_noise(sigma=0.5)
    desk.session.set_start(1.0, 1.0)  # a signal has no place to start at
    assert len(desk.sent) == sent


def test_hiding_a_run_tells_the_worker(desk: Desk) -> None:
    desk.session.set_visible(1, False)
    assert desk.last(commands.Apply).resolved.scenario.runs[1].hidden
    assert desk.session.visible[1] is False


def test_a_rule_that_asks_more_than_the_field_can_tell_is_refused_and_changes_nothing() -> None:
    session = Desk("momentum_memory").session
    before = session.scenario
    with pytest.raises(RavineError, match="a signal has no newton"):
        session.set_optimizer(0, "newton")
    with pytest.raises(RavineError, match="a signal has no hess_diag"):
        session.add_run("sophia")
    assert session.scenario == before
    landscape = Desk().session
    landscape.set_optimizer(0, "newton")
    with pytest.raises(RavineError, match="a signal has no newton"):
        landscape.set_signal("sine")
    assert landscape.is_staged
