"""Landscapes: every minimum that is listed, every derivative, every start."""

from __future__ import annotations

import numpy as np
import pytest

from engine.catalogue import list_ids, load_landscape
from engine.entries import Landscape, landscape
from engine.errors import FormulaError, RangeError, UnknownNameError

IDS = list_ids("landscapes")
EXPECTED_IDS = [
    "ravine", "saddle", "monkey_saddle", "cliff", "beale", "rosenbrock", "himmelblau", "rastrigin",
    "ackley", "six_hump_camel", "three_hump_camel", "branin", "goldstein_price", "styblinski_tang",
    "eggholder", "madsen", "easom", "levy", "griewank", "michalewicz", "booth", "matyas", "mccormick",
    "two_wells", "hills", "boulders", "sphere", "tilted_ravine", "bohachevsky", "drop_wave",
    "cross_in_tray", "holder_table", "schaffer_two", "schwefel", "bukin_six", "zakharov", "powell",
    "freudenstein_roth", "cube", "plateaus", "crescent", "narrow_and_wide", "ripples", "adjiman",
]  # fmt: skip

#: Known values at the global minimum, from the literature.
LOWEST = {
    "beale": 0, "rosenbrock": 0, "himmelblau": 0, "rastrigin": 0, "ackley": 0,
    "six_hump_camel": -1.0316284535,
    "three_hump_camel": 0, "branin": 0.3978873577, "goldstein_price": 3, "styblinski_tang": -78.3323314,
    "eggholder": -959.6406627, "madsen": 0.6092542, "easom": -1, "levy": 0, "griewank": 0,
    "michalewicz": -1.8013034, "booth": 0, "matyas": 0, "mccormick": -1.9132229549, "ravine": 0,
    "sphere": 0, "tilted_ravine": 0, "bohachevsky": 0, "drop_wave": -1, "cross_in_tray": -2.0626118708,
    "holder_table": -19.2085025679, "schaffer_two": 0, "schwefel": 0, "zakharov": 0, "powell": 0,
    "freudenstein_roth": 0, "cube": 0, "adjiman": -2.0218067833,
}  # fmt: skip


def grid(field: Landscape, side: int) -> tuple[np.ndarray, np.ndarray]:
    x0, x1, y0, y1 = field.domain
    x, y = np.meshgrid(np.linspace(x0, x1, side), np.linspace(y0, y1, side))
    return x, y


def edges(field: Landscape, x: float, y: float) -> tuple[int, int]:
    """For each coordinate -1 or 1 where the place is on the lower or upper edge of the domain, else 0."""
    x0, x1, y0, y1 = field.domain
    return (x == x1) - (x == x0), (y == y1) - (y == y0)


def test_the_landscapes_are_those_of_the_catalogue() -> None:
    assert set(IDS) >= set(EXPECTED_IDS)
    assert len(EXPECTED_IDS) == 44


@pytest.mark.parametrize("id", IDS)
def test_a_listed_minimum_is_one(id: str) -> None:
    field = load_landscape(id)
    for bottom in field.minima_at():
        slopes = [float(g) for g in field.gradient(bottom.x, bottom.y)]
        hxx, hxy, hyy = (float(h) for h in field.hessian(bottom.x, bottom.y))
        curvatures = np.linalg.eigvalsh([[hxx, hxy], [hxy, hyy]])
        for slope, edge in zip(slopes, edges(field, bottom.x, bottom.y), strict=True):
            if edge:
                assert slope * edge < 0, "a minimum on the edge must fall towards the outside"
            else:
                # So near that Newton's next step would be shorter than 1e-6.
                assert abs(slope) <= 1e-6 * max(curvatures.max(), 1e-3)
        if edges(field, bottom.x, bottom.y) == (0, 0) and id != "ackley":
            assert curvatures.min() > 0
        assert is_lowest_around(field, bottom.x, bottom.y, bottom.value)


def is_lowest_around(field: Landscape, x: float, y: float, value: float) -> bool:
    x0, x1, y0, y1 = field.domain
    angle = np.linspace(0, 2 * np.pi, 64, endpoint=False)
    for radius in (1e-3, 1e-2):
        px = np.clip(x + radius * (x1 - x0) / 20 * np.cos(angle), x0, x1)
        py = np.clip(y + radius * (y1 - y0) / 20 * np.sin(angle), y0, y1)
        if field.value(px, py).min() < value - 1e-12 * max(1, abs(value)):
            return False
    return True


@pytest.mark.parametrize("id", IDS)
def test_nothing_in_the_domain_is_lower_than_the_global_minima(id: str) -> None:
    field = load_landscape(id)
    bottoms = field.minima_at()
    assert bottoms, "every landscape of ours has a minimum"
    lowest = min(b.value for b in bottoms)
    heights = field.value(*grid(field, 1001))
    assert np.isfinite(heights).all()
    assert heights.min() >= lowest - 1e-9 * max(1, abs(lowest))
    for bottom in bottoms:
        near = abs(bottom.value - lowest) <= 1e-7 * max(1, abs(lowest))
        assert bottom.is_global == near
    if id in LOWEST:
        assert lowest == pytest.approx(LOWEST[id], abs=1e-6)


@pytest.mark.parametrize("id", IDS)
def test_every_minimum_and_start_is_in_the_domain(id: str) -> None:
    field = load_landscape(id)
    x0, x1, y0, y1 = field.domain
    places = [(b.x, b.y) for b in field.minima_at()] + list(field.starts)
    assert field.starts
    for x, y in places:
        assert x0 <= x <= x1
        assert y0 <= y <= y1


@pytest.mark.parametrize("id", IDS)
def test_derivatives_agree_with_complex_steps(id: str) -> None:
    field = load_landscape(id)
    x0, x1, y0, y1 = field.domain
    random = np.random.default_rng(7)
    x, y = random.uniform(x0, x1, 200), random.uniform(y0, y1, 200)
    h = 1e-30
    gx, gy = field.gradient(x, y)
    hxx, hxy, hyy = field.hessian(x, y)
    assert_close(gx, field.value(x + 1j * h, y + 0j).imag / h)
    assert_close(gy, field.value(x + 0j, y + 1j * h).imag / h)
    by_x, by_y = field.gradient(x + 1j * h, y + 0j), field.gradient(x + 0j, y + 1j * h)
    assert_close(hxx, by_x[0].imag / h)
    assert_close(hxy, by_x[1].imag / h)
    assert_close(hxy, by_y[0].imag / h)
    assert_close(hyy, by_y[1].imag / h)


def assert_close(ours: np.ndarray, exact: np.ndarray) -> None:
    # What is left of large terms that cancel is known to their precision only.
    np.testing.assert_allclose(ours, exact, rtol=1e-9, atol=1e-11 * max(1.0, float(np.abs(exact).max())))


@pytest.mark.parametrize("id", IDS)
def test_minima_follow_the_parameters(id: str) -> None:
    field = load_landscape(id)
    random = np.random.default_rng(11)
    for _ in range(8):
        near = {
            p.name: p.at(min(0.98, max(0.02, p.fraction(p.default) + random.uniform(-0.15, 0.15))))
            for p in field.parameters
        }
        for bottom in field.minima_at(**near):
            if edges(field, bottom.x, bottom.y) != (0, 0) or id == "ackley":
                continue
            slope = np.hypot(*field.gradient(bottom.x, bottom.y, **near))
            steepest = np.hypot(*field.gradient(*grid(field, 41), **near)).max()
            assert slope <= 1e-7 * steepest
            assert bottom.value == float(field.value(bottom.x, bottom.y, **near))


def test_a_minimum_that_has_ceased_to_exist_is_left_out() -> None:
    wells = load_landscape("two_wells")
    assert [b.is_global for b in wells.minima_at()] == [True, False]
    assert [b.is_global for b in wells.minima_at(deep=1.0, shallow=5.0)] == [False, True]
    hills = load_landscape("hills")
    assert len(hills.minima_at(trap_depth=0.0)) == 2
    assert len(hills.minima_at(trap_depth=0.0, beyond_depth=0.0)) == 1
    assert load_landscape("saddle").minima_at(rise=0.0) == ()


def test_values_take_the_shape_and_type_of_the_coordinates() -> None:
    field = load_landscape("rosenbrock")
    assert field.value(0, 0).shape == ()
    assert field.value(0, 0).dtype == np.float64
    assert field.value(np.zeros((3, 1)), np.zeros(4)).shape == (3, 4)
    single = np.full(5, 0.3, np.float32)
    assert all(a.dtype == np.float32 for a in (field.value(single, single), *field.hessian(single, single)))
    assert float(field.value(0.5, 0.5, b=1.0)) == 0.25 + 0.0625


def test_a_constant_derivative_still_fills_the_shape() -> None:
    plane = landscape("2*x + a*y")
    gx, gy = plane.gradient(np.zeros((2, 3)), 1.0, a=3.0)
    assert gx.shape == gy.shape == (2, 3)
    assert (gx == 2).all()
    assert (gy == 3).all()


def test_wrong_parameters_are_named() -> None:
    field = load_landscape("rosenbrock")
    with pytest.raises(UnknownNameError, match="no parameter of rosenbrock 'c'"):
        field.value(0, 0, c=1.0)
    with pytest.raises(RangeError, match="b = -1 is outside 1 … 1000"):
        field.value(0, 0, b=-1.0)


def test_a_typed_formula_is_a_landscape() -> None:
    typed = landscape("(a - x)**2 + b*(y - x**2)**2", domain=(-2, 2, -1, 3))
    assert [p.name for p in typed.parameters] == ["a", "b"]
    assert typed.domain == (-2, 2, -1, 3)
    shipped = load_landscape("rosenbrock")
    x, y = grid(shipped, 9)
    np.testing.assert_array_equal(typed.value(x, y, a=1.0, b=10.0), shipped.value(x, y, a=1.0, b=10.0))
    with pytest.raises(FormulaError, match="did you mean 'sin'"):
        landscape("sinn(x) + y")


@pytest.mark.parametrize("id", IDS)
def test_float32_has_numbers_for_it_too(id: str) -> None:
    field = load_landscape(id)
    x, y = (axis.astype(np.float32) for axis in grid(field, 40))
    for single, exact in zip(
        (field.value(x, y), *field.gradient(x, y)),
        (field.value(x.astype(float), y.astype(float)), *field.gradient(x.astype(float), y.astype(float))),
        strict=True,
    ):
        assert single.dtype == np.float32
        assert np.array_equal(np.isfinite(single), np.isfinite(exact))


def test_cross_in_a_tray_is_the_published_formula() -> None:
    x, y = grid(load_landscape("cross_in_tray"), 40)
    published = "-0.0001*(abs(sin(x)*sin(y)*exp(abs(100 - sqrt(x**2 + y**2)/pi))) + 1)**0.1"
    np.testing.assert_allclose(
        load_landscape("cross_in_tray").value(x, y), landscape(published).value(x, y), rtol=1e-13
    )
