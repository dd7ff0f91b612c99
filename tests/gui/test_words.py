"""No word is cut on any page, in either language, in a large window and in the smallest."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui import screens
from tests.gui.screens import Photographer
from tests.gui.words import cut

PAGES = (
    screens.stage,
    screens.palette,
    screens.keys,
    screens.question,
    screens.choosing_an_optimizer,
    screens.choosing_a_landscape,
    screens.editing_a_rule,
    screens.presentation,
    screens.signal,
    screens.presentation_signal,
    screens.gallery,
)


@pytest.mark.parametrize("size", [(1600, 900), (960, 600)])
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_no_word_is_cut(
    qapp: QApplication, tmp_path: Path, page: screens.Page, language: str, size: tuple[int, int]
) -> None:
    if language == "en" and size != (960, 600):
        pytest.skip("English is shorter: the smallest window tells enough")
    shown = Photographer("dark", language, size, tmp_path)
    try:
        page(shown)
        assert cut(shown.window) == []
    finally:
        shown.close()


def test_what_is_cut_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    label = QLabel("a text that is much wider than the label", window)
    button = QPushButton("another text that does not fit", window)
    qtbot.addWidget(window)
    for part in (label, button):
        part.resize(60, 24)
    window.show()
    assert len(cut(window)) == 2
    label.setWordWrap(True)
    assert len(cut(window)) == 2
    for part in (label, button):
        part.resize(part.sizeHint())
    assert cut(window) == []
