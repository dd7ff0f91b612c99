"""What was turned while time ran: a line under the parameter, from which value to which, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from gui.model.numbers import format_number
from gui.panels.panel import ShortLabel
from gui.theme import GRID, SMALL, font
from gui.translations import translate


class Turn(Protocol):
    """What is asked of a turn of the scenario."""

    @property
    def step(self) -> int: ...
    @property
    def parameters(self) -> Mapping[str, float]: ...


@dataclass(frozen=True)
class Turned:
    """One parameter's way through a run: its value at the start, and (step, value) of each change. in_epochs:
    what the steps are, and then no timeline has marks."""

    start: float
    changes: tuple[tuple[int, float], ...]
    in_epochs: bool = False

    @property
    def text(self) -> str:
        """0.01 → 0.06, step 76."""
        values = [self.start, *(value for _, value in self.changes)]
        shown = values if len(values) <= 3 else [values[0], values[-2], values[-1]]
        ways = [format_number(value) for value in shown]
        if len(values) > 3:
            ways.insert(1, "…")
        steps = ", ".join(f"{step}" for step, _ in self.changes[-2:])
        if self.in_epochs:
            one, several = translate("window", "epoch {0}"), translate("window", "epochs {0}")
        else:
            one, several = translate("window", "step {0}"), translate("window", "steps {0}")
        when = one if len(self.changes) == 1 else several
        return f"{' → '.join(ways)},  {when.format(('…, ' if len(self.changes) > 2 else '') + steps)}"


def turned(start: Mapping[str, float], turns: Iterable[Turn], in_epochs: bool = False) -> dict[str, Turned]:
    """By parameter, what was turned; those that never were are left out."""
    found: dict[str, list[tuple[int, float]]] = {}
    for turn in sorted(turns, key=lambda turn: turn.step):
        for name, value in turn.parameters.items():
            found.setdefault(name, []).append((turn.step, value))
    return {
        name: Turned(start[name], tuple(changes), in_epochs)
        for name, changes in found.items()
        if name in start
    }


class TurnNote(QWidget):
    """The line, with a button that takes the changes back."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = QLabel("◆", self)
        self.sign.setProperty("role", "accent")
        self.label = ShortLabel(self)
        self.label.setFont(font(SMALL))
        self.button = QPushButton(self)
        self.button.setProperty("role", "link")
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.button.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(GRID - 2)
        row.addWidget(self.sign)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)

    def show_turned(self, found: Turned) -> None:
        self.label.set_text(found.text)
        if found.in_epochs:
            tip = translate("window", "Turned on the way, at these epochs")
        else:
            tip = translate("window", "Turned while time ran; the timeline has a mark there")
        self.label.setToolTip(tip)
        self.button.setText(translate("window", "clear"))
        self.button.setToolTip(translate("window", "Take back all changes that this run had on its way"))
