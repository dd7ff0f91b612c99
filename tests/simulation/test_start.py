"""Where particles begin."""

from __future__ import annotations

import numpy as np
import pytest

from engine import InputError, RangeError, TooLargeError, start


def test_a_grid_has_its_outermost_points_on_the_edges():
    grid = start.grid((-1, 1, 0, 3), 3, 4)
    assert grid.shape == (12, 2)
    assert grid[0].tolist() == [-1, 0]
    assert grid[2].tolist() == [1, 0]
    assert grid[-1].tolist() == [1, 3]
    assert start.grid((-1, 1, 0, 3), 1, 1).tolist() == [[0, 1.5]]


def test_a_box_is_even_and_inside():
    box = start.box((-2, 1, 5, 6), 20_000, seed=4)
    assert (box >= [-2, 5]).all()
    assert (box < [1, 6]).all()
    counts = np.histogram2d(*box.T, bins=4)[0]
    assert abs(counts - 1250).max() < 6 * 1250**0.5


def test_a_cloud_is_gaussian():
    cloud = start.cloud((3, -1), 0.5, 40_000)
    np.testing.assert_allclose(cloud.mean(axis=0), [3, -1], atol=0.015)
    np.testing.assert_allclose(np.cov(cloud.T), 0.25 * np.eye(2), atol=0.01)


def test_a_circle_is_round_and_even():
    circle = start.circle((1, 2), 3, 8)
    np.testing.assert_allclose(np.hypot(*(circle - [1, 2]).T), 3)
    np.testing.assert_allclose(circle[0], [4, 2])
    np.testing.assert_allclose(circle[2], [1, 5])


@pytest.mark.parametrize(
    "make", [lambda n: start.box((0, 1, 0, 1), n, 9), lambda n: start.cloud((0, 0), 1, n, 9)]
)
def test_the_first_particles_do_not_depend_on_the_count(make):
    np.testing.assert_array_equal(make(1000)[:10], make(10))


def test_seeds_differ():
    assert not np.array_equal(start.box((0, 1, 0, 1), 5, 0), start.box((0, 1, 0, 1), 5, 1))


def test_points_are_copied_and_one_may_be_bare():
    given = np.array([[1.0, 2.0]])
    taken = start.points(given)
    given[0, 0] = 9
    assert taken.tolist() == [[1, 2]]
    assert start.points((3, 4)).tolist() == [[3, 4]]


@pytest.mark.parametrize(
    "make",
    [
        lambda: start.points([]),
        lambda: start.points([[1]]),
        lambda: start.points([[np.inf, 0]]),
        lambda: start.points("ab"),
        lambda: start.points([[1, 2], [3]]),
        lambda: start.grid((0, 1, 0), 2, 2),
        lambda: start.grid((1, 0, 0, 1), 2, 2),
        lambda: start.grid((0, np.nan, 0, 1), 2, 2),
        lambda: start.grid((0, 1, 0, 1), 0, 2),
        lambda: start.box((0, 1, 0, 1), -1),
        lambda: start.box((0, 1, 0, 1), 10**12),
        lambda: start.box((0, 1, 0, 1), 5, seed=-1),
        lambda: start.cloud((0, 0), -1, 5),
        lambda: start.circle((0, 0), np.nan, 5),
    ],
)
def test_what_is_no_start_is_refused_in_a_sentence(make):
    with pytest.raises((InputError, RangeError)) as caught:
        make()
    assert "\n" not in str(caught.value)


def test_a_start_beyond_memory_is_refused_with_the_figure():
    with pytest.raises(TooLargeError, match=r"10,000,000,000 particles would take 160 GB of memory"):
        start.box((0, 1, 0, 1), 10**10)
