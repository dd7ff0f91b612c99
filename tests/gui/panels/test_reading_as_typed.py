"""Rules and formulas read while they are typed; where equations' parameters stand; turns on the way."""

from __future__ import annotations

import pytest

import engine
from gui.panels.choices import equations, folded, landscape_choices, matching, optimizer_choices
from gui.panels.reading_as_typed import Fault, first_equations, initial_values, read_field, read_rule
from gui.panels.turn_note import turned
from scenarios.schema import TurnSpec


@pytest.mark.parametrize("id", engine.list_ids("optimizers"))
def test_every_rule_of_the_catalogue_can_be_opened_and_means_the_same(id: str) -> None:
    known = engine.load_optimizer(id).rule
    found = read_rule(known.text, initial_values(known))
    assert not isinstance(found, Fault)
    assert found.rule.states.keys() == known.states.keys()
    assert set(found.rule.parameters) == set(known.parameters)


def test_a_fault_has_its_place() -> None:
    found = read_rule("v = gamma*v\ntheta = theta - sinn(v)", {})
    assert isinstance(found, Fault)
    assert (found.line, found.column) == (2, 17)
    found = read_field("x**2 + (y", "landscape")
    assert isinstance(found, Fault)
    assert found.line == 1


def test_initial_values_of_states_that_are_gone_are_left_out() -> None:
    found = read_rule("theta = theta - eta*g", {"v": "1"})
    assert not isinstance(found, Fault)
    assert initial_values(found.rule) == {}
    found = read_rule("v = v + g\ntheta = theta - eta*v", {"v": "1 +"})
    assert isinstance(found, Fault)
    assert found.line == 0


def test_parameters_know_their_first_equation() -> None:
    found = first_equations(engine.load_optimizer("adam"))
    assert (found["beta1"], found["beta2"], found["eta"], found["eps_root"]) == (
        "(20)",
        "(21)",
        "(23)",
        "(23)",
    )
    assert first_equations(engine.optimizer("theta = theta - eta*g")) == {}


def test_ranges_of_equations_are_written_out() -> None:
    assert equations("Kingma, Ba 2015; article (20)–(23)") == ["(20)", "(21)", "(22)", "(23)"]
    assert equations("article (8)") == ["(8)"]
    assert equations("nowhere") == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("adam", "adam"),
        ("нестеров", "nesterov"),
        ("(16)", "adadelta"),
        ("Kingma", "adam"),
        ("rms prop", "rmsprop"),
    ],
)
def test_an_optimizer_is_found_by_name_source_and_equation(query: str, first: str) -> None:
    found = matching(optimizer_choices("en"), query)
    assert first in [choice.id for choice in found]
    assert len(found) < len(engine.list_ids("optimizers"))


def test_names_that_begin_so_come_first_in_their_group() -> None:
    found = matching(optimizer_choices("en"), "ada")
    first = [choice for choice in found if choice.group == found[0].group]
    starts = [folded(choice.name).startswith("ada") for choice in first]
    assert starts == sorted(starts, reverse=True)
    assert matching(landscape_choices("ru"), "нет такого") == []


def test_what_was_turned_on_the_way_is_told_in_order() -> None:
    turns = (TurnSpec(80, {"eta": 0.3}), TurnSpec(20, {"eta": 0.1, "gamma": 0.5}))
    found = turned({"eta": 0.01, "gamma": 0.9, "eps": 0.0}, turns)
    assert set(found) == {"eta", "gamma"}
    assert found["eta"].changes == ((20, 0.1), (80, 0.3))
    assert found["eta"].text.startswith("0.01 → 0.1 → 0.3")
    assert "20, 80" in found["eta"].text
    assert found["gamma"].text == "0.9 → 0.5,  step 20"
