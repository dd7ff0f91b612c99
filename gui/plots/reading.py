"""What the pointer reads off the lanes: a dot on each curve, its value above the lane, and the epoch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.model.numbers import format_loss
from gui.plots.curves import value_at
from gui.plots.library import pg
from gui.plots.text import CENTRE, RIGHT, label_font
from gui.theme.colours import Theme
from gui.theme.metrics import SMALL

_DOT = 3.5
_APART = 14
_ROW = 16
_MOST = 8


class Reading(pg.GraphicsObject):
    """Lies over all lanes; empty until `read`."""

    def __init__(self) -> None:
        super().__init__()
        self.setZValue(20)
        self._area = QRectF()
        self._theme: Theme | None = None
        self._scale = 1.0
        self._dots: list[tuple[QPointF, str]] = []
        self._values: list[tuple[QRectF, str, str]] = []
        self._epoch: tuple[QRectF, str] = (QRectF(), "")

    @property
    def values(self) -> list[str]:
        """What is written, lane by lane and curve by curve."""
        return [text for _, text, _ in self._values]

    def clear(self) -> None:
        if self._dots or self._values or self._epoch[1]:
            self.prepareGeometryChange()
            self._dots, self._values, self._epoch = [], [], (QRectF(), "")
            self._area = QRectF()

    def read(
        self,
        place: tuple[float, float, str],
        area: QRectF,
        lanes: Sequence[Any],
        theme: Theme,
        scale: float,
    ) -> None:
        """Reads every lane at a place of the axis, which lies at a pixel of the figure and has a name."""
        epoch, x, named = place
        self.prepareGeometryChange()
        self._area, self._theme, self._scale = area, theme, scale
        self._dots, self._values = [], []
        metrics = QFontMetricsF(label_font(SMALL * scale))
        for item in lanes:
            self._read_lane(item, epoch, x, metrics)
        wide = metrics.horizontalAdvance(named) + 12 * scale
        left = min(max(x - wide / 2, area.left() - 40 * scale), area.right() + 8 * scale - wide)
        self._epoch = (QRectF(left, area.bottom() + 8 * scale, wide, _ROW * scale), named)

    def _read_lane(self, item: Any, epoch: float, x: float, metrics: QFontMetricsF) -> None:
        box, scale = item.box.geometry(), self._scale
        low, high = item.box.viewRange()[1]
        right, row = box.right(), box.top() - (_ROW + 4) * scale
        for curve in reversed(item.lane.curves[:_MOST]):
            value = value_at(curve, epoch)
            if not math.isfinite(value):
                continue
            y = box.bottom() - (value - low) * box.height() / (high - low)
            if box.top() - 2 <= y <= box.bottom() + 2:
                self._dots.append((QPointF(x, y), curve.colour))
            text = format_loss(item.lane.value(value)) + item.lane.unit
            wide = metrics.horizontalAdvance(text) + 2
            if right - wide < box.left():
                break  # there is no room for more, and none is written over another
            self._values.append((QRectF(right - wide, row, wide, _ROW * scale), text, curve.colour))
            right -= wide + _APART * scale

    def boundingRect(self) -> QRectF:
        return self._area.adjusted(-48 * self._scale, -24 * self._scale, 48 * self._scale, 32 * self._scale)

    def paint(self, painter: QPainter, *_: Any) -> None:
        if self._theme is None or not self._epoch[1]:
            return
        theme, scale = self._theme, self._scale
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.window), 1.5 * scale))
        for place, colour in self._dots:
            painter.setBrush(QColor(colour))
            painter.drawEllipse(place, _DOT * scale, _DOT * scale)
        painter.setFont(label_font(SMALL * scale))
        for rect, text, colour in self._values:
            painter.setPen(QColor(colour))
            painter.drawText(rect, RIGHT, text)
        plate, epoch = self._epoch
        painter.setPen(pg.mkPen(None))
        painter.setBrush(QColor(theme.hover))
        painter.drawRoundedRect(plate, 4 * scale, 4 * scale)
        painter.setPen(QColor(theme.text))
        painter.drawText(plate, CENTRE, epoch)
