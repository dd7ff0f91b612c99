"""What the timeline knows of turned parameters and forks, and how speeds read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

import scenarios
from gui.model import edits
from gui.timeline.marks import Mark, fork_step, marks_of, near, without_turn
from gui.timeline.speeds import speed_text
from gui.translations import Language
from scenarios.resolving import resolve
from scenarios.schema import Scenario, TurnSpec


def turned(**turns: tuple[TurnSpec, ...]) -> Scenario:
    """The shipped scenario with turns of run 0 ("r0"), run 1 ("r1") and the field."""
    scenario = scenarios.load("everyone_from_one_point")
    for name in ("r0", "r1"):
        if name in turns:
            scenario = edits.with_run(scenario, int(name[1]), turns=turns[name])
    if "field" in turns:
        scenario = replace(scenario, field=replace(scenario.field, turns=turns["field"]))
    return scenario


def test_a_turn_says_what_it_changed_from_the_turn_before() -> None:
    turns = (TurnSpec(40, {"eta": 0.3}), TurnSpec(90, {"eta": 0.05}))
    marks = marks_of(resolve(turned(r0=turns)))
    assert marks == [Mark(40, 0, "η 0.1 → 0.3"), Mark(90, 0, "η 0.3 → 0.05")]


def test_marks_come_in_the_order_of_steps_and_the_landscape_has_its_own() -> None:
    scenario = turned(r1=(TurnSpec(70, {"gamma": 0.5, "eta": 0.2}),), field=(TurnSpec(20, {"depth": 2.0}),))
    marks = marks_of(resolve(scenario))
    assert [(mark.step, mark.run) for mark in marks] == [(20, None), (70, 1)]
    assert marks[1].change.count("→") == 2


def test_a_turn_to_the_same_value_is_none() -> None:
    assert marks_of(resolve(turned(r0=(TurnSpec(40, {"eta": 0.1}),)))) == []


def test_a_fork_is_where_a_ghost_and_its_run_part() -> None:
    scenario = turned(r0=(TurnSpec(40, {"eta": 0.3}),))
    ghost = replace(scenario.runs[0], ghost=True)
    same = edits.arranged(scenario, edits.inserting(scenario, 1), ghost)
    assert fork_step(same.runs, 1) is None
    parted = edits.with_run(same, 0, turns=(*same.runs[0].turns, TurnSpec(90, {"eta": 0.01})))
    assert fork_step(parted.runs, 1) == 90
    marks = marks_of(resolve(parted))
    assert [mark.step for mark in marks if mark.is_fork] == [90]
    assert sum(mark.step == 40 for mark in marks) == 1


def test_a_slider_that_was_turned_and_turned_back_parts_no_ghost_from_its_run() -> None:
    scenario = turned(r0=(TurnSpec(40, {"eta": 0.3}),))
    forked = edits.arranged(scenario, edits.inserting(scenario, 1), replace(scenario.runs[0], ghost=True))
    back = edits.with_run(forked, 0, turns=(*forked.runs[0].turns, TurnSpec(90, {"eta": 0.3})))
    assert fork_step(back.runs, 1) is None
    assert not any(mark.is_fork for mark in marks_of(resolve(back)))


def test_one_turn_is_forgotten_and_the_others_stay() -> None:
    scenario = turned(
        r0=(TurnSpec(40, {"eta": 0.3}), TurnSpec(90, {"eta": 0.05})), field=(TurnSpec(20, {"depth": 2.0}),)
    )
    first = marks_of(resolve(scenario))
    fewer = without_turn(without_turn(scenario, first[0]), first[1])
    assert [mark.step for mark in marks_of(resolve(fewer))] == [90]


def test_the_nearest_marks_within_reach_are_meant() -> None:
    marks = [Mark(10, 0, "a"), Mark(20, 0, "b"), Mark(20, 1, "c")]
    assert near(marks, 18.0, 3.0) == marks[1:]
    assert near(marks, 11.0, 3.0) == marks[:1]
    assert near(marks, 15.0, 3.0) == []
    assert near([], 1.0, 3.0) == []


def test_speeds_read_well(qapp: QApplication) -> None:
    Language(qapp).put_on("en")
    assert [speed_text(speed) for speed in (0.1, 0.5, 1, 60)] == [
        "1 step / 10 s",
        "1 step / 2 s",
        "1 step/s",
        "60 steps/s",
    ]
    assert speed_text(500_000) == "500\N{THIN SPACE}000 steps/s"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["1 epoch / 2 s", "1 epoch/s", "2 epochs/s", "12 epochs/s"]),
        ("ru", ["1 эпоха / 2 с", "1 эпоха/с", "2 эпохи/с", "12 эпох/с"]),
    ],
)
def test_a_speed_is_in_what_time_is_counted_in(qapp: QApplication, language: str, said: list[str]) -> None:
    Language(qapp).put_on(language)
    assert [speed_text(speed, True) for speed in (0.5, 1, 2, 12)] == said
    Language(qapp).put_on("en")
