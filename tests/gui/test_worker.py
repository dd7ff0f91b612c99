from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

import scenarios
from gui.model import commands as c
from gui.model.frame import Frame, Loaded, Problem
from gui.worker import Worker, _without_superseded
from scenarios.resolving import resolve


@pytest.fixture
def worker() -> Iterator[Worker]:
    bell = threading.Event()
    made = Worker(bell.set)
    made.bell = bell  # type: ignore[attr-defined]
    made.start()
    yield made
    made.close()


def collect(worker: Worker, until, seconds: float = 20.0) -> tuple[list[object], list[Frame]]:
    events: list[object] = []
    frames: list[Frame] = []
    end = time.monotonic() + seconds
    while not until(events, frames):
        assert time.monotonic() < end
        worker.bell.wait(0.5)  # type: ignore[attr-defined]
        worker.bell.clear()  # type: ignore[attr-defined]
        more, frame = worker.take()
        events += more
        frames += [frame] if frame is not None else []
    return events, frames


def test_frames_come_and_time_runs(worker: Worker) -> None:
    worker.send(c.SetSize(320, 200))
    worker.send(c.Open(1, "everyone_from_one_point"))
    events, frames = collect(worker, lambda _e, f: f and f[-1].step > 5)
    assert any(isinstance(event, Loaded) for event in events)
    steps = [frame.step for frame in frames]
    assert steps == sorted(steps)


def test_closing_ends_every_thread_in_the_middle_of_work(worker: Worker) -> None:
    worker.send(c.SetSize(640, 400))
    worker.send(c.Open(1, "rain_on_himmelblau"))
    collect(worker, lambda _e, f: bool(f))
    worker.close()
    assert not any(thread.name.startswith("ravine") for thread in threading.enumerate())
    worker.send(c.Pause())
    worker.close()


def test_closing_before_anything_was_asked_is_fine() -> None:
    worker = Worker(lambda: None)
    worker.start()
    worker.close()


def test_a_problem_reaches_the_window(worker: Worker) -> None:
    worker.send(c.Open(1, "everyone_from_one_pint"))
    events, _ = collect(worker, lambda e, _f: bool(e))
    assert isinstance(events[0], Problem)
    assert "everyone_from_one_point" in events[0].message


def test_a_fault_in_the_worker_is_raised_in_the_window(worker: Worker) -> None:
    worker.send(c.Command())
    with pytest.raises(TypeError, match="no such command"):
        collect(worker, lambda e, _f: bool(e))


def test_a_slider_dragged_fast_is_one_command() -> None:
    resolved = resolve(scenarios.load("everyone_from_one_point"))
    given = [
        c.Apply(1, resolved, (c.Turned(0, "eta", 3),)),
        c.Apply(1, resolved),
        c.Apply(1, resolved, (c.Turned(0, "gamma", 4),), restamped=2),
        c.SetView(1, (0, 1, 0, 1)),
        c.SetView(1, (0, 2, 0, 2)),
        c.Pause(),
        c.SetView(1, None),
    ]
    kept = _without_superseded(given)
    assert [type(command).__name__ for command in kept] == ["Apply", "SetView", "Pause", "SetView"]
    # every turn is dated, also one that was dragged on before the worker heard of it
    assert kept[0].turned == (c.Turned(0, "eta", 3), c.Turned(0, "gamma", 4))  # type: ignore[attr-defined]
    assert kept[0].restamped == 2  # type: ignore[attr-defined]
    assert kept[1] == c.SetView(1, (0, 2, 0, 2))
