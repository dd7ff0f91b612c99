"""Typing that is not finished, or not to be read: nothing of it is lost, and what is wrong is said."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt

from gui.panels.code_field import CodeField
from gui.panels.rule_editor import RuleEditor
from tests.gui.panels.conftest import Desk, Make
from tests.gui.panels.test_editors import write

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALMOST = "v = gamma*v + eta*g\ntheta = theta - v*("


def opened(desk: Desk) -> RuleEditor:
    desk.press(Qt.Key.Key_E)
    return desk.panel.editors.rule_editor


def paste(field: CodeField, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    field.selectAll()
    field.insertFromMimeData(data)


def with_a_faulty_initial_value(desk: Desk) -> RuleEditor:
    editor = opened(desk)
    write(desk, editor.code, "v = gamma*v + eta*g", "theta = theta - v")
    field = editor.state_fields["v"]
    field.setFocus()
    field.selectAll()
    desk.bot.keyClicks(field, "1/0")
    return editor


def test_a_faulty_initial_value_is_marked_where_it_stands(desk: Desk) -> None:
    editor = with_a_faulty_initial_value(desk)
    field = editor.state_fields["v"]
    assert editor.complaint.text() == "initial value of v: 1 / 0 is not a finite number"
    assert field.property("invalid")
    assert editor.code.marked == ""


def test_a_faulty_initial_value_can_be_mended_once_its_state_is_back(desk: Desk) -> None:
    editor = with_a_faulty_initial_value(desk)
    write(desk, editor.code, "theta = theta - eta*g")
    assert editor.complaint.text() == ""
    write(desk, editor.code, "v = gamma*v + eta*g", "theta = theta - v")
    field = editor.state_fields["v"]
    assert (field.text(), field.isVisible()) == ("1/0", True)
    field.setFocus()
    field.selectAll()
    desk.bot.keyClicks(field, "0")
    assert editor.complaint.text() == ""
    assert not field.property("invalid")


def test_a_rule_that_is_not_finished_waits_while_another_run_is_looked_at(desk: Desk) -> None:
    editor = opened(desk)
    write(desk, editor.code, *ALMOST.split("\n"))
    desk.click(desk.panel.list.rows[2], QPoint(80, 14))
    assert editor.code.toPlainText() == desk.session.runs[2].optimizer.rule.text
    assert editor.complaint.text() == ""
    desk.session.move_run(0, 1)
    desk.session.select(1)
    assert editor.code.toPlainText() == ALMOST
    assert editor.complaint.text() != ""
    desk.session.set_optimizer(1, "lion")
    assert editor.code.toPlainText() == desk.session.runs[1].optimizer.rule.text


def test_a_rule_that_is_not_finished_stays_while_something_else_is_edited(desk: Desk) -> None:
    editor = opened(desk)
    write(desk, editor.code, "v = gamma*v + eta*g", "theta = theta - v")
    editor.apply_now()
    write(desk, editor.code, *ALMOST.split("\n"))
    desk.session.set_parameter(0, "gamma", 0.3)
    desk.session.set_hidden(1, True)
    assert editor.code.toPlainText() == ALMOST


def test_a_formula_that_is_not_finished_stays_while_something_else_is_edited(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E, SHIFT)
    editor = desk.panel.editors.field_editor
    write(desk, editor.code, "x**2 + (")
    desk.session.set_hidden(1, True)
    assert editor.code.toPlainText() == "x**2 + ("
    desk.session.set_landscape("himmelblau")
    assert editor.code.toPlainText() == desk.session.resolved.terrain.formula.text


def test_where_a_landscape_is_shown_is_undone_in_its_fields_too(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E, SHIFT)
    editor = desk.panel.editors.field_editor
    write(desk, editor.code, "x**2 + y**2")
    editor.apply_now()
    desk.session.close_edit()
    before = editor.edges[0].value
    desk.type(editor.edges[0], "-3")
    assert desk.session.scenario.field.domain[0] == -3
    desk.session.undo()
    assert editor.edges[0].value == before == desk.session.scenario.field.domain[0]


def test_a_text_too_long_to_be_a_rule_is_refused_aloud(make: Make) -> None:
    desk = make("everyone_from_one_point", language="ru")
    editor = opened(desk)
    before = editor.code.toPlainText()
    paste(editor.code, "theta = theta - eta*g\r\n\t# long" + "x" * 30_000)
    assert "30" in editor.complaint.text()
    assert editor.code.toPlainText() == before
    paste(editor.code, "v = 0.9*v + g\r\n\ttheta = theta - eta*v\r\n")
    assert editor.complaint.text() == ""
    assert editor.is_waiting
