"""What a person is about when something else has become of the scenario meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from tests.gui.driving import LANDSCAPE, Hands

Make = Callable[..., Hands]


def remove_a_run(drive: Hands) -> None:
    """By its button, which takes no keyboard; its row is gone for good then."""
    drive.window.runs.list.rows[0].delete_button.click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


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
