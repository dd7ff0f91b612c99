"""The slider of one parameter, with a small mark at its default."""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from gui.theme import current_theme

PLACES = 1000
_END = 7
"""From an end of the widget to where the handle's middle stands there."""


_PAUSE = 0.5
"""Seconds without a notch of the wheel after which the next one begins another turn."""


class ParameterSlider(QSlider):
    """A slider that jumps to where it is clicked and goes back to `home` on a double click.

    parted: a turn by key or wheel is over, or another begins; what follows is an edit for itself.
    """

    reset = Signal()
    parted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._home = 0
        self._last_notch = 0.0
        self.setRange(0, PLACES)
        self.setPageStep(PLACES // 20)
        self.setSingleStep(PLACES // 100)

    def set_home(self, place: int) -> None:
        self._home = place
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.parted.emit()
        if event.button() == Qt.MouseButton.LeftButton and not self._handle().contains(event.position()):
            share = (event.position().x() - _END) / max(self.width() - 2 * _END, 1)
            self.setValue(round(min(max(share, 0.0), 1.0) * PLACES))
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # a panel that is scrolled must not turn the sliders that pass under the pointer
        if self.hasFocus():
            now = time.monotonic()
            if now - self._last_notch > _PAUSE:
                self.parted.emit()
            self._last_notch = now
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self.parted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.parted.emit()

    def _handle(self) -> QRectF:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_SliderHandle
        return QRectF(self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, part, self))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            x = _END + self._home / PLACES * (self.width() - 2 * _END)
            painter.setPen(QPen(QColor(current_theme().faint), 1.0))
            middle = self.height() / 2
            painter.drawLine(QPointF(x, middle + 6), QPointF(x, middle + 9))
        super().paintEvent(event)
