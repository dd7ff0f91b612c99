"""The real window with its worker in a process of its own."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider
from pytestqt.qtbot import QtBot

from gui import app
from gui.apart.remote import RemoteWorker
from gui.model.frame import LineSet
from gui.window import Window

PATIENCE = 40_000


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window("dark", "en", worker=RemoteWorker)
    made.resize(1280, 720)
    made.show()
    made.open("everyone_from_one_point")
    qtbot.waitUntil(lambda: made.session.step > 5, timeout=PATIENCE)
    yield made
    process = number(made)
    made.close()
    assert not psutil.pid_exists(process)


def number(window: Window) -> int:
    assert isinstance(window.worker, RemoteWorker)
    return window.worker.process


def test_it_plays_scrubs_and_turns_parameters(window: Window, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.session.frame is not None and not window.session.frame.playing)
    slider = next(s for s in window.runs.findChildren(QSlider) if s.isVisible())
    before = window.session.values[0]["eta"]
    slider.setValue(slider.value() + (slider.maximum() - slider.minimum()) // 8)
    assert window.session.values[0]["eta"] != before
    track = window.transport.slider
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=track.rect().center())
    middle = window.session.total // 2
    qtbot.waitUntil(lambda: abs(window.session.step - middle) < 0.1 * middle, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.charts.isVisible(), timeout=PATIENCE)


def test_formulas_are_set_by_the_worker(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.stage.formulas.kept_svg", lambda *_: None)  # none was ever set
    told: list[LineSet] = []
    window.session.line_set.connect(told.append)
    window.open("momentum_memory")
    qtbot.waitUntil(lambda: len(told) > 1, timeout=PATIENCE)
    assert all(line.svg is not None and b"<svg" in line.svg for line in told)
    line = told[-1].asked
    key = (line.latex, line.colour, window.devicePixelRatioF())
    qtbot.waitUntil(lambda: window.typesetter.line(key) is not None, timeout=PATIENCE)
    image = window.typesetter.line(key)
    assert image is not None
    assert image.height() > 5


def test_from_the_stage_to_a_signal_and_to_a_map(window: Window, qtbot: QtBot) -> None:
    for id in ("momentum_memory", "basins_of_momentum", "a_small_network"):
        window.open(id)
        qtbot.waitUntil(
            lambda id=id: window.session.loaded is not None and window.session.loaded.id == id,
            timeout=PATIENCE,
        )
        qtbot.waitUntil(lambda: window.session.step > 0, timeout=PATIENCE)


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")
def test_a_killed_worker_is_told_and_edits_and_their_undoing_stay(window: Window, qtbot: QtBot) -> None:
    session = window.session
    session.pause()  # or the turn may be dated anew
    qtbot.waitUntil(lambda: session.frame is not None and not session.frame.playing, timeout=PATIENCE)
    session.set_parameter(0, "eta", 0.0123)
    scenario, steps = session.scenario, session.step
    before = number(window)
    os.kill(before, signal.SIGKILL)
    qtbot.waitUntil(lambda: number(window) != before, timeout=PATIENCE)
    qtbot.waitUntil(lambda: window.notice.isVisible(), timeout=PATIENCE)
    session.play()
    qtbot.waitUntil(lambda: session.step > steps + 5, timeout=PATIENCE)
    assert session.scenario == scenario
    assert session.document is not None
    assert session.document.can_undo
    session.undo()
    assert session.scenario != scenario


def test_where_no_process_can_be_started_a_thread_does_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise PermissionError

    monkeypatch.setattr(app, "Child", refuse)
    assert app._apart() is None
