"""A field for one parameter's number. What cannot be taken is marked, said, and left as it was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from engine.entries import Parameter
from engine.errors import RavineError
from gui.model.numbers import format_number, nudged, parse_number

_NUDGE = 0.01
"""An arrow key moves the number by this part of its slider."""


def set_invalid(field: QLineEdit, wrong: bool) -> None:
    """Marks that what stands in a field cannot be taken, or that it can."""
    if bool(field.property("invalid")) != wrong:
        field.setProperty("invalid", wrong)
        field.style().unpolish(field)
        field.style().polish(field)


class NumberField(QLineEdit):
    """`entered` carries the number once it is confirmed; `refused` what is wrong, or ""."""

    entered = Signal(float)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameter: Parameter | None = None
        self._value = 0.0
        self._nudged_by: float | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(64)
        self.editingFinished.connect(self._confirm)
        self.textEdited.connect(lambda: self._mark(""))

    def bind(self, parameter: Parameter, nudge: float | None = None) -> None:
        """Takes numbers for this parameter from now on; an arrow key moves them by `nudge`."""
        self._parameter = parameter
        self._nudged_by = nudge
        self.setModified(False)
        self._mark("")

    @property
    def value(self) -> float:
        """The number last shown or confirmed."""
        return self._value

    def set_value(self, value: float) -> None:
        """Shows a number, unless the person is in the middle of typing another."""
        self._value = value
        if self.hasFocus() and self.isModified():
            return
        self._show(value)

    def leave(self) -> None:
        """Whatever was typed, the number stays."""
        if self.isModified():
            self._show(self._value)

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
            self._mark(error)
            return
        self._value = value
        self._show(value)
        self.entered.emit(value)

    def _mark(self, refused: RavineError | str) -> None:
        set_invalid(self, bool(refused))
        self.refused.emit(refused)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._nudge(1 if event.key() == Qt.Key.Key_Up else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
            self.clearFocus()
        else:
            super().keyPressEvent(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.selectAll()

    def _nudge(self, direction: int) -> None:
        parameter = self._parameter
        if parameter is None:
            return
        by = 1.0 if parameter.integer and self._nudged_by is None else self._nudged_by
        if by is not None:
            value = min(max(round(self._value + direction * by, 12), parameter.low), parameter.high)
        else:
            value = nudged(parameter, self._value, direction * _NUDGE)
        self.setModified(False)
        self._value = value
        self._show(value)
        self.entered.emit(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
