"""Formulas and rules as LaTeX, from the syntax tree, in the author's order.

Only what small renderers know is used: fractions, roots, sub- and superscripts, accents, fences, cases.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.language.formula import Formula
from engine.language.pieces import (
    ATOM,
    CONDITION,
    POWER,
    PRODUCT,
    SUM,
    Piece,
    fenced,
    fraction,
    literal,
    parenthesised,
    remainder,
    side_by_side,
)
from engine.language.rule import Rule
from engine.language.symbols import symbol, unicode_symbol
from engine.language.syntax import Call, Chain, Comparison, Logic, Name, Number, Power, Syntax, Unary

__all__ = ["for_screen", "formula_latex", "latex", "rule_latex", "unicode_symbol"]

_RELATIONS = {"<": "<", "<=": "\\le", ">": ">", ">=": "\\ge", "==": "=", "!=": "\\ne"}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}

_WORDS = {"log": "\\ln", "log2": "\\log_{2}", "log10": "\\log_{10}", "min": "\\min", "max": "\\max"}
_WORDS |= {name: f"\\{name}" for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")}
_WORDS |= {"heights": "h"}
_WORDS |= {"asin": "\\arcsin", "acos": "\\arccos", "atan": "\\arctan"}

#: Functions whose power is written after their name.
_POWERED = frozenset({"sin", "cos", "tan", "sinh", "cosh", "tanh"})
_LONG_EXPONENT = 24
_OTHERWISE = "\\text{otherwise}"
_TWO = Number("2", 2.0)


def latex(what: Syntax | Formula, otherwise: str = "otherwise") -> str:
    """LaTeX of an expression, or of a formula with its helper lines after it.

    `otherwise`, here and below, is the word for the last of several cases, in the reader's language.
    """
    if isinstance(what, Formula):
        return ",\\quad ".join(formula_latex(what, otherwise))
    return _piece(what).latex.replace(_OTHERWISE, f"\\text{{{otherwise}}}")


def formula_latex(formula: Formula, otherwise: str = "otherwise") -> list[str]:
    """LaTeX of a formula, then of each of its helper lines, in the order of the text."""
    helpers = [f"{symbol(str(h.target)).latex} = {latex(h.value, otherwise)}" for h in formula.helpers]
    return [latex(formula.syntax, otherwise), *helpers]


def rule_latex(rule: Rule, otherwise: str = "otherwise") -> list[str]:
    """LaTeX of each statement in order: an arrow where a state or theta changes, else an equals sign."""
    lasting = {"theta", *rule.states}
    lines = []
    for statement in rule.statements:
        sign = "\\leftarrow" if statement.target in lasting else "="
        lines.append(f"{symbol(statement.target).latex} {sign} {latex(statement.syntax, otherwise)}")
    return lines


def for_screen(text: str) -> str:
    """`text` with accents as wide as one letter, for renderers that stretch those of LaTeX."""
    return text.replace("\\hat{", "\\overset{\\text{^}}{").replace("\\tilde{", "\\overset{˜}{")


def _piece(tree: Syntax, small: bool = False) -> Piece:
    """The piece of `tree`; `small` inside exponents, where fractions are written with a slash."""
    match tree:
        case Number():
            return literal(tree.text)
        case Name():
            text = symbol(tree.name).latex
            return Piece(text, apart="\\mathrm" in text or text.startswith("\\Delta\\"))
        case Chain():
            return _sum(tree, small) if tree.operators[0] in "+-" else _product(tree, small)
        case Power():
            return _power(tree.base, tree.exponent, small)
        case Unary(operator="-"):
            inside = fenced(_piece(tree.operand, small), PRODUCT, signed=False)
            return inside._replace(level=min(inside.level, PRODUCT), negative=True)
        case Unary():
            return Piece(f"\\lnot {fenced(_piece(tree.operand, small), ATOM).latex}", CONDITION)
        case Comparison():
            return _comparison(tree, tree.operator, small)
        case Logic():
            return _logic(tree, small)
        case Call():
            return _call(tree, small)


def _sum(tree: Chain, small: bool) -> Piece:
    first = fenced(_piece(tree.operands[0], small), SUM)
    parts, tall = [first.latex], first.tall
    for operator, operand in zip(tree.operators, tree.operands[1:], strict=True):
        piece = _piece(operand, small)
        if operator == "+" and piece.negative and piece.level > SUM:
            parts.append(f"- {piece.text}")
        else:
            piece = fenced(piece, PRODUCT, signed=False)
            parts.append(f"{operator} {piece.text}")
        tall = tall or piece.tall
    return Piece(" ".join(parts), SUM, tall)


def _product(tree: Chain, small: bool) -> Piece:
    """Factors side by side; each run of divisions makes one fraction of what has gathered before it."""
    first, negative = tree.operands[0], False
    if isinstance(first, Unary) and first.operator == "-" and "%" not in tree.operators:
        first, negative = first.operand, True
    factors: list[Piece] = [_piece(first, small)]
    done: list[Piece] = []
    below: list[Piece] = []
    for operator, operand in zip(tree.operators, tree.operands[1:], strict=True):
        piece = _piece(operand, small)
        if operator == "/":
            below.append(piece)
            continue
        if below:
            done.append(fraction(factors, below, small))
            factors, below = [], []
        if operator == "*":
            factors.append(piece)
        else:
            done, factors = [], [remainder([*done, *factors], piece)]
    done += [fraction(factors, below, small)] if below else factors
    whole = side_by_side(done)
    if not negative:
        return whole
    return fenced(whole, PRODUCT, signed=False)._replace(level=PRODUCT, negative=True)


def _power(base: Syntax, exponent: Syntax, small: bool) -> Piece:
    raised = f"^{{{_piece(exponent, small=True).latex}}}"
    if isinstance(base, Call) and base.function in _POWERED:
        inside = _arguments(base, small)
        return Piece(f"{_WORDS[base.function]}{raised}{inside.text}", POWER, inside.tall, apart=True)
    below = _piece(base, small)
    if isinstance(base, Name) and "'" not in below.text and "\\Delta\\" not in below.text:
        return Piece(f"{below.text}{raised}", POWER, apart=below.apart)
    applied = isinstance(base, Call) and base.function not in ("abs", "norm", "dot", "floor", "ceil")
    bare = below.level == ATOM and not below.negative and not applied
    shown = below if bare else parenthesised(below)
    return Piece(f"{{{shown.text}}}{raised}", POWER, shown.tall, number=shown.number, apart=shown.apart)


def _comparison(tree: Comparison, operator: str, small: bool = False) -> Piece:
    left, right = _piece(tree.left, small), _piece(tree.right, small)
    text = f"{left.latex} {_RELATIONS[operator]} {right.latex}"
    return Piece(text, CONDITION, left.tall or right.tall)


def _logic(tree: Logic, small: bool) -> Piece:
    sign = " \\;\\land\\; " if tree.operator == "and" else " \\;\\lor\\; "
    parts = []
    for operand in tree.operands:
        piece = _piece(operand, small)
        parts.append(parenthesised(piece) if isinstance(operand, Logic) else piece)
    return Piece(sign.join(p.latex for p in parts), CONDITION, any(p.tall for p in parts))


def _arguments(call: Call, small: bool) -> Piece:
    inside = [_piece(a, small) for a in call.arguments]
    return parenthesised(Piece(", ".join(p.latex for p in inside), tall=any(p.tall for p in inside)))


def _call(tree: Call, small: bool) -> Piece:
    special = _SPECIAL.get(tree.function)
    if special is not None:
        return special(tree, small)
    return _applied(_WORDS.get(tree.function) or f"\\mathrm{{{tree.function}}}")(tree, small)


def _between(left: str, right: str) -> Callable[[Call, bool], Piece]:
    def typeset(tree: Call, small: bool) -> Piece:
        inside = _piece(tree.arguments[0], small)
        return Piece(f"\\left{left} {inside.latex} \\right{right}", tall=inside.tall)

    return typeset


def _applied(word: str) -> Callable[[Call, bool], Piece]:
    def typeset(tree: Call, small: bool) -> Piece:
        inside = _arguments(tree, small)
        return Piece(f"{word}{inside.text}", tall=inside.tall, apart=True)

    return typeset


def _exp(tree: Call, small: bool) -> Piece:
    inside = _piece(tree.arguments[0])
    if inside.tall or small or "^" in inside.text or len(inside.text) > _LONG_EXPONENT:
        return Piece(f"\\exp{parenthesised(inside).text}", tall=inside.tall, apart=True)
    return Piece(f"e^{{{inside.latex}}}", POWER, apart=True)


def _root(tree: Call, small: bool) -> Piece:
    inside = _piece(tree.arguments[0], small)
    return Piece(f"\\sqrt{{{inside.latex}}}", tall=inside.tall, apart=True)


def _hypot(tree: Call, small: bool) -> Piece:
    squares = Chain(tuple(Power(a, _TWO) for a in tree.arguments), ("+",))
    return _root(Call("sqrt", (squares,)), small)


def _log1p(tree: Call, small: bool) -> Piece:
    return _call(Call("log", (Chain((Number("1", 1.0), *tree.arguments), ("+",)),)), small)


def _expm1(tree: Call, small: bool) -> Piece:
    whole = _exp(tree, small)
    return Piece(f"{whole.text} - 1", SUM, whole.tall)


def _newton(tree: Call, small: bool) -> Piece:
    at = _arguments(tree, small)
    text = f"{{\\left[{{\\nabla}}^{{2}} J{at.text}\\right]}}^{{-1}} \\, \\nabla J{at.text}"
    return Piece(text, PRODUCT, True, apart=True)


def _cases(tree: Call, small: bool) -> Piece:
    """where(c, a, where(d, b, …)) as one brace; a lone condition is answered by its opposite."""
    rows: list[str] = []
    rest: Syntax = tree
    while isinstance(rest, Call) and rest.function == "where":
        condition, value, rest = rest.arguments
        rows.append(f"{_piece(value).latex} & \\; {_piece(condition).latex}")
    alone, last = tree.arguments[0], _OTHERWISE
    if len(rows) == 1 and isinstance(alone, Comparison):
        last = _comparison(alone, _OPPOSITE[alone.operator]).latex
    rows.append(f"{_piece(rest).latex} & \\; {last}")
    inside = " \\\\ ".join(rows)
    return Piece(f"\\begin{{cases}} {inside} \\end{{cases}}", PRODUCT, True, apart=True)


def _summed(over: str) -> Callable[[Call, bool], Piece]:
    """What is summed has its index, so that what stands beside the sum is seen to be no part of it."""

    def typeset(tree: Call, small: bool) -> Piece:
        (argument,) = tree.arguments
        inside = _piece(argument, small)
        plain = isinstance(argument, Name) and "_" not in inside.text
        part = f"{inside.text}_{{j}}" if plain else f"\\left[ {inside.latex} \\right]_{{j}}"
        return Piece(f"\\sum_{{{over}}} {part}", PRODUCT, True, apart=True)

    return typeset


def _sum_of_all(tree: Call, small: bool) -> Piece:
    """The sum over the coordinates; that of sizes is a norm too, and that of ones the dimension."""
    (argument,) = tree.arguments
    if argument == Number("1", 1.0):
        return Piece("\\mathrm{dim} \\, \\theta", PRODUCT, apart=True)
    if isinstance(argument, Call) and argument.function == "abs":
        length = _between("\\|", "\\|")(argument, small)
        return length._replace(text=f"{{{length.text}}}_{{1}}")
    return _summed("j")(tree, small)


def _dot(tree: Call, small: bool) -> Piece:
    inside = [_piece(a, small) for a in tree.arguments]
    text = ", ".join(piece.latex for piece in inside)
    return Piece(f"\\left\\langle {text} \\right\\rangle", tall=any(piece.tall for piece in inside))


_SPECIAL: dict[str, Callable[[Call, bool], Piece]] = {
    "sqrt": _root,
    "abs": _between("|", "|"),
    "norm": _between("\\|", "\\|"),
    "floor": _between("\\lfloor", "\\rfloor"),
    "ceil": _between("\\lceil", "\\rceil"),
    "exp": _exp,
    "expm1": _expm1,
    "log1p": _log1p,
    "hypot": _hypot,
    "mod": lambda tree, small: _product(Chain(tree.arguments, ("%",)), small),
    "pow": lambda tree, small: _power(tree.arguments[0], tree.arguments[1], small),
    "where": _cases,
    "grad": _applied("\\nabla J"),
    "loss": _applied("J"),
    "hess_diag": _applied("\\mathrm{diag} \\, {\\nabla}^{2} J"),
    "newton": _newton,
    "sum": _sum_of_all,
    "others": _summed("j \\ne i"),
    "dot": _dot,
}
