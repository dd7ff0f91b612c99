"""The sentence under a field that says why an edit was refused."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.errors import FileError, RavineError
from gui.panels.panel import small_label
from gui.translations import current_language, sentence


def words(said: RavineError | str) -> str:
    """What was refused, in the language put on; where is not said, for the sentence stands there."""
    plain = said.message if isinstance(said, FileError) else said
    return sentence(plain, current_language())


class Complaint(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: RavineError | str = ""
        self.label = small_label(role="danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.label)
        self.hide()

    def text(self) -> str:
        return "" if self.isHidden() else self.label.text()

    def say(self, said: RavineError | str) -> None:
        """Says it, or with "" that all is well."""
        self._said = said
        self.label.setText(words(said) if said else "")
        if self.isHidden() == bool(said):
            self.setVisible(bool(said))

    def retranslate(self) -> None:
        self.say(self._said)

    def attempt(self, edit: Callable[[], object]) -> bool:
        """Makes an edit; where it is refused, says why and returns False."""
        try:
            edit()
        except RavineError as error:
            self.say(error)
            return False
        self.say("")
        return True
