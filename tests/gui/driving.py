"""A window on a scenario, and the hands that use it: what tests of the whole window share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.settings import Settings
from gui.theme import apply_theme
from gui.window import Window

LANDSCAPE = "everyone_from_one_point"
SIGNAL = "momentum_memory"
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hands:
    """Drives one window as a person would."""

    def __init__(
        self,
        bot: QtBot,
        settings: Settings | None = None,
        drafts: Path | None = None,
        theme: str | None = "dark",
        language: str | None = "en",
        size: tuple[int, int] = (1280, 720),
    ) -> None:
        self.bot = bot
        apply_theme(QApplication.instance(), theme or "dark")
        self.window = Window(theme, language, settings, drafts)
        self.session = self.window.session
        self.window.resize(*size)
        self.window.show()

    def until(self, condition: Callable[[], bool]) -> None:
        self.bot.waitUntil(condition, timeout=120_000)

    def open(self, source: object) -> None:
        before = self.session.loaded
        self.window.open(source)
        self.until(lambda: self.session.loaded is not before)
        self.until(lambda: self.session.step > 0)

    def key(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        at: QWidget | None = None,
    ) -> None:
        self.bot.keyClick(at or QApplication.focusWidget() or self.window, key, modifiers)

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        for letter in text:
            if letter.isascii():
                self.bot.keyClicks(focused, letter)
            else:
                # QTest knows no key for it and aborts
                plain = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(focused, QKeyEvent(QEvent.Type.KeyPress, 0, plain, letter))

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.bot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        event = QDropEvent(
            QPointF(100, 100),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        self.window.dropEvent(event)

    def edit(self) -> None:
        """Changes something in the scenario that is open."""
        assert self.session.scenario is not None
        self.session.set_noise(sigma=self.session.scenario.noise.sigma + 0.125)
        assert self.session.document is not None
        assert self.session.document.is_modified

    def answer(self, number: int) -> None:
        """Clicks one of the answers to what is asked."""
        question = self.window.question
        assert question.isVisible()
        self.click(question.buttons[number])

    def shut(self) -> None:
        self.window.shut()
        self.window.deleteLater()


Make = Callable[..., Hands]

offscreen_says = pytest.mark.qt_log_ignore("This plugin does not support")
"""The offscreen platform complains about every dialog, whatever the program does."""
