"""How a start looks while it is being drawn, and a start point that can be taken hold of."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRadialGradient

from gui.hand.gestures import SIGMAS, DrawBox, DrawCircle, DrawCloud, DrawGrid, DrawStart
from gui.model.numbers import format_number
from gui.stage.lettering import fineness, lay, lettered, text_size
from gui.theme.colours import Theme
from gui.theme.metrics import BODY

ToPixel = Callable[[float, float], tuple[float, float]]

NARROW = "\N{NARROW NO-BREAK SPACE}"
MOST_DOTS = 1600


def paint_start(painter: QPainter, gesture: DrawStart, to_pixel: ToPixel, theme: Theme) -> None:
    """The outline of a start being drawn, and how many particles it will have."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    begin, end = QPointF(*to_pixel(*gesture.begin)), QPointF(*to_pixel(*gesture.end))
    if isinstance(gesture, (DrawGrid, DrawBox)):
        _rectangle(painter, QRectF(begin, end).normalized(), gesture, theme)
    else:
        _round(painter, begin, math.hypot(*(end - begin).toTuple()), gesture, theme)
    paint_caption(painter, end, words_of(gesture), theme)
    painter.restore()


def paint_hold(painter: QPainter, place: tuple[float, float], theme: Theme) -> None:
    """A start point that the pointer can take hold of; nothing where there is no ground under it."""
    if not all(map(math.isfinite, place)):
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _pens(painter, theme, lambda: painter.drawEllipse(QPointF(*place), 9.0, 9.0))
    painter.restore()


def _pens(painter: QPainter, theme: Theme, draw: Callable[[], None]) -> None:
    halo = QColor(theme.overlay.halo)
    halo.setAlphaF(0.6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for pen in (QPen(halo, 4.0), QPen(QColor(theme.accent_hover), 1.8)):
        painter.setPen(pen)
        draw()


def _round(painter: QPainter, middle: QPointF, radius: float, gesture: DrawStart, theme: Theme) -> None:
    ink = QColor(theme.accent_hover)
    if isinstance(gesture, DrawCloud) and radius > 0:
        ground = QRadialGradient(middle, radius * 1.4)
        for place in (0.0, 0.25, 0.5, 0.75, 1.0):
            ink.setAlphaF(0.5 * math.exp(-0.5 * (1.4 * SIGMAS * place) ** 2))
            ground.setColorAt(place, ink)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(middle, radius * 1.4, radius * 1.4)
    _pens(painter, theme, lambda: painter.drawEllipse(middle, radius, radius))
    if isinstance(gesture, DrawCircle):
        turn = 2 * math.pi / gesture.count
        if radius * turn > 4:
            places = [(math.cos(k * turn), math.sin(k * turn)) for k in range(gesture.count)]
            paint_dots(painter, [middle + QPointF(x, -y) * radius for x, y in places], theme)


def _rectangle(painter: QPainter, box: QRectF, gesture: DrawStart, theme: Theme) -> None:
    ground = QColor(theme.accent_hover)
    ground.setAlphaF(0.12)
    painter.fillRect(box, ground)
    _pens(painter, theme, lambda: painter.drawRect(box))
    if isinstance(gesture, DrawGrid):
        columns, rows = gesture.cells
        if columns * rows <= MOST_DOTS and box.width() > 3 * columns:
            across, down = box.width() / max(columns - 1, 1), box.height() / max(rows - 1, 1)
            corner = box.topLeft()
            paint_dots(
                painter,
                [corner + QPointF(i * across, j * down) for i in range(columns) for j in range(rows)],
                theme,
            )


def paint_dots(painter: QPainter, places: list[QPointF], theme: Theme) -> None:
    """Particles whose places are certain already."""
    pen = QPen(QColor(theme.on_stage), 2.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(places)


def words_of(gesture: DrawStart) -> str:
    """How many particles a start being drawn will have, and how large it is."""
    count = f"{gesture.count:,}".replace(",", NARROW)
    if isinstance(gesture, DrawGrid):
        columns, rows = gesture.cells
        return f"{columns} × {rows}"
    if isinstance(gesture, DrawCloud):
        return f"{count} · σ = {format_number(float(f'{gesture.radius / SIGMAS:.3g}'))}"
    if isinstance(gesture, DrawCircle):
        return f"{count} · r = {format_number(float(f'{gesture.radius:.3g}'))}"
    return count


def paint_caption(painter: QPainter, place: QPointF, text: str, theme: Theme) -> None:
    """A text beside a place."""
    image = lettered(text, theme.on_stage, theme.overlay.halo, BODY, True, fineness(painter))
    lay(painter, image, place.x() + 14, place.y() - text_size(image)[1] - 6)
