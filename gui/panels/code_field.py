"""A field for a rule or a formula: letters of one width, coloured by what they are, the fault marked."""

from __future__ import annotations

import re
from collections.abc import Collection

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from gui.theme import BODY, current_theme

MOST = 20_000
_LINES = (3, 16)
_WORD = re.compile(r"[^\W\d]\w*")
_NUMBER = re.compile(r"(?<![\w.])(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_COMMENT = re.compile(r"#.*")
_CALL = re.compile(r"[^\W\d]\w*(?=\s*\()")


def fixed_font() -> QFont:
    """The system's own font of one width."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPixelSize(BODY)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


class Colouring(QSyntaxHighlighter):
    """Comments faint, numbers and functions quiet, given names (theta, g, t, x, y) in the accent."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.given: Collection[str] = ()

    def highlightBlock(self, text: str) -> None:
        colours = current_theme()
        comment = _COMMENT.search(text)
        end = comment.start() if comment else len(text)
        for match in _WORD.finditer(text, 0, end):
            if match[0] in self.given:
                self._colour(match.start(), match.end(), colours.accent)
        for pattern in (_NUMBER, _CALL):
            for match in pattern.finditer(text, 0, end):
                self._colour(match.start(), match.end(), colours.muted)
        if comment:
            self._colour(comment.start(), len(text), colours.faint)

    def _colour(self, start: int, end: int, colour: str) -> None:
        shade = QTextCharFormat()
        shade.setForeground(QColor(colour))
        self.setFormat(start, end - start, shade)


class CodeField(QPlainTextEdit):
    """As high as its text, within limits. `edited` is emitted after each change that a person made,
    `overlong` with how many characters there would be if it were not for the limit."""

    edited = Signal()
    overlong = Signal(int)

    def __init__(self, given: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "code")
        self.setFont(fixed_font())
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._colouring = Colouring(self.document())
        self._colouring.given = given
        self._setting = False
        self._mark: tuple[int, int] | None = None
        self._lines = 0
        self.textChanged.connect(self._changed)
        self.horizontalScrollBar().rangeChanged.connect(lambda _low, _high: self.updateGeometry())

    def set_text(self, text: str) -> None:
        """Shows another text without telling anyone; the same one leaves the cursor where it is."""
        if text != self.toPlainText():
            self._setting = True
            self.setPlainText(text)
            self._setting = False
        self.mark()

    def set_given(self, names: Collection[str]) -> None:
        self._colouring.given = names
        self._colouring.rehighlight()

    def recolour(self) -> None:
        """In the colours of the theme put on."""
        self._setting = True
        self._colouring.rehighlight()
        self._setting = False
        self._show_mark()

    def mark(self, line: int = 0, column: int = 0) -> None:
        """Marks the word at a place counted from 1, or nothing."""
        self._mark = (line, column) if line else None
        self._show_mark()
        self.setProperty("invalid", bool(line))
        self.style().unpolish(self)
        self.style().polish(self)

    @property
    def marked(self) -> str:
        """The text under the mark, "" without one."""
        found = self.extraSelections()
        return found[0].cursor.selectedText() if found else ""

    def sizeHint(self) -> QSize:
        lines = min(max(self.blockCount(), _LINES[0]), _LINES[1])
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        return QSize(320, lines * self.fontMetrics().lineSpacing() + 26 + below)

    def insertFromMimeData(self, source: QMimeData) -> None:
        cursor = self.textCursor()
        replaced = cursor.selectionEnd() - cursor.selectionStart()
        length = self.document().characterCount() - 1 - replaced + len(source.text())
        if length > MOST:
            self.overlong.emit(length)
        else:
            super().insertFromMimeData(source)

    def _show_mark(self) -> None:
        if self._mark is None:
            self.setExtraSelections([])
            return
        line, column = self._mark
        block = self.document().findBlockByNumber(line - 1)
        if not block.isValid():
            block = self.document().lastBlock()
        text = block.text()
        start = min(max(column - 1, 0), max(len(text) - 1, 0))
        word = _WORD.match(text, start) or _NUMBER.match(text, start)
        end = word.end() if word else min(start + 1, len(text))
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
        danger = QColor(current_theme().danger)
        ground = QColor(danger)
        ground.setAlphaF(0.22)
        shade = QTextCharFormat()
        shade.setBackground(ground)
        shade.setUnderlineColor(danger)
        shade.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        selection.cursor = cursor
        selection.format = shade
        self.setExtraSelections([selection])

    def _changed(self) -> None:
        if self.blockCount() != self._lines:
            self._lines = self.blockCount()
            self.updateGeometry()
        if self._setting:
            return
        if self.document().characterCount() > MOST:
            self.undo()
            return
        self.edited.emit()
