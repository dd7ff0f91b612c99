"""Elementary functions as branch-free programs: a loop over them becomes SIMD on any compiler.

Each function appends primitive operations to a `Program` and returns the value of the result; all work in
float32 and float64 and give results within the few units in the last place that tests/numerics holds them
to. What is not finite stays so, and no argument, however large, gives a result outside the function's range.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from engine.language.program import Program

from . import coefficients

#: π, to 160 bits.
_PI = Fraction(0xC90FDAA22168C234C4C6628B80DC1CD129024E08, 1 << 158)
_LN2 = Fraction(0xB17217F7D1CF79ABC9E3B39803F2F6AF40F34326, 1 << 160)

_LN2_BITS = {"float32": 15, "float64": 38}


def _split(p: Program, value: Fraction, parts: int) -> list[int]:
    """A constant as the sum of literals, each the nearest to what the ones before it leave."""
    literals = []
    for _ in range(parts):
        nearest = float(p.real.dtype.type(float(value)))
        literals.append(p.literal(nearest))
        value -= Fraction(nearest)
    return literals


def _sign_of(p: Program, a: int) -> int:
    return p.make("land", p.make("asword", a), p.const(p.real.sign_bit))


def flip(p: Program, a: int, sign: int) -> int:
    """a, negated where b is negative or −0; `sign` is from `_sign_of(b)`."""
    return p.make("asfloat", p.make("lxor", p.make("asword", a), sign))


# --- sine, cosine, tangent ------------------------------------------------------------------------------

#: A number of turns per unit of x: its value and what that lacks, or None where it lacks nothing.
Turns = tuple[int, int | None]


def per_radian(p: Program) -> Turns:
    """Turns for an x in radians."""
    high, low = _split(p, 1 / (2 * _PI), 2)
    return high, low


def exact_turns(scale: float) -> float | None:
    """scale/2π where that is a power of two, so that no digit is lost in the product; else None."""
    turns = abs(scale) / (2 * math.pi)
    nearest = 2.0 ** round(math.log2(turns)) if 2**-20 < turns < 2**20 else 0.0
    if not nearest or abs(turns / nearest - 1) > 1e-15:
        return None
    return math.copysign(nearest, scale)


def _exact_share(p: Program, x: int, scale: int) -> int:
    """scale·x less the nearest whole number, within ±½, exactly: for a scale that is a power of two."""
    whole = p.floor(p.fma(x, scale, p.literal(0.5)))
    return p.fma(x, scale, p.neg(whole))


def _share_beside(p: Program, x: int, turns: Turns, place: int) -> int:
    """turns·x less a `place` beside it: within ±¼, a little more where x is large, never beyond ±½.

    The product is not rounded before the place is taken off, so that what is left has all its digits.
    """
    scale, rest = turns
    share = p.fma(x, scale, p.neg(place))
    if rest is not None:
        share = p.fma(x, rest, share)
    # An x so large that its neighbours are turns apart: the phase means nothing, the bound still does.
    half = p.literal(0.5)
    return p.greater(p.neg(half), p.lower(half, share))


def _sine_of_share(p: Program, b: int) -> int:
    """sin 2πb for |b| ≤ ¼."""
    odd = (1.0, *coefficients.SIN[p.real.name])
    scaled = tuple(c * (2 * math.pi) ** (2 * i + 1) for i, c in enumerate(odd))
    return p.mul(b, p.horner(p.mul(b, b), scaled))


def _whole(p: Program, a: int) -> int:
    """Whether a number is whole."""
    return p.make("eq", p.floor(a), a)


def sin(p: Program, x: int, turns: Turns | None = None) -> int:
    """sin x, or sin(2π·turns·x)."""
    half = p.literal(0.5)
    scale, rest = turns = turns or per_radian(p)
    if rest is None:
        r = _exact_share(p, x, scale)
        a = p.abs(r)
        return flip(p, _sine_of_share(p, p.lower(a, p.sub(half, a))), _sign_of(p, r))
    # The nearest zero of the sine, in turns; between whole turns the sine falls.
    zero = p.mul(p.floor(p.fma(x, p.add(scale, scale), half)), half)
    b = _share_beside(p, x, turns, zero)
    return _sine_of_share(p, p.select(_whole(p, zero), b, p.neg(b)))


def cos(p: Program, x: int, turns: Turns | None = None) -> int:
    """cos x, or cos(2π·turns·x)."""
    quarter = p.literal(0.25)
    scale, rest = turns = turns or per_radian(p)
    if rest is None:
        return _sine_of_share(p, p.sub(quarter, p.abs(_exact_share(p, x, scale))))
    # The zero of the cosine between two of its extremes, in turns; it falls after a whole turn.
    turn = p.mul(p.floor(p.mul(x, p.add(scale, scale))), p.literal(0.5))
    b = _share_beside(p, x, turns, p.add(turn, quarter))
    return _sine_of_share(p, p.select(_whole(p, turn), p.neg(b), b))


def tan(p: Program, x: int, turns: Turns | None = None) -> int:
    """tan x, or tan(2π·turns·x)."""
    return p.div(sin(p, x, turns), cos(p, x, turns))


# --- exponential and hyperbolic functions --------------------------------------------------------------


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
    high, rest = _split_ln2(p)
    r = p.fma(k, high, clamped)
    r = p.fma(k, rest, r) if low is None else p.add(p.fma(k, rest, r), low)
    body = p.fma(p.mul(r, r), p.horner(r, coefficients.EXP[real.name]), r)
    half = p.make("asfloat", p.make("lshl", p.make("asword", shifted), p.const(real.mantissa)))
    return body, half


def _split_ln2(p: Program) -> tuple[int, int]:
    """ln 2 as a short number, whose products with exponents are exact, and the rest."""
    short = Fraction(math.floor(_LN2 * 2 ** _LN2_BITS[p.real.name]), 2 ** _LN2_BITS[p.real.name])
    return p.literal(float(short)), p.literal(float(_LN2 - short))


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
    return flip(p, value, _sign_of(p, x))


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
    return flip(p, p.select(p.make("eq", x, x), value, x), _sign_of(p, x))


def cosh(p: Program, x: int) -> int:
    _, half = _half_power(p, p.abs(x))
    return p.add(half, p.div(p.literal(0.25), half))


# --- logarithms and powers ------------------------------------------------------------------------------


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
    high, low = _split_ln2(p)
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
    high, low = _split_ln2(p)
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


# --- inverse trigonometric functions ---------------------------------------------------------------------


def _atan_of_ratio(p: Program, y: int, x: int) -> int:
    """atan(y/x) for x ≥ 0, y ≥ 0 and not both 0, with one division."""
    steep = p.make("lt", p.mul(x, p.literal(1 + math.sqrt(2))), y)
    middle = p.make("lt", p.mul(x, p.literal(math.sqrt(2) - 1)), y)
    above = p.select(steep, p.neg(x), p.select(middle, p.sub(y, x), y))
    below = p.select(steep, y, p.select(middle, p.add(y, x), x))
    t = p.div(above, below)
    z = p.mul(t, t)
    small = p.fma(p.mul(t, z), p.horner(z, coefficients.ATAN[p.real.name]), t)
    (half, half_low), (quarter, quarter_low) = _split(p, _PI / 2, 2), _split(p, _PI / 4, 2)
    zero = p.literal(0.0)
    base = p.select(steep, half, p.select(middle, quarter, zero))
    base_low = p.select(steep, half_low, p.select(middle, quarter_low, zero))
    return p.add(base, p.add(small, base_low))


def atan(p: Program, x: int) -> int:
    a = p.abs(x)
    value = _atan_of_ratio(p, a, p.literal(1.0))
    # ∞/∞ is none of its business: the angle at infinity is a quarter turn.
    value = p.select(p.make("eq", a, p.literal(math.inf)), p.literal(math.pi / 2), value)
    return flip(p, value, _sign_of(p, x))


def atan2(p: Program, y: int, x: int) -> int:
    ax, ay = p.abs(x), p.abs(y)
    zero = p.literal(0.0)
    value = _atan_of_ratio(p, ay, ax)
    origin = p.make("and", p.make("eq", ax, zero), p.make("eq", ay, zero))
    value = p.select(origin, zero, value)
    high, low = _split(p, _PI, 2)
    value = p.select(p.make("lt", x, zero), p.add(p.sub(high, value), low), value)
    return flip(p, value, _sign_of(p, y))


def _asin_of_small(p: Program, x: int) -> int:
    z = p.mul(x, x)
    return p.fma(p.mul(x, z), p.horner(z, coefficients.ASIN[p.real.name]), x)


def _asin_parts(p: Program, x: int) -> tuple[int, int]:
    """(whether |x| ≤ ½, asin of |x| there and of √((1 − |x|)/2) elsewhere)."""
    a = p.abs(x)
    near = p.make("le", a, p.literal(0.5))
    far = p.sqrt(p.mul(p.sub(p.literal(1.0), a), p.literal(0.5)))
    return near, _asin_of_small(p, p.select(near, a, far))


def asin(p: Program, x: int) -> int:
    near, value = _asin_parts(p, x)
    high, low = _split(p, _PI / 2, 2)
    far = p.add(p.sub(high, p.mul(value, p.literal(2.0))), low)
    return flip(p, p.select(near, value, far), _sign_of(p, x))


def acos(p: Program, x: int) -> int:
    near, value = _asin_parts(p, x)
    high, low = _split(p, _PI / 2, 2)
    middle = p.add(p.sub(high, flip(p, value, _sign_of(p, x))), low)
    twice = p.mul(value, p.literal(2.0))
    whole, whole_low = _split(p, _PI, 2)
    left = p.add(p.sub(whole, twice), whole_low)
    return p.select(near, middle, p.select(p.make("lt", x, p.literal(0.0)), left, twice))


# --- the rest ------------------------------------------------------------------------------------------


def least(p: Program, a: int, b: int) -> int:
    """The lesser, not a number where one of them is not."""
    chosen = p.make("or", p.make("lt", a, b), p.make("ne", a, a))
    return p.select(chosen, a, b)


def most(p: Program, a: int, b: int) -> int:
    """The greater, not a number where one of them is not."""
    chosen = p.make("or", p.make("lt", b, a), p.make("ne", a, a))
    return p.select(chosen, a, b)


def sign(p: Program, x: int) -> int:
    zero = p.literal(0.0)
    down = p.select(p.make("lt", x, zero), p.literal(-1.0), x)
    return p.select(p.make("lt", zero, x), p.literal(1.0), down)


def ceil(p: Program, x: int) -> int:
    return p.neg(p.floor(p.neg(x)))


def mod(p: Program, x: int, y: int) -> int:
    return p.sub(x, p.mul(p.floor(p.div(x, y)), y))


def length(p: Program, parts: list[int]) -> int:
    """The Euclidean norm, without overflow: the largest part is taken out of the root."""
    sizes = [p.abs(part) for part in parts]
    if len(sizes) == 1:
        return sizes[0]
    largest = sizes[0]
    for size in sizes[1:]:
        largest = most(p, largest, size)
    # 0/0 where all are 0; not a number stays so, since the comparison says no.
    scale = p.select(p.make("eq", largest, p.literal(0.0)), p.literal(1.0), largest)
    total = None
    for size in sizes:
        ratio = p.div(size, scale)
        square = p.mul(ratio, ratio)
        total = square if total is None else p.add(total, square)
    assert total is not None
    return p.mul(largest, p.sqrt(total))


def others(p: Program, parts: list[int]) -> list[int]:
    """For each part the sum of all but itself, 0 where it is alone."""
    sums = []
    for own in range(len(parts)):
        total = p.literal(0.0)
        for k, part in enumerate(part for place, part in enumerate(parts) if place != own):
            total = p.add(total, part) if k else part
        sums.append(total)
    return sums


def across(p: Program, op: str, parts: list[int]) -> list[int]:
    """What the coordinates of a vector answer among themselves, an operation of `graph.ACROSS`, for each."""
    return others(p, parts) if op == "others" else [length(p, parts)] * len(parts)


def hypot(p: Program, a: int, b: int) -> int:
    return length(p, [a, b])
