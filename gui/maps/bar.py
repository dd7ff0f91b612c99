"""The buttons of a map, at its upper right corner."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gui.actions import Actions
from gui.maps.menus import colour_menu, second_menu
from gui.model.session import Session
from gui.panels.buttons import IconButton
from gui.translations import translate

SIDE = 28
BUTTONS = ("map.home", "map.wide", "map.save", "map.film", "map")


class Bar(QWidget):
    """Colour and neighbour open menus; the rest are actions of the window."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.menu = QMenu(self)
        self.colour_button = IconButton("palette", self, SIDE)
        self.second_button = IconButton("beside", self, SIDE)
        self.buttons = {id: IconButton("map", self, SIDE) for id in BUTTONS}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self.colour_button, self.second_button, *self.buttons.values()):
            row.addWidget(button)
        self.colour_button.clicked.connect(self.open_colours)
        self.second_button.clicked.connect(self.open_second)

    def wire(self, registry: Actions) -> None:
        for id, button in self.buttons.items():
            registry.wire(button, id)
        registry.changed.connect(self.renew)

    def renew(self) -> None:
        """Every text again."""
        self.colour_button.set_tip(translate("window", "What the colours tell"), "Shift+U")
        self.second_button.set_tip(translate("window", "A second map beside it"), "U")
        self.adjustSize()

    def open_colours(self) -> None:
        colour_menu(self._session, self.menu)
        self._open_below(self.colour_button)

    def open_second(self) -> None:
        second_menu(self._session, self.menu)
        self._open_below(self.second_button)

    def _open_below(self, button: QWidget) -> None:
        hint = self.menu.sizeHint()
        self.menu.popup(button.mapToGlobal(QPoint(button.width() - hint.width(), button.height() + 4)))
