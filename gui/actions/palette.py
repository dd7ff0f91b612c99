"""The command palette: one field that finds every action, scenario, run, speed and parameter by its name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from gui.actions.overlay import Overlay
from gui.actions.palette_row import ROW, PaletteRow
from gui.actions.registry import GROUPS, Actions, Item
from gui.actions.search import rank
from gui.panels.panel import small_label
from gui.theme import GRID
from gui.translations import translate

WIDTH = 640
ROWS = 10
ITEM = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS - 1, Qt.Key.Key_PageUp: 1 - ROWS}


class Found(QAbstractListModel):
    """What was found, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []

    def show_items(self, items: list[Item]) -> None:
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(self._items)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        item = self._items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.text
        return item if role == ITEM else None


class Palette(Overlay):
    """Opens over the window. Arrows choose, Enter does it, Escape leaves."""

    def __init__(self, window: QWidget, actions: Actions) -> None:
        super().__init__(window)
        self._actions = actions
        self._items: list[Item] = []
        self._used: list[str] = []
        self.field = QLineEdit(self.panel)
        self.list = QListView(self.panel)
        self.nothing = small_label()
        self._model = Found(self)
        self._lay_out()
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._do)

    def _lay_out(self) -> None:
        self.field.setProperty("role", "search")
        self.list.setModel(self._model)
        self.list.setItemDelegate(PaletteRow(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setFixedHeight(ROW)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(GRID)
        column.addWidget(self.field)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)

    @property
    def found(self) -> list[Item]:
        """What is listed now, best first."""
        return [self._model.index(row).data(ITEM) for row in range(self._model.rowCount())]

    def wanted_size(self) -> tuple[int, int]:
        rows = min(max(self._model.rowCount(), 1), ROWS)
        return WIDTH, self.field.sizeHint().height() + rows * ROW + 3 * GRID + 4

    def open(self) -> None:
        """Shows it with an empty field: what was used last comes first."""
        self._items = self._collect()
        self.field.setPlaceholderText(
            translate("window", "Actions, scenarios, optimizers, parameters, speeds …")
        )
        self.nothing.setText(translate("window", "Nothing is called that"))
        self.field.clear()
        self._search("")
        super().open()
        self.field.setFocus()

    def renew(self) -> None:
        """Lists anew while it is open: runs and parameters may have gone with their scenario."""
        if self.isVisible():
            self._items = self._collect()
            self._search(self.field.text())

    def _collect(self) -> list[Item]:
        # numbered actions have things of their own in the sources, with their names
        listed = (a for a in self._actions if a.id != "palette" and not a.detail)
        actions = [action for action in listed if self._actions.is_enabled(action.id)]
        order = list(GROUPS)
        made = [
            Item(
                action.text,
                partial(self._actions.trigger, action.id),
                translate("window", GROUPS[action.group]),
                action.names,
                action.shortcut,
                action.drawing,
            )
            for action in sorted(actions, key=lambda action: order.index(action.group))
        ]
        items = [*made, *self._actions.items()]
        places = {name: place for place, name in enumerate(self._used)}
        return sorted(items, key=lambda item: places.get(item.text, len(places)))

    def _search(self, query: str) -> None:
        names = [(*(item.names or (item.text,)), f"{item.group} {item.text}") for item in self._items]
        self._model.show_items(rank(query, self._items, names))
        self.nothing.setVisible(not self._model.rowCount())
        self.list.setVisible(self._model.rowCount() > 0)
        self.list.setCurrentIndex(self._model.index(0))
        self.list.scrollToTop()
        self.fill()

    def _move(self, offset: int) -> None:
        count = self._model.rowCount()
        if count:
            row = self.list.currentIndex().row() + offset
            row = row % count if abs(offset) == 1 else min(max(row, 0), count - 1)
            self.list.setCurrentIndex(self._model.index(row))

    def _do(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        if isinstance(item, Item):
            self._used = [item.text, *(name for name in self._used if name != item.text)][:ROWS]
            self.close_overlay()
            item.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES:
                self._move(_MOVES[Qt.Key(event.key())])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._do(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)
