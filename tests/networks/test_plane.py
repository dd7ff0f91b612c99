"""Planes through the weights: filter-normalised directions, and those in which a path moves."""

from __future__ import annotations

import numpy as np
import pytest

from engine.networks import data, plain
from engine.networks.plane import framed, grid, heights, path_plane, random_plane
from engine.networks.shape import Shape

SHAPE = Shape((2, 6, 5, 2))


def test_random_directions_have_the_filters_norms() -> None:
    centre = SHAPE.first_weights(0, 1)[0]
    plane = random_plane(SHAPE, centre, 3)
    assert (plane.across == random_plane(SHAPE, centre, 3).across).all()
    assert (plane.across != plane.up).any()
    for direction in (plane.across, plane.up):
        for (drawn, bias), (own, _) in zip(SHAPE.layers(direction), SHAPE.layers(centre), strict=True):
            assert np.linalg.norm(drawn, axis=1) == pytest.approx(np.linalg.norm(own, axis=1))
            assert (bias == 0).all()


def test_the_plane_of_a_path_is_that_of_its_movement() -> None:
    random = np.random.default_rng(0)
    basis = np.linalg.qr(random.standard_normal((SHAPE.count, 2)))[0].T
    along = np.stack([np.linspace(-4, 0, 50), np.linspace(1, 0, 50) ** 2], axis=1)
    centre = random.standard_normal(SHAPE.count)
    path = centre + along @ basis
    plane = path_plane([path], path[-1])
    assert plane.explained == pytest.approx(1)
    found = plane.project(path)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.linalg.norm(along, axis=1))
    assert np.allclose(plane.at(*found.T), path)
    assert (found[0] < 0).all(), "it goes to the right and upwards"
    assert np.allclose(found[-1], 0)


def test_a_path_that_goes_nowhere_has_a_plane_too() -> None:
    still = np.zeros((4, SHAPE.count))
    plane = path_plane([still], still[-1])
    assert np.linalg.norm(plane.across) == pytest.approx(1)
    assert plane.across @ plane.up == pytest.approx(0)


@pytest.mark.parametrize("size", [0.0, 1e-200, 1e-9, 1e38])
def test_weights_of_any_size_lie_on_a_random_plane(size: float) -> None:
    centre = size * SHAPE.first_weights(2, 1)[0]
    plane = random_plane(SHAPE, centre, 1)
    places = np.array([[0.0, 0.0], [1.0, -2.0], [0.25, 3.0]])
    assert plane.project(plane.at(*places.T)) == pytest.approx(places, abs=1e-9)
    assert np.isfinite(plane.project(SHAPE.first_weights(3, 4))).all()


def test_heights_are_the_loss_at_the_places_weights() -> None:
    points = data.make("moons", 0, {"points": 30})
    plane = random_plane(SHAPE, SHAPE.first_weights(1, 1)[0], 0)
    x, y = grid((-1, 1, -2, 2), 4, 4)
    assert (x[:2], y[0]) == (pytest.approx([-1, -1 / 3]), -2)
    wanted = plain.loss_and_accuracy(SHAPE, plane.at(x, y), points.places, points.labels)[0]
    assert (heights(SHAPE, points, plane, x, y) == wanted).all()
    assert heights(SHAPE, points, plane, x, y, np.dtype(float)) == pytest.approx(wanted, abs=1e-12)
    on_centre = heights(SHAPE, points, plane, np.zeros(1), np.zeros(1))
    first = plain.loss_and_accuracy(SHAPE, SHAPE.first_weights(1, 1), points.places, points.labels)[0]
    assert on_centre == pytest.approx(first)


def test_the_frame_is_a_square_around_everything() -> None:
    x0, x1, y0, y1 = framed([np.array([[3.0, 1.0], [np.nan, 9.0]])])
    assert x1 - x0 == pytest.approx(y1 - y0)
    assert x0 < 0 < 3 < x1
    assert framed([])[1] == 1.0
