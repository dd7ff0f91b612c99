"""A map drawn as a figure: picture, axes, scale bar, legend; the same on screen and in a file."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPen

from gui.maps import legend
from gui.maps.axis import share_of
from gui.maps.heading import HEADER, Heading
from gui.maps.ticks import Ticks, axis_ticks, scale_bar
from gui.stage.lettering import fineness, lay, lettered, text_size
from gui.theme.colours import Theme
from gui.theme.metrics import GRID, SMALL
from gui.theme.typeface import font
from scenarios.map_schema import AxisSpec

LEFT, LEFT_OF_LONG, RIGHT, BELOW = 58.0, 86.0, 24.0, 40.0
"""What numbers and names take at the plot's sides; more where numbers are powers of ten."""
LEFT_OF_FOLLOWER = 12.0

_SPARE = 200.0  # beside a plot, from which on it stands in the middle
_LONG = 6  # letters
_TICK = 5.0
_APART = 84.0
_BAR = 3.0
_MOST = 2.2  # a plot is at the most so many times as long as high, or as high as long


@dataclass(eq=False)
class Figure:
    """x, y: what is shown; image_x, image_y: what the image covers, which is another part while one moves.

    names, symbols: of the axes. equal: both axes have the same unit, and are drawn to one scale where
    there is room. follows: it stands right of one with the same upward axis, which says what that one is.
    """

    x: AxisSpec
    y: AxisSpec
    names: tuple[str, str]
    symbols: tuple[str, str]
    heading: str = ""
    about: str = ""
    colour: str | None = None
    image: QImage | None = None
    image_x: AxisSpec | None = None
    image_y: AxisSpec | None = None
    items: list[legend.Item] = field(default_factory=list)
    equal: bool = False
    follows: bool = False


@dataclass(frozen=True, eq=False)
class Places:
    """Where the parts of a figure lie."""

    plot: QRectF
    header: QRectF
    rows: legend.Placed


def heading_of(figure: Figure) -> Heading:
    return Heading(figure.heading, figure.about, figure.colour)


def left_of(figure: Figure) -> float:
    """The room at the left of the plot."""
    if figure.follows:
        return LEFT_OF_FOLLOWER
    up = axis_ticks(figure.y, 6)
    is_long = bool(up.base) or any(len(tick.text) > _LONG for tick in up.ticks)
    return LEFT_OF_LONG if is_long else LEFT


def places(
    figure: Figure,
    room: QRectF,
    reserved: float | None = None,
    beyond: float = 0.0,
    header: float = HEADER,
    inset: float = 0.0,
) -> Places:
    """The plot as large as `room` lets it be. reserved: how much of the height the legend has, whatever is in
    it, so that a plot stays as it is while the legend fills; as much as it needs if None. beyond: how far
    right of the room the legend may go on. header: how high what stands above it is, and inset: how much of
    its right end is taken."""
    left = left_of(figure)
    wide = max(room.width() - left - RIGHT, 40.0)
    needed = legend.height(figure.items, room.width() - left) if reserved is None else reserved
    high = max(room.height() - header - BELOW - needed, 40.0)
    if figure.equal:
        aspect = (figure.x.high - figure.x.low) / (figure.y.high - figure.y.low)
        if 1 / _MOST <= aspect <= _MOST:
            free = wide
            wide, high = min(wide, high * aspect), min(high, wide / aspect)
            if free - wide > _SPARE:
                left += (free - wide) / 2
    plot = QRectF(round(room.left() + left), round(room.top() + header), round(wide), round(high))
    top = QRectF(plot.left(), room.top(), room.right() - inset - plot.left(), header - GRID / 2)
    under, end = plot.left(), room.right() + beyond
    if any(under + item.width() > end for item in figure.items):
        # beside its neighbours a map may be narrower than what is said of it
        under = room.left()
    items = list(figure.items)
    if header > HEADER and figure.about and not heading_of(figure).lines(top.width())[1]:
        items.insert(0, legend.Item(figure.about))
    rows = legend.placed(items, under, plot.bottom() + BELOW, end - under)
    return Places(plot, top, rows)


def target(figure: Figure, plot: QRectF) -> QRectF:
    """Where the image lies, which may be of another part of the plane."""
    assert figure.image_x is not None
    assert figure.image_y is not None
    left, right = (share_of(figure.x, v) for v in (figure.image_x.low, figure.image_x.high))
    low, high = (share_of(figure.y, v) for v in (figure.image_y.low, figure.image_y.high))
    return QRectF(
        QPointF(plot.left() + left * plot.width(), plot.bottom() - high * plot.height()),
        QPointF(plot.left() + right * plot.width(), plot.bottom() - low * plot.height()),
    )


def paint(painter: QPainter, figure: Figure, at: Places, theme: Theme) -> None:
    """Everything but what depends on the pointer. A unit of the painter is a design pixel."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    heading_of(figure).paint(painter, at.header, theme)
    paint_image(painter, figure, at.plot, theme)
    _paint_axes(painter, figure, at.plot, theme)
    legend.paint(painter, at.rows, theme)
    painter.restore()


def paint_image(painter: QPainter, figure: Figure, plot: QRectF, theme: Theme) -> None:
    """The picture in its frame, with the scale bar on it."""
    painter.fillRect(plot, QColor(theme.stage.empty))
    if figure.image is not None:
        painter.save()
        painter.setClipRect(plot)
        painter.drawImage(target(figure, plot), figure.image)
        painter.restore()
        _paint_bar(painter, figure, plot, theme)
    painter.setPen(QPen(QColor(theme.field_border), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(plot.adjusted(-0.5, -0.5, 0.5, 0.5))


def _paint_axes(painter: QPainter, figure: Figure, plot: QRectF, theme: Theme) -> None:
    across = axis_ticks(figure.x, max(int(plot.width() / _APART), 2))
    up = axis_ticks(figure.y, max(int(plot.height() / (0.7 * _APART)), 2))
    painter.setPen(QPen(QColor(theme.faint), 1.0))
    painter.drawLines(
        [_below(plot, t.share, bool(t.text)) for t in across.ticks]
        + [_beside(plot, t.share, bool(t.text)) for t in up.ticks]
    )
    painter.setFont(font(SMALL))
    painter.setPen(QColor(theme.muted))
    _write_numbers_below(painter, plot, across)
    if not figure.follows:
        _write_numbers_beside(painter, plot, up)
    _write_names(painter, figure, plot, across, up, theme)


def _below(plot: QRectF, share: float, long: bool) -> QLineF:
    x = plot.left() + share * plot.width()
    return QLineF(x, plot.bottom() + 1, x, plot.bottom() + (_TICK if long else _TICK / 2))


def _beside(plot: QRectF, share: float, long: bool) -> QLineF:
    y = plot.bottom() - share * plot.height()
    return QLineF(plot.left() - (_TICK if long else _TICK / 2), y, plot.left() - 1, y)


def _write_numbers_below(painter: QPainter, plot: QRectF, across: Ticks) -> None:
    flags, metrics = Qt.TextFlag.TextDontClip, painter.fontMetrics()
    free = -1e9
    for tick in across.ticks:
        wide = metrics.horizontalAdvance(tick.text)
        x = plot.left() + tick.share * plot.width() - wide / 2
        if tick.text and x > free:
            room = QRectF(x, plot.bottom() + _TICK + 1, wide, 14)
            painter.drawText(room, flags | Qt.AlignmentFlag.AlignCenter, tick.text)
            free = x + wide + GRID


def _write_numbers_beside(painter: QPainter, plot: QRectF, up: Ticks) -> None:
    flags, last = Qt.TextFlag.TextDontClip, 1e9
    for tick in up.ticks:
        y = plot.bottom() - tick.share * plot.height()
        if tick.text and y < last:
            room = QRectF(plot.left() - _TICK - 63, y - 8, 60, 16)
            painter.drawText(
                room, flags | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, tick.text
            )
            last = y - 14


def _write_names(
    painter: QPainter, figure: Figure, plot: QRectF, across: Ticks, up: Ticks, theme: Theme
) -> None:
    """The axes' names: below at the right end, and along the left side from below upwards."""
    painter.setPen(QColor(theme.muted))
    metrics = painter.fontMetrics()
    flags = Qt.TextFlag.TextDontClip | Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    below = QRectF(plot.left(), plot.bottom() + 21, plot.width(), 15)
    painter.drawText(below, flags, _name(figure, 0, across, metrics, int(plot.width())))
    if figure.follows:
        return
    painter.save()
    painter.translate(plot.left() - left_of(figure) + 2, plot.top())
    painter.rotate(-90)
    beside = QRectF(-plot.height(), 0, plot.height(), 13)
    painter.drawText(beside, flags, _name(figure, 1, up, metrics, int(plot.height())))
    painter.restore()


def _name(figure: Figure, axis: int, ticks: Ticks, metrics: QFontMetrics, room: int) -> str:
    """An axis's name; its symbol alone where there is no room for what that means."""
    counted = f"  =  {ticks.base} + …" if ticks.base else ""
    texts = [name + counted for name in (figure.names[axis], figure.symbols[axis])]
    fits = [text for text in texts if metrics.horizontalAdvance(text) <= room]
    return fits[0] if fits else metrics.elidedText(texts[-1], Qt.TextElideMode.ElideRight, room)


def _paint_bar(painter: QPainter, figure: Figure, plot: QRectF, theme: Theme) -> None:
    """A round length in the lower left corner of the picture."""
    bar = scale_bar(figure.x, figure.symbols[0])
    long = bar.share * plot.width()
    image = lettered(bar.text, theme.on_stage, theme.overlay.halo, SMALL, True, fineness(painter))
    wide, high = text_size(image)
    if long < 12 or plot.width() < 120 or wide > plot.width() - 32:
        return
    left, foot = plot.left() + 12, plot.bottom() - 12
    halo = QColor(theme.overlay.halo)
    halo.setAlphaF(0.6)
    lines = [
        QLineF(left, foot, left + long, foot),
        QLineF(left, foot - _BAR, left, foot + _BAR),
        QLineF(left + long, foot - _BAR, left + long, foot + _BAR),
    ]
    for pen in (QPen(halo, 4.0), QPen(QColor(theme.on_stage), 1.6)):
        painter.setPen(pen)
        painter.drawLines(lines)
    lay(painter, image, left, foot - _BAR - high - 1)
