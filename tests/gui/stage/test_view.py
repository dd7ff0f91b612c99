"""Plane and picture: what lies where."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.errors import InputError
from gui.stage.view import View


def test_the_rectangle_is_shown_whole_and_undistorted() -> None:
    view = View.fit((-2, 2, -1, 3), 1000, 500)
    assert view.to_pixel(-2, 3) == pytest.approx((250, 0))
    assert view.to_pixel(2, -1) == pytest.approx((750, 500))
    x0, x1, y0, y1 = view.rectangle
    assert (x1 - x0) / (y1 - y0) == pytest.approx(2)


def test_insets_move_the_rectangle_out_of_the_way() -> None:
    view = View.fit((0, 1, 0, 1), 1000, 600, (100, 50, 300, 150))
    left, top = view.to_pixel(0, 1)
    right, bottom = view.to_pixel(1, 0)
    assert (top, bottom) == pytest.approx((50, 450))
    assert (left + right) / 2 == pytest.approx(400)


def test_insets_that_leave_no_room_are_ignored() -> None:
    assert View.fit((0, 1, 0, 1), 100, 100, (50, 0, 40, 0)) == View.fit((0, 1, 0, 1), 100, 100)


def test_there_and_back() -> None:
    view = View.fit((-5, 10, 0, 15), 1920, 1080, (10, 20, 30, 40))
    for x, y in np.random.default_rng(0).uniform(-20, 20, (50, 2)):
        assert view.to_world(*view.to_pixel(x, y)) == pytest.approx((x, y))


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_many_points_lie_where_one_lies(kind: type) -> None:
    view = View.fit((-5, 5, -5, 5), 640, 480)
    points = np.random.default_rng(0).uniform(-5, 5, (100, 2)).astype(kind)
    found = view.pixels(points)
    assert found.dtype == np.float32
    assert found.flags.c_contiguous
    assert np.allclose(found, [view.to_pixel(x, y) for x, y in points], atol=1e-3)


def test_points_that_are_not_finite_are_passed_on_in_silence() -> None:
    view = View.fit((-5, 5, -5, 5), 640, 480)
    found = view.pixels(np.array([[np.nan, 1], [np.inf, 1e308], [0, 0]]))
    assert list(np.isfinite(found).all(axis=1)) == [False, False, True]


def test_columns_and_rows_are_the_middles_of_pixels() -> None:
    view = View.fit((0, 4, 0, 2), 4, 2)
    assert np.allclose(view.columns(), [0.5, 1.5, 2.5, 3.5])
    assert np.allclose(view.rows(), [1.5, 0.5])


@pytest.mark.parametrize("wrong", [(1, 1, 0, 1), (0, 1, 1, 0), (0, math.nan, 0, 1), (0, math.inf, 0, 1)])
def test_an_empty_view_is_refused(wrong: tuple[float, float, float, float]) -> None:
    with pytest.raises(InputError):
        View.fit(wrong, 100, 100)
