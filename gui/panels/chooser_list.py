"""The lines of a chooser: groups with headings, a name with its summary, the equation at the right end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.panels.choices import Choice
from gui.panels.panel import tip_of
from gui.theme import BODY, RADIUS_SMALL, SMALL, current_theme, font
from gui.theme.shortening import shortened

Index = QModelIndex | QPersistentModelIndex

_CHOICE = Qt.ItemDataRole.UserRole
_HEADING_HEIGHT = 28
_LINE_HEIGHT = 44


class ChoiceModel(QAbstractListModel):
    """Choices in order, with a heading wherever a group begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Choice | str] = []

    def set_choices(self, choices: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.lines = []
        for k, choice in enumerate(choices):
            if k == 0 or choices[k - 1].group != choice.group:
                self.lines.append(choice.group)
            self.lines.append(choice)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == _CHOICE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line if isinstance(line, str) else line.name
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Choice):
            return tip_of(line.source) if line.source else None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.lines[index.row()], Choice):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class ChoiceDelegate(QStyledItemDelegate):
    """Draws the lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, _LINE_HEIGHT if isinstance(index.data(_CHOICE), Choice) else _HEADING_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(_CHOICE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Choice):
            self._paint_choice(painter, rect, line, option.state)
        else:
            painter.setFont(font(SMALL, QFont.Weight.DemiBold, 5.0))
            painter.setPen(QColor(current_theme().faint))
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect.adjusted(10, 0, -8, -6), flags, str(line).upper())
        painter.restore()

    def _paint_choice(self, painter: QPainter, rect: QRect, choice: Choice, state: QStyle.StateFlag) -> None:
        colours = current_theme()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.pressed if chosen else colours.hover))
            painter.drawRoundedRect(rect.adjusted(0, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        inside = rect.adjusted(10, 0, -10, 0)
        flags = Qt.AlignmentFlag.AlignVCenter
        upper = inside.adjusted(0, 5, 0, -21)
        painter.setFont(font(SMALL))
        painter.setPen(QColor(colours.muted))
        painter.drawText(upper, flags | Qt.AlignmentFlag.AlignRight, choice.figure)
        room = inside.width() - QFontMetrics(font(SMALL)).horizontalAdvance(choice.figure) - 8
        lower = inside.adjusted(0, 22, 0, -5)
        elide = Qt.TextElideMode.ElideRight
        summary = shortened(choice.summary, painter.fontMetrics(), lower.width())
        painter.drawText(lower, flags | Qt.AlignmentFlag.AlignLeft, summary)
        painter.setFont(font(BODY, QFont.Weight.Medium))
        painter.setPen(QColor(colours.text))
        name = painter.fontMetrics().elidedText(choice.name, elide, room)
        painter.drawText(upper, flags | Qt.AlignmentFlag.AlignLeft, name)


class ChoiceList(QListView):
    """`highlighted` carries the choice that the cursor is on, `chosen` the one taken by click or Enter."""

    highlighted = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ChoiceModel(self)
        self.setModel(self._model)
        self.setItemDelegate(ChoiceDelegate(self))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the search field moves the cursor
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)
        self.clicked.connect(lambda index: self._tell(self.chosen, index))

    def set_choices(self, choices: Sequence[Choice], current: str | None = None) -> None:
        """Shows these; the cursor goes to `current`, or to the first."""
        self._model.set_choices(choices)
        rows = [k for k, line in enumerate(self._model.lines) if isinstance(line, Choice)]
        at = next((k for k in rows if self._id(k) == current), rows[0] if rows else None)
        self._go(at)

    @property
    def current(self) -> Choice | None:
        found = self.currentIndex().data(_CHOICE)
        return found if isinstance(found, Choice) else None

    @property
    def choices(self) -> list[Choice]:
        return [line for line in self._model.lines if isinstance(line, Choice)]

    def move_cursor(self, by: int) -> None:
        """The cursor up or down by so many choices; it stops at the ends."""
        rows = [k for k, line in enumerate(self._model.lines) if isinstance(line, Choice)]
        if rows:
            here = self.currentIndex().row()
            place = rows.index(here) if here in rows else 0
            self._go(rows[min(max(place + by, 0), len(rows) - 1)])

    def show_cursor(self) -> None:
        """Scrolls so that the cursor stands in the middle."""
        self.doItemsLayout()
        self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    def choose_current(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._tell(self.highlighted, current)

    def _id(self, row: int) -> str | None:
        line = self._model.lines[row]
        return line.id if isinstance(line, Choice) else None

    def _go(self, row: int | None) -> None:
        if row is None:
            self.highlighted.emit(None)
            return
        index = self._model.index(row)
        self.setCurrentIndex(index)
        # a group's heading is shown with its first choice
        self.scrollTo(self._model.index(row - 1) if row == 1 else index)
        self.highlighted.emit(self.current)

    def _tell(self, signal: SignalInstance, index: Index) -> None:
        found = index.data(_CHOICE)
        if isinstance(found, Choice):
            signal.emit(found)
