"""What the editors of rules and formulas have in common: checked at each key, applied when one pauses."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from engine.errors import InputError, RavineError
from engine.language.tokens import MAX_CHARACTERS
from engine.phrase import Phrase
from gui.panels.code_field import CodeField
from gui.panels.complaint import Complaint
from gui.panels.floating import FloatingPanel
from gui.panels.panel import small_label
from gui.panels.reading_as_typed import Fault
from gui.theme import GRID

PAUSE = 250
"""Milliseconds without a key after which what is valid is applied."""

WIDTH = 560


class TypingPanel(FloatingPanel):
    """An editor that stays open while one looks at what it does. A kind of editor says what it checks and
    what it applies; `apply_now` is also called before it goes or shows something else."""

    def __init__(self, owner: QWidget, given: tuple[str, ...]) -> None:
        super().__init__(owner, WIDTH, stays=True)
        self.code = CodeField(given)
        self.complaint = Complaint()
        self.told = small_label()
        self.hint = small_label()
        self.back_button = QPushButton(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.apply_now)
        self._applying = False
        self.code.edited.connect(self.check)
        self.code.overlong.connect(self._refuse)
        for widget in (self.code, self.complaint, self.told):
            self.column.addWidget(widget)
        self.column.setSpacing(GRID)

    # -- what a kind of editor says ------------------------------------------------------------------------

    @abstractmethod
    def read(self) -> Fault | str:
        """What is wrong with what stands there, or a sentence about what it is."""

    @abstractmethod
    def apply(self) -> None:
        """Makes the edit."""

    @abstractmethod
    def end(self) -> None:
        """What is typed later is another edit."""

    # -- what all do -----------------------------------------------------------------------------------------

    def check(self) -> None:
        """Says whether what stands there can be read; if so, it is applied after a pause."""
        found = self.read()
        if isinstance(found, Fault):
            self._timer.stop()
            self.complaint.say(found.error)
            self.code.mark(found.line, found.column)
            self.told.hide()
        else:
            self.complaint.say("")
            self.code.mark()
            self.told.setText(found)
            self.told.setVisible(bool(found))
            self._timer.start()
        self._fit()

    def _refuse(self, length: int) -> None:
        """Says that what was to be put in is too long; what stands there stays."""
        told = Phrase(
            "the text has {count:,} characters; the limit is {most:,}", count=length, most=MAX_CHARACTERS
        )
        self.complaint.say(InputError(told))
        self._fit()

    def apply_now(self) -> None:
        """Applies what waits to be."""
        self._timer.stop()
        if isinstance(self.read(), Fault):
            return
        self._applying = True
        try:
            self.apply()
        except RavineError as error:
            self.complaint.say(error)
            self._fit()
        finally:
            self._applying = False

    def hasten(self) -> None:
        """Applies now what would be applied after a pause."""
        if self.is_waiting:
            self.apply_now()

    @property
    def is_waiting(self) -> bool:
        """Whether something valid was typed that is not applied yet."""
        return self._timer.isActive()

    def close_panel(self) -> None:
        self.hasten()
        if self.is_open:
            self.end()
        super().close_panel()

    def retranslate(self) -> None:
        super().retranslate()
        self.complaint.retranslate()
        self.code.recolour()

    def _fit(self) -> None:
        if self.is_open:
            QTimer.singleShot(0, self, self.place)


def heading_label(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "heading")
    return label
