"""The signal laboratory's picture: lanes under each other on one time axis, without boxes.

What has been played is drawn at full strength, what is still to come faintly, so that the whole figure is
there from the first moment and the cursor walks through it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from gui.plots.chart import label_font, value_range
from gui.plots.curves import Curve, Frame, draw_curve
from gui.plots.ticks import linear_ticks, tick_text
from gui.theme.colours import Theme
from gui.theme.metrics import BODY, SMALL

LABELS = 136
"""Width of the column of lane names, in design pixels."""

NUMBERS = 44
AXIS = 28
GAP = 24
AHEAD = 0.4
"""Strength of what is still to come."""


@dataclass(frozen=True, eq=False)
class Lane:
    """A name, a remark under it (an equation number), and curves over one time axis."""

    title: str
    note: str = ""
    curves: tuple[Curve, ...] = ()


def time_frame(rect: QRectF, length: float, scale: float = 1.0) -> Frame:
    """The time axis within `rect`: what turns an epoch into a pixel and, by its ranges, back."""
    inner = rect.adjusted((LABELS + NUMBERS) * scale, 0, -8 * scale, -AXIS * scale)
    return Frame(inner, (0.0, max(length, 1.0)), (0.0, 1.0))


def draw_lanes(
    painter: QPainter,
    rect: QRectF,
    lanes: Sequence[Lane],
    length: float,
    theme: Theme,
    *,
    played: float | None = None,
    scale: float = 1.0,
    cursor: bool = True,
) -> None:
    """Draws all lanes into `rect` over epochs 0 … length.

    played: the epoch reached; later parts are faint, and a line marks the place (None: all is played).
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outer = time_frame(rect, length, scale)
    height = (outer.rect.height() + GAP * scale) / max(len(lanes), 1)
    for number, lane in enumerate(lanes):
        top = outer.rect.top() + number * height
        area = QRectF(outer.rect.left(), top, outer.rect.width(), height - GAP * scale)
        _draw_lane(painter, area, lane, outer.x, theme, played, scale)
    _draw_time_axis(painter, outer, theme, scale)
    if played is not None and cursor:
        draw_cursor(painter, outer, played, theme)
    painter.restore()


def draw_cursor(painter: QPainter, frame: Frame, played: float, theme: Theme) -> None:
    """The line at the epoch reached, over the height of all lanes."""
    x = float(frame.px(played))
    painter.setPen(QPen(QColor(theme.accent), 1.0))
    painter.drawLine(QPointF(x, frame.rect.top()), QPointF(x, frame.rect.bottom()))


def _draw_lane(
    painter: QPainter,
    area: QRectF,
    lane: Lane,
    times: tuple[float, float],
    theme: Theme,
    played: float | None,
    scale: float,
) -> None:
    frame = Frame(area, times, value_range(lane.curves))
    _draw_names(painter, area, lane, theme, scale)
    _draw_levels(painter, frame, theme, scale)
    clip = area.adjusted(0, -2 * scale, 0, 2 * scale)
    reached = area.right() if played is None else float(frame.px(played))
    parts = ((clip.left(), reached, 1.0), (reached, clip.right(), AHEAD))
    for left, right, strength in parts:
        if right - left < 0.5:
            continue
        painter.save()
        painter.setClipRect(QRectF(left, clip.top(), right - left, clip.height()))
        for curve in lane.curves:
            draw_curve(painter, Curve(curve.x, curve.y, curve.colour, strength), frame, scale)
        painter.restore()


def _draw_names(painter: QPainter, area: QRectF, lane: Lane, theme: Theme, scale: float) -> None:
    middle = area.center().y()
    left = area.left() - (LABELS + NUMBERS) * scale
    width = (LABELS - 8) * scale
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.setPen(QColor(theme.text))
    painter.setFont(label_font(BODY * scale, QFont.Weight.DemiBold))
    lift = 9 * scale if lane.note else 0.0
    painter.drawText(QRectF(left, middle - 10 * scale - lift, width, 20 * scale), flags, lane.title)
    painter.setPen(QColor(theme.muted))
    painter.setFont(label_font(BODY * scale))
    painter.drawText(QRectF(left, middle, width, 20 * scale), flags, lane.note)


def _draw_levels(painter: QPainter, frame: Frame, theme: Theme, scale: float) -> None:
    most = max(2, min(4, int(frame.rect.height() / (30 * scale))))
    ticks, step = linear_ticks(*frame.y, most)
    painter.setFont(label_font(SMALL * scale))
    for value in ticks:
        y = round(float(frame.py(value))) + 0.5
        painter.setPen(QPen(QColor(theme.faint if abs(value) < step * 1e-6 else theme.line), 1.0))
        painter.drawLine(QPointF(frame.rect.left(), y), QPointF(frame.rect.right(), y))
        painter.setPen(QColor(theme.muted))
        box = QRectF(frame.rect.left() - 56 * scale, y - 8 * scale, 48 * scale, 16 * scale)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, tick_text(value, step)
        )


def _draw_time_axis(painter: QPainter, frame: Frame, theme: Theme, scale: float) -> None:
    most = max(2, int(frame.rect.width() / (110 * scale)))
    ticks, step = linear_ticks(*frame.x, most)
    painter.setFont(label_font(SMALL * scale))
    painter.setPen(QColor(theme.muted))
    for value in ticks:
        x = float(frame.px(value))
        box = QRectF(x - 40 * scale, frame.rect.bottom() + 8 * scale, 80 * scale, 16 * scale)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tick_text(value, step))
