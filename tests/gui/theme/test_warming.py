"""Icons are drawn ahead of the theme that wants them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gui.theme import THEMES, warming
from gui.theme.warming import IconWarmer


def test_every_icon_is_drawn_once_in_every_theme(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, str]] = []
    monkeypatch.setattr(warming, "icon", lambda name, colour, _disabled: drawn.append((name, colour)))
    monkeypatch.setattr(warming, "_EVERY", 1)
    warmer = IconWarmer(lambda: ["sun", "moon", "sun"])
    warmer.start(after=0)
    wanted = {(name, each.text) for name in ("sun", "moon") for each in THEMES.values()}
    qtbot.waitUntil(lambda: set(drawn) == wanted)
    assert len(drawn) == len(wanted)
