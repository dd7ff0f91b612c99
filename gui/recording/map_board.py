"""The maps of a film: figures side by side that stand still, and places on them that move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from gui.maps import figure as drawing
from gui.maps import overlays
from gui.maps.axis import share_of, shares_of
from gui.maps.figure import Figure, Places
from gui.maps.figures import bare_figure, lies_on_plane, marks_of
from gui.maps.filmed import Making, figures_of, pictures_of
from gui.maps.standing import standing
from gui.recording.layout import MARGIN, Box
from gui.translations import speaking
from scenarios.mapping import LANDSCAPE, SIGMA, START, axis_parameters
from scenarios.studying import first_start

if TYPE_CHECKING:
    from gui.maps.overlays import Share
    from gui.recording.composition import Composition
    from gui.theme.colours import Theme
    from scenarios.map_schema import MapSpec
    from scenarios.resolving import Resolved

_LEAST = 80.0


@dataclass(frozen=True, eq=False)
class Panel:
    """One map: run is that whose path is drawn upon it, None on a difference."""

    figure: Figure
    at: Places
    run: int | None
    marks: list[Share]

    @property
    def plot(self) -> Box:
        plot = self.at.plot
        return Box(plot.x(), plot.y(), plot.width(), plot.height())


@dataclass(frozen=True, eq=False)
class _Room:
    """Where a map has its place, and whether it stands right of one with the same upward axis."""

    box: QRectF
    follows: bool


def _in_columns(columns: int, count: int, left: float, room: Box) -> list[_Room]:
    """left: what the first of each row has more at its left than is drawn there of those that follow it."""
    rows = -(-count // columns)
    own = left - drawing.LEFT_OF_FOLLOWER if columns > 1 else 0.0
    wide = (room.width - own - (columns - 1) * MARGIN) / columns
    high = (room.height - (rows - 1) * MARGIN) / rows
    found = []
    for k in range(count):
        across, y = k % columns, room.y + k // columns * (high + MARGIN)
        x = room.x + across * (wide + MARGIN) + (own if across else 0.0)
        found.append(_Room(QRectF(x, y, wide if across else wide + own, high), across > 0))
    return found


class MapBoard:
    """All maps of a scenario in a room of design pixels."""

    def __init__(
        self,
        resolved: Resolved,
        spec: MapSpec,
        room: Box,
        scale: float,
        composition: Composition,
        theme: Theme,
        making: Making,
    ) -> None:
        self._resolved, self.spec, self._theme, self._scale = resolved, spec, theme, scale
        self._has_legend = composition.legend
        language = composition.language
        known_axes = axis_parameters(resolved.field, resolved.runs[spec.run])
        bare = bare_figure(spec, known_axes, language)
        rooms = self._rooms(bare, room)
        plot = self._place(bare, rooms[0].box).plot
        if self._has_legend and min(plot.width(), plot.height()) < _LEAST:
            # the map is what there is to see
            self._has_legend = False
            rooms = self._rooms(bare, room)
            plot = self._place(bare, rooms[0].box).plot
        size = (round(plot.width() * scale), round(plot.height() * scale))
        pictures = pictures_of(resolved, spec, size, theme, making)
        self.panels = []
        for number, (figure, own) in enumerate(
            zip(figures_of(resolved, spec, pictures, theme, language), rooms, strict=False)
        ):
            figure.items = figure.items if self._has_legend else []
            figure.follows = own.follows
            picture = pictures[number] if number < len(pictures) else None
            run = picture.job.number if picture is not None else None
            with speaking(language):
                at = self._place(figure, own.box)
            self.panels.append(Panel(figure, at, run, marks_of(spec, picture)))

    # -- layout ------------------------------------------------------------------------------------------

    def _rooms(self, bare: Figure, room: Box) -> list[_Room]:
        """In so many columns that the plots are as large as can be; of small ones the first alone."""
        return self._rooms_of(count_of(self.spec), bare, room) or self._rooms_of(1, bare, room)

    def _rooms_of(self, count: int, bare: Figure, room: Box) -> list[_Room]:
        """None for several that would be too small to be read."""
        best: list[_Room] = []
        size = _LEAST if count > 1 else 0.0
        for columns in range(count, 0, -1):
            found = _in_columns(columns, count, drawing.left_of(bare), room)
            plot = self._place(bare, found[0].box).plot
            if min(plot.width(), plot.height()) > size:
                best, size = found, min(plot.width(), plot.height())
        return best

    def _place(self, figure: Figure, room: QRectF) -> Places:
        """As large as the room lets it be, on whole pixels, so that a pixel of the map is one of the film."""
        at = standing(figure, room, has_legend=self._has_legend, filmed=True)
        scale, plot = self._scale, at.plot
        left, top = (round(place * scale) / scale for place in (plot.left(), plot.top()))
        size = (round(length * scale) / scale for length in (plot.width(), plot.height()))
        return Places(QRectF(left, top, *size), at.header, at.rows)

    # -- painting ----------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, step: int) -> None:
        """All that stands still, in design pixels: step is the first one."""
        for panel in self.panels:
            drawing.paint(painter, panel.figure, panel.at, self._theme)
            overlays.paint_marks(painter, panel.at.plot, panel.marks, self._theme)
            if not self.is_turned:
                self.paint_cross(painter, panel, step)

    def paint_cross(self, painter: QPainter, panel: Panel, step: int) -> None:
        """Where the scenario itself is on the map, unless its path says so."""
        if self.is_plane or panel.run is None:
            return
        x, y = self._own(panel.run, step)
        if 0 <= x <= 1 and 0 <= y <= 1:
            painter.save()
            overlays.paint_cross(painter, panel.at.plot, (x, y), self._theme)
            painter.restore()

    @property
    def is_plane(self) -> bool:
        return lies_on_plane(self.spec)

    @property
    def is_turned(self) -> bool:
        """Whether the scenario's own place moves over a map of parameters."""
        scenario = self._resolved.scenario
        turns = any(self._resolved.runs[p.run].turns for p in self.panels if p.run is not None)
        return not self.is_plane and bool(turns or scenario.field.turns)

    def _own(self, run: int, step: int) -> Share:
        resolved = self._resolved
        values = dict(resolved.runs[run].parameters_at(step))
        field = resolved.field_parameters_at(step)
        values |= {LANDSCAPE + name: value for name, value in field.items()}
        values |= dict(zip(START, first_start(resolved, resolved.runs[run]), strict=True))
        values[SIGMA] = resolved.scenario.noise.sigma
        x, y = (share_of(axis, values[axis.name]) for axis in (self.spec.x, self.spec.y))
        return x, y

    def points(self, panel: Panel, path: NDArray[np.floating]) -> NDArray[np.float64]:
        """Places of the plane (…, 2) on a map of it, in design pixels."""
        plot, axes = panel.at.plot, (self.spec.x, self.spec.y)
        across, up = (shares_of(axis, path[..., START.index(axis.name)].astype(np.float64)) for axis in axes)
        return np.stack([plot.left() + across * plot.width(), plot.bottom() - up * plot.height()], axis=-1)


def count_of(spec: MapSpec) -> int:
    """How many maps there are, that of the difference included."""
    if spec.second is None:
        return 1
    return 3 if spec.second.difference else 2
