"""The window's words in English and Russian, through Qt's translation system, switched while it runs.

English is in the source, Russian in `ravine_ru.ts`; `python -m gui.translations` renews both files from the
source (texts that are new come out unfinished and are to be translated there, then run it again).
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

FOLDER = Path(__file__).parent
_NAME = "ravine language"

translate = QCoreApplication.translate
"""translate("window", "Play"): the text in the language last put on."""


class Language:
    """Puts one language on the application, in the place of the one that it had."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app

    def put_on(self, language: str) -> None:
        """ "en" or "ru"; what has no translation stays English."""
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
