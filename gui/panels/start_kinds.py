"""The kinds of start as numbers that fields hold, and one kind made of another."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from scenarios.building import particle_count
from scenarios.schema import Box, Circle, Cloud, Grid, Row, StartSpec

KINDS = ("points", "cloud", "grid", "box", "circle")
ON_CURVE = ("places", "row")
"""The kinds of start there are on a landscape, and on a curve."""

MOST_COUNT = 1_000_000
DEFAULT_COUNT = 1000
DEFAULT_ROW = 200

_POINTS_KEPT = 4096
_SPREAD = 0.04
"""Of a new cloud, as a part of the picture's width."""

Numbers = dict[str, float]
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """Roughly where a start is: its middle, half its width and height, how many."""

    x: float
    y: float
    half_width: float
    half_height: float
    count: int

    @property
    def rectangle(self) -> Rectangle:
        return (
            self.x - self.half_width,
            self.x + self.half_width,
            self.y - self.half_height,
            self.y + self.half_height,
        )


def kind_of(spec: StartSpec) -> str:
    """Which of KINDS or ON_CURVE it is; "count" on a signal."""
    return next((kind for kind in (*KINDS, *ON_CURVE) if getattr(spec, kind) is not None), "count")


def numbers_of(spec: StartSpec) -> Numbers:
    """What its fields hold, by name."""
    if spec.cloud is not None:
        (x, y), cloud = spec.cloud.center, spec.cloud
        return {"x": x, "y": y, "sigma": cloud.sigma, "count": float(cloud.count)}
    if spec.circle is not None:
        (x, y), circle = spec.circle.center, spec.circle
        return {"x": x, "y": y, "radius": circle.radius, "count": float(circle.count)}
    if spec.grid is not None:
        edges = dict(zip(("x0", "x1", "y0", "y1"), spec.grid.rectangle, strict=True))
        return {**edges, "columns": float(spec.grid.columns), "rows": float(spec.grid.rows)}
    if spec.box is not None:
        edges = dict(zip(("x0", "x1", "y0", "y1"), spec.box.rectangle, strict=True))
        return {**edges, "count": float(spec.box.count)}
    if spec.row is not None:
        return {"x0": spec.row.span[0], "x1": spec.row.span[1], "count": float(spec.row.count)}
    if spec.places is not None:
        return {"place": spec.places[0]}
    return {"count": float(spec.count or 1)} if spec.points is None else {}


def made(kind: str, n: Mapping[str, float]) -> StartSpec:
    """The start that fields describe; the inverse of `numbers_of`."""
    if kind == "cloud":
        return StartSpec(cloud=Cloud((n["x"], n["y"]), n["sigma"], round(n["count"])))
    if kind == "circle":
        return StartSpec(circle=Circle((n["x"], n["y"]), n["radius"], round(n["count"])))
    if kind == "count":
        return StartSpec(count=round(n["count"]))
    if kind == "places":
        return StartSpec(places=(n["place"],))
    if kind == "row":
        return StartSpec(row=Row((n["x0"], n["x1"]), round(n["count"])))
    rectangle = (n["x0"], n["x1"], n["y0"], n["y1"])
    if kind == "grid":
        return StartSpec(grid=Grid(rectangle, round(n["columns"]), round(n["rows"])))
    return StartSpec(box=Box(rectangle, round(n["count"])))


def place_of(spec: StartSpec, view: Rectangle) -> Place:
    """Where a start is; what has no width takes some of the picture's."""
    some = _SPREAD * (view[1] - view[0])
    count = particle_count(spec)
    n = numbers_of(spec)
    if spec.points is not None:
        xs, ys = zip(*spec.points, strict=True)
        x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        return Place(x, y, (max(xs) - min(xs)) / 2 or some, (max(ys) - min(ys)) / 2 or some, count)
    if "x" in n:
        half = n.get("radius", n.get("sigma", 0.0)) or some
        return Place(n["x"], n["y"], half, half, count)
    if "x0" not in n:
        x0, x1, y0, y1 = view
        return Place((x0 + x1) / 2, (y0 + y1) / 2, some, some, count)
    x0, x1, y0, y1 = (n[edge] for edge in ("x0", "x1", "y0", "y1"))
    return Place((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2, count)


def as_kind(kind: str, spec: StartSpec, view: Rectangle) -> StartSpec:
    """The same place and about as many particles, as another kind of start."""
    if kind == kind_of(spec):
        return spec
    if kind == "row":
        return StartSpec(row=Row((view[0], view[1]), DEFAULT_ROW))
    if kind == "places":
        row = spec.row
        return StartSpec(places=((row.span[0] if row is not None else view[0]),))
    place = place_of(spec, view)
    count = place.count if place.count > 1 else DEFAULT_COUNT
    if kind == "points":
        return StartSpec(points=((place.x, place.y),))
    if kind == "cloud":
        return StartSpec(cloud=Cloud((place.x, place.y), min(place.half_width, place.half_height), count))
    if kind == "circle":
        circle = Circle((place.x, place.y), min(place.half_width, place.half_height), min(count, 360))
        return StartSpec(circle=circle)
    # evenly over a region wants room: a single point's becomes the picture
    roomy = view if spec.points is not None and len(spec.points) == 1 else place.rectangle
    if kind == "grid":
        side = max(round(math.sqrt(count)), 2)
        return StartSpec(grid=Grid(roomy, side, side))
    return StartSpec(box=Box(roomy, count))


def with_point_added(spec: StartSpec, view: Rectangle) -> StartSpec:
    """One more point, beside the last."""
    points = spec.points or ()
    some = 2 * _SPREAD * (view[1] - view[0])
    x, y = points[-1] if points else ((view[0] + view[1]) / 2, (view[2] + view[3]) / 2)
    x = x + some if x + some <= view[1] else x - some
    return StartSpec(points=(*points, (x, y))) if len(points) < _POINTS_KEPT else spec
