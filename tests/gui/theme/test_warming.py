"""Icons are drawn ahead of the theme that wants them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.theme import THEMES, warming
from gui.theme.warming import IconWarmer


def test_every_icon_is_drawn_once_in_every_theme(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, str]] = []

    def note(name: str, colour: str, _disabled: str) -> None:
        if name in ("one", "two"):  # a window of another test may still be at its own
            drawn.append((name, colour))

    monkeypatch.setattr(warming, "icon", note)
    monkeypatch.setattr(warming, "_EVERY", 1)
    warmer = IconWarmer(lambda: ["one", "two", "one"])
    warmer.start(after=0)
    wanted = {(name, each.text) for name in ("one", "two") for each in THEMES.values()}
    qtbot.waitUntil(lambda: set(drawn) == wanted)
    assert len(drawn) == len(wanted)
