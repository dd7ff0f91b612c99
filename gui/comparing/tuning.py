"""The choice of what is tuned besides the learning rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.comparing.tuning_list import TuningList
from gui.panels.buttons import PickButton
from gui.theme import GRID
from gui.translations import current_language, translate

if TYPE_CHECKING:
    from scenarios.tuneable import Tuneable

_WIDE = 22 * GRID


class TuningButton(PickButton):
    """`names` are tuned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: tuple[Tuneable, ...] = ()
        self.names: frozenset[str] = frozenset()
        self.setMaximumWidth(_WIDE)
        self.clicked.connect(self.open_list)

    def offer(self, offered: Sequence[Tuneable]) -> None:
        """What there is to choose from; of what was chosen stays what is among it."""
        self._offered = tuple(offered)
        self.names &= {one.name for one in offered}
        self.retranslate()

    def choose(self, name: str, is_tuned: bool) -> None:
        self.names = self.names | {name} if is_tuned else self.names - {name}
        self.retranslate()

    def retranslate(self) -> None:
        language = current_language()
        chosen = [one.parameter.label(language) for one in self._offered if one.name in self.names]
        self.set_text(", ".join(("η", *chosen)))
        tip = translate("window", "What is tuned besides the learning rate")
        self.setAccessibleName(tip)
        self.setToolTip(tip)

    def open_list(self) -> None:
        """Every parameter, below the button; nothing where there is none."""
        if self._offered:
            shown = TuningList(self._offered, self.names, self)
            shown.switched.connect(self.choose)
            shown.drop_down(self)
