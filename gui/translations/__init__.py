"""The window's words in English and Russian, through Qt's translation system, switched while it runs.

English is in the source, Russian in `ravine_ru.ts`; `python -m gui.translations` renews both files from the
source (texts that are new come out unfinished and are to be translated there, then run it again). Its context
"window" has what the window says itself, "engine" what errors say (see `sentences`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from gui.translations.sentences import FOLDER, table
from gui.translations.sentences import sentence as sentence

if TYPE_CHECKING:

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
        """Marks a text that is translated later; PySide6 declares that it takes and gives objects."""
        return text

else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP as QT_TRANSLATE_NOOP

_NAME = "ravine language"
_PROPERTY = "ravineLanguage"

translate = QCoreApplication.translate
"""translate("window", "Play"): the text in the language last put on."""


def both(text: str) -> tuple[str, str]:
    """A text marked with QT_TRANSLATE_NOOP("window", …) in English and in Russian, whichever is put on."""
    russian = table("ru")
    return text, (russian and russian.translate("window", text)) or text


_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Within it, and on this thread only, `spoken` gives texts in "en" or "ru"."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken(context: str, text: str, note: str = "", count: int = -1) -> str:
    """As `translate`, for what a film says too: a film's language is its own, whichever is put on."""
    language = _spoken.get()
    if language is None:
        return translate(context, text, note, count)
    found = table(language)
    said = (found and found.translate(context, text, note, count)) or text
    return said if count < 0 else said.replace("%n", str(count))


def current_language() -> str:
    """The language last put on; English before that."""
    app = QCoreApplication.instance()
    return str((app and app.property(_PROPERTY)) or "en")


class Language:
    """Puts one language on the application, in the place of the one that it had."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app

    def put_on(self, language: str) -> None:
        """ "en" or "ru"; what has no translation stays English."""
        self._app.setProperty(_PROPERTY, language)
        # Asked of the application: a window that is closed by now may have put one on.
        for old in self._app.findChildren(QTranslator, _NAME):
            self._app.removeTranslator(old)
            old.setParent(None)
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        for file in (qt / f"qtbase_{language}.qm", FOLDER / f"ravine_{language}.qm"):
            translator = QTranslator()
            if file.exists() and translator.load(str(file)):
                translator.setObjectName(_NAME)
                translator.setParent(self._app)
                self._app.installTranslator(translator)
