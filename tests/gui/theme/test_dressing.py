"""A window changes its colours part by part, and what it opens later wears them too."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QWidget
from pytestqt.qtbot import QtBot

from engine.errors import UnknownNameError
from gui import slices
from gui.theme import LIGHT, apply_theme, current_theme
from gui.theme.dressing import Dresser


def panel(window: QWidget, widgets: int) -> QFrame:
    made = QFrame(window)
    made.setProperty("role", "popup")
    made.setGeometry(0, 0, 80, 80)
    for _ in range(widgets):
        QWidget(made).hide()
    return made


def ground(widget: QWidget) -> str:
    return widget.grab().toImage().pixelColor(widget.width() // 2, widget.height() // 2).name().upper()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> QWidget:
    apply_theme(qapp, "dark")
    made = QWidget()
    made.resize(200, 200)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_is_seen_changes_first_and_everything_within_moments(
    window: QWidget, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slices, "SLICE", 0.0)
    hidden, shown = panel(window, 1), panel(window, 1)
    shown.show()
    hidden.hide()
    dresser = Dresser(qapp, window)
    dresser.change("light")
    assert current_theme() is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Text).name().upper() == LIGHT.text
    qtbot.waitUntil(lambda: ground(shown) == LIGHT.panel)
    assert not dresser.is_done
    qtbot.waitUntil(lambda: dresser.is_done)
    assert ground(hidden) == LIGHT.panel


def test_what_is_opened_later_wears_the_present_colours(
    window: QWidget, qtbot: QtBot, qapp: QApplication
) -> None:
    dresser = Dresser(qapp, window)
    dresser.change("light")
    qtbot.waitUntil(lambda: dresser.is_done)
    later = panel(window, 0)
    later.show()
    menu = QMenu(later)
    menu.addAction("One")
    menu.ensurePolished()
    assert ground(later) == LIGHT.panel
    assert menu.palette().color(QPalette.ColorRole.Text).name().upper() == LIGHT.text


def test_a_theme_that_there_is_not_changes_nothing(window: QWidget, qapp: QApplication) -> None:
    with pytest.raises(UnknownNameError, match="sepia"):
        Dresser(qapp, window).change("sepia")
    assert current_theme().name == "dark"
