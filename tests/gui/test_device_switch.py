"""The switch to a graphics processor: there when one is, and what it asks of worker and compiler."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

import scenarios
from engine import cuda
from engine.errors import MissingError
from gui.compiling import Compiler
from gui.model import commands as c
from gui.model.frame import DeviceFound, LoopsKept, Problem
from gui.model.session import Session
from gui.performer import Performer
from gui.timeline.transport import Transport
from gui.translations import translate
from scenarios import building
from scenarios.resolving import resolve

NAME = "NVIDIA H200"
SCENARIO = "everyone_from_one_point"


@pytest.fixture
def session() -> Session:
    sent: list[c.Command] = []
    session = Session(sent.append)
    session.sent = sent  # type: ignore[attr-defined]
    return session


def test_without_a_device_there_is_nothing_to_switch(session: Session, qtbot: QtBot) -> None:
    transport = Transport(session)
    qtbot.addWidget(transport)
    assert not transport.device_button.isVisibleTo(transport)
    session.set_on_device(True)
    assert not session.on_device
    assert session.sent == []  # type: ignore[attr-defined]


def test_the_switch_has_the_device_s_name_and_tells_the_worker(session: Session, qtbot: QtBot) -> None:
    transport = Transport(session)
    qtbot.addWidget(transport)
    session.adopt_device(NAME)
    assert transport.device_button.isVisibleTo(transport)
    assert transport.device_button.text() == "H200"
    assert NAME in transport.device_button.toolTip()
    assert not transport.device_button.isChecked()
    transport.device_button.click()
    transport.device_button.click()
    assert session.sent == [c.SetDevice(True), c.SetDevice(False)]  # type: ignore[attr-defined]
    assert translate("window", "Compute on {0}; otherwise on the processor").count("{0}") == 1


def test_the_performer_asks_for_runs_on_the_device_and_keeps_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("gui.upgrades.QUIET", 0.0)
    performer = Performer(lambda event: None, lambda build, resolved, where: asked.append(where))
    performer.handle(c.Open(1, SCENARIO, False))
    performer.handle(c.SetDevice(True))
    performer.handle(c.Open(2, SCENARIO, False))
    performer.handle(c.SetDevice(False))
    performer.close()
    assert asked == ["cpu", "cuda", "cuda", "cpu"]


class Desk:
    """A compiler with what it delivers and tells."""

    def __init__(self) -> None:
        self.came = threading.Event()
        self.runs: list[object] = []
        self.told: list[object] = []
        self.compiler = Compiler(self.deliver, self.tell)
        self.resolved = resolve(scenarios.load(SCENARIO))

    def deliver(self, build: int, runs: object) -> None:
        self.runs.append((build, runs))

    def tell(self, event: object) -> None:
        if not isinstance(event, LoopsKept):
            self.told.append(event)
            self.came.set()


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.compiler.close()


def test_the_device_is_looked_for_after_the_first_kernels(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cuda, "find", lambda: SimpleNamespace(name=NAME))
    desk.compiler.request(1, desk.resolved)
    assert desk.came.wait(60)
    assert desk.told == [DeviceFound(NAME)]
    assert [build for build, _ in desk.runs] == [1]


def test_a_device_that_cannot_take_it_says_so_and_nothing_changes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(resolved: object, kernels: str, where: str) -> None:
        raise MissingError(f"no {where} here")

    monkeypatch.setattr(building, "build_runs", refuse)
    monkeypatch.setattr(cuda, "find", lambda: "there is none")
    desk.compiler.request(1, desk.resolved, "cuda")
    assert desk.came.wait(60)
    assert desk.told == [Problem("no cuda here")]
    assert desk.runs == []
