"""The whole window in Russian, widget by widget: no English is left, whichever language it was opened in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

import engine
from engine.catalogue import load_curve
from engine.language.lower import RULE_FUNCTIONS
from gui.theme import apply_theme
from gui.window import Window

SCENARIOS = ("out_of_the_trap", "adam_calibrated", "rain_on_himmelblau", "a_small_network")
GETTERS = (
    "text",
    "toolTip",
    "accessibleName",
    "accessibleDescription",
    "placeholderText",
    "windowTitle",
    "title",
)
ON_DEMAND = (
    "run.add",
    "run.schedule",
    "run.rule",
    "field.choose",
    "field.edit",
    "palette",
    "keys",
    "gallery",
)
TYPED = (QLineEdit, QTextEdit, QPlainTextEdit)
"""What a person types stays as it was typed."""

KEYS = "Ctrl Shift Alt Esc Home End Del Backspace Return Enter Tab PgUp PgDown PgDn Page Down Up Ins"
NAMES = "Ravine English NVIDIA CUDA TOML CSV Python RMS LaTeX MP4 WebM GIF WebP MKV PNG SVG PDF"
WORD = re.compile(r"[A-Za-z]{3,}")


def names() -> set[str]:
    """Words in Latin letters that stay in Russian: the catalogue's names, the keyboard's, the language's."""
    found = {*KEYS.split(), *NAMES.split(), "theta", *RULE_FUNCTIONS}
    for kind, load in (
        ("optimizers", engine.load_optimizer),
        ("landscapes", engine.load_landscape),
        ("signals", engine.load_signal),
        ("curves", load_curve),
    ):
        for id in engine.list_ids(kind):
            entry = load(id)
            for text in (entry.name["ru"], entry.summary["ru"], entry.source["ru"]):
                found.update(WORD.findall(text))
            for parameter in entry.parameters:
                found.update(WORD.findall(parameter.label("ru")))
    return found


def texts(window: Window) -> Iterator[tuple[str, str]]:
    """Everything that any widget of the window says, shown or not yet, with the place."""
    for widget in (window, *window.findChildren(QWidget)):
        place = type(widget).__name__
        for getter in GETTERS:
            if getter != "text" or not isinstance(widget, TYPED):
                said = getattr(widget, getter, None)
                value = said() if callable(said) and getter != "title" else None
                if isinstance(value, str):
                    yield f"{place}.{getter}", value
        if isinstance(widget, QComboBox):
            for row in range(widget.count()):
                yield f"{place}[{row}]", widget.itemText(row)
        for action in widget.actions():
            yield f"{place}, action", action.text()
            yield f"{place}, action", action.toolTip()


def english(window: Window) -> set[str]:
    known = {name.casefold() for name in names()}
    found = set()
    for place, text in texts(window):
        # What follows «параметры:» are the names that a formula's text itself has.
        plain = re.sub(r"<[^>]*>|&\w+;|\[\*\]|параметры: .*", " ", text)
        if any(word.casefold() not in known for word in WORD.findall(plain)):
            found.add(f"{place}: {text}")
    return found


def opened(qtbot: QtBot, language: str, scenario: str) -> Window:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "dark")
    window = Window("dark", language)
    window.resize(1280, 720)
    window.show()
    window.open(scenario)
    session = window.session
    qtbot.waitUntil(lambda: session.loaded is not None and session.frame is not None, timeout=20_000)
    qtbot.waitUntil(lambda: session.step > 0, timeout=20_000)
    return window


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_english_in_a_window_opened_in_russian(qtbot: QtBot, scenario: str) -> None:
    window = opened(qtbot, "ru", scenario)
    try:
        assert english(window) == set()
    finally:
        window.close()


def test_no_english_once_the_language_is_switched(qtbot: QtBot) -> None:
    window = opened(qtbot, "en", SCENARIOS[0])
    try:
        assert len(english(window)) > 30
        window.session.set_language("ru")
        qtbot.wait(50)
        assert english(window) == set()
        window.session.set_language("en")
        qtbot.wait(50)
        russian = {text for _, text in texts(window) if re.search("[а-яё]", text, re.IGNORECASE)}
        assert {text for text in russian if not text.startswith("Русский")} == set()
    finally:
        window.close()


def test_no_english_in_what_opens_on_demand(qtbot: QtBot) -> None:
    """Lists to choose from, editors of texts, the palette, the keys and the gallery."""
    window = opened(qtbot, "ru", SCENARIOS[0])
    try:
        for id in ON_DEMAND:
            window.registry.trigger(id)
            qtbot.wait(100)
            assert english(window) == set(), id
    finally:
        window.close()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_file_dialog_speaks_russian(qtbot: QtBot) -> None:
    window = opened(qtbot, "ru", SCENARIOS[0])
    try:
        window.registry.trigger("open")
        dialog = window.findChild(QFileDialog)
        assert dialog is not None
        said = {text for place, text in texts(window) if "Label" in place or "Button" in place}
        assert "&Имя файла:" in said or "Имя файла:" in said
        dialog.close()
    finally:
        window.close()
