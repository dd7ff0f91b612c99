"""Buttons by keyboard: the window's own shortcuts must not keep Space and Enter from what Tab has led to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ButtonKeys(QObject):
    """Of one window. Enter presses any button that has the keyboard; Space those that a click of the mouse
    does not give it to, so that a click on a run does not take Space from time."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            button = QApplication.focusWidget()
            if isinstance(button, QAbstractButton) and button.isVisible() and button.isEnabled():
                return self._is_meant(button, event)
        return False

    def _is_meant(self, button: QAbstractButton, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Space:
            if button.focusPolicy() == Qt.FocusPolicy.TabFocus:
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and event.key() in _ENTER:
            if not event.isAutoRepeat():
                button.click()
            return True
        return False
