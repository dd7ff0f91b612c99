"""The slider of one parameter, with a small mark at its default."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from gui.theme import current_theme

PLACES = 1000
_END = 7
"""From an end of the widget to where the handle's middle stands there."""


class ParameterSlider(QSlider):
    """A slider that jumps to where it is clicked and goes back to `home` on a double click."""

    reset = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._home = 0
        self.setRange(0, PLACES)
        self.setPageStep(PLACES // 20)
        self.setSingleStep(PLACES // 100)

    def set_home(self, place: int) -> None:
        self._home = place
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._handle().contains(event.position()):
            share = (event.position().x() - _END) / max(self.width() - 2 * _END, 1)
            self.setValue(round(min(max(share, 0.0), 1.0) * PLACES))
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # a panel that is scrolled must not turn the sliders that pass under the pointer
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

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
