"""One parameter: its symbol, a slider on its own scale, a number field, and a place for what is wrong."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QWidget

from engine.entries import Parameter
from engine.errors import RavineError
from gui.model.numbers import format_number, slider_value
from gui.panels.buttons import QuietButton
from gui.panels.complaint import Complaint
from gui.panels.fan_strip import FanStrip
from gui.panels.number_field import NumberField
from gui.panels.parameter_slider import PLACES, ParameterSlider
from gui.panels.section import INDENT
from gui.panels.turn_note import Turned, TurnNote
from gui.theme import BODY, GRID, current_theme, font
from gui.translations import translate

LABEL_WIDTH = 112
FIELD_WIDTH = 78

Spread = Callable[[str, Sequence[float]], object]


class ParameterRow(QWidget):
    """`turned` carries each new number, from the slider while it moves and from the field when confirmed.

    released: the slider was let go, the number confirmed, one turn is over or begins. cleared: what was
    turned on the way is to be taken back. With `spread`, the row can make its run into a fan.
    """

    turned = Signal(str, float)
    released = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None, spread: Spread | None = None) -> None:
        super().__init__(parent)
        self.parameter: Parameter | None = None
        self._spread = spread
        self._value = 0.0
        self._moving = False
        self.label = QLabel(self)
        self.slider = ParameterSlider(self)
        self.field = NumberField(self)
        self.error = Complaint(self)
        self.fan_button = QuietButton("fan", self)
        self.fan_button.setVisible(spread is not None)
        self.note: TurnNote | None = None
        self.strip: FanStrip | None = None
        self._lay_out()
        self.slider.valueChanged.connect(self._slid)
        self.slider.sliderReleased.connect(self.released)
        self.slider.parted.connect(self.released)
        self.slider.reset.connect(self.reset)
        self.field.entered.connect(self._enter)
        self.field.refused.connect(self.complain)
        self.fan_button.clicked.connect(self.open_fan)

    def bind(self, parameter: Parameter, value: float, language: str, equation: str = "") -> None:
        """Shows this parameter from now on; what was being typed for another is forgotten."""
        if parameter is not self.parameter:
            self.field.bind(parameter)
            if self.strip is not None:
                self.strip.hide()
        self.parameter = parameter
        self.slider.set_home(round(parameter.fraction(parameter.default) * PLACES))
        self._write_texts(parameter, language, equation)
        self.set_value(value)

    def reset(self) -> None:
        """Back to the default."""
        if self.parameter is not None:
            self._turn(self.parameter.default)
            self.released.emit()

    def open_fan(self) -> None:
        """Proposes values, each to become a run; closes again where that was open."""
        if self.parameter is None or self._spread is None:
            return
        if self.strip is not None and self.strip.isVisible():
            self.strip.hide()
            return
        if self.strip is None:
            self.strip = FanStrip(self._make_fan, self)
            self._grid.addWidget(self.strip, 3, 0, 1, 3)
        self.strip.propose(self.parameter, self._value)

    def _make_fan(self, values: Sequence[float]) -> None:
        if self.parameter is not None and self._spread is not None:
            self._spread(self.parameter.name, values)

    def show_turned(self, found: Turned | None) -> None:
        """Marks that the parameter was turned on the way, or that it was not."""
        if found is not None and self.note is None:
            self.note = TurnNote(self)
            self.note.cleared.connect(self.cleared)
            self._grid.addWidget(self.note, 1, 0, 1, 3)
        if self.note is not None:
            if found is not None:
                self.note.show_turned(found)
            if self.note.isHidden() == (found is not None):
                self.note.setVisible(found is not None)

    def _lay_out(self) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(INDENT, 0, INDENT, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.label, 0, 0)
        grid.addWidget(self.slider, 0, 1)
        grid.addWidget(self.field, 0, 2)
        grid.addWidget(self.error, 2, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setFont(font(BODY))
        self.label.setTextFormat(Qt.TextFormat.RichText)
        self.field.setFixedWidth(FIELD_WIDTH)

    def _write_texts(self, parameter: Parameter, language: str, equation: str) -> None:
        meaning, sign = parameter.meaning(language), parameter.label(language)
        told = meaning != parameter.symbol and meaning != parameter.name
        shown = f"{sign}  {meaning}"
        fits = told and self.label.fontMetrics().horizontalAdvance(shown) <= LABEL_WIDTH - 8
        muted = current_theme().muted
        tail = f"&nbsp; <span style='color:{muted}'>{html.escape(meaning)}</span>" if fits else ""
        room = Qt.TextElideMode.ElideRight, LABEL_WIDTH
        short = self.label.fontMetrics().elidedText(sign, *room)
        self.label.setText(f"{html.escape(short)}{tail}")
        spread = f"{format_number(parameter.low)} … {format_number(parameter.high)}"
        default = translate("window", "default {0}, double-click to go back to it").format(
            format_number(parameter.default)
        )
        head = f"<b>{html.escape(sign)}</b>" + (f" — {html.escape(meaning)}" if told else "")
        numbered = translate("window", "equation {0}").format(equation)
        where = f"<br>{numbered}" if equation else ""
        tip = f"{head}<br>{spread}; {default}{where}"
        for widget in (self.label, self.slider, self.field):
            widget.setToolTip(tip)
        self.slider.setAccessibleName(f"{sign}: {meaning}")
        self.field.setAccessibleName(f"{sign}: {meaning}")
        self.fan_button.set_tip(translate("window", "One parameter, many values"))
        self.error.retranslate()
        if self.strip is not None:
            self.strip.retranslate()

    def set_value(self, value: float) -> None:
        """Shows a value without telling anyone."""
        if self.parameter is not None:
            self._value = value
            self._moving = True
            self.slider.setValue(round(self.parameter.fraction(value) * PLACES))
            self._moving = False
            self.field.set_value(value)

    def _slid(self, place: int) -> None:
        if not self._moving and self.parameter is not None:
            self.field.setModified(False)
            self._value = slider_value(self.parameter, place / PLACES)
            self.field.set_value(self._value)
            self.turned.emit(self.parameter.name, self._value)

    def _enter(self, value: float) -> None:
        self._turn(value)
        self.released.emit()

    def _turn(self, value: float) -> None:
        self.field.setModified(False)
        self.set_value(value)
        if self.parameter is not None:
            self.turned.emit(self.parameter.name, value)

    def complain(self, refused: RavineError | str) -> None:
        """Says under the row what was refused; "" when nothing is."""
        self.error.say(refused)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.fan_button.set_lit(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.fan_button.set_lit(False)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos() if event.globalPos() != QPoint() else self.mapToGlobal(QPoint()))

    def menu(self) -> QMenu:
        """What can be done with the parameter."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._spread is not None:
            menu.addAction(translate("window", "One parameter, many values"), self.open_fan)
        if self.parameter is not None:
            text = translate("window", "Back to the default, {0}")
            menu.addAction(text.format(format_number(self.parameter.default)), self.reset)
        if self.note is not None and not self.note.isHidden():
            menu.addAction(translate("window", "Take back the changes on the way"), self.cleared.emit)
        return menu
