"""Rows of a section that are no sliders: a label with fields or a choice, and a place for what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from engine.entries import Parameter
from gui.panels.complaint import Complaint
from gui.panels.number_field import NumberField
from gui.panels.panel import small_label
from gui.panels.parameter_row import FIELD_WIDTH, LABEL_WIDTH
from gui.panels.section import INDENT
from gui.theme import BODY, CONTROL, GRID, font


class FormRow(QWidget):
    """A label at the left, widgets at the right, what is wrong underneath."""

    def __init__(self, *widgets: QWidget, stretch: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setFont(font(BODY))
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setMinimumWidth(LABEL_WIDTH)
        self.complaint = Complaint()
        right = QHBoxLayout()
        right.setSpacing(GRID)
        if not stretch:
            right.addStretch(1)
        for widget in widgets:
            right.addWidget(widget)
        grid = QGridLayout(self)
        grid.setContentsMargins(INDENT, 0, INDENT, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.label, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.addWidget(self.complaint, 1, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowMinimumHeight(0, CONTROL)

    def set_texts(self, label: str, tip: str = "") -> None:
        self.label.setText(label)
        self.label.setToolTip(tip)
        self.complaint.retranslate()


class NumbersRow(FormRow):
    """One number or a few side by side. `entered` tells that one was confirmed."""

    entered = Signal()

    def __init__(
        self, parameters: Sequence[Parameter], *more: QWidget, parent: QWidget | None = None
    ) -> None:
        self.fields = [NumberField() for _ in parameters]
        self.remark = small_label()
        self.remark.setWordWrap(False)
        self.remark.hide()
        super().__init__(self.remark, *self.fields, *more, stretch=False, parent=parent)
        for field, parameter in zip(self.fields, parameters, strict=True):
            field.setFixedWidth(FIELD_WIDTH)
            field.bind(parameter)
            field.entered.connect(lambda _value: self.entered.emit())
            field.refused.connect(self.complaint.say)

    @property
    def values(self) -> list[float]:
        return [field.value for field in self.fields]

    def set_values(self, values: Sequence[float]) -> None:
        """Shows numbers without telling anyone."""
        for field, value in zip(self.fields, values, strict=True):
            field.set_value(value)

    def say(self, remark: str) -> None:
        """Before the numbers, what they stand for: of 0 that it is the whole."""
        self.remark.setText(remark)
        self.remark.setVisible(bool(remark))

    def set_texts(self, label: str, tip: str = "") -> None:
        super().set_texts(label, tip)
        for field in self.fields:
            field.setToolTip(tip)
            field.setAccessibleName(label)

    def attempt(self, edit: Callable[[], object]) -> bool:
        return self.complaint.attempt(edit)


def whole(name: str, low: float, high: float) -> Parameter:
    """A whole number as something that a field takes."""
    return Parameter(name, name, low, low, high, "linear", name, name, integer=True)
