"""Rules and formulas that a person types over others: what was set stays, as far as there is room for it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

import engine
from scenarios.map_schema import AxisSpec, MapSpec
from scenarios.schema import ScheduleSpec, Shot, SpreadSpec, Sweep

from .desk import Desk

TYPED = "v = beta*v + eta*g\ntheta = theta - v"
ALMOST = "v = bet*v + et*g\ntheta = theta - v"


@pytest.mark.parametrize("id", ["adam", "radam", "rprop", "optimistic", "padam", "asgd", "sophia"])
def test_a_rule_of_the_catalogue_typed_again_has_the_values_that_it_had(desk: Desk, id: str) -> None:
    session = desk.session
    session.set_optimizer(2, id)
    before = session.runs[2].parameters
    rule = session.runs[2].optimizer.rule
    session.set_rule(2, f"{rule.text}\n# mine", dict(rule.state_texts))
    assert session.runs[2].optimizer.id == "typed"
    assert session.runs[2].parameters == before


@pytest.mark.parametrize("id", ["rosenbrock", "ackley", "hills", "bukin_six"])
def test_a_landscape_of_the_catalogue_typed_again_has_the_values_that_it_had(desk: Desk, id: str) -> None:
    session = desk.session
    session.set_landscape(id)
    field = session.resolved.terrain
    session.set_landscape_formula(f"{field.formula.text}  # mine", field.domain)
    assert session.field_values == field.values()


def test_a_formula_that_is_typed_on_keeps_what_was_set(desk: Desk) -> None:
    session = desk.session
    domain = (-5.0, 5.0, -5.0, 5.0)
    session.set_landscape_formula("a*x**2 + y**2", domain)
    session.set_field_parameter("a", 3.0)
    session.set_landscape_formula("a*x**2 + b*y**2", domain)
    assert session.field_values == {"a": 3.0, "b": 1.0}
    session.set_signal_formula("a*sin(t/9)")
    session.set_field_parameter("a", 2.0)
    session.set_signal_formula("a*sin(t/7) + 1")
    assert session.field_values["a"] == 2.0


def test_a_pause_amid_a_name_loses_nothing(desk: Desk) -> None:
    session = desk.session
    session.set_rule(1, TYPED)
    session.set_parameter(1, "beta", 0.5)
    session.set_schedule(1, ScheduleSpec("cosine"))
    session.set_map(MapSpec(AxisSpec("beta", 0.1, 0.9), AxisSpec("eta", 1e-3, 1.0, True), run=1))
    asked = session.map
    session.set_rule(1, ALMOST)
    assert set(session.values[1]) == {"bet", "et"}
    session.set_rule(1, f"{TYPED}*2")
    assert session.values[1]["beta"] == 0.5
    assert session.scenario.runs[1].schedule == ScheduleSpec("cosine")
    assert session.map == asked
    session.undo()
    assert session.runs[1].optimizer.rule.text == TYPED
    assert session.map == asked


def test_where_a_formula_is_shown_is_tried_without_losing_where_runs_begin(desk: Desk) -> None:
    session = desk.session
    starts = session.scenario.start
    session.set_landscape_formula("x**2 + y**2", (50.0, 60.0, 50.0, 60.0))
    assert session.scenario.start != starts
    session.set_landscape_formula("x**2 + y**2", (-60.0, 60.0, -60.0, 60.0))
    assert session.scenario.start == starts


def test_a_number_of_ones_own_rule_may_lie_beyond_its_slider(desk: Desk) -> None:
    session = desk.session
    session.set_rule(1, "theta = theta - eta*g*k")
    session.set_parameter(1, "k", 50.0)
    assert session.values[1]["k"] == 50.0
    session.set_map(MapSpec(AxisSpec("k", 20.0, 80.0), AxisSpec("eta", 1e-3, 1.0, True), run=1))
    session.spread(1, "k", [20.0, 50.0])
    with pytest.raises(engine.RavineError, match="is outside -1e"):
        session.set_parameter(1, "k", 1e13)


def test_what_another_rule_cannot_take_does_not_refuse_it(desk: Desk) -> None:
    session = desk.session
    session.set_optimizer(1, "newton_diagonal")
    session.set_parameter(1, "mu", 50.0)
    session.step = 20
    session.set_parameter(1, "mu", 60.0)
    session.set_optimizer(1, "rmsprop_centered")
    assert session.values[1]["mu"] == 0.0
    assert session.scenario.runs[1].turns == ()


@pytest.mark.parametrize(
    "other",
    [
        lambda s: s.set_rule(0, "v = mine*v + eta*g\ntheta = theta - v"),
        lambda s: s.set_optimizer(0, "gradient_descent"),
    ],
)
def test_an_ensemble_goes_with_the_parameter_that_it_is_over(other) -> None:
    session = Desk("momentum_memory").session
    session.set_spread(0, SpreadSpec("gamma", 0.1, 0.9, 20))
    other(session)
    assert session.scenario.runs[0].spread is None


def test_an_ensemble_over_a_signal_goes_with_it() -> None:
    session = Desk("momentum_memory").session
    session.set_signal("teeth")
    session.set_spread(0, SpreadSpec("amplitude", 0.5, 2.0, 20))
    session.set_signal_formula("amplitude*sin(t)")
    assert session.scenario.runs[0].spread is not None
    session.set_signal_formula("height*sin(t)")
    assert session.scenario.runs[0].spread is None


def test_a_run_with_a_map_of_what_no_other_has_can_go(desk: Desk) -> None:
    session = desk.session
    last = session.add_run("adam")
    session.set_map(MapSpec(AxisSpec("beta2", 0.5, 0.99), AxisSpec("eta", 1e-3, 1.0, True), run=last))
    session.remove_run(last)
    assert session.map is not None
    assert (session.map.run, session.map.x.name) == (0, "start.x")


def test_a_shot_turns_the_same_run_wherever_it_goes(desk: Desk) -> None:
    session = desk.session
    shot = Shot(seconds=3, sweep=Sweep("gamma", 0.1, 0.9, run=1))
    session.edit(replace(session.scenario, shots=(shot,)))
    session.move_run(1, 3)
    assert session.scenario.shots[0].sweep.run == 3
    session.set_rule(3, "theta = theta - eta*g")
    assert session.scenario.shots == (replace(shot, sweep=None),)
    session.set_signal("teeth")
    session.undo()
    session.undo()
    session.remove_run(3)
    assert session.scenario.shots == (replace(shot, sweep=None),)


def test_shots_end_where_the_playback_does(desk: Desk) -> None:
    session = desk.session
    shots = (Shot(seconds=1, steps=(0, 120)), Shot(seconds=1, steps=(120, 180)))
    session.edit(replace(session.scenario, shots=shots))
    session.set_steps(90)
    assert [shot.steps for shot in session.scenario.shots] == [(0, 90), (90, 90)]
    session.undo()
    assert session.scenario.shots == shots
