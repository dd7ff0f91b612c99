"""The camera and its projection: where points come to lie, and back."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gui.relief.camera import (
    FARTHEST,
    HEIGHT,
    HOME,
    LOWEST,
    NEAREST,
    Scene,
    approached,
    clamped,
    shifted,
    turned,
)
from gui.relief.passage import SECONDS, Passage, between, rectangle_between
from gui.relief.projection import Projection, plan_camera
from gui.stage.view import View
from scenarios.schema import Camera

RECTANGLE = (-3.0, 5.0, 1.0, 7.0)
SCENE = Scene(RECTANGLE)
SIZE = (640, 400)
INSETS = (100, 40, 20, 60)


def seen(camera: Camera, rise: float = 1.0) -> Projection:
    return Projection.of(camera, SCENE, *SIZE, INSETS, rise)


def test_what_is_looked_at_lies_in_the_middle_of_the_free_part() -> None:
    for camera in (HOME, Camera(azimuth=130, elevation=70, distance=2, target=(1.0, 2.0))):
        x, y = SCENE.to_scene(*(camera.target or SCENE.middle))
        px, py, depth = seen(camera).pixels(x, y, 0.1 * HEIGHT)
        assert (px, py) == pytest.approx((100 + 520 / 2, 40 + 300 / 2))
        assert depth == pytest.approx(camera.distance)


def test_a_pixels_ray_goes_through_the_point_that_is_seen_there() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        camera = Camera(
            azimuth=rng.uniform(-180, 180), elevation=rng.uniform(5, 89), distance=rng.uniform(3, 9)
        )
        projection = seen(camera)
        point = rng.uniform([-1, -1, 0], [1, 1, HEIGHT])
        px, py, depth = (float(v) for v in projection.pixels(*point))
        eye, way = projection.ray(px, py)
        assert eye + way * depth == pytest.approx(point, abs=1e-9)


def test_what_lies_behind_the_eye_is_nowhere() -> None:
    projection = seen(Camera(azimuth=-90, elevation=10, distance=2.0))
    assert np.isnan(projection.pixels(0.0, -9.0, 0.0)).all()


def test_turning_moves_the_near_ground_with_the_eye() -> None:
    before, after = seen(HOME), seen(turned(HOME, 10.0, 0.0, RECTANGLE))
    near = -before.eye[:2] * -0.2
    assert after.pixels(near[0], near[1], 0.0)[0] < before.pixels(near[0], near[1], 0.0)[0]


def test_higher_ground_lies_higher_on_the_picture() -> None:
    low, high = (seen(HOME).pixels(0.2, 0.1, h)[1] for h in (0.0, 0.5))
    assert high < low


def test_flat_ground_from_above_is_the_plan() -> None:
    view = View.fit(RECTANGLE, *SIZE, INSETS)
    camera = plan_camera(view, SCENE, *SIZE, INSETS)
    projection = seen(camera, rise=0.0)
    for x, y in ((-3.0, 1.0), (5.0, 7.0), (0.3, 4.0), (-8.0, 9.0)):
        # with no rise, heights do not matter
        px, py, _ = projection.pixels(*SCENE.to_scene(x, y), 0.4)
        assert (px, py) == pytest.approx(view.to_pixel(x, y), abs=1e-6)


def test_one_cannot_get_lost() -> None:
    lost = Camera(azimuth=350.0, elevation=0.0, distance=0.01, target=(99.0, -99.0))
    found = clamped(lost, RECTANGLE)
    assert found == Camera(azimuth=-10.0, elevation=LOWEST, distance=NEAREST, target=(5.0, 1.0))
    assert approached(HOME, 1e-9, RECTANGLE).distance == FARTHEST
    assert turned(HOME, 0.0, 900.0, RECTANGLE).elevation == 90.0
    assert shifted(HOME, 1.0, -1.0, RECTANGLE).target == (2.0, 3.0)


def test_the_passage_takes_its_time_and_can_be_turned_around() -> None:
    passage = Passage()
    assert not passage.shows_relief
    passage.go(True)
    assert passage.shows_relief
    assert passage.tick(0.07)
    assert passage.part == pytest.approx(0.07 / SECONDS)
    while passage.tick(0.05) and passage.part < 0.6:
        pass
    turned_at = passage.part
    passage.go(False)
    assert passage.part == turned_at
    passage.tick(0.05)
    assert passage.part < turned_at
    while passage.tick(0.05):
        pass
    assert (passage.part, passage.share, passage.shows_relief) == (0.0, 0.0, False)
    assert not passage.tick(0.05)
    passage.go(True, at_once=True)
    assert (passage.part, passage.share, passage.is_moving) == (1.0, 1.0, False)


def test_the_passage_is_slow_at_both_ends() -> None:
    passage, shares = Passage(), [0.0]
    passage.go(True)
    while passage.tick(0.01):
        shares.append(passage.share)
    steps = np.diff(shares)
    assert (steps > 0).all()
    assert steps[0] < 0.1 * steps.max() > steps[-1]


def test_between_two_cameras_one_goes_the_shorter_way_around() -> None:
    a, b = (
        Camera(azimuth=170.0, elevation=80.0, distance=2.0),
        Camera(azimuth=-170.0, elevation=20.0, distance=8.0),
    )
    middle = between(a, b, 0.5, SCENE.middle)
    assert math.remainder(middle.azimuth, 360.0) == pytest.approx(180.0) or middle.azimuth == pytest.approx(
        -180.0
    )
    assert (middle.elevation, middle.distance) == pytest.approx((50.0, 4.0))
    for share, end in ((0.0, a), (1.0, b)):
        found = between(a, b, share, SCENE.middle)
        assert math.cos(math.radians(found.azimuth - end.azimuth)) == pytest.approx(1.0)
        assert (found.elevation, found.distance) == pytest.approx((end.elevation, end.distance))
        assert found.target == pytest.approx(SCENE.middle)
    assert rectangle_between((0, 1, 0, 1), (2, 5, 4, 9), 0.5) == (1, 3, 2, 5)
