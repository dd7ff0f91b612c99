"""Points upon the relief. Executed through `engine.kernel_cache`, never imported.

Each function that the picture uses has a twin of the same name in `gui.relief.plain`, which says what it
does. Comparisons are written so that what is not a number fails them and is not drawn.
"""

from __future__ import annotations

import numba as nb
import numpy as np

from engine.numerics.intrinsics import land, lor, lshl, lshr

f32 = np.float32
i32 = np.int32
i64 = np.int64
u32 = np.uint32

PLANE = "float32[:,::1]"
INNER = {"nogil": True, "error_model": "numpy", "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"}}
OPTIONS = {"cache": True, **INNER}
NEAR = f32(0.02)
NOWHERE = f32(np.nan)


@nb.njit(inline="always")
def onto(u, v, x, y, z, grid, m, depth, above, bias):
    """Pixel, nearness and whether it is seen, of a place of the grid that is (x, y) of the scene."""
    rows, columns = z.shape
    slack = f32(1e-3)
    wide, high = f32(columns - 1), f32(rows - 1)
    if not (u >= -slack and v >= -slack and u <= wide + slack and v <= high + slack):
        return NOWHERE, NOWHERE, f32(0), False
    i = min(max(i32(u), i32(0)), i32(columns - 2))
    j = min(max(i32(v), i32(0)), i32(rows - 2))
    p, q = u - f32(i), v - f32(j)
    lower = z[j, i + 1] - z[j, i]
    upper = z[j + 1, i + 1] - z[j + 1, i]
    low, top = z[j, i] + lower * p, z[j + 1, i] + upper * p
    surface = low + (top - low) * q
    h = surface + above
    w = m[8] * x + m[9] * y + m[10] * h + m[11]
    if not w > NEAR:
        return NOWHERE, NOWHERE, f32(0), False
    r = f32(1) / w
    px = (m[0] * x + m[1] * y + m[2] * h + m[3]) * r
    py = (m[4] * x + m[5] * y + m[6] * h + m[7]) * r
    slope_x, slope_y = (lower + (upper - lower) * q) * grid[7], (top - low) * grid[8]
    facing = (m[14] - surface * m[15]) - m[15] * (slope_x * (m[12] - x) + slope_y * (m[13] - y))
    seen = facing > f32(0)
    if px >= f32(0) and py >= f32(0) and px < f32(depth.shape[1]) and py < f32(depth.shape[0]):
        seen = seen and r * (f32(1) + bias) >= depth[i32(py), i32(px)]
    return px, py, r, seen


@nb.njit(
    f"void(float64[:,::1], float64[::1], {PLANE}, float32[::1], {PLANE}, float32, float32, {PLANE})",
    **OPTIONS,
)
def lift(points, grid, z, m, depth, above, bias, out):
    steps = grid.astype(np.float32)
    for k in range(points.shape[0]):
        u, v = f32((points[k, 0] - grid[0]) * grid[1]), f32((points[k, 1] - grid[2]) * grid[3])
        x, y = f32((points[k, 0] - grid[4]) * grid[6]), f32((points[k, 1] - grid[5]) * grid[6])
        px, py, r, seen = onto(u, v, x, y, z, steps, m, depth, above, bias)
        out[k, 0], out[k, 1], out[k, 2] = px, py, r
        out[k, 3] = f32(1) if seen else f32(0)


SWARM = [
    f"void({real}[:,::1], int64, int64, int64, float64[::1], {PLANE}, float32[::1], {PLANE}, float32,"
    f" float32, {PLANE})"
    for real in ("float32", "float64")
]


@nb.njit(SWARM, **OPTIONS)
def lift_swarm(blocks, share, low, high, grid, z, m, depth, above, bias, out):
    steps = grid.astype(np.float32)
    k = low
    while k < high:
        b, first = k // share, k % share
        count = min(share - first, high - k)
        xs, ys = blocks[b, first : first + count], blocks[b, share + first : share + first + count]
        right, down = out[0, k : k + count], out[1, k : k + count]
        for i in range(count):
            x, y = xs[i], ys[i]
            u, v = f32((x - grid[0]) * grid[1]), f32((y - grid[2]) * grid[3])
            sx, sy = f32((x - grid[4]) * grid[6]), f32((y - grid[5]) * grid[6])
            px, py, _, seen = onto(u, v, sx, sy, z, steps, m, depth, above, bias)
            right[i] = px if seen else NOWHERE
            down[i] = -py if seen else NOWHERE
        k += count


@nb.njit("void(uint32[:,::1], uint32[:,::1], int32, int64, int64)", **OPTIONS)
def blend(under, out, share, first, last):
    low = i32(255)
    keep = i32(256) - share
    for y in range(first, last):
        for x in range(out.shape[1]):
            a, b = i32(under[y, x]), i32(out[y, x])
            colour = i32(-16777216)
            for shift in (i32(16), i32(8), i32(0)):
                mixed = land(lshr(a, shift), low) * keep + land(lshr(b, shift), low) * share
                colour = lor(colour, lshl(i32(lshr(i32(mixed), i32(8))), shift))
            out[y, x] = u32(colour)
