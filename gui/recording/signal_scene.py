"""Runs under a signal: lanes on one time axis with a cursor walking through them, and the side panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from gui.model.edits import shown_runs
from gui.player.signal import SignalPlayer
from gui.plots.lane_building import build_lanes
from gui.plots.lanes_figure import LanesFigure
from gui.recording.formats import Frame
from gui.recording.headline import Headline
from gui.recording.layout import Canvas
from gui.recording.rule_text import rule_text, run_rows
from gui.recording.side_panel import SidePanel
from gui.recording.words import words
from gui.theme.colours import Theme

if TYPE_CHECKING:
    from scenarios.building import Kernels
    from scenarios.resolving import Resolved

_RING = 2


class SignalScene:
    """A scenario on a signal, filmed; see `Scene`.

    The whole figure is drawn twice, once faintly: a frame is one up to the cursor and the other behind it.
    """

    def __init__(
        self, resolved: Resolved, canvas: Canvas, theme: Theme, language: str, kernels: Kernels
    ) -> None:
        self._canvas = canvas
        self._total = resolved.scenario.playback.steps
        player = SignalPlayer(resolved, kernels)
        while player.is_busy:
            player.compute(1.0)
        lanes = build_lanes(resolved, player.columns(), theme, language, shown_runs(resolved))
        side = _side(resolved, canvas, theme, language)
        scenario = resolved.scenario
        headline = Headline(
            scenario.title.get(language),
            scenario.caption.get(language),
            canvas.headline(side.box if side else None),
        )
        box = canvas.lanes(headline.box.bottom, side.box if side else None)
        scale = canvas.scale
        self._corner = QPoint(round(box.x * scale), round(box.y * scale))
        self._figure = LanesFigure()
        self._figure.resize(box.width * scale, box.height * scale, scale)
        self._figure.show_lanes(lanes, self._total, theme)
        self._faint, self._full = _blank(canvas), _blank(canvas)
        for image, played in ((self._faint, 0.0), (self._full, float(self._total))):
            image.fill(QColor(theme.window))
            with QPainter(image) as painter:
                self._figure.set_played(played, cursor=False)
                self._figure.render(painter, self._corner)
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.scale(scale, scale)
                headline.paint(painter, theme)
                if side is not None:
                    side.paint(painter)
        self._frames = [np.empty(canvas.pixels[::-1], np.uint32) for _ in range(_RING)]
        self._painted = 0
        self._step = 0

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
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._figure.draw_cursor(painter, cursor, self._corner.y())
        return frame


def _side(resolved: Resolved, canvas: Canvas, theme: Theme, language: str) -> SidePanel | None:
    if not canvas.has_side:
        return None
    said = words(language)
    rows = run_rows(resolved, theme, language)
    rule = rule_text(resolved, theme, language) if canvas.has_charts else None
    return SidePanel(canvas, theme, said["runs"], rows, rule, said["more"], remarks=False)


def _blank(canvas: Canvas) -> QImage:
    return QImage(*canvas.pixels, QImage.Format.Format_RGB32)
