"""The stage and the pages that cover it: which is in front, and how a person goes from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from engine.errors import InputError
from gui.actions import Actions
from gui.comparing.page import ComparePage
from gui.gallery.page import Gallery
from gui.translations import QT_TRANSLATE_NOOP
from scenarios.comparing import ON_A_LANDSCAPE
from scenarios.library import DEFAULT, Entry

if TYPE_CHECKING:
    from gui.window import Window


class Pages(QObject):
    """While another page is in front the stage rests: its time stands still and its keys do nothing."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._was_playing = False
        self.gallery = Gallery(window.session, window.settings, self._choose, window)
        self.gallery.left.connect(self.leave_gallery)
        self.comparison = ComparePage(window.session, window)
        self.comparison.left.connect(self.leave_gallery)
        window.session.opened.connect(self._show_stage)
        window.session.problem.connect(self._come_back)

    def open_gallery(self) -> None:
        """Brings the gallery to the front."""
        if not self.gallery.isVisible():
            self._bring(self.gallery)

    def open_comparison(self) -> None:
        """Brings the comparison of the open scenario to the front, or says why there is none."""
        if not self._session.is_staged:
            self._session.problem.emit(InputError(ON_A_LANDSCAPE))
        elif not self.comparison.isVisible():
            self._bring(self.comparison)

    def _bring(self, page: Gallery | ComparePage) -> None:
        window = self._window
        window.presentation.leave()
        self._was_playing = self._session.playing
        if self._was_playing:
            self._session.pause()
        page.setGeometry(window.rect())
        page.open()
        for panel in (window.notice, window.question):
            panel.raise_()
        window.registry.set_covered(True)

    def leave_gallery(self) -> None:
        """Back from a page to the stage as it was; where nothing is open yet, to the first scenario."""
        if self._session.loaded is None:
            self._window.open(DEFAULT)
            return
        if self._was_playing:
            self._session.play()
        self._uncover()

    def close(self) -> None:
        """Ends what the pages do in the background."""
        self.gallery.close_page()
        self.comparison.close_page()

    def lay_out(self) -> None:
        for page in (self.gallery, self.comparison):
            if page.isVisible():
                page.setGeometry(self._window.rect())

    def _choose(self, entry: Entry) -> None:
        self.gallery.thumbnails.hold(True)
        self._window.open(entry.path)

    def _show_stage(self) -> None:
        """A scenario was opened, from wherever: it is what a person wants to see."""
        self._uncover()

    def _uncover(self) -> None:
        if self.gallery.isVisible():
            self._window.rest_from_painting()
            self.gallery.leave()
            self._window.stage.setFocus()
        if self.comparison.isVisible():
            self.comparison.hide()
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
        actions.add(
            "compare",
            QT_TRANSLATE_NOOP("window", "Compare optimizers fairly…"),
            self.open_comparison,
            "runs",
            keys="Ctrl+Shift+B",
            icon="table",
            enabled=lambda: self._session.loaded is not None,
        )
