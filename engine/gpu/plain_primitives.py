"""The primitive operations of device kernels in plain Python: for the simulator, and to read what they do.

Numbers are NumPy's scalars of the kernel's type. Products are fused into sums through their exact error, so
that what the compensated operations of `engine.numerics.elementary` build on holds here too.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

_MASK = 0xFFFFFFFF


def plain_primitives(real: str) -> dict[str, Callable[..., Any]]:
    """The names that a kernel's text uses, for "float32" or "float64"."""
    number = np.dtype(real).type
    word = np.int32 if real == "float32" else np.int64
    bits = 32 if real == "float32" else 64
    fused = _fused_single if real == "float32" else _fused_double

    def wrapped(value: int) -> Any:
        half = 1 << (bits - 1)
        return word((value + half) % (2 * half) - half)

    def unsigned_or_word(like: Any, value: int) -> Any:
        return np.uint32(value & _MASK) if isinstance(like, np.uint32) else wrapped(value)

    return {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "div": lambda a, b: a / b,
        "fma": fused,
        "sqrt": np.sqrt,
        "absolute": np.abs,
        "floor": np.floor,
        "select": lambda condition, a, b: a if condition else b,
        "both": lambda a, b: a and b,
        "either": lambda a, b: a or b,
        "negated": lambda a: not a,
        "asword": lambda a: a.view(word),
        "asfloat": lambda a: a.view(number),
        "ladd": lambda a, b: unsigned_or_word(a, int(a) + int(b)),
        "lsub": lambda a, b: wrapped(int(a) - int(b)),
        "lmul": lambda a, b: np.uint32(int(a) * int(b) & _MASK),
        "lshl": lambda a, b: wrapped(int(a) << int(b)),
        "lshr": lambda a, b: a >> b,
        "land": lambda a, b: a & b,
        "lor": lambda a, b: a | b,
        "lxor": lambda a, b: a ^ b,
        "higher": lambda a, b: np.uint32(int(a) * int(b) >> 32),
        "number": lambda a, like: number(a),
        "lower_word": lambda i, low: np.uint32(int(i) + int(low) & _MASK),
        "stream_word": _stream_word,
        "index": lambda i: i,
        "again": lambda i: i,
        "whole": int,
    }


def _stream_word(i: Any, low: Any, high: Any, sample: Any) -> Any:
    particle = (int(high) << 32) + int(low) + int(i)
    return np.uint32((particle >> 32 << 16 & _MASK) | int(sample))


def _fused_single(a: Any, b: Any, c: Any) -> Any:
    """The product of two float32 is exact in float64."""
    return np.float32(np.float64(a) * np.float64(b) + np.float64(c))


def _fused_double(a: Any, b: Any, c: Any) -> Any:
    """a*b + c from the exact errors of product and sum (Dekker, Knuth)."""
    return np.float64(_fused(float(a), float(b), float(c)))


def _fused(a: float, b: float, c: float) -> float:
    product = a * b
    total = product + c
    if not (1e-250 < abs(product) < 1e250) or not math.isfinite(total) or max(abs(a), abs(b)) > 1e290:
        return total
    a_high, a_low = _halves(a)
    b_high, b_low = _halves(b)
    lost = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    part = total - product
    return total + (((product - (total - part)) + (c - part)) + lost)


def _halves(x: float) -> tuple[float, float]:
    scaled = x * 134217729.0
    high = scaled - (scaled - x)
    return high, x - high
