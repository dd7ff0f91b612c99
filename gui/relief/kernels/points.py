"""Points upon the relief. Executed through `engine.kernel_cache`, never imported.

Each function that the picture uses has a twin of the same name in `gui.relief.plain`, which says what it
does. Comparisons are written so that what is not a number fails them and is not drawn.
"""

from __future__ import annotations

import numpy as np

from engine.kernel_cache.decorator import njit
from engine.numerics.intrinsics import ladd, land, lmul, lor, lshl, lshr

f32 = np.float32
i32 = np.int32
i64 = np.int64
u32 = np.uint32
u64 = np.uint64

PLANE = "float32[:,::1]"
INNER = {"nogil": True, "error_model": "numpy", "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"}}
OPTIONS = {"cache": True, **INNER}
NEAR = f32(0.02)
NOWHERE = f32(np.nan)
CHUNK = 512


@njit(inline="always")
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


@njit(
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


@njit(**INNER)
def place(xs, ys, grid, z, m, above, room):
    """Onto the picture: px, py and nearness in `room`, no numbers where the ground is not there or shows its
    other side. Without branches, so that many are on their way at once."""
    wide, high = f32(z.shape[1] - 1), f32(z.shape[0] - 1)
    columns = u64(z.shape[1])
    flat, slack = z.reshape(-1), f32(1e-3)
    px, py, near = room[0], room[1], room[2]
    per_x, per_y = f32(grid[7]), f32(grid[8])
    for k in range(xs.size):
        u, v = f32((xs[k] - grid[0]) * grid[1]), f32((ys[k] - grid[2]) * grid[3])
        x, y = f32((xs[k] - grid[4]) * grid[6]), f32((ys[k] - grid[5]) * grid[6])
        inside = (u >= -slack) & (v >= -slack) & (u <= wide + slack) & (v <= high + slack)
        u, v = u if inside else f32(0), v if inside else f32(0)
        i, j = min(max(u, f32(0)), wide - f32(1)), min(max(v, f32(0)), high - f32(1))
        whole_i, whole_j = i32(i), i32(j)
        p, q = u - f32(whole_i), v - f32(whole_j)
        at = u64(whole_j) * columns + u64(whole_i)
        a, b, c, d = flat[at], flat[at + u64(1)], flat[at + columns], flat[at + columns + u64(1)]
        low, top = a + (b - a) * p, c + (d - c) * p
        surface = low + (top - low) * q
        h = surface + above
        w = m[8] * x + m[9] * y + m[10] * h + m[11]
        r = f32(1) / w
        slope_x, slope_y = ((b - a) + ((d - c) - (b - a)) * q) * per_x, (top - low) * per_y
        facing = (m[14] - surface * m[15]) - m[15] * (slope_x * (m[12] - x) + slope_y * (m[13] - y))
        seen = inside & (w > NEAR) & (facing > f32(0))
        px[k] = (m[0] * x + m[1] * y + m[2] * h + m[3]) * r if seen else NOWHERE
        py[k] = (m[4] * x + m[5] * y + m[6] * h + m[7]) * r if seen else NOWHERE
        near[k] = r


@njit(**INNER)
def look(depth, bias, room, at, right, down):
    """Leaves out those behind the surface. Where to look in `depth` first, all at once."""
    rows, columns = f32(depth.shape[0]), f32(depth.shape[1])
    pitch, flat = i32(depth.shape[1]), depth.reshape(-1)
    px, py, near = room[0], room[1], room[2]
    for k in range(right.size):
        x, y = px[k], py[k]
        inside = (x >= f32(0)) & (y >= f32(0)) & (x < columns) & (y < rows)
        at[k] = ladd(lmul(i32(y), pitch), i32(x)) if inside else i32(-1)
    for k in range(right.size):
        before = flat[u64(at[k])] if at[k] >= 0 else f32(0)
        seen = near[k] * (f32(1) + bias) >= before
        right[k] = px[k] if seen else NOWHERE
        down[k] = -py[k] if seen else NOWHERE


SWARM = [
    f"void({real}[:,::1], int64, int64, int64, float64[::1], {PLANE}, float32[::1], {PLANE}, float32,"
    f" float32, {PLANE})"
    for real in ("float32", "float64")
]


@njit(SWARM, **OPTIONS)
def lift_swarm(blocks, share, low, high, grid, z, m, depth, above, bias, out):
    room, at = np.empty((3, CHUNK), np.float32), np.empty(CHUNK, np.int32)
    k = low
    while k < high:
        b, first = k // share, k % share
        count = min(min(share - first, high - k), CHUNK)
        second = share + first
        place(
            blocks[b, first : first + count], blocks[b, second : second + count], grid, z, m, above,
            room[:, :count],
        )  # fmt: skip
        look(depth, bias, room[:, :count], at[:count], out[0, k : k + count], out[1, k : k + count])
        k += count


@njit("void(uint32[:,::1], uint32[:,::1], int32, int64, int64)", **OPTIONS)
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
