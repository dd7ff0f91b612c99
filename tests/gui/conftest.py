"""What tests of the window share: nothing is compiled in the background unless a test asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from tests.gui.driving import Hands


@pytest.fixture(autouse=True)
def _without_compiling(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "with_compiling" not in request.fixturenames:
        monkeypatch.setattr("gui.upgrades.QUIET", 1e9)


@pytest.fixture(autouse=True)
def _without_stepping_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests run beside each other: what steps back for the window would wait for other tests too."""
    monkeypatch.setattr("gui.courtesy.NICENESS", 0)


@pytest.fixture(autouse=True)
def _whole_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """How much is done at once does not depend on how busy the machine is."""
    monkeypatch.setattr("gui.slices.SLICE", 1e9)


class _Waiting:
    """An event loop for some time, connected once.

    pytest-qt connects and disconnects a timer for each of its short waits. Qt asks for the interpreter while
    it disconnects, with a lock of its own held; a thread that makes an object of Qt may have the one and want
    the other, and both wait for ever.
    """

    def __init__(self) -> None:
        self.loop, self.timer = QEventLoop(), QTimer()
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.loop.quit)

    def __call__(self, milliseconds: int) -> None:
        self.timer.start(milliseconds)
        self.loop.exec()


@pytest.fixture(scope="session")
def _waiting(qapp: QApplication) -> _Waiting:
    return _Waiting()


@pytest.fixture(autouse=True)
def _waiting_without_disconnecting(_waiting: _Waiting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QtBot, "wait", lambda _bot, ms: _waiting(ms))


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """Whatever language the test before has left."""
    from gui.translations import Language, current_language

    app = QApplication.instance()
    if app is not None and current_language() != "en":
        Language(app).put_on("en")


@pytest.fixture
def with_compiling() -> None:
    """Asked for by a test that wants compiled runs to take over."""


@pytest.fixture
def hands(qtbot: QtBot) -> Iterator[Callable[..., Hands]]:
    """Makes windows, and closes them afterwards."""
    from gui.translations import Language
    from tests.gui.driving import Hands

    made: list[Hands] = []

    def make(**options: object) -> Hands:
        made.append(Hands(qtbot, **options))
        return made[-1]

    yield make
    for each in made:
        each.shut()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    Language(QApplication.instance()).put_on("en")
