"""Sentences of the engine and of scenarios in the person's language.

The engine says everything in English, as phrases that keep their template and values (engine.phrase). Here
the template is looked up in the table's context "engine", and the values are filled into what is found.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTranslator

from engine.phrase import Phrase

CONTEXT = "engine"
FOLDER = Path(__file__).parent


def sentence(said: BaseException | str, language: str) -> str:
    """An error, or a text that the engine said, as a sentence of "en" or "ru".

    What is no phrase, such as another library's words, stays as it is where the table does not have it.
    """
    text = str(said)
    found = table(language)
    if found is None:
        return text
    translate = _looking_up(found)
    return text.told(translate, _fill) if isinstance(text, Phrase) else translate(text)


@cache
def table(language: str) -> QTranslator | None:
    """The compiled table of a language, whichever is put on; None for English, which is in the source."""
    translator = QTranslator()
    return translator if translator.load(str(FOLDER / f"ravine_{language}.qm")) else None


def _looking_up(found: QTranslator) -> Callable[[str], str]:
    return lambda template: found.translate(CONTEXT, template) or template


class _Formatter(string.Formatter):
    """Numbers as they are written in Russian: groups of three digits apart, ∞ for infinity."""

    def format_field(self, value: Any, spec: str) -> str:
        text = str(super().format_field(value, spec))
        if isinstance(value, (int, float)):
            return text.replace(",", "\N{NARROW NO-BREAK SPACE}").replace("inf", "∞")
        return text


def _fill(template: str, values: Mapping[str, Any]) -> str:
    return _Formatter().vformat(template, (), values)
