"""Which theme and language are put on: the person's choice, or the system's own while nothing was chosen."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.actions import Actions
from gui.model.session import Session
from gui.settings import Settings
from gui.theme import apply_theme
from gui.theme.dressing import Dresser
from gui.theme.warming import IconWarmer
from gui.translations import QT_TRANSLATE_NOOP, Language

_LIGHT = QT_TRANSLATE_NOOP("window", "Light colours")
_DARK = QT_TRANSLATE_NOOP("window", "Dark colours")


class Appearance(QObject):
    """Dresses the application and tells the session.

    theme, language: for this start only; None takes what the settings say.
    """

    def __init__(
        self, app: QApplication, settings: Settings, theme: str | None, language: str | None
    ) -> None:
        super().__init__()
        self._app = app
        self._settings = settings
        self._theme = theme or settings.theme
        self._language = language or settings.language
        self._words = Language(app)
        self._session: Session | None = None
        apply_theme(app, self.theme)
        self._words.put_on(self.language)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def theme(self) -> str:
        """ "dark" or "light"."""
        if self._theme != "system":
            return self._theme
        return "light" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Light else "dark"

    @property
    def language(self) -> str:
        """ "en" or "ru"."""
        if self._language != "system":
            return self._language
        return "ru" if QLocale.system().language() == QLocale.Language.Russian else "en"

    def bind(self, session: Session, window: QWidget) -> None:
        """Tells this session, and dresses this window, from now on; language and theme are set at once."""
        self._session = session
        self.dresser = Dresser(self._app, window)
        session.language, session.theme = self.language, self.theme
        session.theme_changed.connect(lambda: self.dresser.change(session.theme))
        session.language_changed.connect(lambda: self._words.put_on(session.language))

    def close(self) -> None:
        """Follows the system no more."""
        self._app.styleHints().colorSchemeChanged.disconnect(self._follow)

    def choose_theme(self, choice: str) -> None:
        """ "dark", "light", or "system"; kept for later starts."""
        self._theme = self._settings.theme = choice
        if self._session is not None:
            self._session.set_theme(self.theme)

    def choose_language(self, choice: str) -> None:
        """ "en", "ru", or "system"; kept for later starts."""
        self._language = self._settings.language = choice
        if self._session is not None:
            self._session.set_language(self.language)

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        if self._theme == "system" and self._session is not None:
            self._session.set_theme("light" if scheme == Qt.ColorScheme.Light else "dark")

    def declare(self, actions: Actions) -> None:
        add = actions.add
        self._warmer = IconWarmer(
            lambda: [action.drawing for action in actions if action.drawing is not None], self
        )
        self._warmer.start()
        add(
            "theme",
            lambda: _LIGHT if self._shown_theme() == "dark" else _DARK,
            lambda: self.choose_theme("light" if self._shown_theme() == "dark" else "dark"),
            "window",
            keys="T",
            icon=lambda: "sun" if self._shown_theme() == "dark" else "moon",
            everywhere=True,
        )
        add(
            "theme_system",
            QT_TRANSLATE_NOOP("window", "Colours as the system has them"),
            lambda: self.choose_theme("system"),
            "window",
            checked=lambda: self._theme == "system",
            everywhere=True,
        )
        add(
            "language",
            lambda: "Русский" if self._shown_language() == "en" else "English",
            lambda: self.choose_language("ru" if self._shown_language() == "en" else "en"),
            "window",
            keys="L",
            icon="language",
            everywhere=True,
        )
        add(
            "language_system",
            QT_TRANSLATE_NOOP("window", "Language as the system has it"),
            lambda: self.choose_language("system"),
            "window",
            checked=lambda: self._language == "system",
            everywhere=True,
        )

    def _shown_theme(self) -> str:
        return self._session.theme if self._session is not None else self.theme

    def _shown_language(self) -> str:
        return self._session.language if self._session is not None else self.language
