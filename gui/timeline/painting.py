"""How the timeline looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSlider

from gui.theme import SMALL, current_theme, font
from gui.theme.colours import Theme
from gui.timeline.marks import Mark
from gui.timeline.speeds import grouped

EDGE = 7.0
"""From the widget's side to the first and the last step."""

_THICK = 4.0
_HANDLE = 6.5
_MARK = 4.5
_STACK = 9.0
_MOST = 3
_BUBBLE = 16.0


@dataclass
class Look:
    """What is drawn besides the steps: marks with their colours, the step pointed at, catching up."""

    marks: list[tuple[Mark, str]] = field(default_factory=list)
    pointed: float | None = None
    busy: float | None = None


def paint_track(slider: QSlider, area: QRectF, px: Callable[[float], float], look: Look) -> None:
    """Paints it into a widget; `px` says where a step lies."""
    theme, middle = current_theme(), area.center().y()
    with QPainter(slider) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _groove(painter, px, slider, look.busy, middle, theme)
        _marks(painter, px, look.marks, middle, theme)
        _handle(painter, QPointF(px(slider.sliderPosition()), middle), slider, theme)
        if look.pointed is not None:
            _bubble(painter, px(look.pointed), grouped(look.pointed), area, middle, theme)


def _groove(
    painter: QPainter,
    px: Callable[[float], float],
    slider: QSlider,
    busy: float | None,
    middle: float,
    theme: Theme,
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    left, right, at = px(0), px(slider.maximum()), px(slider.sliderPosition())

    def lay(until: float, colour: QColor) -> None:
        painter.setBrush(colour)
        painter.drawRoundedRect(QRectF(left, middle - _THICK / 2, until - left, _THICK), 2, 2)

    lay(right, QColor(theme.field_border))
    accent = QColor(theme.accent)
    if busy is not None:
        faint = QColor(accent)
        faint.setAlphaF(0.4)
        lay(at, faint)
        at = left + (at - left) * busy
    lay(at, accent)


def _marks(
    painter: QPainter,
    px: Callable[[float], float],
    marks: list[tuple[Mark, str]],
    middle: float,
    theme: Theme,
) -> None:
    """Diamonds on the line, rings for forks; those of one step under each other."""
    seen: dict[int, int] = {}
    for mark, colour in marks:
        depth = seen.get(mark.step, 0)
        seen[mark.step] = depth + 1
        if depth >= _MOST:
            continue
        place = QPointF(px(mark.step), middle + depth * _STACK)
        painter.setPen(QPen(QColor(theme.panel), 1.5))
        painter.setBrush(QColor(colour))
        if mark.is_fork:
            painter.setBrush(QColor(theme.panel))
            painter.setPen(QPen(QColor(colour), 1.5))
            painter.drawEllipse(place, _MARK - 1, _MARK - 1)
        else:
            corners = ((0, -_MARK), (_MARK, 0), (0, _MARK), (-_MARK, 0))
            painter.drawPolygon(QPolygonF([place + QPointF(x, y) for x, y in corners]))


def _handle(painter: QPainter, place: QPointF, slider: QSlider, theme: Theme) -> None:
    lit = slider.isSliderDown() or slider.underMouse() or slider.hasFocus()
    if slider.hasFocus() or slider.isSliderDown():
        halo = QColor(theme.accent)
        halo.setAlphaF(0.3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(halo)
        painter.drawEllipse(place, _HANDLE + 4, _HANDLE + 4)
    painter.setPen(QPen(QColor(theme.accent if lit else theme.faint), 2.0 if slider.isSliderDown() else 1.0))
    painter.setBrush(QColor("#FFFFFF"))
    painter.drawEllipse(place, _HANDLE, _HANDLE)


def _bubble(painter: QPainter, x: float, text: str, area: QRectF, middle: float, theme: Theme) -> None:
    """The step pointed at: a tick on the line, and its number above."""
    painter.setPen(QPen(QColor(theme.text), 1.0))
    painter.drawLine(QPointF(round(x) + 0.5, middle - 6), QPointF(round(x) + 0.5, middle + 6))
    face = font(SMALL)
    wide = QFontMetricsF(face).horizontalAdvance(text) + 12
    left = min(max(x - wide / 2, area.left()), area.right() - wide)
    plate = QRectF(round(left), max(middle - 10 - _BUBBLE, area.top()), wide, _BUBBLE)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.pressed))
    painter.drawRoundedRect(plate, 4, 4)
    painter.setFont(face)
    painter.setPen(QColor(theme.text))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
