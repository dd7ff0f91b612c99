"""The document: undoing, merging, and what counts as saved."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

import scenarios
from gui.model.document import MOST_EDITS, Document
from scenarios.schema import Scenario


def seeded(number: int) -> Scenario:
    first = scenarios.load("everyone_from_one_point")
    return replace(first, playback=replace(first.playback, seed=number))


def test_going_back_and_forth() -> None:
    a, b, c = seeded(1), seeded(2), seeded(3)
    document = Document(a)
    document.undo()
    document.redo()
    document.apply(b)
    document.apply(c)
    document.undo()
    assert document.scenario is b
    document.redo()
    assert document.scenario is c
    document.undo()
    document.apply(a)
    assert not document.can_redo
    document.undo()
    assert document.scenario is b


def test_edits_of_one_drag_are_one() -> None:
    states = [seeded(k) for k in range(6)]
    document = Document(states[0])
    document.apply(states[1], "drag")
    document.apply(states[2], "drag")
    document.close_group()
    document.apply(states[3], "drag")
    document.apply(states[4], "other")
    document.apply(states[5])
    for expected in (4, 3, 2, 0):
        document.undo()
        assert document.scenario is states[expected]
    # what follows an undone drag does not become part of it
    document.redo()
    document.apply(states[5], "drag")
    document.undo()
    assert document.scenario is states[2]


def test_what_counts_as_modified() -> None:
    a, b = seeded(1), seeded(2)
    document = Document(a)
    assert not document.is_modified
    document.apply(b)
    assert document.is_modified
    document.mark_saved(b, Path("b.toml"))
    assert not document.is_modified
    document.undo()
    assert document.is_modified
    document.apply(seeded(2))
    assert not document.is_modified
    document.amend(seeded(3))
    assert document.is_modified
    document.mark_unsaved()
    document.undo()
    assert document.is_modified


def test_the_past_is_bounded() -> None:
    document = Document(seeded(0))
    scenario = seeded(1)
    for _ in range(2 * MOST_EDITS):
        document.apply(scenario)
    for _ in range(MOST_EDITS):
        assert document.can_undo
        document.undo()
    assert not document.can_undo


def test_without_an_order_runs_that_are_more_are_new_ones() -> None:
    document = Document(scenarios.load("L1"))
    first = document.scenario
    who = document.who
    document.apply(replace(first, runs=(*first.runs, first.runs[0])))
    assert document.who[:-1] == who
    assert document.who[-1] not in who
    document.apply(replace(first, runs=first.runs[:2]))
    assert document.who == who[:2]
