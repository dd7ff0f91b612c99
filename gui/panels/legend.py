"""The legend of presentation mode: the runs' names in their colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.model.edits import colour_of
from gui.model.session import Session
from gui.panels.panel import Panel
from gui.theme import BODY, GRID, current_theme, font

WIDEST = 480
_DOT = 0.36


class Legend(Panel):
    """Bound to the session; those runs that are shown. `scale` enlarges the type.

    `resized` asks for another layout.
    """

    resized = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.scale = 1.5
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        for change in (session.opened, session.structure_changed, session.visibility_changed):
            change.connect(self._follow)

    def _follow(self) -> None:
        if self.isVisible():
            self.resized.emit()
            self.update()

    @property
    def entries(self) -> list[tuple[str, str]]:
        """Name and colour of each run that is drawn."""
        session, scenario = self._session, self._session.scenario
        if scenario is None:
            return []
        return [
            (run.label.get(session.language), current_theme().run_colour(colour_of(scenario, number)))
            for number, run in enumerate(session.runs)
            if not run.spec.hidden
        ]

    def row_of(self, run: int) -> QRect | None:
        """Where a run's name stands; None where it is not drawn."""
        drawn = [number for number, each in enumerate(self._session.runs) if not each.spec.hidden]
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
        return font(round(BODY * self.scale), QFont.Weight.Medium)

    @property
    def _line(self) -> float:
        return 3 * GRID * self.scale

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        face = self._face
        pad, line = GRID * self.scale, self._line
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(face)
            for number, (name, colour) in enumerate(self.entries):
                row = QRectF(1.5 * pad, pad + number * line, self.width() - 2.5 * pad, line)
                radius = _DOT * BODY * self.scale
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colour))
                painter.drawEllipse(QPointF(row.left() + radius, row.center().y()), radius, radius)
                row.setLeft(row.left() + 2 * radius + pad)
                painter.setPen(QColor(current_theme().text))
                shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(row.width()))
                painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
