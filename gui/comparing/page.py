"""The page that compares the optimizers of the open scenario, over the whole window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
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

from engine.errors import RavineError
from gui.comparing.asking import Asking
from gui.comparing.comparer import Comparer
from gui.comparing.saving import ask_where
from gui.covering import CoveringPage
from gui.exporting.job_row import Bar
from gui.panels.complaint import Complaint
from gui.panels.panel import small_label
from gui.theme import GRID, ICON, TITLE, current_theme, font, icon
from gui.translations import translate
from scenarios.comparing import decisive

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison
    from gui.model.session import Session
    from scenarios.schema import Scenario
    from scenarios.tuneable import Tuneable

EDGE = 4 * GRID
_SCROLL_BAR = 2 * GRID
"""Kept free at the right of the sheet, whether there is a scroll bar or not."""

_READABLE = 80 * GRID  # the width of a text in sentences
_REST = 60
"""Milliseconds after a change before the sheet is painted again."""

_NOTED = 6000
"""Milliseconds for which it is said that a file was written."""


class Sheet(QWidget):
    """Shows the image that was painted last."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image is not None:
            with QPainter(self) as painter:
                painter.drawImage(0, 0, self.image)


class ComparePage(CoveringPage):
    """Hidden until `open`. `left` asks for the stage; work goes on when it is left."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.comparer = Comparer(self)
        self.comparison: Comparison | None = None
        self._of: Scenario | None = None
        self._awaited = self._painting = self._offering = 0
        self._written: Path | None = None
        self.is_busy = False
        self.heading, self.about = QLabel(self), small_label()
        self.close_button = QToolButton(self)
        self.asking = Asking(self)
        self.who, self.budget, self.tuning = self.asking.who, self.asking.budget, self.asking.tuning
        self.button, self.save_button = self.asking.button, QPushButton(self)
        self.bar, self.complaint, self.said = Bar(self), Complaint(self), small_label()
        self.area, self.sheet = QScrollArea(self), Sheet()
        self.nothing = QLabel(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._paint)
        self._note = QTimer(self)
        self._note.setSingleShot(True)
        self._note.setInterval(_NOTED)
        self._note.timeout.connect(self._forget_written)
        self._lay_out()
        self._bind()
        for part in (self.area, self.said, self):
            part.hide()
        self.save_button.setEnabled(False)

    def _lay_out(self) -> None:
        self.heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.close_button.setIconSize(QSize(ICON, ICON))
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
        for part in (self.complaint, self.said):
            part.setContentsMargins(0, 0, 0, GRID)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.heading)
        texts.addWidget(self.about)
        tools = QHBoxLayout()
        tools.setSpacing(2 * GRID)
        for part in (self.save_button, self.close_button):
            tools.addWidget(part)
        grid = QGridLayout(self)
        grid.setContentsMargins(EDGE, 3 * GRID, EDGE, 0)
        grid.setVerticalSpacing(GRID)
        grid.addLayout(texts, 0, 0)
        grid.addLayout(tools, 0, 1)
        for row, part in enumerate((self.asking, self.bar, self.complaint, self.said, self.area)):
            grid.addWidget(part, row + 1, 0, 1, 2)
        grid.addWidget(self.nothing, 5, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(5, 1)

    def _bind(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self.comparer.progressed.connect(self._follow, queued)
        self.comparer.made.connect(self._take, queued)
        self.comparer.painted.connect(self._show, queued)
        self.comparer.offered.connect(self._take_offer, queued)
        self.comparer.saved.connect(self._tell, queued)
        self.button.clicked.connect(self.toggle)
        self.save_button.clicked.connect(lambda: ask_where(self, self.save_to))
        self.who.chosen.connect(self._offer)
        self.budget.refused.connect(self.complaint.say)
        self.close_button.clicked.connect(self.left)
        self._session.language_changed.connect(self.retranslate)
        self._session.theme_changed.connect(self.retranslate)

    # -- coming and going --------------------------------------------------------------------------------

    def open(self) -> None:
        """Shows it over the stage, with what was found of this scenario before."""
        if decisive(self._of) != decisive(self._session.scenario):
            self._forget()
        else:
            self._of = self._session.scenario
        self._offer()
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
        self.save_button.setEnabled(False)
        self._tell(None)
        self.area.hide()
        self.nothing.show()

    def _offer(self) -> None:
        """Lets choose among the parameters of those who take part."""
        if self._session.resolved is not None:
            self._offering = self.comparer.offer(self._session.resolved, self.asking.optimizers)

    def _take_offer(self, number: int, offered: tuple[Tuneable, ...]) -> None:
        if number == self._offering:
            self.tuning.offer(offered)

    # -- comparing ---------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Compares, or gives up what is being compared."""
        resolved = self._session.resolved
        if self.is_busy:
            self.comparer.cancel()
        elif resolved is not None and self.asking.is_sound:
            self._tell(None)
            self._of = self._session.scenario
            self._awaited = self.comparer.compare(resolved, self.asking.asked(), self.tuning.names)
            self._set_busy(True)

    def _set_busy(self, is_busy: bool) -> None:
        self.is_busy, self.bar.share = is_busy, 0.0
        self.bar.update()
        self.asking.set_busy(is_busy)

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
            self.save_button.setEnabled(True)
            self._paint()

    # -- saving ------------------------------------------------------------------------------------------

    def save_to(self, path: Path) -> None:
        """Writes what was found; the kind of file is the name's ending."""
        if self.comparison is not None and self._of is not None:
            theme, language = current_theme(), self._session.language
            self.comparer.save(path, self.comparison, self._of, theme, language)

    def _tell(self, outcome: Path | RavineError | None) -> None:
        """A file was written, or could not be; None: nothing of that is to be said any more."""
        self._written = outcome if isinstance(outcome, Path) else None
        self._name_written()
        self._note.stop()
        if self._written is not None:
            self._note.start()
        if outcome is not None or self.asking.is_sound:
            self.complaint.say(outcome if isinstance(outcome, RavineError) else "")

    def _forget_written(self) -> None:
        self._written = None
        self._name_written()

    def _name_written(self) -> None:
        name = self._written.name if self._written is not None else ""
        self.said.setText(translate("window", "Saved: {0}").format(name))
        self.said.setVisible(bool(name))

    # -- showing -----------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Every text again, after the language or the theme has changed."""
        self.heading.setText(translate("window", "Fair comparison"))
        about = translate("window", "The same tuning budget for everybody, judged from other starts")
        self.about.setText(about)
        self.nothing.setText(
            translate(
                "window",
                "Every optimizer tries as many settings of its learning rate, and of what else is to be"
                " tuned, each trained in full from many starts. The one with the lowest median loss is"
                " then judged from other starts.",
            )
        )
        self.asking.retranslate()
        self.save_button.setText(translate("window", "Save…"))
        self.close_button.setIcon(icon("close", current_theme().text))
        tip = translate("window", "Back to the stage")
        self.close_button.setToolTip(f"{tip}  (Esc)")
        self.close_button.setAccessibleName(tip)
        self.complaint.retranslate()
        self._name_written()
        self._timer.start()
        self.update()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
