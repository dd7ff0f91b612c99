"""A searchable list that floats beside the panel: of optimizers, landscapes, signals, schedules.

At the left the names, at the right what the highlighted one is: its formula, its picture, its source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.panels.choices import Choice, matching
from gui.panels.chooser_list import ChoiceList
from gui.panels.floating import FloatingPanel
from gui.panels.formula_view import FormulaView, Typesetter
from gui.panels.panel import Line, small_label
from gui.panels.preview import Preview
from gui.panels.typeset_lines import typeset
from gui.theme import GRID, current_theme, icon
from gui.translations import translate

WIDTH = 664
_LIST_WIDTH = 312
_HEIGHT = 560
_PAGE = 8
_ACROSS = 3
"""Buttons side by side at the foot; of more there are two rows."""


class Chooser(FloatingPanel):
    """Opened by `ask`; what was chosen goes to the function given there."""

    def __init__(self, owner: QWidget, typesetter: Typesetter) -> None:
        super().__init__(owner, WIDTH)
        self._choices: list[Choice] = []
        self._take: Callable[[Choice], object] = lambda choice: None
        self._texts: Callable[[], str] = lambda: ""
        self.search = QLineEdit(self)
        self.list = ChoiceList(self)
        self.nothing = small_label()
        self.name = QLabel(self)
        self.name.setProperty("role", "popup-title")
        self.name.setWordWrap(True)
        self.source = small_label()
        self.preview = Preview(self)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.formula = FormulaView(typesetter)
        self.own_buttons: list[QPushButton] = []
        self._foot = QGridLayout()
        self._lay_out()
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        self.list.highlighted.connect(self._show)
        self.list.chosen.connect(self._choose)
        self.least_height = _HEIGHT

    def _lay_out(self) -> None:
        for label in (self.name, self.summary):
            label.setTextFormat(Qt.TextFormat.PlainText)
        left = QVBoxLayout()
        left.setSpacing(GRID)
        left.addWidget(self.search)
        left.addWidget(self.nothing)
        left.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.setSpacing(GRID)
        right.setContentsMargins(0, 0, GRID, 0)
        for widget in (self.name, self.source, self.preview, self.summary, self.formula):
            right.addWidget(widget)
        right.addStretch(1)
        about = QWidget(self)
        about.setLayout(right)
        self.about = QScrollArea(self)
        self.about.setWidget(about)
        self.about.setWidgetResizable(True)
        self.about.setFrameShape(QFrame.Shape.NoFrame)
        self.about.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.about.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        upright = QFrame(self)
        upright.setProperty("role", "upright")
        sides = QHBoxLayout()
        sides.setSpacing(2 * GRID)
        sides.addLayout(left)
        sides.addWidget(upright)
        sides.addWidget(self.about, 1)
        self.search.setFixedWidth(_LIST_WIDTH)
        self.list.setFixedWidth(_LIST_WIDTH)
        self.column.addLayout(sides, 1)
        self.column.addWidget(Line())
        self.column.addLayout(self._foot)

    def ask(
        self,
        anchor: QWidget,
        heading: str,
        choices: Sequence[Choice],
        current: str | None,
        take: Callable[[Choice], object],
        own: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """Opens with the cursor on `current`. own: texts and functions of the buttons at the foot."""
        self._choices = list(choices)
        self._take = take
        self.heading.setText(heading)
        self._put_buttons(own)
        self.search.clear()
        self.list.set_choices(self._choices, current)
        self.open_beside(anchor, self.search)
        self.list.show_cursor()

    def _put_buttons(self, own: Sequence[tuple[str, Callable[[], object]]]) -> None:
        for old in self.own_buttons:
            self._foot.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.own_buttons = []
        across = _ACROSS if len(own) <= _ACROSS else 2
        for number, (text, function) in enumerate(own):
            button = QPushButton(text, self)
            button.setIcon(icon("pencil", current_theme().muted, size=16))
            button.clicked.connect(lambda _checked=False, f=function: self._own(f))
            self._foot.addWidget(button, number // across, number % across)
            self.own_buttons.append(button)
        self._foot.setColumnStretch(_ACROSS, 1)

    def retranslate(self) -> None:
        super().retranslate()
        self.search.setPlaceholderText(translate("window", "Search"))
        self.nothing.setText(translate("window", "Nothing here is called so."))

    def _filter(self, query: str) -> None:
        found = matching(self._choices, query)
        current = self.list.current.id if self.list.current is not None and not query else None
        self.list.set_choices(found, current)
        self.nothing.setVisible(not found)

    def _show(self, choice: Choice | None) -> None:
        if choice is None or choice.entry is None:
            for widget in (self.name, self.source, self.summary, self.preview, self.formula):
                widget.setVisible(False)
            return
        self.name.setText(choice.name)
        self.source.setText(choice.source)
        self.summary.setText(choice.summary)
        self.preview.show_entry(choice.entry)
        lines, numbers = typeset(choice.entry, translate("window", "otherwise"))
        self.formula.set_lines(lines, numbers)
        self.name.show()
        self.formula.show()
        self.source.setVisible(bool(choice.source))
        self.summary.setVisible(bool(choice.summary))
        self.nothing.hide()
        self.about.verticalScrollBar().setValue(0)

    def _choose(self, choice: Choice) -> None:
        take = self._take
        self.close_panel()
        take(choice)

    def _own(self, function: Callable[[], object]) -> None:
        self.close_panel()
        function()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if self._steer(event):
                return True
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        """Keys that are not typed into the search field but move in the list."""
        moves = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -_PAGE,
            Qt.Key.Key_PageDown: _PAGE,
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.list.move_cursor(moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.choose_current()
        else:
            return False
        return True
