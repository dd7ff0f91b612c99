"""The smooth surface through heights on a grid, as operations of a graph: a bicubic B-spline.

It has continuous second derivatives, so gradient and Hessian are those of one surface: they come from the
same graph as every other formula's. The samples of the graph are the spline's coefficients, row by row, with
one more at each side than there are heights; `engine.entries.heightmaps` finds them. Beyond its rim the
surface is mirrored, again and again, which leaves it as smooth there.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.language.graph import Graph

#: What a formula over a grid calls the surface.
HEIGHTS = "heights"


@dataclass(frozen=True)
class Grid:
    """Places of heights: `columns` from x0 to x1, and `rows` from y0 to y1, two at least of each."""

    columns: int
    rows: int
    domain: tuple[float, float, float, float]


def surface(graph: Graph, x: int, y: int, grid: Grid) -> int:
    """The node of the height at (x, y)."""
    x0, x1, y0, y1 = grid.domain
    column, across = _place(graph, x, x0, x1, grid.columns)
    row, along = _place(graph, y, y0, y1, grid.rows)
    wide = grid.columns + 2
    corner = graph.op("add", graph.op("mul", row, graph.const(float(wide))), column)
    lines = [
        _weighted(graph, across, [graph.stored(corner, k * wide + i, 3 * wide + 3) for i in range(4)])
        for k in range(4)
    ]
    return _weighted(graph, along, lines)


def _place(graph: Graph, x: int, low: float, high: float, count: int) -> tuple[int, list[int]]:
    """In which cell a coordinate lies, and the weights of the four coefficients around it."""
    op, const = graph.op, graph.const
    at = op("mul", op("sub", x, const(low)), const((count - 1) / (high - low)))
    there_and_back = const(2.0 * (count - 1))
    at = op("mod", at, there_and_back)
    at = op("min", at, op("sub", there_and_back, at))
    cell = op("min", op("floor", at), const(count - 2.0))
    return cell, _weights(graph, op("sub", at, cell))


def _weights(graph: Graph, f: int) -> list[int]:
    """The four cubic basis functions at a place f between 0 and 1; they add up to 1."""
    op, const = graph.op, graph.const
    sixth, rest = const(1 / 6), op("sub", const(1.0), f)

    def cube(a: int) -> int:
        return op("mul", op("pow", a, const(3.0)), sixth)

    def inner(a: int, b: int) -> int:
        """2/3 − a²(1 − a/2), with b = 1 − a."""
        half = op("mul", op("add", const(1.0), b), const(0.5))
        return op("sub", const(2 / 3), op("mul", op("mul", a, a), half))

    return [cube(rest), inner(f, rest), inner(rest, f), cube(f)]


def _weighted(graph: Graph, weights: list[int], values: list[int]) -> int:
    total = None
    for weight, value in zip(weights, values, strict=True):
        term = graph.op("mul", weight, value)
        total = term if total is None else graph.op("add", total, term)
    assert total is not None
    return total
