"""The relief's surface and its floor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

F32 = NDArray[np.float32]
U32 = NDArray[np.uint32]

SLACK = np.float32(2e-5)
NEAR = np.float32(0.02)
BEHIND = np.float32(0.55)
_AT_ONCE = 1_000_000  # pairs of a triangle and a pixel


def project(
    x: F32,
    y: F32,
    z: F32,
    tone: F32,
    contour: F32,
    slope_x: F32,
    slope_y: F32,
    openness: F32,
    m: F32,
    lamp: F32,
    fine: float,
    mesh: F32,
) -> None:
    """A `Level` onto the picture: px, py, nearness (−1 for what is not drawn), tone, contour and light.

    fine: places of the raster a pixel, each way. lamp: the direction of the light, the direction between
    light and eye, how much the light shows, and how bright the highlight is; (8,).
    """
    h = z
    with np.errstate(all="ignore"):
        w = m[8] * x[None, :] + m[9] * y[:, None] + m[10] * h + m[11]
        seen = (w > NEAR) & (tone >= 0)
        mesh[..., 0] = (m[0] * x[None, :] + m[1] * y[:, None] + m[2] * h + m[3]) * (np.float32(fine) / w)
        mesh[..., 1] = (m[4] * x[None, :] + m[5] * y[:, None] + m[6] * h + m[7]) * (np.float32(fine) / w)
        mesh[..., 2] = np.where(seen, 1 / w, -1)
        mesh[..., 3], mesh[..., 4] = tone, contour
        inverse = 1 / np.sqrt(1 + slope_x * slope_x + slope_y * slope_y)
        facing = (lamp[2] - slope_x * lamp[0] - slope_y * lamp[1]) * inverse
        shine = np.maximum((lamp[5] - slope_x * lamp[3] - slope_y * lamp[4]) * inverse, 0) ** 16
        mesh[..., 5] = (1 + lamp[6] * (facing / lamp[2] - 1)) * openness + lamp[7] * shine


@np.errstate(all="ignore")
def paint(
    mesh: F32,
    reach: F32,
    first: int,
    last: int,
    fine: int,
    hold: F32,
    home: F32,
    spans: F32,
    tone: F32,
    contour: F32,
    ramp: F32,
    line: F32,
    look: F32,
    under: U32,
    out: U32,
    depth: F32,
) -> None:
    """Draws the rows first … last − 1 of the surface and of the floor below it, over the picture `under`.

    mesh: of `project`; reach: (rows − 1, 2) between which rows of the raster each of its stripes lies. hold:
    (4, rows, columns) of scratch, `fine` rows more at either end. home: (9,) takes a pixel to column, row and
    1 of the floor's tone and contour, times its nearness; spans: (height, 2) where each row of the picture
    meets the floor. ramp: (3, entries). look: half the width of a line in places of the raster, how strong
    lines are, which are stronger, how they fade where they crowd and on plains (as `stage.plain.shade` has
    them), then how strong lines and colours are on the floor; (7,).
    """
    rows = (last - first) * fine + 2 * fine
    top = np.float32((first - 1) * fine)
    held = hold[:, :rows]
    held[0], held[2] = 0, np.nan
    _raise(held, top, mesh, reach)
    _floor(held, top, home, np.float32(fine), spans, tone, contour)
    inner = slice(fine, rows - fine)
    back = np.repeat(np.repeat(under[first:last], fine, axis=0), fine, axis=1)
    colours = _colours(held, _inked(held[2], look), ramp, line, look, _channels(back), inner)
    near = held[0, inner]
    if fine == 2:
        colours = np.stack([colours[:, a::2, b::2] for a in (0, 1) for b in (0, 1)]).mean(axis=0)
        near = np.stack([near[a::2, b::2] for a in (0, 1) for b in (0, 1)])
        depth[first:last], drawn = np.maximum(near, 0).min(axis=0), (near != 0).any(axis=0)
    else:
        depth[first:last], drawn = np.maximum(near, 0), near != 0
    colours = np.clip(colours + _grain(first, last, out.shape[1]), 0, 255).astype(np.uint32)
    packed = np.uint32(0xFF000000) | colours[0] << np.uint32(16) | colours[1] << np.uint32(8) | colours[2]
    out[first:last] = np.where(drawn, packed, under[first:last])


def _raise(held: F32, top: np.float32, mesh: F32, reach: F32) -> None:
    """Triangles a, b, c with all pixels of the box around each, so many at a time."""
    stripes = (reach[:, 1] >= top) & (reach[:, 0] <= top + held.shape[1])
    i, j = np.nonzero(np.repeat(stripes[:, None], mesh.shape[1] - 1, axis=1))
    a, b, c, d = mesh[i, j], mesh[i, j + 1], mesh[i + 1, j], mesh[i + 1, j + 1]
    corners = np.stack([np.stack([a, b, c], 1), np.stack([b, d, c], 1)], 1).reshape(-1, 3, 6)
    corners = corners[(corners[..., 2] > 0).all(axis=1)]
    offset = np.array([0.5, 0.5 + top], np.float32)
    low = np.maximum(np.ceil(corners[..., :2].min(axis=1) - offset), 0)
    high = np.floor(corners[..., :2].max(axis=1) - offset)
    high = np.minimum(high, np.array([held.shape[2] - 1, held.shape[1] - 1], np.float32))
    size = np.maximum(high - low + 1, 0).astype(np.int64)
    count = size[:, 0] * size[:, 1]
    corners, low, size, count = (part[count > 0] for part in (corners, low, size, count))
    begin = 0
    ends = np.cumsum(count)
    while begin < len(count):
        end = max(int(np.searchsorted(ends, ends[begin] + _AT_ONCE)), begin + 1)
        _fill(held, top, corners[begin:end], low[begin:end], size[begin:end], count[begin:end])
        begin = end


def _fill(
    held: F32, top: np.float32, corners: F32, low: F32, size: NDArray[np.int64], count: NDArray[np.int64]
) -> None:
    who = np.repeat(np.arange(len(count)), count)
    turn = np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count)
    x = low[who, 0].astype(np.int64) + turn % size[who, 0]
    y = low[who, 1].astype(np.int64) + turn // size[who, 0]
    a, b, c = corners[:, 0], corners[:, 1], corners[:, 2]
    with np.errstate(all="ignore"):
        area = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
        steep = np.abs(area) > 1e-6
        qx = x.astype(np.float32) + np.float32(0.5) - a[who, 0]
        qy = y.astype(np.float32) + np.float32(0.5) + top - a[who, 1]
        u = (qx * (c[:, 1] - a[:, 1])[who] + qy * (a[:, 0] - c[:, 0])[who]) / area[who]
        w = (qx * (a[:, 1] - b[:, 1])[who] + qy * (b[:, 0] - a[:, 0])[who]) / area[who]
        kept = (u >= -SLACK) & (w >= -SLACK) & (u + w <= 1 + SLACK) & steep[who]
    who, x, y, u, w = (part[kept] for part in (who, x, y, u, w))
    light = np.where(area[who] < 0, np.float32(1), BEHIND)
    near, *rest = (
        a[who, k] + u * (b[:, k] - a[:, k])[who] + w * (c[:, k] - a[:, k])[who] for k in (2, 3, 4, 5)
    )
    # the nearest of each pixel, of equals the first drawn
    order = np.lexsort((-np.arange(len(near)), near))
    place = y[order] * held.shape[2] + x[order]
    _, last = np.unique(place[::-1], return_index=True)
    chosen = order[::-1][last]
    y, x, near = y[chosen], x[chosen], near[chosen]
    won = near > held[0, y, x]
    y, x, chosen = y[won], x[won], chosen[won]
    held[0, y, x], held[1, y, x], held[2, y, x] = near[won], rest[0][chosen], rest[1][chosen]
    held[3, y, x] = rest[2][chosen] * light[chosen]


def _floor(
    held: F32, top: np.float32, home: F32, fine: np.float32, spans: F32, tone: F32, contour: F32
) -> None:
    """Fills pixels that show no surface with the floor below it, which has the ground's tone and lines."""
    y, x = np.nonzero(held[0] == 0)
    high, wide = tone.shape[0] - 1, tone.shape[1] - 1
    with np.errstate(all="ignore"):
        py = (y.astype(np.float32) + np.float32(0.5) + top) / fine
        px = (x.astype(np.float32) + np.float32(0.5)) / fine
        row = np.clip(np.floor(py).astype(np.int64), 0, len(spans) - 1)
        met = (x >= np.floor(spans[row, 0] * fine)) & (x < np.ceil(spans[row, 1] * fine))
        near = home[6] * px + home[7] * py + home[8]
        met &= near > 0
        r = 1 / near
        u = (home[0] * px + home[1] * py + home[2]) * r
        v = (home[3] * px + home[4] * py + home[5]) * r
        met &= (u >= 0) & (v >= 0) & (u <= wide) & (v <= high)
    y, x, u, v = (part[met] for part in (y, x, u, v))
    i, j = np.minimum(u.astype(np.int32), wide - 1), np.minimum(v.astype(np.int32), high - 1)
    p, q = (u - i).astype(np.float32), (v - j).astype(np.float32)
    between = []
    for field in (tone, contour):
        below = field[j, i] + (field[j, i + 1] - field[j, i]) * p
        above = field[j + 1, i] + (field[j + 1, i + 1] - field[j + 1, i]) * p
        between.append(below + (above - below) * q)
    known = between[0] >= 0
    y, x = y[known], x[known]
    held[0, y, x], held[1, y, x], held[2, y, x] = -1, between[0][known], between[1][known]


def _inked(c: F32, look: F32) -> F32:
    half, strength, major, spread, calm = look[0] + np.float32(0.5), *look[1:5]
    cover = np.zeros_like(c)
    here, left, right, up, down = c[1:-1, 1:-1], c[1:-1, :-2], c[1:-1, 2:], c[:-2, 1:-1], c[2:, 1:-1]
    with np.errstate(all="ignore"):
        slope = np.hypot((right - left) * np.float32(0.5), (down - up) * np.float32(0.5))
        across, along = (
            np.maximum(np.abs(b - here), np.abs(here - a)) for a, b in ((left, right), (up, down))
        )
        level = np.floor(here + np.float32(0.5))
        strong = level == major * np.floor(level / major + np.float32(0.5))
        inked = np.clip(half - np.abs(here - level) / slope, 0, 1)
        room = np.where(strong, major, 1) / np.hypot(across, along)
        inked = inked * np.clip((room - 2) * spread, 0, 1) * np.minimum(slope * calm, 1) ** 2
        inked = inked * np.where(strong, np.float32(1.7) * strength, strength)
        cover[1:-1, 1:-1] = np.where(slope > 1e-7, inked, 0)
    return cover


def _colours(
    held: F32, cover: F32, ramp: F32, line: F32, look: F32, back: F32, inner: slice
) -> NDArray[np.float32]:
    near, tone, light, cover = held[0, inner], held[1, inner], held[3, inner], cover[inner]
    raised = near > 0
    with np.errstate(all="ignore"):
        at = (np.clip(np.where(near != 0, tone, 0), 0, 1) * (ramp.shape[1] - 1)).astype(np.int32)
        cover = np.where(raised, cover, cover * look[5])
        found = []
        for k, warm in enumerate((1.1, 1.0, 0.9)):
            v = ramp[k][at]
            shone = v * np.minimum(1 + (light - 1) * np.float32(warm), np.float32(1.3))
            shone = shone + (255 - shone) * np.maximum(light - np.float32(1.15), 0) * np.float32(0.5)
            v = np.where(raised, shone, back[k] + (v - back[k]) * look[6])
            found.append(np.where(near != 0, v + (line[k] - v) * cover, back[k]))
    return np.stack(found).astype(np.float32)


def _channels(picture: U32) -> F32:
    return np.stack([picture >> np.uint32(shift) & np.uint32(255) for shift in (16, 8, 0)]).astype(np.float32)


def _grain(first: int, last: int, width: int) -> F32:
    x = np.arange(width, dtype=np.float32) * np.float32(0.06711056)
    y = np.arange(first, last, dtype=np.float32) * np.float32(0.00583715)
    noise = x[None, :] + y[:, None]
    noise -= np.floor(noise)
    noise *= np.float32(52.9829189)
    return noise - np.floor(noise)
