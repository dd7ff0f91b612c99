"""Landscapes made of heights on a grid: a picture's brightness, an array's numbers.

Between the heights the surface is a bicubic B-spline through all of them, see `engine.language.spline`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from engine.errors import InputError
from engine.extents import check_rectangle
from engine.language.formula import Formula, parse_formula
from engine.language.spline import Grid
from engine.phrase import Phrase

from .entry import bilingual
from .landscapes import Domain, Landscape, Minimum
from .parameter import Parameter

Heights = NDArray[np.float64]

LEAST_SIDE, MOST_SIDE = 4, 128
"""Heights along a side. `fitted` makes fewer of more."""

MOST_HEIGHT = 1e9

_NAME = {"en": "Heightmap", "ru": "Карта высот"}
_TEXT = "scale*heights(x, y)"
_SCALE = Parameter(
    "scale", "scale", 1.0, 1e-3, 1e3, "log", "factor on all heights", "множитель всех высот",
    symbol_ru="масштаб",
)  # fmt: skip
_FINE = 2
_MOST_MINIMA = 64
_STEPS = 12


def heightmap(
    heights: ArrayLike, *, domain: Domain | None = None, name: Mapping[str, str] | str | None = None
) -> Landscape:
    """The surface through `heights`, rows of them from the top of the plane down, as in a picture.

    domain: (x0, x1, y0, y1), the places of the outermost heights; ten units wide unless given, and as high as
    makes the cells square. Raises InputError for a shape that is none of 4 × 4 to 128 × 128, and for heights
    that are not finite, beyond ±1e9, or all the same.
    """
    numbers = checked(heights)
    rows, columns = numbers.shape
    x0, x1, y0, y1 = shown = domain or natural_domain(columns, rows)
    check_rectangle(shown)
    grid = Grid(columns, rows, (float(x0), float(x1), float(y0), float(y1)))
    coefficients = _coefficients(numbers[::-1])
    formula = parse_formula(_TEXT, ("x", "y"), ("scale",), tuple(coefficients.ravel().tolist()), grid)
    plain = Landscape(
        id="heightmap",
        name=bilingual(name) if isinstance(name, str) else dict(name or _NAME),
        summary=bilingual(),
        source=bilingual(),
        parameters=(_SCALE,),
        formula=formula,
        domain=grid.domain,
        starts=((x0 + 0.25 * (x1 - x0), y0 + 0.75 * (y1 - y0)),),
    )
    return dataclasses.replace(plain, minima=_minima(plain, grid))


def natural_domain(columns: int, rows: int) -> Domain:
    """Ten units wide, with square cells."""
    half = 5.0 * (rows - 1) / (columns - 1)
    return -5.0, 5.0, -half, half


def checked(heights: ArrayLike) -> Heights:
    """Heights as an array (rows, columns) that a surface can be made of; raises InputError."""
    numbers = np.asarray(heights, np.float64)
    if numbers.ndim != 2 or not all(LEAST_SIDE <= side <= MOST_SIDE for side in numbers.shape):
        raise InputError(
            Phrase(
                "heights have a shape of {least} × {least} to {most} × {most}, and these have {shape}",
                least=LEAST_SIDE,
                most=MOST_SIDE,
                shape=" × ".join(map(str, numbers.shape)),
            )
        )
    if not (np.abs(numbers) <= MOST_HEIGHT).all():
        raise InputError(Phrase("heights are finite numbers within ±{most:g}", most=MOST_HEIGHT))
    if numbers.min() == numbers.max():
        raise InputError(Phrase("all heights are the same, so there is no slope to go down"))
    return numbers


def fitted(heights: ArrayLike) -> Heights:
    """Heights on a grid of no more than `MOST_SIDE` a side: larger ones are means over what they cover."""
    numbers = np.asarray(heights)
    longest = max(numbers.shape)
    if longest > MOST_SIDE:
        for axis in (0, 1):
            side = max(LEAST_SIDE, round(numbers.shape[axis] * MOST_SIDE / longest))
            numbers = _averaged(numbers, min(side, numbers.shape[axis]), axis)
    return numbers.astype(np.float64)


def _averaged(numbers: NDArray, side: int, axis: int) -> Heights:
    """Means over `side` equal parts of an axis, whose ends may fall between two numbers."""
    sums = np.cumsum(numbers, axis=axis, dtype=np.float64)
    sums = np.insert(sums, 0, 0.0, axis=axis)
    ends = np.linspace(0, numbers.shape[axis], side + 1)
    below = np.minimum(ends.astype(int), numbers.shape[axis] - 1)
    share = np.expand_dims(ends - below, 1 - axis)
    low, high = np.take(sums, below, axis), np.take(sums, below + 1, axis)
    return np.diff(low + share * (high - low), axis=axis) / (numbers.shape[axis] / side)


def _coefficients(heights: NDArray[np.floating]) -> NDArray[np.floating]:
    """Of the spline through the heights, mirrored at the rim, with one more at each side."""
    for axis in (0, 1):
        side = heights.shape[axis]
        weights = (4 * np.eye(side) + np.eye(side, k=1) + np.eye(side, k=-1)) / 6
        weights[0, 1] = weights[-1, -2] = 2 / 6
        heights = np.moveaxis(np.linalg.solve(weights, np.moveaxis(heights, axis, 0)), 0, axis)
    return np.pad(heights, 1, mode="reflect")


def _minima(landscape: Landscape, grid: Grid) -> tuple[Minimum, ...]:
    """The minima inside the rim, the lowest first and not too many of them."""
    x0, x1, y0, y1 = grid.domain
    xs = np.linspace(x0, x1, (grid.columns - 1) * _FINE + 1)
    ys = np.linspace(y0, y1, (grid.rows - 1) * _FINE + 1)
    values = landscape.value(*np.meshgrid(xs, ys))
    inside = values[1:-1, 1:-1]
    around = [np.roll(values, (i, j), (0, 1))[1:-1, 1:-1] for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]
    rows, columns = np.nonzero(np.all([inside < other for other in around], axis=0))
    lowest_first = np.argsort(inside[rows, columns], kind="stable")[:_MOST_MINIMA]
    rows, columns = rows[lowest_first], columns[lowest_first]
    x, y = _settled(landscape, xs[columns + 1], ys[rows + 1], (xs[1] - xs[0], ys[1] - ys[0]))
    heights = landscape.value(x, y)
    lowest = heights.min(initial=np.inf)
    return tuple(
        Minimum(_constant(x[k]), _constant(y[k]), bool(heights[k] <= lowest + 1e-12 * max(1.0, abs(lowest))))
        for k in np.argsort(heights, kind="stable")
    )


def _settled(
    landscape: Landscape, x: Heights, y: Heights, cell: tuple[float, float]
) -> tuple[Heights, Heights]:
    """Where Newton's method comes to rest near each place; those that it leaves are left out."""
    px, py = x.copy(), y.copy()
    for _ in range(_STEPS):
        gx, gy = landscape.gradient(px, py)
        hxx, hxy, hyy = landscape.hessian(px, py)
        with np.errstate(all="ignore"):
            determinant = hxx * hyy - hxy * hxy
            dx, dy = (hyy * gx - hxy * gy) / determinant, (hxx * gy - hxy * gx) / determinant
        px, py = px - np.clip(dx, -cell[0], cell[0]), py - np.clip(dy, -cell[1], cell[1])
    with np.errstate(all="ignore"):
        near = (np.abs(px - x) <= 2 * cell[0]) & (np.abs(py - y) <= 2 * cell[1])
        rests = (np.abs(dx) <= 1e-9 * cell[0]) & (np.abs(dy) <= 1e-9 * cell[1])
        kept = near & rests & (determinant > 0) & (hxx > 0)
    return px[kept], py[kept]


def _constant(value: float) -> Formula:
    return parse_formula(repr(float(value)), (), ())
