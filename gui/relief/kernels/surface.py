"""The relief's surface and floor in bands of rows. Executed through `engine.kernel_cache`, never imported.

Each function that the picture uses has a twin of the same name in `gui.relief.plain`, which says what it
does. Comparisons are written so that what is not a number fails them and draws nothing.
"""

from __future__ import annotations

import math

import numpy as np

from engine.kernel_cache.decorator import njit
from gui.relief.colouring import INNER, add_row, colour_row, grain, ink_places, packed

f32 = np.float32
i32 = np.int32
i64 = np.int64
u32 = np.uint32

PLANE = "float32[:,::1]"
OPTIONS = {"cache": True, **INNER}
SLACK = f32(2e-5)  # triangles overlap by so much of their size: no crack between them
NEAR = f32(0.02)
BEHIND = f32(0.55)  # brightness of the surface's other side


@njit(inline="always")
def lit(sx, sy, open_sky, lamp):
    """Brightness of a slope: 1 on level ground, more towards the lamp, and a soft highlight."""
    inverse = f32(1) / math.sqrt(f32(1) + sx * sx + sy * sy)
    facing = (lamp[2] - sx * lamp[0] - sy * lamp[1]) * inverse
    shine = max((lamp[5] - sx * lamp[3] - sy * lamp[4]) * inverse, f32(0))
    shine *= shine
    shine *= shine
    shine *= shine
    shine *= shine
    return (f32(1) + lamp[6] * (facing / lamp[2] - f32(1))) * open_sky + lamp[7] * shine


@njit(
    f"void(float32[::1], float32[::1], {PLANE}, {PLANE}, {PLANE}, {PLANE}, {PLANE}, {PLANE}, float32[::1],"
    " float32[::1], float32, float32[:,:,::1])",
    **OPTIONS,
)
def project(x, y, z, tone, contour, slope_x, slope_y, openness, m, lamp, fine, mesh):
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            h = z[i, j]
            w = m[8] * x[j] + m[9] * y[i] + m[10] * h + m[11]
            seen = w > NEAR and tone[i, j] >= f32(0)
            r = fine / w
            mesh[i, j, 0] = (m[0] * x[j] + m[1] * y[i] + m[2] * h + m[3]) * r
            mesh[i, j, 1] = (m[4] * x[j] + m[5] * y[i] + m[6] * h + m[7]) * r
            mesh[i, j, 2] = f32(1) / w if seen else f32(-1)
            mesh[i, j, 3] = tone[i, j]
            mesh[i, j, 4] = contour[i, j]
            mesh[i, j, 5] = lit(slope_x[i, j], slope_y[i, j], openness[i, j], lamp)


@njit(**INNER)
def triangle(hold, rows, top, a, b, c):
    """Draws one; vertices are px, py, nearness, tone, contour, light."""
    if not (a[2] > f32(0) and b[2] > f32(0) and c[2] > f32(0)):
        return
    ax, ay, bx, by, cx, cy = a[0], a[1], b[0], b[1], c[0], c[1]
    area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    if not abs(area) > f32(1e-6):
        return
    half = f32(0.5)
    x0 = i32(math.ceil(max(min(ax, min(bx, cx)) - half, f32(0))))
    x1 = i32(math.floor(min(max(ax, max(bx, cx)) - half, f32(hold.shape[2] - 1))))
    y0 = i32(math.ceil(max(min(ay, min(by, cy)) - half - top, f32(0))))
    y1 = i32(math.floor(min(max(ay, max(by, cy)) - half - top, f32(hold.shape[1] - 1))))
    if x0 > x1 or y0 > y1:
        return
    inverse = f32(1) / area
    ux, uy = (cy - ay) * inverse, (ax - cx) * inverse
    wx, wy = (ay - by) * inverse, (bx - ax) * inverse
    light = f32(1) if area < f32(0) else BEHIND
    az, bz, cz = a[2], b[2] - a[2], c[2] - a[2]
    at, bt, ct = a[3], b[3] - a[3], c[3] - a[3]
    ac, bc, cc = a[4], b[4] - a[4], c[4] - a[4]
    al, bl, cl = a[5] * light, (b[5] - a[5]) * light, (c[5] - a[5]) * light
    qx = f32(x0) + half - ax
    for y in range(y0, y1 + 1):
        qy = f32(y) + half + top - ay
        u, w = qx * ux + qy * uy, qx * wx + qy * wy
        for x in range(x0, x1 + 1):
            if u >= -SLACK and w >= -SLACK and u + w <= f32(1) + SLACK:
                near = az + u * bz + w * cz
                if near > hold[0, y, x]:
                    hold[0, y, x] = near
                    hold[1, y, x] = at + u * bt + w * ct
                    hold[2, y, x] = ac + u * bc + w * cc
                    hold[3, y, x] = al + u * bl + w * cl
            u += ux
            w += wx


@njit(**INNER)
def raise_surface(hold, rows, top, mesh, reach):
    """Draws the mesh's triangles; reach: the rows of pixels between which each of its stripes lies."""
    bottom = top + f32(rows)
    for i in range(mesh.shape[0] - 1):
        if not (reach[i, 1] >= top and reach[i, 0] <= bottom):
            continue
        for j in range(mesh.shape[1] - 1):
            a, b, c, d = mesh[i, j], mesh[i, j + 1], mesh[i + 1, j], mesh[i + 1, j + 1]
            if (
                max(max(a[1], b[1]), max(c[1], d[1])) >= top
                and min(min(a[1], b[1]), min(c[1], d[1])) <= bottom
            ):
                triangle(hold, rows, top, a, b, c)
                triangle(hold, rows, top, b, d, c)


@njit(**INNER)
def lay_floor(hold, rows, top, home, fine, spans, tone, contour):
    """Fills pixels that show no surface with the floor below it, which has the ground's tone and lines.

    home: (9,) takes a pixel to (column, row, 1) of the grid times its nearness. spans: where each row of the
    picture meets the floor.
    """
    high, wide = tone.shape[0] - 1, tone.shape[1] - 1
    for y in range(rows):
        py = (f32(y) + f32(0.5) + top) / fine
        row = min(max(math.floor(py), 0), spans.shape[0] - 1)
        x0 = max(math.floor(spans[row, 0] * fine), 0)
        x1 = min(math.ceil(spans[row, 1] * fine), hold.shape[2])
        for x in range(x0, x1):
            if hold[0, y, x] > f32(0):
                continue
            px = (f32(x) + f32(0.5)) / fine
            near = home[6] * px + home[7] * py + home[8]
            if not near > f32(0):
                continue
            r = f32(1) / near
            u = (home[0] * px + home[1] * py + home[2]) * r
            v = (home[3] * px + home[4] * py + home[5]) * r
            if not (u >= f32(0) and v >= f32(0) and u <= f32(wide) and v <= f32(high)):
                continue
            i, j = min(i32(u), i32(wide - 1)), min(i32(v), i32(high - 1))
            p, q = u - f32(i), v - f32(j)
            below = tone[j, i] + (tone[j, i + 1] - tone[j, i]) * p
            above = tone[j + 1, i] + (tone[j + 1, i + 1] - tone[j + 1, i]) * p
            shade = below + (above - below) * q
            if not shade >= f32(0):
                continue
            hold[0, y, x], hold[1, y, x] = f32(-1), shade
            below = contour[j, i] + (contour[j, i + 1] - contour[j, i]) * p
            above = contour[j + 1, i] + (contour[j + 1, i + 1] - contour[j + 1, i]) * p
            hold[2, y, x] = below + (above - below) * q


@njit(**INNER)
def clear(hold, rows):
    for y in range(rows):
        near, contour = hold[0, y], hold[2, y]
        for x in range(near.size):
            near[x] = f32(0)
        for x in range(contour.size):
            contour[x] = f32(np.nan)


@njit(**INNER)
def span(hold, y):
    """The first place of a row that shows something, and past the last."""
    near = hold[0, y]
    begin, end = i64(0), i64(near.size)
    while begin < end and near[begin] == f32(0):
        begin += 1
    while end > begin and near[end - 1] == f32(0):
        end -= 1
    return begin, end


@njit(**INNER)
def finish_row(hold, y, row, ramp, line, look, under, out, depth, cover):
    """A row of pixels, each of them one place of `hold`."""
    begin, end = span(hold, y)
    out[row, :begin] = under[row, :begin]
    out[row, end:] = under[row, end:]
    near = hold[0, y]
    for x in range(near.size):
        depth[row, x] = max(near[x], f32(0))
    if begin < end:
        ink_places(hold, y, begin, end, look, cover)
        colour_row(
            near[begin:end], hold[1, y, begin:end], hold[3, y, begin:end], cover[begin:end],
            ramp, line, look, under[row, begin:end], begin, row, out[row, begin:end],
        )  # fmt: skip


@njit(**INNER)
def finish_row_finely(hold, y, row, ramp, line, look, under, out, depth, cover, total):
    """A row of pixels, each of them the mean of four places of `hold`."""
    width = out.shape[1]
    total[:] = f32(0)
    for sy in range(y, y + 2):
        ink_places(hold, sy, 0, 2 * width, look, cover)
        add_row(hold[0, sy], hold[1, sy], hold[3, sy], cover, ramp, line, look, under[row], total)
    upper, lower = hold[0, y], hold[0, y + 1]
    for x in range(width):
        a, b, c, d = upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]
        depth[row, x] = max(min(min(a, b), min(c, d)), f32(0))
        drawn = abs(a) + abs(b) + abs(c) + abs(d) > f32(0)
        colour = packed(total[0, x], total[1, x], total[2, x], grain(i32(x), row))
        out[row, x] = u32(colour) if drawn else under[row, x]


@njit(
    f"void(float32[:,:,::1], {PLANE}, int64, int64, int64, float32[:,:,::1], float32[::1], {PLANE},"
    f" {PLANE}, {PLANE}, {PLANE}, float32[::1], float32[::1], uint32[:,::1], uint32[:,::1], {PLANE})",
    **OPTIONS,
)
def paint(
    mesh, reach, first, last, fine, hold, home, spans, tone, contour, ramp, line, look, under, out, depth
):
    rows = (last - first) * fine + 2 * fine
    top = f32((first - 1) * fine)
    clear(hold, rows)
    raise_surface(hold, rows, top, mesh, reach)
    lay_floor(hold, rows, top, home, f32(fine), spans, tone, contour)
    cover, total = np.zeros(hold.shape[2], np.float32), np.zeros((3, out.shape[1]), np.float32)
    for row in range(first, last):
        y = (row - first + 1) * fine
        if fine == 1:
            finish_row(hold, y, row, ramp, line, look, under, out, depth, cover)
        else:
            finish_row_finely(hold, y, row, ramp, line, look, under, out, depth, cover, total)
