"""The palette and the sheet of keys, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.actions.known import Known
from gui.model.run_edits import MOST_RUNS
from tests.gui.driving import CTRL, LANDSCAPE, SIGNAL, Hands, Make


def open_palette(hands: Hands, text: str = "") -> list[str]:
    hands.key(Qt.Key.Key_K, CTRL)
    assert hands.window.palette_panel.isVisible()
    hands.type(text)
    return [item.text for item in hands.window.palette_panel.found]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "back start"), ("ru", "в начало"), ("ru", "back start")]
)
def test_an_action_is_found_in_either_language_and_done(hands: Make, language: str, words: str) -> None:
    drive = hands(language=language)
    drive.open(LANDSCAPE)
    drive.session.pause()
    first = open_palette(drive, words)[0]
    assert first == drive.window.registry["restart"].text
    drive.key(Qt.Key.Key_Return)
    assert not drive.window.palette_panel.isVisible()
    drive.until(lambda: drive.session.step == 0)


def test_arrows_choose_and_escape_gives_the_keyboard_back(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.canvas.setFocus()
    found = open_palette(drive)
    panel = drive.window.palette_panel
    assert panel.list.currentIndex().data() == found[0]
    drive.key(Qt.Key.Key_Down)
    drive.key(Qt.Key.Key_Down)
    assert panel.list.currentIndex().data() == found[2]
    drive.key(Qt.Key.Key_Up)
    assert panel.list.currentIndex().data() == found[1]
    drive.key(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert QApplication.focusWidget() is drive.window.canvas


def test_scenarios_are_found_by_title_and_figure(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.until(lambda: bool(drive.session.listed))
    entry = next(entry for entry in drive.session.listed if entry.id == SIGNAL)
    assert entry.figure is not None
    assert open_palette(drive, entry.figure)[0] == entry.title.en
    drive.window.palette_panel.field.clear()
    drive.type(entry.title.ru)
    drive.key(Qt.Key.Key_Return)
    drive.until(lambda: drive.session.loaded.id == SIGNAL)


def test_a_run_is_selected_and_a_parameter_gets_the_keyboard(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    open_palette(drive, "rmsprop")
    drive.key(Qt.Key.Key_Return)
    label = drive.session.runs[drive.session.selected].label.en
    assert label == "RMSProp"
    open_palette(drive, "learning rate")
    drive.key(Qt.Key.Key_Return)
    row = drive.window.runs.rule_rows.rows["eta"]
    assert QApplication.focusWidget() is row.field


@pytest.mark.parametrize("words", ["learning rate", "many values"])
def test_a_parameter_of_a_folded_section_is_unfolded(hands: Make, words: str) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    runs = drive.window.runs
    runs.rule.set_folded(True)
    drive.window.toggle_panels()
    open_palette(drive, "rmsprop")
    drive.key(Qt.Key.Key_Return)
    open_palette(drive, words)
    drive.key(Qt.Key.Key_Return)
    row = runs.rule_rows.rows["eta"]
    assert row.parameter == drive.session.parameters(drive.session.selected)[0]
    focused = QApplication.focusWidget()
    assert focused is (row.field if words == "learning rate" else row.strip.make_button)
    drive.until(lambda: focused.visibleRegion().boundingRect() == focused.rect())


def test_speeds_optimizers_and_landscapes_are_found(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.until(lambda: bool(drive.window.known.landscapes))
    open_palette(drive, "speed 5 steps")
    drive.key(Qt.Key.Key_Return)
    assert drive.session.speed == 5
    count = len(drive.session.runs)
    open_palette(drive, "add adamax")
    drive.key(Qt.Key.Key_Return)
    assert len(drive.session.runs) == count + 1
    assert drive.session.runs[drive.session.selected].optimizer.name["en"] == "Adamax"
    open_palette(drive, "himmelblau")
    names = [item.text for item in drive.window.palette_panel.found]
    panel = drive.window.palette_panel
    for _ in range(names.index("Himmelblau")):
        drive.key(Qt.Key.Key_Down)
    assert panel.list.currentIndex().data() == "Himmelblau"
    drive.key(Qt.Key.Key_Return)
    assert drive.session.resolved.field.name["en"] == "Himmelblau"


def test_one_run_too_many_is_said_in_place(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.until(lambda: bool(drive.window.known.optimizers))
    while len(drive.session.runs) < MOST_RUNS:
        drive.session.add_run()
    open_palette(drive, "add adamax")
    drive.key(Qt.Key.Key_Return)
    assert len(drive.session.runs) == MOST_RUNS
    assert drive.window.notice.text.text() == "the number of runs = 33 is outside 1 … 32"


def test_what_was_used_last_comes_first_and_nothing_is_said_to_be_nothing(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    open_palette(drive, "farther")
    drive.key(Qt.Key.Key_Return)
    assert open_palette(drive)[0] == "Farther"
    drive.type("qqqqzzzz")
    assert drive.window.palette_panel.found == []
    assert drive.window.palette_panel.nothing.isVisible()
    drive.key(Qt.Key.Key_Return)
    assert drive.window.palette_panel.isVisible()


def test_a_click_on_a_row_does_it_and_one_beside_the_panel_closes(hands: Make) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    open_palette(drive, "light colours")
    panel = drive.window.palette_panel
    place = panel.list.visualRect(panel.list.model().index(0, 0)).center()
    drive.bot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert drive.session.theme == "light"
    open_palette(drive)
    drive.bot.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.rect().bottomLeft())
    assert not panel.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_the_sheet_lists_every_key(hands: Make, key: Qt.Key) -> None:
    drive = hands()
    drive.open(LANDSCAPE)
    drive.window.canvas.setFocus()
    drive.key(key)
    sheet = drive.window.sheet
    assert sheet.isVisible()
    texts = {label.text() for label in sheet.findChildren(type(sheet.title))}
    for action in drive.window.registry:
        if action.keys and not action.detail:
            assert action.text in texts
            assert any(action.shortcut in text for text in texts)
    drive.key(Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_every_action_has_a_name_in_both_languages(hands: Make) -> None:
    drive = hands()
    for action in drive.window.registry:
        english, russian = action.names
        assert english
        if action.id not in ("language",):
            assert english != russian, action.id


def test_names_end_with_the_window() -> None:
    known = Known()
    known.start()
    known.close()
    known.start()
    assert isinstance(known.optimizers, tuple)
