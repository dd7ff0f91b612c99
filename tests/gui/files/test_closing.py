"""Closing with unsaved changes: what is asked, and what becomes of a plan that something holds up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

import scenarios
from gui.model.commands import Turned
from gui.model.frame import Restamped
from tests.gui.driving import LANDSCAPE, SIGNAL, Hands, Make, offscreen_says


def closing(hands: Make, tmp_path: Path, source: object) -> Hands:
    """A window that was asked to close with unsaved changes."""
    drive = hands(drafts=tmp_path / "unsaved")
    drive.open(source)
    drive.edit()
    drive.window.close()
    assert drive.window.isVisible()
    assert [button.text() for button in drive.window.question.buttons] == ["Save", "Discard", "Keep editing"]
    return drive


def test_closing_without_changes_asks_nothing(hands: Make, tmp_path: Path) -> None:
    drive = hands(drafts=tmp_path / "unsaved")
    drive.open(LANDSCAPE)
    drive.window.close()
    assert not drive.window.isVisible()


def test_closing_with_changes_can_be_given_up(hands: Make, tmp_path: Path) -> None:
    drive = closing(hands, tmp_path, LANDSCAPE)
    assert QApplication.focusWidget() is drive.window.question.buttons[0]
    drive.key(Qt.Key.Key_Escape)
    assert drive.window.isVisible()
    assert not drive.window.question.isVisible()
    drive.window.close()
    assert drive.window.isVisible()
    drive.answer(2)
    drive.edit()


def test_changes_are_saved_and_the_window_closes(hands: Make, tmp_path: Path, file: Path) -> None:
    drive = closing(hands, tmp_path, file)
    edited = drive.session.scenario
    drive.answer(0)
    drive.until(lambda: not drive.window.isVisible())
    assert scenarios.load(file) == edited
    assert list((tmp_path / "unsaved").glob("*.toml")) == []


def test_closing_goes_on_once_a_file_that_was_changed_elsewhere_may_be_replaced(
    hands: Make, tmp_path: Path, file: Path
) -> None:
    drive = closing(hands, tmp_path, file)
    scenarios.save(scenarios.load(SIGNAL), file)
    edited = drive.session.scenario
    drive.answer(0)
    assert drive.window.isVisible()
    assert "changed elsewhere" in drive.window.question.text.text()
    drive.answer(0)
    drive.until(lambda: not drive.window.isVisible())
    assert scenarios.load(file) == edited


def test_changes_are_discarded_and_the_window_closes(hands: Make, tmp_path: Path, file: Path) -> None:
    before = file.read_bytes()
    drive = closing(hands, tmp_path, file)
    drive.answer(1)
    assert not drive.window.isVisible()
    assert file.read_bytes() == before
    assert list((tmp_path / "unsaved").glob("*.toml")) == []


def test_closing_twice_goes_and_keeps_the_changes(hands: Make, tmp_path: Path, file: Path) -> None:
    drive = closing(hands, tmp_path, file)
    edited = drive.session.scenario
    drive.window.close()
    assert not drive.window.isVisible()
    again = hands(drafts=tmp_path / "unsaved")
    again.open(SIGNAL)
    assert again.window.filing.unsaved is not None
    again.window.filing.unsaved.keeper.search()
    again.until(again.window.question.isVisible)
    again.answer(0)
    again.until(lambda: again.session.scenario == edited)
    assert again.session.document is not None
    assert again.session.document.path == file


@offscreen_says
def test_saving_before_closing_that_is_given_up_leaves_the_window_open(hands: Make, tmp_path: Path) -> None:
    drive = closing(hands, tmp_path, LANDSCAPE)
    drive.answer(0)
    dialog = drive.window.findChild(QFileDialog)
    dialog.reject()
    drive.window.filing.save_to(str(tmp_path / "later.toml"))
    drive.until(lambda: not drive.window.isWindowModified())
    assert drive.window.isVisible()


def choose(drive: Hands, path: Path) -> None:
    """Takes a name in the dialog that asks where to save; it is gone then."""
    dialog = drive.window.findChild(QFileDialog)
    dialog.selectFile(str(path))
    dialog.accept()
    drive.until(lambda: drive.window.findChild(QFileDialog) is None)


@offscreen_says
@pytest.mark.parametrize("goes_on", ["cancels", "edits", "saves later"])
def test_a_plan_to_close_that_an_existing_name_held_up_is_given_up(
    hands: Make, tmp_path: Path, file: Path, goes_on: str
) -> None:
    drive = closing(hands, tmp_path, LANDSCAPE)
    drive.answer(0)
    choose(drive, file)
    assert "mine.toml" in drive.window.question.text.text()
    if goes_on == "cancels":
        drive.answer(2)
    elif goes_on == "edits":
        drive.edit()
    drive.window.filing.save()
    choose(drive, tmp_path / "later.toml")
    drive.until(lambda: not drive.window.isWindowModified())
    assert drive.window.isVisible()


@offscreen_says
def test_the_window_closes_once_an_existing_file_is_replaced(hands: Make, tmp_path: Path, file: Path) -> None:
    drive = closing(hands, tmp_path, LANDSCAPE)
    edited = drive.session.scenario
    drive.answer(0)
    choose(drive, file)
    drive.answer(0)
    drive.until(lambda: not drive.window.isVisible())
    assert scenarios.load(file) == edited


def test_a_turn_that_is_dated_while_the_file_is_written_does_not_keep_the_window_open(
    hands: Make, tmp_path: Path, file: Path
) -> None:
    drive = hands(drafts=tmp_path / "unsaved")
    drive.open(file)
    drive.session.set_parameter(0, "eta", 0.0625)
    drive.window.close()
    drive.answer(0)
    version = drive.session.loaded.version
    turn = drive.session.scenario.runs[0].turns[0]
    late = Restamped(version, Turned(0, "eta", turn.step), turn.step + 1)
    drive.session.adopt_restamped(late)
    dated = drive.session.scenario
    drive.until(lambda: not drive.window.isVisible())
    assert scenarios.load(file) == dated


def test_a_question_of_closing_is_about_what_is_open_and_unsaved(
    hands: Make, tmp_path: Path, file: Path
) -> None:
    drive = closing(hands, tmp_path, file)
    drive.window.filing.save()
    drive.until(lambda: not drive.window.isWindowModified())
    assert not drive.window.question.isVisible()
    assert drive.window.isVisible()
    drive.edit()
    drive.window.close()
    assert drive.window.isVisible()
