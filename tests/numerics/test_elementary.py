"""Elementary functions against mpmath: within a few units in the last place, and sound at the ends."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from engine.numerics import elementary

from .compiling import compiled

DECIMAL = mpmath.mp.clone()
DECIMAL.prec = 160

SAMPLES = 400

# function -> allowed error in units in the last place, and the ranges of its arguments
UNARY: dict[str, tuple[float, list[tuple[float, float]]]] = {
    "exp": (1.5, [(-80, 80), (-1, 1)]),
    "expm1": (2.5, [(-80, 80), (-1, 1), (-1e-6, 1e-6)]),
    "log": (1.5, [(1e-3, 10), (1e-30, 1e-20), (0.9, 1.1)]),
    "log1p": (2.0, [(-0.99, 10), (-1e-4, 1e-4)]),
    "sin": (3.5, [(-10, 10), (-1e4, 1e4), (3.1415, 3.1417), (6.2831, 6.2833)]),
    "cos": (3.5, [(-10, 10), (-1e4, 1e4), (1.5707, 1.5709), (-1.5709, -1.5707)]),
    "tan": (5.0, [(-10, 10), (3.1415, 3.1417)]),
    "asin": (3.0, [(-1, 1), (-1e-3, 1e-3), (0.999, 1)]),
    "acos": (2.0, [(-1, 1), (0.99, 1)]),
    "atan": (3.0, [(-10, 10), (-1e4, 1e4)]),
    "sinh": (4.0, [(-10, 10), (-80, 80), (-1e-3, 1e-3)]),
    "cosh": (4.0, [(-10, 10), (-80, 80)]),
    "tanh": (3.5, [(-10, 10), (-0.1, 0.1)]),
}

BINARY: dict[str, tuple[float, list[tuple[tuple[float, float], tuple[float, float]]]]] = {
    "pow": (2.0, [((1e-3, 10), (-10, 10)), ((0.9, 1.1), (-200, 200)), ((1e-20, 1e-5), (-1.8, 1.8))]),
    "atan2": (3.0, [((-10, 10), (-10, 10))]),
    "hypot": (2.5, [((-10, 10), (-10, 10)), ((1e18, 1e20), (1e18, 1e20))]),
}

_EXACT = {"pow": DECIMAL.power, "hypot": DECIMAL.hypot}


def _errors(name, real, found, arguments):
    """Errors in units in the last place of the exact result."""
    exact = _EXACT.get(name) or getattr(DECIMAL, name)
    errors = []
    for value, *at in zip(found, *arguments, strict=True):
        wanted = exact(*(DECIMAL.mpf(float(a)) for a in at))
        unit = np.spacing(np.dtype(real).type(abs(float(wanted))))
        errors.append(float(abs(DECIMAL.mpf(float(value)) - wanted) / DECIMAL.mpf(float(unit))))
    return np.array(errors)


@pytest.mark.parametrize("real", ["float32", "float64"])
@pytest.mark.parametrize("name", UNARY)
def test_functions_of_one_number(name, real):
    allowed, ranges = UNARY[name]
    function = compiled(real, 1, getattr(elementary, name))
    rng = np.random.default_rng(3)
    for low, high in ranges:
        x = rng.uniform(low, high, SAMPLES).astype(real)
        x = np.clip(x, np.dtype(real).type(low), np.dtype(real).type(high))
        assert _errors(name, real, function(x), [x]).max() <= allowed


@pytest.mark.parametrize("real", ["float32", "float64"])
@pytest.mark.parametrize("name", BINARY)
def test_functions_of_two_numbers(name, real):
    allowed, ranges = BINARY[name]
    function = compiled(real, 2, getattr(elementary, name))
    rng = np.random.default_rng(4)
    for first, second in ranges:
        x = rng.uniform(*first, SAMPLES).astype(real)
        y = rng.uniform(*second, SAMPLES).astype(real)
        assert _errors(name, real, function(x, y), [x, y]).max() <= allowed


@pytest.mark.parametrize("real", ["float32", "float64"])
@pytest.mark.parametrize("scale", [2 * np.pi, np.pi, 4 * np.pi, -2 * np.pi])
def test_sine_and_cosine_vanish_exactly_at_their_zeros(real, scale):
    turns = elementary.exact_turns(scale)
    assert turns == scale / (2 * np.pi)
    quarters = np.arange(-1000, 1000)
    x = quarters / (4 * turns)
    sine = compiled(real, 1, lambda p, v: elementary.sin(p, v, (p.literal(turns), None)))(x)
    cosine = compiled(real, 1, lambda p, v: elementary.cos(p, v, (p.literal(turns), None)))(x)
    assert not sine[quarters % 2 == 0].any()
    assert not cosine[quarters % 2 == 1].any()
    for found, place in ((sine, quarters - 1), (cosine, quarters)):
        at = place % 2 == 0
        expected = np.where(place % 4 == 0, 1.0, -1.0)
        np.testing.assert_allclose(found[at], expected[at], rtol=2 * np.finfo(real).eps)


def test_scales_that_are_no_power_of_two_in_turns_are_told_apart():
    assert elementary.exact_turns(3.0) is None
    assert elementary.exact_turns(6 * np.pi) is None
    assert elementary.exact_turns(0.0) is None
    assert elementary.exact_turns(1e300) is None


@pytest.mark.parametrize("real", ["float32", "float64"])
@pytest.mark.parametrize("name", ["sin", "cos"])
def test_sine_and_cosine_never_leave_their_range(name, real):
    function = compiled(real, 1, getattr(elementary, name))
    x = (10.0 ** np.random.default_rng(5).uniform(0, 36, 5000)).astype(real)
    found = function(np.concatenate([x, -x]))
    assert np.isfinite(found).all()
    assert np.abs(found).max() <= 1 + 4 * np.finfo(real).eps


ENDS = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.0, np.inf, -np.inf, np.nan, 1e-30, -1e-30, 1e30, -1e30]
NUMPY = {"asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "pow": np.power, "atan2": np.arctan2}


@pytest.mark.parametrize("real", ["float32", "float64"])
@pytest.mark.parametrize("name", [name for name in UNARY if name not in ("sin", "cos", "tan")])
def test_the_ends_are_numpys(name, real):
    x = np.array([*ENDS, np.finfo(real).max, np.finfo(real).tiny], real)
    with np.errstate(all="ignore"):
        wanted = NUMPY.get(name, getattr(np, name, None))(x)
    found = compiled(real, 1, getattr(elementary, name))(x)
    np.testing.assert_allclose(found, wanted, rtol=8 * np.finfo(real).eps)


@pytest.mark.parametrize("real", ["float32", "float64"])
@pytest.mark.parametrize("name", ["sin", "cos", "tan"])
def test_there_is_no_angle_at_infinity(name, real):
    found = compiled(real, 1, getattr(elementary, name))(np.array([np.inf, -np.inf, np.nan, 0.0], real))
    assert np.isnan(found[:3]).all()
    assert found[3] == (1.0 if name == "cos" else 0.0)


@pytest.mark.parametrize("real", ["float32", "float64"])
def test_powers_of_negative_numbers_and_of_zero(real):
    x = np.array([-2.0, -2.0, -2.0, -8.0, 0.0, 0.0, 0.0, -0.5, 1.0, np.nan, np.nan, 3.0], real)
    y = np.array([3.0, 2.0, 0.5, 1 / 3, 2.5, 0.0, -1.5, -3.0, np.nan, 0.0, 1.0, np.nan], real)
    wanted = [-8.0, 4.0, np.nan, np.nan, 0.0, 1.0, np.inf, -8.0, 1.0, 1.0, np.nan, np.nan]
    found = compiled(real, 2, elementary.pow)(x, y)
    np.testing.assert_allclose(found, wanted, rtol=4 * np.finfo(real).eps)


@pytest.mark.parametrize("real", ["float32", "float64"])
def test_powers_beyond_the_type(real):
    x = np.array([2.0, 0.5, 2.0, 0.5, 3.0, np.inf, np.inf, 0.5], real)
    y = np.array([np.inf, np.inf, -np.inf, -np.inf, 1e30, 2.0, -2.0, 1e30], real)
    wanted = np.array([np.inf, 0, 0, np.inf, np.inf, np.inf, 0, 0])
    np.testing.assert_array_equal(compiled(real, 2, elementary.pow)(x, y), wanted)


@pytest.mark.parametrize("real", ["float32", "float64"])
def test_the_exponential_overflows_where_the_type_does(real):
    last = np.log(np.finfo(real).max)
    x = np.linspace(last - 2, last + 3, 1001).astype(real)
    with np.errstate(over="ignore"):
        wanted = np.exp(x)
    for name in ("exp", "expm1"):
        found = compiled(real, 1, getattr(elementary, name))(x)
        # The very last one may go either way.
        sure = np.abs(x - last) > 4 * np.spacing(np.dtype(real).type(last))
        np.testing.assert_allclose(found[sure], wanted[sure], rtol=4 * np.finfo(real).eps)


@pytest.mark.parametrize("real", ["float32", "float64"])
@pytest.mark.parametrize(("name", "wanted"), [("least", np.minimum), ("most", np.maximum)])
def test_what_is_not_a_number_is_not_hidden_by_an_extreme(name, wanted, real):
    values = np.array([1.0, -2.0, np.nan, np.inf, -np.inf, 0.0], real)
    a, b = (grid.ravel() for grid in np.meshgrid(values, values))
    np.testing.assert_array_equal(compiled(real, 2, getattr(elementary, name))(a, b), wanted(a, b))


@pytest.mark.parametrize("real", ["float32", "float64"])
def test_sign_ceil_and_remainder(real):
    x = np.array([-2.5, -1.0, 0.0, 0.25, 3.0, 7.75], real)
    np.testing.assert_array_equal(compiled(real, 1, elementary.sign)(x), np.sign(x))
    np.testing.assert_array_equal(compiled(real, 1, elementary.ceil)(x), np.ceil(x))
    y = np.array([2.0, -0.75, 2.0, -1.0, -2.0, 2.0], real)
    np.testing.assert_array_equal(compiled(real, 2, elementary.mod)(x, y), np.mod(x, y))
    assert np.isnan(compiled(real, 1, elementary.sign)(np.array([np.nan], real))[0])


def test_a_machine_without_fused_multiply_add_gets_the_same_functions_to_a_few_units():
    x = np.linspace(-5, 5, 501)
    for name in ("sin", "exp", "tanh"):
        fused = compiled("float64", 1, getattr(elementary, name))(x)
        apart = compiled("float64", 1, getattr(elementary, name), fuses=False)(x)
        np.testing.assert_allclose(apart, fused, rtol=1e-12, atol=1e-15)
