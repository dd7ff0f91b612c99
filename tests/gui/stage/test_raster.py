"""The compiled raster loops against their twins in NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gui.stage import plain, raster
from gui.stage.ageing import AGES, ageing_table
from gui.stage.colours import ramp_table
from gui.theme.colours import DARK

SHAPE = (70, 150)
RNG = np.random.default_rng
INKS = (0xFFFF8000, 0xFF00C0FF)


def channels(picture: np.ndarray) -> np.ndarray:
    return np.stack([picture >> s & 255 for s in (24, 16, 8, 0)], axis=-1).astype(int)


def tiles() -> np.ndarray:
    return np.zeros((3, 3), np.uint8)


@pytest.mark.parametrize(("log", "contour_log"), [(False, False), (True, True), (True, False)])
def test_tone(compiled: Any, log: bool, contour_log: bool) -> None:
    h = RNG(0).uniform(-1, 50, SHAPE).astype(np.float32)
    h[3, 5:9] = np.nan, np.inf, -np.inf, 0
    table = np.linspace(0, 1, 1024).astype(np.float32) ** 2
    found = []
    for loops in (compiled, plain):
        t, c = np.zeros_like(h), np.zeros_like(h)
        loops.tone(h, t, c, table, log, 0.1, 300.0, contour_log, 3.0, 0.25)
        found.append((t, c))
    for a, b in zip(*found, strict=True):
        assert np.allclose(a, b, atol=2e-3, rtol=1e-5, equal_nan=True)
    assert np.isnan(found[0][0][3, 5])
    assert found[0][0][3, 6] == 1


def test_shade(compiled: Any) -> None:
    y, x = np.mgrid[: SHAPE[0], : SHAPE[1]].astype(np.float32)
    t = (0.5 + 0.45 * np.sin(x / 20) * np.cos(y / 15)).astype(np.float32)
    c = t * 9
    t[10:13, 20:30] = np.nan
    found = []
    for loops in (compiled, plain):
        out = np.zeros(SHAPE, np.uint32)
        loops.shade(
            t, c, out, ramp_table(DARK.stage.ramp), np.float32([255, 250, 240]), np.uint32(0xFF123456),
            60.0, 0.3, 0.6, 0.25, 5.0, 0.2, 30.0,
        )  # fmt: skip
        found.append(channels(out))
    assert np.abs(found[0] - found[1]).max() <= 1
    assert (out[11, 21:29] == 0xFF123456).all()


def draw_lines(loops: Any, ends: np.ndarray, inks: tuple[int, ...] = INKS) -> tuple[np.ndarray, ...]:
    layer, stamps, marked = np.zeros(SHAPE, np.uint32), np.zeros(SHAPE, np.uint16), tiles()
    n = len(ends)
    colours = np.resize(np.array(inks, np.uint32), n)
    times = np.arange(n).astype(np.uint16)
    ageing, per_step = ageing_table(), AGES / 400
    lines = ends.astype(np.float32)
    radii, halos = np.full(n, 1.6, np.float32), np.full(n, 5.0, np.float32)
    loops.segments(layer, stamps, marked, lines, colours, times, ageing, per_step, radii, halos, 0.4)
    out = np.full(SHAPE, 0xFF203040, np.uint32)
    loops.lay_paths(layer, stamps, marked, out, n + 30, ageing, per_step)
    return layer, stamps, marked, out


def test_segments_and_their_composition(compiled: Any) -> None:
    ends = RNG(1).uniform(-20, 170, (40, 4))
    ends[5, 2:] = ends[5, :2]
    ends[6, 3] = ends[6, 1]
    ends[7, 0] = np.nan
    ends[8, 2] = 1e9
    a, b = draw_lines(compiled, ends), draw_lines(plain, ends)
    # Where covers are nearly equal, rounding decides which line of a crossing comes out on top.
    assert (np.abs(channels(a[3]) - channels(b[3])).max(axis=-1) <= 3).mean() > 0.995
    assert all(a[2][y >> 5, x >> 6] for y, x in np.argwhere(a[0]))


def test_a_joint_looks_like_the_line_itself(loops: Any) -> None:
    whole = draw_lines(loops, np.array([[20.0, 30, 120, 40], [20, 30, 120, 40]]), INKS[:1])[3]
    halves = draw_lines(loops, np.array([[20.0, 30, 70, 35], [70, 35, 120, 40]]), INKS[:1])[3]
    assert np.abs(channels(halves) - channels(whole)).max() <= 2


def test_shapes(compiled: Any) -> None:
    rng = RNG(2)
    n = 60
    kinds = rng.integers(0, 3, n).astype(np.uint8)
    forms = rng.uniform([-10, -10, 1, 0.5, 1], [160, 80, 8, 2, 4], (n, 5)).astype(np.float32)
    forms[3, 0] = np.nan
    colours = rng.integers(0, 2**32, n, dtype=np.uint32)
    found = []
    for loops in (compiled, plain):
        out = np.full(SHAPE, 0xFF405060, np.uint32)
        loops.shapes(out, kinds, forms, colours)
        found.append(channels(out))
    assert np.abs(found[0] - found[1]).max() <= 2
    assert (found[0] != channels(np.full(SHAPE, 0xFF405060, np.uint32))).any(axis=-1).mean() > 0.2


def test_swarms_fade_and_mix(compiled: Any) -> None:
    planes = RNG(5).integers(0, 60_000, (3, *SHAPE)).astype(np.uint16)
    planes[:, 32:64, 64:128] = 0
    ground = RNG(6).integers(0, 2**24, SHAPE, dtype=np.uint32) | np.uint32(0xFF000000)
    hues = np.float32([[255, 0, 0], [0, 255, 0], [30, 60, 250]])
    gains = np.float32([1 / 512, 1 / 2000, 0])
    found = []
    for loops in (compiled, plain):
        kept, marked, out = planes.copy(), np.ones((3, 3), np.uint8), np.zeros(SHAPE, np.uint32)
        loops.lay_swarms(kept, marked, hues, hues * 0 + 255, gains, 29491, ground, out, 0, 1)
        loops.lay_swarms(kept, marked, hues, hues * 0 + 255, gains, 29491, ground, out, 1, 3)
        found.append((kept, marked, out))
    assert np.array_equal(found[0][0], found[1][0])
    assert np.array_equal(found[0][0], planes.astype(np.uint32) * 29491 >> 15)
    assert np.array_equal(found[0][1], found[1][1])
    assert found[0][1][1, 1] == 0
    assert np.array_equal(found[0][2][32:64, 64:128], ground[32:64, 64:128])
    assert np.abs(channels(found[0][2]) - channels(found[1][2])).max() <= 1


@pytest.mark.parametrize("marked_tiles", [[1], [0, 12], [0, 3, 9, 10], []])
def test_one_swarm_over_long_rows_with_gaps(compiled: Any, marked_tiles: list[int]) -> None:
    shape = (40, 13 * 64 - 20)
    plane = np.zeros((1, *shape), np.uint16)
    for t in marked_tiles:
        plane[0, :32, 64 * t + 3 : 64 * t + 9] = 5000
    ground = RNG(6).integers(0, 2**24, shape, dtype=np.uint32) | np.uint32(0xFF000000)
    hues, gains = np.float32([[255, 90, 0]]), np.float32([1 / 512])
    found = []
    for loops in (compiled, plain):
        kept, marked, out = plane.copy(), np.zeros((2, 13), np.uint8), np.zeros(shape, np.uint32)
        marked[0, marked_tiles] = 1
        loops.lay_swarms(kept, marked, hues, hues, gains, 29491, ground, out, 0, 2)
        found.append((kept, marked, out))
    assert np.array_equal(found[0][0], found[1][0])
    assert np.array_equal(found[0][1], found[1][1])
    assert np.abs(channels(found[0][2]) - channels(found[1][2])).max() <= 1
    bare = plane[0] == 0
    assert np.array_equal(found[0][2][bare], ground[bare])


def test_nobody_waits_for_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    class Busy:
        def is_alive(self) -> bool:
            return True

    monkeypatch.setattr(raster.loops, "compiled", None)
    monkeypatch.setattr(raster.loops, "_warming", Busy())
    assert raster.functions() is plain


def test_without_a_compiler_numpy_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(source: str, name: str) -> dict:
        raise RuntimeError("no compiler here")

    class Done:
        def is_alive(self) -> bool:
            return False

        def join(self) -> None:
            pass

    monkeypatch.setattr(raster.loops, "compiled", None)
    monkeypatch.setattr(raster.loops, "_warming", Done())
    monkeypatch.setattr(raster.loops, "_failed", False)
    monkeypatch.setattr(raster.kernel_cache, "load", broken)
    assert not raster.wait()
    assert raster.functions() is plain


def test_layers(compiled: Any) -> None:
    rng = RNG(11)
    alpha = rng.integers(0, 256, SHAPE).astype(np.uint32)
    alpha[:32, :64] = 0
    over = alpha << np.uint32(24)
    for shift in (16, 8, 0):
        over |= (rng.integers(0, 256, SHAPE).astype(np.uint32) * alpha // 255) << np.uint32(shift)
    ground = rng.integers(0, 2**24, SHAPE, dtype=np.uint32) | np.uint32(0xFF000000)
    some = np.uint8([[1, 0, 1], [0, 1, 1], [0, 0, 1]])
    covered = np.uint8([[0, 1, 1], [1, 1, 1], [1, 1, 1]])
    found = []
    for loops in (compiled, plain):
        out = np.zeros(SHAPE, np.uint32)
        loops.restore(ground, out, some)
        loops.cover(over, covered, out, some)
        found.append(out)
    assert np.array_equal(*found)
    assert (found[0][:32, 64:128] == 0).all()
    assert np.array_equal(found[0][:32, :64], ground[:32, :64])
    opaque = alpha[32:64, 64:128] == 255
    assert np.array_equal(found[0][32:64, 64:128][opaque], over[32:64, 64:128][opaque])
