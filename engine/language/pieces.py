"""Pieces of LaTeX put side by side, over each other and into parentheses, whatever they mean."""

from __future__ import annotations

from typing import NamedTuple

CONDITION, SUM, PRODUCT, POWER, ATOM = range(5)


class Piece(NamedTuple):
    """LaTeX with what its surroundings must know.

    text: without its leading minus, which `negative` stands for. level: how tightly it binds.
    tall: fences must grow. number: begins with a digit. apart: a thin space keeps it from its neighbours.
    """

    text: str
    level: int = ATOM
    tall: bool = False
    negative: bool = False
    number: bool = False
    apart: bool = False

    @property
    def latex(self) -> str:
        """The whole of it, with its sign."""
        # In braces the minus is set as a sign, not as an operator between two things.
        return "{-}" + self.text if self.negative else self.text


def parenthesised(piece: Piece) -> Piece:
    """`piece` in parentheses, which grow with it."""
    left, right = ("\\left(", "\\right)") if piece.tall else ("(", ")")
    return Piece(f"{left}{piece.latex}{right}", tall=piece.tall)


def fenced(piece: Piece, least: int, signed: bool = True) -> Piece:
    """`piece`, in parentheses if it binds less than `least`, or has a sign where none may stand."""
    return parenthesised(piece) if piece.level < least or (piece.negative and not signed) else piece


def literal(text: str) -> Piece:
    """A number as written, with a power of ten for its exponent."""
    mantissa, _, exponent = text.lower().partition("e")
    if not exponent:
        return Piece(text, number=True)
    power = f"10^{{{int(exponent)}}}"
    if mantissa in ("1", "1.", "1.0"):
        return Piece(power, POWER, number=True)
    return Piece(f"{mantissa} \\cdot {power}", PRODUCT, number=True)


def remainder(factors: list[Piece], divisor: Piece) -> Piece:
    """The product of `factors` modulo `divisor`."""
    left = fenced(side_by_side(factors), PRODUCT, signed=False)
    right = fenced(divisor, POWER, signed=False)
    text = f"{left.latex} \\;\\mathrm{{mod}}\\; {right.latex}"
    # Bound as loosely as a sum, so that 2*(a % b) keeps its parentheses: readers differ on what "mod" takes.
    return Piece(text, SUM, left.tall or right.tall, apart=True)


def fraction(above: list[Piece], below: list[Piece], small: bool) -> Piece:
    """One product over another; with a slash where it must be `small`."""
    top, bottom = side_by_side(above), side_by_side(below)
    if small:
        text = f"{fenced(top, PRODUCT).latex}/{fenced(bottom, POWER, signed=False).latex}"
        return Piece(text, PRODUCT, number=top.number)
    return Piece(f"\\frac{{{top.latex}}}{{{bottom.latex}}}", PRODUCT, tall=True, apart=True)


def side_by_side(factors: list[Piece]) -> Piece:
    """A product; a lone factor stays as it is, without parentheses."""
    if len(factors) == 1:
        return factors[0]
    first = fenced(factors[0], PRODUCT, signed=False)
    text, before = first.text, first
    for factor in factors[1:]:
        piece = fenced(factor, PRODUCT, signed=False)
        after_number = before.text[-1:].isdigit() and piece.text.startswith("\\frac")
        if piece.number or after_number:
            text += " \\cdot "
        else:
            text += " \\, " if piece.apart or before.apart else " "
        text += piece.text
        before = piece
    return Piece(text, PRODUCT, any(f.tall for f in factors), number=first.number, apart=before.apart)
