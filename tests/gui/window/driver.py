"""A window on a scenario, and the hands that use it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from gui.theme import apply_theme
from gui.window import Window

LANDSCAPE = "everyone_from_one_point"

SIGNAL = "momentum_memory"


class Driver:
    """A window on a scenario, and the hands that use it."""

    def __init__(self, qtbot, theme: str = "dark", language: str = "en", size=(1280, 720)) -> None:
        self.bot = qtbot
        apply_theme(QApplication.instance(), theme)
        self.window = Window(theme, language)
        self.session = self.window.session
        self.window.resize(*size)
        self.window.show()

    def open(self, source: object) -> None:
        with self.bot.waitSignal(self.window.started, timeout=120_000, raising=False):
            self.window.open(source)
            self.until(lambda: self.session.loaded is not None and self.session.frame is not None)
        self.until(lambda: self.session.step > 0)

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=120_000)

    def settle(self) -> None:
        """Until the worker has taken up everything that was sent."""
        self.until(
            lambda: self.session.frame is not None and self.session.frame.handled == self.session._sent
        )

    def pause(self) -> None:
        if self.session.playing:
            self.key(Qt.Key.Key_Space)
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self.window, key, modifiers)

    def click(self, widget, at: QPoint | None = None) -> None:
        self.bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def drag(self, widget, start: QPoint, end: QPoint, steps: int = 8) -> None:
        self.bot.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
        for k in range(1, steps + 1):
            place = QPointF(start + (end - start) * (k / steps))
            event = QMouseEvent(
                QEvent.Type.MouseMove,
                place,
                widget.mapToGlobal(place),
                Qt.MouseButton.NoButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(widget, event)
        self.bot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)

    def wheel(self, widget, at: QPoint, notches: int) -> None:
        event = QWheelEvent(
            QPointF(at),
            QPointF(widget.mapToGlobal(at)),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)


Make = Callable[..., Driver]
