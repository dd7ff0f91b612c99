"""Actions: declared once, and everything that is made of them follows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.actions import Actions, Item
from gui.theme import apply_theme
from gui.translations import Language


class Lamp:
    """Something to switch."""

    def __init__(self) -> None:
        self.on = False
        self.works = True

    def switch(self) -> None:
        self.on = not self.on


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    apply_theme(QApplication.instance(), "dark")
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def lamp(window: QWidget) -> Iterator[tuple[Actions, Lamp]]:
    actions, lamp = Actions(window), Lamp()
    actions.add(
        "lamp",
        lambda: "Pause" if lamp.on else "Play",
        lamp.switch,
        "window",
        keys=("Ctrl+J", "J"),
        icon=lambda: "pause" if lamp.on else "play",
        enabled=lambda: lamp.works,
        checked=lambda: lamp.on,
    )
    yield actions, lamp
    Language(QApplication.instance()).put_on("en")


def test_a_key_a_button_and_a_menu_do_the_same(
    qtbot: QtBot, window: QWidget, lamp: tuple[Actions, Lamp]
) -> None:
    actions, state = lamp
    button, menu = QToolButton(window), QMenu(window)
    actions.wire(button, "lamp")
    actions.fill(menu, "lamp", "")
    qtbot.keyClick(window, Qt.Key.Key_J)
    assert state.on
    assert button.isChecked()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not state.on
    assert not button.isChecked()
    menu.actions()[0].trigger()
    assert state.on
    assert menu.actions()[1].isSeparator()


def test_the_tooltip_has_name_and_shortcut_in_the_language_put_on(
    window: QWidget, lamp: tuple[Actions, Lamp]
) -> None:
    actions, _ = lamp
    button = QToolButton(window)
    actions.wire(button, "lamp")
    assert button.toolTip() == "Play  (Ctrl+J)"
    assert button.accessibleName() == "Play"
    actions.trigger("lamp")
    assert button.toolTip() == "Pause  (Ctrl+J)"
    Language(QApplication.instance()).put_on("ru")
    actions.refresh()
    assert button.toolTip() == "Пауза  (Ctrl+J)"
    assert actions["lamp"].names == ("Pause", "Пауза")


def test_what_cannot_be_done_now_is_not_done(
    qtbot: QtBot, window: QWidget, lamp: tuple[Actions, Lamp]
) -> None:
    actions, state = lamp
    button = QToolButton(window)
    actions.wire(button, "lamp")
    state.works = False
    actions.refresh()
    assert not button.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_J)
    actions.trigger("lamp")
    assert not state.on


def test_a_page_over_the_stage_lets_only_some_work(window: QWidget, lamp: tuple[Actions, Lamp]) -> None:
    actions, state = lamp
    done: list[str] = []
    actions.add("leave", "Close", lambda: done.append("left"), "window", keys="Ctrl+L", everywhere=True)
    actions.set_covered(True)
    actions.trigger("lamp")
    actions.trigger("leave")
    assert (state.on, done) == (False, ["left"])
    actions.set_covered(False)
    actions.trigger("lamp")
    assert state.on


def test_ids_and_keys_are_taken_once(window: QWidget, lamp: tuple[Actions, Lamp]) -> None:
    actions, _ = lamp
    with pytest.raises(ValueError, match="'lamp' already"):
        actions.add("lamp", "Play", lambda: None, "window")
    with pytest.raises(ValueError, match="J is taken by 'lamp'"):
        actions.add("other", "Play", lambda: None, "window", keys="J")


def test_a_button_that_has_gone_is_forgotten(window: QWidget, lamp: tuple[Actions, Lamp]) -> None:
    import shiboken6

    actions, _ = lamp
    button = QToolButton(window)
    actions.wire(button, "lamp")
    shiboken6.delete(button)
    actions.refresh()
    actions.trigger("lamp")


def test_sources_are_asked_each_time(window: QWidget, lamp: tuple[Actions, Lamp]) -> None:
    actions, _ = lamp
    things = ["one"]
    actions.add_source(lambda: [Item(name, lambda: None, "Things") for name in things])
    assert [item.text for item in actions.items()] == ["one"]
    things.append("two")
    assert [item.text for item in actions.items()] == ["one", "two"]
