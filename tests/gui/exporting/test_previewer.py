"""Previews come from a process of their own: the newest wins, one that dies takes its own picture only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

import scenarios
from gui.exporting.preview import HEADER, Asked, answer, asked_of, image_in, line_of
from gui.exporting.previewer import Previewer
from gui.recording.composition import Composition

MINUTE = 60_000


def asked(wide: int, scenario: str | None = None) -> Asked:
    text = scenarios.dumps(scenarios.load("momentum_memory")) if scenario is None else scenario
    return Asked(text, 20, (640, 360), Composition(language="ru"), wide)


@pytest.fixture
def previewer(qtbot: QtBot) -> Iterator[Previewer]:
    made = Previewer()
    yield made
    made.close()


def test_a_request_is_one_line_and_comes_back_as_it_was() -> None:
    line = line_of(asked(160))
    assert line.count(b"\n") == 1
    assert asked_of(line) == asked(160)


def test_an_answer_is_known_once_it_is_whole() -> None:
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    sent = answer(image) + answer(None)
    assert image_in(sent[: HEADER.size + 10]) is None
    found = image_in(sent)
    assert found is not None
    shown, length = found
    assert shown == image
    assert image_in(sent[length:]) == (None, HEADER.size)


def test_the_newest_is_shown_and_what_cannot_be_or_dies_stops_nothing(
    previewer: Previewer, qtbot: QtBot
) -> None:
    shown: list[int] = []
    previewer.shown.connect(lambda image: shown.append(image.width()))
    for wide in (160, 176, 192):
        previewer.ask(asked(wide))
    qtbot.waitUntil(lambda: bool(shown), timeout=MINUTE)
    assert shown == [192]
    previewer.ask(asked(200, "no scenario"))
    previewer.ask(asked(208))
    qtbot.waitUntil(lambda: len(shown) == 2, timeout=MINUTE)
    process = previewer._process
    assert process is not None
    process.kill()
    qtbot.waitUntil(lambda: previewer._process is None, timeout=MINUTE)
    previewer.ask(asked(224))
    qtbot.waitUntil(lambda: len(shown) == 3, timeout=MINUTE)
    assert shown == [192, 208, 224]
