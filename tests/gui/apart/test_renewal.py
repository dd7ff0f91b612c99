"""A worker that has grown gives way to a fresh one when a scenario is opened, and nobody notices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import scenarios
from gui.apart import process, renewal
from gui.apart.memory import Rooms
from gui.apart.renewal import Grown, Scale
from gui.model import commands as c
from gui.model.frame import LineSet, Loaded, Problem, Saved

from .test_remote import L4, Driver

OTHER = "gamma_slides"


@pytest.fixture
def driver() -> Iterator[Driver]:
    made = Driver()
    made.worker.send(c.SetSize(320, 200))
    made.worker.send(c.Open(1, L4))
    made.until(lambda: made.step > 5)
    yield made
    made.worker.close()
    assert not any(psutil.pid_exists(number) for number in made.worker.processes)


def prepare(driver: Driver) -> int:
    """The number of a process that waits; as when the present one has told that it has grown."""
    driver.worker._hear(driver.worker._link, [Grown()], None)
    driver.until(lambda: driver.worker._spare is not None and driver.worker._spare.is_ready)
    assert driver.worker._spare is not None
    return driver.worker._spare.child.id


def test_what_is_open_goes_on_until_something_else_is_opened(driver: Driver) -> None:
    first, waiting = driver.worker.process, prepare(driver)
    at = driver.step
    driver.until(lambda: driver.step > at + 5)
    assert driver.worker.process == first
    assert set(driver.worker.processes) == {first, waiting}
    assert not [event for event in driver.events if isinstance(event, (Grown, Problem))]


def test_a_scenario_is_opened_in_the_fresh_process_and_the_first_one_ends(driver: Driver) -> None:
    first, waiting = driver.worker.process, prepare(driver)
    driver.frames.clear()
    driver.worker.send(c.Open(2, OTHER))
    driver.until(lambda: driver.frames and driver.frames[-1].version == 2 and driver.step > 5)
    assert driver.worker.process == waiting
    driver.until(lambda: not psutil.pid_exists(first))
    assert driver.worker.processes == [waiting]
    assert [event.version for event in driver.events if isinstance(event, Loaded)] == [1, 2]
    # the size of the picture was told to the first one only, and counts as a command that was taken up
    assert {frame.picture.pixels.shape for frame in driver.frames if frame.picture} == {(200, 320)}
    assert driver.frames[-1].handled == 3
    driver.worker.send(c.Pause())
    driver.until(lambda: not driver.frames[-1].playing)
    assert driver.frames[-1].handled == 4


def test_what_was_asked_of_the_first_one_is_still_answered(driver: Driver, tmp_path: Path) -> None:
    prepare(driver)
    place = tmp_path / "kept.toml"
    lines = [c.SetLine(rf"\theta_{{{k}}} + \frac{{1}}{{{k}}}", "#FFFFFF", 18.0) for k in range(20)]
    driver.worker.send(c.Save(1, driver.resolved.scenario, place))
    for line in lines:
        driver.worker.send(line)
    driver.worker.send(c.Open(2, OTHER))
    driver.until(lambda: any(isinstance(event, Saved) for event in driver.events))
    assert scenarios.load(place).title
    driver.until(lambda: lines == sorted_by(lines, driver.events))
    driver.until(lambda: driver.frames[-1].version == 2)


def sorted_by(lines: list[c.SetLine], events: list[object]) -> list[c.SetLine]:
    told = {event.asked for event in events if isinstance(event, LineSet)}
    return [line for line in lines if line in told]


def test_one_that_waits_and_ends_is_not_missed(driver: Driver) -> None:
    first = driver.worker.process
    psutil.Process(prepare(driver)).kill()
    driver.until(lambda: driver.worker._spare is None)
    driver.worker.send(c.Open(2, OTHER))
    driver.until(lambda: driver.frames[-1].version == 2)
    assert driver.worker.process == first
    assert not [event for event in driver.events if isinstance(event, Problem)]


def test_a_process_has_grown_by_what_it_holds_beyond_its_first_scenario(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = iter([50, 400, 149, 151])
    monkeypatch.setattr(renewal, "_held", lambda: next(held))
    young = Scale(grown=100, old=1e9)
    assert not young.weigh()
    assert not young.weigh()
    old = Scale(grown=100, old=-1.0)
    assert [old.weigh(), old.weigh()] == [False, False]
    held = iter([151 + 149])
    assert old.weigh()


def test_it_is_weighed_after_an_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "AFTER_OPENING", 0.0)
    monkeypatch.setattr(process, "Scale", lambda: Scale(grown=20 << 20, old=-1.0))
    told: list[object] = []
    tidying = process.Tidying(Rooms(), told.append)
    grown = bytearray()
    for size in (0, 90 << 20):
        grown += bytes(size)
        tidying.plan()
        tidying._timer.join()
        assert told == ([Grown()] if grown else [])
