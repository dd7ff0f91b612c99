"""Maps filmed: computed whole before the first picture; balls move on the stage, their paths on the map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from gui.maps.filmed import Known, Making
from gui.maps.trail import paint_trail
from gui.model.edits import colour_of, shown_runs
from gui.recording.layout import Box
from gui.recording.map_board import MapBoard, Panel, count_of
from gui.recording.map_layout import MapCanvas
from gui.recording.map_trail import Trail
from gui.recording.plate import Plate, is_vector, rectangle
from gui.recording.replay import Replay
from gui.recording.scene import Asked
from gui.recording.stage_scene import StageScene
from gui.recording.surroundings import Surroundings

if TYPE_CHECKING:
    from gui.plots.chart import Chart
    from scenarios.resolving import Resolved

MOST_PATHS = 16
"""Particles of a run whose paths are drawn upon its map."""

_REACH = 8
"""Design pixels that a ball at a path's end reaches beyond it."""


class MapSurroundings(Surroundings):
    """What stands around stage and maps: headline and maps upon a ground of their own."""

    canvas: MapCanvas

    def __init__(self, scene: MapScene) -> None:
        super().__init__(scene.resolved, scene.canvas, scene.composition, 0)
        canvas, side = self.canvas, self.side.box if self.side is not None else None
        self.ground = canvas.ground(self.headline_box, side)
        self.edge = 0.0 if canvas.is_upright or canvas.wide else self.ground.right
        self.board = MapBoard(
            scene.resolved,
            scene.spec,
            canvas.room(self.headline_box, side),
            canvas.scale,
            scene.composition,
            scene.theme,
            Making(scene.asked.kernels, scene.known, scene.asked.cancel, scene.asked.ahead),
        )
        self.moving: list[Box] = []
        self._map = Plate(self.ground, canvas.scale, self._paint_map)

    def _make_veils(self, headline: object) -> list[Plate]:
        """The headline lies upon the maps' ground, and needs none."""
        return super()._make_veils(headline)[-1:]  # type: ignore[arg-type]

    @property
    def insets(self) -> tuple[float, float, float, float]:
        side = self.side.box if self.side is not None else None
        found = self.canvas.insets(self.ground, side)
        return tuple(round(inset * self.canvas.scale) for inset in found)  # type: ignore[return-value]

    @property
    def changing(self) -> list[Box]:
        return [*super().changing, *self.moving]

    def lay(self, painter: QPainter, *, vector: bool) -> None:
        if vector:
            self._map.paint(painter)
        else:
            self._map.lay(painter)
        super().lay(painter, vector=vector)

    def _paint_map(self, painter: QPainter) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(rectangle(self.ground), QColor(self.theme.window))
        painter.restore()
        self.board.paint(painter, 0)
        if not self.canvas.wide:
            self._paint_edge(painter)

    def _paint_edge(self, painter: QPainter) -> None:
        """A hair where the stage begins."""
        ground = self.ground
        painter.setPen(QPen(QColor(self.theme.line), 1.0))
        if self.canvas.is_upright:
            painter.drawLine(0, round(ground.bottom) - 1, round(ground.right), round(ground.bottom) - 1)
        else:
            painter.drawLine(round(ground.right) - 1, 0, round(ground.right) - 1, round(ground.bottom))


class MapScene(StageScene):
    """A scenario with maps, filmed; see `Scene`."""

    canvas: MapCanvas
    _around: MapSurroundings

    def __init__(self, asked: Asked) -> None:
        spec = asked.resolved.scenario.view.map
        assert spec is not None, "its view asks for one"
        self.spec = spec
        self.known: Known = {}
        self._nothing: list[Chart] = []
        super().__init__(replace(asked, canvas=MapCanvas.of(asked.canvas, count_of(spec), spec.wide)))

    def _surround(self) -> MapSurroundings:
        around = MapSurroundings(self)
        self._lay_trails(around)
        return around

    def become(self, resolved: Resolved, step: int) -> StageScene:
        spec = resolved.scenario.view.map
        assert spec is not None, "shots change numbers only"
        self.spec = spec
        return super().become(resolved, step)

    def boxes(self) -> dict[str, Box]:
        """Captions keep off a map beside the stage, as they keep off charts."""
        ground, found = self._around.ground, super().boxes()
        if not self.canvas.is_upright and not self.canvas.wide:
            return {**found, "charts": ground}
        return found

    def _charts(self) -> list[Chart]:
        """None: maps have their place."""
        return self._nothing

    # -- what moves upon the maps ------------------------------------------------------------------------

    def _paint_moment(self, painter: QPainter) -> None:
        for number, panel in enumerate(self._around.board.panels):
            if panel.run is None:
                continue
            painter.save()
            if is_vector(painter):
                self._paint_picture_over(painter, panel)
            else:
                plot, scale = panel.at.plot, self.canvas.scale
                painter.setClipRect(QRectF(plot.topLeft() * scale, plot.size() * scale))
                if number in self._trails:
                    self._trails[number].paint(painter, self.player.step)
                else:
                    painter.scale(scale, scale)
                    self._paint_over_map(painter, panel)
            painter.restore()
        super()._paint_moment(painter)

    def _paint_picture_over(self, painter: QPainter, panel: Panel) -> None:
        """As a picture: not all kinds of drawings cut lines off at a plot's edge."""
        scale, plot = self.canvas.scale, panel.at.plot
        size = (plot.size() * 2 * scale).toSize()
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        with QPainter(image) as over:
            over.scale(2 * scale, 2 * scale)
            over.translate(-plot.left(), -plot.top())
            self._paint_over_map(over, panel)
        painter.drawImage(QRectF(plot.topLeft() * scale, plot.size() * scale), image)

    def _paint_over_map(self, painter: QPainter, panel: Panel) -> None:
        """The paths up to now, or the cross where it moves, in design pixels."""
        board = self._around.board
        if board.is_turned:
            board.paint_cross(painter, panel, self.player.step)
        trace = self._trace(panel, board)
        for particle in range(trace.shape[1] if trace is not None else 0):
            points = board.points(panel, trace[:, particle])  # type: ignore[index]
            paint_trail(painter, points, self._colour(panel), self.theme)

    def _trace(self, panel: Panel, board: MapBoard) -> NDArray[np.floating] | None:
        """The paths that are drawn upon a map up to now, (frames, n, 2)."""
        if not board.is_plane or panel.run is None or not shown_runs(self.resolved)[panel.run]:
            return None
        trace = self.player.trace(panel.run)
        return None if trace is None else trace[:, :MOST_PATHS]

    def _colour(self, panel: Panel) -> str:
        return self.theme.run_colour(colour_of(self.resolved.scenario, panel.run or 0))

    def _lay_trails(self, around: MapSurroundings) -> None:
        """What will move upon the maps, and where."""
        board = around.board
        self._trails: dict[int, Trail] = {}
        for number, panel in enumerate(board.panels):
            if self._trace(panel, board) is None and not board.is_turned:
                continue
            box = panel.plot
            if isinstance(self.player, Replay) and panel.run is not None and board.is_plane:
                points = board.points(panel, self.player.whole(panel.run)[:, :MOST_PATHS])
                box = _around(points, box)
                scale = self.canvas.scale
                self._trails[number] = Trail(points, box, scale, self._colour(panel), self.theme)
            around.moving.append(box)

    def _paint_sight(self, painter: QPainter) -> None:
        """Only where the stage is seen."""
        if self.canvas.wide:
            return
        ground, scale = self._around.ground, self.canvas.scale
        width, height = self.canvas.pixels
        left, top = (0, ground.bottom * scale) if self.canvas.is_upright else (ground.right * scale, 0)
        painter.save()
        painter.setClipRect(QRectF(left, top, width - left, height - top))
        super()._paint_sight(painter)
        painter.restore()


def _around(points: NDArray[np.float64], plot: Box) -> Box:
    """The part of a plot that a path and the balls at its ends touch."""
    points = points.reshape(-1, 2)
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return plot
    corners = (plot.x, plot.y), (plot.right, plot.bottom)
    left, top = np.clip(points.min(axis=0) - _REACH, *corners).tolist()
    right, bottom = np.clip(points.max(axis=0) + _REACH, *corners).tolist()
    return Box(left, top, right - left, bottom - top) if right > left and bottom > top else plot
