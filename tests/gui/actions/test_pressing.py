"""By keyboard alone: what Tab leads to can be pressed, and what is typed is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from tests.gui.driving import LANDSCAPE, Hands, Make


@pytest.fixture
def drive(hands: Make) -> Hands:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.session.pause()
    return drive


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_switches_and_buttons_that_have_the_keyboard_are_pressed(drive: Hands, key: Qt.Key) -> None:
    playback = drive.window.runs.playback
    playback.set_folded(False)
    drive.until(playback.loop.isVisible)
    playback.loop.setFocus()
    drive.key(key)
    assert drive.session.scenario.playback.loop
    playback.seed.dice.setFocus()
    seed = drive.session.scenario.playback.seed
    drive.key(key)
    assert drive.session.scenario.playback.seed != seed
    drive.window.runs.noise.heading.setFocus()
    drive.key(key)
    assert drive.window.runs.noise.is_folded
    drive.window.transport.loop_button.setFocus()
    drive.key(key)
    assert not drive.session.scenario.playback.loop
    assert not drive.session.playing


def test_space_is_time_s_after_a_click_on_a_run_and_enter_presses_the_rest(drive: Hands) -> None:
    runs = drive.window.runs
    drive.click(runs.list.rows[2])
    assert QApplication.focusWidget() is runs.list.rows[2]
    drive.key(Qt.Key.Key_Space)
    assert drive.session.playing
    runs.start.set_folded(False)
    button = runs.start.points.findChild(QPushButton)
    drive.until(button.isVisible)
    button.setFocus()
    drive.key(Qt.Key.Key_Return)
    assert len(drive.session.scenario.start.points) == 2


def test_a_name_is_typed_where_it_is_seen(drive: Hands) -> None:
    drive.window.canvas.setFocus()
    drive.key(Qt.Key.Key_P)
    assert not drive.window.runs.isVisible()
    drive.key(Qt.Key.Key_F2)
    assert isinstance(QApplication.focusWidget(), type(drive.window.runs.list.rows[0].name_field))
    assert QApplication.focusWidget().isVisible()
    drive.type("mine")
    drive.key(Qt.Key.Key_Return)
    assert drive.session.runs[0].label.en == "mine"


def test_before_an_audience_panels_are_not_folded_unseen(drive: Hands) -> None:
    drive.window.canvas.setFocus()
    drive.key(Qt.Key.Key_F11)
    drive.key(Qt.Key.Key_P)
    drive.key(Qt.Key.Key_F11)
    assert drive.window.runs.isVisible()
