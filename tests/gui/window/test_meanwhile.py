"""What a person is about when something else has become of the scenario meanwhile."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.gui.driving import LANDSCAPE, SIGNAL, Hands, Make

MAP = "fractal_learning_rate"
NETWORK = "a_small_network"


def listed(drive: Hands) -> list[str]:
    """What the open palette offers."""
    return [item.text for item in drive.window.palette_panel.found]


def remove_a_run(drive: Hands) -> None:
    """By its button, which takes no keyboard; its row is gone for good then."""
    drive.window.runs.list.rows[0].delete_button.click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def begin_to_type(drive: Hands, field: QLineEdit, text: str) -> None:
    """Without confirming it."""
    drive.window.activateWindow()
    field.setFocus()
    field.selectAll()
    drive.type(text)


def test_an_editor_closes_though_the_row_that_had_the_keyboard_is_gone(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.activateWindow()
    drive.window.runs.list.rows[-1].setFocus()
    drive.window.runs.editors.edit_rule()
    remove_a_run(drive)
    drive.window.runs.editors.rule_editor.close_button.click()
    assert not drive.window.runs.editors.rule_editor.is_open


def test_the_palette_closes_though_the_row_that_had_the_keyboard_is_gone(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.activateWindow()
    drive.window.runs.list.rows[-1].setFocus()
    drive.window.palette_panel.open()
    remove_a_run(drive)
    drive.key(Qt.Key.Key_Escape)
    assert not drive.window.palette_panel.isVisible()


@pytest.mark.parametrize(
    ("first", "name", "other"),
    [
        *((LANDSCAPE, "playback.steps", other) for other in (SIGNAL, NETWORK, MAP)),
        (NETWORK, "network.seeds", LANDSCAPE),
    ],
)
def test_a_number_is_not_given_to_another_scenario(hands: Make, first: str, name: str, other: str) -> None:
    drive = hands()
    drive.open(first)
    section, row = name.split(".")
    folded = getattr(drive.window.runs, section)
    folded.set_folded(False)
    begin_to_type(drive, getattr(folded, row).fields[0], "3")
    drive.open(other)
    assert not drive.window.isWindowModified()


@pytest.mark.parametrize("other", [SIGNAL, NETWORK, MAP])
def test_an_edge_of_a_formula_is_not_given_to_another_scenario(hands: Make, other: str) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.runs.editors.edit_field()
    editor = drive.window.runs.editors.field_editor
    begin_to_type(drive, editor.edges[0], "-3")
    drive.open(other)
    assert not editor.is_open
    assert not drive.window.isWindowModified()


def test_the_editor_of_a_formula_goes_where_networks_come_back(hands: Make) -> None:
    drive = hands()
    drive.open(NETWORK)
    drive.session.set_landscape("ravine")
    drive.window.runs.editors.edit_field()
    editor = drive.window.runs.editors.field_editor
    begin_to_type(drive, editor.edges[0], "-3")
    drive.session.undo()
    assert not editor.is_open
    assert drive.session.is_network


def test_a_title_is_not_given_to_another_scenario(hands: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.runs.words.set_folded(False)
    begin_to_type(drive, drive.window.runs.words.title_field, "Mine")
    # the panel's last parts are made anew only later
    monkeypatch.setattr("gui.slices.SLICE", 0.0)
    drive.open(MAP)
    assert not drive.window.isWindowModified()
    drive.until(lambda: drive.window.runs.words.title_field.text() == drive.session.scenario.title.en)


def test_a_name_is_not_given_to_the_run_that_takes_its_place(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    rows = drive.window.runs.list.rows
    rows[1].rename()
    begin_to_type(drive, rows[1].name_field, "Mine")
    remove_a_run(drive)
    drive.window.stage.setFocus()
    assert "Mine" not in [run.label.en for run in drive.session.runs]


def test_a_rule_is_not_given_to_the_run_that_takes_its_place(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.activateWindow()
    drive.window.runs.editors.edit_rule()
    editor = drive.window.runs.editors.rule_editor
    editor.code.selectAll()
    drive.type("theta = theta - 7*g")
    assert editor.is_waiting
    rules = [run.optimizer.rule.text for run in drive.session.runs]
    remove_a_run(drive)
    assert not editor.is_waiting
    assert editor.code.toPlainText() == rules[1]
    assert [run.optimizer.rule.text for run in drive.session.runs] == rules[1:]


def test_the_palette_lists_what_the_scenario_that_came_has(hands: Make) -> None:
    drive = hands()
    drive.open(MAP)
    palette = drive.window.palette_panel
    palette.open()
    palette.field.setText("width")
    assert any("Along the map" in text for text in listed(drive))
    drive.open(SIGNAL)
    assert palette.isVisible()
    assert palette.field.text() == "width"
    assert not any("Along the map" in text for text in listed(drive))
