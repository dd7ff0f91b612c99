"""The numbers of the ball under the pointer, on a small card that keeps beside it and inside the window."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine.language.symbols import unicode_symbol
from gui.model.numbers import format_loss
from gui.model.probe import Probe, Vector
from gui.theme import BODY, GRID, RADIUS_SMALL, SMALL, current_theme, font
from gui.translations import translate

WIDTH = 224
_ROW = 18
_PAD = 12
_HEAD = 24
_AWAY = 20  # from the ball
_MOST_STATES = 6
_OPACITY = 0.97  # more than that of panels: it may lie over one


class Card(QWidget):
    """Lies over everything and lets every click through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._name, self._colour, self._step = "", "#FFFFFF", ""
        self.rows: list[tuple[str, str]] = []
        self.hide()

    def show_probe(self, probe: Probe, name: str, colour: str, at: QPointF, room: QRectF) -> None:
        """Shows these numbers beside a point of the parent, within `room`."""
        step = translate("window", "step {0}").format(f"{probe.step:,}".replace(",", "\u202f"))
        self.show_rows(name, step, colour, _rows(probe), at, room)

    def show_rows(
        self, name: str, remark: str, colour: str, rows: list[tuple[str, str]], at: QPointF, room: QRectF
    ) -> None:
        """Shows a heading and numbers by name, as `show_probe` does."""
        self._name, self._colour, self._step, self.rows = name, colour, remark, rows
        size = QSize(self._wanted_width(), 2 * _PAD + _HEAD + _ROW * len(self.rows) - 4)
        if size != self.size():
            self.resize(size)
        self.move(self._place(at, room))
        if not self.isVisible():
            self.show()
            self.raise_()
        self.update()

    def _wanted_width(self) -> int:
        names, values = QFontMetricsF(font(SMALL)), QFontMetricsF(font(BODY))
        wide = max(names.horizontalAdvance(n) + values.horizontalAdvance(v) for n, v in self.rows)
        head = QFontMetricsF(font(BODY, QFont.Weight.DemiBold)).horizontalAdvance(self._name)
        head += names.horizontalAdvance(self._step) + 16
        wanted = max(WIDTH, wide + 2 * _PAD + 2 * GRID, min(head, 240.0) + 2 * _PAD + 2 * GRID)
        # in steps, so that it does not tremble while numbers change
        return int(-(-wanted // 16) * 16)

    def _place(self, at: QPointF, room: QRectF) -> QPoint:
        """Right of the point and above it; on the other side where the room ends."""
        x = at.x() + _AWAY
        if x + self.width() > room.right():
            x = at.x() - _AWAY - self.width()
        y = at.y() - _AWAY / 2 - self.height()
        if y < room.top():
            y = at.y() + _AWAY
        x = max(min(x, room.right() - self.width()), room.left())
        y = max(min(y, room.bottom() - self.height()), room.top())
        return QPoint(round(x), round(y))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QColor(theme.panel)
            ground.setAlphaF(_OPACITY)
            painter.setBrush(ground)
            painter.setPen(QPen(QColor(theme.panel_border), 1.0))
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL + 2, RADIUS_SMALL + 2
            )
            self._paint_head(painter)
            for k, (name, value) in enumerate(self.rows):
                row = QRectF(_PAD, _PAD + _HEAD + _ROW * k - 4, self.width() - 2 * _PAD, _ROW)
                painter.setFont(font(SMALL))
                painter.setPen(QColor(theme.muted))
                painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
                painter.setFont(font(BODY))
                painter.setPen(QColor(theme.text))
                painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, value)

    def _paint_head(self, painter: QPainter) -> None:
        theme = current_theme()
        row = QRectF(_PAD, _PAD - 4, self.width() - 2 * _PAD, _ROW)
        painter.setFont(font(SMALL))
        painter.setPen(QColor(theme.muted))
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._step)
        room = row.width() - painter.fontMetrics().horizontalAdvance(self._step) - 16 - GRID
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        painter.drawEllipse(QPointF(_PAD + 4, row.center().y()), 4, 4)
        painter.setFont(font(BODY, QFont.Weight.DemiBold))
        painter.setPen(QColor(self._colour))
        name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(
            row.adjusted(16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name
        )


def _rows(probe: Probe) -> list[tuple[str, str]]:
    rows = [
        ("θ", _vector(probe.theta)),
        (translate("window", "Loss"), format_loss(probe.loss)),
        ("|g|", format_loss(math.hypot(*probe.gradient.tolist()))),
    ]
    if probe.gone:
        rows.append(("Δθ", translate("window", "stopped: not finite")))
    else:
        rows.append(("Δθ", _vector(probe.move)))
    states = list(probe.states.items())[:_MOST_STATES]
    rows.extend((unicode_symbol(name), _vector(value)) for name, value in states)
    return rows


def _vector(values: Vector) -> str:
    return ", ".join(format_loss(float(v)) for v in values)
