"""The few words that a recording adds to its scenario's own, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import UnknownNameError
from engine.phrase import Phrase

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "runs": "Runs",
        "step": "step {} / {}",
        "particles": "{} particles",
        "more": "and {} more",
        "gone": "{} gone",
    },
    "ru": {
        "runs": "Запуски",
        "step": "шаг {} / {}",
        "particles": "частиц: {}",
        "more": "и ещё {}",
        "gone": "потеряно: {}",
    },
}


def words(language: str) -> Mapping[str, str]:
    """The words of "en" or "ru"; UnknownNameError for any other language."""
    if language not in _WORDS:
        raise UnknownNameError(Phrase("language"), language, _WORDS)
    return _WORDS[language]
