"""The bar at the foot: play, step, restart, loop, the timeline, the speed, and how the window looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from gui.actions import Actions
from gui.model.frame import Frame
from gui.model.session import Session
from gui.panels.panel import Panel
from gui.plots.build import run_colour
from gui.theme import BODY, GRID, ICON, current_theme, font
from gui.timeline.actions import declare
from gui.timeline.marks import Mark, marks_of, without_turn
from gui.timeline.scrubber import Scrubber
from gui.timeline.speeds import fill_speeds, grouped, pop_up_above, speed_text
from gui.timeline.track import Track
from gui.translations import translate

HEIGHT = 56

_WIRED = {
    "back_button": "step_back",
    "step_button": "step",
    "restart_button": "restart",
    "loop_button": "loop",
    "fork_button": "run.fork",
    "explain_button": "explain",
    "open_button": "gallery",
    "language_button": "language",
    "theme_button": "theme",
    "panels_button": "panels",
    "full_button": "present",
}
"""What the buttons do."""


class Transport(Panel):
    """Bound to the session. Its buttons do actions of the window, once `wire` has been called.

    `pointed` carries the step under the pointer, or None.
    """

    pointed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._scrubber = Scrubber(session)
        self._actions: Actions | None = None
        self._is_between = False
        self.play_button = self._button(primary=True)
        self.back_button, self.step_button, self.restart_button = (self._button() for _ in range(3))
        self.loop_button, self.fork_button = self._button(), self._button()
        self.explain_button = self._button()
        self.step_label = QLabel(self)
        self.slider = Track(self)
        self.slider.describe = self._describe
        self.speed_button = self._button()
        self.speed_menu, self.mark_menu = QMenu(self), QMenu(self)
        self.open_button, self.language_button, self.theme_button = (self._button() for _ in range(3))
        self.panels_button, self.full_button = self._button(), self._button()
        self.device_button = self._button()
        self.device_button.setCheckable(True)
        self.device_button.hide()
        self._lay_out()
        self._bind()
        self.retranslate()

    def _button(self, primary: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(QSize(ICON, ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if primary:
            button.setProperty("role", "primary")
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 0, GRID, 0)
        row.setSpacing(GRID // 2)
        for button in (
            self.play_button,
            self.back_button,
            self.step_button,
            self.restart_button,
            self.loop_button,
        ):
            row.addWidget(button)
        row.addSpacing(GRID)
        row.addWidget(self.step_label)
        row.addWidget(self.slider, 1)
        row.addSpacing(GRID)
        for button in (self.speed_button, self.fork_button, self.explain_button, self.device_button):
            row.addWidget(button)
        for button in (self.open_button, self.language_button, self.theme_button):
            row.addWidget(button)
        row.addWidget(self.panels_button)
        row.addWidget(self.full_button)
        self.step_label.setProperty("role", "muted")
        self.setFixedHeight(HEIGHT)

    def _bind(self) -> None:
        session, track = self._session, self.slider
        track.pressed.connect(self._scrubber.begin)
        track.sought.connect(self._scrubber.to)
        track.let_go.connect(self._scrubber.end)
        track.stepped.connect(session.step_by)
        track.pointed.connect(self.pointed)
        track.asked.connect(self._open_marks)
        self.speed_button.clicked.connect(self._open_speeds)
        self.device_button.clicked.connect(session.set_on_device)
        session.device_changed.connect(self.show_device)
        session.playback_changed.connect(self.show_time)
        session.frame_changed.connect(self._show_busy)
        for change in (session.document_changed, session.theme_changed):
            change.connect(self.show_marks)

    def wire(self, actions: Actions) -> None:
        """Declares what concerns time alone, and lets the buttons do what the window declares."""
        declare(self._session, actions)
        self._actions = actions
        actions.wire(self.play_button, "play", primary=True)
        for name, id in _WIRED.items():
            actions.wire(getattr(self, name), id)

    # -- time --------------------------------------------------------------------------------------------

    def show_time(self) -> None:
        """The step reached, the speed, and whether time runs."""
        session = self._session
        self.slider.setMaximum(session.total)
        if not self.slider.isSliderDown():
            self.slider.setValue(session.step)
        self._show_step()
        self.speed_button.setText(speed_text(session.speed, session.in_epochs))
        between = 0 < session.step < session.total
        if between != self._is_between and self._actions is not None:
            self._is_between = between  # only there can a run be forked
            self._actions.refresh_later()

    def _show_step(self) -> None:
        session = self._session
        word = translate("window", "epoch") if session.in_epochs else translate("window", "step")
        total = grouped(session.total)
        self.step_label.setText(f"{word} {grouped(session.step)} / {total}")
        # as wide as it will ever be, so that nothing beside it moves
        widest = QFontMetrics(font(BODY)).horizontalAdvance(f"{word} {total} / {total}")
        self.step_label.setFixedWidth(widest + 2 * GRID)

    def _show_busy(self, frame: Frame) -> None:
        self.slider.show_busy(frame.busy)

    def show_pointed(self, step: float | None) -> None:
        """Shows a step that is pointed at elsewhere."""
        self.slider.show_pointed(step)

    def _open_speeds(self) -> None:
        fill_speeds(self.speed_menu, self._session)
        pop_up_above(self.speed_menu, self.speed_button)

    # -- marks -------------------------------------------------------------------------------------------

    def show_marks(self) -> None:
        """What was turned on the way, and where ghosts were left behind."""
        resolved = self._session.resolved
        theme = current_theme()
        if resolved is None or not resolved.is_staged:
            self.slider.show_marks(())
            return
        colours = [run_colour(resolved, theme, k) for k in range(len(resolved.runs))]
        marks = marks_of(resolved, self._session.language)
        self.slider.show_marks([(m, theme.text if m.run is None else colours[m.run]) for m in marks])

    def _describe(self, mark: Mark) -> str:
        session = self._session
        at = translate("window", "at step {0}").format(grouped(mark.step))
        if mark.run is None:
            whose = translate("window", "landscape")
        else:
            whose = session.localized(session.runs[mark.run].label)
        change = translate("window", "goes another way") if mark.is_fork else mark.change
        return f"{whose}: {change} {at}"

    def _open_marks(self, marks: list[Mark], at: QPoint) -> None:
        """A menu of what can be done with marks, those under the pointer first."""
        session, menu = self._session, self.mark_menu
        menu.clear()
        for mark in marks:
            menu.addAction(self._describe(mark)).setEnabled(False)
            self._add(menu, translate("window", "Go there"), partial(session.seek, mark.step))
            if not mark.is_fork:
                text = translate("window", "Forget this turn")
                self._add(menu, text, partial(self._forget, mark))
        if any(not mark.is_fork for mark in self.slider.marks):
            if marks:
                menu.addSeparator()
            self._add(menu, translate("window", "Forget everything that was turned"), session.clear_turns)
        if not menu.isEmpty():
            menu.popup(at - QPoint(0, menu.sizeHint().height() + 4))

    def _forget(self, mark: Mark) -> None:
        scenario = self._session.scenario
        if scenario is not None:
            self._session.edit(without_turn(scenario, mark))

    def _add(self, menu: QMenu, text: str, act: Callable[[], object]) -> None:
        menu.addAction(text).triggered.connect(lambda _checked=False: act())

    # -- the rest ----------------------------------------------------------------------------------------

    def show_device(self) -> None:
        """The switch between processor and graphics processor, where there is one."""
        name = self._session.device
        self.device_button.setVisible(name is not None)
        if name is not None:
            self.device_button.setText(name.removeprefix("NVIDIA "))
            self.device_button.setChecked(self._session.on_device)
            tip = translate("window", "Compute on {0}; otherwise on the processor").format(name)
            self.device_button.setToolTip(tip)
            self.device_button.setAccessibleName(tip)

    def retranslate(self) -> None:
        """Every text again, after the language has changed."""
        self.language_button.setText({"en": "RU", "ru": "EN"}[self._session.language])
        self.speed_button.setToolTip(translate("window", "Speed  ([ slower, ] faster)"))
        self.speed_button.setAccessibleName(translate("window", "Speed"))
        self.slider.setAccessibleName(translate("window", "Timeline"))
        self.show_device()
        self.show_time()
        self.show_marks()
