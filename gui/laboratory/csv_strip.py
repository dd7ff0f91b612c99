"""The strip that turns a column of a CSV file into the signal: which column, and how large."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from engine.errors import RavineError
from gui.files.aside import Aside
from gui.laboratory import samples
from gui.model.session import Session
from gui.panels.buttons import IconButton, PickButton, Segments
from gui.panels.complaint import Complaint
from gui.panels.panel import Panel, ShortLabel, small_label
from gui.panels.sections.start import grouped
from gui.theme import GRID
from gui.translations import current_language, sentence, translate
from scenarios.columns import Columns, read_columns

WIDTH = 520
SCALES = ("as_is", "largest", "spread")


def scaled(values: np.ndarray, scale: str) -> np.ndarray:
    """As they are; over the largest of them; or about their mean, over their standard deviation."""
    if scale == "largest":
        most = float(np.abs(values).max(initial=0.0))
        return values / most if most > 0 else values
    if scale == "spread":
        deviation = float(values.std())
        return (values - values.mean()) / (deviation if deviation > 0 else 1.0)
    return values


class CsvStrip(Panel):
    """What is chosen is the signal at once; `closed` tells that the strip went."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self._session = session
        self._columns = Columns(())
        self._chosen = 0
        self._number = 0
        self._is_reading = False
        self.aside = Aside(self, self._take)
        self.name = ShortLabel(self)
        self.column_label, self.scale_label = small_label(), small_label()
        self.column_button = PickButton(self)
        self.scales = Segments(SCALES, self)
        self.told, self.left_out = small_label(), small_label()
        self.complaint = Complaint()
        self.close_button = IconButton("close", self)
        self.menu = QMenu(self)
        self.column_button.clicked.connect(self._open_menu)
        self.scales.chosen.connect(lambda _key: self.apply())
        self.close_button.clicked.connect(self.close_strip)
        self._lay_out()
        self.setFixedWidth(WIDTH)
        self.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.close_button)
        choices = QHBoxLayout()
        choices.setSpacing(GRID)
        for label, widget in ((self.column_label, self.column_button), (self.scale_label, self.scales)):
            pair = QVBoxLayout()
            pair.setSpacing(GRID // 2)
            pair.addWidget(label)
            pair.addWidget(widget)
            choices.addLayout(pair, 2 if widget is self.scales else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID + 4, GRID + 4, GRID + 4)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addLayout(choices)
        column.addWidget(self.told)
        column.addWidget(self.left_out)
        column.addWidget(self.complaint)

    def open(self, path: Path) -> None:
        """Reads a file; what cannot be is said in the strip and changes nothing."""
        self.name.set_text(path.name)
        self._number += 1
        self._is_reading = True
        self._show_columns(Columns(()))
        self.complaint.say("")
        self.aside.read(lambda: read_columns(path))

    def _take(self, answer: object) -> None:
        """The columns of the file asked for last, or why there are none."""
        self._is_reading = False
        if isinstance(answer, Columns):
            self._show_columns(answer)
            self.column_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self.apply()
        elif isinstance(answer, RavineError):
            self._show_columns(Columns(()))
            self.complaint.say(answer)
            self.fit()

    def _show_columns(self, columns: Columns) -> None:
        self._columns, self._chosen = columns, 0
        for widget in (self.column_label, self.column_button, self.scale_label, self.scales):
            widget.setVisible(bool(columns.found))
        self.told.setVisible(bool(columns.found) or self._is_reading)
        self.left_out.setVisible(bool(columns.left_out))
        self.retranslate()
        self.show()
        self.raise_()

    def fit(self) -> None:
        layout = self.layout()
        assert layout is not None
        layout.activate()
        high = layout.totalHeightForWidth(WIDTH) if layout.hasHeightForWidth() else layout.sizeHint().height()
        self.resize(WIDTH, max(high, layout.sizeHint().height()))

    def retranslate(self) -> None:
        self.column_label.setText(translate("window", "Column"))
        self.scale_label.setText(translate("window", "Scale"))
        self.scales.set_texts(
            (
                translate("window", "as it is"),
                translate("window", "largest is 1"),
                translate("window", "deviation is 1"),
            )
        )
        self.close_button.set_tip(translate("window", "Close"), "Esc")
        if self._columns.found:
            self.column_button.set_text(self._columns.found[self._chosen].name)
            self.column_button.setAccessibleName(self.column_label.text())
            self._tell()
        elif self._is_reading:
            self.told.setText(translate("window", "Reading…"))
        self.complaint.retranslate()
        self.fit()

    def _tell(self) -> None:
        """How many rows there are, and which columns could not be offered."""
        rows = len(self._columns.found[self._chosen].values)
        if rows > samples.MOST_READ:
            text = translate("window", "{0} rows, thinned to {1} samples so that the scenario stays small")
            self.told.setText(text.format(grouped(rows), grouped(samples.MOST_READ)))
        else:
            self.told.setText(translate("window", "%n rows, one an epoch", "", rows))
        if self._columns.left_out:
            first, *more = (sentence(reason, current_language()) for reason in self._columns.left_out)
            rest = (translate("window", "and %n more", "", len(more)),) if more else ()
            self.left_out.setText(translate("window", "Left out: {0}").format("; ".join((first, *rest))))

    def _open_menu(self) -> None:
        self.menu.clear()
        for number, column in enumerate(self._columns.found):
            action = self.menu.addAction(column.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(number == self._chosen)
            action.triggered.connect(lambda _checked, number=number: self.choose(number))
        self.menu.popup(self.column_button.mapToGlobal(self.column_button.rect().bottomLeft()))

    def choose(self, number: int) -> None:
        """Another column is the signal."""
        self._chosen = number
        self.retranslate()
        self.apply()

    def apply(self) -> None:
        """The chosen column at the chosen scale is the signal from now on; all choices are one edit."""
        values = np.array(self._columns.found[self._chosen].values)
        fewer, stretch = samples.thinned(scaled(values, self.scales.current))
        try:
            self._session.set_signal_samples(
                samples.rounded(fewer),
                ("csv", self._number),
                stretch=min(stretch, 100.0),
                steps=len(values),
            )
            self.complaint.say("")
        except RavineError as error:
            self.complaint.say(error)
        self._tell()
        self.fit()

    def close_strip(self) -> None:
        self.aside.forget()
        if not self.isHidden():
            self.hide()
            self._session.close_edit()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        else:
            super().keyPressEvent(event)
