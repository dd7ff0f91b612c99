"""Numbers along the edges of the stage, with short ticks: where in the plane the picture is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from gui.model.view import Mapping
from gui.plots.ticks import nice_step, tick_text
from gui.stage.lettering import fineness, lay, lettered, text_size
from gui.theme.colours import Theme
from gui.theme.metrics import SMALL
from gui.theme.typeface import font

TICK = 5.0
APART = 88.0  # design pixels between two numbers at least
_BETWEEN = 20.0  # free pixels between two numbers
_STRENGTH = 0.85
_PARTS = {1.0: 5, 2.0: 4, 2.5: 5, 5.0: 5}  # into how many parts short ticks divide a distance of 1, 2, …


@dataclass(frozen=True)
class Tick:
    """One place on an axis, in pixels from its beginning; a place without a number is only a short line."""

    place: float
    text: str


def ticks(low: float, high: float, length: float, apart: float = APART) -> list[Tick]:
    """Round numbers from `low` at 0 to `high` at `length`, about `apart` pixels from each other or more."""
    if not (low < high and length > 0 and math.isfinite(high - low)):
        return []
    step = nice_step(high - low, max(int(length / apart), 1))
    figure = round(step / 10.0 ** math.floor(math.log10(step) + 1e-9), 1)
    fine = step / _PARTS.get(figure, 5)
    whole = round(step / fine)
    first, last = math.ceil(low / fine - 1e-9), math.floor(high / fine + 1e-9)
    found = []
    for k in range(first, min(last, first + 1000) + 1):
        place = min(max((k * fine - low) / (high - low), 0.0), 1.0) * length
        found.append(Tick(place, "" if k % whole else tick_text(k // whole * step, step)))
    return found


def paint_axes(
    painter: QPainter,
    mapping: Mapping,
    area: QRectF,
    theme: Theme,
    scale: float,
    outer: float | None = None,
    covered_from: float = 0.0,
) -> None:
    """Ticks and numbers along the left and the lower edge of `area`, inwards.

    mapping: of the painter's units and the plane; `scale` of them make a design pixel. outer: what covers the
    picture left of `area` begins at the height `covered_from`; above it the edge is here.
    """
    left, top = mapping.world(area.left(), area.top())
    right, bottom = mapping.world(area.right(), area.bottom())
    ink, halo = QColor(theme.on_stage_muted), QColor(theme.overlay.halo)
    halo.setAlphaF(0.45)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setOpacity(_STRENGTH)
    pens = QPen(halo, 3.0 * scale), QPen(ink, 1.2 * scale)
    apart = _apart(left, right, area.width() / scale)
    below = ticks(left, right, area.width(), apart * scale)
    beside = ticks(bottom, top, area.height(), 0.7 * APART * scale)
    edges = [
        outer if outer is not None and area.bottom() - t.place < covered_from else area.left() for t in beside
    ]
    lines = [_upright(area, t, scale) for t in below]
    lines += [_level(x, area.bottom() - t.place, t, scale) for x, t in zip(edges, beside, strict=True)]
    for pen in pens:
        painter.setPen(pen)
        painter.drawLines(lines)
    _write(painter, area, below, beside, edges, theme, scale)
    painter.restore()


def _apart(low: float, high: float, length: float) -> float:
    """How far from each other numbers of this length must be, in design pixels."""
    metrics = QFontMetricsF(font(SMALL))
    apart = APART
    for _ in range(2):
        texts = [tick.text for tick in ticks(low, high, length, apart) if tick.text]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
        apart = max(APART, widest + _BETWEEN)
    return apart


def _upright(area: QRectF, tick: Tick, scale: float) -> QLineF:
    x, long = area.left() + tick.place, (TICK if tick.text else 0.5 * TICK) * scale
    return QLineF(x, area.bottom() - long, x, area.bottom())


def _level(x: float, y: float, tick: Tick, scale: float) -> QLineF:
    return QLineF(x, y, x + (TICK if tick.text else 0.5 * TICK) * scale, y)


def _write(
    painter: QPainter,
    area: QRectF,
    below: list[Tick],
    beside: list[Tick],
    edges: list[float],
    theme: Theme,
    scale: float,
) -> None:
    fine = fineness(painter) * scale

    def write(text: str, x: float, y: float, middle: tuple[float, float]) -> None:
        image = lettered(text, theme.on_stage_muted, theme.overlay.halo, SMALL, False, fine)
        width, height = text_size(image)
        painter.save()
        painter.translate(x, y)
        painter.scale(scale, scale)
        lay(painter, image, -width * middle[0], -height * middle[1])
        painter.restore()

    gap = (TICK + 3.0) * scale
    margin = 24.0 * scale
    for tick in below:
        if tick.text and margin < tick.place < area.width() - margin:
            write(tick.text, area.left() + tick.place, area.bottom() - gap, (0.5, 1.0))
    for tick, edge in zip(beside, edges, strict=True):
        if tick.text and margin < tick.place < area.height() - margin / 2:
            write(tick.text, edge + gap, area.bottom() - tick.place, (0.0, 0.5))
