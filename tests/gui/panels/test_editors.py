"""Rules and formulas typed by a person."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor

from gui.model import commands
from gui.model.run_edits import MOST_RUNS
from gui.panels.code_field import CodeField
from tests.gui.panels.conftest import Desk, Make


def write(desk: Desk, field: CodeField, *lines: str) -> None:
    field.setFocus()
    field.selectAll()
    for k, line in enumerate(lines):
        if k:
            desk.key(field, Qt.Key.Key_Return)
        desk.bot.keyClicks(field, line)


def test_a_rule_is_typed_and_its_parameters_get_sliders(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    assert editor.code.toPlainText() == desk.session.runs[0].optimizer.rule.text
    write(desk, editor.code, "v = beta*v + eta*g", "theta = theta - v - push*sign(v)")
    assert set(editor.state_fields) == {"v"}
    desk.wait(lambda: desk.session.runs[0].optimizer.id == "typed")
    assert set(desk.panel.rule_rows.rows) == {"beta", "eta", "push"}
    assert desk.panel.rule.heading.text() == "OWN RULE"
    assert len(desk.panel.formula._lines) == 2
    assert desk.session.scenario.runs[0].optimizer is None


def test_a_fault_is_marked_where_it_is_and_nothing_changes(desk: Desk) -> None:
    before = desk.session.scenario
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    write(desk, editor.code, "v = gamma*v", "theta = theta - sinn(v)")
    assert "line 2, column 17" in editor.complaint.text()
    assert "'sin'" in editor.complaint.text()
    assert editor.code.marked == "sinn"
    assert not editor.is_waiting
    desk.bot.wait(400)
    assert desk.session.scenario == before
    editor.code.moveCursor(QTextCursor.MoveOperation.End)
    for _ in range(len("n(v)")):
        desk.key(editor.code, Qt.Key.Key_Backspace)
    desk.bot.keyClicks(editor.code, "(v)")
    assert editor.complaint.text() == ""
    assert editor.code.marked == ""
    desk.wait(lambda: desk.session.runs[0].optimizer.id == "typed")


def test_saving_amid_typing_saves_what_is_typed(desk: Desk, tmp_path: Path) -> None:
    desk.press(Qt.Key.Key_E)
    write(desk, desk.panel.editors.rule_editor.code, "theta = theta - eta*sign(g)")
    assert desk.session.save(tmp_path / "mine.toml")
    command = desk.sent[-1]
    assert isinstance(command, commands.Save)
    assert command.scenario.runs[0].rule == "theta = theta - eta*sign(g)"
    words = desk.unfold("words")
    words.title_field.setFocus()
    words.title_field.selectAll()
    desk.bot.keyClicks(words.title_field, "Signs alone")
    assert desk.session.save(tmp_path / "mine.toml")
    command = desk.sent[-1]
    assert isinstance(command, commands.Save)
    assert command.scenario.title.en == "Signs alone"


def test_the_catalogue_s_rule_comes_back(desk: Desk) -> None:
    known = desk.session.runs[0].optimizer.id
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    assert not editor.back_button.isEnabled()
    write(desk, editor.code, "theta = theta - eta*sign(g)")
    desk.wait(lambda: desk.session.runs[0].optimizer.id == "typed")
    assert editor.back_button.isEnabled()
    desk.click(editor.back_button)
    assert desk.session.runs[0].optimizer.id == known
    assert editor.code.toPlainText() == desk.session.runs[0].optimizer.rule.text


def test_the_catalogue_s_landscape_comes_back_that_was_typed_over(desk: Desk) -> None:
    session, editor = desk.session, desk.panel.editors.field_editor
    desk.panel.editors.edit_field()
    editor.close_panel()
    for known in ("himmelblau", "rosenbrock"):
        session.set_landscape(known)
        session.set_landscape_formula("x^2 + 3*y^2", (-2.0, 2.0, -2.0, 2.0))
        session.close_edit()
    session.undo()
    session.undo()
    assert session.field_origin == ("landscape", "himmelblau")
    desk.panel.editors.edit_field()
    assert editor.back_button.isEnabled()
    desk.click(editor.back_button)
    assert session.scenario.field.landscape == "himmelblau"


def test_runs_that_change_places_amid_typing_keep_their_own_rules(desk: Desk) -> None:
    first, second = (desk.session.runs[k].optimizer for k in (0, 1))
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    write(desk, editor.code, "theta = theta - eta*sign(g)")
    assert editor.is_waiting
    desk.session.move_run(0, 2)
    assert editor.code.toPlainText() == "theta = theta - eta*sign(g)"
    editor.apply_now()
    assert desk.session.scenario.runs[2].rule == "theta = theta - eta*sign(g)"
    assert desk.session.runs[0].optimizer is second
    assert first.name["en"] in editor.back_button.text()
    desk.session.undo()
    desk.session.undo()
    assert desk.session.runs[0].optimizer is first
    assert editor.code.toPlainText() == first.rule.text
    desk.session.redo()
    desk.session.redo()
    desk.session.remove_run(0)
    assert first.name["en"] in editor.back_button.text()
    desk.click(editor.back_button)
    assert desk.session.runs[1].optimizer is first


def test_states_start_from_what_is_typed(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    write(desk, editor.code, "v = gamma*v + eta*g", "theta = theta - v")
    field = editor.state_fields["v"]
    field.setFocus()
    field.selectAll()
    desk.bot.keyClicks(field, "theta/2")
    desk.wait(lambda: desk.session.scenario.runs[0].state == {"v": "theta/2"})
    desk.bot.keyClicks(field, " +")
    assert "initial value of v" in editor.complaint.text()
    assert desk.session.scenario.runs[0].state == {"v": "theta/2"}


def test_typing_is_one_step_to_undo_and_undoing_shows(desk: Desk) -> None:
    before = desk.session.scenario
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    for text in ("theta = theta - eta*g", "theta = theta - eta*g*2"):
        write(desk, editor.code, text)
        editor.apply_now()
    assert desk.session.scenario.runs[0].rule == "theta = theta - eta*g*2"
    desk.session.undo()
    assert desk.session.scenario == before
    assert editor.code.toPlainText() == desk.session.runs[0].optimizer.rule.text


def test_the_editor_follows_the_selection_and_keeps_what_was_typed(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    write(desk, editor.code, "theta = theta - eta*sign(g)")
    desk.click(desk.panel.list.rows[1], QPoint(80, 14))
    assert editor.isVisible()
    assert desk.session.scenario.runs[0].rule == "theta = theta - eta*sign(g)"
    assert editor.code.toPlainText() == desk.session.runs[1].optimizer.rule.text
    desk.key(editor.code, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_letters_typed_into_a_rule_are_no_shortcuts(desk: Desk) -> None:
    count, playing = len(desk.names), desk.session.playing
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    desk.bot.keyClicks(editor.code, "a h f o g ")
    assert len(desk.names) == count
    assert desk.session.playing == playing
    assert not desk.panel.editors.chooser.isVisible()


def test_a_landscape_is_typed_with_its_domain(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    editor = desk.panel.editors.field_editor
    assert editor.code.toPlainText() == desk.session.resolved.field.formula.text
    write(desk, editor.code, "bend = a*x**2", "(1 - x)**2 + (y - bend)**2")
    desk.wait(lambda: desk.session.scenario.field.landscape_formula is not None)
    assert set(desk.panel.field_rows.rows) == {"a"}
    desk.type(editor.edges[0], "-3")
    assert desk.session.scenario.field.domain[0] == -3
    desk.type(editor.edges[1], "-4")
    assert "x₀" in editor.domain_complaint.text()
    assert desk.session.scenario.field.domain[1] != -4
    desk.type(editor.edges[1], "6")
    assert editor.domain_complaint.text() == ""
    assert desk.session.scenario.field.domain[:2] == (-3, 6)
    write(desk, editor.code, "x**2 + z/")
    assert editor.complaint.text() != ""
    desk.click(editor.back_button)
    assert desk.session.scenario.field.landscape is not None


def test_a_signal_is_typed_on_a_landscape(desk: Desk) -> None:
    desk.press(Qt.Key.Key_G)
    chooser = desk.panel.editors.chooser
    desk.click(chooser.own_buttons[1])
    editor = desk.panel.editors.field_editor
    assert editor.isVisible()
    write(desk, editor.code, "amplitude*cos(t/9)")
    desk.wait(lambda: desk.session.is_signal)
    assert set(desk.panel.field_rows.rows) == {"amplitude", "kappa"}


def test_an_own_rule_is_added_from_the_list(desk: Desk) -> None:
    count = len(desk.names)
    desk.press(Qt.Key.Key_A)
    desk.click(desk.panel.editors.chooser.own_buttons[0])
    assert len(desk.names) == count + 1
    assert desk.panel.editors.rule_editor.isVisible()


def test_where_there_is_no_room_no_other_run_s_rule_is_typed_over(desk: Desk) -> None:
    while len(desk.session.runs) < MOST_RUNS:
        desk.session.add_run()
    desk.panel.editors.add_run()
    desk.click(desk.panel.editors.chooser.own_buttons[0])
    assert desk.panel.complaint.isVisible()
    assert not desk.panel.editors.rule_editor.is_open


def test_another_scenario_closes_the_editor(make: Make) -> None:
    desk = make("momentum_memory", language="ru")
    desk.press(Qt.Key.Key_E)
    editor = desk.panel.editors.rule_editor
    write(desk, editor.code, "theta = theta - sinn(g)")
    assert "строка 1" in editor.complaint.text()
    desk.open("everyone_from_one_point")
    assert not editor.isVisible()
    assert desk.session.runs[0].optimizer.id != "typed"
