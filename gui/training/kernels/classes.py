"""What networks say of places, as colours and lines. Executed through `engine.kernel_cache`, never imported.

`z` (classes, rows, columns) has the logits on a grid whose points lie `spacing` pixels apart, the first of
them at the picture's upper left corner; between them they are interpolated in both directions. At a pixel the
two likeliest classes are looked at: d is how far the first is ahead, and d over its slope how far the
boundary is away.
"""

from __future__ import annotations

import math

import numpy as np

from engine.kernel_cache.decorator import njit

f32 = np.float32
u32 = np.uint32

OPTIONS = {
    "nogil": True,
    "cache": True,
    "error_model": "numpy",
    "fastmath": {"contract", "arcp", "nsz", "afn", "reassoc"},
}


@njit(inline="always")
def ahead(z, j, i, fy, fx):
    """The likeliest class within a cell, how far it is ahead, and how steeply that changes, per cell."""
    best, second = 0, 0
    top, next_ = f32(-3e38), f32(-3e38)
    for k in range(z.shape[0]):
        low = z[k, j, i] + (z[k, j, i + 1] - z[k, j, i]) * fx
        high = z[k, j + 1, i] + (z[k, j + 1, i + 1] - z[k, j + 1, i]) * fx
        value = low + (high - low) * fy
        if value > top:
            second, next_ = best, top
            best, top = k, value
        elif value > next_:
            second, next_ = k, value
    if best == second:
        second = 1 - best if z.shape[0] == 2 else second
    a, b = z[best], z[second]
    d00, d01 = a[j, i] - b[j, i], a[j, i + 1] - b[j, i + 1]
    d10, d11 = a[j + 1, i] - b[j + 1, i], a[j + 1, i + 1] - b[j + 1, i + 1]
    gx = (d01 - d00) + ((d11 - d10) - (d01 - d00)) * fy
    gy = (d10 - d00) + ((d11 - d01) - (d10 - d00)) * fx
    return best, top - next_, math.sqrt(gx * gx + gy * gy)


@njit(inline="always")
def blend(under, colour, cover):
    """A colour laid over 0xffRRGGBB."""
    found = u32(0xFF)
    for channel in range(3):
        old = f32((under >> u32(16 - 8 * channel)) & u32(255))
        found = found << u32(8) | u32(old + (colour[channel] - old) * cover + f32(0.5))
    return found


@njit(
    "void(float32[:,:,::1], float32, uint32[:,::1], float32[:,::1], float32[::1], float32[::1], float32[::1],"
    " float32, float32, float32)",
    **OPTIONS,
)
def shade_classes(z, spacing, out, colours, ground, line, levels, faint, strong, ink):
    """Each place in its class's colour, the stronger the surer; lines where d is one of `levels`."""
    for y in range(out.shape[0]):
        cy = f32(y) / spacing
        j = min(int(cy), z.shape[1] - 2)
        for x in range(out.shape[1]):
            cx = f32(x) / spacing
            i = min(int(cx), z.shape[2] - 2)
            best, d, slope = ahead(z, j, i, cy - f32(j), cx - f32(i))
            sure = d / (f32(1) + d) if d == d else f32(0)
            share = faint + (strong - faint) * sure
            noise = f32(0.06711056) * f32(x) + f32(0.00583715) * f32(y)
            noise = f32(52.9829189) * (noise - math.floor(noise))
            noise -= math.floor(noise)
            cover = f32(0)
            per_pixel = slope / spacing
            if per_pixel > f32(1e-6):
                for level in levels:
                    cover = max(cover, min(max(f32(1.05) - abs(d - level) / per_pixel, f32(0)), f32(1)))
                crowd = min(per_pixel * f32(6), f32(1))
                cover *= ink * (f32(1) - crowd * f32(0.6))
            colour = u32(0xFF)
            for channel in range(3):
                v = ground[channel] + (colours[best, channel] - ground[channel]) * share
                v = v + (line[channel] - v) * cover + noise
                colour = colour << u32(8) | u32(min(max(v, f32(0)), f32(255)))
            out[y, x] = colour


@njit("void(float32[:,:,::1], float32, uint32[:,::1], float32[::1], float32, float32)", **OPTIONS)
def draw_boundary(z, spacing, out, colour, half, strength):
    """A line where two classes are equally likely."""
    rows, columns = z.shape[1:]
    for j in range(rows - 1):
        y0, y1 = math.ceil(f32(j) * spacing), math.ceil(f32(j + 1) * spacing)
        for i in range(columns - 1):
            first, d0, slope0 = ahead(z, j, i, f32(0), f32(0))
            reach = f32(1.2) * slope0 + (half + f32(1)) * slope0 / spacing
            apart = d0 > reach
            for corner in range(1, 4):
                other, d, slope = ahead(z, j, i, f32(corner // 2), f32(corner % 2))
                apart = apart and other == first and d > f32(0.6) * slope
            if apart:
                continue
            x0, x1 = math.ceil(f32(i) * spacing), math.ceil(f32(i + 1) * spacing)
            for y in range(y0, min(y1, out.shape[0])):
                for x in range(x0, min(x1, out.shape[1])):
                    fy, fx = f32(y) / spacing - f32(j), f32(x) / spacing - f32(i)
                    _, d, slope = ahead(z, j, i, fy, fx)
                    if slope > f32(1e-6):
                        away = d * spacing / slope
                        cover = min(max(half + f32(0.5) - away, f32(0)), f32(1)) * strength
                        if cover > f32(0):
                            out[y, x] = blend(out[y, x], colour, cover)
