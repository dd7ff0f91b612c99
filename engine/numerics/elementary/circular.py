"""Sine, cosine and tangent of radians or turns, and their inverses."""

from __future__ import annotations

import math

from engine.language.program import Program
from engine.numerics import coefficients

from .pieces import PI, flip, sign_of, split

#: A number of turns per unit of x: its value and what that lacks, or None where it lacks nothing.
Turns = tuple[int, int | None]


def per_radian(p: Program) -> Turns:
    """Turns for an x in radians."""
    high, low = split(p, 1 / (2 * PI), 2)
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
        return flip(p, _sine_of_share(p, p.lower(a, p.sub(half, a))), sign_of(p, r))
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


def _atan_of_ratio(p: Program, y: int, x: int) -> int:
    """atan(y/x) for x ≥ 0, y ≥ 0 and not both 0, with one division."""
    steep = p.make("lt", p.mul(x, p.literal(1 + math.sqrt(2))), y)
    middle = p.make("lt", p.mul(x, p.literal(math.sqrt(2) - 1)), y)
    above = p.select(steep, p.neg(x), p.select(middle, p.sub(y, x), y))
    below = p.select(steep, y, p.select(middle, p.add(y, x), x))
    t = p.div(above, below)
    z = p.mul(t, t)
    small = p.fma(p.mul(t, z), p.horner(z, coefficients.ATAN[p.real.name]), t)
    (half, half_low), (quarter, quarter_low) = split(p, PI / 2, 2), split(p, PI / 4, 2)
    zero = p.literal(0.0)
    base = p.select(steep, half, p.select(middle, quarter, zero))
    base_low = p.select(steep, half_low, p.select(middle, quarter_low, zero))
    return p.add(base, p.add(small, base_low))


def atan(p: Program, x: int) -> int:
    a = p.abs(x)
    value = _atan_of_ratio(p, a, p.literal(1.0))
    # ∞/∞ is none of its business: the angle at infinity is a quarter turn.
    value = p.select(p.make("eq", a, p.literal(math.inf)), p.literal(math.pi / 2), value)
    return flip(p, value, sign_of(p, x))


def atan2(p: Program, y: int, x: int) -> int:
    ax, ay = p.abs(x), p.abs(y)
    zero = p.literal(0.0)
    value = _atan_of_ratio(p, ay, ax)
    origin = p.make("and", p.make("eq", ax, zero), p.make("eq", ay, zero))
    value = p.select(origin, zero, value)
    high, low = split(p, PI, 2)
    value = p.select(p.make("lt", x, zero), p.add(p.sub(high, value), low), value)
    return flip(p, value, sign_of(p, y))


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
    high, low = split(p, PI / 2, 2)
    far = p.add(p.sub(high, p.mul(value, p.literal(2.0))), low)
    return flip(p, p.select(near, value, far), sign_of(p, x))


def acos(p: Program, x: int) -> int:
    near, value = _asin_parts(p, x)
    high, low = split(p, PI / 2, 2)
    middle = p.add(p.sub(high, flip(p, value, sign_of(p, x))), low)
    twice = p.mul(value, p.literal(2.0))
    whole, whole_low = split(p, PI, 2)
    left = p.add(p.sub(whole, twice), whole_low)
    return p.select(near, middle, p.select(p.make("lt", x, p.literal(0.0)), left, twice))
