"""A step taken apart, filmed: the run rests at the step, and the scenes follow at reading speed."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QPainter

from engine.anatomy import anatomy
from engine.errors import InputError
from engine.phrase import Phrase
from gui.explain.motion import GROWING, seconds
from gui.explain.painting import WIDTH, Card, card_height, paint_card, paint_scene
from gui.explain.script import Scene, scenes_of
from gui.model.edits import colour_of, shown_runs
from gui.player.probe import make_probe
from gui.recording.formats import Frame, Tiles
from gui.recording.layout import FOOT, MARGIN, Box, Canvas
from gui.recording.plate import paint_panel
from gui.stage.math import formula_image
from gui.theme import BODY
from gui.translations import QT_TRANSLATE_NOOP, both

if TYPE_CHECKING:
    from gui.recording.composition import Composition
    from gui.recording.scene import Scene as Filmed
    from gui.recording.stage_scene import StageScene
    from scenarios.resolving import Resolved

_FORMULA = BODY + 4
_HEADING = QT_TRANSLATE_NOOP("window", "{0}: step {1}")


def without_map(resolved: Resolved) -> Resolved:
    """The scenario with the stage alone: a step that is taken apart needs all the room there is."""
    scenario = resolved.scenario
    if scenario.view.map is None:
        return resolved
    bare = structs.replace(scenario, view=structs.replace(scenario.view, map=None))
    return dataclasses.replace(resolved, scenario=bare)


def with_room(composition: Composition, canvas: Canvas) -> Composition:
    """Without charts and rule in an upright picture: the card would lie upon what it tells of."""
    return dataclasses.replace(composition, plots=False, formula=False) if canvas.is_upright else composition


def explained(scene: Filmed, step: int, fps: int, wanted: float | None) -> Explained:
    """As `Explained`, where there is a stage to point at."""
    from gui.recording.stage_scene import StageScene

    assert isinstance(scene, StageScene), "its view says that it explains"
    return Explained(scene, step, fps, wanted)


class Explained:
    """The step of the first run shown, after so many steps; see `Reel`.

    wanted: seconds; a shorter time than all scenes take ends the film early, a longer one rests on the last.
    """

    def __init__(self, scene: StageScene, step: int, fps: int, wanted: float | None) -> None:
        self._scene, self._fps = scene, fps
        scene.go(step)
        shown = [k for k, seen in enumerate(shown_runs(scene.resolved)) if seen]
        if not shown or scene.player.runs[shown[0]].stopped_at[0] >= 0:
            raise InputError(Phrase("there is no ball at step {step} to explain", step=step))
        self._run = shown[0]
        run, optimizer = scene.player.runs[self._run], scene.resolved.runs[self._run].optimizer
        self._told = anatomy(run, 0)
        self._ball = (float(self._told.theta[0]), float(self._told.theta[1]))
        self._scenes = scenes_of(optimizer, self._told, make_probe(run, optimizer, 0, self._run))
        self._ends: list[int] = []
        for part in self._scenes:
            took = round(seconds(part, self._sentence(part)) * fps)
            self._ends.append(took + (self._ends[-1] if self._ends else 0))
        self.frames = self._ends[-1] if wanted is None else max(1, round(wanted * fps))
        self._number, self._share = 0, 0.0
        scene.over, scene.shows_sight = self._paint_over, False

    def _say(self, text: str) -> str:
        return both(text)[self._scene.composition.language == "ru"]

    def _sentence(self, part: Scene) -> str:
        return self._say(part.template).format(**part.words)

    def show(self, number: int) -> None:
        place = next((k for k, end in enumerate(self._ends) if number < end), len(self._ends) - 1)
        since = number - (self._ends[place - 1] if place else 0)
        self._number, self._share = place, min(since / self._fps / GROWING, 1.0)

    def paint(self) -> Frame:
        return self._scene.paint()

    @property
    def changed(self) -> Tiles | None:
        return self._scene.changed

    def draw(self, painter: QPainter) -> None:
        self._scene.draw(painter)

    # -- painting ----------------------------------------------------------------------------------------

    def _paint_over(self, painter: QPainter) -> None:
        scene, part = self._scene, self._scenes[self._number]
        colour = scene.theme.run_colour(colour_of(scene.resolved.scenario, self._run))
        painter.save()
        paint_scene(
            painter,
            part,
            self._share,
            scene.picture.to_pixel,
            scene.theme,
            colour,
            scene.canvas.scale,
            scene.tangents,
        )
        painter.restore()
        self._paint_card(painter)

    def _card(self) -> Card:
        scene, part = self._scene, self._scenes[self._number]
        name = scene.resolved.runs[self._run].label.get(scene.composition.language)
        heading = self._say(_HEADING).format(name, self._told.t)
        return Card(heading, part.equation, (part.line, *part.rows), self._sentence(part))

    def _paint_card(self, painter: QPainter) -> None:
        scene, canvas, card = self._scene, self._scene.canvas, self._card()
        box, share = self._place(card)
        painter.save()
        painter.scale(canvas.scale, canvas.scale)
        paint_panel(painter, box, scene.theme)
        painter.translate(box.x, box.y)
        painter.scale(share, share)
        paint_card(painter, QPointF(0, 0), card, self._line, scene.theme)
        painter.restore()

    def _place(self, card: Card) -> tuple[Box, float]:
        """Where the card lies, beside the panels and not upon the ball, and how large its letters are."""
        scene, canvas = self._scene, self._scene.canvas
        boxes, upright = scene.boxes(), canvas.is_upright
        charts, side = boxes.get("charts"), boxes.get("side")
        left = charts.right if charts is not None and not upright else 0.0
        room = (side.x if side is not None and not upright else canvas.width) - left - 2 * MARGIN
        share = min(1.0, room / WIDTH)
        width, height = WIDTH * share, card_height(card, self._line) * share
        bottom = canvas.height - MARGIN - FOOT
        box = Box(left + MARGIN + (room - width) / 2, bottom - height, width, height)
        x, y = (length / canvas.scale for length in scene.picture.to_pixel(*self._ball))
        covers = box.x - MARGIN < x < box.right + MARGIN and y > box.y - MARGIN
        top = boxes["headline"].bottom + MARGIN
        if upright:
            top = max(top, side.bottom + MARGIN if side is not None else 0.0)
            # between the panel and the foot all cards have the half that the ball is not in
            covers = y > (top + bottom) / 2
        return (Box(box.x, top, width, height) if covers else box), share

    def _line(self, latex: str) -> QImage | None:
        return formula_image(latex, self._scene.theme.text, _FORMULA, self._scene.canvas.scale)
