"""Keeps the parts of a window from being painted one by one, just before all of it is painted."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget


def rest(window: QWidget) -> None:
    """Until the next turn of the event loop.

    Its parts rest, not the window: if that rests when the system exposes it, it is never painted again.
    """
    parts = window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    resting = [part for part in parts if part.updatesEnabled() and not part.isWindow()]
    for part in resting:
        part.setUpdatesEnabled(False)
    QTimer.singleShot(0, window, lambda: _paint_again(resting))


def _paint_again(parts: list[QWidget]) -> None:
    for part in parts:
        if shiboken6.isValid(part):
            part.setUpdatesEnabled(True)
