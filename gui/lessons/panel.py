"""The lesson's panel at the foot of the stage: what the step says and asks, and the way through the steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from gui.lessons.choices import Choices, height_of
from gui.lessons.teacher import Teacher
from gui.model.session import Session
from gui.panels.buttons import IconButton, tip_with_keys
from gui.panels.panel import Panel
from gui.theme import BODY, CONTROL, GRID, SMALL, current_theme, font
from gui.translations import QT_TRANSLATE_NOOP, translate
from scenarios.schema import LessonStep, Text

if TYPE_CHECKING:
    from gui.actions.registry import Actions

WIDTH = 720
_JOINER = "\u2060"
_PAD = 2 * GRID
_NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
_OWN_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Escape)
_FLAGS = Qt.TextFlag.TextWordWrap.value

Row = tuple[QWidget, int]
"""A part of the panel and how high it is."""


class LessonPanel(Panel):
    """Bound to the teacher; hidden while there is no lesson on. `resized` asks for layout."""

    resized = Signal()

    def __init__(self, session: Session, teacher: Teacher, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._teacher = session, teacher
        self._scale = 1.0
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.text, self.question = QLabel(self), QLabel(self)
        for label in (self.text, self.question):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.choices = Choices(self)
        self.back_button = IconButton("chevron_left", self, CONTROL)
        self.next_button = QPushButton(self)
        self.next_button.setProperty("role", "primary")
        self.close_button = IconButton("close", self, CONTROL)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.choices.chosen.connect(teacher.answer)
        self.back_button.clicked.connect(teacher.back)
        self.next_button.clicked.connect(teacher.forward)
        self.close_button.clicked.connect(teacher.leave)
        teacher.changed.connect(self.refresh)
        self.hide()

    def declare(self, actions: Actions) -> None:
        """What the keyboard and the palette can do with a lesson."""
        teacher = self._teacher
        actions.add(
            "lesson", QT_TRANSLATE_NOOP("window", "Lesson"), teacher.toggle, "time", keys="Ctrl+L",
            icon="lesson", enabled=lambda: teacher.is_possible, checked=lambda: teacher.is_on,
        )  # fmt: skip
        actions.add(
            "lesson_forward", QT_TRANSLATE_NOOP("window", "On in the lesson"), teacher.forward, "time",
            keys="Ctrl+PgDown", enabled=lambda: teacher.is_on,
        )  # fmt: skip
        actions.add(
            "lesson_back", QT_TRANSLATE_NOOP("window", "Back in the lesson"), teacher.back, "time",
            keys="Ctrl+PgUp", enabled=lambda: teacher.is_on and teacher.number > 0,
        )  # fmt: skip
        teacher.changed.connect(actions.refresh_later)

    # -- showing -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """The step that is on, or nothing."""
        on = self._teacher.is_on
        appears, goes = on and self.isHidden(), not on and not self.isHidden()
        self.setVisible(on)
        if appears:
            self.raise_()
            self.setFocus()
        if on:
            self.retranslate()
        if on or goes:
            self.resized.emit()

    def retranslate(self) -> None:
        teacher, step = self._teacher, self._teacher.step
        if step is None:
            return
        self.heading.setText(
            translate("window", "Lesson: {0} of {1}").format(teacher.number + 1, len(teacher.lesson)).upper()
        )
        asking = teacher.is_asking
        told = step.predict is not None and not asking
        said = step.predict.why if step.predict is not None and told else step.caption
        self.text.setText(self._words(said))
        if step.predict is not None:
            self.question.setText(self._words(step.predict.question))
            texts = [self._words(choice) for choice in step.predict.choices]
            self.choices.show_answers(texts, step.predict.right, teacher.chosen, asking, self._scale)
        last = translate("window", "Finish") if teacher.is_last else translate("window", "Next")
        self.next_button.setText(translate("window", "Show me") if asking else last)
        # while something is asked the answers come first
        self.next_button.setProperty("role", None if asking else "primary")
        self.next_button.setToolTip(tip_with_keys(translate("window", "On in the lesson"), "Ctrl+PgDown"))
        self.back_button.set_tip(translate("window", "Back in the lesson"), "Ctrl+PgUp")
        self.back_button.setEnabled(teacher.number > 0)
        self.close_button.set_tip(translate("window", "Leave the lesson"), "Ctrl+L")
        self._dress()
        self._arrange()

    def _dress(self) -> None:
        """Type and colours; a style sheet would not follow the scale."""
        colours = current_theme()
        self.heading.setStyleSheet(f"color: {colours.muted}; font-size: {round(SMALL * self._scale)}px")
        for label, weight in ((self.text, 400), (self.question, 600)):
            label.setStyleSheet(
                f"color: {colours.text}; font-size: {round(BODY * self._scale)}px; font-weight: {weight}"
            )
        self.next_button.setStyleSheet(f"font-size: {round(BODY * self._scale)}px")

    def set_scale(self, scale: float) -> None:
        """Larger letters for an audience."""
        if scale != self._scale:
            self._scale = scale
            self.retranslate()

    # -- layout ------------------------------------------------------------------------------------------

    def height_for(self, width: int) -> int:
        """How high the step that is on is."""
        step = self._teacher.step
        return self._height(self._rows(step, self._teacher.is_asking, width)) if step is not None else 0

    def greatest_height(self, width: int) -> int:
        """How high the highest step is: as much room the stage leaves for all of them."""
        rows = [self._rows(step, asking, width) for step in self._teacher.lesson for asking in (True, False)]
        return max(map(self._height, rows), default=0)

    def _height(self, rows: list[Row]) -> int:
        gaps = round(GRID * self._scale) * len(rows)
        return self._head + gaps + sum(high for _, high in rows) + _PAD + GRID

    @property
    def _head(self) -> int:
        return round(CONTROL * self._scale)

    def _rows(self, step: LessonStep, asking: bool, width: int) -> list[Row]:
        """What stands under each other below the heading."""
        inner = width - 2 * _PAD
        words = self._words
        caption = (self.text, self._text_height(words(step.caption), inner))
        if step.predict is None:
            return [caption]
        question = (self.question, self._text_height(words(step.predict.question), inner, bold=True))
        texts = [words(choice) for choice in step.predict.choices]
        choices = (self.choices, height_of(texts, inner, self._scale))
        if asking:
            return [caption, question, choices]
        return [question, choices, (self.text, self._text_height(words(step.predict.why), inner))]

    def _words(self, text: Text) -> str:
        """A text in the language of the moment, in which no fraction is torn apart at the end of a line."""
        return self._session.localized(text).replace("/", "/" + _JOINER)

    def _text_height(self, text: str, width: int, bold: bool = False) -> int:
        weight = QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        metrics = QFontMetrics(font(round(BODY * self._scale), weight))
        return metrics.boundingRect(QRect(0, 0, width, 10_000), _FLAGS, text).height() + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        step, width, head = self._teacher.step, self.width(), self._head
        if step is None:
            return
        right = width - GRID
        for button in (self.close_button, self.next_button, self.back_button):
            wide = max(button.sizeHint().width(), CONTROL) if button is self.next_button else CONTROL
            right -= wide
            high = head if button is self.next_button else CONTROL
            button.setGeometry(right, GRID + (head - high) // 2, wide, high)
            right -= GRID // 2
        self.heading.setGeometry(_PAD, GRID, max(right - _PAD, 0), head)
        rows, top = self._rows(step, self._teacher.is_asking, width), GRID + head + GRID // 2
        for part in (self.text, self.question, self.choices):
            part.setVisible(any(part is one for one, _ in rows))
        for widget, high in rows:
            widget.setGeometry(_PAD, top, width - 2 * _PAD, high)
            top += high + round(GRID * self._scale)

    # -- keys --------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        # while the panel has the keyboard, arrows lead through the steps and digits answer
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        if self._act_of(event) is None:
            return super().event(event)
        event.accept()
        return True

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        teacher, key = self._teacher, Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return None
        step = teacher.step
        if teacher.is_asking and key in _NUMBERS and step is not None and step.predict is not None:
            number = _NUMBERS.index(key)
            return partial(teacher.answer, number) if number < len(step.predict.choices) else None
        acts = dict(zip(_OWN_KEYS, (teacher.back, teacher.forward, teacher.leave), strict=True))
        return acts.get(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_of(event)
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)
