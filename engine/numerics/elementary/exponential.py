"""The exponential function and the hyperbolic ones."""

from __future__ import annotations

import math

from engine.language.program import Program
from engine.numerics import coefficients

from .pieces import flip, sign_of, split_ln2


def _exp_parts(p: Program, x: int, low: int | None = None) -> tuple[int, int]:
    """(r + r²Q, 2^(k−1)) with exp(x) = (1 + r + r²Q)·2^k; `low` is what x lacks.

    Beyond the ends the first power that is too large, or a 2^(k−1) of 0: results below the least normal
    number are 0.
    """
    real = p.real
    ends = (1 - real.bias - 0.2) * math.log(2), (real.bias + 1.3) * math.log(2)
    clamped = p.greater(p.literal(ends[0]), p.lower(p.literal(ends[1]), x))
    # Adding a large number rounds to whole ones, and leaves k − 1 + bias in the lowest bits of the sum.
    shift = p.literal(1.5 * 2.0**real.mantissa + real.bias - 1)
    shifted = p.fma(clamped, p.literal(1 / math.log(2)), shift)
    k = p.neg(p.sub(shifted, shift))
    high, rest = split_ln2(p)
    r = p.fma(k, high, clamped)
    r = p.fma(k, rest, r) if low is None else p.add(p.fma(k, rest, r), low)
    body = p.fma(p.mul(r, r), p.horner(r, coefficients.EXP[real.name]), r)
    half = p.make("asfloat", p.make("lshl", p.make("asword", shifted), p.const(real.mantissa)))
    return body, half


def exp(p: Program, x: int, low: int | None = None) -> int:
    """e^x; with `low`, e^(x + low) for a low that is far below x."""
    body, half = _exp_parts(p, x, low)
    return p.mul(p.fma(body, half, half), p.literal(2.0))


def expm1(p: Program, x: int) -> int:
    body, half = _exp_parts(p, x)
    value = p.mul(p.fma(body, half, p.sub(half, p.literal(0.5))), p.literal(2.0))
    # 0 keeps its sign, and an x below what 2^k − 1 can hold is its own result.
    return p.select(p.make("lt", p.abs(x), p.literal(2.0 ** -(p.real.mantissa + 2))), x, value)


def tanh(p: Program, x: int) -> int:
    largest = p.literal(p.real.mantissa * math.log(2))
    e = expm1(p, p.mul(p.lower(largest, p.abs(x)), p.literal(2.0)))
    value = p.div(e, p.add(e, p.literal(2.0)))
    value = p.select(p.make("eq", x, x), value, x)
    return flip(p, value, sign_of(p, x))


def _half_power(p: Program, a: int) -> tuple[int, int]:
    """(e^(a/2), e^a/2): by halves, so that e^a/2 may be finite where e^a is not."""
    root = exp(p, p.mul(a, p.literal(0.5)))
    return root, p.mul(p.mul(root, p.literal(0.5)), root)


def sinh(p: Program, x: int) -> int:
    a = p.abs(x)
    e = expm1(p, p.lower(p.literal(20.0), a))
    near = p.mul(p.add(e, p.div(e, p.add(e, p.literal(1.0)))), p.literal(0.5))
    _, far = _half_power(p, a)
    value = p.select(p.make("lt", p.literal(20.0), a), far, near)
    return flip(p, p.select(p.make("eq", x, x), value, x), sign_of(p, x))


def cosh(p: Program, x: int) -> int:
    _, half = _half_power(p, p.abs(x))
    return p.add(half, p.div(p.literal(0.25), half))
