"""Longer works of the window take turns, with everything else of the event loop between them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.turns import Turns, in_turn


@pytest.fixture
def turns(qapp: QApplication) -> Iterator[Turns]:
    made = Turns(None)
    yield made
    made.deleteLater()


def test_works_come_in_the_order_of_asking_each_in_a_turn_of_its_own(qtbot: QtBot, turns: Turns) -> None:
    done: list[str] = []
    works = [lambda name=name: done.append(name) for name in "abc"]
    ticks = QTimer()
    ticks.timeout.connect(lambda: done.append("."))
    ticks.start(0)
    for work in works:
        turns.ask(work)
    assert not done
    qtbot.waitUntil(lambda: "c" in done)
    assert [name for name in done if name != "."] == ["a", "b", "c"]
    assert done[done.index("a") + 1] == done[done.index("b") + 1] == "."


def test_a_work_that_waits_already_is_done_once(qtbot: QtBot, turns: Turns) -> None:
    done: list[int] = []

    def work() -> None:
        done.append(len(done))
        if len(done) < 3:
            turns.ask(work)

    for _ in range(5):
        turns.ask(work)
    qtbot.wait(50)
    assert done == [0, 1, 2]


class Worker(QObject):
    def __init__(self, done: list[str]) -> None:
        super().__init__()
        self.done = done

    def work(self) -> None:
        self.done.append(self.objectName())


def test_what_is_gone_works_no_more(qtbot: QtBot, turns: Turns) -> None:
    import shiboken6

    done: list[str] = []
    gone, there = Worker(done), Worker(done)
    turns.ask(gone.work)
    turns.ask(there.work)
    shiboken6.delete(gone)
    qtbot.wait(50)
    assert done == [""]


def test_all_ask_in_one_row(qtbot: QtBot) -> None:
    done: list[int] = []
    in_turn(lambda: done.append(1))
    in_turn(lambda: done.append(2))
    qtbot.waitUntil(lambda: done == [1, 2])
