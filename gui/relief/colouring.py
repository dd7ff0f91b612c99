"""The colours of the relief's places: contour lines, light and grain. Imports numba; the kernels import it.

Comparisons are written so that what is not a number fails them and draws nothing.
"""

from __future__ import annotations

import math

import numpy as np

from engine.kernel_cache.decorator import njit
from engine.numerics.intrinsics import ladd, land, lor, lshl, lshr

f32 = np.float32
i32 = np.int32
u32 = np.uint32
u64 = np.uint64

INNER = {"nogil": True, "error_model": "numpy", "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"}}


@njit(**INNER)
def ink_row(up, left, here, right, down, look, cover):
    """How much of a contour line covers each pixel, 0 … 1.7; less where lines crowd or wander over a plain.

    look: half the line's width, how strong lines are, and as `plain.paint` has them. All rows are as long.
    """
    half, strength, major, spread, calm = look[0] + f32(0.5), look[1], look[2], look[3], look[4]
    per_major = f32(1) / major
    for x in range(here.size):
        c = here[x]
        cx, cy = (right[x] - left[x]) * f32(0.5), (down[x] - up[x]) * f32(0.5)
        sx, sy = max(abs(right[x] - c), abs(c - left[x])), max(abs(down[x] - c), abs(c - up[x]))
        slope, crowd = math.sqrt(cx * cx + cy * cy), math.sqrt(sx * sx + sy * sy)
        level = np.floor(c + f32(0.5))
        strong = level == major * np.floor(level * per_major + f32(0.5))
        inked = min(max(half - abs(c - level) / slope, f32(0)), f32(1))
        room = (major if strong else f32(1)) / crowd
        apart = min(slope * calm, f32(1))
        inked *= min(max((room - f32(2)) * spread, f32(0)), f32(1)) * apart * apart
        inked *= f32(1.7) * strength if strong else strength
        cover[x] = inked if slope > f32(1e-7) else f32(0)


@njit(inline="always")
def grain(x, y):
    """An even, fine pattern of 0 … 1 that hides the steps of eight-bit colours."""
    noise = f32(0.06711056) * f32(x) + f32(0.00583715) * f32(y)
    noise = f32(52.9829189) * (noise - np.floor(noise))
    return noise - np.floor(noise)


@njit(inline="always")
def lighted(v, light, warm):
    """Shadows turn cool and lights warm; what is brighter than its colour can be turns white."""
    v *= min(f32(1) + (light - f32(1)) * warm, f32(1.3))
    return v + (f32(255) - v) * max(light - f32(1.15), f32(0)) * f32(0.5)


@njit(inline="always")
def byte(colour, shift):
    return f32(land(lshr(colour, i32(shift)), i32(255)))


@njit(inline="always")
def shaded(near, tone, light, cover, ramp, last, line, floor_cover, tint, q):
    """Red, green and blue, 0 … 255, of one place; q is what is under it."""
    # what was not drawn may be anything here, no number too
    t = tone if tone > f32(0) else f32(0)
    at = u64(i32((t if t < f32(1) else f32(1)) * last))
    r, g, b = ramp[0, at], ramp[1, at], ramp[2, at]
    r0, g0, b0 = byte(q, 16), byte(q, 8), byte(q, 0)
    raised, drawn = near > f32(0), near != f32(0)
    part = cover if raised else cover * floor_cover
    r = lighted(r, light, f32(1.1)) if raised else r0 + (r - r0) * tint
    g = lighted(g, light, f32(1)) if raised else g0 + (g - g0) * tint
    b = lighted(b, light, f32(0.9)) if raised else b0 + (b - b0) * tint
    return (
        r + (line[0] - r) * part if drawn else r0,
        g + (line[1] - g) * part if drawn else g0,
        b + (line[2] - b) * part if drawn else b0,
    )


@njit(inline="always")
def packed(red, green, blue, noise):
    r = i32(min(max(red + noise, f32(0)), f32(255)))
    g = i32(min(max(green + noise, f32(0)), f32(255)))
    b = i32(min(max(blue + noise, f32(0)), f32(255)))
    return lor(lor(lshl(r, i32(16)), lshl(g, i32(8))), lor(b, i32(-16777216)))


@njit(**INNER)
def ink_places(hold, y, begin, end, look, cover):
    """`ink_row` for a row of `hold`, from `begin` to before `end`; nothing at the edges of the picture."""
    a, b = max(begin, 1), min(end, hold.shape[2] - 1)
    cover[begin:a] = f32(0)
    cover[b:end] = f32(0)
    c = hold[2]
    ink_row(
        c[y - 1, a:b], c[y, a - 1 : b - 1], c[y, a:b], c[y, a + 1 : b + 1], c[y + 1, a:b], look, cover[a:b]
    )


@njit(**INNER)
def colour_row(near, tone, light, cover, ramp, line, look, under, first, row, out):
    """A row of pixels, each of them one place."""
    last, floor_cover, tint = f32(ramp.shape[1] - 1), look[5], look[6]
    for x in range(near.size):
        q = i32(under[x])
        r, g, b = shaded(near[x], tone[x], light[x], cover[x], ramp, last, line, floor_cover, tint, q)
        colour = packed(r, g, b, grain(ladd(i32(first), i32(x)), row))
        out[x] = u32(colour if near[x] != f32(0) else q)


@njit(**INNER)
def add_row(near, tone, light, cover, ramp, line, look, under, total):
    """A quarter of the colours of places, two to a pixel of `under`, onto `total`, (3, pixels)."""
    last, floor_cover, tint = f32(ramp.shape[1] - 1), look[5], look[6]
    red, green, blue = total[0], total[1], total[2]
    for x in range(under.size):
        q = i32(under[x])
        for k in (2 * x, 2 * x + 1):
            r, g, b = shaded(near[k], tone[k], light[k], cover[k], ramp, last, line, floor_cover, tint, q)
            red[x] += f32(0.25) * r
            green[x] += f32(0.25) * g
            blue[x] += f32(0.25) * b
