"""What several of the functions are built from: signs, and constants longer than a number."""

from __future__ import annotations

import math
from fractions import Fraction

from engine.language.program import Program

#: π, to 160 bits.
PI = Fraction(0xC90FDAA22168C234C4C6628B80DC1CD129024E08, 1 << 158)
_LN2 = Fraction(0xB17217F7D1CF79ABC9E3B39803F2F6AF40F34326, 1 << 160)

_LN2_BITS = {"float32": 15, "float64": 38}


def split(p: Program, value: Fraction, parts: int) -> list[int]:
    """A constant as the sum of literals, each the nearest to what the ones before it leave."""
    literals = []
    for _ in range(parts):
        nearest = float(p.real.dtype.type(float(value)))
        literals.append(p.literal(nearest))
        value -= Fraction(nearest)
    return literals


def sign_of(p: Program, a: int) -> int:
    return p.make("land", p.make("asword", a), p.const(p.real.sign_bit))


def flip(p: Program, a: int, sign: int) -> int:
    """a, negated where b is negative or −0; `sign` is from `sign_of(b)`."""
    return p.make("asfloat", p.make("lxor", p.make("asword", a), sign))


def split_ln2(p: Program) -> tuple[int, int]:
    """ln 2 as a short number, whose products with exponents are exact, and the rest."""
    short = Fraction(math.floor(_LN2 * 2 ** _LN2_BITS[p.real.name]), 2 ** _LN2_BITS[p.real.name])
    return p.literal(float(short)), p.literal(float(_LN2 - short))
