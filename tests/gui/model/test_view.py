from __future__ import annotations

import pytest

from gui.model.view import Mapping, Rectangle


def test_zooming_keeps_the_point_under_the_pointer() -> None:
    view = Rectangle(-4.0, 6.0, -2.0, 2.0)
    zoomed = view.zoomed(2.0, 1.0, 1.5)
    assert zoomed.x1 - zoomed.x0 == pytest.approx(5.0)
    assert (1.0 - zoomed.x0) / (zoomed.x1 - zoomed.x0) == pytest.approx((1.0 - view.x0) / 10.0)
    assert (1.5 - zoomed.y0) / (zoomed.y1 - zoomed.y0) == pytest.approx((1.5 - view.y0) / 4.0)


def test_zooming_ends_before_the_numbers_do() -> None:
    view = Rectangle(1.0, 2.0, 1.0, 2.0)
    for _ in range(200):
        view = view.zoomed(2.0, 1.5, 1.5)
    assert view.x0 < view.x1
    for _ in range(400):
        view = view.zoomed(0.5, 1.5, 1.5)
    assert view.x1 - view.x0 < 1e10


def test_panning_stops_far_away() -> None:
    view = Rectangle(0.0, 1.0, 0.0, 1.0)
    assert view.moved(2.0, -1.0) == Rectangle(2.0, 3.0, -1.0, 0.0)
    assert view.moved(1e12, 0.0) == view
    assert view.moved(float("nan"), 0.0) == view


def test_a_landscape_of_any_size_can_be_looked_at_closely() -> None:
    view = Rectangle(-1e11, 1e11, -1e10, 3e11)
    closer = view.zoomed(2.0, 0.0, 0.0)
    assert closer == Rectangle(-5e10, 5e10, -5e9, 1.5e11)
    assert closer.moved(0.0, -1e9) == Rectangle(-5e10, 5e10, -6e9, 1.49e11)
    assert closer.zoomed(0.5, 0.0, 0.0) == closer
    assert closer.moved(0.0, 1e9) == Rectangle(-5e10, 5e10, -4e9, 1.51e11)
    assert closer.moved(0.0, 1e12) == closer


def test_a_mapping_goes_there_and_back() -> None:
    mapping = Mapping(-5.0, 5.0, 0.01, 0.02)
    assert mapping.world(0.0, 0.0) == (-5.0, 5.0)
    assert mapping.world(100.0, 50.0) == pytest.approx((-4.0, 4.0))
    assert mapping.pixel(*mapping.world(123.0, 45.0)) == pytest.approx((123.0, 45.0))
