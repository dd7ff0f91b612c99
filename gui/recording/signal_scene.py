"""The laboratory filmed: lanes on one time axis, a curve with balls above them, or gain and phase."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from gui.laboratory.rolling import balls_at, outline
from gui.model.edits import shown_runs
from gui.player.signal import SignalPlayer
from gui.plots.curve_figure import CurveFigure
from gui.plots.lane_building import build_lanes
from gui.plots.lanes_figure import LanesFigure, lowest, readable
from gui.recording.composition import Composition
from gui.recording.formats import Frame
from gui.recording.headline import headline_over_lanes
from gui.recording.layout import MARGIN, Box, Canvas
from gui.recording.rule_text import rule_text, run_rows
from gui.recording.scene import Asked, Scene
from gui.recording.side_panel import SidePanel
from gui.recording.surroundings import paint_watermark
from gui.recording.words import words
from gui.theme.colours import theme as theme_of

if TYPE_CHECKING:
    from gui.plots.lanes import Lane
    from scenarios.resolving import Resolved

_RING = 2
_HILL = 0.42
"""Of the height, for the curve."""
_FORMULAS = "f(x)", "∫ g", "f′(x) = g(x)"


class SignalScene(Scene):
    """A scenario on a signal or on a curve, filmed; see `Scene`.

    The whole figure is drawn twice, once faintly: a frame is one up to the cursor and the other behind it.
    """

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        resolved, canvas, composition = asked.resolved, asked.canvas, asked.composition
        self._total = resolved.scenario.playback.steps
        player = SignalPlayer(resolved, asked.kernels)
        while player.is_busy:
            player.compute(1.0)
        self._columns = player.columns()
        self._side = side_panel(resolved, canvas, composition)
        self._hill: CurveFigure | None = None
        self._make_figures(self._lanes())
        self._faint, self._full = (self._picture(played) for played in (0.0, float(self._total)))
        self._frames = [np.empty(canvas.pixels[::-1], np.uint32) for _ in range(_RING)]
        self._painted = 0
        self._step = 0

    def _lanes(self) -> list[Lane]:
        """Those in which something is drawn: nobody can make a hidden run seen in a film."""
        resolved, language = self.resolved, self.composition.language
        lanes = build_lanes(resolved, self._columns, self.theme, language, shown_runs(resolved))
        return [lane for lane in lanes if lane.curves]

    def _make_figures(self, lanes: Sequence[Lane]) -> None:
        """The headline, the lanes that can be read under it, and above them the curve if there is one."""
        canvas, scale, least = self.canvas, self.canvas.scale, lowest(len(lanes))
        if self.resolved.is_curve:
            least = (least + MARGIN) / (1 - _HILL)
        side = self._side.box if self._side else None
        self._headline, box = headline_over_lanes(
            self.resolved.scenario, self.composition, canvas, side, least
        )
        if self.resolved.is_curve:
            above = Box(box.x, box.y, box.width, _HILL * box.height)
            box = Box(box.x, above.bottom + MARGIN, box.width, box.bottom - above.bottom - MARGIN)
            self._hill = CurveFigure()
            self._hill.resize(above.width * scale, above.height * scale, scale)
            height, slope, note = _FORMULAS
            by_slope = self.resolved.field.by_slope  # type: ignore[union-attr]
            name, told = (slope, note) if by_slope else (height, "")
            self._hill.show_curve(*outline(self.resolved), name, told, self.theme)
            self._hill_corner = QPoint(round(above.x * scale), round(above.y * scale))
        self._corner = QPoint(round(box.x * scale), round(box.y * scale))
        self._figure = LanesFigure()
        self._figure.resize(box.width * scale, box.height * scale, scale)
        self._figure.show_lanes(lanes[: readable(box.height)], self._total, self.theme)

    def _picture(self, played: float) -> QImage:
        image = QImage(*self.canvas.pixels, QImage.Format.Format_RGB32)
        image.fill(QColor(self.theme.window))
        with QPainter(image) as painter:
            self._figure.set_played(played, cursor=False)
            self._figure.render(painter, self._corner)
            self._paint_around(painter)
        return image

    def _paint_around(self, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(self.canvas.scale, self.canvas.scale)
        self._headline.paint(painter, self.theme)
        if self._side is not None:
            self._side.paint(painter)
        paint_watermark(painter, self.canvas, self.composition, self.theme.muted)
        painter.restore()

    def go(self, step: int) -> None:
        self._step = min(step, self._total)

    def paint(self) -> Frame:
        frame = self._frames[self._painted % _RING]
        self._painted += 1
        height, width = frame.shape
        image = QImage(frame.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        cursor = self._corner.x() + self._figure.px(float(self._step))
        reached = round(cursor)
        with QPainter(image) as painter:
            painter.drawImage(QPoint(0, 0), self._full, QRect(0, 0, reached, height))
            painter.drawImage(QPoint(reached, 0), self._faint, QRect(reached, 0, width - reached, height))
            self._paint_hill(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._figure.draw_cursor(painter, cursor, self._corner.y())
            if self.over is not None:
                self.over(painter)
        return frame

    def _paint_hill(self, painter: QPainter) -> None:
        if self._hill is not None:
            shown = shown_runs(self.resolved)
            self._hill.show_balls(balls_at(self.resolved, self._columns, self.theme, self._step, shown))
            self._hill.render(painter, self._hill_corner)

    def draw(self, painter: QPainter) -> None:
        """The moment as a drawing, in pixels; text stays text."""
        painter.fillRect(0, 0, *self.canvas.pixels, QColor(self.theme.window))
        self._figure.set_played(float(self._step), cursor=False)
        self._figure.render(painter, self._corner)
        place = self._corner.x() + self._figure.px(float(self._step))
        self._figure.draw_cursor(painter, place, self._corner.y())
        self._paint_hill(painter)
        self._paint_around(painter)
        if self.over is not None:
            self.over(painter)


def side_panel(resolved: Resolved, canvas: Canvas, composition: Composition) -> SidePanel | None:
    """The runs and their rule; None where there is no room, or neither is wanted."""
    shows_rule = composition.formula and canvas.has_charts
    if not canvas.has_side or not (composition.legend or shows_rule):
        return None
    said, theme, language = words(composition.language), theme_of(composition.theme), composition.language
    rows = run_rows(resolved, theme, language) if composition.legend else []
    rule = rule_text(resolved, theme, language) if shows_rule else None
    return SidePanel(canvas, theme, said["runs"], rows, rule, said["more"], remarks=False)
