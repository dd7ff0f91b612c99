"""One parameter: its symbol, a slider on its own scale, a number field, and a place for what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSlider, QStyle, QStyleOptionSlider, QWidget

from engine.entries import Parameter
from gui.model.numbers import format_number, slider_value
from gui.panels.number_field import NumberField
from gui.panels.panel import small_label
from gui.theme import BODY, current_theme, font
from gui.translations import translate

PLACES = 1000
LABEL_WIDTH = 104
FIELD_WIDTH = 70


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
            share = (event.position().x() - 7) / max(self.width() - 14, 1)
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
            x = 7 + self._home / PLACES * (self.width() - 14)
            painter.setPen(QPen(QColor(current_theme().faint), 1.0))
            middle = self.height() / 2
            painter.drawLine(QPointF(x, middle + 6), QPointF(x, middle + 9))
        super().paintEvent(event)


class ParameterRow(QWidget):
    """`turned` carries each new number, from the slider while it moves and from the field when confirmed."""

    turned = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parameter: Parameter | None = None
        self.label = QLabel(self)
        self.slider = ParameterSlider(self)
        self.field = NumberField(self)
        self.error = small_label(role="danger")
        self.error.hide()
        self._moving = False
        self._lay_out()
        self.slider.valueChanged.connect(self._slid)
        self.slider.reset.connect(self.reset)
        self.field.entered.connect(self._turn)
        self.field.refused.connect(self._complain)

    def bind(self, parameter: Parameter, value: float, language: str) -> None:
        """Shows this parameter from now on; what was being typed for another is forgotten."""
        if parameter is not self.parameter:
            self.field.bind(parameter)
        self.parameter = parameter
        self.slider.set_home(round(parameter.fraction(parameter.default) * PLACES))
        self._write_texts(parameter, language)
        self.set_value(value)

    def reset(self) -> None:
        """Back to the default."""
        if self.parameter is not None:
            self._turn(self.parameter.default)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(self.slider, 0, 1)
        grid.addWidget(self.field, 0, 2)
        grid.addWidget(self.error, 1, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setFont(font(BODY))
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.field.setFixedWidth(FIELD_WIDTH)

    def _write_texts(self, parameter: Parameter, language: str) -> None:
        meaning = parameter.meaning(language)
        shown = f"{parameter.symbol}  {meaning}"
        fits = self.label.fontMetrics().horizontalAdvance(shown) <= LABEL_WIDTH
        muted = current_theme().muted
        tail = f"&nbsp; <span style='color:{muted}'>{meaning}</span>" if fits else ""
        self.label.setText(f"{parameter.symbol}{tail}")
        spread = f"{format_number(parameter.low)} … {format_number(parameter.high)}"
        default = translate("window", "default {0}, double-click to go back to it").format(
            format_number(parameter.default)
        )
        tip = f"<b>{parameter.symbol}</b> — {meaning}<br>{spread}; {default}"
        for widget in (self.label, self.slider, self.field):
            widget.setToolTip(tip)
        self.slider.setAccessibleName(f"{parameter.symbol}: {meaning}")
        self.field.setAccessibleName(f"{parameter.symbol}: {meaning}")

    def set_value(self, value: float) -> None:
        """Shows a value without telling anyone."""
        if self.parameter is not None:
            self._moving = True
            self.slider.setValue(round(self.parameter.fraction(value) * PLACES))
            self._moving = False
            self.field.set_value(value)

    def _slid(self, place: int) -> None:
        if not self._moving and self.parameter is not None:
            self.field.setModified(False)
            value = slider_value(self.parameter, place / PLACES)
            self.field.set_value(value)
            self.turned.emit(self.parameter.name, value)

    def _turn(self, value: float) -> None:
        self.field.setModified(False)
        self.set_value(value)
        if self.parameter is not None:
            self.turned.emit(self.parameter.name, value)

    def _complain(self, sentence: str) -> None:
        self.error.setText(sentence)
        if self.error.isVisibleTo(self) != bool(sentence):
            self.error.setVisible(bool(sentence))
