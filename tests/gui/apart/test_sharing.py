from __future__ import annotations

import gc
import pickle
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import engine
import scenarios
from engine.phrase import Phrase
from gui.apart.sharing import Borrower, Keeper
from gui.model.commands import Apply, Open
from gui.model.frame import Loaded, Problem
from scenarios.resolving import resolve


def across(value: Any, one: Any, other: Any) -> Any:
    """The value, sent from the one side to the other."""
    data, buffers = one.dumps(value)
    return other.loads(data, [bytearray(buffer.raw()) for buffer in buffers])


@pytest.fixture
def sides() -> tuple[Keeper, Borrower]:
    return Keeper(), Borrower()


@pytest.mark.parametrize("id", [entry.id for entry in scenarios.list_scenarios()])
def test_every_scenario_crosses_whole(id: str, sides: tuple[Keeper, Borrower]) -> None:
    keeper, borrower = sides
    resolved = resolve(scenarios.load(id))
    there = across(Loaded(1, resolved, id), keeper, borrower).resolved
    assert there.scenario == resolved.scenario
    assert [run.parameters for run in there.runs] == [run.parameters for run in resolved.runs]
    back = across(Apply(1, there), borrower, keeper).resolved
    assert back.field is resolved.field
    assert [mine is own for mine, own in zip(back.runs, resolved.runs, strict=True)] == [True] * len(
        resolved.runs
    )


def test_only_an_edited_run_is_another_one_there(sides: tuple[Keeper, Borrower]) -> None:
    keeper, borrower = sides
    resolved = resolve(scenarios.load("everyone_from_one_point"))
    there = across(Loaded(1, resolved), keeper, borrower).resolved
    edited = replace(there.runs[1], parameters={**there.runs[1].parameters, "eta": 0.5})
    applied = replace(there, runs=(there.runs[0], edited, *there.runs[2:]))
    first = across(Apply(1, applied), borrower, keeper).resolved
    again = across(Apply(1, applied), borrower, keeper).resolved
    assert first.runs[0] is resolved.runs[0]
    assert first.runs[1] is not resolved.runs[1]
    assert first.runs[1].parameters["eta"] == 0.5
    assert first.runs[1].optimizer is resolved.runs[1].optimizer
    assert all(a is b for a, b in zip(first.runs, again.runs, strict=True))


def test_what_the_window_has_not_any_more_is_not_kept(sides: tuple[Keeper, Borrower]) -> None:
    keeper, borrower = sides
    there = across(Loaded(1, resolve(scenarios.load("everyone_from_one_point"))), keeper, borrower)
    assert len(keeper) > 5
    gc.collect()
    assert not borrower.forgotten
    del there
    gc.collect()
    keeper.forget(list(borrower.forgotten))
    assert len(keeper) == 0


def test_a_number_is_not_given_to_another_object(sides: tuple[Keeper, Borrower]) -> None:
    keeper, borrower = sides
    runs = resolve(scenarios.load("everyone_from_one_point")).runs
    seen = []
    for k in range(50):
        run = replace(runs[0], parameters={"eta": float(k)})
        seen.append(across(run, borrower, keeper).parameters["eta"])
        del run
    assert seen == [float(k) for k in range(50)]


def test_what_an_object_remembers_of_itself_stays_here(sides: tuple[Keeper, Borrower]) -> None:
    keeper, borrower = sides
    landscape = engine.load_landscape("himmelblau")
    fresh = replace(landscape)
    lean, _ = borrower.dumps(fresh)
    assert fresh.value(1.0, 2.0) == landscape.value(1.0, 2.0)
    fresh.gradient(1.0, 2.0)
    full, _ = Borrower().dumps(fresh)
    assert len(full) == len(lean)
    assert across(fresh, Borrower(), keeper).value(1.0, 2.0) == landscape.value(1.0, 2.0)


def test_a_value_that_cannot_be_sent_leaves_nothing_half_known(sides: tuple[Keeper, Borrower]) -> None:
    keeper, borrower = sides
    run = resolve(scenarios.load("everyone_from_one_point")).runs[0]
    with pytest.raises((pickle.PicklingError, AttributeError, TypeError)):
        borrower.dumps((run, lambda: None))
    assert across(run, borrower, keeper).parameters == run.parameters


def test_arrays_arrive_as_they_are_and_can_be_written_to(sides: tuple[Keeper, Borrower]) -> None:
    keeper, borrower = sides
    given = {"a": np.arange(5.0), "b": np.zeros((3, 0)), "c": np.eye(4, dtype=np.uint32)[:, ::2]}
    there = across(given, keeper, borrower)
    assert all(np.array_equal(there[key], given[key]) for key in given)
    assert all(there[key].dtype == given[key].dtype for key in given)
    there["a"][0] = 7.0  # compiled loops take nothing else


def test_sentences_cross_with_what_they_are_made_of(sides: tuple[Keeper, Borrower]) -> None:
    keeper, borrower = sides
    sentence = Phrase("{name} is not there", name=Phrase("{n} runs", n=3))
    there = across(Problem(sentence), keeper, borrower).message
    assert there == sentence
    assert there.values["name"].values == {"n": 3}
    assert across(Open(3, "L4"), borrower, keeper) == Open(3, "L4")
