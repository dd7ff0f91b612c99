"""The strip under a parameter that makes one run into many: a list of values, and the button that does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from engine.entries import Parameter
from engine.errors import RavineError
from gui.panels.buttons import IconButton
from gui.panels.complaint import Complaint
from gui.panels.panel import small_label
from gui.panels.spreading import MOST, proposed, read_values, written
from gui.theme import GRID
from gui.translations import current_language, translate


class FanStrip(QWidget):
    """`spread` is called with the values; it may refuse by a RavineError, which is said under the list."""

    def __init__(self, spread: Callable[[Sequence[float]], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spread = spread
        self._parameter: Parameter | None = None
        self.title = small_label()
        self.values = QLineEdit(self)
        self.values.setMaxLength(256)
        self.complaint = Complaint()
        self.make_button = QPushButton(self)
        self.make_button.setProperty("role", "primary")
        self.close_button = IconButton("close", self)
        self.make_button.clicked.connect(self.make)
        self.values.textChanged.connect(self._count)
        self.close_button.clicked.connect(self.hide)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, GRID)
        column.setSpacing(GRID // 2)
        column.addLayout(top)
        column.addWidget(self.values)
        column.addWidget(self.complaint)
        column.addWidget(self.make_button)

    def propose(self, parameter: Parameter, value: float) -> None:
        """Shows values worth trying; Enter in the list, or the button, makes the fan."""
        self._parameter = parameter
        self.values.setText(written(proposed(parameter, value)))
        self.values.setCursorPosition(0)
        self.complaint.say("")
        self.retranslate()
        self.show()
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        text = translate("window", "One parameter, many values: {0}")
        self.title.setText(text.format(self._parameter.label(current_language()) if self._parameter else ""))
        self.values.setToolTip(translate("window", "The values, apart by spaces; each becomes a run"))
        self.values.setAccessibleName(self.title.text())
        self.close_button.set_tip(translate("window", "Close"), "Esc")
        self._count()

    def make(self) -> None:
        """Makes the fan of the values as they stand."""
        assert self._parameter is not None
        try:
            values = read_values(self.values.text(), self._parameter)
            if not 2 <= len(values) <= MOST:
                text = translate("window", "A fan needs from 2 to {0} different values.")
                self.complaint.say(text.format(MOST))
                return
            self._spread(values)
        except RavineError as error:
            self.complaint.say(error)
            return
        self.hide()

    def _count(self) -> None:
        try:
            count = len(read_values(self.values.text(), self._parameter)) if self._parameter else 0
        except RavineError:
            count = 0
        usable = 2 <= count <= MOST
        text = translate("window", "Make %n runs", "", count) if usable else translate("window", "Make a fan")
        self.make_button.setText(text)
        self.complaint.say("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.make()
        else:
            super().keyPressEvent(event)
