"""The legend of presentation mode: the runs' names in their colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.dots import paint_dot
from gui.model.edits import colour_of
from gui.model.session import Session
from gui.panels.panel import Panel
from gui.theme import BODY, GRID, current_theme, font

WIDEST = 480
_DOT = 0.36
_LETTERS = 0.8  # of a row's height at the most
_UNBOUNDED = 16384


class Legend(Panel):
    """Bound to the session; those runs that are shown. `scale` enlarges the type.

    `resized` asks for another layout.
    """

    resized = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.scale = 1.5
        self._room = _UNBOUNDED
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        for change in (session.opened, session.structure_changed, session.visibility_changed):
            change.connect(self._follow)

    def _follow(self) -> None:
        if self.isVisible():
            self.resized.emit()
            self.update()

    def set_room(self, high: int) -> None:
        """How high it may be: where there are many runs, their rows are lower."""
        self._room = high

    @property
    def entries(self) -> list[tuple[str, str]]:
        """Name and colour of each run that is drawn."""
        session, scenario = self._session, self._session.scenario
        if scenario is None:
            return []
        return [
            (
                session.runs[number].label.get(session.language),
                current_theme().run_colour(colour_of(scenario, number)),
            )
            for number in self._drawn
        ]

    def row_of(self, run: int) -> QRect | None:
        """Where a run's name stands; None where it is not drawn."""
        drawn = self._drawn
        if run not in drawn:
            return None
        pad = GRID * self.scale
        top = pad + drawn.index(run) * self._line
        return QRectF(pad / 2, top, self.width() - pad, self._line).toAlignedRect()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._face)
        entries = self.entries
        widest = max((metrics.horizontalAdvance(name) for name, _ in entries), default=0)
        wide = min(round(5 * GRID * self.scale) + widest, WIDEST)
        return QSize(wide, round(len(entries) * self._line + 2 * GRID * self.scale) if entries else 0)

    @property
    def _face(self) -> QFont:
        return font(round(min(BODY * self.scale, _LETTERS * self._line)), QFont.Weight.Medium)

    @property
    def _line(self) -> float:
        high = self._room - 2 * GRID * self.scale
        return min(3 * GRID * self.scale, high / max(len(self._drawn), 1))

    @property
    def _drawn(self) -> list[int]:
        return [number for number, each in enumerate(self._session.runs) if not each.spec.hidden]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        face = self._face
        pad, line = GRID * self.scale, self._line
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(face)
            for number, (run, (name, colour)) in enumerate(zip(self._drawn, self.entries, strict=True)):
                ghost = self._session.runs[run].spec.ghost
                row = QRectF(1.5 * pad, pad + number * line, self.width() - 2.5 * pad, line)
                radius = _DOT * face.pixelSize()
                middle = QPointF(row.left() + radius, row.center().y())
                paint_dot(painter, middle, radius, QColor(colour), ghost=ghost)
                row.setLeft(row.left() + 2 * radius + pad)
                painter.setPen(QColor(current_theme().muted if ghost else current_theme().text))
                shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(row.width()))
                painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
