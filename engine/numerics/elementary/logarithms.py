"""Logarithms and powers."""

from __future__ import annotations

import math

import numpy as np

from engine.language.program import Program
from engine.numerics import coefficients

from .exponential import exp
from .pieces import split_ln2


def _exponent_and_fraction(p: Program, x: int) -> tuple[int, int]:
    """(k, f) with x = 2^k·(1 + f), √½ ≤ 1 + f < √2, for positive normal or subnormal x."""
    real = p.real
    small = p.make("lt", x, p.literal(real.least_normal))
    lifted = p.select(small, p.mul(x, p.literal(2.0 ** (real.mantissa + 2))), x)
    root_half = int(np.array(math.sqrt(0.5), real.dtype).view(f"int{real.bits}"))
    offset = p.make("lsub", p.make("asword", lifted), p.const(root_half))
    exponent = p.make("lshr", offset, p.const(real.mantissa))
    bits = p.make("lsub", p.make("asword", lifted), p.make("lshl", exponent, p.const(real.mantissa)))
    k = _word_to_number(p, exponent)
    k = p.select(small, p.sub(k, p.literal(real.mantissa + 2.0)), k)
    return k, p.sub(p.make("asfloat", bits), p.literal(1.0))


def _word_to_number(p: Program, word: int) -> int:
    """A small signed word as a number, without a conversion instruction (AVX2 has none from 64 bits)."""
    magic = 1.5 * 2.0**p.real.mantissa
    base = int(np.array(magic, p.real.dtype).view(f"int{p.real.bits}"))
    return p.sub(p.make("asfloat", p.make("ladd", word, p.const(base))), p.literal(magic))


def _log_ends(p: Program, x: int, value: int) -> int:
    value = p.select(p.make("lt", x, p.literal(math.inf)), value, x)
    value = p.select(p.make("lt", p.literal(0.0), x), value, p.literal(math.nan))
    return p.select(p.make("eq", x, p.literal(0.0)), p.literal(-math.inf), value)


def log(p: Program, x: int) -> int:
    k, f = _exponent_and_fraction(p, x)
    s = p.div(f, p.add(f, p.literal(2.0)))
    z = p.mul(s, s)
    rest = p.mul(z, p.horner(z, coefficients.LOG[p.real.name]))
    square = p.mul(p.mul(f, p.literal(0.5)), f)
    high, low = split_ln2(p)
    tail = p.fma(s, p.add(square, rest), p.mul(k, low))
    return _log_ends(p, x, p.fma(k, high, p.sub(f, p.sub(square, tail))))


def log1p(p: Program, x: int) -> int:
    u = p.add(x, p.literal(1.0))
    lost = p.sub(x, p.sub(u, p.literal(1.0)))
    usable = p.make("and", p.make("lt", p.literal(0.0), u), p.make("lt", u, p.literal(math.inf)))
    tiny = p.make("lt", p.abs(x), p.literal(2.0 ** -(p.real.mantissa + 2)))
    value = p.add(log(p, u), p.select(usable, p.div(lost, u), p.literal(0.0)))
    return p.select(tiny, x, value)


def _log_in_two(p: Program, x: int) -> tuple[int, int]:
    """log x as a sum of two numbers, the second some 2^-53 (2^-24) of the first, for finite x > 0."""
    one, two = p.literal(1.0), p.literal(2.0)
    k, f = _exponent_and_fraction(p, x)
    below = p.add(f, two)
    s = p.div(f, below)
    # What the quotient and its denominator rounded away: f = (s + s_low)(below + below_low).
    below_low = p.sub(f, p.sub(below, two))
    s_low = p.div(p.sub(p.exactly(p.neg(s), below, f), p.mul(s, below_low)), below)
    z = p.mul(s, s)
    tail = p.mul(p.mul(s, z), p.horner(z, coefficients.LOG[p.real.name]))
    high, low = split_ln2(p)
    whole = p.mul(k, high)
    twice = p.mul(s, two)
    total = p.add(whole, twice)
    kept = p.select(p.make("eq", k, p.literal(0.0)), p.literal(0.0), one)
    # |k ln 2| > |2s| unless k = 0, so the smaller one's loss is exact.
    lost = p.mul(kept, p.sub(twice, p.sub(total, whole)))
    rest = p.add(lost, p.fma(k, low, p.fma(s_low, two, tail)))
    first = p.add(total, rest)
    return first, p.sub(rest, p.sub(first, total))


def pow(p: Program, x: int, y: int) -> int:
    """x^y, for negative x where y is whole; log x and its product with y carry twice the digits."""
    zero, one = p.literal(0.0), p.literal(1.0)
    a = p.abs(x)
    high, low = _log_in_two(p, a)
    product = p.mul(y, high)
    # Where the power is beyond every type the rest is none of its business, and may not be a number.
    within = p.make("lt", p.abs(product), p.literal(1e4))
    rest = p.select(within, p.fma(y, low, p.exactly(y, high, p.neg(product))), p.literal(0.0))
    value = exp(p, product, rest)
    value = p.select(p.make("eq", a, zero), p.select(p.make("lt", zero, y), zero, p.literal(math.inf)), value)
    value = p.select(p.make("lt", a, p.literal(math.inf)), value, _power_of_infinity(p, a, y))
    half = p.mul(y, p.literal(0.5))
    whole = p.make("eq", p.floor(y), y)
    odd = p.make("and", whole, p.make("not", p.make("eq", p.floor(half), half)))
    negative = p.make("lt", x, zero)
    signed = p.select(p.make("and", negative, odd), p.neg(value), value)
    refused = p.make("and", negative, p.make("not", whole))
    signed = p.select(refused, p.literal(math.nan), signed)
    signed = p.select(p.make("eq", y, y), signed, y)
    unit = p.make("or", p.make("eq", y, zero), p.make("eq", x, one))
    return p.select(unit, one, signed)


def _power_of_infinity(p: Program, a: int, y: int) -> int:
    grows = p.select(p.make("lt", p.literal(0.0), y), a, p.literal(0.0))
    return p.select(p.make("eq", a, a), grows, a)
