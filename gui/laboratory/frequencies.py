"""The frequency view: what each run makes of sines, measured in the background while one waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from engine.errors import RavineError
from engine.response import Response
from gui.laboratory.measuring import Measurer, Wanted, amplitude_of, wanted
from gui.model.numbers import format_number
from gui.model.session import Session
from gui.plots.names import LANES, name
from gui.theme import BODY, GRID, current_theme, font
from gui.translations import sentence, translate

if TYPE_CHECKING:
    from gui.plots.view import LanesView

_REST = 60
"""Milliseconds after a change of a number before measuring begins: a slider passes many by."""


class Remark(QWidget):
    """Under the picture: what is being measured, with a way to stop, or what was measured, which may take
    several lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setFont(font(BODY))
        self.label.setProperty("role", "muted")
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.cancel_button = QPushButton(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID)
        self._row.addWidget(self.label, 1)
        self._row.addWidget(self.cancel_button)
        self._scale = 1.0

    def set_scale(self, scale: float) -> None:
        """Larger letters for an audience."""
        if scale != self._scale:
            self._scale = scale
            for part in (self.label, self.cancel_button):
                part.setStyleSheet(f"font-size: {round(BODY * scale)}px")

    def height_in(self, width: int) -> int:
        """Of what it says now, so wide."""
        self._row.activate()
        return self._row.totalHeightForWidth(width)


class Frequencies(QObject):
    """Bound to the session; `changed` asks for the picture to be drawn again."""

    changed = Signal()
    _told = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        from gui.plots.frequency_figure import FrequencyFigure
        from gui.plots.view import LanesView

        self._session = session
        self.figure = FrequencyFigure()
        self.view: LanesView = LanesView(self.figure, parent, seeks=False)
        self.view.hide()
        self.view.lane_enlarged.connect(self._enlarge)
        self.remark = Remark(parent)
        self.remark.hide()
        self.remark.cancel_button.clicked.connect(self.cancel)
        self._is_cancelled = False
        self._measurer = Measurer(self._told.emit)
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._measure_or_show)
        session.values_changed.connect(self._follow)
        session.structure_changed.connect(self._follow)

    @property
    def is_shown(self) -> bool:
        resolved = self._session.resolved
        return resolved is not None and resolved.is_signal and resolved.scenario.view.lanes.frequency

    @property
    def is_measuring(self) -> bool:
        return self._measurer.progress is not None

    def _wanted(self) -> list[Wanted | None]:
        """By run, with the numbers that are at work now; None for one that is not shown."""
        resolved, step, shown = self._session.resolved, self._session.step, self._session.visible
        assert resolved is not None
        return [wanted(resolved, run, step) if shown[n] else None for n, run in enumerate(resolved.runs)]

    def _follow(self) -> None:
        if self.is_shown:
            self._is_cancelled = False
            self._timer.start()

    def measure(self) -> None:
        """Begins with what is not known yet."""
        if self.is_shown and not self._is_cancelled:
            self._measurer.ask([each for each in self._wanted() if each is not None])
            self._say()

    def _measure_or_show(self) -> None:
        """Of numbers that were at work before, as when one goes back over a turn, all is known."""
        self.measure()
        if not self.is_measuring:
            self._take()

    def cancel(self) -> None:
        self._is_cancelled = True
        self._measurer.cancel()
        self._say()

    def _take(self) -> None:
        if self.is_shown:
            self.changed.emit()

    def responses(self) -> list[Response | None]:
        """By run, what is known."""
        found = [self._measurer.found(each) if each is not None else None for each in self._wanted()]
        return [each if isinstance(each, Response) else None for each in found]

    def show(self, rect: QRectF, width: int, height: int, scale: float) -> None:
        """What is known, in its place; asks for what is not."""
        from gui.plots.frequency import frequency_lanes

        session, theme = self._session, current_theme()
        assert session.resolved is not None
        if not self._timer.isActive():
            self.measure()
        found = self.responses()
        lanes = frequency_lanes(session.resolved, found, theme, session.language, session.visible)
        self.figure.periods = translate("window", "period {0}")
        self.figure.called = name(LANES, "frequency", session.language)
        self.view.setGeometry(0, 0, width, height)
        self.figure.resize(width, height, scale)
        self.remark.set_scale(scale)
        first = next((each for each in found if each is not None), None)
        self.view.setVisible(first is not None)
        self._say()
        foot = self._place(rect)
        if first is not None:
            self.figure.show_frequencies(
                lanes, first.frequencies, theme, rect.adjusted(0, 0, 0, -foot - GRID)
            )

    def _place(self, rect: QRectF) -> int:
        """Lays the remark below; how high it is."""
        from gui.plots.lane_item import LABELS, NUMBERS

        left = rect.left() + (LABELS + NUMBERS) * self.figure.scale
        width = round(rect.right() - left)
        high = self.remark.height_in(width)
        self.remark.setGeometry(round(left), round(rect.bottom()) - high, width, high)
        self.remark.setVisible(True)
        return high

    def hide(self) -> None:
        """Gives way to the lanes; measuring ends."""
        self.view.hide()
        self.remark.hide()
        self._measurer.cancel()

    def _enlarge(self, key: str) -> None:
        self.figure.enlarged = None if self.figure.enlarged == key else key
        self.changed.emit()

    # -- the remark --------------------------------------------------------------------------------------

    def _say(self) -> None:
        if not self.is_shown:
            return
        progress = self._measurer.progress
        self.remark.cancel_button.setVisible(progress is not None)
        self.remark.cancel_button.setText(translate("window", "Stop"))
        if progress is not None:
            text = translate("window", "Measuring: {0} %").format(round(100 * progress))
        elif self._is_cancelled:
            text = translate("window", "Measuring was stopped; any change begins it again.")
        else:
            text = self._verdict()
        self.remark.label.setText(text)

    def _verdict(self) -> str:
        """What the curves are: transfer functions, or the answers at one amplitude."""
        session = self._session
        assert session.resolved is not None
        found = [self._measurer.found(each) for each in self._wanted() if each is not None]
        error = next((each for each in found if isinstance(each, RavineError)), None)
        if error is not None:
            return sentence(error, session.language)
        known = [each for each in found if isinstance(each, Response)]
        texts = []
        if any(not each.linear for each in known):
            size = format_number(amplitude_of(session.resolved, session.step))
            texts.append(
                translate(
                    "window",
                    "Not every rule is linear. Of those that are not, the answer at the sine's own frequency "
                    "is shown, at the amplitude {0}.",
                ).format(size)
            )
        elif known:
            texts.append(translate("window", "All rules are linear: the curves hold at every amplitude."))
        if known and any(
            run.schedule for run, shown in zip(session.runs, session.visible, strict=True) if shown
        ):
            texts.append(translate("window", "Schedules are left out: η is the one that is set."))
        if any(not each.settled for each in known):
            texts.append(translate("window", "Some never settle; theirs is the last stretch measured."))
        return " ".join(texts)

    def end(self) -> None:
        self._timer.stop()
        self._measurer.close()
        self.view.end()
