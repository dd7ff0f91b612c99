"""Axes of pyqtgraph without lines, ticks or boxes: a few round numbers, kept as pixels, and a quiet grid."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QPainter

from gui.plots.library import pg
from gui.plots.picture import Picture
from gui.plots.strokes import paint_level
from gui.plots.text import CENTRE, RIGHT, wide
from gui.plots.ticks import angle_step, linear_ticks, log_ticks, nice_step, power_text, tick_text
from gui.theme.colours import Theme


class QuietAxis(pg.AxisItem):
    """Numbers in the theme's colours; `set_look` before the first painting."""

    def __init__(self, orientation: str, parent: Any) -> None:
        self._look: tuple[Theme, QFont, float, int, bool, bool] | None = None
        self._labelled: tuple[tuple[object, ...], list[tuple[float, str, float]]] | None = None
        super().__init__(orientation, parent=parent)
        self.enableAutoSIPrefix(False)
        self.setZValue(-200)
        self._picture = Picture()

    def set_look(
        self, theme: Theme, face: QFont, scale: float, most: int, log: bool = False, angle: bool = False
    ) -> None:
        """most: about how many numbers; log: the axis counts exponents of ten; angle: degrees."""
        look = (theme, face, scale, most, log, angle)
        if look != self._look:
            self.prepareGeometryChange()
            self._look = look
            self.update()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        assert self._look is not None
        *_, most, log, angle = self._look
        if log:
            return [(1.0, log_ticks(minVal, maxVal, most))]
        ticks, step = linear_ticks(minVal, maxVal, most, angle_step if angle else nice_step)
        return [(step, ticks)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        assert self._look is not None
        *_, log, angle = self._look
        unit = "°" if angle else ""
        return [power_text(value) if log else tick_text(value, spacing) + unit for value in values]

    @property
    def shown(self) -> tuple[object, ...]:
        """What its numbers depend on beside their place."""
        return (*self.range, self._look)

    def labels(self) -> list[tuple[float, str, float]]:
        """Each number's value, its text, and the distance to the next."""
        if self._labelled is None or self._labelled[0] != self.shown:
            self._labelled = (self.shown, self._label())
        return self._labelled[1]

    def _label(self) -> list[tuple[float, str, float]]:
        (low, high), found = self.range, []
        for step, values in self.tickValues(low, high, 0.0):
            texts = self.tickStrings(values, 1.0, step)
            found += [(value, text, step) for value, text in zip(values, texts, strict=True)]
        return found

    def widest(self) -> float:
        """Width of the longest number, in the painter's pixels."""
        assert self._look is not None
        size = self._look[1].pixelSize()
        return max((wide(text, size) for _, text, _ in self.labels()), default=0.0)

    def let_go(self) -> None:
        """Gives its picture back until it is painted again."""
        self._picture.let_go()

    def paint(self, painter: QPainter, *_: Any) -> None:
        shown = (self.shown, self._box())
        self._picture.paint(painter, self.boundingRect(), shown, self._draw)

    @abstractmethod
    def _draw(self, painter: QPainter) -> None:
        """Paints the numbers anew."""

    def _box(self) -> QRectF:
        """The linked ViewBox in the axis's own coordinates."""
        box = self.linkedView()
        return self.mapRectFromItem(box, box.rect())


class Levels(QuietAxis):
    """The numbers to the left of a box, and a line through it at each; `strong_zero` marks that at zero."""

    def __init__(self, parent: Any, strong_zero: bool = False) -> None:
        self._strong_zero = strong_zero
        super().__init__("left", parent)

    def boundingRect(self) -> QRectF:
        scale = self._look[2] if self._look else 1.0
        box = self._box() if self.linkedView() is not None else QRectF()
        return box.adjusted(-136 * scale, -9 * scale, 0, 9 * scale)

    def paint(self, painter: QPainter, *_: Any) -> None:
        assert self._look is not None
        theme, box = self._look[0], self._box()
        # as pixels lines would take a picture as large as the box
        for value, _text, step in self.labels():
            strong = self._strong_zero and abs(value) < step * 1e-6
            y = self._height(value, box)
            paint_level(painter, y, box.left(), box.right(), QColor(theme.faint if strong else theme.line))
        area = self.boundingRect()
        area.setRight(box.left())
        self._picture.paint(painter, area, (self.shown, box), self._draw)

    def _height(self, value: float, box: QRectF) -> float:
        low, high = self.range
        return round(box.bottom() - (value - low) * (box.height() / (high - low))) + 0.5

    def written(self) -> list[tuple[str, float]]:
        """The numbers that are written, and how high: where a low box has no room for all, the outermost come
        first, and of two the one that says more than zero."""
        assert self._look is not None
        box, apart = self._box(), 1.1 * self._look[1].pixelSize()
        places = [(self._height(value, box), abs(value), text) for value, text, _step in self.labels()]
        heights = [y for y, *_ in places] or [0.0]
        middle = (min(heights) + max(heights)) / 2
        found: list[tuple[str, float]] = []
        for y, _, text in sorted(places, key=lambda each: (-abs(each[0] - middle), -each[1])):
            if all(abs(y - other) >= apart for _, other in found):
                found.append((text, y))
        return found

    def _draw(self, painter: QPainter) -> None:
        assert self._look is not None
        theme, face, scale, *_rest = self._look
        box = self._box()
        right = box.left() - 8 * scale
        painter.setFont(face)
        painter.setPen(QColor(theme.muted))
        for text, y in self.written():
            painter.drawText(QRectF(right - 120 * scale, y - 8 * scale, 120 * scale, 16 * scale), RIGHT, text)


class Times(QuietAxis):
    """The numbers under all lanes."""

    def __init__(self, parent: Any) -> None:
        super().__init__("bottom", parent)

    def boundingRect(self) -> QRectF:
        scale = self._look[2] if self._look else 1.0
        box = self._box() if self.linkedView() is not None else QRectF()
        return QRectF(box.left() - 40 * scale, box.bottom(), box.width() + 80 * scale, 28 * scale)

    def _draw(self, painter: QPainter) -> None:
        assert self._look is not None
        theme, face, scale, *_rest = self._look
        box = self._box()
        low, high = self.range
        painter.setFont(face)
        painter.setPen(QColor(theme.muted))
        for value, text, _step in self.labels():
            x = box.left() + (value - low) * (box.width() / (high - low))
            painter.drawText(
                QRectF(x - 40 * scale, box.bottom() + 8 * scale, 80 * scale, 16 * scale), CENTRE, text
            )
