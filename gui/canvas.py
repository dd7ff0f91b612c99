"""The stage on screen: the worker's newest picture, what is drawn upon it, and where events go.

What a person does with the pointer is in `gui.hand`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from gui.actions.registry import Actions
from gui.courtesy import claim
from gui.explain.explainer import Explainer
from gui.explain.painting import paint_scene
from gui.hand.hand import Hand
from gui.hand.reach import head_of
from gui.hand.sight import Sight, SightBar
from gui.maps.trail import paint_trail
from gui.model.edits import colour_of
from gui.model.session import Session
from gui.model.view import Mapping
from gui.relief.axes import paint_relief_axes
from gui.relief.mapping import ReliefMapping
from gui.relief.sketch import paint_ring
from gui.stage.axes import paint_axes
from gui.stage.overlay import paint_overlay
from gui.stage.selection import paint_selection
from gui.steered_view import SteeredView
from gui.theme import current_theme
from gui.translations import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NOTCH = 120.0
_ZOOM = 1.25
_STRIDE = 64.0  # pixels that an arrow key moves the view by
_WAYS = {
    "Left": (QT_TRANSLATE_NOOP("window", "Look further left"), 1, 0),
    "Right": (QT_TRANSLATE_NOOP("window", "Look further right"), -1, 0),
    "Up": (QT_TRANSLATE_NOOP("window", "Look further up"), 0, 1),
    "Down": (QT_TRANSLATE_NOOP("window", "Look further down"), 0, -1),
}
_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt)


class Canvas(SteeredView):
    """Bound to the session: click to start there, drag to pan or turn, wheel to zoom, draw starts."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._insets = (0.0, 0.0, 0.0, 0.0)
        self._edge, self._covered, self._scale = 0.0, 0.0, 1.0
        self._shows_focus = False
        self.shows_axes = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.hand = Hand(session, self)
        self.explainer: Explainer | None = None
        self._preview: NDArray[np.float64] | None = None
        self._preview_colour = ""
        self.sight = Sight(session)
        self.sight_bar = SightBar(session, self.sight, self)
        session.selection_changed.connect(self.update)
        session.structure_changed.connect(self.update)

    def declare(self, actions: Actions) -> None:
        """What the keyboard and the palette can do with what is drawn upon the picture."""
        self.sight.declare(actions, self)
        for key, (name, across, down) in _WAYS.items():
            act = partial(self.stride, across * _STRIDE, down * _STRIDE)
            actions.add(f"look_{key.lower()}", name, act, "stage", keys=f"Ctrl+{key}", repeats=True)
        self.sight_bar.wire(actions)
        actions.changed.connect(lambda: self.sight_bar.place(self.area()))

    # -- the view ----------------------------------------------------------------------------------------

    @property
    def is_held(self) -> bool:
        return self.hand.is_panning

    def set_insets(
        self,
        insets: tuple[float, float, float, float],
        edge: float = 0.0,
        covered_from: float = 0.0,
        scale: float = 1.0,
        bare: bool = False,
    ) -> None:
        """How much something lies over the edges: left, top, right and bottom.

        At the left only from the height `covered_from` on; above, numbers may stand at `edge`. scale: of
        what is drawn upon the picture. bare: for an audience, so nothing to press and no hints.
        """
        self.sight_bar.set_bare(bare)
        if (insets, edge, covered_from, scale) != (self._insets, self._edge, self._covered, self._scale):
            self._insets = insets
            self._edge, self._covered, self._scale = edge, covered_from, scale
            self.update()
        self.sight_bar.show_switches()
        self.sight_bar.place(self.area())

    def area(self) -> QRectF:
        """What nothing lies over."""
        left, top, right, bottom = self._insets
        return QRectF(self.rect()).adjusted(left, top, -right, -bottom)

    def set_axes(self, shown: bool) -> None:
        """Whether numbers stand along the edges."""
        self.shows_axes = shown
        self.update()

    def colour_of(self, run: int) -> str:
        """A run's colour in the theme put on."""
        scenario = self._session.scenario
        return current_theme().run_colour(colour_of(scenario, run) if scenario is not None else run)

    # -- painting ----------------------------------------------------------------------------------------

    @property
    def draws_upon(self) -> bool:
        session, explainer = self._session, self.explainer
        sees = session.scenario is not None and bool(session.scenario.view.overlays)
        # of several particles one is marked
        several = session.frame is not None and max(session.frame.particles, default=1) > 1
        explains = explainer is not None and explainer.is_on
        points = self.hand.ball is not None or self.hand.is_busy or self._preview is not None
        return sees or several or explains or points

    def paintEvent(self, event: QPaintEvent) -> None:
        claim()
        with QPainter(self) as painter:
            if not self.paint_picture(painter):
                return
            area = self.area()
            own = self.own_mapping()
            if self.shows_axes and isinstance(own, ReliefMapping):
                paint_relief_axes(painter, own, current_theme(), self._scale)
            elif self.shows_axes and isinstance(own, Mapping) and area.width() > 0 and area.height() > 0:
                paint_axes(painter, own, area, current_theme(), self._scale, self._edge, self._covered)
            self._paint_probed(painter)
            if self._preview is not None:
                points = own.pixels(self._preview)
                paint_trail(painter, points, self._preview_colour, current_theme(), self._scale)
            self.hand.paint(painter, area)
            if self._shows_focus:
                painter.setPen(QPen(QColor(current_theme().accent), 2.0))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def set_preview(self, places: NDArray[np.float64] | None, colour: str) -> None:
        """A path of the plane, (n, 2), that something else points at; None for none."""
        if places is not None or self._preview is not None:
            self._preview, self._preview_colour = places, colour
            self.update()

    def set_explainer(self, explainer: Explainer) -> None:
        """While it explains a step, its scenes are drawn in the place of what is chosen to be seen."""
        self.explainer = explainer
        explainer.changed.connect(self.update)
        explainer.moved.connect(self.update)

    def head(self) -> QPointF | None:
        """Where the selected ball is, in the canvas's own pixels; None for none."""
        place = head_of(self._session, self._session.selected, self._session.particle)
        if place is None or self.mapping() is None:
            return None
        return QPointF(*self.own_mapping().pixel(*place))

    def _paint_scene(self, painter: QPainter, explainer: Explainer) -> None:
        """The scene of a step that is taken apart."""
        scene, told, own = explainer.scene, explainer.told, self.own_mapping()
        assert scene is not None
        assert told is not None
        tangents = None if own.is_flat else own.tangents
        colour = self.colour_of(told.run)
        paint_scene(
            painter, scene, explainer.share, own.pixel, current_theme(), colour, self._scale, tangents
        )

    def _paint_probed(self, painter: QPainter) -> None:
        """What is drawn at the selected ball and around the one under the pointer."""
        if self.explainer is not None and self.explainer.is_on:
            self._paint_scene(painter, self.explainer)
            return
        session, theme, own = self._session, current_theme(), self.own_mapping()
        scenario = session.scenario
        shown = scenario.view.overlays if scenario is not None else ()
        head = head_of(session, session.selected, session.particle)
        counts = session.frame.particles if session.frame is not None else ()
        if head is not None and (shown or max(counts, default=1) > 1):
            self._paint_ball(painter, session.selected, session.particle, head)
        ball = self.hand.ball
        place = head_of(session, ball.run, ball.particle) if ball is not None else None
        if ball is not None and place is not None:
            self._paint_ball(painter, ball.run, ball.particle, place)
        probe = session.frame.probe if session.frame is not None else None
        if head is not None and probe is not None and shown and probe.run == session.selected:
            tangents = None if own.is_flat else own.tangents
            colour = self.colour_of(probe.run)
            paint_overlay(painter, probe, own.pixel, theme, colour, self._scale, shown, tangents)

    def _paint_ball(self, painter: QPainter, run: int, particle: int, place: tuple[float, float]) -> None:
        """Balls lie upon the ground, a swarm's particles on it; a lost one keeps the picture's mark."""
        own, frame = self.own_mapping(), self._session.frame
        swarm = frame is not None and run < len(frame.heads) and frame.heads[run] is None
        gone = frame is not None and frame.is_lost(run, particle)
        at = own.pixel(*place) if swarm else own.ball(*place)
        paint = paint_selection if own.is_flat and not gone else paint_ring
        paint(painter, at, self.colour_of(run), current_theme(), self._scale)

    # -- events ------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        # with Alt held some systems turn the wheel sideways
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self.zoom(_ZOOM ** (turned / _NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() in _BUTTONS:
            pans = event.button() != Qt.MouseButton.LeftButton
            self.hand.pressed(event.position(), event.modifiers(), pans)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.mapping() is not None:
            self.hand.moved(event.position(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() in _BUTTONS:
            self.hand.released(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # the second press of a double click is a click like any other
        self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hand.is_busy:
            self.hand.forget()

    def event(self, event: QEvent) -> bool:
        # a drag takes Escape for itself, before it is a shortcut of the window
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape and self.hand.is_busy:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.hand.cancel():
            return
        if event.key() in _MODIFIERS:
            self.hand.modified(_held(event, True))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS:
            self.hand.modified(_held(event, False))
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = False
        self.update()


def _held(event: QKeyEvent, down: bool) -> Qt.KeyboardModifier:
    """The modifiers after this key went down or up, whatever the system says of them meanwhile."""
    own = {
        Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
        Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
        Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    }[Qt.Key(event.key())]
    return event.modifiers() | own if down else event.modifiers() & ~own
