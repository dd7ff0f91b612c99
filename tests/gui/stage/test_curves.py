"""Curves and bands as heights over columns: the compiled loops against NumPy, and both against geometry."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gui.stage import plain

SHAPE = (60, 120)
PLAIN = np.float32(1)
HALF = 0.65


def blank() -> np.ndarray:
    return np.zeros(SHAPE, np.uint32)


def covers(picture: np.ndarray) -> np.ndarray:
    return (picture >> 24).astype(int)


def place(per_x: float = 1.0, per_y: float = -1.0, x: float = 0.0, y: float = 50.0) -> np.ndarray:
    return np.array([per_x, x, per_y, y])


def strengths(value: float = 1.0) -> np.ndarray:
    return np.full(SHAPE[1], value, np.float32)


def curve(loops: Any, x: np.ndarray, y: np.ndarray, where: np.ndarray, half: float = HALF) -> np.ndarray:
    image = blank()
    loops.lay_curve(image, x, y, where, half, np.uint32(0xFF8000), strengths())
    return image


@pytest.mark.parametrize("points", [1, 2, 7, 150, 4000])
@pytest.mark.parametrize("noise", [0.0, 3.0])
def test_both_loops_draw_the_same(compiled: Any, points: int, noise: float) -> None:
    x = np.arange(float(points))
    y = 20 + 15 * np.sin(x / points * 20) + noise * np.random.default_rng(points).normal(size=points)
    if points > 10:
        y[points // 3], y[points // 2], y[points // 4] = np.nan, np.inf, -np.inf
    where = place(SHAPE[1] / points, x=0.37)
    found = []
    for loops in (compiled, plain):
        image = blank()
        loops.lay_band(image, x, y - 4, y + 3, where, np.uint32(0x12F0AA), strengths(0.2))
        dashes = strengths(0.7)
        dashes[30:40] = 0
        loops.lay_curve(image, x, y, where, HALF, np.uint32(0xFF8000), dashes)
        found.append(np.stack([image >> s & 255 for s in (24, 16, 8, 0)]).astype(int))
    assert np.abs(found[0] - found[1]).max() <= 1
    assert found[0].any()


@pytest.mark.parametrize("kind", ["compiled", "plain"])
def test_a_line_is_as_thick_as_asked_whatever_its_slope(compiled: Any, kind: str) -> None:
    loops = compiled if kind == "compiled" else plain
    for slope in (0.0, 0.3, 1.0, 4.0, 40.0):
        x = np.array([0.0, 30.0])
        where = place(per_x=1.0, per_y=-1.0, x=40.0, y=30.0)
        ink = covers(curve(loops, x, slope * (x - 15), where, 1.5)).sum() / 255
        seen = min(30.0, 60 / slope if slope else 30.0)
        length = seen * np.hypot(1.0, slope)
        ends = np.pi * 1.5**2 if slope * 30 < 60 else 0.0
        assert ink == pytest.approx(3.0 * length + ends, rel=0.1)


@pytest.mark.parametrize("kind", ["compiled", "plain"])
def test_a_jump_is_a_whole_line(compiled: Any, kind: str) -> None:
    loops = compiled if kind == "compiled" else plain
    x = np.arange(0.0, 101.0)
    picture = covers(curve(loops, x, np.where(x < 50, 5.0, 45.0), place(x=5.0)))
    assert (picture[8:43, 50:58].max(axis=1) > 150).all()


@pytest.mark.parametrize("kind", ["compiled", "plain"])
def test_what_is_far_away_or_no_number_is_left_out(compiled: Any, kind: str) -> None:
    loops = compiled if kind == "compiled" else plain
    x = np.arange(100.0)
    y = np.full(100, 20.0)
    y[40:60] = np.nan
    picture = covers(curve(loops, x, y, place()))
    assert picture[:, 45:55].max() == 0
    assert picture[30, 20] == pytest.approx(255 * HALF, abs=1)
    spike = np.full(100, 20.0)
    spike[50] = 1e200
    picture = covers(curve(loops, x, spike, place()))
    assert picture[:30, 50].max() > 150
    assert not covers(curve(loops, x, np.full(100, np.nan), place())).any()
    assert not covers(curve(loops, np.empty(0), np.empty(0), place())).any()


@pytest.mark.parametrize("kind", ["compiled", "plain"])
def test_a_band_covers_what_lies_between(compiled: Any, kind: str) -> None:
    loops = compiled if kind == "compiled" else plain
    x = np.array([10.0, 90.0])
    image = blank()
    loops.lay_band(image, x, np.array([10.0, 20.0]), np.array([30.0, 40.0]), place(), np.uint32(0xFFFFFF),
                   strengths(0.5))  # fmt: skip
    picture = covers(image)
    assert abs(picture.sum() / 128 - 80 * 20) < 20
    assert picture[25, 50] == 128
    assert picture[25, 5] == picture[25, 95] == 0


def test_strength_is_opacity_and_layers_lie_over_each_other(compiled: Any) -> None:
    image = blank()
    x = np.array([0.0, 119.0])
    flat = np.array([20.0, 20.0])
    for colour in (0xFF0000, 0x0000FF):
        compiled.lay_curve(image, x, flat, place(), 3.0, np.uint32(colour), strengths(0.5))
    alpha, red, green, blue = (int(image[30, 60]) >> s & 255 for s in (24, 16, 8, 0))
    assert alpha == pytest.approx(191, abs=1)
    assert (red, green) == (pytest.approx(64, abs=1), 0)
    assert blue == pytest.approx(128, abs=1)
