"""A dialog that asks for a file is gone once it is closed, whatever it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from gui.files.asking import ask_for_file
from gui.maps.filing import ask_where, ask_where_to_film

Ask = Callable[[QWidget, Callable[[Path], None]], None]


def a_table(window: QWidget, taken: Callable[[Path], None]) -> None:
    ask_for_file(window, "A table", "Table (*.csv)", taken)


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("ask", [a_table, ask_where, ask_where_to_film])
@pytest.mark.parametrize("takes", [True, False])
def test_nothing_stays_of_a_dialog(qtbot: QtBot, tmp_path: Path, ask: Ask, takes: bool) -> None:
    window, taken = QWidget(), []
    qtbot.addWidget(window)
    window.show()
    ask(window, taken.append)
    (dialog,) = window.findChildren(QFileDialog)
    name = tmp_path / f"a.{dialog.defaultSuffix() or 'csv'}"
    if takes:
        if dialog.acceptMode() == QFileDialog.AcceptMode.AcceptOpen:
            name.write_text("1\n", encoding="utf-8")
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(name.name)
        dialog.accept()
    else:
        dialog.reject()
    qtbot.waitUntil(lambda: not window.findChildren(QFileDialog))
    assert taken == ([name] if takes else [])
