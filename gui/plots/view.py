"""Figures in a window: a pyqtgraph view one to one, without anything that pyqtgraph itself does to it."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.courtesy import claim
from gui.plots.curve_figure import CurveFigure
from gui.plots.figure import Figure
from gui.plots.lane_item import LaneItem
from gui.plots.lanes_figure import LanesFigure
from gui.plots.library import pg

_NOTCH = 120.0
_ZOOM = 1.25


class FigureView(pg.GraphicsView):
    """Shows a figure; what is behind the view shines through."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        own = self.scene()
        self.setCentralItem(None)
        self.figure, self.sceneObj = figure, figure.scene
        self.setScene(figure.scene)
        own.deleteLater()
        self.setCacheMode(self.CacheModeFlag.CacheNone)
        self.setInteractive(False)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setStyleSheet("background: transparent")
        self.viewport().setAutoFillBackground(False)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        claim()
        super().paintEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self.figure.let_go()
        super().hideEvent(event)

    def end(self) -> None:
        """Ends the view and its figure; neither can be used any more."""
        shiboken6.delete(self)
        self.figure.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # keys are the window's

    def leaveEvent(self, event: QEvent) -> None:
        event.accept()


class LanesView(FigureView):
    """Wheel: magnify. Drag: move the magnified part, or the cursor where all is shown, and always on the
    axis. Click: go there. Double click: enlarge a lane, on the axis show all. The pointer reads values.

    In the lane `brush` names, dragging draws: `stroked` has the stroke so far, (place, value) each, and
    whether it is to be straight; `stroke_ended` comes when it is done. seeks: there is a cursor to move.
    """

    sought = Signal(int)
    pointed = Signal()
    lane_enlarged = Signal(str)
    stroked = Signal(list, bool)
    stroke_ended = Signal()

    figure: LanesFigure

    def __init__(self, figure: LanesFigure, parent: QWidget | None = None, seeks: bool = True) -> None:
        super().__init__(figure, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.brush: str | None = None
        self._seeks = seeks
        self._press: QPointF | None = None
        self._stroke: list[tuple[float, float]] | None = None
        self._scrubs = self._pans = False

    def _is_inside(self, at: QPointF) -> bool:
        return self.figure.area.adjusted(-4, -8, 4, 28).contains(at)

    def _point(self, at: QPointF | None) -> None:
        figure = self.figure
        inside = at is not None and self._is_inside(at)
        epoch = figure.snapped(figure.epoch(at.x())) if at is not None and inside else None
        if epoch != figure.hovered:
            figure.set_hovered(epoch)
            self.pointed.emit()

    def _seek(self, at: QPointF) -> None:
        if self._seeks:
            self.sought.emit(round(self.figure.epoch(at.x())))

    # -- drawing -----------------------------------------------------------------------------------------

    def _canvas(self, at: QPointF) -> LaneItem | None:
        """The lane that is drawn in, where the pointer is over it."""
        item = self.figure.lane_at(at.x(), at.y())
        drawn = item is not None and self.brush is not None and item.lane.key == self.brush
        return item if drawn and self._is_inside(at) else None

    def _draw(self, event: QMouseEvent) -> None:
        """Adds where the pointer is to the stroke; above and below the lane values go on."""
        assert self._stroke is not None
        item = next((item for item in self.figure.lanes if item.lane.key == self.brush), None)
        if item is None:
            self._end_stroke()  # brush or lane were put away under the hand
            return
        at = event.position()
        self._stroke.append((self.figure.epoch(at.x()), item.height(at.y())))
        straight = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.stroked.emit(self._stroke, straight)

    def _begin_stroke(self, item: LaneItem, event: QMouseEvent) -> None:
        item.held = item.values  # the axis stands still under the hand
        self._stroke = []
        self._draw(event)

    def _end_stroke(self) -> None:
        self._stroke = None
        for item in self.figure.lanes:
            item.held = None
        self.stroke_ended.emit()

    # -- the mouse ---------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton or not self._is_inside(at):
            event.ignore()
            return
        canvas = self._canvas(at)
        if canvas is not None:
            self._begin_stroke(canvas, event)
            return
        self._press, self._pans = at, False
        self._scrubs = self._seeks and (self.figure.is_whole or at.y() > self.figure.area.bottom())
        if self._scrubs:
            self._seek(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._let_go()  # a menu that opened meanwhile heard of it instead
        self._point(at)
        if self._stroke is not None:
            self._draw(event)
            return
        if self._press is None:
            self._show_brush(at)
            return
        if self._scrubs:
            self._seek(at)
            return
        moved = at.x() - self._press.x()
        if self._pans or abs(moved) >= QApplication.startDragDistance():
            self._pans, self._press = True, at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.figure.pan(moved)
            self._point(at)

    def _show_brush(self, at: QPointF) -> None:
        """The pointer says where dragging draws."""
        if self._canvas(at) is not None:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is not None and not self._scrubs and not self._pans:
            self._seek(event.position())
        self._let_go()

    def _let_go(self) -> None:
        if self._stroke is not None:
            self._end_stroke()
        elif self._press is not None:
            self._press = None
            self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        item = self.figure.lane_at(at.x(), at.y())
        if event.button() != Qt.MouseButton.LeftButton or self._canvas(at) is not None:
            self.mousePressEvent(event)
        elif item is not None and item.lane.key:
            self.lane_enlarged.emit(item.lane.key)
        else:
            self.figure.show_all()
            self._point(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _NOTCH
        if notches and self._is_inside(event.position()):
            self.figure.zoom(_ZOOM**notches, self.figure.epoch(event.position().x()))
            self._point(event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)
        super().leaveEvent(event)


class CurveView(FigureView):
    """Click and drag: let the balls begin there. `placed` has the place; `released` comes at the end."""

    placed = Signal(float)
    released = Signal()

    figure: CurveFigure

    def __init__(self, figure: CurveFigure, parent: QWidget | None = None) -> None:
        super().__init__(figure, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self._holds = False

    def _is_inside(self, at: QPointF) -> bool:
        return self.figure.area.adjusted(-6, -8, 6, 4).contains(at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._is_inside(event.position()):
            event.ignore()
            return
        self._holds = True
        self.placed.emit(self.figure.x(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._let_go()
        if self._holds:
            self.placed.emit(self.figure.x(event.position().x()))
        elif self._is_inside(event.position()):
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._let_go()

    def _let_go(self) -> None:
        if self._holds:
            self._holds = False
            self.released.emit()
