"""Axes of the relief: ticks and numbers along the floor's near edges and up one of its corners."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from gui.plots.ticks import nice_step, tick_text
from gui.relief.camera import HEIGHT
from gui.relief.mapping import ReliefMapping
from gui.relief.projection import Projection
from gui.relief.surface import FLOOR
from gui.relief.terrain import Measure, Terrain
from gui.stage.lettering import fineness, lay, lettered, text_size
from gui.theme.colours import Theme
from gui.theme.metrics import BODY, SMALL

APART = 64.0  # design pixels between two numbers at least
_TICK = 0.03  # of the scene's unit
_AWAY = 15.0  # from the edge to the middle of a number
_LETTER = 6.0  # about as wide as a figure, in design pixels
_FAR = 1e5

Point = NDArray[np.float64]


@dataclass(frozen=True)
class _Edge:
    """From one corner of the floor to the next, in the scene, and the direction away from the ground."""

    start: Point
    end: Point
    outwards: Point
    low: float
    high: float
    name: str


def paint_relief_axes(painter: QPainter, mapping: ReliefMapping, theme: Theme, scale: float) -> None:
    """`scale` of the painter's units make a design pixel; mapping: of the painter's units."""
    vantage = mapping.vantage
    strength = min(max((vantage.projection.rise - 0.6) / 0.4, 0.0), 1.0)
    if strength <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setOpacity(0.85 * strength)
    _Axes(painter, vantage.projection, vantage.terrain, mapping.ratio, theme, scale).paint()
    painter.restore()


class _Axes:
    def __init__(
        self,
        painter: QPainter,
        projection: Projection,
        terrain: Terrain,
        ratio: float,
        theme: Theme,
        scale: float,
    ) -> None:
        self._painter, self._projection, self._terrain = painter, projection, terrain
        self._ratio, self._theme, self._scale = ratio, theme, scale
        self._lines: list[QLineF] = []
        self._texts: list[tuple[str, QPointF, bool]] = []

    def paint(self) -> None:
        near = self._near_edges()
        for edge in near:
            self._along(edge)
        self._frame(near)
        self._up()
        painter, theme = self._painter, self._theme
        halo = QColor(theme.overlay.halo)
        halo.setAlphaF(0.4)
        for pen in (QPen(halo, 3.0 * self._scale), QPen(QColor(theme.on_stage_muted), 1.2 * self._scale)):
            painter.setPen(pen)
            painter.drawLines(self._lines)
        taken: list[QRectF] = []
        for text, middle, bold in sorted(self._texts, key=lambda each: not each[2]):
            self._write(text, middle, bold, taken)

    # -- places ------------------------------------------------------------------------------------------

    def _pixel(self, place: Point) -> QPointF | None:
        px, py, w = (float(v) for v in self._projection.pixels(*place))
        if not (w > 0 and abs(px) < _FAR and abs(py) < _FAR):
            return None
        return QPointF(px / self._ratio, py / self._ratio)

    def _line(self, a: Point, b: Point) -> None:
        start, end = self._pixel(a), self._pixel(b)
        if start is not None and end is not None:
            self._lines.append(QLineF(start, end))

    def _corners(self) -> list[Point]:
        x, y = self._terrain.finest.x, self._terrain.finest.y
        return [np.array([float(x[i]), float(y[j]), FLOOR]) for i, j in ((0, 0), (-1, 0), (-1, -1), (0, -1))]

    def _edges(self) -> list[_Edge]:
        a, b, c, d = self._corners()
        x0, x1, y0, y1 = self._terrain.scene.rectangle
        down, right = np.array([0.0, -1.0, 0.0]), np.array([1.0, 0.0, 0.0])
        return [
            _Edge(a, b, down, x0, x1, "x"),
            _Edge(b, c, right, y0, y1, "y"),
            _Edge(d, c, -down, x0, x1, "x"),
            _Edge(a, d, -right, y0, y1, "y"),
        ]

    def _near_edges(self) -> list[_Edge]:
        """One of either direction: the one before the ground, which nothing hides."""
        eye = self._projection.eye
        found = []
        for name in "xy":
            pair = [edge for edge in self._edges() if edge.name == name]
            found.append(max(pair, key=lambda e: float(e.outwards @ (eye - (e.start + e.end) / 2))))
        return found

    # -- parts -------------------------------------------------------------------------------------------

    def _frame(self, near: list[_Edge]) -> None:
        for edge in near:
            self._line(edge.start, edge.end)

    def _along(self, edge: _Edge) -> None:
        start, end = self._pixel(edge.start), self._pixel(edge.end)
        if start is None or end is None:
            return
        way = end - start
        numbers = self._numbers(edge, abs(way.x()) / self._scale, math.hypot(way.x(), way.y()) / self._scale)
        for value, text in numbers:
            share = (value - edge.low) / (edge.high - edge.low)
            self._mark(edge.start + (edge.end - edge.start) * share, edge.outwards, text)
        middle = (edge.start + edge.end) / 2
        beyond = max((len(text) for _, text in numbers), default=0)
        self._label(edge.name, middle, middle + edge.outwards * _TICK, 2.5, beyond)

    def _numbers(self, edge: _Edge, across: float, length: float) -> list[tuple[float, str]]:
        """What stands along an edge, which is so long on the picture and goes so far across: numbers that
        stand beside each other need the more room the longer they are."""
        found: list[tuple[float, str]] = []
        apart = APART
        for _ in range(2):
            step = nice_step(edge.high - edge.low, min(max(int(length / apart), 1), 10))
            first, last = math.ceil(edge.low / step - 1e-9), math.floor(edge.high / step + 1e-9)
            found = [(k * step, tick_text(k * step, step)) for k in range(first, last + 1)]
            widest = _LETTER * max((len(text) for _, text in found), default=0)
            apart = max(APART, (widest + _AWAY) * across / max(length, 1.0))
        return found

    def _up(self) -> None:
        """The heights, at that corner which lies furthest to the left."""
        corners = [(pixel.x(), corner) for corner in self._corners() if (pixel := self._pixel(corner))]
        if not corners:
            return
        corner = min(corners, key=lambda each: each[0])[1]
        top = np.array([corner[0], corner[1], HEIGHT])
        start, end = self._pixel(corner), self._pixel(top)
        if start is None or end is None:
            return
        self._line(corner, top)
        height = math.hypot(end.x() - start.x(), end.y() - start.y()) / self._scale
        outwards = self._leftwards()
        least, last = 18.0 / max(height, 1.0), -1.0
        for value, text in height_ticks(self._terrain.measure, max(int(height / 34.0), 2)):
            share = self._terrain.measure.share(value)
            if share - last >= least and -1e-6 <= share <= 1 + 1e-6:
                last = share
                self._mark(np.array([corner[0], corner[1], share * HEIGHT]), outwards, text)
        self._label("J", top, top + np.array([0.0, 0.0, _TICK]), 1.0)

    def _leftwards(self) -> Point:
        a = math.radians(self._projection.camera.azimuth)
        return np.array([math.sin(a), -math.cos(a), 0.0])

    def _mark(self, place: Point, outwards: Point, text: str) -> None:
        tip = place + outwards * _TICK
        self._line(place, tip)
        self._label(text, place, tip, 1.0)

    def _label(self, text: str, place: Point, tip: Point, away: float, beyond: int = 0) -> None:
        """beyond: letters of the numbers that it stands farther away than."""
        a, b = self._pixel(place), self._pixel(tip)
        if a is None or b is None:
            return
        way = b - a
        length = math.hypot(way.x(), way.y())
        if length > 1e-6:
            wide = _LETTER * (0.5 * len(text) + beyond) * abs(way.x()) / length
            reach = (_AWAY * away + wide) * self._scale
            self._texts.append((text, a + way * (reach / length), away > 1.5 or text == "J"))

    def _write(self, text: str, middle: QPointF, name: bool, taken: list[QRectF]) -> None:
        """Where nothing stands yet: at a corner the numbers of two edges may meet."""
        fine = fineness(self._painter) * self._scale
        size = BODY if name else SMALL
        image = lettered(text, self._theme.on_stage_muted, self._theme.overlay.halo, size, name, fine)
        width, height = text_size(image)
        place = QRectF(0, 0, width * self._scale, height * self._scale)
        place.moveCenter(middle)
        if any(place.intersects(other) for other in taken):
            return
        taken.append(place)
        painter = self._painter
        painter.save()
        painter.translate(middle)
        painter.scale(self._scale, self._scale)
        lay(painter, image, -width / 2, -height / 2)
        painter.restore()


def height_ticks(measure: Measure, most: int) -> list[tuple[float, str]]:
    """Round values of the landscape with their texts, upwards, about so many at the most."""
    low, high = measure.value(0.0), measure.value(1.0)
    if not (math.isfinite(low) and math.isfinite(high) and high > low):
        return []
    if not measure.soft:
        step = nice_step(high - low, most)
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        return [(k * step, tick_text(k * step, step)) for k in range(first, last + 1)]
    base = measure.tone.base
    first, last = math.floor(math.log10(measure.soft)), math.floor(math.log10(max(high - base, 1e-300)))
    every = max(-(-(last - first + 1) // most), 1)
    found = [(base, tick_text(base, max(abs(base), 1.0) * 1e-3))]
    # heights over the lowest ground, as the contour lines have them
    powers = range(last, first - 1, -every)
    return sorted([*found, *((base + 10.0**power, _power_text(base, power)) for power in powers)])


def _power_text(base: float, power: int) -> str:
    text = f"{10.0**power:g}" if -3 <= power <= 4 else "10" + str(power).translate(_RAISED)
    return text if abs(base) < 1e-9 * 10.0**power or abs(base) < 1e-12 else "+" + text


_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
