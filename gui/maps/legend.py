"""What a map's colours mean, as items in rows that wrap: samples of colour, ramps with their ends."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from gui.maps.ramps import Colours
from gui.theme.colours import Theme
from gui.theme.metrics import GRID, SMALL
from gui.theme.shortening import in_lines
from gui.theme.typeface import font
from gui.translations import spoken as translate

ROW, LINE = 20.0, 16.0
"""How high an item is, and how much each further line of a long one adds."""

_SAMPLE = 10.0
_GAP = 6.0
_BETWEEN = 18.0
RAMP, SHORT_RAMP = 112.0, 32.0


@dataclass(frozen=True, eq=False)
class Item:
    """A sample of colour with its text, a ramp between two numbers, or a text alone. tip: said at length."""

    text: str
    colour: int | None = None
    ramp: Colours | None = None
    ends: tuple[str, str] = ("", "")
    tip: str = ""
    strong: bool = False

    def width(self) -> float:
        """How much room it takes, in design pixels."""
        metrics = QFontMetricsF(font(SMALL))
        wide = metrics.horizontalAdvance(self.text)
        if self.colour is not None:
            wide += _SAMPLE + _GAP
        if self.ramp is not None:
            wide += sum(metrics.horizontalAdvance(end) for end in self.ends) + RAMP + 3 * _GAP
        return wide

    def below(self, width: float) -> list[str]:
        """Lines of the text under the first one where the item may be so wide."""
        first, *more = self._lines(width)
        return [first, *more] if self._is_apart(width) else more

    def beside(self, width: float) -> str:
        """What of the text is in the first line."""
        return "" if self._is_apart(width) else self._lines(width)[0]

    def high(self, width: float) -> float:
        return ROW + LINE * len(self.below(width))

    def said(self) -> str:
        """All of it in words."""
        return f"{self.text}: {' … '.join(self.ends)}" if self.ramp is not None else self.text

    def _lines(self, width: float) -> list[str]:
        sample = _SAMPLE + _GAP if self.colour is not None else 0.0
        return in_lines(self.text, QFontMetricsF(font(SMALL)), width - sample)

    def _is_apart(self, width: float) -> bool:
        """Whether even beside a short ramp there is no room for the words."""
        return self.ramp is not None and self.width() - RAMP + SHORT_RAMP + GRID > width


Placed = list[tuple[QRectF, Item]]


def placed(items: list[Item], left: float, top: float, width: float) -> Placed:
    """Where each item lies: in rows, as many in each as there is room for. One that is wider than all of it
    goes on below itself."""
    found: Placed = []
    x, y, high = left, top, ROW
    for item in items:
        wide = min(item.width(), width)
        if x > left and x + wide > left + width:
            x, y, high = left, y + high, ROW
        if wide < item.width():
            high = item.high(wide)
        found.append((QRectF(x, y, wide, high), item))
        x += wide + _BETWEEN
    return found


def within(rows: Placed, bottom: float) -> Placed:
    """What lies above `bottom`. The last place says how many there was no room for, and all of them at length
    when pointed at."""
    shown = [row for row in rows if row[0].bottom() <= bottom + 1]
    if not shown or len(shown) == len(rows):
        return shown
    room = shown.pop()[0]
    left_out = [item for _, item in rows[len(shown) :]]
    text = translate("window", "%n more", "", len(left_out))
    rest = QRectF(room.left(), room.top(), max(room.width(), Item(text).width()), ROW)
    return [*shown, (rest, Item(text, tip="\n".join(item.said() for item in left_out)))]


def height(items: list[Item], width: float) -> float:
    """How high the rows are together."""
    rows = placed(items, 0.0, 0.0, width)
    return rows[-1][0].bottom() if rows else 0.0


def paint(painter: QPainter, rows: Placed, theme: Theme) -> None:
    """Draws the items where they lie."""
    painter.save()
    painter.setFont(font(SMALL))
    for room, item in rows:
        x = room.left()
        if item.ramp is not None:
            x = _paint_ramp(painter, room, item, theme)
        if item.colour is not None:
            sample = QRectF(x, room.top() + (ROW - _SAMPLE) / 2, _SAMPLE, _SAMPLE)
            painter.setPen(QPen(QColor(theme.panel_border), 1.0))
            painter.setBrush(QColor.fromRgba(item.colour))
            painter.drawRoundedRect(sample, 2.5, 2.5)
            x += _SAMPLE + _GAP
        painter.setPen(QColor(theme.text if item.strong else theme.muted))
        row = QRectF(x, room.top(), room.right() - x, ROW)
        if item.width() <= room.width():
            _write(painter, row, item.text)
            continue
        _write(painter, row, item.beside(room.width()))
        row.setLeft(room.left() if item.ramp is not None else x)
        for line in item.below(room.width()):
            row.moveTop(row.top() + LINE)
            _write(painter, row, line)
    painter.restore()


def _paint_ramp(painter: QPainter, room: QRectF, item: Item, theme: Theme) -> float:
    """The ramp with a number at each end; returns where it ends."""
    assert item.ramp is not None
    metrics, x = painter.fontMetrics(), room.left()
    painter.setPen(QColor(theme.muted))
    low, high = (float(metrics.horizontalAdvance(end)) for end in item.ends)
    _write(painter, QRectF(x, room.top(), low + 1, ROW), item.ends[0])
    x += low + _GAP
    # words that have no room beside a ramp tell more than its length does
    words = metrics.horizontalAdvance(item.beside(room.width()))
    spare = room.width() - low - high - 3 * _GAP - words
    if room.width() < item.width():
        # and they do not run into those of a map beside this one
        spare -= GRID
    bar = QRectF(x, room.top() + ROW / 2 - 4, min(max(spare, SHORT_RAMP), RAMP), 8)
    image = QImage(item.ramp.tobytes(), len(item.ramp), 1, QImage.Format.Format_RGB32).copy()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(bar, image)
    painter.restore()
    painter.setPen(QPen(QColor(theme.panel_border), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(bar)
    x += bar.width() + _GAP
    painter.setPen(QColor(theme.muted))
    _write(painter, QRectF(x, room.top(), high + 1, ROW), item.ends[1])
    return x + high + _GAP


def _write(painter: QPainter, room: QRectF, text: str) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 2)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
    painter.drawText(room, flags, shown)


def item_at(rows: Placed, at: QPointF) -> Item | None:
    """The item at a point."""
    reach = GRID / 2
    return next((item for room, item in rows if room.adjusted(-reach, 0, reach, 0).contains(at)), None)
