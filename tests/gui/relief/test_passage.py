"""From the plan to the relief and back, as the worker draws it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gui.model import commands as c
from gui.model.frame import Frame
from gui.performer import Performer
from gui.relief.fineness import REST
from gui.relief.passage import SECONDS
from scenarios.reading import parse
from scenarios.schema import Camera
from tests.gui.relief.test_picture import difference

SIZE = (320, 200)
TICK = 0.035
CAMERA = Camera(azimuth=-40.0, elevation=30.0, distance=4.0)

TEXT = """
format = 1
group = "momentum"
title = { en = "T", ru = "Т" }
caption = { en = "C.", ru = "П." }
[field]
landscape = "himmelblau"
[start]
points = [[0.0, -1.0]]
[[runs]]
optimizer = "momentum"
"""


class Stand:
    """A performer that stands still at step 30."""

    def __init__(self, text: str = TEXT) -> None:
        self.told: list[object] = []
        self.performer = Performer(self.told.append)
        self.do(c.SetSize(*SIZE, (20, 10, 20, 10)))
        self.do(c.Open(1, parse(text, Path("t.toml")), play=False))
        self.do(c.Seek(30))
        self.shown = self.frame()
        while self.shown.busy is not None or self.shown.step < 30:
            self.shown = self.on(0.0) or self.shown

    def do(self, command: c.Command) -> None:
        self.performer.handle(command)

    def frame(self) -> Frame:
        found = self.performer.frame()
        assert found is not None
        return found

    def on(self, seconds: float = TICK) -> Frame | None:
        self.performer.tick(seconds)
        return self.performer.frame()

    @property
    def pixels(self) -> np.ndarray:
        return self.shown.picture.pixels.copy()


@pytest.fixture
def stand(compiled: object, monkeypatch: pytest.MonkeyPatch) -> Stand:
    monkeypatch.setattr("gui.upgrades.QUIET", 1e9)
    return Stand()


def test_it_is_one_movement_that_begins_and_ends_where_it_should(stand: Stand) -> None:
    plan = stand.pixels
    assert stand.shown.picture.mapping.is_flat
    stand.do(c.SetCamera(1, CAMERA))
    assert stand.performer.is_moving
    frames = [stand.frame()]
    # the first picture is the plan to the eye
    assert difference(frames[0].picture.pixels, plan).mean() < 1.0
    passed = 0.0
    while (frame := stand.on()) is not None and passed < 2 * SECONDS:
        frames.append(frame)
        passed += TICK
    mappings = [frame.picture.mapping for frame in frames]
    assert not any(mapping.is_flat for mapping in mappings[1:])
    rises = [mapping.vantage.projection.rise for mapping in mappings]
    assert rises[0] < 0.01
    assert (np.diff(rises) >= 0).all()
    assert rises[-1] == 1.0
    assert len(set(rises)) > 0.8 * SECONDS / TICK
    last = mappings[-1].vantage.projection.camera
    assert (last.azimuth, last.elevation, last.distance) == pytest.approx((-40.0, 30.0, 4.0))
    # from picture to picture nothing leaps
    middle = [mapping.pixel(3.0, 2.0) for mapping in mappings]
    assert np.hypot(*np.diff(middle, axis=0).T).max() < 40


def test_back_on_the_plan_the_picture_is_what_it_was(stand: Stand) -> None:
    plan = stand.pixels
    stand.do(c.SetCamera(1, CAMERA, at_once=True))
    relief = stand.frame()
    assert difference(relief.picture.pixels, plan).mean() > 10
    stand.do(c.SetCamera(1, None))
    frames = [stand.frame()]
    while frames[-1] is not None:
        frames.append(stand.on())
    back = frames[-2]
    assert back.picture.mapping.is_flat
    assert difference(back.picture.pixels, plan).max() <= 3
    assert difference(frames[-3].picture.pixels, plan).mean() < 8.0


def test_it_can_be_turned_around_on_the_way(stand: Stand) -> None:
    stand.do(c.SetCamera(1, CAMERA))
    frame = stand.frame()
    for _ in range(8):
        frame = stand.on() or frame
    here = frame.picture.mapping.pixel(3.0, 2.0)
    stand.do(c.SetCamera(1, None))
    turned = stand.frame()
    assert turned.picture.mapping.pixel(3.0, 2.0) == pytest.approx(here)
    while (frame := stand.on()) is not None:
        last = frame
    assert last.picture.mapping.is_flat


def test_the_relief_settles_and_then_nothing_is_drawn_any_more(stand: Stand) -> None:
    stand.do(c.SetCamera(1, CAMERA, at_once=True))
    stand.frame()
    assert stand.performer._drawing.is_moving
    finer = stand.on(REST)
    assert finer is not None
    assert not stand.performer._drawing.is_moving
    assert stand.on(1.0) is None


def test_time_goes_on_in_the_relief(stand: Stand) -> None:
    stand.do(c.SetCamera(1, CAMERA, at_once=True))
    before = stand.frame()
    stand.do(c.StepBy(5))
    after = stand.frame()
    assert after.step == before.step + 5
    assert difference(after.picture.pixels, before.picture.pixels).any()
    head = after.heads[0][0]
    assert np.isfinite(after.picture.mapping.pixel(*head)).all()


def test_a_scenario_with_a_camera_opens_as_a_relief(
    compiled: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.upgrades.QUIET", 1e9)
    text = (
        TEXT + "[view]\ncamera = { azimuth = 20.0, elevation = 50.0, distance = 5.0, target = [1.0, 2.0] }\n"
    )
    stand = Stand(text)
    projection = stand.shown.picture.mapping.vantage.projection
    assert projection.rise == 1.0
    assert projection.camera == Camera(azimuth=20.0, elevation=50.0, distance=5.0, target=(1.0, 2.0))
    stand.do(c.Open(2, parse(TEXT, Path("t.toml")), play=False))
    assert stand.frame().picture.mapping.is_flat
