"""Long work of the window's thread is done in slices, and newer work takes the place of older."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from gui import slices
from gui.slices import Slices


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr(slices, "SLICE", 0.0)
    return []


def steps(done: list[str], names: str) -> list[partial[None]]:
    return [partial(done.append, name) for name in names]


def test_the_first_slice_is_done_at_once_and_others_between_events(qtbot: QtBot, done: list[str]) -> None:
    work = Slices()
    work.begin(steps(done, "abc"))
    assert done == ["a"]
    QTimer.singleShot(0, lambda: done.append("event"))
    qtbot.waitUntil(lambda: work.is_done)
    assert [name for name in done if name != "event"] == ["a", "b", "c"]
    qtbot.waitUntil(lambda: "event" in done)
    assert done.index("event") < len(done) - 1, "an event comes between two slices"


def test_the_first_slice_waits_where_it_is_asked_to(qtbot: QtBot, done: list[str]) -> None:
    work = Slices()
    work.begin(steps(done, "ab"), at_once=False)
    assert not done
    qtbot.waitUntil(lambda: work.is_done)
    assert done == ["a", "b"]


def test_what_is_left_is_done_when_somebody_needs_it(qtbot: QtBot, done: list[str]) -> None:
    work = Slices()
    work.begin(steps(done, "abc"))
    work.finish()
    assert done == ["a", "b", "c"]
    assert work.is_done


def test_newer_steps_take_the_place_of_those_before(qtbot: QtBot, done: list[str]) -> None:
    work = Slices()
    work.begin(steps(done, "abc"))
    work.begin(steps(done, "xy"))
    qtbot.waitUntil(lambda: work.is_done)
    assert done == ["a", "x", "y"]


def test_a_slice_takes_what_has_room_in_it(
    qtbot: QtBot, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE", 1e9)
    Slices().begin(steps(done, "abc"))
    assert done == ["a", "b", "c"]


def test_a_step_that_fails_does_not_keep_the_others_back(qtbot: QtBot, done: list[str]) -> None:
    def fail() -> None:
        raise ValueError("a step")

    work = Slices()
    with pytest.raises(ValueError, match="a step"):
        work.begin([fail, *steps(done, "ab")])
    qtbot.waitUntil(lambda: work.is_done)
    assert done == ["a", "b"]
