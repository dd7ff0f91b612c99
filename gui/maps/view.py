"""The maps on screen, left of the stage or in its place: one or two with one cross, and their difference."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from engine.errors import RavineError
from gui.maps import figures
from gui.maps.awaited import Awaited
from gui.maps.bar import Bar
from gui.maps.figure import LEFT, LEFT_OF_FOLLOWER, Figure, left_of
from gui.maps.filing import ask_where, ask_where_to_film, sheet_of, zoom_of
from gui.maps.heading import first_line
from gui.maps.pane import Pane
from gui.maps.pointer import Pointer
from gui.maps.saving import Sheet
from gui.maps.state import MapState
from gui.maps.words import end_of_zoom
from gui.panels.complaint import words as said
from gui.theme import GRID, current_theme
from gui.translations import translate

if TYPE_CHECKING:
    from gui.actions import Actions
    from gui.canvas import Canvas
    from gui.model.session import Session

Margins = tuple[int, int, int, int]

_GAP = 2 * GRID
_HEADING = 12 * GRID  # what a map's heading needs beside the bar; with less, the bar stands above it
_NOTED = 4000  # milliseconds that a sentence about the end of a zoom stays


class MapView(QWidget):
    """Bound to the session, shown while the scenario has a map. resized: asks for the window's layout."""

    resized = Signal()

    def __init__(self, session: Session, canvas: Canvas, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.state = MapState(session, self)
        self.panes = [Pane(self) for _ in range(3)]
        self.bar = Bar(session, self)
        self.pointer = Pointer(session, self.state, canvas, self)
        self._awaited = Awaited(self.state.saver)
        self.refused: RavineError | None = None
        self.said = ""
        self._layout: tuple[bool, int, bool] = (False, 1, False)
        self._margins: Margins = (0, 0, 0, 0)
        self._scale = 1.0
        self._is_above = False
        self._left = LEFT
        self._note = QTimer(self)
        self._note.setSingleShot(True)
        self._note.setInterval(_NOTED)
        self._note.timeout.connect(self._forget_note)
        for number, pane in enumerate(self.panes):
            self._bind(number, pane)
        self.panes[0].resized.connect(self._follow_size)
        self.pointer.refused.connect(self.say)
        self.state.saved.connect(self.say)
        self.state.changed.connect(self._follow)
        self.state.told.connect(self.refresh)
        session.language_changed.connect(self.refresh)
        for change in (session.opened, session.theme_changed, session.language_changed):
            change.connect(self.pointer.forget)
        self.hide()

    def _bind(self, number: int, pane: Pane) -> None:
        pane.zoomed.connect(self._zoom_at)
        pane.panned.connect(self.state.pan)
        pane.settled.connect(self.state.settle)
        pane.pointed.connect(lambda at: self.pointer.point(number, at))
        pane.pressed.connect(lambda x, y: self.pointer.replay(number, x, y))

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
        """Asks for a file to save to."""
        ask_where(self.window(), self.save)

    def save(self, path: Path) -> None:
        """Writes what is shown; the kind of file is the name's ending."""
        self.state.settle()  # a file carries the scenario, which is to be of what is shown
        if self._session.scenario is not None:
            self._awaited.save(path, self._of, self._sheet(), self.state.renderer.is_busy)
            self.refresh()

    @property
    def _of(self) -> tuple[object, ...]:
        """What is shown, as long as it is the same."""
        return self._session.scenario, self.state.shown, self.state.size

    def _sheet(self) -> Sheet:
        return sheet_of(self._session, self.state, self.panes, self._scale)

    def toggle_film(self) -> None:
        """Asks where to film the way from the whole map to what is shown; or gives up the film."""
        if self.state.filmer.share is not None:
            self.state.filmer.cancel()
        else:
            ask_where_to_film(self.window(), self.film)

    def film(self, path: Path) -> None:
        """Films the way down to what is shown."""
        self.state.settle()
        figure = self.panes[0].figure
        if self.state.shown is None or figure is None:
            return
        try:
            zoom = zoom_of(self._session, self.state, figure)
        except RavineError as error:
            self.say(error)
            return
        self.state.filmer.film(zoom, path)
        self.refresh()

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
        session, state = self._session, self.state
        if state.shown is None or not session.may_map:
            self._awaited.give_up()
            return
        count, maps = self.count, state.maps()
        if count != sum(not pane.isHidden() for pane in self.panes):
            for number, pane in enumerate(self.panes):
                pane.setVisible(number < count)
            self._place()
        for number, (pane, shown) in enumerate(zip(self.panes, maps, strict=False)):
            picture = figures.picture_of(session, state, number)
            is_busy = state.renderer.is_busy and (picture is None or picture.done < 1)
            pane.progress = (picture.done if picture is not None else 0.0) if is_busy else None
            pane.marks = figures.marks(state, picture)
            pane.note = self._sentence() if number == 0 else ""
            self._show(number, figures.map_figure(session, state, picture, shown))
        if count == 3:
            self._show(2, figures.difference_figure(session, state))
        self._awaited.follow(self._of, state.renderer.is_busy, self._sheet)
        self.bar.setVisible(self._scale == 1.0)
        self._place_bar()
        self.update()

    def _show(self, number: int, figure: Figure) -> None:
        figure.follows = number > 0
        self.panes[number].show_figure(figure)
        if number == 0 and left_of(figure) != self._left:
            self._left = left_of(figure)
            self._place()

    def _sentence(self) -> str:
        """What is said upon the map."""
        error = self.refused or self.state.problem
        if error is not None:
            return said(error)
        if self.said:
            return self.said
        if self._awaited.name is not None:
            return translate("window", "Is saved once it is finished: {0}").format(self._awaited.name)
        if self.state.filmer.share is not None:
            return translate("window", "Filming the zoom: {0} %").format(round(100 * self.state.filmer.share))
        if self.state.end is not None and self._note.isActive():
            return end_of_zoom(self.state.end)
        return ""

    def say(self, outcome: Path | RavineError | None) -> None:
        """A file was written, or something could not be done, or a film grows."""
        self.refused = outcome if isinstance(outcome, RavineError) else None
        self.said = ""
        if isinstance(outcome, Path):
            self.said = translate("window", "Saved: {0}").format(outcome.name)
        if outcome is not None:
            self._note.start()
        self.refresh()

    def _tell_end(self) -> None:
        if self.state.end is not None:
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

    # -- layout ------------------------------------------------------------------------------------------

    def _place(self) -> None:
        left, top, right, bottom = self._margins
        room = self.width() - left - right
        count = self.count
        # the first has the numbers and names for all of them
        own = round(self._scale * (self._left - LEFT_OF_FOLLOWER)) if count > 1 else 0
        wide = (room - own - (count - 1) * _GAP) // count
        bar = self.bar.sizeHint()
        before = self._left if count == 1 else LEFT_OF_FOLLOWER
        self._is_above = self._scale == 1.0 and wide - before - bar.width() < _HEADING
        beside = self._scale == 1.0 and not self._is_above
        top += bar.height() if self._is_above else 0
        for number, pane in enumerate(self.panes):
            pane.set_scale(self._scale)
            pane.header_inset = bar.width() + GRID if number == count - 1 and beside else 0.0
            pane.gap = _GAP if number < count - 1 else 0
            pane.setGeometry(left, top, wide + own + pane.gap, self.height() - top - bottom)
            left, own = left + pane.width(), 0
        self._place_bar()

    def _place_bar(self) -> None:
        """At the right end of the last heading, or above it."""
        size, last = self.bar.sizeHint(), self.panes[self.count - 1]
        middle = first_line(last.at.header).center().y() * self._scale if last.at is not None else 0.0
        if self._is_above and last.at is not None:
            middle = last.at.header.top() - size.height() / 2
        right = last.geometry().right() + 1
        self.bar.setGeometry(
            right - size.width(), round(last.y() + middle - size.height() / 2), size.width(), size.height()
        )
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
        self.pointer.forget()
        self._awaited.give_up()
        self.state.wake(False)
