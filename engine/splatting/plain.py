"""The loops of splatting with NumPy alone, while no compiler is ready; the compiled ones are held to them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TILE = (32, 64)
_LARGEST = 4000.0

F32 = NDArray[np.float32]
U8 = NDArray[np.uint8]
U16 = NDArray[np.uint16]


def draw(
    plane: U16,
    gone: U16,
    blocks: NDArray[np.floating],
    stopped: NDArray[np.int32],
    share: int,
    low: int,
    high: int,
    aim: NDArray[np.floating],
    shift: F32,
    before: F32,
    keep: bool,
    unit: float,
    fine: bool,
    most: int,
) -> None:
    """Adds `unit` to a plane of density for each of the particles low … high − 1 of a `Layout`.

    A particle's share goes to its pixel or, if `fine`, to the four around it. Those that have stopped go to
    the plane `gone`, which may be (0, 0) to leave them out. aim: x0, y1, pixels a unit; shift: in pixels.
    before: (2, n) where each was drawn last, which a streak leads back to, or (2, 0) for none; where
    `keep`, it becomes where each is now.
    """
    who = np.arange(low, high)
    b, lane = who // share, who % share
    with np.errstate(all="ignore"):
        px = ((blocks[b, lane] - aim[0]) * aim[2]).astype(np.float32) + shift[0]
        py = ((aim[1] - blocks[b, share + lane]) * aim[2]).astype(np.float32) + shift[1]
    points = np.stack([px, py], axis=1)
    lost = stopped[b, lane] >= 0
    if len(gone):
        _drop(gone, points[lost] - np.float32(0.5), np.float32(unit), _FOUR)
    points[lost] = np.nan
    if before.shape[1]:
        span = before[:, low:high]
        with np.errstate(all="ignore"):
            _streak(plane, points, span.T + shift, np.float32(unit), most)
            if keep:
                span[:] = (points - shift).T
    elif fine:
        _drop(plane, points - np.float32(0.5), np.float32(unit), _FOUR)
    else:
        _drop(plane, points, np.float32(unit), _ONE)


def gather(plane: U16, others: U16, tiles: U8, low: int, high: int) -> None:
    """Adds planes (k, height, width) to one, in the rows of tiles low … high − 1, and leaves zeros there.

    Marks the tiles that hold something.
    """
    rows = slice(low * TILE[0], high * TILE[0])
    total = plane[rows].astype(np.int64) + others[:, rows].sum(axis=0, dtype=np.int64)
    plane[rows] = np.minimum(total, 65535)
    others[:, rows] = 0
    y, x = np.nonzero(plane[rows])
    tiles[low + y // TILE[0], x // TILE[1]] = 1


def _streak(plane: U16, points: F32, before: F32, unit: np.float32, most: int) -> None:
    """Adds a streak from each point back to its place before, of at most `most` drops.

    A drop is shared between two pixels across the streak. A longer streak is fainter, by the root of its
    length: fast particles show without outshining slow ones. Short ones and endless ones are points.
    """
    way = before - points
    length = np.max(np.abs(way), axis=1)
    drawn = (length >= 1.5) & (length < _LARGEST)
    _drop(plane, points[~drawn] - np.float32(0.5), unit, _FOUR)
    points, way, length = points[drawn], way[drawn], length[drawn]
    count = np.minimum(length.astype(np.int32), most)
    flat = np.abs(way[:, 0]) >= np.abs(way[:, 1])
    half = np.float32(0.5)
    first = points - half + np.stack([flat, ~flat], axis=1) * half
    each = unit / np.sqrt(np.float32(1) + half * (count - 1).astype(np.float32))
    who = np.repeat(np.arange(count.size), count)
    turn = (np.arange(who.size) - np.repeat(np.cumsum(count) - count, count)).astype(np.float32)
    places = first[who] + (way / np.maximum(count, 1)[:, None].astype(np.float32))[who] * turn[:, None]
    for across, shares in ((flat[who], _DOWN), (~flat[who], _RIGHT)):
        _drop(plane, places[across], each[who][across], shares)


_ONE = ((0, 0),)
_FOUR = ((0, 0), (1, 0), (0, 1), (1, 1))
_DOWN = ((0, 0), (0, 1))
_RIGHT = ((0, 0), (1, 0))


def _drop(plane: U16, places: F32, unit: F32 | np.float32, shares: tuple[tuple[int, int], ...]) -> None:
    rows, columns = plane.shape
    fx, fy = places[:, 0], places[:, 1]
    border = 0 if shares is _ONE else 1
    inside = (fx >= 0) & (fy >= 0) & (fx < columns - border) & (fy < rows - border)
    fx, fy = fx[inside], fy[inside]
    unit = unit[inside] if isinstance(unit, np.ndarray) else unit
    x, y = fx.astype(np.int64), fy.astype(np.int64)
    total = plane.astype(np.uint32).ravel()
    for (ox, oy), weight in zip(shares, _weights(fx - x.astype(np.float32), fy - y.astype(np.float32),
                                                 unit, shares), strict=True):  # fmt: skip
        added = (weight + np.float32(0.5)).astype(np.uint32)
        np.add.at(total, (y + oy) * columns + x + ox, added)
    plane[:] = np.minimum(total, 65535).reshape(plane.shape)


def _weights(u: F32, v: F32, unit: F32 | np.float32, shares: tuple[tuple[int, int], ...]) -> list[F32]:
    """What each share gets, rounded as the compiled loops round it."""
    one = np.float32(1)
    if shares is _ONE:
        return [np.broadcast_to(np.float32(unit), u.shape)]
    if shares is _FOUR:
        p, q = unit * (one - v), unit * v
        return [p * (one - u), p * u, q * (one - u), q * u]
    part = unit * (v if shares is _DOWN else u)
    return [unit - part, part]
