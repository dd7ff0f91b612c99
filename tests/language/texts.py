"""Texts to try the language on: from a grammar, and damaged in every way we could think of."""

from __future__ import annotations

import random
from collections.abc import Callable

UNARY = ("sqrt", "abs", "sign", "exp", "log", "sin", "cos", "tan", "tanh", "sinh", "cosh", "asin", "acos",
         "atan", "floor", "ceil", "log1p", "expm1", "log2", "log10")  # fmt: skip
BINARY = ("min", "max", "atan2", "hypot", "mod", "pow")
SMOOTH = ("exp", "sin", "cos", "tanh", "atan")
BARRIERS = ("grad", "norm", "others", "sum", "loss", "hess_diag", "newton")
ASSIGN = ("=", "=", "=", "+=", "*=", "-=")
NUMBERS = ("0", "1", "2", "3", "0.5", "10", "1.25", ".75", "7.", "1e-3", "2.5e2", "100")


class Grammar:
    """Draws texts of the language; the same seed gives the same texts."""

    def __init__(self, seed: int, smooth: bool = False) -> None:
        self.random = random.Random(seed)
        self.smooth = smooth

    def expression(self, names: tuple[str, ...], depth: int, extra: tuple[str, ...] = ()) -> str:
        """An arithmetic expression in `names`; `extra` are further functions of one argument."""
        pick = self.random.random()
        if depth <= 0 or pick < 0.12:
            return self.random.choice(names) if self.random.random() < 0.65 else self.random.choice(NUMBERS)
        inner = [self.expression(names, depth - 1, extra) for _ in range(3)]
        if pick < 0.5:
            operator = self.random.choice(("+", "-", "*") if self.smooth else ("+", "-", "*", "/", "%"))
            space = self.random.choice(("", " "))
            chain = f"{inner[0]}{space}{operator}{space}{inner[1]}"
            return f"({chain})" if pick < 0.3 else chain
        if pick < 0.58:
            return f"({inner[0]})**{self.random.choice(('2', '3', '4', '7'))}"
        if pick < 0.63:
            return f"-{inner[0]}" if inner[0][0] != "-" else f"-({inner[0]})"
        if pick < 0.85 or self.smooth:
            functions = SMOOTH if self.smooth else UNARY + extra
            return f"{self.random.choice(functions)}({inner[0]})"
        if pick < 0.93:
            return f"{self.random.choice(BINARY)}({inner[0]}, {inner[1]})"
        return f"where({self.condition(names, depth - 1)}, {inner[0]}, {inner[1]})"

    def condition(self, names: tuple[str, ...], depth: int) -> str:
        relation = self.random.choice(("<", "<=", ">", ">=", "==", "!="))
        text = f"{self.expression(names, min(depth, 1))} {relation} {self.random.choice(names)}"
        pick = self.random.random()
        if depth > 0 and pick < 0.3:
            return f"{text} {self.random.choice(('and', 'or'))} {self.condition(names, depth - 1)}"
        return f"not {text}" if pick < 0.4 else text

    def formula(self) -> str:
        names: tuple[str, ...] = ("x", "y", "a", "b2", "pi")
        lines = []
        for helper in ("h", "k_1")[: self.random.choice((0, 0, 0, 1, 2))]:
            lines.append(f"{helper} = {self.expression(names, 2)}")
            names = (*names, helper)
        lines.append(self.expression(names, self.random.randint(1, 5)))
        return self.random.choice(("\n", "  # why\n", "\n\n", "; ")).join(lines)

    def rule(self) -> str:
        names = ("theta", "g", "t", "eta", "beta1", "m", "v")
        lines = [
            f"{target} {self.random.choice(ASSIGN)} {self.expression(names, 3, BARRIERS)}"
            for target in ("m", "v", "g", "u_hat")[: self.random.randint(0, 4)]
        ]
        lines.append(f"theta = theta - eta*({self.expression(names, 3, BARRIERS)})")
        return "\n".join(lines)


ODD = tuple("−×·√πθаｘ²\u202e\u0000\ud800\x7f\ufeff💥│ℯ\u00a0\u2028\r\t\\'\"`$@!?&|[]{}~:١Ⅷ½é\u0301")
_WORDS = """
** ^ == = < > and or not where( ( ) , . .. e 1e 1e400 1e-400 0x10 1_000 if x.real x[0] grad( norm( theta sinn(
; # += % // -> := nan inf True /0 **9**9 1e308*10 0**-1 log(0) lambda __import__('os')
"""
PIECES = (*_WORDS.split(), "\n", "9" * 50, "x" * 40, "-" * 30, "(" * 30)


def _position(text: str, draw: random.Random) -> int:
    return draw.randint(0, len(text))


def _delete(text: str, draw: random.Random) -> str:
    at = _position(text, draw)
    return text[:at] + text[at + draw.randint(1, 4) :]


def _insert(pool: tuple[str, ...]) -> Callable[[str, random.Random], str]:
    def insert(text: str, draw: random.Random) -> str:
        at = _position(text, draw)
        return text[:at] + draw.choice(pool) + text[at:]

    return insert


def _swap(text: str, draw: random.Random) -> str:
    a, b = sorted((_position(text, draw), _position(text, draw)))
    return text[:a] + text[a:b][::-1] + text[b:]


def _repeat(text: str, draw: random.Random) -> str:
    a, b = sorted((_position(text, draw), _position(text, draw)))
    return text[:b] + text[a:b] * draw.choice((1, 2, 40)) + text[b:]


def _anything(text: str, draw: random.Random) -> str:
    at = _position(text, draw)
    return text[:at] + "".join(chr(draw.randrange(0x110000)) for _ in range(draw.randint(1, 3))) + text[at:]


def _wrap(text: str, draw: random.Random) -> str:
    times = draw.choice((1, 3, 20, 100))
    before = draw.choice(("(", "-", "sin(", "2**", "not ", "where(x<1,"))
    return before * times + text + ")" * draw.choice((0, times))


def _chain(text: str, draw: random.Random) -> str:
    between = draw.choice(("+", "*", "-", "/", "**", "%", ",", "\n", " and ", "<"))
    return between.join([text] * draw.choice((2, 5, 30)))


MUTATIONS = (_delete, _insert(ODD), _insert(PIECES), _swap, _repeat, _anything, _wrap, _chain)


def damaged(text: str, draw: random.Random) -> str:
    """`text` after one to four mutations."""
    for _ in range(draw.randint(1, 4)):
        text = draw.choice(MUTATIONS)(text[:20_000], draw)
    return text
