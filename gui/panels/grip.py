"""The edge of a panel, to be dragged: it makes the panel wider or higher."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

THICK = 6


class Grip(QWidget):
    """Lies over an edge of its parent. `dragged` carries pixels to the right and up since the last time."""

    dragged = Signal(int, int)
    dropped = Signal()

    def __init__(self, upright: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._last: QPointF | None = None
        self.setCursor(Qt.CursorShape.SizeHorCursor if upright else Qt.CursorShape.SizeVerCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._last = event.globalPosition()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            moved = event.globalPosition() - self._last
            right, up = round(moved.x()), round(-moved.y())
            if right or up:
                self._last = event.globalPosition()
                self.dragged.emit(right, up)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self._last = None
            self.dropped.emit()
