"""A part of the panel that folds. What is in it is made when it is first unfolded: scenarios open at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import MutableMapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.panels.buttons import Painted
from gui.panels.panel import Line
from gui.theme import GRID, RADIUS_SMALL, SMALL, current_theme, font, icon_pixmap
from gui.theme.shortening import shortened

Folds = MutableMapping[str, bool]
"""Section name → whether it is folded; what is kept beyond a session is whoever gives it one."""

INDENT = 2 * GRID
_HEAD = 32
_GAP = 12


class SectionHeading(Painted):
    """A heading in capitals with what is in the section at its right end; a press folds and unfolds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.remark = ""
        self.colour: str | None = None
        self.folded = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(font(SMALL, QFont.Weight.DemiBold, 5.0))

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + INDENT, _HEAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEAD)

    def set_texts(self, title: str, remark: str = "") -> None:
        self.setText(title.upper())
        self.setAccessibleName(f"{title} {remark}".strip())
        self.remark = remark
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        lit = self.underMouse() or self.hasFocus()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus():
                painter.setPen(QPen(QColor(colours.accent), 1.0))
                ground = QRectF(self.rect()).adjusted(2.5, 2.5, -2.5, -2.5)
                painter.drawRoundedRect(ground, RADIUS_SMALL, RADIUS_SMALL)
            arrow = "chevron_right" if self.folded else "chevron_down"
            shade = colours.muted if lit else colours.faint
            pixmap = icon_pixmap(arrow, shade, 12, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(2, (self.height() - 12) / 2), pixmap)
            painter.setFont(self.font())
            painter.setPen(QColor(self.colour or (colours.text if lit else colours.muted)))
            self._paint_texts(painter, colours.muted)

    def _paint_texts(self, painter: QPainter, muted: str) -> None:
        room = QRectF(self.rect()).adjusted(INDENT, 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignVCenter
        metrics = painter.fontMetrics()
        title = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignLeft, title)
        if self.remark:
            room.setLeft(room.left() + metrics.horizontalAdvance(title) + _GAP)
            painter.setFont(font(SMALL))
            painter.setPen(QColor(muted))
            text = shortened(self.remark, painter.fontMetrics(), room.width())
            painter.drawText(room, flags | Qt.AlignmentFlag.AlignRight, text)


class Section(QWidget):
    """What the sections of the panel have in common. A kind of section says in these methods what it is:

    title(), remark()   its heading, and what stands at the heading's right end
    build()             makes the widgets, once
    fill()              shows the session's state in them, with every text in the language put on
    show_values()       shows numbers that changed; cheap, as it is called while a slider moves
    """

    unfolded = Signal()

    def __init__(self, name: str, folds: Folds, folded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._folds = folds
        self._built = False
        self._folded_at_first = folded
        self.heading = SectionHeading(self)
        self.heading.clicked.connect(lambda: self.set_folded(not self.is_folded))
        self.tools = QHBoxLayout()
        self.tools.setContentsMargins(0, 0, INDENT, 0)
        self.tools.setSpacing(0)
        self.tools.addWidget(self.heading, 1)
        self.body = QWidget(self)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 2, 0, GRID)
        self.column.setSpacing(GRID // 2)
        line = Line()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(indented(line))
        whole.addLayout(self.tools)
        whole.addWidget(self.body)
        self._show_fold()

    # -- what a kind of section says -----------------------------------------------------------------------

    @abstractmethod
    def title(self) -> str:
        """Its heading."""

    def remark(self) -> str:
        return ""

    @abstractmethod
    def build(self) -> None:
        """Makes its widgets, once, when it is first unfolded."""

    @abstractmethod
    def fill(self) -> None:
        """Shows what the scenario says."""

    def show_values(self) -> None:
        """Numbers again; by default everything."""
        self.fill()

    # -- what all do ---------------------------------------------------------------------------------------

    @property
    def is_folded(self) -> bool:
        return bool(self._folds.get(self.name, self._folded_at_first))

    def set_folded(self, folded: bool) -> None:
        """Folds or unfolds it, and remembers which."""
        if folded != self.is_folded:
            self._folds[self.name] = folded
            self._show_fold()
            self.renew()
            if not folded:
                self.unfolded.emit()

    def renew(self) -> None:
        """Everything again: the scenario, the language or the theme is another."""
        self.heading.set_texts(self.title(), self.remark())
        if not self.is_folded:
            if not self._built:
                self._built = True
                self.build()
            self.fill()

    def renew_values(self) -> None:
        """Numbers again."""
        if self.heading.remark != self.remark():
            self.heading.set_texts(self.title(), self.remark())
        if self._built and not self.is_folded:
            self.show_values()

    def _show_fold(self) -> None:
        self.heading.folded = self.is_folded
        self.heading.update()
        self.body.setVisible(not self.is_folded)


def indented(*widgets: QWidget) -> QVBoxLayout:
    """Widgets under each other, between the panel's margins."""
    column = QVBoxLayout()
    column.setContentsMargins(INDENT, 0, INDENT, 0)
    column.setSpacing(GRID)
    for widget in widgets:
        column.addWidget(widget)
    return column
