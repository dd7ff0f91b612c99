"""What formulas may say, and what is said about those that may not."""

from __future__ import annotations

import math
import pickle
import sys

import pytest

from engine.errors import FormulaError
from engine.language.evaluate import evaluate
from engine.language.formula import parse_formula
from engine.language.typeset import latex
from tests.language.texts import Grammar


def value(text: str, x: float = 2.0, y: float = 3.0, **parameters: float) -> float:
    formula = parse_formula(text)
    return float(evaluate(formula.graph, [formula.root], {"x": x, "y": y, **parameters})[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2*3", 7),
        ("(1 + 2)*3", 9),
        ("x - y - 1", -2),
        ("x / y / 2", 1 / 3),
        ("x - (y - 1)", 0),
        ("-x**2", -4),
        ("(-x)**2", 4),
        ("2**3**2", 512),
        ("2^-x", 0.25),
        ("x**-1", 0.5),
        ("x*-y", -6),
        ("--x", 2),
        ("+x", 2),
        ("-7 % 3", 2),
        ("mod(-7, 3)", 2),
        ("7 % -3", -2),
        ("mod(x, -y)", -1),
        ("sign(-x) + sign(0) + sign(y)", 0),
        ("min(x, y, 1) + max(x, y, 9)", 10),
        ("clip(x, 3, 5)", 3),
        ("where(x < y, 10, 20)", 10),
        ("where(not x < y, 10, 20)", 20),
        ("where(x < 1 or y > 2 and x > 1, 1, 0)", 1),
        ("where((x < 1 or y > 2) and x > 5, 1, 0)", 0),
        ("where(x == 2 and y != 2 and x <= 2 and y >= 3, 1, 0)", 1),
        ("floor(-2.5) + ceil(-2.5)", -5),
        ("atan2(x, y)", math.atan2(2, 3)),
        ("hypot(x, y)", math.sqrt(13)),
        ("log2(8*x) + log10(100)", 6),
        ("1e-3 + .5 + 2. + 1E2", 102.501),
        ("pi + e + tau", math.pi + math.e + math.tau),
        ("h = x*y\nk = h + 1\nh*k", 42),
        ("h = x; h = h*h; h", 4),
        ("(x +\n   y)", 5),
        ("x +  # the first\n y", 5),
        ("\r\nh = 2\r\nh*x\r\n", 4),
        ("x*y  # a comment with кириллица, π and 1/0", 6),
    ],
)
def test_values(text: str, expected: float) -> None:
    assert value(text) == pytest.approx(expected, rel=1e-14)


def test_other_names_become_parameters_in_order_of_appearance() -> None:
    formula = parse_formula("b*(y - x**2)**2 + (a - x)**2 + b")
    assert formula.parameters == ("b", "a")
    assert formula.variables == ("x", "y")
    assert value("(a - x)**2", a=5.0) == 9


def test_parameters_can_be_prescribed() -> None:
    formula = parse_formula("a*x", parameters=("a", "b"))
    assert formula.parameters == ("a", "b")
    with pytest.raises(FormulaError, match="unknown name 'aa'; did you mean 'a'"):
        parse_formula("aa*x", parameters=("a", "b"))


def test_a_parameter_may_be_called_like_a_constant() -> None:
    formula = parse_formula("e*x", parameters=("e",))
    assert float(evaluate(formula.graph, [formula.root], {"e": 3.0, "x": 2.0})[0]) == 6


def test_signals_are_formulas_in_t() -> None:
    assert parse_formula("amplitude*sin(t/10)", variables=("t",)).parameters == ("amplitude",)


def test_formulas_travel_between_processes() -> None:
    formula = parse_formula("h = a*x\nh**2 + y")
    copy = pickle.loads(pickle.dumps(formula))
    assert copy == formula
    assert copy.graph.nodes == formula.graph.nodes


REFUSED = [
    ("", 1, 1, "the formula is empty"),
    ("# nothing", 1, 1, "the formula is empty"),
    ("x +", 1, 4, "a value is missing"),
    ("x + * y", 1, 5, "a value is missing before '*'"),
    ("()", 1, 2, "nothing between these parentheses"),
    ("(x", 1, 1, "this '(' is never closed"),
    ("x)", 1, 2, "this ')' closes nothing"),
    ("x y", 1, 3, "an operator is missing before 'y'"),
    ("2x", 1, 2, "write a * between 2 and 'x'"),
    ("1.2.3", 1, 1, "one decimal point"),
    ("a = 1\nx + y + sinn(x)", 2, 9, "no function 'sinn'; did you mean 'sin'"),
    ("ln(x)", 1, 1, "no function 'ln'; write log"),
    ("x(y + 1)", 1, 1, "'x' is not a function; write a * before the parenthesis"),
    ("sin", 1, 1, "'sin' is a function; write sin(...)"),
    ("sin(x, y)", 1, 1, "sin takes 1 argument, but 2 are given"),
    ("min(x)", 1, 1, "min takes 2 to 16 arguments, but 1 is given"),
    ("x < 1", 1, 3, "a condition stands only inside where"),
    ("1 + (x < 1)", 1, 8, "a condition stands only inside where"),
    ("where(x, 1, 2)", 1, 7, "a condition is needed here"),
    ("where(1 < x < 3, 1, 2)", 1, 13, "comparisons cannot be chained"),
    ("where(x = 1, 1, 2)", 1, 9, "write == to compare"),
    ("x if y else 2", 1, 3, "write where(condition, a, b)"),
    ("x = 3", 1, 1, "the last line is the value"),
    ("x*y\n2", 1, 1, "only the last line goes without a name"),
    ("h = k\nk = 2\nh", 2, 1, "'k' is used before it is given a value"),
    ("h = h + 1\nh", 1, 1, "'h' is used to compute itself"),
    ("y = 1\nx", 1, 1, "'y' is given and cannot be changed"),
    ("sin = 1\nx", 1, 1, "'sin' is a function and cannot be given a value"),
    ("f(x) = 1", 1, 6, "only a name can stand before '='"),
    ("x, y", 1, 2, "only between the arguments"),
    ("grad(x)", 1, 1, "for the rules of optimizers"),
    ("1/0", 1, 3, "1 / 0 is not a finite number"),
    ("x*(1e308*10)", 1, 10, "1e+308 * 10 is not a finite number"),
    ("9**9**9**9", 1, 5, "is not a finite number"),
    ("log(-1)", 1, 1, "log(-1) is not a finite number"),
    ("(-8)**(1/3)", 1, 5, "(-8) ** 0.333333 is not a finite number"),
    ("1e999", 1, 1, "too large for a double"),
    ("x + " + "1" * 1000, 1, 5, "a number has at most 40 characters"),
    ("x" * 50, 1, 1, "a name has at most 32 characters"),
    ("x − y", 1, 3, "(MINUS SIGN) is not part of a formula; write -"),
    ("2*а", 1, 3, "(CYRILLIC SMALL LETTER A) is not part of a formula; write a"),
    ("θ**2", 1, 1, "(GREEK SMALL LETTER THETA) is not part of a formula; write theta"),
    ("ｘ + 1", 1, 1, "(FULLWIDTH LATIN SMALL LETTER X) is not part of a formula; write x"),
    ("x\u202e", 1, 2, "(RIGHT-TO-LEFT OVERRIDE) is not part of a formula"),
    ("x\ud800", 1, 2, "(U+D800) is not part of a formula"),
    ("|x|", 1, 1, "write abs(...)"),
    ("x.real", 1, 2, "(FULL STOP) is not part of a formula"),
    ("__import__('os')", 1, 12, "(APOSTROPHE) is not part of a formula"),
    ("(" * 500 + "x" + ")" * 500, 1, 41, "nested deeper than 40 levels"),
    ("-" * 5000 + "x", 1, 41, "nested deeper than 40 levels"),
    ("2**" * 2000 + "x", 1, 121, "nested deeper than 40 levels"),
]


@pytest.mark.parametrize(("text", "line", "column", "part"), REFUSED)
def test_refusals_name_the_place(text: str, line: int, column: int, part: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_formula(text)
    assert part in caught.value.message
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.text == text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("x" * 10_001, "10,001 characters"),
        ("x+" * 4_999 + "x", "more than 6,000 symbols"),
        ("+".join(f"x*{i}" for i in range(2, 1_420)), "more than 4,000 operations"),
        (b"x", "a formula is text, not bytes"),
    ],
)
def test_limits(text: str, part: str) -> None:
    with pytest.raises(FormulaError, match=part):
        parse_formula(text)


def test_a_long_flat_formula_is_no_deep_one() -> None:
    formula = parse_formula("+".join(["x*y"] * 1_499))
    assert float(evaluate(formula.graph, [formula.root], {"x": 1.0, "y": 2.0})[0]) == 2_998
    assert latex(formula).count("+") == 1_498


def test_the_deepest_texts_fit_in_what_is_left_of_a_deep_stack() -> None:
    deep = "x"
    for _ in range(8):
        deep = f"where(not (-{deep})**2*y + 1 < 2 and x < 1 or y < 3, 1, 2)"
    nested = "(" * 38 + "x" + "**2*y + 1)" * 38

    def at_depth(frames: int) -> None:
        if frames:
            at_depth(frames - 1)
        else:
            for text in (deep, nested):
                assert latex(parse_formula(text))

    frame, used = sys._getframe(), 0
    while frame.f_back is not None:
        frame, used = frame.f_back, used + 1
    at_depth(300 - min(used, 300))


def test_any_grammar_text_means_what_python_means_by_it() -> None:
    """As far as rounding lets them agree: the slack is what a change of 1e-13 in the names makes of it."""
    functions = {n: getattr(math, n) for n in ("exp", "sin", "cos", "tanh", "atan", "pi")}
    names = {"x": 0.3, "y": -0.7, "a": 1.1, "b2": 0.4}
    grammar = Grammar(7, smooth=True)
    compared = 0
    for _ in range(1_500):
        text = grammar.formula()
        scope: dict[str, object] = {**functions, **names}
        *helpers, last = text.replace("  # why", "").replace(";", "\n").split("\n")
        try:
            exec("\n".join(h.strip() for h in helpers), scope)
            expected = eval(last.strip(), scope)
            formula = parse_formula(text)
        except (OverflowError, FormulaError):
            continue
        if not isinstance(expected, int | float) or not 1e-6 < abs(expected) < 1e6:
            continue
        found, moved = (
            float(evaluate(formula.graph, [formula.root], {n: v * factor for n, v in names.items()})[0])
            for factor in (1, 1 + 1e-13)
        )
        assert abs(found - expected) <= 1e-9 * abs(expected) + 10 * abs(moved - found), text
        compared += 1
    assert compared > 800
