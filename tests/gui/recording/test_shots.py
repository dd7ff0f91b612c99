"""Shots: which moment each picture shows, what is refused, and the same film every time."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import scenarios
from engine.errors import FileError
from gui.recording import record
from gui.recording.application import ensure_application
from gui.recording.composition import Composition
from gui.recording.reel import open_reel
from gui.recording.shots import Script, between, turned_between
from scenarios.resolving import resolve
from scenarios.schema import Camera
from tests.gui.recording.conftest import SIGNAL, STAGE
from tests.gui.recording.films import decoded

SHOTS = """
[[shots]]
seconds = 1.0
steps = [0, 20]
ease = false
caption = { en = "Forward.", ru = "Вперёд." }
[[shots]]
seconds = 0.5
[[shots]]
seconds = 1.0
steps = [5, 30]
rectangle = [-1, 1, -1, 1]
[[shots]]
seconds = 1.0
sweep = { parameter = "gamma", start = 0.0, end = 0.9, run = 1 }
"""


def script(text: str = STAGE + SHOTS, fps: int = 10, seconds: float | None = None) -> Script:
    return Script(resolve(scenarios.loads(text)), fps, seconds)


def test_every_picture_is_in_its_shot() -> None:
    found = script()
    assert found.frames == 35
    steps = [found.moment(k).step for k in range(35)]
    assert (steps[0], steps[9], steps[10], steps[14]) == (0, 20, 20, 20)
    assert (steps[15], steps[24], steps[34]) == (5, 30, 30)
    assert all(b >= a for a, b in pairwise(steps[15:]))
    assert found.moment(24).rectangle == (-1, 1, -1, 1)
    assert found.moment(34).rectangle == (-1, 1, -1, 1)
    assert found.moment(34).values == (((1, "gamma"), 0.9),)
    assert script(seconds=6).moment(59) == found.moment(34)


def test_a_caption_comes_and_goes() -> None:
    found = script(fps=50)
    strengths = [found.moment(k).strength for k in range(50)]
    assert strengths[0] == strengths[49] == 0
    assert max(strengths) == 1
    assert found.moment(60).caption is None


def test_only_the_run_named_changes() -> None:
    found = script()
    changed = found.resolved_at(found.moment(34))
    assert changed.runs[1].parameters["gamma"] == 0.9
    assert changed.runs[0] is found.resolved_at(found.moment(0)).runs[0]


def test_a_zoom_begins_and_ends_where_it_should_and_only_shrinks() -> None:
    a, b = (-8.0, 8.0, -5.0, 5.0), (1.0, 2.0, 0.0, 0.5)
    way = [between(a, b, t) for t in np.linspace(0, 1, 50)]
    assert (way[0], way[-1]) == (a, b)
    assert all(after[1] - after[0] < before[1] - before[0] for before, after in pairwise(way))
    assert all(after[0] >= before[0] - 1e-9 for before, after in pairwise(way))


def test_a_camera_goes_the_way_between() -> None:
    middle = turned_between(Camera(azimuth=-60, distance=4), Camera(azimuth=60, distance=1), 0.5)
    assert (middle.azimuth, middle.distance) == (0, pytest.approx(2))


@pytest.mark.parametrize(
    ("shot", "words"),
    [
        ("seconds = 0", "shots"),
        ("seconds = 1\nsteps = [5, 3]", r"shots\[0\]\.steps.*needs 0 ≤ from ≤ to ≤ 30"),
        ("seconds = 1\nsteps = [0, 31]", "needs 0 ≤ from ≤ to ≤ 30, not from 0 to 31"),
        ("seconds = 1\nrectangle = [1, 0, 0, 1]", "x0, x1, y0, y1, not 1, 0, 0, 1"),
        ("seconds = 1\ncamera = { azimuth = 3 }", "goes with a view that has a camera"),
        ('seconds = 1\nsweep = { parameter = "gama", start = 0, end = 1 }', "did you mean 'gamma'"),
        ('seconds = 1\nsweep = { parameter = "gamma", start = 0, end = 7 }', "outside"),
        ('seconds = 1\nsweep = { parameter = "gamma", start = 0, end = 0.5, run = 9 }', "outside 0 … 1"),
        ("seconds = 1\nstep = 3", "step"),
    ],
)
def test_what_cannot_be_filmed_is_refused(shot: str, words: str) -> None:
    with pytest.raises(FileError, match=words):
        scenarios.loads(f"{STAGE}\n[[shots]]\n{shot}\n")


@pytest.mark.parametrize("text", [STAGE + SHOTS, SIGNAL + "[[shots]]\nseconds = 0.5\nsteps = [0, 30]\n"])
def test_a_film_by_shots_is_the_same_every_time(text: str, tmp_path: Path) -> None:
    scenario = scenarios.loads(text)
    for name in ("a.mkv", "b.mkv"):
        record(scenario, tmp_path / name, size=(480, 270), fps=6)
    one, other = (decoded(tmp_path / name) for name in ("a.mkv", "b.mkv"))
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    assert not np.array_equal(one[0], one[-1])


def test_a_moment_does_not_depend_on_those_before_it() -> None:
    """A swept picture is that of its values, however many were shown on the way."""
    ensure_application()
    resolved = resolve(scenarios.loads(STAGE + SHOTS))
    whole, alone = (open_reel(resolved, (480, 270), 10, None, Composition()) for _ in range(2))
    for number in range(30):
        whole.show(number)
        whole.paint()
    alone.show(29)
    assert np.array_equal(whole.paint(), alone.paint())


def test_the_shipped_film_shows_a_parameter_that_slides() -> None:
    scenario = scenarios.load("gamma_slides")
    assert any(shot.sweep is not None and shot.sweep.parameter == "gamma" for shot in scenario.shots)
