"""A name typed where it stands: Enter keeps it, Escape leaves what was."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

MOST = 80


class RenameField(QLineEdit):
    """Hidden until `begin`. `entered` carries the new name, unless it is the old one or empty."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = ""
        self.setProperty("role", "rename")
        self.setMaxLength(MOST)
        self.hide()

    def begin(self, name: str) -> None:
        self._before = name
        self.setText(name)
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Whatever was typed, the name stays."""
        self.setText(self._before)
        self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:  # its own menu takes the focus for a while
            self._end()

    def _end(self) -> None:
        if self.isHidden():
            return
        self.hide()
        parent = self.parentWidget()
        if parent is not None and self.hasFocus():
            parent.setFocus(Qt.FocusReason.OtherFocusReason)
        name = self.text().strip()
        if name and name != self._before:
            self.entered.emit(name)
