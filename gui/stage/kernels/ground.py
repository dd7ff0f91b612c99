"""The landscape: heights to colours. Executed through `engine.kernel_cache`, never imported.

Each function has a twin of the same name in `gui.stage.plain`, which says what it does. Comparisons are
written so that a height that is not a number fails them.
"""

from __future__ import annotations

import math

import numpy as np

from engine.kernel_cache.decorator import njit

f32 = np.float32
i32 = np.int32
u32 = np.uint32

PLANE = "float32[:,::1]"
OPTIONS = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
    "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"},
}


@njit(
    f"void({PLANE}, {PLANE}, {PLANE}, float32[::1], boolean, float32, float32, boolean, float32, float32)",
    **OPTIONS,
)
def tone(h, t, c, table, log, low, per_unit, contour_log, scale, offset):
    last = f32(table.size - 1)
    for y in range(h.shape[0]):
        for x in range(h.shape[1]):
            v = h[y, x]
            decades = v
            if log or contour_log:
                decades = f32(math.log(max(v, f32(1e-30)))) * f32(0.4342944819)
            u = decades if log else v
            s = min(max((u - low) * per_unit, f32(0)), last)
            # beyond the numbers there are, a height has no place among the others
            s = s if s == s else f32(0)
            k = min(i32(s), i32(last) - i32(1))
            t[y, x] = table[k] + (table[k + 1] - table[k]) * (s - f32(k)) if v == v else f32(np.nan)
            c[y, x] = (decades if contour_log else v) * scale + offset


@njit(inline="always")
def lighting(gx, gy, relief):
    """Brightness of a slope under a lamp at the upper left, 1 on flat ground."""
    facing = (f32(0.5) * gx + f32(0.6) * gy + f32(0.65)) / math.sqrt(f32(1) + gx * gx + gy * gy)
    lit = f32(1) + relief * (facing * f32(1.5384615) - f32(1))
    return lit if lit == lit else f32(1)


@njit(inline="always")
def inked(level, here, slope, crowd, half, major, spread, calm):
    """How much of a contour line covers a pixel, 0 … 1.7; less where lines crowd or wander over a plain.

    crowd: the larger slope to either side; on a valley's floor, where `slope` vanishes, lines crowd by it.
    """
    if not slope > f32(1e-7):
        return f32(0)
    strong = level - major * math.floor(level / major) == f32(0)
    cover = min(max(half + f32(0.5) - abs(here - level) / slope, f32(0)), f32(1))
    room = (major if strong else f32(1)) / crowd
    apart = min(slope * calm, f32(1))
    cover *= min(max((room - f32(2)) * spread, f32(0)), f32(1)) * apart * apart
    return cover * f32(1.7) if strong else cover


@njit(inline="always")
def grain(x, y):
    """An even, fine pattern of 0 … 1 that hides the steps of eight-bit colours."""
    noise = f32(0.06711056) * f32(x) + f32(0.00583715) * f32(y)
    noise = f32(52.9829189) * (noise - math.floor(noise))
    return noise - math.floor(noise)


@njit(
    f"void({PLANE}, {PLANE}, uint32[:,::1], {PLANE}, float32[::1], uint32,"
    " float32, float32, float32, float32, float32, float32, float32)",
    **OPTIONS,
)
def shade(t, c, out, ramp, line, empty, steep, relief, half, strength, major, spread, calm):
    rows, columns = t.shape
    last = f32(ramp.shape[0] - 1)
    for y in range(rows):
        up, down = max(y - 1, 0), min(y + 1, rows - 1)
        tall = f32(2) / f32(max(down - up, 1))
        for x in range(columns):
            if not t[y, x] >= f32(0):
                out[y, x] = empty
                continue
            a, b = max(x - 1, 0), min(x + 1, columns - 1)
            wide = f32(2) / f32(max(b - a, 1))
            gx, gy = (t[y, b] - t[y, a]) * wide, (t[down, x] - t[up, x]) * tall
            lit = lighting(gx * steep, gy * steep, relief)
            cx = (c[y, b] - c[y, a]) * wide * f32(0.5)
            cy = (c[down, x] - c[up, x]) * tall * f32(0.5)
            here = c[y, x]
            level = math.floor(here + f32(0.5))
            sx = max(abs(c[y, b] - here), abs(here - c[y, a]))
            sy = max(abs(c[down, x] - here), abs(here - c[up, x]))
            slope, crowd = math.sqrt(cx * cx + cy * cy), math.sqrt(sx * sx + sy * sy)
            cover = inked(level, here, slope, crowd, half, major, spread, calm) * strength
            noise = grain(x, y)
            k = i32(t[y, x] * last)
            colour = u32(0xFF)
            for channel in range(3):
                # Shadows turn cool and lights warm: brown hollows would look like another colour of the ramp.
                v = min(ramp[k, channel] * (f32(1) + (lit - f32(1)) * f32(1.1 - 0.2 * channel)), f32(255))
                v = min(v + (line[channel] - v) * cover + noise, f32(255))
                colour = colour << u32(8) | u32(i32(v))
            out[y, x] = colour
