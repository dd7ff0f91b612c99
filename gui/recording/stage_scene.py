"""Runs on a landscape: the stage from edge to edge, headline, side panel and charts over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from gui.model.edits import colour_of, shown_runs
from gui.model.numbers import format_loss
from gui.model.view import Mapping
from gui.player.probe import make_probe
from gui.player.stage import StagePlayer
from gui.plots.build import build_charts
from gui.plots.chart_figure import ChartsFigure
from gui.recording.formats import Frame
from gui.recording.headline import Headline
from gui.recording.layout import CHART_HEIGHT, FOOT, MARGIN, PADDING, Box, Canvas
from gui.recording.plate import Plate, paint_panel, paint_veil, rectangle
from gui.recording.rule_text import rule_text, run_rows
from gui.recording.side_panel import SidePanel
from gui.recording.words import words
from gui.stage import raster
from gui.stage.axes import paint_axes
from gui.stage.looks import run_looks
from gui.stage.overlay import paint_overlay
from gui.stage.picture import StagePicture
from gui.stage.swarms import FADE
from gui.theme import SMALL, font
from gui.theme.colours import Theme

if TYPE_CHECKING:
    from scenarios.building import Kernels
    from scenarios.resolving import Resolved

_WINDOW_FPS = 60
NARROW = "\N{NARROW NO-BREAK SPACE}"


class StageScene:
    """A scenario on a landscape, filmed; see `Scene`."""

    def __init__(
        self, resolved: Resolved, canvas: Canvas, fps: int, theme: Theme, language: str, kernels: Kernels
    ) -> None:
        self._resolved, self._canvas, self._theme, self._language = resolved, canvas, theme, language
        self._words = words(language)
        # Compiled loops and those of NumPy differ by a shade here and there; a film keeps to one kind.
        raster.wait()
        self._player = StagePlayer(resolved, kernels)
        self._has_swarm = any(self._player.is_swarm(k) for k in range(len(self._player.runs)))
        self._moved = False
        self._figure = ChartsFigure()
        self._lay_out()
        self._picture = self._new_picture(fps)
        axes = self._axes()
        if axes is not None:
            self._plates.insert(0, axes)
        self._follow()
        # From the first picture on paths grow step by step, which differs by a shade from drawing them whole.
        self._picture.compose()

    def _lay_out(self) -> None:
        resolved, canvas, theme = self._resolved, self._canvas, self._theme
        self._side: SidePanel | None = None
        if canvas.has_side:
            rows = run_rows(resolved, theme, self._language)
            rule = rule_text(resolved, theme, self._language) if canvas.has_charts else None
            self._side = SidePanel(
                canvas, theme, self._words["runs"], rows, rule, self._words["more"], remarks=True
            )
        scenario = resolved.scenario
        room = canvas.headline(self._side.box if self._side else None)
        headline = Headline(scenario.title.get(self._language), scenario.caption.get(self._language), room)
        above = Box(0, 0, canvas.width, headline.box.bottom + 2 * MARGIN)
        below = Box(0, canvas.height - 3 * MARGIN, canvas.width, 3 * MARGIN)
        self._plates = [
            Plate(above, canvas.scale, lambda p: paint_veil(p, above, theme, from_top=True)),
            Plate(below, canvas.scale, lambda p: paint_veil(p, below, theme, from_top=False)),
            Plate(headline.box, canvas.scale, lambda p: headline.paint(p, theme)),
        ]
        if self._side is not None:
            self._plates.append(Plate(self._side.box, canvas.scale, self._side.paint))
        self._chart_box = canvas.charts(len(self._charts()), headline.box.bottom)
        if self._chart_box is not None:
            box = self._chart_box
            self._plates.append(Plate(box, canvas.scale, lambda p: paint_panel(p, box, theme)))
        self._foot_box = canvas.foot(self._chart_box)
        self._headline_box = headline.box
        self._insets = self._surroundings(headline.box)

    def _surroundings(self, headline: Box) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the picture that something lies over, in pixels."""
        left = self._chart_box.right if self._chart_box else 0.0
        right = self._canvas.width - self._side.box.x if self._side else 0.0
        bottom = MARGIN + (0 if self._chart_box and self._side else FOOT)
        insets = (left + MARGIN, headline.bottom + PADDING, right + MARGIN, bottom)
        return tuple(round(inset * self._canvas.scale) for inset in insets)  # type: ignore[return-value]

    def _new_picture(self, fps: int) -> StagePicture:
        resolved = self._resolved
        picture = StagePicture(*self._canvas.pixels, self._theme.stage, self._canvas.scale)
        picture.set_insets(*self._insets)
        picture.set_view(*resolved.rectangle)
        picture.set_landscape(resolved.field, dict(resolved.field_parameters))  # type: ignore[arg-type]
        picture.set_fade(FADE ** (_WINDOW_FPS / fps))
        picture.set_runs(run_looks(resolved.scenario, self._theme, self._player.swarms()))
        return picture

    def _axes(self) -> Plate | None:
        """Numbers along the edges of what nothing lies over; none in a small video."""
        if not self._canvas.has_side:
            return None
        scale, (left, top, right, bottom) = self._canvas.scale, self._insets
        width, height = self._canvas.width, self._canvas.height
        free = Box(left / scale, top / scale, width - (left + right) / scale, height - (top + bottom) / scale)
        x0, y0 = self._picture.to_world(0.0, 0.0)
        x1, y1 = self._picture.to_world(scale, scale)
        mapping = Mapping(x0, y0, x1 - x0, y0 - y1)
        covered_from = self._chart_box.y if self._chart_box is not None else height
        return Plate(
            Box(MARGIN, free.y, free.right - MARGIN, free.height),
            scale,
            lambda p: paint_axes(p, mapping, rectangle(free), self._theme, 1.0, MARGIN, covered_from),
        )

    def boxes(self) -> dict[str, Box]:
        """Where everything lies that lies over the stage, in design pixels."""
        found = {"headline": self._headline_box, "charts": self._chart_box, "foot": self._foot_box}
        found["side"] = self._side.box if self._side is not None else None
        return {name: box for name, box in found.items() if box is not None}

    # -- playing -----------------------------------------------------------------------------------------

    def go(self, step: int) -> None:
        if self._moved and self._has_swarm:
            # A swarm's trail fades from picture to picture, whether anybody looks at them or not.
            self._picture.compose()
        steps = step - self._player.step
        if steps > 0:
            self._player.advance(steps, every=steps if self._has_swarm else 1)
            self._follow()
        self._moved = True

    def _follow(self) -> None:
        gone = self._player.gone_masks()
        if self._resolved.scenario.field.turns:
            values = self._resolved.field_parameters_at(self._player.step)
            self._picture.set_landscape(self._resolved.field, values)  # type: ignore[arg-type]
        for positions in self._player.moves():
            self._picture.advance(positions, gone)

    # -- painting ----------------------------------------------------------------------------------------

    def _charts(self) -> list:
        shown = shown_runs(self._resolved)
        return build_charts(self._resolved, self._player.columns(), self._theme, self._language, shown)

    def paint(self) -> Frame:
        frame = self._picture.compose()
        self._moved = False
        height, width = frame.shape
        image = QImage(frame.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        with QPainter(image) as painter:
            for plate in self._plates:
                plate.lay(painter)
            self._paint_charts(painter)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_sight(painter)
            painter.scale(self._canvas.scale, self._canvas.scale)
            if self._side is not None:
                self._side.paint_remarks(painter, self.remarks())
            self._paint_foot(painter)
        return frame

    def _paint_sight(self, painter: QPainter) -> None:
        """What the first ball that is shown sees, as far as the scenario asks for it."""
        overlays, scenario = self._resolved.scenario.view.overlays, self._resolved.scenario
        seen = [k for k, shown in enumerate(shown_runs(self._resolved)) if shown]
        if not overlays or not seen or self._player.is_swarm(seen[0]):
            return
        run, optimizer = self._player.runs[seen[0]], self._resolved.runs[seen[0]].optimizer
        probe, colour = make_probe(run, optimizer, 0, seen[0]), colour_of(scenario, seen[0])
        paint_overlay(
            painter,
            probe,
            self._picture.to_pixel,
            self._theme,
            self._theme.run_colour(colour),
            self._canvas.scale,
            overlays,
        )

    def _paint_charts(self, painter: QPainter) -> None:
        if self._chart_box is None:
            return
        box, scale = self._chart_box, self._canvas.scale
        room = int((box.height - 2 * PADDING + 8) // CHART_HEIGHT)
        width, height = (box.width - 2 * PADDING) * scale, (CHART_HEIGHT - 8) * scale
        charts = self._charts()[:room]
        self._figure.show_charts(charts, self._theme, width, height, CHART_HEIGHT * scale, scale)
        self._figure.render(painter, QPointF(box.x + PADDING, box.y + PADDING) * scale)

    def remarks(self) -> list[str]:
        """What stands beside each run's name: its loss, or that all its particles are gone."""
        remarks = []
        shown = shown_runs(self._resolved)
        for loss, gone, run, seen in zip(
            self._player.losses(), self._player.gone(), self._player.runs, shown, strict=True
        ):
            if not seen:
                continue
            all_gone = gone == run.n
            remarks.append(self._words["gone"].format(gone) if all_gone else format_loss(loss))
        return remarks

    def _paint_foot(self, painter: QPainter) -> None:
        text = self._words["step"].format(self._player.step, self._player.total)
        if self._has_swarm:
            count = f"{sum(run.n for run in self._player.runs):,}".replace(",", NARROW)
            text = f"{self._words['particles'].format(count)}   {text}"
        painter.setFont(font(SMALL))
        painter.setPen(QColor(self._theme.on_stage))
        painter.drawText(
            rectangle(self._foot_box), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
        )
