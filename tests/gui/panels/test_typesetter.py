"""Lines of formulas that were set are kept, but not all for ever."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.model.commands import SetLine
from gui.model.frame import LineSet
from gui.panels import formula_view
from gui.panels.formula_view import Typesetter


def test_the_lines_that_were_not_looked_at_for_longest_are_forgotten(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formula_view, "MOST_KEPT", 3)
    typesetter = Typesetter()
    typesetter.start()

    def set_line(latex: str) -> None:
        qtbot.waitUntil(lambda: typesetter.line((latex, "#000000", 1.0)) is not None, timeout=60_000)

    for latex in ("a", "b", "c"):
        set_line(latex)
    first = typesetter.line(("a", "#000000", 1.0))
    set_line("d")
    assert typesetter.line(("a", "#000000", 1.0)) is first
    assert typesetter.line(("b", "#000000", 1.0)) is None
    set_line("b")
    typesetter.close()


def test_a_line_whose_answer_was_lost_is_asked_for_once_more(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formula_view, "_PATIENCE", 0.05)
    monkeypatch.setattr("gui.stage.formulas.kept_svg", lambda *line: None)
    monkeypatch.setattr("gui.stage.formulas.formula_svg", lambda *line: pytest.fail("set in the window"))
    asked: list[SetLine] = []

    def ask(line: SetLine) -> None:
        asked.append(line)
        if len(asked) == 3:
            typesetter.adopt(LineSet(line, b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 7"/>'))

    typesetter = Typesetter(ask=ask)
    typesetter.start()
    qtbot.waitUntil(lambda: typesetter.line(("a", "#000000", 1.0)) is not None, timeout=60_000)
    assert typesetter.line(("a", "#000000", 1.0)).width() == 9
    assert len(asked) == 3
    typesetter.close()
