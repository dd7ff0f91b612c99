"""Maps as a part of what is edited: undone, kept while runs change, and a pixel taken to the stage."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import scenarios
from engine import RavineError
from scenarios.map_schema import AxisSpec, MapSpec, SecondMap
from scenarios.schema import StartSpec

from .desk import Desk

RATE = AxisSpec("eta", 0.001, 1.0, True)


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.session.toggle_map()
    return made


def test_a_map_is_shown_and_undone(desk: Desk) -> None:
    session = desk.session
    x0, x1, y0, y1 = session.resolved.rectangle
    assert session.map == MapSpec(AxisSpec("start.x", x0, x1), AxisSpec("start.y", y0, y1))
    session.undo()
    assert session.map is None
    session.redo()
    assert session.map is not None


def test_it_comes_back_as_it_was(desk: Desk) -> None:
    session = desk.session
    session.change_map(x=RATE, colour="steps")
    last = session.map
    session.toggle_map()
    assert session.map is None
    session.toggle_map()
    assert session.map == last


def test_it_comes_back_of_the_same_run(desk: Desk) -> None:
    session = desk.session
    session.change_map(run=2, second=SecondMap(run=1))
    labels = [run.label for run in session.runs]
    session.toggle_map()
    session.remove_run(0)
    session.set_parameter(0, "eta", 0.02)
    session.move_run(1, 0)
    session.toggle_map()
    shown = session.map.run, session.map.second.run
    assert [session.runs[n].label for n in shown] == [labels[2], labels[1]]


def test_of_a_run_that_went_meanwhile_comes_that_of_the_selected(desk: Desk) -> None:
    session = desk.session
    session.change_map(run=1, colour="steps")
    session.toggle_map()
    session.remove_run(1)
    session.select(2)
    session.toggle_map()
    assert (session.map.run, session.map.colour) == (2, "basin")


@pytest.mark.parametrize("side", [1e12, 1e-99])
def test_ground_of_any_size_has_a_map(desk: Desk, side: float) -> None:
    session = desk.session
    session.toggle_map()
    session.set_landscape_formula("x^2 + y^2", (0.0, side, -side, side))
    session.last_map = None
    session.toggle_map()
    assert (session.map.x.high, session.map.y.low) == (side, -side)


def test_what_cannot_be_is_refused_and_changes_nothing(desk: Desk) -> None:
    session, before = desk.session, desk.session.map
    with pytest.raises(RavineError, match="needs low < high"):
        session.change_map(x=AxisSpec("eta", 0.5, 0.1))
    assert session.map == before


def test_a_map_that_no_longer_fits_gives_way_to_all_starts(desk: Desk) -> None:
    session = desk.session
    session.change_map(x=AxisSpec("gamma", 0.0, 0.9), run=1)
    session.set_optimizer(1, "nesterov")
    assert session.map.x.name == "gamma"
    session.set_optimizer(1, "gradient_descent")
    assert session.map.x.name == "start.x"
    session.undo()
    assert session.map.x.name == "gamma"
    session.set_signal("sine")
    assert session.map is None
    assert not session.may_map


def test_starts_are_those_of_another_landscape(desk: Desk) -> None:
    """What was a part of the old domain may lie where the new one has nothing to be seen."""
    session = desk.session
    home = session.resolved.field.domain
    session.change_map(x=RATE, y=AxisSpec("start.y", 4.0, 5.0), colour="steps")
    session.set_landscape("mccormick")
    assert session.resolved.field.domain != home
    assert session.map == MapSpec(RATE, AxisSpec("start.y", -3.0, 4.0), colour="steps")
    session.undo()
    assert session.map.y == AxisSpec("start.y", 4.0, 5.0)
    session.toggle_map()
    session.set_landscape("mccormick")
    session.toggle_map()
    assert session.map.y == AxisSpec("start.y", -3.0, 4.0)
    session.change_map(y=AxisSpec("start.y", 1.0, 2.0))
    session.set_landscape_formula("x^2 + y^4", session.resolved.field.domain)
    assert session.map.y == AxisSpec("start.y", 1.0, 2.0)


def test_a_landscape_that_is_wider_than_axes_go_keeps_its_map(desk: Desk) -> None:
    session = desk.session
    for far in (1e13, 1e300):
        session.set_landscape_formula("abs(x) + y^2", (-far, far, -1.0, 1.0))
        assert session.map == MapSpec(AxisSpec("start.x", -1e12, 1e12), AxisSpec("start.y", -1.0, 1.0))
    session.toggle_map()
    session.last_map = None
    session.toggle_map()
    assert session.map == MapSpec(AxisSpec("start.x", -1e12, 1e12), AxisSpec("start.y", -1.0, 1.0))
    session.set_landscape_formula("abs(x) + y^2", (1e13, 2e13, -1.0, 1.0))
    assert session.map is not None


def test_maps_stay_of_their_runs(desk: Desk) -> None:
    session = desk.session
    session.change_map(run=1, second=SecondMap(run=2))
    labels = [run.label for run in session.runs]

    def shown() -> tuple[object, object]:
        spec = session.map
        return session.runs[spec.run].label, session.runs[spec.second.run].label

    session.move_run(0, 2)
    assert shown() == (labels[1], labels[2])
    session.undo()
    session.fork(0)
    assert shown() == (labels[1], labels[2])
    session.undo()
    session.spread(0, "eta", [0.01, 0.02, 0.03])
    assert shown() == (labels[1], labels[2])
    session.undo()
    session.remove_run(1)
    assert shown() == (labels[0], labels[2])


def test_no_map_is_shown_twice_after_its_run_went(desk: Desk) -> None:
    session = desk.session
    session.change_map(run=1, second=SecondMap(run=2, difference=True))
    session.remove_run(2)
    assert session.map.run == 1
    assert session.map.second is None
    session.undo()
    assert session.map.second == SecondMap(run=2, difference=True)
    session.change_map(second=SecondMap(run=0))
    session.remove_run(1)
    assert (session.map.run, session.map.second) == (0, None)
    session.undo()
    session.change_map(second=SecondMap(run=2, colour="steps"))
    session.remove_run(2)
    assert session.map.second == SecondMap(colour="steps")


def test_a_pixel_is_taken_to_the_stage_in_one_edit(desk: Desk) -> None:
    session = desk.session
    session.adopt_frame(desk.frame(step=10))
    session.set_parameter(1, "eta", 0.03)
    assert session.scenario.runs[1].turns
    before = session.scenario
    session.set_pixel({"eta": 0.125, "start.y": 1.5, "noise.sigma": 0.25}, 1)
    scenario = session.scenario
    assert scenario.runs[1].parameters["eta"] == 0.125
    assert not scenario.runs[1].turns
    assert scenario.noise.sigma == 0.25
    old = before.start.points[0]
    assert scenario.start == StartSpec(points=((old[0], 1.5),))
    assert session.selected == 1
    session.undo()
    assert session.scenario == before


def test_a_pixel_brings_its_noise_its_steps_and_its_arithmetic(desk: Desk) -> None:
    session, before = desk.session, desk.session.scenario
    session.set_noise(sigma=0.5)
    session.set_pixel({"start.x": 1.0}, 0, stream=123_456, steps=77, dtype="float32")
    scenario = session.scenario
    assert (scenario.noise.sigma, scenario.noise.stream) == (0.5, 123_456)
    assert (scenario.playback.steps, scenario.playback.dtype) == (77, "float32")
    assert scenarios.loads(scenarios.dumps(scenario)) == scenario
    session.undo()
    session.undo()
    assert session.scenario == before


def test_a_pixel_may_be_of_the_landscape(desk: Desk) -> None:
    session = desk.session
    session.set_landscape("ravine")
    session.set_pixel({"landscape.condition": 12.0}, 0)
    assert session.scenario.field.parameters == {"condition": 12.0}


def test_looking_closer_is_one_undo_for_each_rest(desk: Desk) -> None:
    session, spec = desk.session, desk.session.map
    session.set_map(replace(spec, x=AxisSpec("start.x", -1.0, 1.0)))
    session.set_map(replace(spec, x=AxisSpec("start.x", -0.5, 0.5)))
    session.undo()
    assert session.map.x == AxisSpec("start.x", -1.0, 1.0)
