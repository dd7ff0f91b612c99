"""Windows that hands are laid on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.driving import LANDSCAPE
from tests.gui.hand.fingers import Fingers


@pytest.fixture
def make_fingers(qtbot: QtBot) -> Iterator[Callable[..., Fingers]]:
    made: list[Fingers] = []

    def make(source: object = LANDSCAPE, step: int = 40, **options: object) -> Fingers:
        fingers = Fingers(qtbot, **options)
        made.append(fingers)
        fingers.open(source)
        fingers.rest(step)
        return fingers

    yield make
    for fingers in made:
        fingers.shut()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
