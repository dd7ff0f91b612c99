"""Networks filmed: all of them are trained first, and the film walks through what they learnt."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from engine.errors import Cancelled
from engine.phrase import Phrase
from gui.model.edits import shown_runs
from gui.player.network import NetworkPlayer
from gui.plots.chart_figure import ChartsFigure
from gui.recording.formats import Frame
from gui.recording.headline import headline_over_lanes
from gui.recording.layout import FOOT, MARGIN
from gui.recording.scene import Asked, Scene
from gui.recording.signal_scene import side_panel
from gui.recording.surroundings import paint_watermark
from gui.stage import raster as stage_raster
from gui.theme import SMALL, font
from gui.training import raster
from gui.training.board import Look, paint_board
from gui.training.charts import learning_charts
from gui.training.drawing import LearningPicture
from gui.training.layout import LOWEST, NOTED, places_in
from gui.training.words import words

_RING = 2


class NetworkScene(Scene):
    """A scenario of networks, filmed; see `Scene`. The first network of the first run that is shown is
    looked at closely."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        if asked.kernels != "numpy":
            raster.wait()
        stage_raster.wait()
        self._player = NetworkPlayer(self.resolved, asked.kernels)
        self._train()
        shown = shown_runs(self.resolved)
        self._selected = (shown.index(True) if any(shown) else 0, 0)
        self._side = side_panel(self.resolved, self.canvas, self.composition)
        self._lay_out()
        self._frames = [np.empty(self.canvas.pixels[::-1], np.uint32) for _ in range(_RING)]
        self._painted = 0

    def _train(self) -> None:
        """All networks, to the end. Raises Cancelled."""
        asked = self.asked
        while (share := self._player.progress) is not None:
            if asked.cancel is not None and asked.cancel.is_set():
                raise Cancelled(Phrase("the recording was stopped"))
            if asked.ahead is not None:
                asked.ahead(share)
            self._player.compute(1.0)

    def _lay_out(self) -> None:
        """Where everything lies, in pixels, and the pictures of that size."""
        scale, side = self.canvas.scale, self._side.box if self._side else None
        self._headline, box = headline_over_lanes(
            self.resolved.scenario, self.composition, self.canvas, side, LOWEST + FOOT
        )
        high = box.height - FOOT
        area = QRectF(box.x * scale, box.y * scale, box.width * scale, high * scale)
        self._places = places_in(area, scale, has_charts=high >= LOWEST)
        self._picture = LearningPicture()
        self._picture.set_theme(self.composition.theme)
        sizes = [
            (max(int(pane.width()), 16), max(int(pane.height()), 16))
            for pane in (self._places.boundary, self._places.plane)
        ]
        self._picture.set_panes(sizes[0], sizes[1], scale)
        while self._picture.is_due(self._player, self._selected):
            self._picture.tick(self._player, self._selected)
        self._lay_charts(scale)

    def _lay_charts(self, scale: float) -> None:
        self._charts: dict[str, ChartsFigure] = {}
        if not self._places.charts:
            return
        charts = learning_charts(
            self.resolved, self._player.columns(), self.theme, self.composition.language,
            shown_runs(self.resolved), self._selected[0], self._places.charts["loss"].width() > NOTED * scale,
        )  # fmt: skip
        for name, place in self._places.charts.items():
            figure = self._charts[name] = ChartsFigure()
            figure.show_charts(
                [charts[name]], self.theme, place.width(), place.height(), place.height(), scale
            )

    def go(self, step: int) -> None:
        self._player.seek(step)

    def paint(self) -> Frame:
        frame = self._frames[self._painted % _RING]
        self._painted += 1
        height, width = frame.shape
        image = QImage(frame.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            self._paint(painter)
        return frame

    def draw(self, painter: QPainter) -> None:
        """The moment as a drawing, in pixels; text stays text, the two pictures are pictures."""
        self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme, language = self.theme, self.composition.language
        painter.fillRect(0, 0, *self.canvas.pixels, QColor(theme.window))
        told = self._picture.compose(self._player, self._selected)
        paint_board(painter, self._places, told, self.resolved, Look(theme, language, self.canvas.scale))
        for name, figure in self._charts.items():
            figure.set_played(float(self._player.step))
            figure.render(painter, self._places.charts[name].topLeft())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.scale(self.canvas.scale, self.canvas.scale)
        self._headline.paint(painter, theme)
        if self._side is not None:
            self._side.paint(painter)
        self._paint_epoch(painter)
        paint_watermark(painter, self.canvas, self.composition, theme.muted)
        painter.restore()
        if self.over is not None:
            self.over(painter)

    def _paint_epoch(self, painter: QPainter) -> None:
        painter.setFont(font(SMALL))
        painter.setPen(QColor(self.theme.muted))
        text = words(self.composition.language)["epoch"].format(self._player.step, self._player.total)
        painter.drawText(QPointF(MARGIN, self.canvas.height - MARGIN + 4), text)
