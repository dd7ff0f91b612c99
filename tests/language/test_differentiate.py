"""Derivatives against SymPy in 40 digits, complex steps, and by hand where a formula has a corner."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import sympy

from engine.errors import FormulaError
from engine.language.differentiate import gradient, hessian
from engine.language.evaluate import evaluate
from engine.language.formula import Formula, parse_formula
from engine.language.graph import MAX_DERIVATIVE_OPERATIONS, topological
from tests.language.texts import Grammar

SMOOTH = [
    "(1 - x)**2 + 100*(y - x**2)**2",
    "(x**2 + y - 11)**2 + (x + y**2 - 7)**2",
    "20 + x**2 + y**2 - 10*(cos(2*pi*x) + cos(2*pi*y))",
    "-20*exp(-0.2*sqrt(0.5*(x**2 + y**2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y)))",
    "(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))"
    "*(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))",
    "-sin(x)*sin(x**2/pi)**20 - sin(y)*sin(2*y**2/pi)**20",
    "(x**2 + 1)**y + x**-3 + (y**2 + 1)**0.3 + 2**x + (x*y + 9)**1.5",
    "tan(x/3)*sinh(y) + cosh(x)*tanh(x*y) - exp(-x)/(1 + y**2)",
    "asin(x/4) + acos(y/4)*atan(x*y) + log(x + 4)/x",
    "-cos(x)*cos(y)*exp(-(x - pi)**2 - (y - pi)**2)",
]
FUNCTIONS = ("sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "exp", "log", "sqrt", "pi")
POINTS = [(0.7, -0.3), (1.3, 2.1), (-1.9, 0.4)]


def values_at(formula: Formula, roots: list[int], x: complex, y: complex) -> list[np.ndarray]:
    return evaluate(formula.graph, roots, {"x": x, "y": y, **dict.fromkeys(formula.parameters, 1.1)})


def derivatives_at(text: str, x: float, y: float) -> list[float]:
    """The gradient, then hxx, hxy, hyy."""
    formula = parse_formula(text)
    slopes = gradient(formula.graph, formula.root, ("x", "y"))
    curves = hessian(formula.graph, formula.root, ("x", "y"))
    return [float(v) for v in values_at(formula, [*slopes, *curves[0], curves[1][1]], x, y)]


@pytest.mark.parametrize("text", SMOOTH)
def test_against_sympy(text: str) -> None:
    x, y = sympy.symbols("x y", real=True)
    scope = {name: getattr(sympy, name) for name in FUNCTIONS}
    expression = sympy.nsimplify(eval(text, {**scope, "x": x, "y": y}), rational=True)
    exact = [expression.diff(*by) for by in ((x,), (y,), (x, x), (x, y), (y, y))]
    functions = [sympy.lambdify((x, y), e, "mpmath") for e in exact]
    with mpmath.workdps(40):
        for at in POINTS:
            point = [mpmath.mpf(c) for c in at]
            expected = [float(f(*point)) for f in functions]
            np.testing.assert_allclose(derivatives_at(text, *at), expected, rtol=1e-11, atol=1e-12)


def test_against_complex_steps() -> None:
    step, compared = 1e-30, 0
    grammar = Grammar(3, smooth=True)
    for _ in range(600):
        try:
            formula = parse_formula(grammar.formula())
        except FormulaError:
            continue
        slopes = gradient(formula.graph, formula.root, ("x", "y"))
        roots = [formula.root, *slopes]
        here = values_at(formula, roots, 0.6, -0.8)
        by_x = values_at(formula, roots, 0.6 + step * 1j, -0.8)
        by_y = values_at(formula, roots, 0.6, -0.8 + step * 1j)
        expected = [float(by_x[0].imag / step), float(by_y[0].imag / step)]
        if np.isfinite(expected).all() and max(map(abs, expected)) < 1e8:
            scale = 1e-9 * max(1.0, *map(abs, expected))
            np.testing.assert_allclose([float(s) for s in here[1:]], expected, rtol=1e-9, atol=scale)
            compared += 1
    assert compared > 400


@pytest.mark.parametrize(
    ("text", "x", "y", "expected"),
    [
        ("where(x > 0, log(x), x**2)", -1.0, 0.0, (-2, 0)),  # the branch not taken has no finite slope
        ("where(x > 0, sqrt(x), y)", 0.0, 2.0, (0, 1)),
        ("where(x > 0, 1/x, 0)*y", 0.0, 2.0, (0, 0)),
        ("min(x, y)", 1.0, 1.0, (1, 0)),
        ("max(x, y)", 1.0, 1.0, (1, 0)),
        ("min(x**2, y)*x", 3.0, 2.0, (2, 3)),
        ("abs(x)*y", 0.0, 2.0, (0, 0)),
        ("abs(x)*y", -3.0, 2.0, (-2, 3)),
        ("floor(x)*x + ceil(y) + sign(x)*y", 2.5, 0.5, (2, 1)),
        ("mod(x, y)", 7.5, 2.0, (1, -3)),
        ("atan2(y, x)", 3.0, 4.0, (-4 / 25, 3 / 25)),
        ("hypot(x, y)", 3.0, -4.0, (0.6, -0.8)),
        ("clip(x, -1, 1)*y", 5.0, 2.0, (0, 1)),
        ("exp(3) + 0*x", 1.0, 1.0, (0, 0)),
        ("where(x < 1, where(y < 1, x*y, x), y)", 0.0, 0.5, (0.5, 0)),
    ],
)
def test_corners_take_one_side(text: str, x: float, y: float, expected: tuple[float, float]) -> None:
    assert derivatives_at(text, x, y)[:2] == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    "text", ["sqrt(x**2 + y**2)", "hypot(x, y)", "abs(x) + abs(y)", "(x**2 + y**2)**0.25", "atan2(y, x)"]
)
def test_the_tip_of_a_cone_is_at_rest(text: str) -> None:
    assert derivatives_at(text, 0.0, 0.0)[:2] == [0, 0]


def test_slopes_that_are_not_finite_stay_visible() -> None:
    assert derivatives_at("log(x)", 0.0, 0.0)[0] == math.inf
    assert derivatives_at("1/x", 0.0, 0.0)[0] == -math.inf
    assert math.isnan(derivatives_at("sqrt(x)", -1.0, 0.0)[0])


def test_derivatives_are_as_short_as_by_hand() -> None:
    formula = parse_formula("5*x**2 + 3*y")
    by_x, by_y = gradient(formula.graph, formula.root, ("x", "y"))
    ten = formula.graph.const(10.0)
    assert formula.graph.nodes[by_x] == ("mul", ten, formula.graph.name("x"))
    assert formula.graph.value(by_y) == 3
    curves = hessian(formula.graph, formula.root, ("x", "y"))
    assert [[formula.graph.value(n) for n in row] for row in curves] == [[10, 0], [0, 0]]


def test_only_the_names_asked_for_are_followed() -> None:
    formula = parse_formula("a*x**2 + log(b)*y")
    (by_a,) = gradient(formula.graph, formula.root, ("a",))
    (value,) = evaluate(formula.graph, [by_a], {"x": 3.0})
    assert value == 9


def test_the_hessian_is_symmetric() -> None:
    formula = parse_formula(SMOOTH[4])
    curves = hessian(formula.graph, formula.root, ("x", "y"))
    assert curves[0][1] == curves[1][0]


def test_derivatives_stay_small_where_text_grows_fast() -> None:
    """Sixty squarings of one another are sixty operations, and so are their slopes."""
    lines = ["h = x*y/9"] + ["h = h*h + x"] * 60 + ["h"]
    formula = parse_formula("\n".join(lines))
    slopes = gradient(formula.graph, formula.root, ("x", "y"))
    assert len(topological(formula.graph, slopes)) < 500


def test_many_branches_in_each_other_are_differentiated_once_each() -> None:
    lines = ["h = x*y"] + ["h = where(h > x, h*x - y, h + x*y)", "h = max(h, min(h*h, y))"] * 60 + ["h"]
    formula = parse_formula("\n".join(lines))
    slopes = gradient(formula.graph, formula.root, ("x", "y"))
    assert np.isfinite(values_at(formula, slopes, 0.5, 0.25)).all()
    assert len(formula.graph.nodes) < MAX_DERIVATIVE_OPERATIONS


def test_too_long_derivatives_are_refused() -> None:
    lines = ["h = x*y"] + ["h = where(h > x, sin(h)*x - y, h + x*y)"] * 3 + ["h"]
    formula = parse_formula("\n".join(lines))
    formula.graph.limit = MAX_DERIVATIVE_OPERATIONS
    node = formula.root
    with pytest.raises(FormulaError, match=r"operations|too long"):  # noqa: PT012
        for _ in range(30):
            node = gradient(formula.graph, node, ("x",))[0]


def test_rules_cannot_be_differentiated_through_the_field() -> None:
    from engine.language.rule import parse_rule

    rule = parse_rule("theta = theta - eta*grad(theta)")
    with pytest.raises(FormulaError, match="grad"):
        gradient(rule.graph, rule.theta, ("theta",))


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("x**y", (0.0, 2.0), (0.0, 0.0)),
        ("x**x + y", (0.0, 1.0), (0.0, 1.0)),
        ("0**x + y", (1.0, 1.0), (0.0, 1.0)),
        ("x**max(y, 2)", (-3.0, 1.0), (-6.0, 0.0)),
        ("x**where(x < 5, 3, y)", (-2.0, 0.3), (12.0, 0.0)),
        ("abs(x)**((y + 1)/4)", (0.0, 1.0), (0.0, 0.0)),
        ("x**(y/3)", (0.0, 3.0), (1.0, 0.0)),
    ],
)
def test_a_power_of_nothing_or_less_has_a_slope_where_it_has_a_value(text, at, expected) -> None:
    formula = parse_formula(text)
    slopes = gradient(formula.graph, formula.root, ("x", "y"))
    assert values_at(formula, slopes, *at) == pytest.approx(expected)


def test_a_power_by_a_parameter_is_at_rest_at_its_tip_as_one_by_a_number_is() -> None:
    formula = parse_formula("abs(x)**p + y**2", ("x", "y"), ("p",))
    slopes = gradient(formula.graph, formula.root, ("x", "y"))
    for p in (0.0, 0.5, 1.0, 1.5):
        assert evaluate(formula.graph, slopes, {"x": 0.0, "y": 1.0, "p": p}) == [0.0, 2.0]
