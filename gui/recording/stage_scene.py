"""Runs on a landscape: the stage from edge to edge, as plan or as relief, and what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QPainter

from gui.model.edits import shown_runs
from gui.model.numbers import format_loss
from gui.model.view import Mapping
from gui.player.stage import StagePlayer
from gui.plots.build import charts_of_shown
from gui.recording.formats import Frame
from gui.recording.layout import Box
from gui.recording.plate import Plate, rectangle
from gui.recording.replay import Replay, replayed
from gui.recording.scene import Asked, Scene
from gui.recording.sheet import Sheet, image_of
from gui.recording.sight import paint_sight
from gui.recording.surroundings import Surroundings
from gui.recording.words import words
from gui.relief import raster as relief_raster
from gui.relief.axes import paint_relief_axes
from gui.relief.picture import ReliefPicture
from gui.stage import raster
from gui.stage.axes import paint_axes
from gui.stage.looks import run_looks
from gui.stage.overlay import Tangents
from gui.stage.picture import StagePicture
from gui.stage.swarms import FADE

if TYPE_CHECKING:
    from gui.plots.chart import Chart
    from scenarios.resolving import Resolved
    from scenarios.schema import Camera, Rectangle

_WINDOW_FPS = 60
NARROW = "\N{NARROW NO-BREAK SPACE}"


class StageScene(Scene):
    """A scenario on a landscape, filmed; see `Scene`."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        resolved, canvas, composition, kernels = self.resolved, asked.canvas, asked.composition, asked.kernels
        self._words = words(composition.language)
        self._fps, self._kernels = asked.fps, kernels
        self.shows_sight = True
        # Compiled loops and those of NumPy differ by a shade here and there; a film keeps to one kind.
        raster.wait()
        if resolved.scenario.view.camera is not None:
            relief_raster.wait()
        self.player: StagePlayer | Replay = replayed(resolved, kernels) or StagePlayer(resolved, kernels)
        self._has_swarm = any(self.player.swarms())
        self._moved = False
        self._charted: tuple[object, list[Chart]] = (None, [])
        self._whole: list[Chart] = []
        self._shown: tuple[object, Frame] | None = None
        self._sheet = Sheet(canvas.pixels)
        self._around = self._surround()
        self._rectangle = resolved.rectangle
        self.picture = self._new_picture()
        self._lay_axes()
        self._lay_still()
        self._follow()
        # From the first picture on paths grow step by step, which differs by a shade from drawing them whole.
        self.picture.compose()

    @property
    def is_relief(self) -> bool:
        return self.resolved.scenario.view.camera is not None

    def _surround(self) -> Surroundings:
        return Surroundings(self.resolved, self.canvas, self.composition, len(self._charts()))

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
        edge = self._around.edge
        box = Box(edge, free.y, free.right - edge, free.height)
        self._axes = Plate(
            box,
            scale,
            lambda p: paint_axes(p, mapping, rectangle(free), self.theme, 1.0, edge, covered_from),
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
        self.player = player = StagePlayer(resolved, self._kernels)
        player.advance(step, every=max(step, 1) if self._has_swarm else 1)
        player.moves()
        self._around = self._surround()
        self._lay_still()
        if not same_field or resolved.scenario.field.turns:
            values = resolved.field_parameters_at(step)
            self.picture.set_landscape(resolved.field, values)  # type: ignore[arg-type]
        self.picture.clear_trails()
        for number, place in enumerate(player.places()):
            trace = player.trace(number)
            if trace is not None:
                self.picture.set_history(number, trace)
            elif isinstance(place, np.ndarray):
                self.picture.set_history(number, place[np.newaxis])
        if any(not isinstance(place, np.ndarray) for place in player.places()):
            self.picture.advance(player.places(), player.gone_masks())
        return self

    # -- looking -----------------------------------------------------------------------------------------

    def look_at(self, rectangle: Rectangle, camera: Camera | None) -> None:
        if rectangle != self._rectangle:
            self._rectangle = rectangle
            self.picture.set_view(*rectangle)
            self._lay_axes()
            self._lay_still()
        if camera is not None and isinstance(self.picture, ReliefPicture):
            self.picture.set_camera(camera)
            self._shown = None

    # -- painting ----------------------------------------------------------------------------------------

    def _charts(self) -> list[Chart]:
        """The same list until there is something new to show."""
        if not self.composition.plots:
            return self._charted[1]
        player = self.player
        if self._charted[0] != (player, player.step):
            if isinstance(player, Replay):
                # what is to come is known, so that no axis needs to move
                self._whole = self._whole or self._build_charts()
                charts = [chart.until(player.step + 1) for chart in self._whole]
            else:
                charts = self._build_charts()
            self._charted = ((player, player.step), charts)
        return self._charted[1]

    def _build_charts(self) -> list[Chart]:
        resolved, language = self.resolved, self.composition.language
        return charts_of_shown(resolved, self.player.columns(), self.theme, language, shown_runs(resolved))

    def paint(self) -> Frame:
        shown = (self.player, self.player.step)
        if self._shown is not None and self._shown[0] == shown and self.over is None:
            # between two steps nothing moves: the picture before is this one, too
            self.changed = self._sheet.no_tiles()
            return self._shown[1]
        frame = self._paint()
        self._shown = None if self._has_swarm else (shown, frame)
        return frame

    def _paint(self) -> Frame:
        self._moved, self.changed = False, None
        picture, sheet = self.picture, self._sheet
        if isinstance(picture, StagePicture):
            anywhere = self.over is not None or self._sees
            frame = sheet.compose(picture, sheet.all_tiles() if anywhere else self._changing)
            self.changed = sheet.changed
        else:
            frame = picture.compose()
            self._paint_relief_axes(frame, picture)
            sheet.cover(frame)
        image = image_of(frame)
        with QPainter(image) as painter:
            self._paint_moment(painter)
        return frame

    def _paint_relief_axes(self, frame: Frame, picture: ReliefPicture) -> None:
        if picture.mapping is not None and self.canvas.has_side:
            image = image_of(frame)
            with QPainter(image) as painter:
                paint_relief_axes(painter, picture.mapping, self.theme, self.canvas.scale)

    def draw(self, painter: QPainter) -> None:
        """The moment as a drawing, in pixels: the stage is a picture, everything else strokes and text."""
        self._moved = False
        image, picture, scale = image_of(self.picture.compose()), self.picture, self.canvas.scale
        with QPainter(image) as ground:
            self._around.lay_veils(ground)
        painter.drawImage(0, 0, image)
        if self._axes is not None:
            self._axes.paint(painter)
        elif isinstance(picture, ReliefPicture) and picture.mapping and self.canvas.has_side:
            paint_relief_axes(painter, picture.mapping, self.theme, scale)
        self._around.lay(painter, vector=True)
        self._paint_moment(painter)
        painter.scale(scale, scale)
        self._around.paint_mark(painter)

    def _lay_still(self) -> None:
        """What stands still has changed."""
        self._shown = None
        self._sheet.lay_still(self._paint_still)
        self._changing = self._sheet.tiles_of(self._around.changing, self.canvas.scale)

    def _paint_still(self, painter: QPainter) -> None:
        if self._axes is not None:
            self._axes.lay(painter)
        self._around.still(painter)

    def _paint_moment(self, painter: QPainter) -> None:
        """What changes from picture to picture, in pixels."""
        self._around.paint_charts(painter, self._charts())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_sight(painter)
        painter.save()
        painter.scale(self.canvas.scale, self.canvas.scale)
        self._around.paint_moment(painter, self.remarks(), self._foot())
        painter.restore()
        if self.over is not None:
            self.over(painter)

    def _paint_sight(self, painter: QPainter) -> None:
        if self._sees:
            paint_sight(painter, self)

    @property
    def _sees(self) -> bool:
        """Whether the scenario asks for what a ball sees."""
        return self.shows_sight and bool(self.resolved.scenario.view.overlays)

    @property
    def tangents(self) -> Tangents | None:
        """How the ground lies at a point of a relief; None on a plan."""
        if not isinstance(self.picture, ReliefPicture) or self.picture.mapping is None:
            return None
        return self.picture.mapping.tangents

    def remarks(self) -> list[str]:
        """What stands beside each run's name: its loss, or that all its particles are gone."""
        remarks = []
        losses, lost, counts = self.player.losses(), self.player.gone(), self.player.counts()
        for loss, gone, count, seen in zip(losses, lost, counts, shown_runs(self.resolved), strict=True):
            if not seen:
                continue
            all_gone = gone == count
            remarks.append(self._words["gone"].format(gone) if all_gone else format_loss(loss))
        return remarks

    def _foot(self) -> str:
        text = self._words["step"].format(self.player.step, self.player.total)
        if self._has_swarm:
            count = f"{sum(self.player.counts()):,}".replace(",", NARROW)
            text = f"{self._words['particles'].format(count)}   {text}"
        return text
