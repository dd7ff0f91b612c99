"""Figures in a window: a pyqtgraph view one to one, without anything that pyqtgraph itself does to it."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.plots.figure import Figure
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

    def end(self) -> None:
        """Ends the view and its figure; neither can be used any more."""
        shiboken6.delete(self)
        self.figure.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # keys are the window's

    def leaveEvent(self, event: QEvent) -> None:
        event.accept()


class LanesView(FigureView):
    """Wheel: magnify time. Drag: move the magnified part, or the cursor where all is shown, and always on
    the time axis. Click: go there. Double click: show all. The pointer reads values.
    """

    sought = Signal(int)
    pointed = Signal()

    figure: LanesFigure

    def __init__(self, figure: LanesFigure, parent: QWidget | None = None) -> None:
        super().__init__(figure, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self._press: QPointF | None = None
        self._scrubs = self._pans = False

    def _is_inside(self, at: QPointF) -> bool:
        return self.figure.area.adjusted(-4, -8, 4, 28).contains(at)

    def _point(self, at: QPointF | None) -> None:
        figure = self.figure
        epoch = float(round(figure.epoch(at.x()))) if at is not None and self._is_inside(at) else None
        if epoch != figure.hovered:
            figure.set_hovered(epoch)
            self.pointed.emit()

    def _seek(self, at: QPointF) -> None:
        self.sought.emit(round(self.figure.epoch(at.x())))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton or not self._is_inside(at):
            event.ignore()
            return
        self._press, self._pans = at, False
        self._scrubs = self.figure.is_whole or at.y() > self.figure.area.bottom()
        if self._scrubs:
            self._seek(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._point(at)
        if self._press is None:
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

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is not None and not self._scrubs and not self._pans:
            self._seek(event.position())
        self._press = None
        self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.figure.is_whole:
            self.figure.show_all()
            self._point(event.position())
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / _NOTCH
        if notches and self._is_inside(event.position()):
            self.figure.zoom(_ZOOM**notches, self.figure.epoch(event.position().x()))
            self._point(event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)
        super().leaveEvent(event)
