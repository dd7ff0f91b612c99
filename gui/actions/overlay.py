"""A panel over the dimmed window: Escape or a click beside it closes it, and the keyboard goes back."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.panels.panel import Panel
from gui.theme import GRID, current_theme

VEIL = 0.45


class Overlay(QWidget):
    """Fills the window that it belongs to; what is shown stands in `panel`."""

    top_share = 0.12
    """How far down the panel begins, as a part of the window's height."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self.panel = Panel(self)
        self.panel.setProperty("role", "popup")
        window.installEventFilter(self)
        self.hide()

    def wanted_size(self) -> tuple[int, int]:
        """Width and height that the panel would like to have."""
        hint = self.panel.sizeHint()
        return hint.width(), hint.height()

    def open(self) -> None:
        """Shows it over everything and takes the keyboard."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.fill()
        self.show()
        self.raise_()

    def close_overlay(self) -> None:
        """Hides it and gives the keyboard back to who had it."""
        if not self.isVisible():
            return
        self.hide()
        before, self._before = self._before, None
        # what had it may have gone meanwhile, with a run that is no more
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()
        else:
            self._window.setFocus()

    def fill(self) -> None:
        """Takes the window's size, and gives the panel its place."""
        self.setGeometry(self._window.rect())
        wide, high = self.wanted_size()
        wide = min(wide, self.width() - 4 * GRID)
        top = max(round(self.height() * self.top_share) // GRID * GRID, 2 * GRID)
        high = min(high, self.height() - top - 2 * GRID)
        self.panel.setGeometry((self.width() - wide) // 2, top, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window and self.isVisible():
            self.fill()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_overlay()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_overlay()

    def paintEvent(self, event: QPaintEvent) -> None:
        veil = QColor(current_theme().window)
        veil.setAlphaF(VEIL)
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), veil)
