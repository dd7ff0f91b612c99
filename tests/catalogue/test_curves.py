"""Curves and signals made of samples: values, slopes, integrals, and runs with every kind of kernel."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

import engine
from engine.errors import FileError, FormulaError, InputError
from engine.language.formula import parse_formula
from engine.run import Run
from engine.trajectory import trajectory

CURVES = engine.list_ids("curves")


def end(optimizer: str, field: object, start: float, kernels: str, steps: int = 80) -> float:
    run = Run(
        engine.load_optimizer(optimizer), field, [[start]], total_steps=steps, kernels=kernels,
        params={"eta": 0.02},
    )  # fmt: skip
    run.advance(steps)
    return float(run.positions()[0, 0])


@pytest.mark.parametrize("id", CURVES)
def test_every_curve_of_the_catalogue_has_the_slope_of_its_height(id: str) -> None:
    curve = engine.load_curve(id)
    x = np.linspace(*curve.span, 301)[1:-1]
    assert np.isfinite(curve.value(x)).all()
    step = 1e-5
    numeric = (curve.value(x + step) - curve.value(x - step)) / (2 * step)
    np.testing.assert_allclose(curve.slope(x), numeric, atol=1e-4 * (1 + np.abs(numeric).max()))
    assert all(curve.span[0] <= start <= curve.span[1] for start in curve.starts)
    assert curve.summary["en"]
    assert curve.summary["ru"]


@pytest.mark.parametrize("optimizer", ["momentum", "nesterov", "adam"])
@pytest.mark.parametrize("id", ["double_well", "washboard"])
def test_kernels_of_every_kind_roll_alike(optimizer: str, id: str) -> None:
    curve = engine.load_curve(id)
    ends = [end(optimizer, curve, curve.starts[0], kernels) for kernels in ("numpy", "split", "fused")]
    np.testing.assert_allclose(ends, ends[0], rtol=1e-10)


def test_descent_ends_where_the_slope_is_zero() -> None:
    curve = engine.curve("(x - 1)**2 + 3", span=(-4, 4))
    assert end("gradient_descent", curve, -3.0, "split", 2000) == pytest.approx(1.0, abs=1e-9)
    run = Run(engine.load_optimizer("momentum"), curve, [[-3.0], [2.0]], total_steps=5)
    loss, gradient = run.value_and_gradient()
    np.testing.assert_allclose(loss, [19.0, 4.0])
    np.testing.assert_allclose(gradient, [[-8.0], [2.0]])


def test_newtons_step_is_known_in_one_variable() -> None:
    rule = engine.optimizer("theta = theta - newton(theta)")
    for kernels in ("numpy", "split"):
        run = Run(rule, engine.curve("(x - 1)**2"), [[5.0]], total_steps=1, kernels=kernels)
        run.advance(1)
        assert run.positions()[0, 0] == pytest.approx(1.0)


def test_the_integral_of_a_signal_has_the_signal_as_its_slope() -> None:
    hill = engine.integral(engine.load_signal("sine"), (0.0, 100.0))
    x = np.linspace(0, 100, 41)
    exact = 100 / (2 * np.pi) * (1 - np.cos(2 * np.pi * x / 100))
    np.testing.assert_allclose(hill.value(x), exact, atol=1e-5)
    np.testing.assert_allclose(hill.slope(x), np.sin(2 * np.pi * x / 100), atol=1e-12)
    for kernels in ("numpy", "split"):
        assert end("momentum", hill, 60.0, kernels) == pytest.approx(end("momentum", hill, 60.0, "fused"))
    with pytest.raises(InputError, match="known by its slope"):
        Run(engine.optimizer("theta = theta - 0.1*loss(theta)*g"), hill, [[1.0]], total_steps=1)


def test_samples_are_read_in_straight_lines_and_kept_beyond_their_ends() -> None:
    signal = engine.sampled([1.0, 3.0, -1.0])
    np.testing.assert_allclose(signal.gradient([0.0, 1.0, 1.5, 2.0, 2.25, 3.0, 9.0]), [1, 1, 2, 3, 2, -1, -1])
    np.testing.assert_allclose(signal.gradient([1.0, 3.0, 4.0], amplitude=2, stretch=2), [2, 6, 2])
    np.testing.assert_allclose(signal.gradient([1.0, 4.0, 5.0], period=3), [1, 1, 3])
    assert np.isnan(signal.gradient([np.nan]))
    copied = pickle.loads(pickle.dumps(signal.formula))
    assert copied == signal.formula
    assert copied.samples == (1.0, 3.0, -1.0)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("optimizer", ["momentum", "nesterov", "nesterov_three", "adam"])
def test_rules_that_look_ahead_read_the_same_samples_compiled_and_not(optimizer: str, dtype: str) -> None:
    values = np.random.default_rng(3).normal(size=64)
    signal = engine.sampled(values)
    found = []
    for kernels in ("numpy", "split", "fused"):
        run = Run(
            engine.load_optimizer(optimizer), signal, np.zeros((3, 1)), total_steps=90, dtype=dtype,
            kernels=kernels, params={"eta": 0.3}, field_params={"kappa": 2.0},
        )  # fmt: skip
        found.append(trajectory(run, 90)["theta"])
    tolerance = 1e-9 if dtype == "float64" else 2e-3
    for each in found[1:]:
        np.testing.assert_allclose(each, found[0], rtol=tolerance, atol=tolerance)


def test_a_place_far_beyond_the_samples_reads_nothing_else() -> None:
    signal = engine.sampled([0.5, 1.0])
    rule = engine.optimizer("g = grad(theta - far)\ntheta = theta - 0*g\nseen = 0*seen + g")
    for far, expected in ((1e9, 1.0), (-1e9, 0.5), (1e300, 1.0)):
        run = Run(rule, signal, [[0.0]], total_steps=1, params={"far": far}, field_params={"kappa": 1000.0})
        run.advance(1)
        assert run.state("seen")[0, 0] == expected


def test_no_text_can_read_samples() -> None:
    with pytest.raises(FormulaError, match="no function 'samples'"):
        parse_formula("samples(t)", ("t",))
    with pytest.raises(FormulaError, match="no function 'samples'"):
        engine.signal("2*samples(t)")
    with pytest.raises(FormulaError):
        engine.optimizer("theta = theta - samples(theta)")


@pytest.mark.parametrize(
    ("samples", "said"),
    [
        ([1.0], "2 to 4,096 samples"),
        ([1.0] * 4097, "2 to 4,096"),
        ([1.0, np.inf], "sample 2 is not a finite"),
    ],
)
def test_samples_that_cannot_be_are_refused(samples: list, said: str) -> None:
    with pytest.raises(InputError, match=said):
        engine.sampled(samples)


def test_a_file_with_an_empty_span_is_refused() -> None:
    with pytest.raises(FileError, match="span: needs x0 < x1"):
        engine.curve('name = { en = "a", ru = "a" }\nformula = "x**2"\nspan = [2, 1]\n')
