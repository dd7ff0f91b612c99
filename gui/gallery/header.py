"""The gallery's head: the program's name, the search field, and what can be done beside choosing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.panels.panel import small_label
from gui.theme import GRID, ICON, TITLE, current_theme, font, icon
from gui.translations import translate

SEARCH = 320


class Header(QWidget):
    """Name and sentence at the left, search in the middle, buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = QLabel("Ravine", self)
        self.about = small_label()
        self.search = QLineEdit(self)
        self.buttons = {id: self._button() for id in ("new", "open", "language", "theme")}
        self.close_button = self._button()
        self._lay_out()

    def wire(self, actions: Actions) -> None:
        """Lets the buttons do what the window declares."""
        for id, button in self.buttons.items():
            actions.wire(button, id)

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(ICON, ICON))
        return button

    def _lay_out(self) -> None:
        self.name.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.search.setFont(font())
        self.search.setFixedWidth(SEARCH)
        self.search.setClearButtonEnabled(False)
        self.search.setProperty("role", "search")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.name)
        texts.addWidget(self.about)
        tools = QHBoxLayout()
        tools.setSpacing(GRID // 2)
        tools.addStretch(1)
        for button in (*self.buttons.values(), self.close_button):
            tools.addWidget(button)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addLayout(texts, 0, 0)
        grid.addWidget(self.search, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addLayout(tools, 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    def retranslate(self) -> None:
        self.about.setText(translate("window", "See how optimizers move"))
        self.search.setPlaceholderText(translate("window", "Search by title or figure"))
        self.close_button.setIcon(icon("close", current_theme().text))
        tip = translate("window", "Back to the stage")
        self.close_button.setToolTip(f"{tip}  (Esc)")
        self.close_button.setAccessibleName(tip)
