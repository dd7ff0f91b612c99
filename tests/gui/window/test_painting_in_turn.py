"""Painting waits its turn, and all that has changed is painted in one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QGraphicsView

from gui.window import Window

from .driver import Make


def test_the_window_is_painted_once_however_many_charts_have_changed(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = make(size=(1600, 900))
    window = driver.window
    driver.until(lambda: bool(visible(window)))
    driver.pause()
    driver.bot.wait(300)
    painted: list[int] = []
    paint = Window._paint

    def counted(self: Window) -> None:
        painted.append(len(painted))
        paint(self)

    monkeypatch.setattr(Window, "_paint", counted)
    for view in visible(window):
        for item in view.scene().items():
            item.update()  # for which a scene asks its window to be painted at once
    window.runs.update()
    driver.bot.wait(200)
    assert painted == [0]


def visible(window: Window) -> list[QGraphicsView]:
    return [view for view in window.findChildren(QGraphicsView) if view.isVisible()]
