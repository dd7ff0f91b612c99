"""Every text of the window has a Russian one, and the compiled file holds what the table says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from gui.translations import FOLDER, Language, translate

TABLE = FOLDER / "ravine_ru.ts"
CALL = re.compile(r"translate\(\s*\"window\",\s*((?:\"(?:[^\"\\]|\\.)*\"\s*)+)")


def messages() -> dict[str, str]:
    root = ElementTree.parse(TABLE).getroot()
    found = {}
    for message in root.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, f"unfinished: {message.findtext('source')}"
        found[message.findtext("source") or ""] = translation.text or ""
    return found


def texts_in_source() -> set[str]:
    found = set()
    for file in FOLDER.parent.rglob("*.py"):
        if file.parent != FOLDER:
            for call in CALL.findall(file.read_text(encoding="utf-8")):
                found.add("".join(re.findall(r"\"((?:[^\"\\]|\\.)*)\"", call)))
    return found


def test_every_text_is_translated_and_no_other_is_kept() -> None:
    known = messages()
    assert set(known) == texts_in_source()
    assert len(known) > 20
    assert all(translation.strip() for translation in known.values())


def test_placeholders_and_shortcuts_survive_translation() -> None:
    for source, translation in messages().items():
        assert re.findall(r"\{\d\}", source) == re.findall(r"\{\d\}", translation)
        assert re.findall(r"\((?:[A-Z]\w*\+?)+\)$", source) == re.findall(
            r"\((?:[A-Z]\w*\+?)+\)$", translation
        )


@pytest.mark.parametrize("text", sorted(texts_in_source()))
def test_the_compiled_file_is_up_to_date(text: str) -> None:
    translator = QTranslator()
    assert translator.load(str(Path(FOLDER, "ravine_ru.qm")))
    assert translator.translate("window", text) == messages()[text]


def test_a_language_is_put_on_and_taken_off(qapp: QCoreApplication) -> None:
    language = Language(qapp)
    language.put_on("ru")
    assert translate("window", "Play") == "Пуск"
    assert translate("QPlatformTheme", "Cancel") == "Отмена"
    Language(qapp).put_on("en")
    assert translate("window", "Play") == "Play"
