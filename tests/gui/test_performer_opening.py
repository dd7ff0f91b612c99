"""What the performer opens, and tells of what cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

import scenarios
from gui.model import commands as c
from scenarios.resolving import resolve
from tests.gui.stand import NAME, Stand


@pytest.fixture
def stand() -> Stand:
    return Stand()


def test_an_edit_of_a_scenario_no_longer_open_is_void(stand: Stand) -> None:
    before = stand.do(c.Pause(), c.Open(2, "momentum_memory"))
    stand.do(c.Apply(1, resolve(scenarios.load(NAME))), c.Look(1, (5, 0)))
    assert before.version == 2
    assert stand.problems == []
    assert stand.performer._player.resolved.is_signal


@pytest.mark.parametrize("source", ["no_such_scenario", Path("/nonexistent/file.toml")])
def test_what_cannot_be_opened_is_told_and_changes_nothing(stand: Stand, source: object) -> None:
    stand.let_pass(0.1, 6)
    step = stand.frames[-1].step
    frame = stand.do(c.Open(2, source))
    assert len(stand.problems) == 1
    assert "\n" not in stand.problems[0]
    assert (frame.version, frame.step) == (1, step)


def test_a_malformed_file_is_told_with_its_line(stand: Stand, tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text("format = 1\ntitle = = 3\n")
    stand.do(c.Open(2, file))
    assert "line 2" in stand.problems[0]


def test_the_list_of_scenarios_is_told(stand: Stand) -> None:
    stand.do(c.ListScenarios())
    listed = stand.told[-1]
    assert isinstance(listed, tuple)
    assert NAME in [entry.id for entry in listed]
