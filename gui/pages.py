"""The gallery and the stage: which of the two is in front, and how a person goes from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.actions import Actions
from gui.gallery.page import Gallery
from gui.translations import QT_TRANSLATE_NOOP
from scenarios.library import DEFAULT, Entry

if TYPE_CHECKING:
    from gui.window import Window


class Pages(QObject):
    """While the gallery is in front the stage rests: its time stands still and its keys do nothing."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._was_playing = False
        self.gallery = Gallery(window.session, window.settings, self._choose, window)
        self.gallery.left.connect(self.leave_gallery)
        window.session.opened.connect(self._show_stage)
        window.session.problem.connect(self._come_back)

    def open_gallery(self) -> None:
        """Brings the gallery to the front."""
        if self.gallery.isVisible():
            return
        window = self._window
        window.presentation.leave()
        self._was_playing = self._session.playing
        if self._was_playing:
            self._session.pause()
        self.gallery.setGeometry(window.rect())
        self.gallery.open()
        for panel in (window.notice, window.question):
            panel.raise_()
        window.registry.set_covered(True)

    def leave_gallery(self) -> None:
        """Back to the stage as it was; where nothing is open yet, to the scenario to begin with."""
        if self._session.loaded is None:
            self._window.open(DEFAULT)
            return
        if self._was_playing:
            self._session.play()
        self._uncover()

    def close(self) -> None:
        """Ends what the gallery does in the background."""
        self.gallery.close_page()

    def lay_out(self) -> None:
        if self.gallery.isVisible():
            self.gallery.setGeometry(self._window.rect())

    def _choose(self, entry: Entry) -> None:
        self.gallery.thumbnails.hold(True)
        self._window.open(entry.path)

    def _show_stage(self) -> None:
        """A scenario was opened, from wherever: it is what a person wants to see."""
        self._uncover()

    def _uncover(self) -> None:
        if self.gallery.isVisible():
            self.gallery.leave()
            self._window.stage.setFocus()
        self._window.registry.set_covered(False)

    def _come_back(self, _sentence: object) -> None:
        """What was asked for cannot be had: with nothing else to show, the gallery lets choose again."""
        self.gallery.thumbnails.hold(False)
        if self._session.loaded is None:
            self.open_gallery()

    def declare(self, actions: Actions) -> None:
        actions.add(
            "gallery",
            QT_TRANSLATE_NOOP("window", "Gallery"),
            self.open_gallery,
            "file",
            keys="Ctrl+Shift+G",
            icon="gallery",
        )
