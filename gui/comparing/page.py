"""The page that compares the optimizers of the open scenario, over the whole window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.entries import Parameter
from engine.errors import RavineError
from gui.comparing.comparer import Comparer
from gui.exporting.job_row import Bar
from gui.panels.buttons import Segments
from gui.panels.complaint import Complaint
from gui.panels.number_field import NumberField
from gui.panels.panel import small_label
from gui.theme import GRID, ICON, TITLE, current_theme, font, icon
from gui.translations import translate
from scenarios.comparing import ALL, Asked

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison
    from gui.model.session import Session
    from scenarios.schema import Scenario

EDGE = 4 * GRID
BUDGET = Parameter("budget", "N", 25, 1, 500, "log", "settings tried of each", "настроек каждого", True)
_SCROLL_BAR = 2 * GRID
"""Kept free at the right of the sheet, whether there is a scroll bar or not."""

_READABLE = 80 * GRID  # the width of a text in sentences
_REST = 60
"""Milliseconds after a change before the sheet is painted again."""


class Sheet(QWidget):
    """Shows the image that was painted last."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is not None:
            with QPainter(self) as painter:
                painter.drawImage(0, 0, self.image)


class ComparePage(QWidget):
    """Hidden until `open`. `left` asks for the stage; work goes on when it is left."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.comparer = Comparer(self)
        self.comparison: Comparison | None = None
        self._of: Scenario | None = None
        self._awaited = self._painting = 0
        self.is_busy = False
        self.heading, self.about = QLabel(self), small_label()
        self.close_button = QToolButton(self)
        self.budget_label, self.budget = QLabel(self), NumberField(self)
        self.who = Segments(("runs", ALL), self)
        self.button = QPushButton(self)
        self.bar, self.complaint = Bar(self), Complaint(self)
        self.area, self.sheet = QScrollArea(self), Sheet()
        self.nothing = QLabel(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._paint)
        self._lay_out()
        self._bind()
        self.area.hide()
        self.hide()

    def _lay_out(self) -> None:
        self.heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.close_button.setIconSize(QSize(ICON, ICON))
        self.budget.bind(BUDGET)
        self.budget.set_value(BUDGET.default)
        self.budget.setFixedWidth(9 * GRID)
        self.button.setProperty("role", "primary")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.sheet)
        for part in (self.sheet, self.area.viewport()):
            part.setAutoFillBackground(False)
        self.nothing.setProperty("role", "muted")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(0, 2 * GRID, 0, 0)
        self.nothing.setMaximumWidth(_READABLE)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.heading)
        texts.addWidget(self.about)
        tools = QHBoxLayout()
        tools.setSpacing(2 * GRID)
        for part in (self.who, self.budget_label, self.budget, self.button, self.close_button):
            tools.addWidget(part)
        grid = QGridLayout(self)
        grid.setContentsMargins(EDGE, 3 * GRID, EDGE, 0)
        grid.setVerticalSpacing(GRID)
        grid.addLayout(texts, 0, 0)
        grid.addLayout(tools, 0, 1)
        grid.addWidget(self.bar, 1, 0, 1, 2)
        grid.addWidget(self.complaint, 2, 0, 1, 2)
        grid.addWidget(self.nothing, 3, 0, 1, 2)
        grid.addWidget(self.area, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(3, 1)

    def _bind(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self.comparer.progressed.connect(self._follow, queued)
        self.comparer.made.connect(self._take, queued)
        self.comparer.painted.connect(self._show, queued)
        self.button.clicked.connect(self.toggle)
        self.budget.refused.connect(self.complaint.say)
        self.close_button.clicked.connect(self.left)
        self._session.language_changed.connect(self.retranslate)
        self._session.theme_changed.connect(self.retranslate)

    # -- coming and going --------------------------------------------------------------------------------

    def open(self) -> None:
        """Shows it over the stage, with what was found of this scenario before."""
        if self._of is not self._session.scenario:
            self._forget()
        self.retranslate()
        self.show()
        self.raise_()
        self.button.setFocus()

    def close_page(self) -> None:
        """Ends what goes on in the background."""
        self.comparer.close()

    def _forget(self) -> None:
        """What was found is of another scenario."""
        self.comparer.cancel()
        self.comparison, self.sheet.image = None, None
        self._awaited = self._painting = 0
        self._set_busy(False)
        self.complaint.say("")
        self.area.hide()
        self.nothing.show()

    # -- comparing ---------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Compares, or gives up what is being compared."""
        resolved = self._session.resolved
        if self.is_busy:
            self.comparer.cancel()
        elif resolved is not None and self.complaint.isHidden():
            self._of = self._session.scenario
            optimizers = () if self.who.current != ALL else (ALL,)
            asked = Asked(budget=int(self.budget.value), optimizers=optimizers)
            self._awaited = self.comparer.compare(resolved, asked)
            self._set_busy(True)

    def _set_busy(self, is_busy: bool) -> None:
        self.is_busy, self.bar.share = is_busy, 0.0
        self.bar.update()
        self.who.setEnabled(not is_busy)
        self.budget.setEnabled(not is_busy)
        self._name_button()

    def _follow(self, number: int, share: float) -> None:
        if number == self._awaited:
            self.bar.share = share
            self.bar.update()

    def _take(self, number: int, outcome: Comparison | RavineError | None) -> None:
        if number != self._awaited:
            return
        self._set_busy(False)
        if isinstance(outcome, RavineError):
            self.complaint.say(outcome)
        elif outcome is not None:
            self.comparison = outcome
            self._paint()

    # -- showing -----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Every text again, after the language or the theme has changed."""
        self.heading.setText(translate("window", "Fair comparison"))
        about = translate("window", "The same tuning budget for everybody, judged from other starts")
        self.about.setText(about)
        self.nothing.setText(
            translate(
                "window",
                "Every optimizer tries as many settings of its learning rate, each trained in full from many"
                " starts. The one with the lowest median loss is then judged from other starts.",
            )
        )
        self.who.set_texts(
            [translate("window", "Runs of the scenario"), translate("window", "Whole catalogue")]
        )
        self.budget_label.setText(translate("window", "Settings tried of each"))
        self.budget.setAccessibleName(self.budget_label.text())
        self.close_button.setIcon(icon("close", current_theme().text))
        tip = translate("window", "Back to the stage")
        self.close_button.setToolTip(f"{tip}  (Esc)")
        self.close_button.setAccessibleName(tip)
        self.complaint.retranslate()
        self._name_button()
        self._timer.start()
        self.update()

    def _name_button(self) -> None:
        stop, begin = translate("window", "Cancel"), translate("window", "Compare")
        self.button.setText(stop if self.is_busy else begin)

    def _paint(self) -> None:
        """Has the sheet painted as wide as there is room."""
        wide = self.width() - 2 * EDGE - _SCROLL_BAR
        if self.comparison is not None and wide > 0 and self.isVisible():
            self._painting = self.comparer.paint(
                self.comparison, wide, self.devicePixelRatioF(), current_theme(), self._session.language
            )

    def _show(self, number: int, image: QImage) -> None:
        if number == self._painting:
            self.sheet.image = image
            self.sheet.resize(image.deviceIndependentSize().toSize())
            self.sheet.update()
            self.nothing.hide()
            self.area.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(current_theme().window))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
