"""A question in place: one sentence and a few answers, over the bar. It blocks nothing and waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.panels.panel import Panel, small_label
from gui.theme import BODY, GRID, current_theme, font

Text = Callable[[], str]
Answer = tuple[Text, Callable[[], object]]


class Question(Panel):
    """Hidden until `ask`. The first answer is the one proposed, the last is what Escape gives."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence: Text | None = None
        self._answers: Sequence[Answer] = ()
        self.text = small_label()
        self.text.setFont(font(BODY))
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        self._row.setSpacing(GRID)
        self._row.addWidget(self.text, 1)
        self.hide()

    def ask(self, sentence: Text, answers: Sequence[Answer]) -> None:
        """Asks in the place of what was asked before. Texts are functions: the language may change."""
        self._sentence, self._answers = sentence, answers
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(act) for _, act in answers]
        self.buttons[0].setProperty("role", "primary")
        self.retranslate()
        self.show()
        self.raise_()

    def drop(self, answers: Sequence[Answer]) -> None:
        """What was asked with these answers is no question any more; nothing where another is asked."""
        if self._answers is answers:
            self.hide()

    def _button(self, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(self)
        button.clicked.connect(lambda: self._answer(act))
        self._row.addWidget(button)
        return button

    def _answer(self, act: Callable[[], object]) -> None:
        self.hide()
        act()

    def focus(self) -> None:
        """Puts the keyboard on the proposed answer."""
        if self.buttons:
            self.buttons[0].setFocus()

    def retranslate(self) -> None:
        if self._sentence is None:
            return
        self.text.setText(self._sentence())
        self.text.setStyleSheet(f"color: {current_theme().text}; font-size: {BODY}px")
        for button, (text, _) in zip(self.buttons, self._answers, strict=True):
            button.setText(text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._answers:
            self._answer(self._answers[-1][1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = next((button for button in self.buttons if button.hasFocus()), None)
            if focused is not None:
                focused.click()
        else:
            super().keyPressEvent(event)
