"""One map on screen: drag to move, wheel to zoom, point to see a pixel's path, click to replay it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from gui.maps import figure as drawing
from gui.maps import legend, overlays
from gui.maps.figure import Figure, Places
from gui.maps.overlays import Share
from gui.maps.standing import standing
from gui.maps.trail import paint_trail
from gui.panels.panel import tip_of
from gui.theme import current_theme

NOTCH = 120.0
ZOOM = 1.25
_CLICK = 4.0  # pixels that a hand trembles by
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_FAR = 10
_STRIDE = 0.12  # of the map, that an arrow key with Ctrl moves it by


class Pane(QWidget):
    """Shows a figure. Places are shares of its width and height, from the lower left corner.

    zoomed: a factor about a place. panned: by so much. settled: a drag or a turn of the wheel is over.
    pointed: the place under the pointer, or None. pressed: the place to be replayed.
    """

    zoomed = Signal(float, float, float)
    panned = Signal(float, float)
    settled = Signal()
    pointed = Signal(object)
    pressed = Signal(float, float)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure: Figure | None = None
        self.at: Places | None = None
        self.cross: Share | None = None
        self.path: NDArray[np.float64] | None = None
        self.path_colour = "#FFFFFF"
        self.marks: list[Share] = []
        self.progress: float | None = None
        self.note = ""
        self.header_inset, self.gap = 0.0, 0
        self._scale = 1.0
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._drags = self._shows_focus = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    # -- what is shown -----------------------------------------------------------------------------------

    def set_scale(self, scale: float) -> None:
        """Type and lines so many times as large as at work."""
        self._scale = scale
        self._lay_out()

    def show_figure(self, figure: Figure) -> None:
        self.figure = figure
        self.setAccessibleName(f"{figure.heading} {figure.about}".strip())
        self.setAccessibleDescription("; ".join(item.text for item in figure.items))
        self._lay_out()

    def set_cross(self, at: Share | None) -> None:
        """Where the cross is, which several maps share."""
        if at != self.cross:
            self.cross = at
            self.update()

    def _lay_out(self) -> None:
        if self.figure is not None:
            gap = self.gap / self._scale
            room = QRectF(0, 0, self.width() / self._scale - gap, self.height() / self._scale)
            at = standing(self.figure, room, beyond=gap, inset=self.header_inset / self._scale)
            changed = self.at is None or at.plot.size() != self.at.plot.size()
            self.at = at
            if changed:
                self.resized.emit()
        self.update()

    def plot_pixels(self) -> tuple[int, int]:
        """How many pixels of the screen the plot is wide and high."""
        if self.at is None:
            return 0, 0
        ratio = self.devicePixelRatioF() * self._scale
        size: QSize = (self.at.plot.size() * ratio).toSize()
        return size.width(), size.height()

    # -- places ------------------------------------------------------------------------------------------

    def share(self, at: QPointF) -> Share:
        """The place of the map at a point of the widget."""
        assert self.at is not None
        plot, x, y = self.at.plot, at.x() / self._scale, at.y() / self._scale
        return (x - plot.left()) / plot.width(), (plot.bottom() - y) / plot.height()

    def point(self, at: Share) -> QPointF:
        """The widget's point at a place of the map."""
        assert self.at is not None
        plot = self.at.plot
        x, y = plot.left() + at[0] * plot.width(), plot.bottom() - at[1] * plot.height()
        return QPointF(self._scale * x, self._scale * y)

    def _inside(self, at: QPointF) -> Share | None:
        if self.at is None:
            return None
        x, y = self.share(at)
        return (x, y) if 0 <= x < 1 and 0 <= y < 1 else None

    # -- painting ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        figure, at, theme = self.figure, self.at, current_theme()
        with QPainter(self) as painter:
            if figure is None or at is None:
                return
            painter.scale(self._scale, self._scale)
            drawing.paint(painter, figure, at, theme)
            self._paint_over(painter, at.plot)
            if self.progress is not None:
                done = QRectF(at.plot.left(), at.plot.top() - 3, at.plot.width() * self.progress, 2)
                painter.fillRect(done, QColor(theme.accent))
            if self._shows_focus:
                painter.setPen(QPen(QColor(theme.accent), 1.5))
                painter.drawRect(at.plot.adjusted(-2, -2, 2, 2))

    def _paint_over(self, painter: QPainter, plot: QRectF) -> None:
        """What depends on the pointer, and what is said of the picture."""
        theme = current_theme()
        painter.save()
        painter.setClipRect(plot)
        overlays.paint_marks(painter, plot, self.marks, theme)
        if self.path is not None and self.cross is not None:
            with np.errstate(all="ignore"):
                points = np.array([plot.left(), plot.bottom()]) + self.path * (plot.width(), -plot.height())
            paint_trail(painter, points, self.path_colour, theme)
        if self.cross is not None:
            overlays.paint_cross(painter, plot, self.cross, theme)
        if self.note:
            overlays.paint_note(painter, plot, self.note, theme)
        painter.restore()

    # -- events ------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        about = self._inside(event.position())
        if turned and about is not None:
            self.zoomed.emit(ZOOM ** (turned / NOTCH), *about)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._inside(event.position()) is not None:
            self._pressed = self._last = event.position()
            self._drags = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.at is None:
            return
        if not event.buttons():
            # a map that was closed under the hand never hears that the button was let go
            self._pressed = None
        if self._pressed is None:
            self.pointed.emit(self._inside(event.position()))
            return
        way = event.position() - self._pressed
        if not self._drags and abs(way.x()) + abs(way.y()) < _CLICK:
            return
        if not self._drags:
            # the map goes with the hand, so that another pixel comes to lie where the cross is
            self.pointed.emit(None)
        self._drags = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        (x0, y0), (x1, y1) = self.share(self._last), self.share(event.position())
        self._last = event.position()
        self.panned.emit(x0 - x1, y0 - y1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        began, self._pressed = self._pressed, None
        if began is None:
            return
        self.setCursor(Qt.CursorShape.CrossCursor)
        at = self._inside(began)
        if self._drags:
            self.settled.emit()
            self.pointed.emit(self._inside(event.position()))
        elif at is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(*at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # the second press of a double click is a click like any other
        self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._pressed is None:
            self.pointed.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _KEYS.get(Qt.Key(event.key()))
        if way is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.panned.emit(_STRIDE * way[0], _STRIDE * way[1])
        elif way is not None:
            self._move_cross(*way, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.cross is not None:
            self.pressed.emit(*self.cross)
        else:
            super().keyPressEvent(event)

    def _move_cross(self, across: int, up: int, far: bool) -> None:
        """From pixel to pixel; ten at once with Shift."""
        wide, high = self.plot_pixels()
        if not (wide and high):
            return
        x, y = self.cross or (0.5, 0.5)
        steps = _FAR if far else 1
        column = min(max(int(x * wide) + steps * across, 0), wide - 1)
        row = min(max(int(y * high) + steps * up, 0), high - 1)
        self.pointed.emit(((column + 0.5) / wide, (row + 0.5) / high))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.at is not None:
            item = legend.item_at(self.at.rows, QPointF(event.pos()) / self._scale)
            QToolTip.showText(
                event.globalPos(), tip_of(item.tip) if item is not None and item.tip else "", self
            )
            return True
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and Qt.Key(event.key()) in _KEYS:  # type: ignore[attr-defined]
            # while a map has the keyboard, arrows go over it and not through time
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: object) -> None:
        self._shows_focus = event.reason() in (  # type: ignore[attr-defined]
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self._shows_focus = False
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
