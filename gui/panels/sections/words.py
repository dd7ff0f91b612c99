"""The scenario's title and caption, in the language that the window is in; the other keeps its own."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from gui.model.document import Document
from gui.model.session import Session
from gui.panels.complaint import Complaint
from gui.panels.panel import small_label
from gui.panels.section import Folds, Section, indented
from gui.translations import translate

MOST = 400
_PAUSE = 300
_CAPTION_HEIGHT = 92


class WordsSection(Section):
    """At work as soon as one pauses in typing."""

    def __init__(self, session: Session, folds: Folds) -> None:
        super().__init__("words", folds)
        self._session = session
        self._shown: Document | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self.apply_now)
        session.opened.connect(self._timer.stop)
        session.hastening.connect(self._hasten)

    def build(self) -> None:
        self.title_label, self.caption_label = small_label(), small_label()
        self.title_field = QLineEdit()
        self.title_field.setMaxLength(MOST)
        self.caption_field = QPlainTextEdit()
        self.caption_field.setProperty("role", "prose")
        self.caption_field.setTabChangesFocus(True)
        self.caption_field.setFixedHeight(_CAPTION_HEIGHT)
        self.complaint = Complaint()
        self.title_field.textEdited.connect(lambda _text: self._timer.start())
        self.title_field.editingFinished.connect(self.apply_now)
        self.caption_field.textChanged.connect(self._caption_changed)
        self.column.addLayout(
            indented(
                self.title_label, self.title_field, self.caption_label, self.caption_field, self.complaint
            )
        )

    def title(self) -> str:
        return translate("window", "Words")

    def fill(self) -> None:
        session = self._session
        if session.scenario is None:
            return
        self.title_label.setText(translate("window", "Title"))
        self.caption_label.setText(translate("window", "What to look at, in a sentence"))
        self.title_field.setAccessibleName(self.title_label.text())
        self.caption_field.setAccessibleName(self.caption_label.text())
        self.complaint.retranslate()
        if self._timer.isActive():
            return  # a person is typing
        self._shown = session.document
        title = session.localized(session.scenario.title)
        caption = session.localized(session.scenario.caption)
        if self.title_field.text() != title:
            self.title_field.setText(title)
        if self._caption() != caption:
            self.caption_field.blockSignals(True)
            self.caption_field.setPlainText(caption)
            self.caption_field.blockSignals(False)

    def _hasten(self) -> None:
        if self._timer.isActive():
            self.apply_now()

    def apply_now(self) -> None:
        """Takes up what was typed, unless another scenario is open by now."""
        self._timer.stop()
        if self._shown is None or self._shown is not self._session.document:
            return
        title, caption = self.title_field.text().strip(), self._caption()
        if not title or not caption:
            self.complaint.say(translate("window", "Neither may be empty."))
        elif len(caption) > MOST:
            self.complaint.say(translate("window", "A caption has at most {0} letters.").format(MOST))
        else:
            self.complaint.attempt(lambda: self._session.set_texts(title=title, caption=caption))

    def _caption(self) -> str:
        return " ".join(self.caption_field.toPlainText().split())

    def _caption_changed(self) -> None:
        self._timer.start()
