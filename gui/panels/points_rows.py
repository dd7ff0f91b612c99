"""Start points as rows of two numbers; a few are shown, many are counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.panels.buttons import IconButton
from gui.panels.field_editor import edge
from gui.panels.form import NumbersRow
from gui.panels.panel import small_label
from gui.panels.section import INDENT
from gui.theme import GRID, current_theme, icon
from gui.translations import translate

SHOWN = 8

Point = tuple[float, float]


class PointsRows(QWidget):
    """`change` is called with all points as they now are, and may refuse them by a RavineError."""

    def __init__(
        self,
        change: Callable[[Sequence[Point]], object],
        add: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._change = change
        self._points: list[Point] = []
        self._nudge = 0.1
        self.rows: list[NumbersRow] = []
        self.more = small_label()
        self.add_button = QPushButton(self)
        self.add_button.clicked.connect(lambda: add())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        foot = QHBoxLayout()
        foot.setContentsMargins(INDENT, 0, INDENT, 0)
        foot.setSpacing(GRID)
        foot.addWidget(self.more, 1)
        foot.addWidget(self.add_button)
        self._column.addLayout(foot)

    def show_points(self, points: Sequence[Point], nudge: float) -> None:
        self._points = list(points)
        self._nudge = nudge
        shown = self._points[:SHOWN]
        while len(self.rows) < len(shown):
            self._add_row()
        for k, row in enumerate(self.rows):
            row.setVisible(k < len(shown))
            if k < len(shown):
                for field in row.fields:
                    field.bind(edge("x" if field is row.fields[0] else "y"), nudge)
                row.set_values(shown[k])
                name = translate("window", "Point") if len(shown) == 1 else f"{k + 1}"
                row.set_texts(name, translate("window", "x and y of where it starts"))
        self._show_foot(len(shown))

    def _show_foot(self, shown: int) -> None:
        rest = len(self._points) - shown
        self.more.setText(translate("window", "and %n more", "", rest) if rest else "")
        self.add_button.setText(translate("window", "Add a point"))
        self.add_button.setIcon(icon("plus", current_theme().muted, size=16))
        for row in self.rows:
            button = row.findChild(IconButton)
            if button is not None:
                button.set_tip(translate("window", "Remove the point"))
                button.setVisible(len(self._points) > 1)

    def _add_row(self) -> None:
        number = len(self.rows)
        remove = IconButton("close")
        row = NumbersRow([edge("x"), edge("y")], remove)
        row.entered.connect(lambda: self._enter(number))
        remove.clicked.connect(lambda: self._remove(number))
        self._column.insertWidget(number, row)
        self.rows.append(row)

    def _enter(self, number: int) -> None:
        x, y = self.rows[number].values
        points = [*self._points[:number], (x, y), *self._points[number + 1 :]]
        self.rows[number].attempt(lambda: self._change(points))

    def _remove(self, number: int) -> None:
        self._change([*self._points[:number], *self._points[number + 1 :]])
