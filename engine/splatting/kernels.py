"""Particles into planes of density. Executed through `engine.kernel_cache`, never imported.

Each function has a twin of the same name in `engine.splatting.plain`, which says what it does. There is no
fast mathematics here: every rounding is that of NumPy and of a device. Comparisons are written so that a
coordinate that is not a number fails them and draws nothing. Places in a plane are unsigned, so that no
index is looked at for counting from the end.
"""

from __future__ import annotations

import math

import numpy as np

from engine.kernel_cache.decorator import njit

f32 = np.float32
i32 = np.int32
u64 = np.uint64

PLANE = "uint16[:,::1]"
INNER = {"nogil": True, "error_model": "numpy"}
OPTIONS = {"cache": True, **INNER}
TILE_X = 6  # a tile is 64 pixels wide
TILE_Y = 5  # and 32 high
CHUNK = 512
SIGNATURES = [
    f"void({PLANE}, {PLANE}, {real}[:,::1], int32[:,::1], int64, int64, int64, {real}[::1], float32[::1], "
    f"float32[:,::1], boolean, float32, boolean, int32)"
    for real in ("float32", "float64")
]


@njit(inline="always")
def add(flat, at, weight):
    flat[at] = min(i32(flat[at]) + i32(weight + f32(0.5)), i32(65535))


@njit(**INNER)
def drop(plane, flat, fx, fy, unit):
    rows, columns = plane.shape
    if fx >= f32(0) and fy >= f32(0) and fx < f32(columns - 1) and fy < f32(rows - 1):
        x, y = i32(fx), i32(fy)
        u, v = fx - f32(x), fy - f32(y)
        p, q = unit * (f32(1) - v), unit * v
        at = u64(y) * u64(columns) + u64(x)
        add(flat, at, p * (f32(1) - u))
        add(flat, at + u64(1), p * u)
        at += u64(columns)
        add(flat, at, q * (f32(1) - u))
        add(flat, at + u64(1), q * u)


@njit(**INNER)
def line(plane, flat, px, py, qx, qy, unit, most):
    rows, columns = plane.shape
    fx, fy = px - f32(0.5), py - f32(0.5)
    dx, dy = qx - px, qy - py
    length = max(abs(dx), abs(dy))
    if not length < f32(4000) or length < f32(1.5):
        drop(plane, flat, fx, fy, unit)
        return
    count = min(i32(length), most)
    each = unit / math.sqrt(f32(1) + f32(0.5) * f32(count - i32(1)))
    flatter = abs(dx) >= abs(dy)
    dx, dy = dx / f32(count), dy / f32(count)
    if flatter:
        fx += f32(0.5)
        across = u64(columns)
    else:
        fy += f32(0.5)
        across = u64(1)
    for k in range(count):
        x0, y0 = fx + f32(k) * dx, fy + f32(k) * dy
        if x0 >= f32(0) and y0 >= f32(0) and x0 < f32(columns - 1) and y0 < f32(rows - 1):
            x, y = i32(x0), i32(y0)
            part = each * (y0 - f32(y) if flatter else x0 - f32(x))
            at = u64(y) * u64(columns) + u64(x)
            add(flat, at, each - part)
            add(flat, at + across, part)


@njit(**INNER)
def place(xs, ys, aim, shift, px, py):
    """The pixels of particles at xs, ys."""
    x0, y1, scale, right, down = aim[0], aim[1], aim[2], shift[0], shift[1]
    for k in range(px.size):
        px[k] = f32((xs[k] - x0) * scale) + right
        py[k] = f32((y1 - ys[k]) * scale) + down


@njit(**INNER)
def lose(gone, stopped, px, py, unit):
    """Draw the particles that have stopped into a plane of their own, if there is one, and nowhere else."""
    flat = gone.reshape(-1)
    for k in range(px.size):
        if stopped[k] >= 0:
            if gone.shape[0]:
                drop(gone, flat, px[k] - f32(0.5), py[k] - f32(0.5), unit)
            px[k] = py[k] = np.nan


@njit(**INNER)
def dots(plane, flat, px, py, indices, unit):
    """A pixel a particle. Indices first, all at once."""
    rows, columns = plane.shape
    wide, high, pitch = f32(columns), f32(rows), i32(columns)
    for k in range(px.size):
        x, y = px[k], py[k]
        inside = (x >= f32(0)) & (y >= f32(0)) & (x < wide) & (y < high)
        indices[k] = i32(y) * pitch + i32(x) if inside else i32(-1)
    for k in range(px.size):
        if indices[k] >= 0:
            add(flat, u64(indices[k]), unit)


@njit(SIGNATURES, **OPTIONS)
def draw(plane, gone, blocks, stopped, share, low, high, aim, shift, before, keep, unit, fine, most):
    room = np.empty((2, CHUNK), np.float32)
    indices = np.empty(CHUNK, np.int32)
    flat = plane.reshape(-1)
    streaks = before.shape[1] > 0
    i = low
    while i < high:
        b, first = i // share, i % share
        count = min(min(share - first, high - i), CHUNK)
        px, py = room[0, :count], room[1, :count]
        second = share + first
        place(blocks[b, first : first + count], blocks[b, second : second + count], aim, shift, px, py)
        lose(gone, stopped[b, first : first + count], px, py, unit)
        if streaks:
            qx, qy = before[0, i : i + count], before[1, i : i + count]
            for k in range(count):
                if px[k] == px[k]:
                    line(plane, flat, px[k], py[k], qx[k] + shift[0], qy[k] + shift[1], unit, most)
            if keep:
                for k in range(count):
                    qx[k] = px[k] - shift[0]
                    qy[k] = py[k] - shift[1]
        elif fine:
            for k in range(count):
                drop(plane, flat, px[k] - f32(0.5), py[k] - f32(0.5), unit)
        else:
            dots(plane, flat, px, py, indices[:count], unit)
        i += count


@njit(f"void({PLANE}, uint16[:,:,::1], uint8[:,::1], int64, int64)", **OPTIONS)
def gather(plane, others, tiles, low, high):
    rows, columns = plane.shape
    for ty in range(low, high):
        for y in range(ty << TILE_Y, min((ty + 1) << TILE_Y, rows)):
            for k in range(others.shape[0]):
                mine, other = plane[y], others[k, y]
                for x in range(columns):
                    mine[x] = min(i32(mine[x]) + i32(other[x]), i32(65535))
                    other[x] = 0
            for tx in range(tiles.shape[1]):
                if tiles[ty, tx] == 0:
                    alive = i32(0)
                    for v in plane[y, tx << TILE_X : min((tx + 1) << TILE_X, columns)]:
                        alive |= i32(v)
                    tiles[ty, tx] = alive != 0
