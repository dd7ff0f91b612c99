"""The maps on screen, left of the stage or in its place: one or two with one cross, and their difference."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from engine.errors import RavineError
from gui.hand.card import Card
from gui.maps import words
from gui.maps.axis import share_of, value_at
from gui.maps.bar import Bar
from gui.maps.figure import Figure
from gui.maps.overlays import Share
from gui.maps.pane import Pane
from gui.maps.pathfinder import Path as Trail
from gui.maps.saving import Sheet
from gui.maps.state import MapState
from gui.model.edits import colour_of
from gui.panels.complaint import words as said
from gui.theme import GRID, current_theme
from gui.translations import translate
from scenarios.mapping import START
from scenarios.saving import dumps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gui.actions import Actions
    from gui.canvas import Canvas
    from gui.maps.renderer import Picture
    from gui.model.session import Session
    from scenarios.map_schema import AxisSpec

Margins = tuple[int, int, int, int]

_GAP = 2 * GRID
_NOTED = 4000  # milliseconds that a sentence about the end of a zoom stays


class MapView(QWidget):
    """Bound to the session, shown while the scenario has a map. resized: asks for the window's layout."""

    resized = Signal()

    def __init__(self, session: Session, canvas: Canvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        self.state = MapState(session, self)
        self.panes = [Pane(self) for _ in range(3)]
        self.bar = Bar(session, self)
        self.card = Card(parent)
        self.refused: RavineError | None = None
        self.said = ""
        self._layout: tuple[bool, int, bool] = (False, 1, False)
        self._margins: Margins = (0, 0, 0, 0)
        self._scale = 1.0
        self._note = QTimer(self)
        self._note.setSingleShot(True)
        self._note.setInterval(_NOTED)
        self._note.timeout.connect(self._forget_note)
        for number, pane in enumerate(self.panes):
            self._bind(number, pane)
        self.panes[0].resized.connect(self._follow_size)
        self.state.found.connect(self._take_path)
        self.state.saved.connect(self._take_saved)
        self.state.changed.connect(self._follow)
        self.state.told.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        session.opened.connect(self.forget)
        self.hide()

    def _bind(self, number: int, pane: Pane) -> None:
        pane.zoomed.connect(self._zoom_at)
        pane.panned.connect(self._pan)
        pane.settled.connect(self.state.settle)
        pane.pointed.connect(lambda at: self._point(number, at))
        pane.pressed.connect(lambda x, y: self._replay(number, x, y))

    def declare(self, registry: Actions) -> None:
        """What can be done with maps, as actions of the window."""
        from gui.maps import actions

        actions.declare(self, self._session, registry)
        self.bar.wire(registry)

    # -- what the window asks ----------------------------------------------------------------------------

    @property
    def is_wanted(self) -> bool:
        """Whether there is a map to be shown."""
        return self._session.map is not None and self._session.may_map

    @property
    def count(self) -> int:
        """How many pictures there are side by side."""
        spec = self._session.map
        if spec is None or spec.second is None:
            return 1
        return 3 if spec.second.difference else 2

    def set_margins(self, left: int, top: int, right: int, bottom: int, scale: float = 1.0) -> None:
        """What lies over the edges, and how much larger type is than at work."""
        if (self._margins, self._scale) != ((left, top, right, bottom), scale):
            self._margins, self._scale = (left, top, right, bottom), scale
            self._place()

    def zoom(self, factor: float) -> None:
        """Magnifies about the cross, or the middle."""
        self.state.zoom(factor, *(self.panes[0].cross or (0.5, 0.5)))
        self._tell_end()

    def show_all(self) -> None:
        self.state.show_home()

    def ask_where(self) -> None:
        """Asks for a file to save to; nothing waits for it."""
        dialog = QFileDialog(self.window(), translate("window", "Save the map"), str(Path.home() / "map.png"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([
            translate("window", "Picture (*.png)"),
            translate("window", "Drawing (*.svg)"),
            translate("window", "Numbers (*.npz)"),
        ])  # fmt: skip
        dialog.setDefaultSuffix("png")
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Writes what is shown; the kind of file is the name's ending."""
        shown = [pane for pane in self.panes if not pane.isHidden()]
        figures = [pane.figure for pane in shown if pane.figure is not None]
        pictures = [p for n in range(min(len(shown), 2)) if (p := self._picture(n)) is not None]
        copies = tuple(
            dataclasses.replace(each, image=each.image.copy() if each.image is not None else None)
            for each in figures
        )
        assert self._session.scenario is not None
        numbers = tuple(
            (p.numbers.study, {n: a.copy() for n, a in p.numbers.arrays.items()}) for p in pictures
        )
        size = (shown[0].width() / self._scale, shown[0].height() / self._scale)
        text = dumps(self._session.scenario)
        self.state.saver.save(Sheet(copies, size, numbers, text, current_theme()), path)

    def _take_saved(self, outcome: Path | RavineError) -> None:
        if isinstance(outcome, RavineError):
            self.refused, self.said = outcome, ""
        else:
            self.refused, self.said = None, translate("window", "Saved: {0}").format(outcome.name)
        self._note.start()
        self.refresh()

    def set_axis(self, side: str, name: str) -> None:
        """Something else changes along one side; what the other side has goes to this one."""
        spec = self._session.map
        if spec is None or name == getattr(spec, side).name:
            return
        other = "y" if side == "x" else "x"
        changes = {side: self.state.home_axis(name)}
        if getattr(spec, other).name == name:
            changes = {side: getattr(spec, other), other: getattr(spec, side)}
        self._session.change_map(**changes)

    # -- showing -----------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """The map, or whether there is one, is another."""
        spec = self._session.map
        layout = (self.is_wanted, self.count, spec is not None and spec.wide)
        if layout != self._layout:
            self._layout = layout
            self.resized.emit()
        self.refresh()

    def refresh(self) -> None:
        """Everything again from what is known now."""
        spec = self.state.shown
        if spec is None or not self._session.may_map:
            return
        count = self.count
        if count != sum(not pane.isHidden() for pane in self.panes):
            for number, pane in enumerate(self.panes):
                pane.setVisible(number < count)
            self._place()
        renderer = self.state.renderer
        maps = self.state.maps()
        for number in range(min(count, 2)):
            picture = renderer.pictures[number] if number < len(renderer.pictures) else None
            if picture is not None and picture.job.number >= len(self._session.runs):
                picture = None
            self._show(number, picture, maps[number])
        if count == 3:
            self._show_difference()
        self.bar.setVisible(self._scale == 1.0)
        self.update()

    def _show(self, number: int, picture: Picture | None, wanted: tuple) -> None:
        pane, session = self.panes[number], self._session
        run, colour = wanted
        assert session.scenario is not None
        figure = self._figure()
        figure.heading = session.localized(session.runs[run].label)
        figure.about = words.colour_name(colour)
        figure.colour = current_theme().run_colour(colour_of(session.scenario, run))
        if picture is not None:
            figure.image, figure.image_x, figure.image_y = picture.image, picture.job.x, picture.job.y
            figure.items = words.legend_of(picture, current_theme())
        is_busy = self.state.renderer.is_busy and (picture is None or picture.done < 1)
        pane.progress = (picture.done if picture is not None else 0.0) if is_busy else None
        pane.marks = self._marks(picture)
        pane.note = self._sentence() if number == 0 else ""
        pane.path_colour = figure.colour
        pane.show_figure(figure)

    def _show_difference(self) -> None:
        comparison, figure = self.state.renderer.comparison, self._figure()
        figure.heading = translate("window", "Difference")
        if comparison is not None:
            job = comparison.first.job
            figure.image, figure.image_x, figure.image_y = comparison.image, job.x, job.y
            figure.items = words.legend_of_comparison(comparison, current_theme())
        self.panes[2].note = ""
        self.panes[2].show_figure(figure)

    def _figure(self) -> Figure:
        """A figure with the axes that are shown, and nothing in it yet."""
        spec, language = self.state.shown, self._session.language
        assert spec is not None
        known = self.state.parameters(spec.run)
        x, y = (known[axis.name] for axis in (spec.x, spec.y))
        return Figure(
            spec.x,
            spec.y,
            (words.axis_name(x, language), words.axis_name(y, language)),
            (x.label(language), y.label(language)),
            equal={spec.x.name, spec.y.name} == set(START),
        )

    def _marks(self, picture: Picture | None) -> list[Share]:
        """Where the minima lie, on a map of starts."""
        spec = self.state.shown
        if picture is None or picture.facts is None or spec is None or not self._is_plane:
            return []
        return [
            (share_of(spec.x, self._along(spec.x.name, place.x, place.y)),
             share_of(spec.y, self._along(spec.y.name, place.x, place.y)))
            for place in picture.facts.minima
        ]  # fmt: skip

    @property
    def _is_plane(self) -> bool:
        """Whether the map lies over the plane itself: both axes are starts."""
        spec = self.state.shown
        return spec is not None and {spec.x.name, spec.y.name} == set(START)

    def _along(self, name: str, x: float, y: float) -> float:
        return x if name == START[0] else y

    def _sentence(self) -> str:
        """What is said upon the map."""
        error = self.refused or self.state.problem
        if error is not None:
            return said(error)
        if self.said:
            return self.said
        if self.state.end == "float64" and self._note.isActive():
            return translate(
                "window",
                "This is as deep as 64-bit numbers go: neighbouring pixels would begin at the same number.",
            )
        return ""

    def _tell_end(self) -> None:
        if self.state.end == "float64":
            self._note.start()
            self.refresh()

    def _forget_note(self) -> None:
        self.state.end = None
        self.refused, self.said = None, ""
        self.refresh()

    # -- the hand ----------------------------------------------------------------------------------------

    def _zoom_at(self, factor: float, across: float, up: float) -> None:
        self.state.focus = (across, up)
        self.state.zoom(factor, across, up)
        self._tell_end()
        self.forget_path()

    def _pan(self, across: float, up: float) -> None:
        self.forget_path()
        self.state.pan(across, up)

    def _picture(self, number: int) -> Picture | None:
        pictures = self.state.renderer.pictures
        number = 0 if number > 1 else number
        return pictures[number] if number < len(pictures) else None

    def _pixel(self, picture: Picture, at: Share) -> tuple[int, int] | None:
        """Row and column of a picture's pixel at a place of what is shown."""
        spec = self.state.shown
        assert spec is not None
        across = share_of(picture.job.x, value_at(spec.x, at[0]))
        up = share_of(picture.job.y, value_at(spec.y, at[1]))
        if not (0 <= across < 1 and 0 <= up < 1):
            return None
        rows, columns = picture.numbers.shape
        return int(up * rows), int(across * columns)

    def _point(self, number: int, at: Share | None) -> None:
        """The pointer is over a place of a map: its numbers, and its path as soon as it is found."""
        if at is None:
            self.forget()
            return
        for pane in self.panes:
            pane.set_cross(at)
        picture = self._picture(number)
        pixel = self._pixel(picture, at) if picture is not None else None
        if picture is None or pixel is None or picture.job.number >= len(self._session.runs):
            self.card.hide()
            return
        self._show_card(number, picture, pixel, at)
        self.state.finder.ask(picture.job.study, *pixel)

    def _show_card(self, number: int, picture: Picture, pixel: tuple[int, int], at: Share) -> None:
        session, pane, spec = self._session, self.panes[number], self.state.shown
        assert session.scenario is not None
        assert spec is not None
        known, language = self.state.parameters(picture.job.number), session.language
        values = picture.job.study.pixel(*pixel)
        rows = [
            (known[axis.name].label(language), words.format_axis(values[axis.name], axis))
            for axis in (spec.x, spec.y)
        ]
        rows += words.told(picture, *pixel)
        run = picture.job.number
        colour = current_theme().run_colour(colour_of(session.scenario, run))
        window = self.window()
        where = pane.mapTo(window, pane.point(at).toPoint())
        room = QRectF(window.rect()).adjusted(GRID, GRID, -GRID, -GRID)
        name = session.localized(session.runs[run].label)
        self.card.show_rows(name, "", colour, rows, where.toPointF(), room)

    def _take_path(self, path: Trail) -> None:
        """A path was found: over the map where that is the plane, and on the stage."""
        cross, spec = self.panes[0].cross, self.state.shown
        if cross is None or spec is None or not self.isVisible():
            return
        number = next(
            (n for n in range(2) if (p := self._picture(n)) is not None and p.job.study is path.study), None
        )
        if number is None:
            return
        picture = self._picture(number)
        assert picture is not None
        colour = self.panes[number].path_colour
        self._canvas.set_preview(path.places, colour)
        over = None
        if self._is_plane:
            x, y = (path.places[:, START.index(axis.name)] for axis in (spec.x, spec.y))
            over = np.stack([_shares(spec.x, x), _shares(spec.y, y)], axis=1)
        for pane in self.panes:
            pane.path, pane.path_colour = over, colour
            pane.update()

    def forget_path(self) -> None:
        self.state.finder.forget()
        self._canvas.set_preview(None, "")
        for pane in self.panes:
            pane.path = None

    def forget(self) -> None:
        """Nothing is pointed at."""
        self.forget_path()
        self.card.hide()
        for pane in self.panes:
            pane.set_cross(None)

    def _replay(self, number: int, across: float, up: float) -> None:
        """The stage begins anew as this pixel says."""
        picture = self._picture(number)
        pixel = self._pixel(picture, (across, up)) if picture is not None else None
        if picture is None or pixel is None:
            return
        session = self._session
        try:
            session.set_pixel(picture.job.study.pixel(*pixel), picture.job.number)
        except RavineError as error:
            self.refused = error
            self._note.start()
            self.refresh()
            return
        session.restart()
        session.play()

    # -- layout ------------------------------------------------------------------------------------------

    def _place(self) -> None:
        left, top, right, bottom = self._margins
        room = self.width() - left - right
        count = self.count
        wide = (room - (count - 1) * _GAP) // count
        bar = self.bar.sizeHint()
        for number, pane in enumerate(self.panes):
            pane.set_scale(self._scale)
            pane.header_inset = bar.width() + GRID if number == count - 1 else 0.0
            pane.setGeometry(left + number * (wide + _GAP), top, wide, self.height() - top - bottom)
        self.bar.setGeometry(self.width() - right - bar.width(), top - 4, bar.width(), bar.height())
        self.bar.raise_()

    def _follow_size(self) -> None:
        self.state.set_size(self.panes[0].plot_pixels())

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(current_theme().window))
            painter.setPen(QColor(current_theme().line))
            painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        self.state.wake(True)

    def hideEvent(self, event: QHideEvent) -> None:
        self.forget()
        self.state.wake(False)


def _shares(axis: AxisSpec, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places of many values along an axis."""
    if axis.log:
        with np.errstate(all="ignore"):
            return np.asarray(np.log(values / axis.low) / np.log(axis.high / axis.low))
    return np.asarray((values - axis.low) / (axis.high - axis.low))
