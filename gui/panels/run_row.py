"""One run in the list: colour, name, number of the moment, and under the pointer what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QEnterEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gui.dots import paint_dot
from gui.panels.buttons import IconButton
from gui.panels.rename_field import RenameField
from gui.theme import BODY, CONTROL, RADIUS_SMALL, current_theme, font

_DOT = 5.0
_DOT_COLUMN = 26


class RunRow(QAbstractButton):
    """`shown_toggled`: its colour was clicked. `asked`: something is to be done with it: an action's id,
    "menu", "previous" or "next".
    `dragged` and `dropped` follow the pointer in the list's own coordinates."""

    shown_toggled = Signal()
    asked = Signal(str)
    renamed = Signal(str)
    dragged = Signal(float)
    dropped = Signal()

    def __init__(self, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.colour = ""
        self.ghost = False
        self._remark = ""
        self._shown = True
        self._press: QPointF | None = None
        self._dragging = False
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(font(BODY))
        self.copy_button = IconButton("copy", self)
        self.delete_button = IconButton("trash", self)
        self.more_button = IconButton("more", self)
        for button, name_of in self._buttons():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has the menu
            button.clicked.connect(lambda _checked=False, n=name_of: self.asked.emit(n))
            button.hide()
        self.name_field = RenameField(self)
        self.name_field.entered.connect(self.renamed)

    def _buttons(self) -> tuple[tuple[IconButton, str], ...]:
        return (
            (self.copy_button, "run.duplicate"),
            (self.delete_button, "run.delete"),
            (self.more_button, "menu"),
        )

    def sizeHint(self) -> QSize:
        return QSize(200, CONTROL)

    @property
    def remark(self) -> str:
        return self._remark

    @property
    def is_shown(self) -> bool:
        return self._shown

    def set_remark(self, text: str) -> None:
        if text != self._remark:
            self._remark = text
            self.update()

    def set_shown(self, shown: bool) -> None:
        self._shown = shown
        self.update()

    def set_tips(self, tips: Mapping[str, str]) -> None:
        """The tooltips of its buttons, by what they ask for."""
        for button, name in self._buttons():
            button.set_tip(tips.get(name, ""))

    def rename(self) -> None:
        """Lets the name be typed in its place."""
        field = self.name_field
        field.setGeometry(_DOT_COLUMN - 4, 0, self.width() - _DOT_COLUMN + 4, self.height())
        field.begin(self.text())

    # -- hand and keys -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.position().x() < _DOT_COLUMN:
            self.shown_toggled.emit()
            return
        self._press = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            return
        moved = event.position() - self._press
        if not self._dragging and abs(moved.y()) < QApplication.startDragDistance():
            return
        self._dragging = True
        self.setDown(False)
        self._show_buttons(False)
        self.dragged.emit(self.mapToParent(event.position()).y() - self._press.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._press = None
        if self._dragging:
            self._dragging = False
            self.setDown(False)
            self.dropped.emit()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.position().x() >= _DOT_COLUMN:
            self.rename()
        else:
            self.shown_toggled.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit("menu")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = {Qt.Key.Key_Up: "previous", Qt.Key.Key_Down: "next", Qt.Key.Key_Menu: "menu"}
        name = names.get(Qt.Key(event.key()))
        if name is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(name)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._show_buttons(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._show_buttons(False)
        super().leaveEvent(event)

    def _show_buttons(self, shown: bool) -> None:
        for button, _ in self._buttons():
            button.setVisible(shown)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        right = self.width() - 4
        for button, _ in reversed(self._buttons()):
            right -= button.width()
            button.move(right, (self.height() - button.height()) // 2)

    # -- paint -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            if self.isChecked() or self.underMouse() or self._dragging:
                painter.setPen(Qt.PenStyle.NoPen)
                strong = self.isChecked() or self._dragging
                painter.setBrush(QColor(colours.pressed if strong else colours.hover))
                painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
            if self.hasFocus():
                painter.setPen(QPen(QColor(colours.accent), 1.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
            self._paint_dot(painter, QColor(self.colour or colours.muted))
            self._paint_texts(painter, QColor(colours.text), QColor(colours.muted))

    def _paint_dot(self, painter: QPainter, colour: QColor) -> None:
        middle = QPointF(8 + _DOT, self.height() / 2)
        paint_dot(painter, middle, _DOT, colour, shown=self._shown, ghost=self.ghost)

    def _paint_texts(self, painter: QPainter, text: QColor, muted: QColor) -> None:
        flags = Qt.AlignmentFlag.AlignVCenter
        row = QRectF(self.rect()).adjusted(_DOT_COLUMN, 0, -8, 0)
        if not self.copy_button.isHidden():
            row.setRight(self.copy_button.x() - 4)
        elif self._remark:
            painter.setFont(self.font())
            painter.setPen(muted)
            painter.drawText(row, flags | Qt.AlignmentFlag.AlignRight, self._remark)
            row.setRight(row.right() - QFontMetrics(self.font()).horizontalAdvance(self._remark) - 8)
        painter.setPen(text if self._shown and not self.ghost else muted)
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        painter.setFont(font(BODY, weight))
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(row.width()))
        painter.drawText(row, flags | Qt.AlignmentFlag.AlignLeft, name)
