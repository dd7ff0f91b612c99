"""Presentation mode: the whole screen for stage, legend and caption, in larger type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QCursor

from gui.actions import Actions
from gui.timeline.transport import HEIGHT as TRANSPORT_HEIGHT
from gui.translations import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from gui.window import Window

SCALE = 1.5
_EVERY = 100
_STAYS = 12
"""The pointer is looked at so often (ms), and so many times away from the edge before the bar goes again."""


class Presentation(QObject):
    """Goes into the mode and out of it. In it, the bar comes when the pointer is at the lower edge."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.is_on = False
        self.shows_bar = False
        self._away = 0
        self._was_full = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._look)
        window.legend.resized.connect(window.arrangement.later)

    @property
    def scale(self) -> float:
        """How much larger type and lines are than at work."""
        return SCALE if self.is_on else 1.0

    def toggle(self) -> None:
        if self.is_on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        if not self.is_on:
            self._was_full = self._window.isFullScreen()
            self._set(True)
            # showFullScreen and showNormal would forget that the window was maximized
            self._window.setWindowState(self._window.windowState() | Qt.WindowState.WindowFullScreen)
            self._timer.start()

    def leave(self) -> None:
        if self.is_on:
            self._timer.stop()
            self._set(False)
            if not self._was_full:
                self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowFullScreen)

    def _set(self, on: bool) -> None:
        self.is_on, self.shows_bar, self._away = on, False, 0
        window = self._window
        window.title.set_scale(self.scale)
        window.laboratory.set_scale(self.scale)
        window.training.set_scale(self.scale)
        window.arrangement.show_panels()
        window.arrangement.lay_out()
        window.arrangement.size_picture()
        window.stage.setFocus()
        window.registry.refresh_later()

    def _look(self) -> None:
        """Where the pointer is: at the lower edge the bar comes, and it goes a while after."""
        window = self._window
        place = window.mapFromGlobal(QCursor.pos())
        near = window.rect().contains(place) and place.y() >= window.height() - 2 * TRANSPORT_HEIGHT
        self._away = 0 if near else self._away + 1
        shows = near or (self.shows_bar and self._away < _STAYS)
        if shows != self.shows_bar:
            self.shows_bar = shows
            window.arrangement.show_panels()
            window.arrangement.lay_out()

    def declare(self, actions: Actions) -> None:
        actions.add(
            "present",
            QT_TRANSLATE_NOOP("window", "Presentation"),
            self.toggle,
            "window",
            keys="F11",
            icon=lambda: "fullscreen_exit" if self.is_on else "fullscreen",
            checked=lambda: self.is_on,
            enabled=lambda: self._window.session.loaded is not None,
        )
