"""What the optimizer sees at one ball: arrows, the look-ahead, the scaling of coordinates, the learning rate.

Arrows point where a part of the rule pulls the ball: against the gradient (−g), along its inertia (−v or
−m) and along the coming step (Δθ). The step is drawn to true scale: its tip is where the ball will be. Where
it is too short to be seen it is drawn larger by a round factor, which its label says; the inertia and the
look-ahead share that factor. Gradients have another unit than the plane: their arrows grow with the
logarithm of |g|, by sixteen pixels a decade around 64 pixels at |g| = 1, so that they can be seen at any
zoom. The inertia is as long as the step that it would make alone. The ellipse's axes are the learning rates
of the coordinates, one over the other: a circle says that the rule scales nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from engine.language.symbols import unicode_symbol
from gui.model.numbers import format_number
from gui.model.probe import Look, Probe, Vector
from gui.stage.arrows import draw_arrow
from gui.stage.lettering import Labels, fineness, lay, lettered, text_size
from gui.stage.selection import FAR
from gui.theme.colours import Theme
from gui.theme.metrics import BODY, SMALL

ToPixel = Callable[[float, float], tuple[float, float]]
Tangents = Callable[[float, float], tuple[tuple[float, float], tuple[float, float]]]

OVERLAYS = ("gradient", "momentum", "step", "look_ahead", "scaling", "rate")

BALL = 8.0  # arrows begin so far from the middle of a head
LEAST, _SHORTEST = 24.0, 1e-290  # of an arrow to true scale, and of any
MOST = 180.0  # of an arrow that is not the step
ELLIPSE = 46.0  # the ellipse's larger half axis
_AROUND = 72  # corners of an ellipse


@np.errstate(all="ignore")
def paint_overlay(
    painter: QPainter,
    probe: Probe,
    to_pixel: ToPixel,
    theme: Theme,
    colour: str,
    scale: float,
    shown: Collection[str],
    tangents: Tangents | None = None,
) -> None:
    """Draws what is named in `shown` (`OVERLAYS`) at the head of a probed ball.

    to_pixel: from the plane to the painter's units, of which `scale` make a design pixel. colour: the run's.
    tangents: what a unit along x and one along y are there, in the painter's units; needed on a relief.
    """
    if probe.gone or len(probe.theta) != 2:
        return
    head = _point(to_pixel, probe.theta)
    if head is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    sketch = _Sketch(painter, probe, head, to_pixel, theme, scale, tangents)
    for name in ("scaling", "look_ahead", "gradient", "momentum", "step"):
        if name in shown:
            getattr(sketch, name)()
    sketch.finish(colour if "rate" in shown else None)
    painter.restore()


def gradient_length(size: float) -> float:
    """Of an arrow for a gradient of this size, in design pixels; 0 for none."""
    if not size > 0:
        return 0.0
    return min(max(64.0 + 16.0 * math.log10(size), 32.0), 128.0)


def magnification(pixels: float) -> float:
    """1, or the round factor that makes a step of so many pixels long enough to be seen."""
    if not _SHORTEST < pixels < LEAST:
        return 1.0
    wanted = LEAST / pixels
    power = 10.0 ** math.floor(math.log10(wanted))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= wanted * (1 - 1e-9))


def _point(to_pixel: ToPixel, place: Vector) -> QPointF | None:
    if not np.isfinite(place).all():
        return None
    x, y = to_pixel(float(place[0]), float(place[1]))
    return QPointF(x, y) if abs(x) < FAR and abs(y) < FAR else None


class _Sketch:
    """One ball's overlay while it is drawn. Texts come last, over all arrows."""

    def __init__(
        self,
        painter: QPainter,
        probe: Probe,
        head: QPointF,
        to_pixel: ToPixel,
        theme: Theme,
        scale: float,
        tangents: Tangents | None,
    ) -> None:
        self.painter, self.probe, self.head, self.theme, self.scale = painter, probe, head, theme, scale
        self.to_pixel, self.is_flat = to_pixel, tangents is None
        if tangents is None:
            (x0, y0), (x1, y1) = to_pixel(0.0, 0.0), to_pixel(1.0, 1.0)
            self.across, self.up = QPointF(x1 - x0, 0.0), QPointF(0.0, y1 - y0)
        else:
            theta = probe.theta
            self.across, self.up = (QPointF(*way) for way in tangents(float(theta[0]), float(theta[1])))
        self.per_unit = max(math.hypot(*way.toTuple()) for way in (self.across, self.up)) or 1.0
        step = self._pixels(probe.move)
        self.factor = magnification(math.hypot(step.x(), step.y()) / scale)
        self.labels = Labels(scale)
        r = BALL * scale
        self.labels.take(QRectF(head.x() - r, head.y() - r, 2 * r, 2 * r))
        self.reach = BALL * scale
        self.arrows: list[tuple[float, QPointF, QPointF, str, float, bool]] = []
        self.texts: list[tuple[str, str, QPointF, QPointF]] = []

    # -- parts -------------------------------------------------------------------------------------------

    def gradient(self) -> None:
        # g is what the rule sees; where it looks elsewhere, this is the landscape's own gradient
        label = "−g" if self.probe.looks_here or not self.probe.looks else "−∇J"
        self._pull(self.head, self.probe.gradient, label, 2.2)

    def momentum(self) -> None:
        probe = self.probe
        if probe.momentum is None:
            return
        push = self._pixels(-probe.inertia * probe.momentum) * self.factor
        length = math.hypot(push.x(), push.y())
        if not 0 < length < math.inf:
            return
        long = min(max(length, LEAST * self.scale), MOST * self.scale)
        self._arrow(
            self.head, push * (long / length), self.theme.overlay.momentum, 2.2,
            "−" + unicode_symbol(probe.memory), dashed=True,
        )  # fmt: skip

    def step(self) -> None:
        way = self._way_to(self.probe.move * self.factor)
        length = math.hypot(way.x(), way.y())
        if not 0 < length < math.inf:
            return
        # what lies far outside need not be drawn to its end
        way *= min(1.0, FAR / length)
        label = "Δθ" if self.factor == 1 else f"Δθ ×{format_number(self.factor)}"
        self._arrow(self.head, way, self.theme.overlay.step, 3.0, label)

    def look_ahead(self) -> None:
        looks = self.probe.looks
        for number, look in enumerate(looks, 1):
            self._look(look, f"−g{_below(number)}" if len(looks) > 1 else "−g")

    def _look(self, look: Look, label: str) -> None:
        way = self._way_to((look.position - self.probe.theta) * self.factor)
        if not math.hypot(way.x(), way.y()) < FAR:
            return
        ring, s = self.head + way, self.scale
        for tint, width in ((self.theme.overlay.halo, 4.0), (self.theme.overlay.gradient, 1.8)):
            pen = QPen(QColor(tint), width * s)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            dots = QPen(pen)
            dots.setDashPattern([0.01, 5.0 / width])
            self.painter.setPen(dots)
            self.painter.drawLine(self.head, ring)
            self.painter.setPen(pen)
            self.painter.drawEllipse(ring, 4.5 * s, 4.5 * s)
        self._pull(ring, look.gradient, label, 1.8, 0.8)

    def scaling(self) -> None:
        rates = self.probe.scaling
        if rates is None or not 0 < rates.max() < math.inf:
            return
        across, up = (max(float(r), 0.04) * ELLIPSE * self.scale for r in rates / rates.max())
        painter, ink = self.painter, QColor(self.theme.overlay.scaling)
        ground = QColor(ink)
        ground.setAlphaF(0.09)
        halo = QColor(self.theme.overlay.halo)
        halo.setAlphaF(0.5)
        for pen, brush in ((QPen(halo, 3.6 * self.scale), ground), (QPen(ink, 1.5 * self.scale), None)):
            painter.setPen(pen)
            painter.setBrush(brush if brush is not None else Qt.BrushStyle.NoBrush)
            painter.drawPolygon(self._ellipse(across, up))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self.reach = max(self.reach, up)
        symbol = unicode_symbol(self.probe.divisor) if self.probe.divisor else ""
        text = f"1/√{symbol}" if self.probe.rooted else f"1/{symbol}"
        if symbol:
            side = self.across * (across / self.per_unit) if across >= up else self.up * (up / self.per_unit)
            self._say(text, self.theme.overlay.scaling, self.head + side, side)

    def finish(self, colour: str | None) -> None:
        """Draws arrows, then texts; with a colour, the learning rate as well."""
        # the longest first, so that none hides under one that points the same way
        for _, start, tip, ink, width, dashed in sorted(self.arrows, key=lambda a: -a[0]):
            draw_arrow(self.painter, start, tip, ink, self.theme.overlay.halo, width * self.scale, dashed)
        fine = fineness(self.painter) * self.scale
        for text, ink, tip, along in reversed(self.texts):
            image = lettered(text, ink, self.theme.overlay.halo, BODY, True, fine)
            self.labels.put(self.painter, image, tip, along)
        if colour is not None and self.probe.rate is not None:
            self._rate(self.probe.rate, colour, fine)

    def _rate(self, rate: float, colour: str, fine: float) -> None:
        """The learning rate, and as a bar what the schedule leaves of it."""
        s, halo = self.scale, self.theme.overlay.halo
        text = lettered(
            f"η = {format_number(float(f'{rate:.3g}'))}", self.theme.on_stage, halo, SMALL, True, fine
        )
        letters, high = text_size(text)
        wide = max(letters, 48.0)
        box = self.labels.room(wide * s, (high + 8) * s, self._corners(wide * s, (high + 8) * s))
        painter = self.painter
        painter.translate(box.topLeft())
        painter.scale(s, s)
        lay(painter, text, (wide - letters) / 2, 0.0)
        track = QColor(halo)
        track.setAlphaF(0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(track)
        painter.drawRoundedRect(QRectF(-1, high + 1, wide + 2, 5), 2.5, 2.5)
        painter.setBrush(QColor(colour))
        share = min(max(self.probe.factor, 0.0), 1.0)
        painter.drawRoundedRect(QRectF(0, high + 2, wide * share, 3), 1.5, 1.5)

    def _corners(self, wide: float, high: float) -> list[QPointF]:
        """Where the learning rate may stand: below the ball, above it, beside it."""
        x, y, away = self.head.x(), self.head.y(), self.reach + 10 * self.scale
        found = []
        for more in (1.0, 1.8):
            d = away * more
            found += [
                QPointF(x - wide / 2, y + d),
                QPointF(x - wide / 2, y - d - high),
                QPointF(x + d, y - high / 2),
                QPointF(x - d - wide, y - high / 2),
            ]
        return found

    # -- how parts are drawn -----------------------------------------------------------------------------

    def _pixels(self, displacement: Vector) -> QPointF:
        """A displacement in the plane, in the painter's units; none where it is not finite."""
        if not np.isfinite(displacement).all():
            return QPointF()
        return self.across * float(displacement[0]) + self.up * float(displacement[1])

    def _way_to(self, displacement: Vector) -> QPointF:
        """From the head to a point so far away; on a relief to the ground there, if there is any."""
        if not self.is_flat:
            there = _point(self.to_pixel, self.probe.theta + displacement)
            if there is not None:
                return there - self.head
        return self._pixels(displacement)

    def _ellipse(self, across: float, up: float) -> QPolygonF:
        """Around the head, lying on the ground."""
        a, b = self.across * (across / self.per_unit), self.up * (up / self.per_unit)
        turns = [2 * math.pi * k / _AROUND for k in range(_AROUND)]
        return QPolygonF([self.head + a * math.cos(t) + b * math.sin(t) for t in turns])

    def _pull(self, place: QPointF, gradient: Vector, label: str, width: float, share: float = 1.0) -> None:
        if not np.isfinite(gradient).all():
            return
        size = math.hypot(*gradient.tolist())
        long = gradient_length(size) * self.scale * share
        if long and size < math.inf:
            way = self._pixels(-gradient / size) * (long / self.per_unit)
            self._arrow(place, way, self.theme.overlay.gradient, width, label)

    def _arrow(
        self, start: QPointF, way: QPointF, colour: str, width: float, label: str, dashed: bool = False
    ) -> None:
        length = math.hypot(way.x(), way.y())
        if not _SHORTEST < length < math.inf:
            return
        along = way / length
        begin = min(BALL * self.scale, length / 3)
        self.arrows.append((length, start + along * begin, start + way, colour, width, dashed))
        self.labels.take_line(start, start + way)
        self._say(label, colour, start + way, along)

    def _say(self, text: str, colour: str, tip: QPointF, along: QPointF) -> None:
        size = math.hypot(along.x(), along.y())
        self.texts.append((text, colour, tip, along / size if size else QPointF(1, 0)))


def _below(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))
