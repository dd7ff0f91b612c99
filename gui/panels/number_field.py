"""A field for one parameter's number. What cannot be taken is marked, said, and left as it was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from engine.entries import Parameter
from engine.errors import RavineError
from gui.model.numbers import format_number, parse_number, slider_value

_NUDGE = 0.01
"""An arrow key moves the number by this part of its slider."""


class NumberField(QLineEdit):
    """`entered` carries the number once it is confirmed; `refused` the sentence that says what is wrong."""

    entered = Signal(float)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameter: Parameter | None = None
        self._value = 0.0
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(64)
        self.editingFinished.connect(self._confirm)
        self.textEdited.connect(lambda: self._mark(""))

    def bind(self, parameter: Parameter) -> None:
        """Takes numbers for this parameter from now on."""
        self._parameter = parameter
        self.setModified(False)
        self._mark("")

    def set_value(self, value: float) -> None:
        """Shows a number, unless the person is in the middle of typing another."""
        self._value = value
        if self.hasFocus() and self.isModified():
            return
        self._show(value)

    def _show(self, value: float) -> None:
        self.setText(format_number(value))
        self.setCursorPosition(0)
        self._mark("")

    def _confirm(self) -> None:
        if not self.isModified() or self._parameter is None:
            return
        try:
            value = parse_number(self.text(), self._parameter)
        except RavineError as error:
            self._mark(str(error))
            return
        self._value = value
        self._show(value)
        self.entered.emit(value)

    def _mark(self, sentence: str) -> None:
        wrong = bool(sentence)
        if self.property("invalid") != wrong:
            self.setProperty("invalid", wrong)
            self.style().unpolish(self)
            self.style().polish(self)
        self.refused.emit(sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._nudge(1 if event.key() == Qt.Key.Key_Up else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self._show(self._value)
            self.clearFocus()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.selectAll()

    def _nudge(self, direction: int) -> None:
        parameter = self._parameter
        if parameter is None:
            return
        if parameter.integer:
            value = min(max(self._value + direction, parameter.low), parameter.high)
        else:
            value = slider_value(parameter, parameter.fraction(self._value) + direction * _NUDGE)
        self.setModified(False)
        self._value = value
        self._show(value)
        self.entered.emit(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
