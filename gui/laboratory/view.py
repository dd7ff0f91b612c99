"""The lanes of a signal scenario on screen: drawn when numbers change, and only copied while time runs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.model.frame import Frame
from gui.model.session import Session
from gui.plots.build import Columns, build_lanes
from gui.plots.curves import Frame as Axes
from gui.plots.lanes import draw_cursor, draw_lanes, time_frame
from gui.theme import current_theme

Margins = tuple[int, int, int, int]


class LaboratoryView(QWidget):
    """Bound to the session. A click or a drag on the lanes goes to that epoch."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._columns: Sequence[Columns] = ()
        self._margins: Margins = (0, 0, 0, 0)
        self._played: QPixmap | None = None
        self._ahead: QPixmap | None = None
        self._dragging = False
        session.opened.connect(self._open)
        session.frame_changed.connect(self._take)
        session.playback_changed.connect(self.update)
        session.visibility_changed.connect(self.refresh)

    def set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """What title, panel and bar cover."""
        if self._margins != (left, top, right, bottom):
            self._margins = (left, top, right, bottom)
            self.refresh()

    def values_at(self, step: int, name: str = "update") -> list[float]:
        """By run, a column's value at an epoch; empty before anything is computed."""
        values = []
        for table in self._columns:
            place = int(np.searchsorted(table["t"], step))
            values.append(float(table[name][min(place, len(table["t"]) - 1)]))
        return values

    def refresh(self) -> None:
        """The lanes again, from the columns last taken."""
        self._played = self._ahead = None
        self.update()

    def _open(self) -> None:
        self._columns = ()
        self.refresh()

    def _take(self, frame: Frame) -> None:
        if frame.charts and self._session.is_signal and frame.charts is not self._columns:
            same = len(frame.charts) == len(self._columns) and all(
                new is old for new, old in zip(frame.charts, self._columns, strict=True)
            )
            self._columns = frame.charts
            if not same:
                self.refresh()

    def _area(self) -> QRectF:
        left, top, right, bottom = self._margins
        return QRectF(
            left, top, max(self.width() - left - right, 200), max(self.height() - top - bottom, 120)
        )

    def _axes(self) -> Axes:
        return time_frame(self._area(), self._session.total)

    def _render(self, played: float | None) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        colours = current_theme()
        pixmap.fill(QColor(colours.window))
        session = self._session
        if session.loaded is not None and self._columns:
            resolved = session.loaded.resolved
            lanes = build_lanes(resolved, self._columns, colours, session.language, session.visible)
            with QPainter(pixmap) as painter:
                draw_lanes(painter, self._area(), lanes, session.total, colours, played=played, cursor=False)
        return pixmap

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._played is None or self._ahead is None:
            self._played, self._ahead = self._render(None), self._render(0.0)
        axes = self._axes()
        reached = round(float(axes.px(self._session.step)))
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._ahead)
            painter.setClipRect(0, 0, reached, self.height())
            painter.drawPixmap(0, 0, self._played)
            painter.setClipping(False)
            if self._columns:
                draw_cursor(painter, axes, self._session.step, current_theme())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.refresh()

    # -- pointer -----------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton and self._axes().rect.contains(event.position()):
            self._dragging = True
            self._seek(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._seek(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragging = False

    def _seek(self, event: QMouseEvent) -> None:
        axes = self._axes()
        share = (event.position().x() - axes.rect.left()) / max(axes.rect.width(), 1.0)
        self._session.seek(round(axes.x[0] + share * (axes.x[1] - axes.x[0])))
