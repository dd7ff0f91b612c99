"""All shortcuts on one sheet, by group."""

from __future__ import annotations

from itertools import combinations, pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.actions.overlay import Overlay
from gui.actions.registry import GROUPS, Action, Actions, key_text
from gui.panels.panel import Heading
from gui.theme import GRID
from gui.translations import translate

COLUMNS = 4
COLUMN = 304


Lines = list[tuple[tuple[str, ...], str]]
"""Keys, and what they do."""


class Sheet(Overlay):
    """Made anew each time that it is opened, so that it always tells what there is."""

    top_share = 0.04

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self._actions = actions
        self.title = QLabel(self.panel)
        self.title.setProperty("role", "title")
        self.area = QScrollArea(self.panel)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(3 * GRID, 2 * GRID, GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.title)
        column.addWidget(self.area, 1)

    def wanted_size(self) -> tuple[int, int]:
        wide = self._columns * COLUMN + 6 * GRID
        content = self.area.widget()
        layout = content.layout() if content is not None else None
        high = layout.totalHeightForWidth(wide - 4 * GRID) if layout is not None else 0
        return wide, high + self.title.sizeHint().height() + 7 * GRID

    @property
    def _columns(self) -> int:
        return max(1, min(COLUMNS, (self._window.width() - 10 * GRID) // COLUMN))

    def open(self) -> None:
        self.title.setText(translate("window", "Keys"))
        self.area.setWidget(self._content())
        super().open()
        self.area.setFocus()

    def _content(self) -> QWidget:
        content = QWidget()
        content.setAutoFillBackground(False)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 2 * GRID, 0)
        row.setSpacing(4 * GRID)
        blocks = [block for group in GROUPS if (block := self._keys_of(group))]
        for part in _balanced(blocks, self._columns):
            column = QVBoxLayout()
            column.setSpacing(GRID)
            for group, lines in part:
                column.addWidget(_block(translate("window", GROUPS[group]), lines))
            column.addStretch(1)
            row.addLayout(column, 1)
        return content

    def _keys_of(self, group: str) -> tuple[str, Lines] | None:
        lines = [(_keys(action), action.text) for action in self._actions if _is_listed(action, group)]
        if group == "runs":
            lines.insert(0, (("1 … 9",), translate("window", "Select a run")))
        return (group, lines) if lines else None


def _is_listed(action: Action, group: str) -> bool:
    return action.group == group and bool(action.keys) and not action.detail


def _keys(action: Action) -> tuple[str, ...]:
    return tuple(key_text(key) for key in action.keys[:2])


def _caps(keys: tuple[str, ...]) -> QHBoxLayout:
    """Keys, each in a frame."""
    row = QHBoxLayout()
    row.setSpacing(GRID // 2)
    row.addStretch(1)
    for key in keys:
        cap = QLabel(key)
        cap.setProperty("role", "key")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(cap, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _balanced(blocks: list[tuple[str, Lines]], columns: int) -> list[list[tuple[str, Lines]]]:
    """The blocks in their order, over columns of which the highest is as low as can be."""
    columns = min(columns, max(len(blocks), 1))
    heights = [len(lines) + 2 for _, lines in blocks]

    def highest(cuts: tuple[int, ...]) -> int:
        return max(sum(heights[first:last]) for first, last in pairwise((0, *cuts, len(blocks))))

    cuts = min(combinations(range(1, len(blocks)), columns - 1), key=highest)
    return [blocks[first:last] for first, last in pairwise((0, *cuts, len(blocks)))]


def _block(heading: str, lines: Lines) -> QWidget:
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, GRID)
    grid.setHorizontalSpacing(2 * GRID)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    head = Heading()
    head.set_texts(heading)
    grid.addWidget(head, 0, 0, 1, 2)
    for number, (keys, text) in enumerate(lines, 1):
        name = QLabel(text)
        name.setWordWrap(True)
        grid.addWidget(name, number, 0)
        grid.addLayout(_caps(keys), number, 1)
    return block
