"""The charts in a window: the pointer reads values off them, and a press or drag goes to a step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from gui.plots.chart_figure import ChartsFigure
from gui.plots.view import FigureView

_ASIDE = 4.0


class ChartsView(FigureView):
    """`pointed` follows the step under the pointer; `pressed`, `sought`, `released` are a drag's parts."""

    pointed = Signal()
    pressed = Signal(int)
    sought = Signal(int)
    released = Signal()

    figure: ChartsFigure

    def __init__(self, figure: ChartsFigure, parent: QWidget | None = None) -> None:
        super().__init__(figure, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self._holds = False

    def point(self, at: QPointF | None) -> None:
        """The pointer is there, or gone."""
        figure = self.figure
        chart = figure.chart_at(at) if at is not None else None
        inside = at is not None and chart is not None and self._is_over_curves(at)
        step = float(round(figure.step(at.x()))) if at is not None and (inside or self._holds) else None
        if (step, chart) != (figure.hovered, figure.pointed):
            figure.set_hovered(step, chart)
            self.viewport().setCursor(
                Qt.CursorShape.ArrowCursor if step is None else Qt.CursorShape.CrossCursor
            )
            self.pointed.emit()

    def _is_over_curves(self, at: QPointF) -> bool:
        area = self.figure.area
        return area.left() - _ASIDE <= at.x() <= area.right() + _ASIDE

    def _step(self, at: QPointF) -> int:
        return round(self.figure.step(at.x()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton or self.figure.hovered is None:
            event.ignore()
            return
        self._holds = True
        self.pressed.emit(self._step(at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._let_go()  # a menu that opened meanwhile heard of it instead
        self.point(at)
        if self._holds:
            self.sought.emit(self._step(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._holds:
            self._let_go()
            self.point(event.position())

    def _let_go(self) -> None:
        if self._holds:
            self._holds = False
            self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolls the panel where it has more charts than room

    def leaveEvent(self, event: QEvent) -> None:
        if not self._holds:
            self.point(None)
        super().leaveEvent(event)
