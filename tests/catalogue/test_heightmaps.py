"""Landscapes made of heights: a surface with two continuous derivatives through every one of them."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from scipy.ndimage import map_coordinates

import engine
from engine.entries.heightmaps import MOST_SIDE, fitted, heightmap
from engine.errors import InputError, MissingError
from engine.language.field_kernel import EPOCH, FieldProgram
from engine.language.generate import Target
from engine.language.program import REALS
from engine.problem import Terrain
from engine.run import Run
from engine.tables import Table

HEIGHTS = np.random.default_rng(5).normal(size=(9, 13))
DOMAIN = (-3.0, 3.0, -1.0, 3.0)


@pytest.fixture(scope="module")
def field() -> engine.Landscape:
    return heightmap(HEIGHTS, domain=DOMAIN)


def places(count: int = 300) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(7)
    return random.uniform(-3, 3, count), random.uniform(-1, 3, count)


def test_the_surface_goes_through_all_heights_the_first_row_at_the_top(field: engine.Landscape) -> None:
    x, y = np.meshgrid(np.linspace(-3, 3, 13), np.linspace(3, -1, 9))
    np.testing.assert_allclose(field.value(x, y), HEIGHTS, atol=1e-13)
    np.testing.assert_allclose(field.value(x, y, scale=2.5), 2.5 * HEIGHTS, atol=1e-12)


def test_between_them_it_is_the_spline_of_scipy(field: engine.Landscape) -> None:
    x, y = places()
    expected = map_coordinates(HEIGHTS, [(3 - y) / 4 * 8, (x + 3) / 6 * 12], order=3, mode="mirror")
    np.testing.assert_allclose(field.value(x, y), expected, atol=1e-13)


def test_slopes_and_curvatures_are_those_of_the_surface(field: engine.Landscape) -> None:
    x, y = places()
    step = 1e-5
    gx, gy = field.gradient(x, y)
    hxx, hxy, hyy = field.hessian(x, y)
    for found, by_x, by_y in (((gx, gy), field.value, field.value),):
        np.testing.assert_allclose(found[0], (by_x(x + step, y) - by_x(x - step, y)) / (2 * step), atol=1e-7)
        np.testing.assert_allclose(found[1], (by_y(x, y + step) - by_y(x, y - step)) / (2 * step), atol=1e-7)
    ahead, behind = field.gradient(x + step, y), field.gradient(x - step, y)
    np.testing.assert_allclose(hxx, (ahead[0] - behind[0]) / (2 * step), atol=1e-6)
    np.testing.assert_allclose(hxy, (ahead[1] - behind[1]) / (2 * step), atol=1e-6)
    above, below = field.gradient(x, y + step), field.gradient(x, y - step)
    np.testing.assert_allclose(hyy, (above[1] - below[1]) / (2 * step), atol=1e-6)


def test_nothing_jumps_from_cell_to_cell(field: engine.Landscape) -> None:
    edges = np.linspace(-3, 3, 13)[1:-1]
    y = np.full_like(edges, 0.37)
    for told in (field.gradient, field.hessian):
        for left, right in zip(told(edges - 1e-9, y), told(edges + 1e-9, y), strict=True):
            np.testing.assert_allclose(left, right, atol=1e-6)


def test_beyond_its_rim_it_is_mirrored(field: engine.Landscape) -> None:
    x, y = places()
    for px, py in ((6 - x, y), (-6 - x, y), (x, 6 - y), (x, -2 - y), (x + 12, y), (x, y - 16)):
        np.testing.assert_allclose(field.value(px, py), field.value(x, y), atol=1e-12)
    gx, gy = field.gradient(x, y)
    np.testing.assert_allclose(field.gradient(6 - x, y), (-gx, gy), atol=1e-11)
    np.testing.assert_allclose(field.gradient(x, -2 - y), (gx, -gy), atol=1e-11)
    signs = np.array([[1], [-1], [1]])
    np.testing.assert_allclose(field.hessian(6 - x, y), field.hessian(x, y) * signs, atol=1e-10)
    rim = np.linspace(-1, 3, 50)
    for edge in (-3.0, 3.0):
        for told in (field.gradient, field.hessian):
            for inner, outer in zip(told(edge - 1e-9, rim), told(edge + 1e-9, rim), strict=True):
                np.testing.assert_allclose(inner, outer, atol=1e-6)
    assert np.isnan(field.value(np.nan, 0.0))
    assert np.isfinite(field.value(1e15, -1e15))


def test_its_minima_are_minima(field: engine.Landscape) -> None:
    bottoms = field.minima_at()
    assert bottoms
    assert [b.value for b in bottoms] == sorted(b.value for b in bottoms)
    assert [b.is_global for b in bottoms] == [True] + [False] * (len(bottoms) - 1)
    for bottom in bottoms:
        assert np.hypot(*field.gradient(bottom.x, bottom.y)) < 1e-9
        hxx, hxy, hyy = field.hessian(bottom.x, bottom.y)
        assert hxx > 0
        assert hxx * hyy > hxy**2
    x, y = np.meshgrid(np.linspace(-2.9, 2.9, 400), np.linspace(-0.9, 2.9, 400))
    inner = field.value(x, y)
    if inner.min() < bottoms[0].value:  # then it lies at the rim
        row, column = np.unravel_index(inner.argmin(), inner.shape)
        assert {row, column} & {0, 399}


@pytest.mark.parametrize(("rule", "dtype"), [("adahessian", "float32"), ("newton_damped", "float64")])
def test_kernels_read_the_same_surface(field: engine.Landscape, rule: str, dtype: str) -> None:
    start = np.stack(places(40), axis=1)
    start[:2] = [[40.0, 0.3], [-0.1, -9.0]]
    runs = [
        Run(engine.load_optimizer(rule), field, start, params={"eta": 0.01}, dtype=dtype, total_steps=12,
            field_params={"scale": 1.5}, kernels=kernels)
        for kernels in ("numpy", "split", "fused")
    ]  # fmt: skip
    for run in runs:
        run.advance(12)
    bound = 1e-11 if dtype == "float64" else 3e-4
    np.testing.assert_allclose(runs[1].positions(), runs[0].positions(), atol=bound)
    np.testing.assert_array_equal(runs[2].positions(), runs[1].positions())


def test_tables_of_steps_keep_the_heights_behind_them(field: engine.Landscape) -> None:
    terrain = Terrain(field.formula)
    program = FieldProgram(
        terrain.graph, {"grad": terrain.nodes("grad")}, ("x", "y"), Target(REALS["float32"], False), dims=2
    )
    table = Table(terrain.graph, program.columns, np.dtype("float32"))

    def rows(first: int, last: int) -> np.ndarray:
        t = np.arange(first, last + 1, dtype=np.float64)
        return table.rows({EPOCH: t, "scale": t / 7})

    whole, joined = rows(1, 9), table.joined([rows(1, 4), rows(5, 9)])
    np.testing.assert_array_equal(joined, whole)
    behind = [np.asarray(one.base)[whole.size :] for one in (whole, joined)]
    np.testing.assert_array_equal(
        behind[0], [len(field.formula.samples) - 1, *np.float32(field.formula.samples)]
    )
    np.testing.assert_array_equal(behind[1], behind[0])
    with pytest.raises(InputError, match="float64"):
        table.joined([np.broadcast_to(np.float32(0), (1 << 24, whole.shape[1]))])


def test_two_maps_are_not_the_same_formula(field: engine.Landscape) -> None:
    other = heightmap(HEIGHTS[::-1], domain=DOMAIN)
    moved = heightmap(HEIGHTS, domain=(-3.0, 3.0, -1.0, 3.5))
    again = heightmap(HEIGHTS, domain=DOMAIN)
    assert other.formula.text == field.formula.text
    assert len({one.formula.identity for one in (field, other, moved)}) == 3
    assert again.formula.identity == field.formula.identity
    assert engine.load_landscape("beale").formula.identity == engine.load_landscape("beale").formula.text


def test_a_graphics_processor_is_not_for_it(field: engine.Landscape) -> None:
    with pytest.raises(MissingError, match="cannot read heightmaps"):
        Run(engine.load_optimizer("adam"), field, [[0.0, 0.0]], total_steps=5, backend="cuda")


def test_it_can_be_sent_to_another_process(field: engine.Landscape) -> None:
    again = pickle.loads(pickle.dumps(field))
    np.testing.assert_array_equal(again.value(*places()), field.value(*places()))


@pytest.mark.parametrize(
    ("heights", "sentence"),
    [
        (np.zeros((3, 8)), "4 × 4 to 128 × 128, and these have 3 × 8"),
        (np.zeros((8, 129)), "and these have 8 × 129"),
        (np.zeros(8), "and these have 8"),
        (np.zeros((5, 5)), "all heights are the same"),
        (np.full((5, 5), np.nan), "finite numbers"),
        (np.eye(5) * 1e10, "finite numbers within ±1e"),
    ],
)
def test_what_cannot_be_a_surface_is_told(heights: np.ndarray, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        heightmap(heights)
    with pytest.raises(InputError, match="x0 < x1"):
        heightmap(np.eye(5), domain=(1, 1, 0, 2))


def test_more_heights_become_means() -> None:
    many = np.random.default_rng(1).normal(size=(300, 500))
    few = fitted(many)
    assert few.shape == (77, MOST_SIDE)
    assert few.mean() == pytest.approx(many.mean(), abs=1e-12)
    whole = fitted(np.kron(np.arange(128.0 * 64).reshape(64, 128), np.ones((3, 3))))
    np.testing.assert_allclose(whole, np.arange(128.0 * 64).reshape(64, 128), rtol=1e-12, atol=1e-9)
    assert fitted(np.eye(7, dtype=bool)).tolist() == np.eye(7).tolist()
    np.testing.assert_allclose(heightmap(np.eye(5)).domain, (-5, 5, -5, 5))
