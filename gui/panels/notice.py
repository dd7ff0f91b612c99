"""One sentence at the foot of the stage: what could not be done. It blocks nothing; a click closes it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from gui.panels.panel import Panel, small_label
from gui.theme import BODY, ICON, current_theme, font, icon, icon_pixmap
from gui.translations import current_language, sentence, translate

SECONDS = 12


class Notice(Panel):
    """Hidden until `say`; hides itself after a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self.sign = QLabel(self)
        self.text = small_label()
        self.text.setFont(font(BODY))
        self.close_button = QToolButton(self)
        self.close_button.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self.sign)
        row.addWidget(self.text, 1)
        row.addWidget(self.close_button)
        self.hide()

    def say(self, said: str) -> None:
        """Shows a sentence of the engine, in the language of the moment while it can be seen."""
        self._said = said
        self.retranslate()
        self.show()
        self.raise_()
        self._timer.start()

    def retranslate(self) -> None:
        colours = current_theme()
        self.text.setText(sentence(self._said, current_language()))
        self.sign.setPixmap(icon_pixmap("warning", colours.danger, ICON, self.devicePixelRatioF()))
        self.text.setStyleSheet(f"color: {colours.text}; font-size: {BODY}px")
        self.close_button.setIcon(icon("close", colours.muted, size=ICON - 4))
        self.close_button.setToolTip(translate("window", "Close"))
