"""The list of runs. A click selects, the colour hides and shows, a drag moves a run to another place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QPoint, QPropertyAnimation, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.panels.run_row import RunRow
from gui.theme import CONTROL

PITCH = CONTROL + 2
_GLIDE = 120


@dataclass(frozen=True)
class RunEntry:
    """How one run stands in the list."""

    name: str
    tip: str
    colour: str
    ghost: bool = False


class RunList(QWidget):
    """All runs under each other. `asked` carries a run and what is to be done with it."""

    selected = Signal(int)
    shown_toggled = Signal(int)
    asked = Signal(int, str)
    renamed = Signal(int, str)
    moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RunRow] = []
        self._drag: tuple[int, int] | None = None  # which row, and over which place it is now
        self._glides: dict[int, QPropertyAnimation] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, max(len(self.rows) * PITCH - 2, 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def set_entries(self, entries: Sequence[RunEntry], tips: Mapping[str, str]) -> None:
        """New rows where their number changed, new names otherwise. tips: of the rows' buttons."""
        if len(entries) != len(self.rows):
            self._match(len(entries))
        for row, entry in zip(self.rows, entries, strict=True):
            row.setText(entry.name)
            row.setToolTip(entry.tip)
            row.setAccessibleName(entry.name)
            row.colour, row.ghost = entry.colour, entry.ghost
            row.set_tips(tips)
            row.update()

    def _match(self, count: int) -> None:
        self._drag = None
        for row in self.rows[count:]:
            row.name_field.leave()
            row.hide()
            row.deleteLater()
        del self.rows[count:]
        while len(self.rows) < count:
            self.rows.append(self._made(len(self.rows)))
        self._settle()
        self.updateGeometry()

    def _made(self, number: int) -> RunRow:
        row = RunRow(number, "", self)
        row.clicked.connect(lambda: self.selected.emit(number))
        row.shown_toggled.connect(lambda: self.shown_toggled.emit(number))
        row.asked.connect(lambda what: self.asked.emit(number, what))
        row.renamed.connect(lambda name: self.renamed.emit(number, name))
        row.dragged.connect(lambda top: self._follow(number, top))
        row.dropped.connect(self._drop)
        row.show()
        return row

    def set_selected(self, number: int) -> None:
        if number < len(self.rows):
            self.rows[number].setChecked(True)

    def set_remarks(self, remarks: Sequence[str]) -> None:
        for row, remark in zip(self.rows, remarks, strict=False):
            row.set_remark(remark)

    def focus_row(self, number: int) -> None:
        """Gives the keyboard to a row."""
        if 0 <= number < len(self.rows):
            self.rows[number].setFocus(Qt.FocusReason.OtherFocusReason)

    # -- dragging ----------------------------------------------------------------------------------------

    def _follow(self, number: int, top: float) -> None:
        row = self.rows[number]
        top = min(max(top, 0.0), (len(self.rows) - 1) * PITCH)
        row.raise_()
        row.move(0, round(top))
        over = round(top / PITCH)
        if self._drag != (number, over):
            self._drag = (number, over)
            self._make_room(number, over)

    def _make_room(self, number: int, over: int) -> None:
        """The other rows glide to where they would stand."""
        others = [k for k in range(len(self.rows)) if k != number]
        others.insert(over, number)
        for place, k in enumerate(others):
            if k != number:
                self._glide(k, QPoint(0, place * PITCH))

    def _glide(self, number: int, to: QPoint) -> None:
        row = self.rows[number]
        old = self._glides.pop(number, None)
        if old is not None:
            old.stop()
            old.deleteLater()
        if row.pos() != to:
            glide = QPropertyAnimation(row, b"pos", self)
            glide.setDuration(_GLIDE)
            glide.setEasingCurve(QEasingCurve.Type.OutCubic)
            glide.setEndValue(to)
            glide.start()
            self._glides[number] = glide

    def _drop(self) -> None:
        drag, self._drag = self._drag, None
        self._settle()
        if drag is not None and drag[0] != drag[1]:
            self.moved.emit(*drag)

    def _settle(self) -> None:
        """No row is on its way any more."""
        for glide in self._glides.values():
            glide.stop()
            glide.deleteLater()
        self._glides.clear()
        self._arrange()

    def _arrange(self) -> None:
        for place, row in enumerate(self.rows):
            row.setGeometry(0, place * PITCH, self.width(), CONTROL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
