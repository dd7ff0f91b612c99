"""The compiled loops of the relief against their twins in NumPy."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gui.relief import plain
from gui.relief.camera import Scene
from gui.relief.projection import Projection
from gui.relief.surface import _floor_of, _reach, _spans
from gui.relief.terrain import Terrain, measured, terrain_of
from gui.stage.colours import ramp_table
from gui.theme.colours import DARK
from scenarios.schema import Camera

WIDTH, HEIGHT = 150, 90
CAMERA = Camera(azimuth=-50.0, elevation=24.0, distance=4.0)


def channels(picture: np.ndarray) -> np.ndarray:
    return np.stack([picture >> s & 255 for s in (24, 16, 8, 0)], axis=-1).astype(int)


@pytest.fixture
def ground(hill) -> Terrain:
    scene = Scene(hill.domain)
    return terrain_of(hill, {"tall": 2.0}, scene, measured(hill, {"tall": 2.0}, hill.domain, 0.0), None, 61)


@pytest.fixture
def projection(ground: Terrain) -> Projection:
    return Projection.of(CAMERA, ground.scene, WIDTH, HEIGHT, (0, 0, 0, 0))


def mesh_of(loops: Any, ground: Terrain, projection: Projection, fine: int) -> np.ndarray:
    level = ground.finest
    mesh = np.zeros((*level.z.shape, 6), np.float32)
    lamp = np.array([-0.5, 0.4, 0.76, 0.1, 0.2, 0.97, 0.5, 0.2], np.float32)
    loops.project(
        level.x, level.y, level.z, level.tone, level.contour, level.slope_x, level.slope_y, level.openness,
        projection.flat(), lamp, np.float32(fine), mesh,
    )  # fmt: skip
    return mesh


def painted(loops: Any, ground: Terrain, projection: Projection, fine: int) -> tuple[np.ndarray, np.ndarray]:
    mesh = mesh_of(loops, ground, projection, fine)
    corners, home = _floor_of(projection, ground.finest)
    out, depth = np.zeros((HEIGHT, WIDTH), np.uint32), np.zeros((HEIGHT, WIDTH), np.float32)
    under = np.full((HEIGHT, WIDTH), 0xFF102030, np.uint32)
    look = np.array([0.6 * fine, 0.25, 5.0, 0.2 / fine, 20.0 * fine, 0.7, 0.3], np.float32)
    ramp = np.ascontiguousarray(ramp_table(DARK.stage.ramp).T)
    hold = np.zeros((4, 34 * fine, WIDTH * fine), np.float32)
    for first in range(0, HEIGHT, 32):
        loops.paint(
            mesh, _reach(mesh), first, min(first + 32, HEIGHT), fine, hold, home,
            _spans(corners, WIDTH, HEIGHT), ground.finest.tone, ground.finest.contour, ramp,
            np.array([250, 240, 255], np.float32), look, under, out, depth,
        )  # fmt: skip
    return out, depth


def test_project(compiled: Any, ground: Terrain, projection: Projection) -> None:
    ground.finest.tone[3, 4] = np.nan
    a, b = (mesh_of(loops, ground, projection, 2) for loops in (compiled, plain))
    assert np.allclose(a, b, rtol=1e-4, atol=2e-3, equal_nan=True)
    assert a[3, 4, 2] == -1
    assert (a[..., 2] > 0).sum() == a[..., 2].size - 1


@pytest.mark.parametrize("fine", [1, 2])
def test_paint(compiled: Any, ground: Terrain, projection: Projection, fine: int) -> None:
    ground.finest.tone[20:24, 20:24] = np.nan
    (a, near_a), (b, near_b) = (painted(loops, ground, projection, fine) for loops in (compiled, plain))
    # a pixel on an edge may fall to either side of it
    assert (np.abs(channels(a) - channels(b)).max(axis=-1) <= 2).mean() > 0.99
    assert (np.abs(near_a - near_b) < 1e-4).mean() > 0.995
    assert 0.15 < (near_a > 0).mean() < 0.8
    assert (a == 0xFF102030).any()


def test_the_surface_has_no_cracks(loops: Any, ground: Terrain) -> None:
    steep = Camera(azimuth=-31.0, elevation=78.0, distance=3.3)
    projection = Projection.of(steep, ground.scene, WIDTH, HEIGHT, (0, 0, 0, 0))
    _, depth = painted(loops, ground, projection, 1)
    assert (depth > 0).mean() > 0.3
    for row in depth > 0:
        covered = np.nonzero(row)[0]
        if len(covered):
            assert row[covered[0] : covered[-1] + 1].all()


def test_lift(compiled: Any, ground: Terrain, projection: Projection) -> None:
    from gui.relief.vantage import Vantage

    _, depth = painted(compiled, ground, projection, 1)
    vantage = Vantage(projection, ground, depth)
    rng = np.random.default_rng(4)
    points = rng.uniform(-2.4, 2.4, (400, 2))
    points[5] = np.nan
    found = []
    for loops in (compiled, plain):
        out = np.zeros((400, 4), np.float32)
        loops.lift(points, vantage.grid, ground.finest.z, projection.flat(), depth, 0.006, 0.004, out)
        found.append(out)
    a, b = found
    assert np.allclose(a[:, :3], b[:, :3], rtol=1e-4, atol=5e-3, equal_nan=True)
    assert (a[:, 3] == b[:, 3]).mean() > 0.99
    outside = (np.abs(points) > 2.01).any(axis=1)
    assert np.isnan(a[outside, 0]).all()
    assert not a[outside, 3].any()
    assert 0 < a[:, 3].mean() < 1


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_lift_swarm(compiled: Any, ground: Terrain, projection: Projection, kind: type) -> None:
    from gui.relief.vantage import Vantage

    _, depth = painted(compiled, ground, projection, 1)
    vantage = Vantage(projection, ground, depth)
    blocks = np.random.default_rng(5).uniform(-2.2, 2.2, (3, 2 * 64)).astype(kind)
    found = []
    for loops in (compiled, plain):
        out = np.full((2, 150), 7, np.float32)
        args = (
            vantage.grid,
            ground.finest.z,
            projection.flat(),
            depth,
            np.float32(0.006),
            np.float32(0.004),
            out,
        )
        loops.lift_swarm(blocks, 64, 0, 70, *args)
        loops.lift_swarm(blocks, 64, 70, 150, *args)
        found.append(out)
    assert (np.isnan(found[0]) == np.isnan(found[1])).mean() > 0.98
    both = ~np.isnan(found[0]) & ~np.isnan(found[1])
    assert np.allclose(found[0][both], found[1][both], atol=5e-3)
    assert both.any()
    lifted = vantage.lift(np.stack([blocks[0, :64], blocks[0, 64:]], axis=1))
    seen = lifted[:, 3] > 0
    assert np.allclose(found[0][0, :64][seen], lifted[seen, 0], atol=5e-3)
    assert np.allclose(found[0][1, :64][seen], -lifted[seen, 1], atol=5e-3)
    assert np.isnan(found[0][0, :64][~seen]).all()


def test_lines(compiled: Any) -> None:
    rng = np.random.default_rng(8)
    ends = rng.uniform(-20, 170, (40, 4)).astype(np.float32)
    ends[5, 2:], ends[7, 0], ends[8, 2] = ends[5, :2], np.nan, 1e9
    inks = rng.integers(0, 2**32, 40, dtype=np.uint32)
    radii, halos = np.resize(np.float32([1.6, 0.06]), 40), np.resize(np.float32([5, 0, 0]), 40)
    found = []
    for loops in (compiled, plain):
        layer, tiles = np.zeros((HEIGHT, WIDTH), np.uint32), np.zeros((3, 3), np.uint8)
        loops.lines(layer, tiles, ends, inks, radii, halos, np.float32(0.5))
        drawn = layer.copy()
        assert all(tiles[y >> 5, x >> 6] for y, x in np.argwhere(layer))
        out = np.full((HEIGHT, WIDTH), 0xFF203040, np.uint32)
        loops.lay_lines(layer, tiles, out)
        assert not layer.any()
        assert not tiles.any()
        found.append((drawn, out))
    (drawn_a, out_a), (drawn_b, out_b) = found
    assert (drawn_a > 0).mean() > 0.2
    # where covers are nearly equal, rounding decides whose colour it is
    assert (np.abs(channels(drawn_a) - channels(drawn_b)).max(axis=-1) <= 2).mean() > 0.99
    assert (np.abs(channels(out_a) - channels(out_b)).max(axis=-1) <= 2).mean() > 0.99


def test_blend(compiled: Any) -> None:
    rng = np.random.default_rng(6)
    under, over = (
        rng.integers(0, 2**24, (40, 50), dtype=np.uint32) | np.uint32(0xFF000000) for _ in range(2)
    )
    found = []
    for loops in (compiled, plain):
        out = over.copy()
        loops.blend(under, out, np.int32(100), 3, 30)
        found.append(out)
    assert (found[0] == found[1]).all()
    assert (found[0][30:] == over[30:]).all()
    for share, expected in ((0, under), (256, over)):
        out = over.copy()
        compiled.blend(under, out, np.int32(share), 0, 40)
        assert (out == expected).all()
