"""No word is cut on any page, in either language, in a large window and in the smallest."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui import pages
from tests.gui.photographer import Photographer
from tests.gui.words import cut

NARROW, WIDE = (960, 600), (1600, 900)

#: In Russian, whose words are longer, in the smallest window and a large one.
THOROUGHLY = (
    pages.stage,
    pages.palette,
    pages.keys,
    pages.question,
    pages.choosing_an_optimizer,
    pages.choosing_a_landscape,
    pages.editing_a_rule,
    pages.presentation,
    pages.signal,
    pages.presentation_signal,
    pages.cards,
)

#: In the smallest window.
NARROWLY = (
    pages.choosing_a_schedule,
    pages.editing_a_formula,
    pages.spreading,
    pages.relief,
    pages.sight,
    pages.explaining,
    pages.lesson,
    pages.hill,
    pages.frequencies,
    pages.networks_begun,
    pages.recording_form,
    pages.comparison,
)

CASES = [
    *((page, "en", NARROW) for page in THOROUGHLY),
    *((page, "ru", NARROW) for page in (*THOROUGHLY, *NARROWLY)),
    *((page, "ru", WIDE) for page in THOROUGHLY),
]


@pytest.mark.parametrize(
    ("page", "language", "size"), CASES, ids=[f"{p.__name__}-{tongue}-{s[0]}" for p, tongue, s in CASES]
)
def test_no_word_is_cut(
    qapp: QApplication, tmp_path: Path, page: pages.Page, language: str, size: tuple[int, int]
) -> None:
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
