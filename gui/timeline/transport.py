"""The bar at the foot: play, step, restart, the timeline, the speed, and how the window looks."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSlider, QToolButton, QWidget

from gui.actions import Actions
from gui.model.session import SPEEDS, Session
from gui.panels.panel import Panel
from gui.theme import GRID, ICON
from gui.translations import translate

HEIGHT = 56
STEP_WIDTH = 148


def speed_text(speed: float) -> str:
    """A speed with its unit."""
    number = f"{speed:g}"
    return translate("window", "{0} steps/s").format(number)


class TimelineSlider(QSlider):
    """Goes to where it is clicked, and follows the pointer from there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event)
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._follow(event)
            self.setSliderDown(False)

    def _follow(self, event: QMouseEvent) -> None:
        share = (event.position().x() - 7) / max(self.width() - 14, 1)
        place = round(min(max(share, 0.0), 1.0) * self.maximum())
        if place != self.value():
            self.setSliderPosition(place)
            self.sliderMoved.emit(place)


class Transport(Panel):
    """Bound to the session. Its buttons do actions of the window, once `wire` has been called."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.play_button = self._button(primary=True)
        self.back_button, self.step_button, self.restart_button = (self._button() for _ in range(3))
        self.step_label = QLabel(self)
        self.slider = TimelineSlider(self)
        self.speed_button = self._button()
        self.speed_menu = QMenu(self)
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
        for button in (self.play_button, self.back_button, self.step_button, self.restart_button):
            row.addWidget(button)
        row.addSpacing(GRID)
        row.addWidget(self.step_label)
        row.addWidget(self.slider, 1)
        row.addSpacing(GRID)
        row.addWidget(self.speed_button)
        row.addWidget(self.device_button)
        for button in (self.open_button, self.language_button, self.theme_button):
            row.addWidget(button)
        row.addWidget(self.panels_button)
        row.addWidget(self.full_button)
        self.step_label.setFixedWidth(STEP_WIDTH)
        self.step_label.setProperty("role", "muted")
        self.setFixedHeight(HEIGHT)

    def _bind(self) -> None:
        session = self._session
        self.slider.sliderMoved.connect(session.seek)
        self.slider.actionTriggered.connect(self._seek_by_key)
        self.speed_button.clicked.connect(self._open_speeds)
        self.device_button.clicked.connect(session.set_on_device)
        session.device_changed.connect(self.show_device)
        session.playback_changed.connect(self.show_time)

    def wire(self, actions: Actions) -> None:
        """Lets the buttons do what the window declares."""
        actions.wire(self.play_button, "play", primary=True)
        for button, id in (
            (self.back_button, "step_back"),
            (self.step_button, "step"),
            (self.restart_button, "restart"),
            (self.open_button, "gallery"),
            (self.language_button, "language"),
            (self.theme_button, "theme"),
            (self.panels_button, "panels"),
            (self.full_button, "present"),
        ):
            actions.wire(button, id)

    def _seek_by_key(self, action: int) -> None:
        if action != QSlider.SliderAction.SliderMove.value:
            self._session.seek(self.slider.sliderPosition())

    def _open_speeds(self) -> None:
        self.speed_menu.clear()
        for speed in reversed(SPEEDS):
            action = self.speed_menu.addAction(speed_text(speed))
            action.setCheckable(True)
            action.setChecked(speed == self._session.speed)
            action.triggered.connect(lambda _checked=False, s=speed: self._session.set_speed(s))
        height = self.speed_menu.sizeHint().height()
        self.speed_menu.popup(self.speed_button.mapToGlobal(QPoint(0, -height - 4)))

    def show_time(self) -> None:
        """The step reached, the speed, and whether time runs."""
        session = self._session
        if not self.slider.isSliderDown():
            self.slider.setRange(0, session.total)
            self.slider.setValue(session.step)
        word = translate("window", "epoch") if session.is_signal else translate("window", "step")
        self.step_label.setText(f"{word} {session.step:,} / {session.total:,}".replace(",", "\u2009"))
        self.speed_button.setText(speed_text(session.speed))

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
        self.show_device()
        self.show_time()
