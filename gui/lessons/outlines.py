"""Quiet lines around what a lesson's step points at: a run, a parameter, a chart, a lane, a ball."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from gui.lessons.teacher import Teacher
from gui.plots.build import shown_plots
from gui.theme import GRID, RADIUS_SMALL, current_theme
from scenarios.lesson_schema import Highlight

if TYPE_CHECKING:
    from gui.window import Window

_BALL = 2 * GRID
_THICK = 1.5
_AGAIN = 200
_TRIES = 150
"""What is not there yet is looked for so often (ms), and so many times: figures are made after all else."""


class Outline(QWidget):
    """A line along its edges; it lies upon a widget and lets everything through."""

    def __init__(self, parent: QWidget, rect: QRect, is_round: bool = False) -> None:
        super().__init__(parent)
        self._is_round = is_round
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(rect)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_theme().accent), _THICK))
            radius = self.width() / 2 if self._is_round else RADIUS_SMALL
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


class Outlines(QObject):
    """Follows the teacher, and what moves. What is folded away or not drawn has no outline."""

    def __init__(self, window: Window, teacher: Teacher) -> None:
        super().__init__(window)
        self._window, self._teacher = window, teacher
        self.shown: list[tuple[Highlight, Outline]] = []
        self._watched: list[QWidget] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.renew)
        self._tries = 0
        self._left: dict[QScrollArea, int] = {}
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN)
        self._again.timeout.connect(self.renew)
        teacher.changed.connect(self._show_step)
        session = window.session
        for change in (
            session.structure_changed, session.selection_changed, session.visibility_changed,
            session.language_changed, session.theme_changed, session.view_changed,
        ):  # fmt: skip
            change.connect(self.later)
        session.frame_changed.connect(self._follow)

    def later(self) -> None:
        """Once, after what goes on now: until then rows are made and laid out."""
        if self._teacher.is_on or self.shown:
            self._timer.start()

    def _show_step(self) -> None:
        self._tries = _TRIES
        self._left = {}
        self.later()

    def renew(self) -> None:
        """Outlines where the step's things are now."""
        # with the rows of a run that went, what lay on them went too
        for outline in (outline for _, outline in self.shown if isValid(outline)):
            outline.hide()
            outline.deleteLater()
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        self.shown, self._watched = [], []
        step = self._teacher.step
        for one in step.highlight if step is not None else ():
            place = self._place(one)
            if place is not None and place[0].isVisible():
                self._reveal(one, place)
                inside = place[1] if one.ball else place[1].intersected(place[0].rect())
                self.shown.append((one, Outline(place[0], inside, one.ball)))
                row = self._row(one)
                above = row.parentWidget() if row is not None else None
                self._watch(*(widget for widget in (place[0], row, above) if widget is not None))

        if step is not None and len(self.shown) < len(step.highlight) and self._tries > 0:
            self._tries -= 1
            self._again.start()

    def _reveal(self, one: Highlight, place: tuple[QWidget, QRect]) -> None:
        """Scrolls to it, also when what is above it has grown; not once a person has scrolled since."""
        area = self._window.charts.area if one.chart is not None else self._window.runs.area
        content, bar = area.widget(), area.verticalScrollBar()
        if content is None or not (content is place[0] or content.isAncestorOf(place[0])):
            return
        if self._left.get(area, bar.value()) == bar.value():
            rect = QRect(place[0].mapTo(content, place[1].topLeft()), place[1].size())
            area.ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height() // 2 + GRID)
            self._left[area] = bar.value()

    def _watch(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.installEventFilter(self)
        self._watched += widgets

    def _follow(self, _frame: object) -> None:
        """A ball has moved, or figures were drawn that there were none of before."""
        step = self._teacher.step
        if step is None:
            return
        for one, outline in self.shown:
            if one.ball and isValid(outline) and (place := self._place(one)) is not None:
                outline.setGeometry(place[1])
        if len(self.shown) < len(step.highlight):
            self.later()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Hide):
            self.later()
        return False

    # -- where things are --------------------------------------------------------------------------------

    def _place(self, one: Highlight) -> tuple[QWidget, QRect] | None:
        """The widget that something is drawn on, and where on it."""
        if one.chart is not None:
            return self._chart(one.chart)
        if one.lane is not None:
            return self._lane(one.lane)
        if one.ball:
            return self._ball(one.run or 0)
        legend = self._window.legend
        if one.parameter is None and one.run is not None and legend.isVisible():
            entry = legend.row_of(one.run)
            return (legend, entry) if entry is not None else None
        row = self._row(one)
        if row is None or one.parameter is None:
            return (row, row.rect()) if row is not None else None
        # the row is as wide as the panel and no higher than its number: the line lies around what is in it
        content = self._window.runs.content
        place = QRect(row.mapTo(content, QPoint(0, 0)), row.size())
        return (content, place.adjusted(GRID, -3, -GRID, 3)) if row.isVisible() else None

    def _row(self, one: Highlight) -> QWidget | None:
        """The row of a run or a parameter in the panel."""
        runs, selected = self._window.runs, self._window.session.selected
        if one.parameter is None:
            rows = runs.list.rows
            return rows[one.run] if one.run is not None and one.run < len(rows) else None
        if one.run is None:
            return runs.field_rows.rows.get(one.parameter)
        return runs.rule_rows.rows.get(one.parameter) if one.run == selected else None

    def _chart(self, name: str) -> tuple[QWidget, QRect] | None:
        charts, resolved = self._window.charts, self._window.session.resolved
        if charts.figure is None or charts.view is None or resolved is None:
            return None
        plots = shown_plots(resolved)
        items = charts.figure.charts
        if charts.is_folded or name not in plots or len(items) != len(plots):
            return None
        area = items[plots.index(name)].area.toAlignedRect()
        return charts.view, area.adjusted(-GRID // 2, -GRID // 2, GRID // 2, GRID // 2)

    def _lane(self, key: str) -> tuple[QWidget, QRect] | None:
        laboratory = self._window.laboratory
        if laboratory.figure is None or laboratory.view is None:
            return None
        for item in laboratory.figure.lanes:
            if item.lane.key == key:
                area = item.area.toAlignedRect()
                return laboratory.view, area.adjusted(-GRID, -GRID, GRID, GRID)
        return None

    def _ball(self, run: int) -> tuple[QWidget, QRect] | None:
        canvas, session = self._window.canvas, self._window.session
        head = canvas.head() if run == session.selected else None
        if head is None:
            return None
        # far outside of the picture, beyond what a rectangle of whole numbers can be, or nowhere: Qt takes
        # what is no number for a place within
        near = QRectF(canvas.rect()).adjusted(-_BALL, -_BALL, _BALL, _BALL).contains(head)
        if not (near and math.isfinite(head.x()) and math.isfinite(head.y())):
            return None
        place = head.toPoint()
        return canvas, QRect(place.x() - _BALL, place.y() - _BALL, 2 * _BALL, 2 * _BALL)
