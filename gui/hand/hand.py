"""The pointer on the stage: finds what is under it, begins and ends gestures, and says what would happen."""

from __future__ import annotations

from functools import partial
from math import isfinite
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication

from gui.hand.card import Card
from gui.hand.gestures import DrawBox, DrawCircle, DrawCloud, DrawGrid, DrawStart, Gesture, MoveStart
from gui.hand.hints import hint_for
from gui.hand.reach import Ball, StartPoint, ball_at, head_of, sought_at, start_at
from gui.hand.sketch import paint_hold, paint_start
from gui.model.frame import Frame
from gui.model.probe import Probe
from gui.relief.sketch import paint_draped
from gui.stage.lettering import fineness, lay, lettered, text_size
from gui.theme import BODY, GRID, current_theme

if TYPE_CHECKING:
    from gui.canvas import Canvas
    from gui.model.session import Session

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_DRAWN = (_CTRL | _SHIFT, DrawBox), (_SHIFT, DrawCloud), (_CTRL, DrawGrid), (_ALT, DrawCircle)


class Hand:
    """Of one canvas. Places are in the widget's pixels."""

    def __init__(self, session: Session, canvas: Canvas) -> None:
        self._session, self._canvas = session, canvas
        self._at: QPointF | None = None
        self._press: QPointF | None = None
        self._panned: QPointF | None = None
        self._turns = False
        self._held: type[DrawStart] | StartPoint | None = None
        self.ball: Ball | None = None
        self.start: StartPoint | None = None
        self.gesture: Gesture | None = None
        self.drawn: type[DrawStart] | None = None
        self._card: Card | None = None
        self._clicked: QPointF | None = None
        session.frame_changed.connect(self._follow)
        session.opened.connect(self.forget)

    @property
    def card(self) -> Card:
        """Belongs to the window, so that it may lie over everything."""
        if self._card is None:
            self._card = Card(self._canvas.window())
        return self._card

    @property
    def is_busy(self) -> bool:
        """Whether a button is held."""
        return self._press is not None

    @property
    def is_panning(self) -> bool:
        return self._panned is not None

    def forget(self) -> None:
        """Another scenario, or the pointer has left: nothing is under it."""
        self._at = self._press = self._panned = self._held = self._clicked = None
        self.gesture = None
        self._hover(None, None)
        self._dress()

    # -- the pointer -------------------------------------------------------------------------------------

    def moved(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._at = at
        if self._press is None:
            self._look(modifiers)
        elif self._is_dragging(at):
            self._drag(at)
        self._dress()

    def pressed(self, at: QPointF, modifiers: Qt.KeyboardModifier, pans: bool) -> None:
        """A button goes down; `pans` for one that does nothing else."""
        self._at = at
        self._look(modifiers)
        self._press = at
        self._held = None if pans else self.drawn or self.start
        self._turns = self._canvas.is_relief and not pans
        if pans:
            self._panned = at
        self._dress()

    def released(self, at: QPointF) -> None:
        """The button goes up: a click, unless it was dragged."""
        press, gesture, panned = self._press, self.gesture, self._panned
        self._press = self._panned = self._held = self.gesture = None
        if gesture is not None:
            self._session.attempt(gesture.done)
        elif press is not None and panned is None:
            self._session.attempt(partial(self._click, at))
        self._dress()

    def cancel(self) -> bool:
        """Leaves everything as it was before the press; whether there was anything to leave."""
        gesture, self.gesture = self.gesture, None
        busy = self._press is not None
        self._press = self._panned = self._held = None
        if gesture is not None:
            gesture.cancelled()
        self._dress()
        return busy

    def modified(self, modifiers: Qt.KeyboardModifier) -> None:
        """A key that changes what a press does went down or up."""
        if self._press is None and self._at is not None:
            self._look(modifiers)
            self._dress()

    def _is_dragging(self, at: QPointF) -> bool:
        if self.gesture is not None or self._panned is not None:
            return True
        assert self._press is not None
        return (at - self._press).manhattanLength() >= QApplication.startDragDistance()

    def _drag(self, at: QPointF) -> None:
        assert self._press is not None
        if self.gesture is None and self._panned is None:
            if isinstance(self._held, StartPoint):
                self.gesture = MoveStart(self._session, self._held)
            elif self._held is not None:
                self.gesture = self._held(self._session, *self._canvas.world(self._press))
            else:
                self._panned = self._press
            self._hover(None, self.start)
        if self.gesture is not None:
            self.gesture.moved(*self._canvas.world(at))
        elif self._panned is not None:
            moved, self._panned = at - self._panned, at
            if self._turns:
                self._canvas.turn(moved.x(), moved.y())
            else:
                self._canvas.pan(moved.x(), moved.y())

    def _click(self, at: QPointF) -> None:
        if self._session.sought is not None:
            # nobody knows yet what a swarm has there
            self._clicked = at
        elif self.ball is not None:
            self._session.select(self.ball.run, self.ball.particle)
        elif self.start is not None:
            self._session.select(self.start.run, self.start.index)
        elif self._canvas.meets(at):
            self._session.set_start(*self._canvas.world(at))

    def _look(self, modifiers: Qt.KeyboardModifier) -> None:
        """Finds what is under the pointer."""
        mapping = self._canvas.mapping()
        if mapping is None or self._at is None or self._clicked is not None:
            return
        held = modifiers & (_SHIFT | _CTRL | _ALT)
        self.drawn = next((kind for keys, kind in _DRAWN if held == keys), None)
        ratio = self._canvas.devicePixelRatioF()
        px, py = self._at.x() * ratio, self._at.y() * ratio
        if self.drawn is not None:
            self._hover(None, None)
        else:
            session = self._session
            ball, start = ball_at(session, mapping, px, py, ratio), start_at(session, mapping, px, py, ratio)
            sought = sought_at(session, mapping, px, py, ratio) if ball is None else None
            if sought is None:
                self._hover(ball, start)
            else:
                # what is there comes with a frame; until then what was there, lest the card blinks
                self.start = start
                session.seek_particle(sought)

    def _hover(self, ball: Ball | None, start: StartPoint | None) -> None:
        self.ball, self.start = ball, start
        if ball is None:
            self._session.hover(None)
            if self._card is not None:
                self._card.hide()
        else:
            self._session.hover(ball.run, ball.particle)
            self._show_card()

    # -- what is seen of it ------------------------------------------------------------------------------

    def _follow(self, frame: Frame) -> None:
        """The ball under the pointer has moved: the card goes with it until the pointer moves on."""
        if frame.sought is not None and frame.sought == self._session.sought:
            self._find(frame.hovered)
        elif self.ball is not None:
            self._show_card()

    def _find(self, probe: Probe | None) -> None:
        """What a swarm has under the pointer; a click that came meanwhile is of that."""
        place = None if probe is None else (float(probe.theta[0]), float(probe.theta[1]))
        ball = None if probe is None or place is None else Ball(probe.run, probe.particle, place)
        self._hover(ball, self.start)
        clicked, self._clicked = self._clicked, None
        if clicked is not None:
            self._session.attempt(partial(self._click, clicked))
        self._dress()

    def _show_card(self) -> None:
        frame, ball = self._session.frame, self.ball
        probe = frame.hovered if frame is not None else None
        if ball is None or probe is None or (probe.run, probe.particle) != (ball.run, ball.particle):
            return
        place = head_of(self._session, ball.run, ball.particle)
        point = self._canvas.point(*place) if place is not None else None
        if point is None or not isfinite(point.x() + point.y()) or ball.run >= len(self._session.runs):
            # it is hidden, or has left the relief's ground
            self.card.hide()
            return
        run = self._session.runs[ball.run]
        colour = self._canvas.colour_of(ball.run)
        window = self._canvas.window()
        at = self._canvas.mapTo(window, point)
        room = self._canvas.area().translated(self._canvas.mapTo(window, QPointF()))
        if not room.contains(at) or room.width() < 2 * self.card.width():
            room = QRectF(window.rect()).adjusted(GRID, GRID, -GRID, -GRID)
        self.card.show_probe(probe, self._session.localized(run.label), colour, at, room)

    def _dress(self) -> None:
        """The pointer's shape says what a press would do."""
        shape = Qt.CursorShape.CrossCursor
        if self._panned is not None or isinstance(self.gesture, MoveStart):
            shape = Qt.CursorShape.ClosedHandCursor
        elif self.gesture is None and self.drawn is None:
            if self.ball is not None:
                shape = Qt.CursorShape.PointingHandCursor
            elif self.start is not None:
                shape = Qt.CursorShape.OpenHandCursor
        if self._canvas.cursor().shape() != shape:
            self._canvas.setCursor(shape)
        self._canvas.update()

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """What is being drawn or can be taken hold of, and one quiet line about it."""
        theme, point = current_theme(), self._canvas.point
        if isinstance(self.gesture, DrawStart):
            paint = paint_draped if self._canvas.is_relief else paint_start
            paint(painter, self.gesture, lambda x, y: point(x, y).toTuple(), theme)
        elif isinstance(self.gesture, MoveStart):
            paint_hold(painter, point(*self.gesture.place).toTuple(), theme)
        elif self.start is not None and self._panned is None:
            paint_hold(painter, point(*self.start.place).toTuple(), theme)
        if self._at is None or self._panned is not None or self._canvas.sight_bar.is_bare:
            return
        text = hint_for(self, self._session)
        if text:
            image = lettered(text, theme.on_stage_muted, theme.overlay.halo, BODY, False, fineness(painter))
            width, height = text_size(image)
            left, bar = area.center().x() - width / 2, self._canvas.sight_bar
            top = area.bottom() - height - 28
            if bar.isVisible() and bar.x() - 2 * GRID - width < area.left():
                top = min(top, bar.y() - GRID - height)
            elif bar.isVisible():
                left = min(left, bar.x() - 2 * GRID - width)
            lay(painter, image, left, top)
