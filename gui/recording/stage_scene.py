"""Runs on a landscape: the stage from edge to edge, as plan or as relief, and what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage, QPainter

from gui.model.edits import colour_of, shown_runs
from gui.model.numbers import format_loss
from gui.model.view import Mapping
from gui.player.probe import make_probe
from gui.player.stage import StagePlayer
from gui.plots.build import build_charts
from gui.recording.foresight import Foresight
from gui.recording.formats import Frame
from gui.recording.layout import MARGIN, Box
from gui.recording.plate import Plate, rectangle
from gui.recording.scene import Asked, Scene
from gui.recording.surroundings import Surroundings
from gui.recording.words import words
from gui.relief import raster as relief_raster
from gui.relief.axes import paint_relief_axes
from gui.relief.picture import ReliefPicture
from gui.stage import raster
from gui.stage.axes import paint_axes
from gui.stage.looks import run_looks
from gui.stage.overlay import Tangents, paint_overlay
from gui.stage.picture import StagePicture
from gui.stage.swarms import FADE

if TYPE_CHECKING:
    from scenarios.resolving import Resolved
    from scenarios.schema import Camera, Rectangle

_WINDOW_FPS = 60
NARROW = "\N{NARROW NO-BREAK SPACE}"


class StageScene(Scene):
    """A scenario on a landscape, filmed; see `Scene`."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        resolved, canvas, composition, kernels = (
            asked.resolved,
            asked.canvas,
            asked.composition,
            asked.kernels,
        )
        self._words = words(composition.language)
        self._fps, self._kernels = asked.fps, kernels
        self.shows_sight = True
        # Compiled loops and those of NumPy differ by a shade here and there; a film keeps to one kind.
        raster.wait()
        if resolved.scenario.view.camera is not None:
            relief_raster.wait()
        self.player = StagePlayer(resolved, kernels)
        self._foresight = Foresight.of(resolved, kernels)
        self._has_swarm = any(self.player.swarms())
        self._moved = False
        self._around = Surroundings(resolved, canvas, composition, len(self._charts()))
        self._rectangle = resolved.rectangle
        self.picture = self._new_picture()
        self._lay_axes()
        self._follow()
        # From the first picture on paths grow step by step, which differs by a shade from drawing them whole.
        self.picture.compose()

    @property
    def is_relief(self) -> bool:
        return self.resolved.scenario.view.camera is not None

    def _new_picture(self) -> StagePicture | ReliefPicture:
        resolved, canvas = self.resolved, self.canvas
        picture: StagePicture | ReliefPicture
        if self.is_relief:
            picture = ReliefPicture(*canvas.pixels, self.theme.stage, canvas.scale, fine=True)
        else:
            picture = StagePicture(*canvas.pixels, self.theme.stage, canvas.scale)
        picture.set_insets(*self._around.insets)
        picture.set_view(*self._rectangle)
        if isinstance(picture, ReliefPicture):
            picture.set_camera(resolved.scenario.view.camera)  # type: ignore[arg-type]
        picture.set_landscape(resolved.field, dict(resolved.field_parameters))  # type: ignore[arg-type]
        picture.set_fade(FADE ** (_WINDOW_FPS / self._fps))
        picture.set_runs(run_looks(resolved.scenario, self.theme, self.player.swarms()))
        return picture

    def _lay_axes(self) -> None:
        """Numbers along the edges of what nothing lies over; none in a small video."""
        if not self.canvas.has_side or self.is_relief:
            return
        canvas, (left, top, right, bottom) = self.canvas, self._around.insets
        scale, width, height = canvas.scale, canvas.width, canvas.height
        free = Box(left / scale, top / scale, width - (left + right) / scale, height - (top + bottom) / scale)
        x0, y0 = self.picture.to_world(0.0, 0.0)
        x1, y1 = self.picture.to_world(scale, scale)
        mapping = Mapping(x0, y0, x1 - x0, y0 - y1)
        chart = self._around.chart_box
        covered_from = chart.y if chart is not None else height
        box = Box(MARGIN, free.y, free.right - MARGIN, free.height)
        self._axes = Plate(
            box,
            scale,
            lambda p: paint_axes(p, mapping, rectangle(free), self.theme, 1.0, MARGIN, covered_from),
        )

    _axes: Plate | None = None

    def boxes(self) -> dict[str, Box]:
        """Where everything lies that lies over the stage, in design pixels."""
        return self._around.boxes()

    # -- playing -----------------------------------------------------------------------------------------

    def go(self, step: int) -> None:
        if self._moved and self._has_swarm:
            # A swarm's trail fades from picture to picture, whether anybody looks at them or not.
            self.picture.compose()
        steps = step - self.player.step
        if steps > 0:
            self.player.advance(steps, every=steps if self._has_swarm else 1)
            self._follow()
        self._moved = True

    def _follow(self) -> None:
        gone = self.player.gone_masks()
        if self.resolved.scenario.field.turns:
            values = self.resolved.field_parameters_at(self.player.step)
            self.picture.set_landscape(self.resolved.field, values)  # type: ignore[arg-type]
        for positions in self.player.moves():
            self.picture.advance(positions, gone)

    def become(self, resolved: Resolved, step: int) -> StageScene:
        """Its runs go to `step` from the start; what has not changed is kept."""
        same_field = dict(resolved.field_parameters) == dict(self.resolved.field_parameters)
        self.resolved = resolved
        self._foresight = None
        self.player = StagePlayer(resolved, self._kernels)
        self.player.advance(step, every=max(step, 1) if self._has_swarm else 1)
        self.player.moves()
        self._around = Surroundings(resolved, self.canvas, self.composition, len(self._charts()))
        if not same_field or resolved.scenario.field.turns:
            values = resolved.field_parameters_at(step)
            self.picture.set_landscape(resolved.field, values)  # type: ignore[arg-type]
        self.picture.clear_trails()
        for number, place in enumerate(self.player.places()):
            trace = self.player.trace(number)
            if trace is not None:
                self.picture.set_history(number, trace)
            elif isinstance(place, np.ndarray):
                self.picture.set_history(number, place[np.newaxis])
        if any(not isinstance(place, np.ndarray) for place in self.player.places()):
            self.picture.advance(self.player.places(), self.player.gone_masks())
        return self

    # -- looking -----------------------------------------------------------------------------------------

    def look_at(self, rectangle: Rectangle, camera: Camera | None) -> None:
        if rectangle != self._rectangle:
            self._rectangle = rectangle
            self.picture.set_view(*rectangle)
            self._lay_axes()
        if camera is not None and isinstance(self.picture, ReliefPicture):
            self.picture.set_camera(camera)

    # -- painting ----------------------------------------------------------------------------------------

    def _charts(self) -> list:
        if not self.composition.plots:
            return []
        shown, language = shown_runs(self.resolved), self.composition.language
        known, step = self._foresight, self.player.step
        columns = known.columns(step) if known is not None else self.player.columns()
        return build_charts(self.resolved, columns, self.theme, language, shown)

    def paint(self) -> Frame:
        frame = self._stage()
        height, width = frame.shape
        image = QImage(frame.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            self._paint_around(painter, vector=False)
        return frame

    def draw(self, painter: QPainter) -> None:
        """The moment as a drawing, in pixels: the stage is a picture, everything else strokes and text."""
        frame = self._stage()
        height, width = frame.shape
        image = QImage(frame.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        with QPainter(image) as ground:
            self._around.lay_veils(ground)
        painter.drawImage(0, 0, image)
        self._paint_around(painter, vector=True)

    def _stage(self) -> Frame:
        """The picture with all that belongs to its ground."""
        self._moved = False
        return self.picture.compose()

    def _paint_around(self, painter: QPainter, *, vector: bool) -> None:
        scale = self.canvas.scale
        if self._axes is not None:
            (self._axes.paint if vector else self._axes.lay)(painter)
        elif isinstance(self.picture, ReliefPicture) and self.picture.mapping and self.canvas.has_side:
            paint_relief_axes(painter, self.picture.mapping, self.theme, scale)
        if not vector:
            self._around.lay_veils(painter)
        self._around.lay(painter, vector=vector)
        self._around.paint_charts(painter, self._charts())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.shows_sight:
            self._paint_sight(painter)
        painter.save()
        painter.scale(scale, scale)
        self._around.paint_moment(painter, self.remarks(), self._foot())
        painter.restore()
        if self.over is not None:
            self.over(painter)

    def _paint_sight(self, painter: QPainter) -> None:
        """What the first ball that is shown sees, as far as the scenario asks for it."""
        overlays, scenario = self.resolved.scenario.view.overlays, self.resolved.scenario
        seen = [k for k, shown in enumerate(shown_runs(self.resolved)) if shown]
        if not overlays or not seen or self.player.is_swarm(seen[0]):
            return
        run, optimizer = self.player.runs[seen[0]], self.resolved.runs[seen[0]].optimizer
        probe, colour = make_probe(run, optimizer, 0, seen[0]), colour_of(scenario, seen[0])
        paint_overlay(
            painter,
            probe,
            self.picture.to_pixel,
            self.theme,
            self.theme.run_colour(colour),
            self.canvas.scale,
            overlays,
            self.tangents,
        )

    @property
    def tangents(self) -> Tangents | None:
        """How the ground lies at a point of a relief; None on a plan."""
        if not isinstance(self.picture, ReliefPicture) or self.picture.mapping is None:
            return None
        return self.picture.mapping.tangents

    def remarks(self) -> list[str]:
        """What stands beside each run's name: its loss, or that all its particles are gone."""
        remarks = []
        shown, known = shown_runs(self.resolved), self._foresight
        losses = known.losses(self.player.step) if known is not None else self.player.losses()
        for loss, gone, run, seen in zip(losses, self.player.gone(), self.player.runs, shown, strict=True):
            if not seen:
                continue
            all_gone = gone == run.n
            remarks.append(self._words["gone"].format(gone) if all_gone else format_loss(loss))
        return remarks

    def _foot(self) -> str:
        text = self._words["step"].format(self.player.step, self.player.total)
        if self._has_swarm:
            count = f"{sum(run.n for run in self.player.runs):,}".replace(",", NARROW)
            text = f"{self._words['particles'].format(count)}   {text}"
        return text
