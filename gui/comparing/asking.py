"""What is compared and how much is tuned: the line of controls over the sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.entries import Parameter
from engine.phrase import Phrase
from gui.comparing.tuning import TuningButton
from gui.panels.buttons import Segments
from gui.panels.number_field import NumberField
from gui.theme import GRID
from gui.translations import translate
from scenarios.comparing import ALL, Asked

_NAME = Phrase("settings tried of each")
"""As the field is labelled: what is refused is told by it."""

BUDGET = Parameter(_NAME, _NAME, 25, 1, 500, "log", _NAME, "настроек каждого", True)


class Asking(QWidget):
    """Who takes part, what is tuned of each, and how often; the button that begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = Segments(("runs", ALL), self)
        self.tuning_label, self.tuning = QLabel(self), TuningButton(self)
        self.budget_label, self.budget = QLabel(self), NumberField(self)
        self.button = QPushButton(self)
        self._is_busy = False
        self.budget.bind(BUDGET)
        self.budget.set_value(BUDGET.default)
        self.budget.setFixedWidth(9 * GRID)
        self.button.setProperty("role", "primary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, GRID, 0, GRID // 2)
        row.setSpacing(GRID)
        row.addWidget(self.who)
        for label, field in ((self.tuning_label, self.tuning), (self.budget_label, self.budget)):
            row.addSpacing(GRID)
            row.addWidget(label)
            row.addWidget(field)
        row.addSpacing(GRID)
        row.addWidget(self.button)
        row.addStretch(1)

    @property
    def optimizers(self) -> tuple[str, ...]:
        """Of the catalogue; none for the scenario's own runs."""
        return (ALL,) if self.who.current == ALL else ()

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing wrong typed."""
        return not self.budget.property("invalid")

    def asked(self) -> Asked:
        return Asked(budget=int(self.budget.value), optimizers=self.optimizers)

    def set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        for part in (self.who, self.budget, self.tuning):
            part.setEnabled(not is_busy)
        self._name_button()

    def retranslate(self) -> None:
        self.who.set_texts(
            [translate("window", "Runs of the scenario"), translate("window", "Whole catalogue")]
        )
        self.tuning_label.setText(translate("window", "Tuned"))
        self.tuning.retranslate()
        self.budget_label.setText(translate("window", "Settings tried of each"))
        self.budget.setAccessibleName(self.budget_label.text())
        self._name_button()

    def _name_button(self) -> None:
        stop, begin = translate("window", "Cancel"), translate("window", "Compare")
        self.button.setText(stop if self._is_busy else begin)
