"""The parameters that may be tuned, as a list to switch them in that stays open until one is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.model.numbers import format_number
from gui.panels.panel import tip_of
from gui.theme import BODY, GRID, RADIUS, RADIUS_SMALL, SMALL, current_theme, font, icon_pixmap
from gui.theme.shortening import shortened
from gui.translations import current_language, translate

if TYPE_CHECKING:
    from scenarios.tuneable import Tuneable

_WIDE = 64 * GRID
_LINE, _EDGE, _CHECK = 44, GRID, 16
_INSET = 10 + _CHECK + GRID
_NAMED = 12
"""So many optimizers are named in a tooltip at the most."""

_ONE = Qt.ItemDataRole.UserRole


def range_text(one: Tuneable) -> str:
    ends = f"{format_number(one.range.low)} … {format_number(one.range.high)}"
    if one.range.scale == "complement":
        symbol = one.parameter.label(current_language())
        return translate("window", "{0}, logarithmic in 1 − {1}").format(ends, symbol)
    return translate("window", "{0}, logarithmic").format(ends) if one.range.scale == "log" else ends


def count_text(one: Tuneable) -> str:
    return translate("window", "{0} of {1}").format(len(one.owners), one.of)


class _Delegate(QStyledItemDelegate):
    """Two lines: the symbol with its range and how many have it, and what it means."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _LINE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect, state, colours = option.rect, option.state, current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QColor(colours.accent) if is_current else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.hover))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_SMALL, RADIUS_SMALL)
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value:
            ratio = painter.device().devicePixelRatioF()
            check = icon_pixmap("check", colours.accent, _CHECK, ratio)
            painter.drawPixmap(QPointF(rect.left() + 10, rect.center().y() - _CHECK / 2 + 1), check)
        self._write(painter, rect.adjusted(_INSET, 0, -12, 0), index.data(_ONE))
        painter.restore()

    def _write(self, painter: QPainter, inside: QRect, one: Tuneable) -> None:
        colours, language = current_theme(), current_language()
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        upper, lower = inside.adjusted(0, 5, 0, -21), inside.adjusted(0, 22, 0, -5)
        symbol = one.parameter.label(language)
        painter.setFont(font(BODY, QFont.Weight.Medium))
        painter.setPen(QColor(colours.text))
        painter.drawText(upper, middle, symbol)
        used = painter.fontMetrics().horizontalAdvance(symbol) + 2 * GRID
        painter.setFont(font(SMALL))
        painter.setPen(QColor(colours.muted))
        painter.drawText(upper, middle | right, count_text(one))
        painter.drawText(upper.adjusted(used, 0, 0, 0), middle, range_text(one))
        meaning = shortened(one.parameter.meaning(language), painter.fontMetrics(), lower.width())
        painter.drawText(lower, middle, meaning)


class _List(QListWidget):
    """Space and Enter switch what the cursor is on, as a click does."""

    switched = Signal(QListWidgetItem)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self.switched)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.switched.emit(item)
        else:
            super().keyPressEvent(event)


class TuningList(QFrame):
    """`switched` carries a parameter's name and whether it is tuned now."""

    switched = Signal(str, bool)

    def __init__(self, offered: Sequence[Tuneable], chosen: Collection[str], owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.list = _List(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        column.addWidget(self.list)
        for one in offered:
            item = QListWidgetItem(f"{one.parameter.label(current_language())}  {range_text(one)}")
            item.setData(_ONE, one)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if one.name in chosen else Qt.CheckState.Unchecked)
            item.setToolTip(_owners_of(one))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.switched.connect(self._switch)

    def drop_down(self, under: QWidget) -> None:
        """Shows it below another widget, within its window."""
        place = under.mapTo(under.window(), QPoint(0, under.height() + 2))
        rest = under.window().height() - place.y() - 2 * GRID
        high = min(self.list.count() * _LINE + 2 * _EDGE + 2, max(rest, 4 * _LINE))
        left = max(min(place.x(), under.window().width() - _WIDE - 2 * GRID), 0)
        self.resize(_WIDE, high)
        self.move(under.window().mapToGlobal(QPoint(left, place.y())))
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        # no style sheet paints the ground of a window that one sees through, as at its round corners
        colours = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(colours.panel_border))
            painter.setBrush(QColor(colours.panel))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def item(self, name: str) -> QListWidgetItem:
        """The line of a parameter."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return next(item for item in items if item.data(_ONE).name == name)

    def _switch(self, item: QListWidgetItem) -> None:
        is_tuned = item.checkState() != Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Checked if is_tuned else Qt.CheckState.Unchecked)
        self.switched.emit(item.data(_ONE).name, is_tuned)


def _owners_of(one: Tuneable) -> str:
    """Who has it: a name may mean something else in one of them."""
    names = [owner.name[current_language()] for owner in one.owners[:_NAMED]]
    more = ["…"] if len(one.owners) > _NAMED else []
    return tip_of(one.parameter.meaning(current_language()), ", ".join(names + more))
