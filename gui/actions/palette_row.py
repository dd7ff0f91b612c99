"""One row of the palette: what it does, where it belongs, and its shortcut as keys."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.actions.registry import Item
from gui.theme import BODY, GRID, ICON, RADIUS_SMALL, SMALL, current_theme, font, icon_pixmap

ROW = 36
_LEFT = 44
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class PaletteRow(QStyledItemDelegate):
    """Paints an Item."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = index.data(Qt.ItemDataRole.UserRole)
        row = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_ground(painter, row, state)
        _paint_sign(painter, row, item)
        right = _paint_keys(painter, row, item.hint)
        right = _paint_text(painter, row, right, item.group, current_theme().muted, aside=True)
        _paint_text(painter, row, right, item.text, current_theme().text, aside=False)
        painter.restore()


def _paint_ground(painter: QPainter, row: QRectF, state: QStyle.StateFlag) -> None:
    colours = current_theme()
    for flag, colour in (
        (QStyle.StateFlag.State_Selected, colours.pressed),
        (QStyle.StateFlag.State_MouseOver, colours.hover),
    ):
        if state & flag:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(row, RADIUS_SMALL, RADIUS_SMALL)
            return


def _paint_sign(painter: QPainter, row: QRectF, item: Item) -> None:
    colours = current_theme()
    if item.colour is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(item.colour))
        painter.drawEllipse(QPointF(row.left() + 12 + ICON / 2, row.center().y() + 0.5), 5.0, 5.0)
    elif item.icon is not None:
        ratio = painter.device().devicePixelRatio()
        drawing = icon_pixmap(item.icon, colours.muted, ICON, ratio)
        painter.drawPixmap(QPointF(row.left() + 12, row.top() + (row.height() - ICON) / 2), drawing)


def _paint_keys(painter: QPainter, row: QRectF, keys: str) -> float:
    """The shortcut in a frame; where the room left of it ends."""
    right = row.right() - 12
    if not keys:
        return right
    colours = current_theme()
    face = font(SMALL, QFont.Weight.Medium)
    wide = max(QFontMetrics(face).horizontalAdvance(keys) + 12, 22)
    frame = QRectF(right - wide, row.center().y() - 10, wide, 20.5)
    painter.setPen(QPen(QColor(colours.field_border), 1.0))
    painter.setBrush(QColor(colours.field))
    painter.drawRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setFont(face)
    painter.setPen(QColor(colours.muted))
    painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, keys)
    return frame.left() - 12


def _paint_text(
    painter: QPainter, row: QRectF, right: float, text: str, colour: str, *, aside: bool
) -> float:
    """The name at the left, or what it belongs to at the right; where the room left of it ends."""
    face = font(SMALL if aside else BODY)
    painter.setFont(face)
    painter.setPen(QColor(colour))
    room = QRectF(row.left() + _LEFT, row.top(), right - row.left() - _LEFT, row.height())
    if aside:
        room.setLeft(max(room.left(), right - room.width() * 0.4))
    shown = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    side = Qt.AlignmentFlag.AlignRight if aside else Qt.AlignmentFlag.AlignLeft
    painter.drawText(room, _MIDDLE | side, shown)
    return right - QFontMetrics(face).horizontalAdvance(shown) - GRID if aside else right
