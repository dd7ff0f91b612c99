"""The head of the charts panel: whose numbers are shown, which charts there are, and folding them away."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from gui.actions import Actions
from gui.model.session import Session
from gui.panels.buttons import IconButton
from gui.panels.panel import ShortLabel
from gui.plots.meter import FEW
from gui.plots.names import CHARTS
from gui.theme import GRID, SMALL, font
from gui.translations import translate


class ChartsHeading(QWidget):
    """`wire` lets its buttons do actions of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        self.whose = ShortLabel(self)
        self.whose.setFont(font(SMALL))
        self.choose_button = IconButton("settings", self)
        self.fold_button = IconButton("chevron_down", self)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.title)
        row.addWidget(self.whose, 1)
        row.addWidget(self.choose_button)
        row.addWidget(self.fold_button)
        self.choose_button.clicked.connect(self._open)

    def wire(self, actions: Actions) -> None:
        """What the buttons do is declared elsewhere."""
        actions.fill(self.menu, *(f"charts.{plot}" for plot in CHARTS), "", "charts.log")
        actions.fill(self.menu, "", "charts.larger", "charts.smaller")
        self.fold_button.clicked.connect(lambda: actions.trigger("charts.fold"))

    def show_texts(self, folded: bool) -> None:
        """Every text and icon again."""
        self.title.setText(translate("window", "Charts").upper())
        self.choose_button.set_tip(translate("window", "Which charts are shown"))
        tip = translate("window", "Unfold the charts") if folded else translate("window", "Fold the charts")
        self.fold_button.set_icon_name("chevron_up" if folded else "chevron_down")
        self.fold_button.set_tip(tip, "C")

    def show_whose(self, text: str, colour: str) -> None:
        """The run, and the ball of it, whose curves are drawn strong."""
        palette = self.whose.palette()
        palette.setColor(QPalette.ColorRole.Text, QColor(colour))
        self.whose.setPalette(palette)
        self.whose.set_text(text)
        self.whose.setToolTip(text)

    def _open(self) -> None:
        height = self.menu.sizeHint().height()
        corner = self.choose_button.mapToGlobal(QPoint(0, 0))
        below = corner + QPoint(0, self.choose_button.height() + 4)
        screen = self.screen().availableGeometry()
        fits = below.y() + height <= screen.bottom()
        self.menu.popup(below if fits else corner - QPoint(0, height + 4))


def whose(session: Session) -> str:
    """The selected run, with the number of its ball where it has a few."""
    label = session.localized(session.runs[session.selected].label)
    counts = session.frame.particles if session.frame is not None else ()
    count = counts[session.selected] if session.selected < len(counts) else 1
    return f"{label} · {session.particle + 1}" if 1 < count <= FEW else label
