"""The curves and bands of one plot, kept as a picture.

Qt's painter takes time for every corner of a curve, and curves of thousands of steps have thousands; drawn
as heights over columns of pixels they cost the same whatever they do, and moving the cursor costs nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from gui.plots.curves import Array, Band, Curve, Density, within
from gui.plots.library import pg
from gui.plots.strokes import is_written, paint_band, paint_curve
from gui.stage import raster

AHEAD = 0.4
"""Strength of what is still to come."""

_HALF, _HALF_STRONG = 0.65, 1.0
_DENSE = 0.12
"""Times the height in pixels, how dark a part of an ensemble is: half, where it lies evenly over a sixth."""

_PART = 4
"""Columns of pixels to either side of a point that it may have a part in, and some to spare."""

_DASH, _DASHES = 5.0, 9.0
"""A dash, and from one dash to the next; of the time axis, so that dashes stand still while a curve grows."""


class Ink(pg.GraphicsObject):
    """Lies on a box of a figure. Where `played` is set, what lies beyond that x is faint."""

    def __init__(self, box: Any) -> None:
        super().__init__(box)
        self._curves: list[tuple[Curve, Array]] = []
        self._bands: list[tuple[Band, Array, Array]] = []
        self._densities: list[tuple[Density, Array]] = []
        self._image: QImage | None = None
        self._drawn_for: tuple[Any, ...] | None = None
        self._drawn_curves: list[tuple[Curve, Array]] | None = None
        self._is_drawn = False
        self._played: float | None = None

    @property
    def _box(self) -> Any:
        return self.parentItem()  # kept by no attribute: the two would wait for the collector

    def show_curves(
        self,
        curves: Sequence[tuple[Curve, Array]],
        bands: Sequence[tuple[Band, Array, Array]],
        densities: Sequence[tuple[Density, Array]] = (),
    ) -> None:
        """Others, with heights in the axis's units."""
        shown = (_same(curves, self._curves), _same(bands, self._bands), _same(densities, self._densities))
        if all(shown):
            return
        self._curves, self._bands, self._densities = list(curves), list(bands), list(densities)
        self._is_drawn = False
        if not curves:
            self._drawn_curves = None
        self.update()

    @property
    def is_kept(self) -> bool:
        """Whether there is a picture of it."""
        return self._image is not None

    def let_go(self) -> None:
        """Gives its picture back until it is painted again."""
        self._image = self._drawn_for = self._drawn_curves = None

    def set_played(self, x: float | None) -> None:
        if x != self._played:
            before, self._played = self._played, x
            if before is None or x is None:
                self.update()
            else:
                left, right = sorted((self._at(before), self._at(x)))
                self.update(self.boundingRect().intersected(QRectF(left - 1, -1e6, right - left + 2, 2e6)))

    def boundingRect(self) -> QRectF:
        aside, above = self._box.overhang
        return QRectF(self._box.rect().adjusted(-aside, -above, aside, above).toAlignedRect())

    def _at(self, x: float) -> float:
        """Where x lies, in the box's pixels."""
        low, high = self._box.viewRange()[0]
        return round((x - low) * self._box.rect().width() / (high - low))

    def paint(self, painter: QPainter, *_: Any) -> None:
        area = self.boundingRect()
        if is_written(painter) and not self._densities:
            self._write(painter, area)
            return
        image = self._drawn(area, painter.device().devicePixelRatio())
        if self._played is None:
            painter.drawImage(area.topLeft(), image)
            return
        reached = min(max(self._at(self._played), area.left()), area.right())
        ratio = image.devicePixelRatio()
        for left, right, strength in ((area.left(), reached, 1.0), (reached, area.right(), AHEAD)):
            if right > left:
                painter.setOpacity(strength)
                source = QRectF((left - area.left()) * ratio, 0, (right - left) * ratio, image.height())
                painter.drawImage(QPointF(left, area.top()), image, source)

    def _write(self, painter: QPainter, area: QRectF) -> None:
        """As strokes, for a file of vectors."""
        (low, high), scale = self._box.viewRange()[0], self._box.scale_of_design
        place = self._place(area, 1.0) + np.array([0.0, area.left(), 0.0, area.top()])
        played = high if self._played is None else min(max(self._played, low), high)
        for span, strength in (((low, played), 1.0), ((played, high), AHEAD)):
            if span[1] <= span[0]:
                continue
            for band in self._bands:
                paint_band(painter, band, span, place, strength)
            for curve in sorted(self._curves, key=lambda pair: pair[0].strong):
                width = 2 * (_HALF_STRONG if curve[0].strong else _HALF) * scale
                dashes = _DASH * scale, (_DASHES - _DASH) * scale
                paint_curve(painter, curve, span, place, width, dashes, strength)

    def _drawn(self, area: QRectF, ratio: float) -> QImage:
        """The picture, drawn again where something that it depends on has changed."""
        x, y = self._box.viewRange()
        key = (area, self._box.rect(), ratio, tuple(x), tuple(y), self._box.scale_of_design)
        if self._image is not None and self._drawn_for == key and self._is_drawn:
            return self._image
        plain = not (self._bands or self._densities)
        before = self._drawn_curves if self._drawn_for == key and plain else None
        known = grown(before, self._curves) if before is not None else None
        if self._image is not None and known is not None:
            self._draw_on(self._image, area, ratio, known)
        else:
            self._image = self._draw(area, ratio)
        self._drawn_for, self._is_drawn = key, True
        self._drawn_curves = self._curves if plain else None
        return self._image

    def _draw(self, area: QRectF, ratio: float) -> QImage:
        width, height = (max(1, round(side * ratio)) for side in (area.width(), area.height()))
        image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, width)
        place, (low, high) = self._place(area, ratio), self._box.viewRange()[0]
        loops = raster.for_plots()
        for density, levels in self._densities:
            colour, strength = _rgb(density.colour), np.float32(density.strength)
            loops.lay_density(pixels, density.x, levels, place, _DENSE * area.height(), colour, strength)
        for band, bottom, top in self._bands:
            x, bottom = within(band.x, bottom, low, high)
            _, top = within(band.x, top, low, high)
            strengths = np.full(width, band.strength, np.float32)
            loops.lay_band(pixels, x, bottom, top, place, _rgb(band.colour), strengths)
        image.setDevicePixelRatio(ratio)
        self._draw_curves(image, area, ratio)
        return image

    def _draw_on(self, image: QImage, area: QRectF, ratio: float, known: float) -> None:
        """What lies beyond x = known; what was drawn before stays but for columns near it."""
        place = self._place(area, ratio)
        first = max(math.floor(place[0] * known + place[1]) - _PART, 0)
        pixels = np.frombuffer(image.bits(), np.uint32).reshape(image.height(), image.width())
        pixels[:, first:] = 0
        self._draw_curves(image, area, ratio, first)

    def _draw_curves(self, image: QImage, area: QRectF, ratio: float, first: int = 0) -> None:
        """Into the columns of pixels from number `first` on."""
        width, height = image.width(), image.height()
        pixels = np.frombuffer(image.bits(), np.uint32).reshape(height, width)
        place, (low, high) = self._place(area, ratio), self._box.viewRange()[0]
        scale, loops = ratio * self._box.scale_of_design, raster.for_plots()
        if first > 0:
            low = max(low, (first - _PART - place[1]) / place[0])
        for curve, y in sorted(self._curves, key=lambda pair: pair[0].strong):
            x, y = within(curve.x, y, low, high)
            half = (_HALF_STRONG if curve.strong else _HALF) * scale
            strengths = _strengths(curve, width, scale)
            strengths[:first] = 0.0
            loops.lay_curve(pixels, x, y, place, half, _rgb(curve.colour), strengths)

    def _place(self, area: QRectF, ratio: float) -> NDArray[np.float64]:
        """Factors and offsets from the axes' units to pixels of the picture."""
        rect, ((x0, x1), (y0, y1)) = self._box.rect(), self._box.viewRange()
        per_x, per_y = rect.width() / (x1 - x0), -rect.height() / (y1 - y0)
        left, bottom = rect.left() - area.left(), rect.bottom() - area.top()
        return np.array([per_x, left - x0 * per_x, per_y, bottom - y0 * per_y]) * ratio


def grown(old: Sequence[tuple[Curve, Array]], new: Sequence[tuple[Curve, Array]]) -> float | None:
    """The first x from which on curves differ from what they were, where they only became longer."""
    if len(old) != len(new):
        return None
    first = np.inf
    for (look, heights), (look2, heights2) in zip(old, new, strict=True):
        n = len(look.x)
        if look.look != look2.look or not 0 < n <= len(look2.x):
            return None
        if not (_is_start(look.x, look2.x) and _is_start(heights, heights2)):
            return None
        first = min(first, float(look.x[-1]))
    return first if first < np.inf else None


def _is_start(part: Array, whole: Array) -> bool:
    """Whether the one begins with the other, bit by bit."""
    return bool((part.view(np.int64) == whole[: len(part)].view(np.int64)).all())


def _same(new: Sequence[tuple[Any, ...]], old: Sequence[tuple[Any, ...]]) -> bool:
    """Whether two lists show the same numbers in the same way."""
    return len(new) == len(old) and all(
        a[0].look == b[0].look and a[0].x is b[0].x and all(p is q for p, q in zip(a[1:], b[1:], strict=True))
        for a, b in zip(new, old, strict=True)
    )


def _strengths(curve: Curve, width: int, scale: float) -> NDArray[np.float32]:
    """The opacity in each column of pixels: a dashed curve has gaps."""
    strengths = np.full(width, curve.strength, np.float32)
    if curve.dashed:
        strengths[np.arange(width) % (_DASHES * scale) >= _DASH * scale] = 0.0
    return strengths


def _rgb(colour: str) -> np.uint32:
    return np.uint32(int(colour[1:7], 16))
