"""Changes the colours of a window that is there already, part by part.

A new style sheet for the application takes Qt three times as long as the same one for each part of the
window, and all of it at once. Parts get theirs one after the other, with room for a frame between them.
"""

from __future__ import annotations

from PySide6.QtCore import QChildEvent, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gui.theme.application import apply_colours, style_sheet
from gui.theme.colours import theme

MANY = 64
"""Widgets that are dressed together."""

_BETWEEN = 15
"""Milliseconds in which the parts that are dressed may paint themselves."""


class Dresser(QObject):
    """Dresses the children of `window`, those that come later too, in the theme last asked for."""

    def __init__(self, app: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._sheet: str | None = None
        self._left: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_BETWEEN)
        self._timer.timeout.connect(self._go_on)
        window.installEventFilter(self)

    @property
    def is_done(self) -> bool:
        return not self._left

    def change(self, name: str) -> None:
        """Begins with what can be seen. UnknownNameError where there is no theme of this name."""
        colours = theme(name)
        apply_colours(self._app, colours)
        self._sheet = style_sheet(name)
        parts = self._window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self._left = sorted(parts, key=lambda part: part.isVisible())
        self._timer.start()
        self._go_on()

    def _go_on(self) -> None:
        done = 0
        while self._left and done < MANY:
            part = self._left.pop()
            part.setStyleSheet(self._sheet or "")
            done += 1 + len(part.findChildren(QWidget))
        if not self._left:
            self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # a menu or a dialog that the window opens later would wear what the application wore at its start
        if event.type() == QEvent.Type.ChildPolished and self._sheet is not None:
            assert isinstance(event, QChildEvent)
            child = event.child()
            if isinstance(child, QWidget) and child not in self._left and not child.styleSheet():
                child.setStyleSheet(self._sheet)
        return super().eventFilter(watched, event)
