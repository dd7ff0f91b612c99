"""Changes the colours of a window that is there already, part by part.

A new style sheet for the application takes Qt three times as long as the same one for each part of the
window, and all of it at once. Parts get theirs one after the other, with room for a frame between them.
"""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.slices import Slices
from gui.theme.application import apply_colours, style_sheet
from gui.theme.colours import theme

_BETWEEN = 15
"""Milliseconds in which the parts that are dressed may paint themselves."""


class Dresser(QObject):
    """Dresses the children of `window`, those that come later too, in the theme last asked for."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._sheet: str | None = None
        self._waiting: set[QWidget] = set()
        self._slices = Slices(self, _BETWEEN)
        window.installEventFilter(self)

    @property
    def is_done(self) -> bool:
        return self._slices.is_done

    def change(self, name: str) -> None:
        """Begins with what can be seen. UnknownNameError where there is no theme of this name."""
        colours = theme(name)
        apply_colours(self._app, colours)
        self._sheet = style_sheet(name)
        parts = self._window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self._waiting = set(parts)
        # the largest have a turn of their own then
        parts.sort(key=lambda part: (not part.isVisible(), -len(part.findChildren(QWidget))))
        self._slices.begin([partial(self._dress, part) for part in parts], at_once=False)

    def _dress(self, part: QWidget) -> None:
        self._waiting.discard(part)
        if shiboken6.isValid(part):
            part.setStyleSheet(self._sheet or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a menu or a dialog that the window opens later would wear what the application wore at its start
        if event.type() == QEvent.Type.ChildPolished and self._sheet is not None:
            assert isinstance(event, QChildEvent)
            child = event.child()
            if isinstance(child, QWidget) and child not in self._waiting and not child.styleSheet():
                child.setStyleSheet(self._sheet)
        return super().eventFilter(watched, event)
