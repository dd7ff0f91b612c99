"""A window, and what it takes to bring each of its pages to the front."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gui.window import Window

PATIENCE = 180.0


class Photographer:
    """Uses a window that is about to be pictured."""

    def __init__(self, theme: str, language: str, size: tuple[int, int], drafts: Path) -> None:
        self.window = Window(theme, language, drafts=drafts)
        self.window.resize(*size)
        self.window.show()
        self.size = size

    def wait(self, seconds: float) -> None:
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def until(self, condition: Callable[[], bool]) -> None:
        """RuntimeError where it does not become true in time."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise RuntimeError("the page did not come to the front in time")
            self.wait(0.05)

    def open(self, scenario: str, share: float = 0.5) -> None:
        """A scenario, standing still where so much of it has been played."""
        session = self.window.session
        before = session.loaded
        self.window.open(scenario)
        self.until(lambda: session.loaded is not before and session.frame is not None)
        session.pause()
        session.seek(round(share * session.total))
        self.until(lambda: session.step >= share * session.total)
        self.window.setFocus()
        self.wait(1.0)

    def do(self, action: str) -> None:
        self.window.registry.trigger(action)
        self.wait(0.6)

    def close(self) -> None:
        self.window.shut()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
