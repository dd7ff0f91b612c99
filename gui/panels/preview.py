"""What an entry looks like, small: a landscape's colours and contour lines, the curve of a signal."""

from __future__ import annotations

import contextlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.entries import Curve, Entry, Landscape, Schedule
from engine.entries import Signal as SignalEntry
from gui.stage.colours import StageColours, ramp_table, rgb
from gui.stage.tone import ENTRIES, tone_of
from gui.theme import RADIUS_SMALL, current_theme

_SIZE = (272, 168)
_POINTS = 600
_WIDTH = 1.1
"""Of contour lines, in pixels."""


@lru_cache(maxsize=64)
def landscape_image(landscape: Landscape, colours: StageColours) -> QImage:
    """The landscape over its domain at its default parameters."""
    wide, high = _SIZE
    x0, x1, y0, y1 = landscape.domain
    x = np.linspace(x0, x1, wide)[None, :]
    y = np.linspace(y1, y0, high)[:, None]
    with np.errstate(all="ignore"):
        heights = np.asarray(landscape.value(x, y), np.float64)
    return _image(_painted(heights, colours, landscape.log_height))


def _painted(heights: NDArray[np.float64], colours: StageColours, log: bool) -> NDArray[np.uint8]:
    finite = np.isfinite(heights)
    known = heights[finite]
    if not known.size:
        return np.broadcast_to(np.array(rgb(colours.empty), np.uint8), (*heights.shape, 3)).copy()
    tone = tone_of(known, known, 1.0, float(known.min()), log)
    filled = np.where(finite, heights, known.max()) - tone.base
    logarithm = np.log10(np.maximum(filled, 1e-300))
    u = np.clip((logarithm if tone.log else filled) - tone.low, 0, tone.high - tone.low)
    place = tone.table[(u / (tone.high - tone.low) * (ENTRIES - 1)).astype(int)]
    ramp = ramp_table(colours.ramp)
    picture = ramp[np.clip(place * (len(ramp) - 1), 0, len(ramp) - 1).astype(int)]
    lines = (logarithm if tone.contour_log else filled) * tone.contour_scale + tone.contour_offset
    slope = np.hypot(*np.gradient(lines))
    from_line = np.abs(lines - np.round(lines)) / np.maximum(slope, 1e-9)
    calm = np.clip(2 - 4 * slope, 0, 1)  # where lines would run into each other there are none
    share = (np.clip(_WIDTH - from_line, 0, 1) * calm * finite)[..., None] * colours.contour_strength
    picture = picture * (1 - share) + np.array(rgb(colours.contour)) * share
    picture = np.where(finite[..., None], picture, np.array(rgb(colours.empty)))
    return np.ascontiguousarray(picture.clip(0, 255).astype(np.uint8))


def _image(pixels: NDArray[np.uint8]) -> QImage:
    high, wide, _ = pixels.shape
    return QImage(pixels.tobytes(), wide, high, 3 * wide, QImage.Format.Format_RGB888).copy()


class _Easel(QObject):
    """Tells the thread of the widgets that a picture is painted."""

    painted = Signal(object, object, QImage)


class Preview(QWidget):
    """Shows a landscape, a signal or a schedule; takes no room for anything else.

    A landscape takes a frame's time to paint, so that is done on another thread; until it is there the ground
    is empty.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._image: tuple[Entry, StageColours, QImage] | None = None
        self._asked: tuple[Entry, StageColours] | None = None
        self._easel = _Easel()
        self._easel.painted.connect(self._take)
        self._curve: NDArray[np.floating] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(272, 168 if isinstance(self._entry, Landscape) else 96)

    def show_entry(self, entry: Entry | None) -> None:
        self._entry = entry
        self._curve = None
        if isinstance(entry, SignalEntry):
            self._curve = entry.gradient(np.linspace(1, entry.epochs, _POINTS))
        elif isinstance(entry, Curve):
            self._curve = entry.value(np.linspace(*entry.span, _POINTS))
        elif isinstance(entry, Schedule):
            self._curve = entry.factor(np.linspace(1, 400, _POINTS), 400)
        self.setVisible(isinstance(entry, Landscape) or self._curve is not None)
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        whole = QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            clip = QPainterPath()
            clip.addRoundedRect(whole, RADIUS_SMALL, RADIUS_SMALL)
            painter.setClipPath(clip)
            if isinstance(self._entry, Landscape):
                image = self._landscape(self._entry, colours.stage)
                painter.fillRect(whole, QColor(colours.stage.empty))
                if image is not None:
                    painter.drawImage(whole, image)
            elif self._curve is not None:
                painter.fillRect(whole, QColor(colours.field))
                self._paint_curve(painter, self._curve, whole.adjusted(12, 12, -12, -12))

    @property
    def is_painted(self) -> bool:
        """Whether what is shown is all that there is to show."""
        colours = current_theme().stage
        return not isinstance(self._entry, Landscape) or self._landscape(self._entry, colours) is not None

    def _landscape(self, landscape: Landscape, colours: StageColours) -> QImage | None:
        if self._image is not None and self._image[0] is landscape and self._image[1] is colours:
            return self._image[2]
        if self._asked != (landscape, colours):
            self._asked = (landscape, colours)
            easel = self._easel
            QThreadPool.globalInstance().start(lambda: _paint(easel, landscape, colours))
        return None

    def _take(self, landscape: Entry, colours: StageColours, image: QImage) -> None:
        if self._asked == (landscape, colours):
            self._asked = None
            self._image = (landscape, colours, image)
            self.update()

    def _paint_curve(self, painter: QPainter, curve: NDArray[np.floating], room: QRectF) -> None:
        colours = current_theme()
        known = curve[np.isfinite(curve)]
        low, high = float(known.min(initial=0.0)), float(known.max(initial=0.0))
        span = max(high - low, 1e-12)
        zero = room.bottom() + low / span * room.height()
        painter.setPen(QPen(QColor(colours.line), 1.0))
        painter.drawLine(QPointF(room.left(), zero), QPointF(room.right(), zero))
        x = np.linspace(room.left(), room.right(), len(curve))
        with np.errstate(all="ignore"):
            y = room.bottom() - (curve - low) / span * room.height()
        drawn = np.isfinite(y)
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(a, b) for a, b in zip(x[drawn], y[drawn], strict=True)]))


def _paint(easel: _Easel, landscape: Landscape, colours: StageColours) -> None:
    image = landscape_image(landscape, colours)
    with contextlib.suppress(RuntimeError):  # the window may have gone meanwhile
        easel.painted.emit(landscape, colours, image)
