"""The list of runs: colour, name, number of the moment. A click selects, the colour hides and shows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import BODY, CONTROL, RADIUS_SMALL, current_theme, font

_DOT = 5.0
_DOT_COLUMN = 26


class RunRow(QAbstractButton):
    """One run. `shown_toggled` is emitted when its colour is clicked."""

    shown_toggled = Signal()

    def __init__(self, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self._remark = ""
        self._shown = True
        self._gone = 0
        self.setText(name)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(font(BODY))

    def sizeHint(self) -> QSize:
        return QSize(200, CONTROL)

    def set_remark(self, text: str) -> None:
        if text != self._remark:
            self._remark = text
            self.update()

    def set_shown(self, shown: bool) -> None:
        self._shown = shown
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() < _DOT_COLUMN and event.button() == Qt.MouseButton.LeftButton:
            self.shown_toggled.emit()
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            if self.isChecked() or self.underMouse():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.pressed if self.isChecked() else colours.hover))
                painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
            if self.hasFocus():
                painter.setPen(QPen(QColor(colours.accent), 1.0))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
            self._paint_dot(painter, QColor(colours.run_colour(self._number)))
            self._paint_texts(painter, QColor(colours.text), QColor(colours.muted))

    def _paint_dot(self, painter: QPainter, colour: QColor) -> None:
        middle = QPointF(8 + _DOT, self.height() / 2)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if self._shown else Qt.BrushStyle.NoBrush)
        radius = _DOT if self._shown else _DOT - 0.75
        painter.drawEllipse(middle, radius, radius)

    def _paint_texts(self, painter: QPainter, text: QColor, muted: QColor) -> None:
        flags = Qt.AlignmentFlag.AlignVCenter
        row = QRectF(self.rect()).adjusted(_DOT_COLUMN, 0, -8, 0)
        painter.setFont(self.font())
        painter.setPen(muted)
        painter.drawText(row, flags | Qt.AlignmentFlag.AlignRight, self._remark)
        if self._remark:
            row.setRight(row.right() - QFontMetrics(self.font()).horizontalAdvance(self._remark) - 8)
        painter.setPen(text if self._shown else muted)
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Normal
        painter.setFont(font(BODY, weight))
        name = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(row.width()))
        painter.drawText(row, flags | Qt.AlignmentFlag.AlignLeft, name)


class RunList(QWidget):
    """All runs under each other."""

    selected = Signal(int)
    shown_toggled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RunRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def set_names(self, names: list[str], tips: list[str]) -> None:
        """New rows where their number changed, new names otherwise."""
        if len(names) != len(self.rows):
            self._rebuild(names)
        for row, name, tip in zip(self.rows, names, tips, strict=True):
            row.setText(name)
            row.setToolTip(tip)
            row.setAccessibleName(name)
            row.update()

    def _rebuild(self, names: list[str]) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for number, name in enumerate(names):
            row = RunRow(number, name, self)
            row.clicked.connect(lambda _checked=False, n=number: self.selected.emit(n))
            row.shown_toggled.connect(lambda n=number: self.shown_toggled.emit(n))
            self._column.addWidget(row)
            self.rows.append(row)

    def set_selected(self, number: int) -> None:
        if number < len(self.rows):
            self.rows[number].setChecked(True)

    def set_remarks(self, remarks: list[str]) -> None:
        for row, remark in zip(self.rows, remarks, strict=False):
            row.set_remark(remark)
