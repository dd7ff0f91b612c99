"""Starts as numbers in fields, and one kind made of another."""

from __future__ import annotations

import pytest

from gui.panels.start_kinds import KINDS, as_kind, kind_of, made, numbers_of, place_of, with_point_added
from scenarios.building import particle_count
from scenarios.schema import Box, Circle, Cloud, Grid, StartSpec

VIEW = (-4.0, 4.0, -2.0, 2.0)
STARTS = {
    "points": StartSpec(points=((1.0, 0.5), (2.0, 1.5))),
    "cloud": StartSpec(cloud=Cloud((1.0, -1.0), 0.25, 500)),
    "grid": StartSpec(grid=Grid((-1.0, 1.0, 0.0, 2.0), 30, 20)),
    "box": StartSpec(box=Box((-1.0, 1.0, 0.0, 2.0), 700)),
    "circle": StartSpec(circle=Circle((0.5, 0.5), 1.5, 90)),
}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "points"])
def test_fields_hold_all_of_a_start(kind: str) -> None:
    assert kind_of(STARTS[kind]) == kind
    assert made(kind, numbers_of(STARTS[kind])) == STARTS[kind]
    assert made("count", numbers_of(StartSpec(count=12))) == StartSpec(count=12)


@pytest.mark.parametrize("old", KINDS)
@pytest.mark.parametrize("new", KINDS)
def test_another_kind_is_in_the_same_place(old: str, new: str) -> None:
    before, after = STARTS[old], as_kind(new, STARTS[old], VIEW)
    assert kind_of(after) == new
    a, b = place_of(before, VIEW), place_of(after, VIEW)
    assert (b.x, b.y) == pytest.approx((a.x, a.y))
    if "points" not in (old, new) and new != "circle":
        assert b.count == pytest.approx(a.count, rel=0.15)


def test_a_grid_of_one_point_takes_the_whole_picture() -> None:
    grid = as_kind("grid", StartSpec(points=((3.0, 1.0),)), VIEW)
    assert grid.grid is not None
    assert grid.grid.rectangle == VIEW
    assert particle_count(grid) > 100


def test_a_point_is_added_inside_the_picture() -> None:
    spec = StartSpec(points=((3.9, 0.0),))
    for _ in range(5):
        spec = with_point_added(spec, VIEW)
    assert spec.points is not None
    assert len(set(spec.points)) >= 2
    assert all(VIEW[0] <= x <= VIEW[1] for x, _ in spec.points)
