"""What a hand does on the maps: it points at a pixel to see its numbers and its path, and replays it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QRectF, Signal

from engine.errors import RavineError
from gui.hand.card import Card
from gui.maps import words
from gui.maps.axis import share_of, shares_of, value_at
from gui.maps.figures import is_plane, picture_of
from gui.maps.overlays import Share
from gui.maps.pathfinder import stream_of
from gui.model.edits import colour_of
from gui.theme import GRID, current_theme
from scenarios.mapping import START

if TYPE_CHECKING:
    from engine.bulk.study import Study
    from gui.canvas import Canvas
    from gui.maps.pane import Pane
    from gui.maps.pathfinder import Path
    from gui.maps.pictures import Picture
    from gui.maps.state import MapState
    from gui.maps.view import MapView
    from gui.model.session import Session
    from scenarios.map_schema import AxisSpec


class Pointer(QObject):
    """One cross for all panes. refused: why a pixel cannot be replayed."""

    refused = Signal(object)

    def __init__(self, session: Session, state: MapState, canvas: Canvas, view: MapView) -> None:
        super().__init__(view)
        self._session, self._state, self._canvas = session, state, canvas
        self._panes: Sequence[Pane] = view.panes
        self._view = view
        self.card = Card(view.window())
        self._at: tuple[int, Share] | None = None
        self._axes: tuple[AxisSpec, AxisSpec] | None = None
        self._asked: tuple[Study, int, int] | None = None
        state.found.connect(self._take)
        state.changed.connect(self._follow)
        state.told.connect(self._look_again)

    def _picture(self, number: int) -> Picture | None:
        """What a pane is of; the difference is pointed at as the first map is.

        None where the newest one is of another run: runs may have changed places since.
        """
        number, maps = number if number < 2 else 0, self._state.maps()
        picture = picture_of(self._session, self._state, number)
        if picture is None or number >= len(maps) or picture.job.number != maps[number].run:
            return None
        return picture

    def pixel(self, picture: Picture, at: Share) -> tuple[int, int] | None:
        """Row and column of a picture's pixel at a place of what is shown."""
        spec = self._state.shown
        assert spec is not None
        across = share_of(picture.job.x, value_at(spec.x, at[0]))
        up = share_of(picture.job.y, value_at(spec.y, at[1]))
        if not (0 <= across < 1 and 0 <= up < 1):
            return None
        rows, columns = picture.numbers.shape
        return int(up * rows), int(across * columns)

    def point(self, number: int, at: Share | None) -> None:
        """The pointer is over a place of a map: its numbers, and its path as soon as it is found."""
        if at is None:
            self.forget()
            return
        self._at = number, at
        for pane in self._panes:
            pane.set_cross(at)
        picture = self._picture(number)
        pixel = self.pixel(picture, at) if picture is not None else None
        if picture is None or pixel is None:
            self.card.hide()
            self.forget_path()
            return
        self._show_card(number, picture, pixel, at)
        self._ask(picture.job.study, *pixel)

    def _ask(self, study: Study, row: int, column: int) -> None:
        """For a path, once: while a map grows finer, asking again with each part would let none be found."""
        if self._asked is None or self._asked[0] is not study or self._asked[1:] != (row, column):
            self._asked = study, row, column
            self._state.finder.ask(study, row, column)

    def _follow(self) -> None:
        """The map is another, or another part of it: a path drawn over it would lie elsewhere."""
        spec = self._state.shown
        axes = (spec.x, spec.y) if spec is not None else None
        if axes != self._axes:
            self._axes = axes
            self.forget_path()
        self._look_again()

    def _look_again(self) -> None:
        """What lies under a pointer that rests may be another pixel by now, and its numbers others."""
        if self._at is not None:
            self.point(*self._at)

    def _show_card(self, number: int, picture: Picture, pixel: tuple[int, int], at: Share) -> None:
        session, pane, spec = self._session, self._panes[number], self._state.shown
        assert session.scenario is not None
        assert spec is not None
        run = picture.job.number
        known, language = self._state.parameters(run), session.language
        values = picture.job.study.pixel(*pixel)
        rows = [
            (known[axis.name].label(language), words.format_axis(values[axis.name], axis))
            for axis in (spec.x, spec.y)
        ]
        rows += words.told(picture, *pixel)
        colour = current_theme().run_colour(colour_of(session.scenario, run))
        window = pane.window()
        where = pane.mapTo(window, pane.point(at).toPoint()).toPointF()
        room = QRectF(window.rect()).adjusted(GRID, GRID, -GRID, -GRID)
        name = session.localized(session.runs[run].label)
        self.card.show_rows(name, "", colour, rows, where, room)

    def _take(self, path: Path) -> None:
        """A path was found: over the maps where they are the plane, and on the stage."""
        spec = self._state.shown
        if self._panes[0].cross is None or spec is None or not self._view.isVisible():
            return
        pictures = [self._picture(number) for number in range(2)]
        of = next((p for p in pictures if p is not None and p.job.study is path.study), None)
        if of is None or self._session.scenario is None:
            return
        colour = current_theme().run_colour(colour_of(self._session.scenario, of.job.number))
        self._canvas.set_preview(path.places, colour)
        over = None
        if is_plane(self._state):
            sides = [shares_of(axis, path.places[:, START.index(axis.name)]) for axis in (spec.x, spec.y)]
            over = np.stack(sides, axis=1)
        for pane in self._panes:
            pane.path, pane.path_colour = over, colour
            pane.update()

    def forget_path(self) -> None:
        """No path is shown, and none is looked for."""
        self._asked = None
        self._state.finder.forget()
        self._canvas.set_preview(None, "")
        for pane in self._panes:
            pane.path = None

    def forget(self) -> None:
        """Nothing is pointed at."""
        self._at = None
        self.forget_path()
        self.card.hide()
        for pane in self._panes:
            pane.set_cross(None)

    def replay(self, number: int, across: float, up: float) -> None:
        """The stage begins anew as this pixel says."""
        picture = self._picture(number)
        pixel = self.pixel(picture, (across, up)) if picture is not None else None
        if picture is None or pixel is None:
            return
        study = picture.job.study
        stream = stream_of(study, *pixel) if study.noisy else 0
        try:
            self._session.set_pixel(
                study.pixel(*pixel),
                picture.job.number,
                stream=stream,
                steps=study.steps,
                dtype="float32" if study.dtype == "float32" else "float64",
            )
        except RavineError as error:
            self.refused.emit(error)
            return
        self._session.restart()
        self._session.play()
