"""The answers to what a lesson asks: buttons first, then what was right and what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.panels.buttons import Painted
from gui.theme import BODY, CONTROL, GRID, current_theme, font, icon_pixmap

_ICON = 14


class Choice(Painted):
    """One answer. `verdict` is None while it can be chosen, then "right", "wrong" or "other"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict: str | None = None
        self._scale = 1.0

    def show_answer(self, text: str, verdict: str | None, scale: float) -> None:
        self.verdict, self._scale = verdict, scale
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(font(round(BODY * scale)))
        self.setEnabled(verdict is None)
        self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(self.font()).horizontalAdvance(self.text()) + (_ICON + 4 * GRID) * self._scale
        return QSize(round(wide), round(CONTROL * self._scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, verdict = current_theme(), self.verdict
        lit = self.underMouse() and verdict is None
        is_right = verdict == "right"
        with QPainter(self) as painter:
            ground = colours.hover if lit else colours.field
            self._ground(painter, ground, colours.accent if is_right else colours.field_border)
            painter.setFont(self.font())
            said = colours.text if verdict in (None, "right") else colours.muted
            painter.setPen(QColor(said if verdict != "other" else colours.faint))
            left = 1.5 * GRID
            if verdict in ("right", "wrong"):
                left += (_ICON + GRID) * self._scale
                self._paint_mark(painter, "check" if is_right else "close", is_right)
            room = QRectF(self.rect()).adjusted(left, 0, -GRID, 0)
            text = painter.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_mark(self, painter: QPainter, name: str, is_right: bool) -> None:
        colours, side = current_theme(), round(_ICON * self._scale)
        pixmap = icon_pixmap(
            name, colours.accent if is_right else colours.muted, side, self.devicePixelRatioF()
        )
        painter.drawPixmap(QPointF(1.5 * GRID, (self.height() - side) / 2), pixmap)


class Choices(QWidget):
    """Beside each other where they fit, else under each other. `chosen` carries the number."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[Choice] = []

    def show_answers(
        self, texts: Sequence[str], right: int, chosen: int | None, asking: bool, scale: float
    ) -> None:
        """While asking all can be chosen; then `right` is marked, and `chosen` where it was another."""
        while len(self.buttons) < len(texts):
            self.buttons.append(self._made(len(self.buttons)))
        for number, button in enumerate(self.buttons):
            button.setVisible(number < len(texts))
            if number < len(texts):
                verdict = "right" if number == right else "wrong" if number == chosen else "other"
                button.show_answer(texts[number], None if asking else verdict, scale)
        self._arrange()

    def _made(self, number: int) -> Choice:
        button = Choice(self)
        button.clicked.connect(lambda: self.chosen.emit(number))
        return button

    @property
    def shown(self) -> list[Choice]:
        return [button for button in self.buttons if not button.isHidden()]

    def resizeEvent(self, event: object) -> None:
        self._arrange()

    def _arrange(self) -> None:
        shown = self.shown
        wanted = [button.sizeHint().width() for button in shown]
        beside = fit_beside(self.width(), wanted)
        more = (self.width() - sum(wanted) - GRID * (len(wanted) - 1)) // max(len(wanted), 1)
        left = top = 0
        for button, wide in zip(shown, wanted, strict=True):
            high = button.sizeHint().height()
            button.setGeometry(left, top, wide + more if beside else self.width(), high)
            if beside:
                left += wide + more + GRID
            else:
                top += high + GRID // 2


def fit_beside(width: int, wanted: Sequence[int]) -> bool:
    """Whether all answers stand beside each other."""
    return sum(wanted) + GRID * (len(wanted) - 1) <= width


def height_of(texts: Sequence[str], width: int, scale: float) -> int:
    """How much room answers take in a width."""
    metrics = QFontMetrics(font(round(BODY * scale)))
    wanted = [round(metrics.horizontalAdvance(text) + (_ICON + 4 * GRID) * scale) for text in texts]
    rows = 1 if fit_beside(width, wanted) else len(texts)
    return rows * round(CONTROL * scale) + (rows - 1) * (GRID // 2)
