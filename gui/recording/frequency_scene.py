"""Gain and phase over the frequency, filmed: what each run makes of sines. Turns alone change them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from engine.errors import RavineError
from gui.laboratory.measuring import wanted
from gui.model.edits import shown_runs
from gui.plots.frequency import frequency_lanes
from gui.plots.frequency_figure import FrequencyFigure
from gui.plots.lanes_figure import lowest, readable
from gui.plots.names import LANES, name
from gui.recording.formats import Frame
from gui.recording.headline import headline_over_lanes
from gui.recording.scene import Asked, Scene
from gui.recording.signal_scene import side_panel
from gui.recording.surroundings import paint_watermark

if TYPE_CHECKING:
    from engine.response import Response
    from scenarios.resolving import Resolved, ResolvedRun
    from scenarios.schema import Turns


_LANES = 4


class FrequencyScene(Scene):
    """A scenario whose view is that of frequencies; see `Scene`."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        resolved, canvas, composition = asked.resolved, asked.canvas, asked.composition
        self._side = side_panel(resolved, canvas, composition)
        side = self._side.box if self._side else None
        self._headline, self._box = headline_over_lanes(
            resolved.scenario, composition, canvas, side, lowest(_LANES)
        )
        self._turns = sorted({turn.step for turns in _turns(resolved) for turn in turns})
        self._at = 0
        self._figure = self._drawn(self._at)
        self._frame: Frame | None = None

    def go(self, step: int) -> None:
        """Every moment from one turn to the next looks the same."""
        at = max((turn for turn in self._turns if turn <= step), default=0)
        if at != self._at:
            self._at, self._frame = at, None
            self._figure = self._drawn(at)

    def _drawn(self, step: int) -> FrequencyFigure | None:
        """What is made of sines with the numbers that are at work after `step` steps; None by no run."""
        resolved, scale, language = self.resolved, self.canvas.scale, self.composition.language
        shown = shown_runs(resolved)
        found = [_measured(resolved, run, step) if shown[k] else None for k, run in enumerate(resolved.runs)]
        first = next((each for each in found if each is not None), None)
        if first is None:
            return None
        figure = FrequencyFigure()
        figure.called = name(LANES, "frequency", language)
        figure.resize(self._box.width * scale, self._box.height * scale, scale)
        lanes = frequency_lanes(resolved, found, self.theme, language, shown)
        figure.show_frequencies(lanes[: readable(self._box.height)], first.frequencies, self.theme)
        return figure

    def paint(self) -> Frame:
        if self._frame is None:
            self._frame = np.empty(self.canvas.pixels[::-1], np.uint32)
            height, width = self._frame.shape
            image = QImage(self._frame.data, width, height, 4 * width, QImage.Format.Format_RGB32)
            with QPainter(image) as painter:
                self._paint(painter)
        if self.over is None:
            return self._frame
        return self._painted_over(self._frame)

    def _painted_over(self, still: Frame) -> Frame:
        """With what comes and goes upon it."""
        frame = still.copy()
        height, width = frame.shape
        image = QImage(frame.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            self.over(painter)  # type: ignore[misc]
        return frame

    def draw(self, painter: QPainter) -> None:
        painter.save()
        self._paint(painter)
        painter.restore()
        if self.over is not None:
            self.over(painter)

    def _paint(self, painter: QPainter) -> None:
        scale = self.canvas.scale
        painter.fillRect(0, 0, *self.canvas.pixels, QColor(self.theme.window))
        if self._figure is not None:
            self._figure.render(painter, QPointF(self._box.x, self._box.y) * scale)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(scale, scale)
        self._headline.paint(painter, self.theme)
        if self._side is not None:
            self._side.paint(painter)
        paint_watermark(painter, self.canvas, self.composition, self.theme.muted)


def _measured(resolved: Resolved, run: ResolvedRun, step: int) -> Response | None:
    """What a run makes of sines; None where that cannot be measured."""
    try:
        return wanted(resolved, run, step).measured()
    except RavineError:
        return None


def _turns(resolved: Resolved) -> Iterator[Turns]:
    yield resolved.scenario.field.turns
    for run in resolved.runs:
        yield run.turns
