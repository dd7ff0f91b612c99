"""The worker as the window has it: in a process of its own, which may be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import psutil
import pytest

import scenarios
from gui.apart import recovery
from gui.apart.remote import LOST, LOST_AGAIN, RemoteWorker, WorkerFault
from gui.model import commands as c
from gui.model.frame import Frame, LineSet, Loaded, Problem, Saved
from scenarios.resolving import Resolved, resolve
from scenarios.schema import Text

L4 = "everyone_from_one_point"


class Driver:
    """Sends commands, and collects what comes back."""

    def __init__(self) -> None:
        self.bell = threading.Event()
        self.worker = RemoteWorker(self.bell.set)
        self.worker.start()
        self.events: list[object] = []
        self.frames: list[Frame] = []

    def until(self, is_enough: Callable[[], object], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not is_enough():
            assert time.monotonic() < end, (self.events, self.frames[-1:])
            self.bell.wait(0.2)
            self.bell.clear()
            events, frame = self.worker.take()
            self.events += events
            self.frames += [frame] if frame is not None else []

    @property
    def step(self) -> int:
        return self.frames[-1].step if self.frames else -1

    @property
    def resolved(self) -> Resolved:
        (loaded,) = (event for event in self.events if isinstance(event, Loaded))
        return loaded.resolved


@pytest.fixture
def driver() -> Iterator[Driver]:
    made = Driver()
    made.worker.send(c.SetSize(320, 200))
    yield made
    made.worker.close()
    assert not psutil.pid_exists(made.worker.process)
    assert not list(Path("/dev/shm").glob(f"ravine-{made.worker.process}-*"))


def test_frames_come_with_pictures_and_charts(driver: Driver) -> None:
    driver.worker.send(c.Open(1, L4))
    driver.until(lambda: driver.step > 5)
    pictures = [frame.picture for frame in driver.frames if frame.picture is not None]
    assert pictures[-1].pixels.shape == (200, 320)
    assert len({int(picture.pixels.sum()) for picture in pictures}) > 1
    driver.worker.send(c.Pause())
    driver.until(lambda: not driver.frames[-1].playing)
    charts = next(frame.charts for frame in reversed(driver.frames) if frame.charts is not None)
    assert len(charts) == len(driver.resolved.runs)
    assert charts[0]["loss"].flags.writeable  # or compiled loops would refuse it


def test_pictures_do_not_change_under_those_who_hold_them(driver: Driver) -> None:
    driver.worker.send(c.Open(1, L4))
    driver.until(lambda: driver.step > 3)
    held = [frame.picture.pixels for frame in driver.frames if frame.picture is not None]
    before = [pixels.copy() for pixels in held]
    driver.until(lambda: driver.step > 30)
    assert all((now == then).all() for now, then in zip(held, before, strict=True))


def test_a_problem_is_told(driver: Driver) -> None:
    driver.worker.send(c.Open(1, "everyone_from_one_pint"))
    driver.until(lambda: driver.events)
    (problem,) = driver.events
    assert isinstance(problem, Problem)
    assert L4 in problem.message


def test_lines_are_set_and_not_counted(driver: Driver) -> None:
    driver.worker.send(c.Open(1, L4, play=False))
    driver.until(lambda: driver.frames)
    handled = driver.frames[-1].handled
    lines = [c.SetLine(latex, "#FFFFFF", 18.0) for latex in (r"\theta", r"\frac{", "x^2")]
    for line in lines:
        driver.worker.send(line)
    driver.until(lambda: sum(isinstance(event, LineSet) for event in driver.events) == 3)
    told = [event for event in driver.events if isinstance(event, LineSet)]
    assert [event.asked for event in told] == lines
    assert [event.svg is None for event in told] == [False, True, False]
    driver.worker.send(c.StepBy(1))
    driver.until(lambda: driver.step == 1)
    assert driver.frames[-1].handled == handled + 1


def test_a_fault_is_raised_with_its_own_traceback(driver: Driver) -> None:
    driver.worker.send(c.Command())
    with pytest.raises(WorkerFault, match="no such command"):
        driver.until(lambda: False)


def test_a_file_that_was_to_be_saved_is_saved_though_the_window_closes(
    driver: Driver, tmp_path: Path
) -> None:
    driver.worker.send(c.Open(1, L4))
    driver.until(lambda: driver.step > 0)
    place = tmp_path / "kept.toml"
    driver.worker.send(c.Save(1, driver.resolved.scenario, place))
    driver.worker.close()
    assert scenarios.load(place) == driver.resolved.scenario
    assert not any(thread.name in ("ravine-commands", "ravine-answers") for thread in threading.enumerate())


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")
def test_a_worker_that_is_killed_is_replaced_and_everything_goes_on(driver: Driver) -> None:
    driver.worker.send(c.Open(7, L4))
    driver.until(lambda: driver.step > 20)
    scenario = driver.resolved.scenario
    run = msgspec.structs.replace(scenario.runs[0], parameters={"eta": 0.123})
    edited = msgspec.structs.replace(scenario, runs=(run, *scenario.runs[1:]))
    driver.worker.send(c.Apply(7, resolve(edited, "scenario", driver.resolved), structure=2))
    driver.worker.send(c.Pause())
    driver.until(lambda: (driver.frames[-1].structure, driver.frames[-1].playing) == (2, False))
    driver.until(lambda: driver.frames[-1].busy is None)
    at, handled = driver.step, driver.frames[-1].handled
    losses = driver.frames[-1].losses
    killed = driver.worker.process
    os.kill(killed, signal.SIGKILL)
    driver.frames.clear()
    driver.until(lambda: driver.step == at and driver.frames[-1].busy is None)
    assert driver.worker.process != killed
    assert [str(e.message) for e in driver.events if isinstance(e, Problem)] == [
        "the engine ended unexpectedly and was started again"
    ]
    last = driver.frames[-1]
    assert (last.version, last.structure, last.playing, last.handled) == (7, 2, False, handled)
    assert last.losses == losses
    # the window has opened nothing anew
    assert sum(isinstance(event, Loaded) for event in driver.events) == 1
    driver.worker.send(c.StepBy(1))
    driver.until(lambda: driver.step == at + 1)
    assert driver.frames[-1].handled == handled + 1


def test_who_takes_its_place_steps_where_the_window_says() -> None:
    known = recovery.Recovery()
    for command in (c.SetDevice(False), c.Open(1, L4), c.SetDevice(True)):
        known.note(command)
    assert known.lose()
    assert known.take_over() == [c.SetDevice(True), c.Open(1, L4)]


def test_what_was_open_before_is_not_held() -> None:
    known, resolved = recovery.Recovery(), resolve(scenarios.load(L4))
    opened = [msgspec.structs.replace(resolved.scenario) for _ in range(4)]
    before = [sys.getrefcount(source) for source in opened]
    for version, source in enumerate(opened, 1):
        known.note(c.Open(version, source))
        known.events([Loaded(version, resolved)])
        known.frame(Frame(version, handled=version, step=0, total=9, playing=True))
    del source
    after = [sys.getrefcount(source) for source in opened]
    assert [now - then for then, now in zip(before, after, strict=True)] == [0, 0, 0, 1]


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")
def test_what_a_worker_was_asked_before_it_was_lost_is_done_by_the_next(
    driver: Driver, tmp_path: Path
) -> None:
    driver.worker.send(c.Open(7, L4))
    driver.until(lambda: driver.step > 20)
    os.kill(driver.worker.process, signal.SIGSTOP)
    for command in (c.Pause(), c.Seek(11), c.Save(7, driver.resolved.scenario, tmp_path / "kept.toml")):
        driver.worker.send(command)
    driver.until(lambda: not driver.worker._commands)
    os.kill(driver.worker.process, signal.SIGKILL)
    driver.until(lambda: any(isinstance(event, Saved) for event in driver.events))
    driver.frames.clear()
    driver.worker.send(c.Look(7, (0, 0)))
    driver.until(lambda: driver.frames)
    assert (driver.step, driver.frames[-1].playing) == (11, False)
    assert scenarios.load(tmp_path / "kept.toml") == driver.resolved.scenario


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")
def test_what_is_open_stays_so_though_another_was_refused_before_the_loss(
    driver: Driver, tmp_path: Path
) -> None:
    driver.worker.send(c.Open(1, L4))
    driver.until(lambda: driver.step > 5)
    driver.worker.send(c.Open(2, tmp_path / "missing.toml"))
    driver.until(lambda: any(isinstance(event, Problem) for event in driver.events))
    at = driver.step
    driver.until(lambda: driver.step > at)
    os.kill(driver.worker.process, signal.SIGKILL)
    driver.until(lambda: sum(isinstance(event, Problem) for event in driver.events) == 2)
    driver.frames.clear()
    driver.until(lambda: driver.step > at)
    assert driver.frames[-1].version == 1
    assert sum(isinstance(event, Problem) for event in driver.events) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")
def test_a_worker_that_is_lost_again_at_once_leaves_what_is_open_alone(
    driver: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "SOON", 1e9)
    driver.worker.send(c.Open(1, L4))
    driver.until(lambda: driver.step > 0)
    for times in (1, 2):
        os.kill(driver.worker.process, signal.SIGKILL)
        driver.until(lambda: sum(isinstance(event, Problem) for event in driver.events) == times)  # noqa: B023
    assert [event.message for event in driver.events if isinstance(event, Problem)] == [LOST, LOST_AGAIN]
    driver.worker.send(c.Open(2, "momentum_memory"))
    driver.until(lambda: driver.frames[-1].version == 2 and driver.step > 0)
    os.kill(driver.worker.process, signal.SIGKILL)
    with pytest.raises(WorkerFault, match="ended 3 times"):
        driver.until(lambda: False)


@pytest.mark.skipif(sys.platform == "win32", reason="stops by signals")
def test_a_worker_that_is_stopped_keeps_no_window_from_closing(driver: Driver, tmp_path: Path) -> None:
    driver.worker.send(c.Open(1, L4))
    driver.until(lambda: driver.step > 0)
    os.kill(driver.worker.process, signal.SIGSTOP)
    edited = msgspec.structs.replace(driver.resolved.scenario, caption=Text("x" * 400, "y" * 400))
    for number in range(200):  # more than a pipe holds
        driver.worker.send(c.Save(1, msgspec.structs.replace(edited), tmp_path / f"{number}.toml"))
    driver.worker.close()


def test_the_process_ends_with_the_one_that_started_it() -> None:
    script = (
        "import os\n"
        "from gui.apart.remote import RemoteWorker\n"
        "worker = RemoteWorker(lambda: None)\n"
        "worker.start()\n"
        "print(worker.process, flush=True)\n"
        "os._exit(0)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    number = int(said.stdout)
    end = time.monotonic() + 30
    while psutil.pid_exists(number) and psutil.Process(number).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < end
        time.sleep(0.05)
