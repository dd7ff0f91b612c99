"""The window's words in English and Russian, through Qt's translation system, switched while it runs.

English is in the source, Russian in `ravine_ru.ts`; `python -m gui.translations` renews both files from the
source (texts that are new come out unfinished and are to be translated there, then run it again).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator

FOLDER = Path(__file__).parent

translate = QCoreApplication.translate
"""translate("window", "Play"): the text in the language last put on."""


class Language:
    """Puts one language on the application and takes it off again."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None

    def put_on(self, language: str) -> None:
        """ "en" or "ru"; what has no translation stays English."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        file = FOLDER / f"ravine_{language}.qm"
        if file.exists():
            translator = QTranslator(self._app)
            if translator.load(str(file)):
                self._app.installTranslator(translator)
                self._translator = translator
