"""What formulas look like; every text of the grammar must also be drawable."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest

from engine.errors import FormulaError
from engine.language.formula import parse_formula
from engine.language.rule import parse_rule
from engine.language.symbols import symbol
from engine.language.typeset import for_screen, formula_latex, latex, rule_latex, unicode_symbol
from tests.language.texts import Grammar

with warnings.catch_warnings():
    # It reads its fonts through an interface of importlib that Python deprecates.
    warnings.simplefilter("ignore", DeprecationWarning)
    import ziamath


@pytest.fixture(autouse=True)
def _plain_svg() -> Iterator[None]:
    before = ziamath.config.svg2
    ziamath.config.svg2 = False
    yield
    ziamath.config.svg2 = before


def drawn(text: str) -> str:
    return ziamath.Latex(for_screen(text)).svg()


@pytest.mark.parametrize(
    ("name", "tex", "plain"),
    [
        ("eta", "\\eta", "η"),
        ("beta1", "\\beta_{1}", "β₁"),
        ("m_hat", "\\hat{m}", "m\u0302"),
        ("m_bar", "\\bar{m}", "m\u0304"),
        ("E_g2", "E[g^{2}]", "E[g²]"),
        ("E_dx2", "E[\\Delta\\theta^{2}]", "E[Δθ²]"),
        ("eps_root", "\\varepsilon", "ε"),
        ("eps", "\\varepsilon'", "ε′"),
        ("weight_decay", "\\lambda", "λ"),
        ("v_max", "v_{\\mathrm{max}}", "vₘₐₓ"),
        ("g_prev", "g_{\\mathrm{prev}}", "gₚᵣₑᵥ"),
        ("eta_plus", "\\eta_{+}", "η₊"),
        ("rho_inf", "\\rho_{\\infty}", "ρ∞"),
        ("rms0", "\\mathrm{RMS}[\\Delta\\theta]_{0}", "RMS[Δθ]₀"),
        ("height", "\\mathrm{height}", "height"),
        ("trap_depth", "\\mathrm{trap}_{\\mathrm{depth}}", "trap depth"),
        ("theta", "\\theta", "θ"),
        ("x", "x", "x"),
    ],
)
def test_symbols(name: str, tex: str, plain: str) -> None:
    assert symbol(name) == (tex, plain)
    assert unicode_symbol(name) == plain


@pytest.mark.parametrize(
    "name", ["_", "__", "_1", "a_", "_a_", "a__b", "hat", "x_hat", "xy_hat", "E_", "E_2", "beta_1"]
)
def test_odd_names_can_be_drawn(name: str) -> None:
    assert drawn(symbol(name).latex)
    assert unicode_symbol(name)


@pytest.mark.parametrize(
    ("text", "tex"),
    [
        ("(a - x)**2 + b*(y - x**2)**2", "{(a - x)}^{2} + b {(y - x^{2})}^{2}"),
        ("2*x/3", "\\frac{2 x}{3}"),
        ("2/3*x", "\\frac{2}{3} \\, x"),
        ("x/y/3", "\\frac{x}{y \\cdot 3}"),
        ("x*2", "x \\cdot 2"),
        ("3*(2/7)", "3 \\cdot \\frac{2}{7}"),
        ("-x/2", "{-}\\frac{x}{2}"),
        ("-(x + y)/2", "{-}\\frac{x + y}{2}"),
        ("-(x + y)", "{-}(x + y)"),
        ("x - -y", "x - ({-}y)"),
        ("x + -2*y", "x - 2 y"),
        ("x*-y", "x ({-}y)"),
        ("x - (y - 1)", "x - (y - 1)"),
        ("(x - y) - 1", "x - y - 1"),
        ("-x**2", "{-}x^{2}"),
        ("(-x)**2", "{({-}x)}^{2}"),
        ("(x*y)**(1/3)", "{(x y)}^{1/3}"),
        ("x**y**2", "x^{y^{2}}"),
        ("(x**y)**2", "{(x^{y})}^{2}"),
        ("pow(x + 1, y)", "{(x + 1)}^{y}"),
        ("sqrt(x)*y", "\\sqrt{x} \\, y"),
        ("abs(x)**2", "{\\left| x \\right|}^{2}"),
        ("sin(x)**2", "\\sin^{2}(x)"),
        ("exp(-x)", "e^{{-}x}"),
        ("exp(-x/2)", "\\exp\\left({-}\\frac{x}{2}\\right)"),
        ("log(x) + floor(y)", "\\ln(x) + \\left\\lfloor y \\right\\rfloor"),
        ("1e-3*x", "10^{-3} x"),
        ("2.5e6", "2.5 \\cdot 10^{6}"),
        ("2*(x % y)", "2 (x \\;\\mathrm{mod}\\; y)"),
        ("-x % 3", "({-}x) \\;\\mathrm{mod}\\; 3"),
        ("x % y / 3", "\\frac{x \\;\\mathrm{mod}\\; y}{3}"),
        ("hypot(x, y)", "\\sqrt{x^{2} + y^{2}}"),
        ("x - expm1(y)", "x - (e^{y} - 1)"),
        ("where(x < 1, 0, y)", "\\begin{cases} 0 & \\; x < 1 \\\\ y & \\; x \\ge 1 \\end{cases}"),
    ],
)
def test_formulas(text: str, tex: str) -> None:
    assert latex(parse_formula(text)) == tex
    assert drawn(tex)


def test_several_cases_share_one_brace_and_the_reader_s_word() -> None:
    formula = parse_formula("where(x < 1, 0, where(y > 1 and x > 2, 1, 2))")
    tex = latex(formula, otherwise="иначе")
    assert tex.count("\\begin{cases}") == 1
    assert "1 & \\; y > 1 \\;\\land\\; x > 2" in tex
    assert "2 & \\; \\text{иначе}" in tex
    assert drawn(tex)


def test_helper_lines_follow_the_value() -> None:
    formula = parse_formula("r = x*y\nr**2")
    assert formula_latex(formula) == ["r^{2}", "r = x y"]
    assert latex(formula) == "r^{2},\\quad r = x y"


def test_rules_show_what_lasts_with_an_arrow() -> None:
    rule = parse_rule(
        "m = beta1*m + (1 - beta1)*g\n"
        "m_hat = m/(1 - beta1**t)\n"
        "theta = theta - eta*m_hat/sqrt(E_g2 + eps)\n"
        "E_g2 += norm(grad(theta - m))*loss(theta)"
    )
    assert rule_latex(rule) == [
        "m \\leftarrow \\beta_{1} m + (1 - \\beta_{1}) g",
        "\\hat{m} = \\frac{m}{1 - \\beta_{1}^{t}}",
        "\\theta \\leftarrow \\theta - \\frac{\\eta \\hat{m}}{\\sqrt{E[g^{2}] + \\varepsilon'}}",
        "E[g^{2}] \\leftarrow E[g^{2}] + \\left\\| \\nabla J(\\theta - m) \\right\\| \\, J(\\theta)",
    ]
    assert all(drawn(line) for line in rule_latex(rule))


def test_sums_across_coordinates_have_their_index() -> None:
    rule = parse_rule(
        "v = sum(g) + others(a)*sum(a*g)\nn = sum(abs(g)) + sum(1)\ntheta = dot(g, theta - n)**2*v"
    )
    assert rule_latex(rule) == [
        "v = \\sum_{j} g_{j} + \\sum_{j \\ne i} a_{j} \\, \\sum_{j} \\left[ a g \\right]_{j}",
        "n = {\\left\\| g \\right\\|}_{1} + \\mathrm{dim} \\, \\theta",
        "\\theta \\leftarrow {\\left\\langle g, \\theta - n \\right\\rangle}^{2} v",
    ]
    assert all(drawn(line) for line in rule_latex(rule))


def test_whatever_can_be_read_can_be_drawn() -> None:
    grammar, lines = Grammar(500), []
    while len(lines) < 40:
        try:
            lines += formula_latex(parse_formula(grammar.formula())) + rule_latex(parse_rule(grammar.rule()))
        except FormulaError:
            continue
    assert all("<svg" in drawn(line) for line in lines if len(line) < 400)
