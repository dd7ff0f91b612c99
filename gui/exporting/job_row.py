"""One recording of the queue: its file, how far it is, what is left, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.exporting.jobs import Job
from gui.panels.buttons import IconButton
from gui.panels.panel import ShortLabel, small_label
from gui.theme import current_theme
from gui.translations import translate

_BAR = 4


class Bar(QWidget):
    """How much is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setFixedHeight(_BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            whole = QRectF(self.rect())
            painter.setBrush(QColor(colours.line))
            painter.drawRoundedRect(whole, _BAR / 2, _BAR / 2)
            if self.share > 0:
                painter.setBrush(QColor(colours.accent))
                done = QRectF(0, 0, max(whole.width() * self.share, _BAR), _BAR)
                painter.drawRoundedRect(done, _BAR / 2, _BAR / 2)


class JobRow(QWidget):
    """`stop` is called by its button: it stops the recording, or takes one that is over from the list."""

    def __init__(self, job: Job, stop: Callable[[Job], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.job = job
        self.name, self.state = ShortLabel(self), QLabel(self)
        self.state.setProperty("role", "small")
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.bar, self.said = Bar(self), small_label(role="danger")
        self.button = IconButton("close", self)
        self.button.clicked.connect(lambda: stop(job))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self.state, 0, 1)
        grid.addWidget(self.button, 0, 2)
        grid.addWidget(self.bar, 1, 0, 1, 3)
        grid.addWidget(self.said, 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        self.refresh()

    def refresh(self) -> None:
        job = self.job
        self.name.set_text(job.out.name)
        self.name.setToolTip(str(job.out))
        self.state.setText(self._state())
        self.bar.share = job.share
        self.bar.setVisible(job.state in ("waits", "runs"))
        self.bar.update()
        self.said.setText(job.said)
        self.said.setVisible(job.state == "failed")
        over = translate("window", "Take it from the list")
        self.button.set_tip(over if job.is_over else translate("window", "Stop this recording"))

    def _state(self) -> str:
        job = self.job
        if job.state == "runs":
            left = job.remaining
            done = f"{job.share:.0%}".replace("%", "\N{NARROW NO-BREAK SPACE}%")
            if left is None:
                return done
            minutes, seconds = divmod(round(left), 60)
            return f"{done}  ·  {translate('window', '{0} left').format(f'{minutes}:{seconds:02}')}"
        return {
            "waits": translate("window", "waits"),
            "done": translate("window", "done"),
            "failed": translate("window", "could not be recorded"),
            "stopped": translate("window", "stopped"),
        }[job.state]
