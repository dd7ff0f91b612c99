"""Sliders and what hangs on them: fans, marks of turns, the menu, tooltips."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from engine import catalogue
from gui.panels.parameter_row import ParameterRow
from tests.gui.driving import offscreen_says
from tests.gui.panels.conftest import SIGNAL, Desk, Make


def test_two_clicks_make_a_fan(make: Make) -> None:
    desk = make("nesterov_gammas")
    runs = len(desk.names)
    desk.click(desk.panel.list.rows[1], QPoint(80, 14))
    row = desk.panel.rule_rows.rows["gamma"]
    desk.hover(row)
    desk.click(row.fan_button)
    assert row.strip is not None
    assert row.strip.make_button.text() == "Make 5 runs"
    desk.click(row.strip.make_button)
    assert len(desk.names) == runs + 4
    assert all(name.startswith("γ = ") for name in desk.names[1:6])
    values = [run.parameters["gamma"] for run in desk.session.scenario.runs[1:6]]
    assert len(set(values)) == 5
    assert not row.strip.isVisible()
    desk.session.undo()
    assert len(desk.names) == runs


def test_the_values_of_a_fan_are_typed_and_a_wrong_one_is_said_in_place(desk: Desk) -> None:
    row = desk.panel.rule_rows.rows["eta"]
    row.fan_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert row.strip is not None
    runs = len(desk.names)
    desk.type(row.strip.values, "0.1  99")
    assert "10" in row.strip.complaint.text()
    desk.type(row.strip.values, "0.1")
    assert "2" in row.strip.complaint.text()
    assert len(desk.names) == runs
    desk.type(row.strip.values, "0.1; 0,2; 0.3")
    assert len(desk.names) == runs + 2
    found = [run.parameters["eta"] for run in desk.session.scenario.runs[:3]]
    assert found == [0.1, 0.2, 0.3]


def test_escape_closes_the_strip(desk: Desk) -> None:
    row = desk.panel.rule_rows.rows["eta"]
    desk.click(row.fan_button)
    desk.press(Qt.Key.Key_Escape)
    assert not row.strip.isVisible()
    desk.click(row.fan_button)
    desk.click(desk.panel.list.rows[2], QPoint(80, 14))
    assert not desk.panel.rule_rows.rows["eta"].strip.isVisible()


def test_a_turn_on_the_way_is_marked_and_taken_back(desk: Desk) -> None:
    row = desk.panel.rule_rows.rows["eta"]
    start = desk.session.values[0]["eta"]
    assert row.note is None
    desk.go_to(76)
    desk.type(row.field, "0.5")
    assert row.note is not None
    assert row.note.isVisible()
    assert row.note.label.accessibleName().endswith("0.5,  step 76")
    desk.go_to(10)
    assert row.field.text() == f"{start:g}"
    desk.click(row.note.button)
    assert not desk.session.scenario.runs[0].turns
    assert not row.note.isVisible()


def test_the_landscape_is_turned_on_the_way_too(make: Make) -> None:
    desk = make("out_of_the_trap")
    row = desk.panel.field_rows.rows["depth"]
    desk.go_to(30)
    desk.type(row.field, "7")
    assert row.note.isVisible()
    desk.click(row.note.button)
    assert not desk.session.scenario.field.turns
    assert desk.session.field_values["depth"] == 4


def test_dragging_a_slider_is_one_step_to_undo(desk: Desk) -> None:
    row = desk.panel.rule_rows.rows["eta"]
    before = desk.session.values[0]["eta"]
    for by in (24, -9):
        handle = row.slider._handle().center().toPoint()
        desk.drag(row.slider, QPoint(by, 0), handle)
    assert desk.session.values[0]["eta"] != before
    desk.session.undo()
    assert desk.session.values[0]["eta"] != before
    desk.session.undo()
    assert desk.session.values[0]["eta"] == before


def test_each_press_of_a_key_on_a_slider_is_undone_for_itself(desk: Desk) -> None:
    row = desk.panel.rule_rows.rows["eta"]
    row.slider.setFocus()
    known = [desk.session.values[0]["eta"]]
    for _ in range(2):
        desk.key(row.slider, Qt.Key.Key_Right)
        known.append(desk.session.values[0]["eta"])
    desk.type(row.field, "0.5")
    for before in reversed(known):
        desk.session.undo()
        assert desk.session.values[0]["eta"] == before


def test_a_key_held_down_on_a_slider_is_one_step_to_undo(desk: Desk) -> None:
    slider = desk.panel.rule_rows.rows["eta"].slider
    before = desk.session.values[0]["eta"]
    slider.setFocus()
    for _ in range(5):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", True)
            QApplication.sendEvent(slider, event)
    assert desk.session.values[0]["eta"] != before
    desk.session.undo()
    assert desk.session.values[0]["eta"] == before


def test_turns_of_the_wheel_with_a_pause_between_are_undone_one_by_one(desk: Desk) -> None:
    slider = desk.panel.rule_rows.rows["eta"].slider
    slider.setFocus()
    known = []
    for _ in range(2):
        known.append(desk.session.values[0]["eta"])
        for _ in range(3):
            notch(slider)
        slider._last_notch -= 10
    for before in reversed(known):
        desk.session.undo()
        assert desk.session.values[0]["eta"] == before


def test_the_tooltip_says_meaning_range_default_and_equation(desk: Desk) -> None:
    run = next(k for k, r in enumerate(desk.session.runs) if r.optimizer.id == "adam")
    desk.click(desk.panel.list.rows[run], QPoint(80, 14))
    tip = desk.panel.rule_rows.rows["beta2"].slider.toolTip()
    assert "β₂" in tip
    assert "second moment" in tip
    assert "0.999" in tip
    assert "0.99999" in tip
    assert "(21)" in tip


@offscreen_says
def test_the_menu_of_a_row_goes_back_to_the_default(desk: Desk) -> None:
    row = desk.panel.rule_rows.rows["eta"]
    desk.type(row.field, "0.5")
    desk.reveal(row)
    place = row.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(row, QContextMenuEvent(reason, place, row.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any("many values" in action.text() for action in menu.actions())
    desk.choose(menu, "Back to the default")
    menu.close()
    assert desk.session.values[0]["eta"] == row.parameter.default


def notch(slider: QWidget) -> None:
    at = QPointF(slider.rect().center())
    QApplication.sendEvent(
        slider,
        QWheelEvent(
            at,
            QPointF(slider.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def test_a_slider_under_the_wheel_does_not_turn_unless_it_has_the_keyboard(make: Make) -> None:
    desk = make(SIGNAL)
    slider = desk.panel.rule_rows.rows["gamma"].slider
    slider.clearFocus()
    before = slider.value()

    notch(slider)
    assert slider.value() == before
    slider.setFocus()
    notch(slider)
    assert slider.value() != before


def test_a_stranger_s_text_is_shown_letter_by_letter(desk: Desk) -> None:
    text = """name = { en = "<img src=x>", ru = "b" }
rule = "theta = theta - eta*g"
[parameters]
eta = { default = 1, range = [0, 2], symbol = "<u>h</u>", en = "<b>big</b> rate", ru = "b" }
"""
    desk.session.set_rule(0, text)
    row = desk.panel.rule_rows.rows["eta"]
    assert "<u>" not in row.label.text()
    assert "<b>big" not in row.slider.toolTip()
    assert "&lt;b&gt;big" in row.slider.toolTip()
    assert "<img" not in desk.panel.list.rows[0].toolTip()


def test_a_long_name_ends_in_an_ellipsis(desk: Desk) -> None:
    desk.session.set_rule(0, "theta = theta - eta*g*a_name_that_is_much_too_long")
    row = desk.panel.rule_rows.rows["a_name_that_is_much_too_long"]
    assert row.label.text().endswith("…")
    assert row.label.sizeHint().width() <= row.label.width() + 2


def test_no_name_of_ours_is_cut_in_any_language(qtbot: QtBot) -> None:
    loaders = {
        "optimizers": catalogue.load_optimizer, "landscapes": catalogue.load_landscape,
        "curves": catalogue.load_curve, "signals": catalogue.load_signal,
        "schedules": catalogue.load_schedule,
    }  # fmt: skip
    row = ParameterRow()
    qtbot.addWidget(row)
    for kind, load in loaders.items():
        for id in catalogue.list_ids(kind):
            for parameter in load(id).parameters:
                for language in ("en", "ru"):
                    row.bind(parameter, parameter.default, language)
                    assert "…" not in row.label.text(), (kind, id, parameter.name, language)
