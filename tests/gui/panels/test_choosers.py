"""The searchable lists of optimizers, landscapes, signals and schedules."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from tests.gui.panels.conftest import Desk, Make


def test_a_run_is_added_by_typing_part_of_a_name(desk: Desk) -> None:
    count = len(desk.names)
    desk.click(desk.panel.add_button)
    chooser = desk.panel.editors.chooser
    assert chooser.isVisible()
    assert QApplication.focusWidget() is chooser.search
    desk.bot.keyClicks(chooser.search, "lion")
    # who is named so comes before who only mentions it
    assert chooser.list.choices[0].id == "lion"
    assert len(chooser.list.choices) < 5
    desk.key(chooser.search, Qt.Key.Key_Return)
    assert not chooser.isVisible()
    assert len(desk.names) == count + 1
    assert desk.session.runs[-1].optimizer.id == "lion"
    assert desk.session.selected == count


def test_the_optimizer_of_a_run_is_changed_by_key_and_arrows(desk: Desk) -> None:
    desk.click(desk.panel.list.rows[0], QPoint(80, 14))
    desk.press(Qt.Key.Key_O)
    chooser = desk.panel.editors.chooser
    assert chooser.list.current.id == desk.session.runs[0].optimizer.id
    desk.bot.keyClicks(chooser.search, "nest")
    first = chooser.list.current
    desk.key(chooser.search, Qt.Key.Key_Down)
    second = chooser.list.current
    assert first.id != second.id
    assert chooser.name.text() == second.name
    assert chooser.formula._lines
    desk.key(chooser.search, Qt.Key.Key_Return)
    assert desk.session.runs[0].optimizer.id == second.id
    assert desk.panel.rule.heading.text() == second.name.upper()


def test_an_equation_finds_its_optimizer_and_nothing_is_said_where_nothing_fits(desk: Desk) -> None:
    desk.press(Qt.Key.Key_A)
    chooser = desk.panel.editors.chooser
    desk.bot.keyClicks(chooser.search, "(28)")
    assert [choice.id for choice in chooser.list.choices] == ["adamax"]
    chooser.search.selectAll()
    desk.bot.keyClicks(chooser.search, "qwerty")
    assert chooser.list.choices == []
    assert chooser.nothing.isVisible()
    count = len(desk.names)
    desk.key(chooser.search, Qt.Key.Key_Return)
    assert len(desk.names) == count
    desk.key(chooser.search, Qt.Key.Key_Escape)
    assert not chooser.isVisible()


def test_a_click_chooses_and_a_click_elsewhere_closes(desk: Desk) -> None:
    desk.press(Qt.Key.Key_O)
    chooser = desk.panel.editors.chooser
    desk.click(desk.window, QPoint(20, 20))
    assert not chooser.isVisible()
    desk.press(Qt.Key.Key_O)
    desk.bot.keyClicks(chooser.search, "rmsprop")
    index = chooser.list.currentIndex()
    desk.click(chooser.list.viewport(), chooser.list.visualRect(index).center())
    assert desk.session.runs[0].optimizer.id == "rmsprop"


def test_a_landscape_is_chosen_with_its_picture(desk: Desk) -> None:
    desk.press(Qt.Key.Key_G)
    chooser = desk.panel.editors.chooser
    groups = list(dict.fromkeys(choice.group for choice in chooser.list.choices))
    assert groups == ["Landscapes", "Signals", "Curves"]
    desk.bot.keyClicks(chooser.search, "beale")
    assert chooser.preview.isVisible()
    desk.wait(lambda: chooser.preview.is_painted)
    assert chooser.preview.grab().toImage().pixelColor(40, 40) != chooser.preview.grab().toImage().pixelColor(
        140, 90
    )
    desk.key(chooser.search, Qt.Key.Key_Return)
    assert desk.session.scenario.field.landscape == "beale"
    assert "BEALE" in desk.panel.field.heading.text()


def test_a_signal_is_chosen_for_a_signal(make: Make) -> None:
    desk = make("momentum_memory", language="ru")
    desk.press(Qt.Key.Key_G)
    chooser = desk.panel.editors.chooser
    assert chooser.list.choices[0].kind == "signals"
    desk.enter(chooser.search, "зубцы")
    desk.key(chooser.search, Qt.Key.Key_Return)
    assert desk.session.scenario.field.signal == "teeth"
    assert {"amplitude", "period", "kappa"} <= set(desk.panel.field_rows.rows)


def test_a_schedule_is_chosen_turned_and_taken_off(desk: Desk) -> None:
    section = desk.unfold("schedule")
    desk.click(section.pick)
    chooser = desk.panel.editors.chooser
    desk.bot.keyClicks(chooser.search, "cosine")
    desk.key(chooser.search, Qt.Key.Key_Return)
    assert desk.session.scenario.runs[0].schedule.id == "cosine"
    assert section.heading.remark == "Cosine"
    desk.type(section.rows.rows["lowest"].field, "0.25")
    assert desk.session.scenario.runs[0].schedule.parameters == {"lowest": 0.25}
    assert section.rows.rows["lowest"].parameter.default == 0
    desk.click(section.pick)
    desk.click(chooser.own_buttons[0])
    assert desk.session.scenario.runs[0].schedule is None
    assert section.heading.remark == "none"


def test_the_chooser_stays_within_a_small_window(desk: Desk) -> None:
    desk.window.resize(960, 600)
    desk.panel.setGeometry(616, 16, desk.panel.width(), 480)
    desk.press(Qt.Key.Key_G)
    chooser = desk.panel.editors.chooser
    assert desk.window.rect().contains(chooser.geometry())
    assert not chooser.geometry().intersects(desk.panel.geometry())


def test_page_keys_move_in_the_list_and_leave_no_trace(desk: Desk) -> None:
    paged: list[str] = []
    desk.registry.add("page", "Page", lambda: paged.append("page"), "file", keys="PgDown")
    desk.press(Qt.Key.Key_G)
    chooser = desk.panel.editors.chooser
    desk.key(chooser.search, Qt.Key.Key_PageUp)
    first = chooser.list.current
    desk.key(chooser.search, Qt.Key.Key_PageDown)
    assert chooser.list.current.id != first.id
    assert paged == []
    desk.key(chooser.search, Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_PageDown)
    assert paged == ["page"]


def test_what_floats_goes_with_the_panel(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    assert editor.isVisible()
    desk.panel.hide()
    assert not editor.isVisible()
    desk.panel.show()
    desk.press(Qt.Key.Key_O)
    chooser = desk.panel.editors.chooser
    assert chooser.isVisible()
    desk.open("everyone_from_one_point")
    assert not chooser.isVisible()
