"""Every text of the window has a Russian one, and the compiled file holds what the table says."""

from __future__ import annotations

import ast
import re
import string
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from gui.translations import FOLDER, Language, both, current_language, translate
from gui.translations.templates import MARKS, ROOT, sources, templates, window_texts

TABLE = FOLDER / "ravine_ru.ts"
FORMS = 3
"""How many forms of a noun Russian has after a number: 1 запуск, 2 запуска, 5 запусков."""

SAME_IN_RUSSIAN = {"Ravine", "English", "FPS"}
"""Names and unit signs, which are not translated."""


def messages(context: str) -> dict[str, tuple[str, ...]]:
    """The table's finished translations: one, or one for each form of a noun after a number."""
    root = ElementTree.parse(TABLE).getroot()
    found = {}
    for part in root.iter("context"):
        for message in part.iter("message") if part.findtext("name") == context else ():
            translation = message.find("translation")
            assert translation is not None
            if translation.get("type") != "unfinished":
                forms = tuple(form.text or "" for form in translation.iter("numerusform"))
                found[message.findtext("source") or ""] = forms or (translation.text or "",)
    return found


def fields(text: str) -> set[tuple[str, str, str]]:
    """What is filled into a template, and how; without its order, which may be another in Russian."""
    parsed = string.Formatter().parse(text)
    return {(name, spec or "", conversion or "") for _, name, spec, conversion in parsed if name is not None}


WANTED = {"window": window_texts, "engine": templates}


@pytest.mark.parametrize("context", WANTED)
def test_every_text_is_translated_and_no_other_is_kept(context: str) -> None:
    known = messages(context)
    wanted = set(WANTED[context]())
    assert set(known) - wanted == set()
    assert wanted - set(known) == set()
    assert len(known) > 60
    assert all(form.strip() for forms in known.values() for form in forms)


@pytest.mark.parametrize("context", WANTED)
def test_what_is_filled_in_survives_translation(context: str) -> None:
    for source, forms in messages(context).items():
        for translation in forms:
            # A template without values is not a format: its braces mean themselves.
            assert fields(source) == fields(translation), source
            assert source.count("%n") == translation.count("%n"), source


@pytest.mark.parametrize("context", WANTED)
def test_a_translation_is_in_russian(context: str) -> None:
    for source, forms in messages(context).items():
        words = re.sub(r"\{[^}]*\}|%n", "", source)
        if re.search(r"[A-Za-z]{2}", words) and source not in SAME_IN_RUSSIAN:
            for translation in forms:
                assert re.search("[а-яё]", translation, re.IGNORECASE), source


@pytest.mark.parametrize("context", WANTED)
def test_a_translation_is_set_as_the_source_is(context: str) -> None:
    """Its end is the same, its quotation marks are Russian ones, and dots of omission are one character."""
    for source, forms in messages(context).items():
        for translation in forms:
            for mark in (".", "…", "?", ":"):
                assert source.endswith(mark) == translation.endswith(mark), source
            assert translation.count("«") == translation.count("»"), source
            assert "'" not in translation, source
            assert '"' not in translation, source
            assert translation == translation.strip(), source
            assert " - " not in translation.replace("{", "").replace("}", ""), source


def test_every_text_of_the_window_is_in_its_context() -> None:
    marked = 0
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1:
                name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
                context = node.args[0]
                if name in MARKS and isinstance(context, ast.Constant):
                    assert context.value == "window", f"{path.relative_to(ROOT)}:{node.lineno}"
                    marked += 1
    assert marked > 100


def test_a_noun_after_a_number_has_all_its_forms() -> None:
    for source, forms in messages("window").items():
        assert len(forms) == (FORMS if "%n" in source else 1), source


@pytest.mark.parametrize("context", WANTED)
def test_the_compiled_file_is_up_to_date(context: str) -> None:
    translator = QTranslator()
    assert translator.load(str(Path(FOLDER, "ravine_ru.qm")))
    for text, forms in messages(context).items():
        for count, form in zip((1, 2, 5), forms, strict=False):
            assert translator.translate(context, text, None, count) == form, text


def test_a_language_is_put_on_and_taken_off(qapp: QCoreApplication) -> None:
    language = Language(qapp)
    language.put_on("ru")
    assert current_language() == "ru"
    assert translate("window", "Play") == "Пуск"
    assert translate("QPlatformTheme", "Cancel") == "Отмена"
    Language(qapp).put_on("en")
    assert current_language() == "en"
    assert translate("window", "Play") == "Play"


@pytest.mark.parametrize(
    ("context", "text", "russian"),
    [
        ("QWidgetTextControl", "&Copy", "&Копировать"),
        ("QWidgetTextControl", "Select All", "Выделить всё"),
        ("QLineEdit", "&Undo", "&Отменить действие"),
        ("QFileDialog", "Look in:", "Перейти к:"),
        ("QFileDialog", "File &name:", "&Имя файла:"),
    ],
)
def test_qt_s_own_words_are_russian_too(
    qapp: QCoreApplication, context: str, text: str, russian: str
) -> None:
    """Its menus on text fields and its file dialogs: PySide6 brings their translation."""
    language = Language(qapp)
    language.put_on("ru")
    try:
        assert translate(context, text) == russian
    finally:
        language.put_on("en")


def test_both_languages_at_once(qapp: QCoreApplication) -> None:
    Language(qapp).put_on("en")
    assert both("Play") == ("Play", "Пуск")
    assert both("no text of the window") == ("no text of the window", "no text of the window")
