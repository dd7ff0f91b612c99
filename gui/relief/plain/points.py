"""Points upon the relief."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
F64 = NDArray[np.float64]
U32 = NDArray[np.uint32]

NEAR = np.float32(0.02)


def lift(points: F64, grid: F64, z: F32, m: F32, depth: F32, above: float, bias: float, out: F32) -> None:
    """Points (n, 2) of the plane onto the surface, `above` over it, and onto the picture.

    grid: x and 1/dx, y and 1/dy of the mesh, middle of the scene and 1/unit, all in the plane's unit, then
    1/dx and 1/dy in the scene's. out: (n, 4) px, py, nearness, and 0 where the surface shows its other side
    there or lies before it, by more than the share `bias` of the nearness; no numbers beyond its edges.
    """
    px, py, near, seen = _lifted(points[:, 0], points[:, 1], grid, z, m, depth, above, bias)
    out[:, 0], out[:, 1], out[:, 2], out[:, 3] = px, py, near, seen


def lift_swarm(
    blocks: NDArray[np.floating],
    share: int,
    low: int,
    high: int,
    grid: F64,
    z: F32,
    m: F32,
    depth: F32,
    above: float,
    bias: float,
    out: F32,
) -> None:
    """The particles low … high − 1 of a `Layout` as px and −py, (2, n); no numbers where they are hidden."""
    who = np.arange(low, high)
    b, lane = who // share, who % share
    px, py, _, seen = _lifted(blocks[b, lane], blocks[b, share + lane], grid, z, m, depth, above, bias)
    out[0, low:high] = np.where(seen, px, np.nan)
    out[1, low:high] = np.where(seen, -py, np.nan)


def _lifted(
    x: NDArray, y: NDArray, grid: F64, z: F32, m: F32, depth: F32, above: float, bias: float
) -> tuple[F32, F32, F32, NDArray[np.bool_]]:
    with np.errstate(all="ignore"):
        u, v = (((c - grid[k]) * grid[k + 1]).astype(np.float32) for c, k in ((x, 0), (y, 2)))
        sx, sy = (((c - grid[k]) * grid[6]).astype(np.float32) for c, k in ((x, 4), (y, 5)))
        surface, slope_x, slope_y = _ground(z, u, v, grid[7:9].astype(np.float32))
        h = surface + np.float32(above)
        w = m[8] * sx + m[9] * sy + m[10] * h + m[11]
        r = np.where(w > NEAR, np.float32(1) / w, np.float32(np.nan))
        px = (m[0] * sx + m[1] * sy + m[2] * h + m[3]) * r
        py = (m[4] * sx + m[5] * sy + m[6] * h + m[7]) * r
        facing = (m[14] - surface * m[15]) - m[15] * (slope_x * (m[12] - sx) + slope_y * (m[13] - sy))
        seen = (facing > 0) & (r > 0) & ~_hidden(depth, px, py, r, bias)
    return px.astype(np.float32), py.astype(np.float32), np.nan_to_num(r).astype(np.float32), seen


def _ground(z: F32, u: F32, v: F32, per_unit: F32) -> tuple[F32, F32, F32]:
    """Height and slopes between four places of the grid; no numbers beyond its edges."""
    rows, columns = z.shape
    inside = (u >= -1e-3) & (v >= -1e-3) & (u <= columns - 1 + 1e-3) & (v <= rows - 1 + 1e-3)
    u, v = np.where(inside, u, np.float32(0)), np.where(inside, v, np.float32(0))
    i, j = np.clip(u.astype(np.int32), 0, columns - 2), np.clip(v.astype(np.int32), 0, rows - 2)
    p, q = (u - i).astype(np.float32), (v - j).astype(np.float32)
    lower, upper = z[j, i + 1] - z[j, i], z[j + 1, i + 1] - z[j + 1, i]
    low, top = z[j, i] + lower * p, z[j + 1, i] + upper * p
    height = np.where(inside, low + (top - low) * q, np.float32(np.nan))
    return height, (lower + (upper - lower) * q) * per_unit[0], (top - low) * per_unit[1]


def _hidden(depth: F32, px: F32, py: F32, near: F32, bias: float) -> NDArray[np.bool_]:
    inside = (px >= 0) & (py >= 0) & (px < depth.shape[1]) & (py < depth.shape[0])
    x, y = np.where(inside, px, 0).astype(np.int32), np.where(inside, py, 0).astype(np.int32)
    return inside & (near * np.float32(1 + bias) < depth[y, x])


def blend(under: U32, out: U32, share: int, first: int, last: int) -> None:
    """Mixes `share` of 256 parts of `out` with `under`, in the rows first … last − 1 of `out`."""
    a, b = under[first:last].astype(np.int64), out[first:last].astype(np.int64)
    mixed = np.full(a.shape, 0xFF000000, np.int64)
    for shift in (16, 8, 0):
        part = (a >> shift & 255) * (256 - int(share)) + (b >> shift & 255) * int(share)
        mixed |= (part >> 8) << shift
    out[first:last] = mixed.astype(np.uint32)
