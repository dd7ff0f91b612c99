"""The list of runs under a person's hands."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPropertyAnimation, Qt
from PySide6.QtWidgets import QApplication, QMenu

from gui.panels.run_list import PITCH
from tests.gui.driving import offscreen_says
from tests.gui.panels.conftest import SIGNAL, Desk

# the offscreen platform complains about every popup, whatever the program does


def test_a_run_is_duplicated_deleted_and_brought_back_by_key(desk: Desk) -> None:
    before = desk.names
    desk.click(desk.panel.list.rows[1], QPoint(80, 14))
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert desk.names == [*before[:2], before[1], *before[2:]]
    assert desk.session.selected == 2
    assert desk.panel.list.rows[2].isChecked()
    desk.press(Qt.Key.Key_Delete)
    assert desk.names == before
    desk.session.undo()
    assert len(desk.names) == len(before) + 1


def test_the_last_run_cannot_be_deleted(desk: Desk) -> None:
    while len(desk.names) > 1:
        desk.press(Qt.Key.Key_Delete)
    only = desk.names
    desk.press(Qt.Key.Key_Delete)
    assert desk.names == only


def test_a_run_is_dragged_to_another_place(desk: Desk) -> None:
    before = desk.names
    desk.drag(desk.panel.list.rows[0], QPoint(0, 2 * PITCH))
    assert desk.names == [before[1], before[2], before[0], *before[3:]]
    assert [row.y() for row in desk.panel.list.rows] == [k * PITCH for k in range(len(before))]
    desk.session.undo()
    assert desk.names == before


def test_nothing_is_left_of_a_drag(desk: Desk) -> None:
    for by in (2, -2, 2, -1):
        moved = desk.panel.list.rows[0 if by > 0 else 2]
        desk.drag(moved, QPoint(0, by * PITCH))
    desk.bot.wait(1)
    assert not desk.panel.list.findChildren(QPropertyAnimation)


def test_rows_stand_where_they_belong_though_a_run_went_amid_a_drag(desk: Desk) -> None:
    rows = desk.panel.list.rows
    rows[-1].dragged.emit(0.0)
    desk.session.remove_run(len(rows) - 1)
    desk.bot.wait(300)
    assert [row.y() for row in desk.panel.list.rows] == [k * PITCH for k in range(len(desk.names))]


def test_a_run_keeps_its_colour_when_it_is_moved_by_key(desk: Desk) -> None:
    before, colour = desk.names, desk.panel.list.rows[0].colour
    desk.click(desk.panel.list.rows[0], QPoint(80, 14))
    desk.press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert desk.names == [before[1], before[0], *before[2:]]
    assert desk.session.selected == 1
    assert desk.panel.list.rows[1].colour == colour
    desk.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert desk.names == before


def test_a_name_is_typed_where_it_stands(desk: Desk) -> None:
    row = desk.panel.list.rows[1]
    desk.reveal(row)
    desk.bot.mouseDClick(row, Qt.MouseButton.LeftButton, pos=QPoint(80, 14))
    assert row.name_field.isVisible()
    desk.bot.keyClicks(row.name_field, "My own")
    desk.key(row.name_field, Qt.Key.Key_Return)
    assert desk.names[1] == "My own"
    assert not row.name_field.isVisible()
    desk.click(row, QPoint(80, 14))
    desk.press(Qt.Key.Key_F2)
    assert row.name_field.isVisible()
    desk.bot.keyClicks(row.name_field, "Forgotten")
    desk.key(row.name_field, Qt.Key.Key_Escape)
    assert desk.names[1] == "My own"


def test_a_name_is_not_given_to_a_run_of_another_scenario(desk: Desk) -> None:
    last = desk.panel.list.rows[-1]
    desk.reveal(last)
    desk.bot.mouseDClick(last, Qt.MouseButton.LeftButton, pos=QPoint(80, 14))
    desk.bot.keyClicks(last.name_field, "Mine")
    desk.open(SIGNAL)
    assert not any(row.name_field.isVisible() for row in desk.panel.list.rows)
    assert "Mine" not in desk.names
    desk.open("everyone_from_one_point")
    last = desk.panel.list.rows[-1]
    desk.reveal(last)
    desk.bot.mouseDClick(last, Qt.MouseButton.LeftButton, pos=QPoint(80, 14))
    desk.bot.keyClicks(last.name_field, "Mine")
    desk.session.remove_run(len(desk.names) - 1)
    assert "Mine" not in desk.names


def test_a_click_on_the_colour_hides_a_run_in_the_scenario(desk: Desk) -> None:
    row = desk.panel.list.rows[1]
    desk.click(row, QPoint(13, 14))
    assert desk.session.scenario.runs[1].hidden
    assert not row.is_shown
    assert desk.session.selected == 0
    desk.click(desk.panel.list.rows[1], QPoint(80, 14))
    desk.press(Qt.Key.Key_H)
    assert not desk.session.scenario.runs[1].hidden
    assert desk.panel.list.rows[1].is_shown


def test_arrow_keys_go_from_run_to_run(desk: Desk) -> None:
    desk.panel.list.focus_row(0)
    desk.press(Qt.Key.Key_Down)
    assert desk.session.selected == 1
    assert QApplication.focusWidget() is desk.panel.list.rows[1]
    desk.press(Qt.Key.Key_Up)
    desk.press(Qt.Key.Key_Up)
    assert desk.session.selected == 0


def test_buttons_appear_under_the_pointer(desk: Desk) -> None:
    row = desk.panel.list.rows[2]
    assert not row.copy_button.isVisible()
    desk.hover(row)
    assert row.copy_button.isVisible()
    assert "Ctrl+D" in row.copy_button.toolTip()
    count = len(desk.names)
    desk.click(row.copy_button)
    assert len(desk.names) == count + 1
    desk.hover(desk.panel.list.rows[3])
    desk.click(desk.panel.list.rows[3].delete_button)
    assert len(desk.names) == count


@offscreen_says
def test_the_menu_of_a_run_gives_it_a_colour(desk: Desk) -> None:
    row = desk.panel.list.rows[1]
    desk.reveal(row)
    desk.hover(row)
    desk.click(row.more_button)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert desk.session.selected == 1
    colours = next(a.menu() for a in menu.actions() if a.menu() is not None)
    desk.choose(colours, "Purple")
    menu.close()
    assert desk.session.scenario.runs[1].colour == 4
    assert desk.panel.list.rows[1].colour == desk.panel.list.rows[1].colour.upper() != ""


@offscreen_says
def test_a_fork_leaves_a_ghost(desk: Desk) -> None:
    menu = desk.panel.run_menu()
    fork = next(a for a in menu.actions() if a.text().startswith("Fork"))
    assert not fork.isEnabled()
    desk.go_to(40)
    assert fork.isEnabled()
    fork.trigger()
    menu.close()
    assert [run.ghost for run in desk.session.scenario.runs[:3]] == [False, True, False]
    assert desk.panel.list.rows[1].ghost
    assert "ghost" in desk.panel.list.rows[1].toolTip()
    assert desk.panel.list.rows[1].colour == desk.panel.list.rows[0].colour


def test_a_thirty_third_run_is_refused_in_one_sentence(desk: Desk) -> None:
    while len(desk.names) < 32:
        desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(desk.names) == 32
    assert "32" in desk.panel.complaint.text()
    desk.press(Qt.Key.Key_Delete)
    assert desk.panel.complaint.text() == ""
