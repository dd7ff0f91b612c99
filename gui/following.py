"""What the window does as the session changes: which stage it shows, its name, its numbers and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from gui.model.frame import Frame
from gui.slices import Slices

if TYPE_CHECKING:
    from gui.window import Window


def close_menus() -> None:
    """Menus name runs, rules and lanes of the scenario that they were opened over."""
    while isinstance(menu := QApplication.activePopupWidget(), QMenu) and menu.close():
        pass


def close_dialogs(window: QWidget) -> None:
    """What they ask for is where to save something of the scenario that they were opened over."""
    for dialog in window.findChildren(QFileDialog, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave:
            dialog.reject()


class Following(QObject):
    """Bound to the window's session. Emits the window's `started` with the first moving frame."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._moved = False
        self._was_playing = False
        self._renewing = Slices(self)
        self._bind()

    def _bind(self) -> None:
        session = self._session
        session.opened.connect(self._window.rest_from_painting)
        session.opened.connect(lambda: close_dialogs(self._window))
        session.opened.connect(self._show_scenario)
        for change in (session.opened, session.structure_changed):
            change.connect(close_menus)
            change.connect(self._window.palette_panel.renew)
        session.theme_changed.connect(self._renew)
        session.language_changed.connect(self._renew)
        session.structure_changed.connect(self._follow_edit)
        session.problem.connect(self._say)
        session.frame_changed.connect(self._show_numbers)
        session.playback_changed.connect(self._show_values_at_cursor)
        session.playback_changed.connect(self._follow_playing)
        session.document_changed.connect(self._name_window)
        self._window.laboratory.pointed.connect(self._show_values_at_cursor)

    def _show_scenario(self) -> None:
        window = self._window
        for view in (window.canvas, window.laboratory, window.training):
            view.setVisible(view is window.stage)
        window.arrangement.show_panels()
        window.notice.hide()
        self._name_window()
        (window.maps.panes[0] if window.maps.is_wanted else window.stage).setFocus()
        if window.stage is not window.canvas:
            window.plots.load()
        window.arrangement.lay_out()
        window.arrangement.size_picture()

    def _follow_edit(self) -> None:
        """Another field or other runs: a stage may have become a laboratory."""
        if not self._window.stage.isVisibleTo(self._window):
            self._show_scenario()
        self._name_window()
        self._window.arrangement.later()

    def _name_window(self) -> None:
        session, document = self._session, self._session.document
        if session.scenario is not None:
            self._window.setWindowTitle(f"{session.localized(session.scenario.title)}[*] — Ravine")
        self._window.setWindowModified(document is not None and document.is_modified)

    def _follow_playing(self) -> None:
        """Play and pause change places; that time runs is no news for the other actions."""
        if self._was_playing != self._session.playing:
            self._was_playing = self._session.playing
            self._window.registry.refresh()

    def _show_numbers(self, frame: Frame) -> None:
        window = self._window
        is_shown = frame.picture is not None or window.stage is not window.canvas
        if not self._moved and (frame.step > 0 or window.teacher.is_asking) and is_shown:
            self._moved = True
            window.started.emit()
        if frame.charts is not None:
            self._show_values_at_cursor()

    def _show_values_at_cursor(self) -> None:
        if self._session.is_signal:
            laboratory = self._window.laboratory
            self._window.runs.set_remarks(laboratory.values_at(laboratory.epoch))

    def _say(self, sentence: str) -> None:
        self._window.notice.say(sentence)
        self._window.arrangement.lay_out()

    def _renew(self) -> None:
        """Every text again, after the language or the theme has changed."""
        window = self._window
        self._renewing.begin(
            (
                self._name_window, window.registry.refresh, window.transport.retranslate,
                window.title.retranslate, window.runs.retranslate, window.notice.retranslate,
                window.question.retranslate, window.lesson.refresh, window.pages.gallery.retranslate,
                window.recordings.retranslate, window.charts.refresh, window.laboratory.refresh,
                window.laboratory.strip.retranslate,
                window.training.refresh, self._show_values_at_cursor, window.arrangement.later, window.update,
            )
        )  # fmt: skip
