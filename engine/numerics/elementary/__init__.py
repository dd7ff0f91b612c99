"""Elementary functions as branch-free programs: a loop over them becomes SIMD on any compiler.

Each function appends primitive operations to a `Program` and returns the value of the result; all work in
float32 and float64 and give results within the few units in the last place that tests/numerics holds them
to. What is not finite stays so, and no argument, however large, gives a result outside the function's range.
"""

from .circular import acos, asin, atan, atan2, cos, exact_turns, sin, tan
from .exact import across, ceil, hypot, least, mod, most, sign
from .exponential import cosh, exp, expm1, sinh, tanh
from .logarithms import log, log1p, pow

__all__ = [
    "acos", "across", "asin", "atan", "atan2", "ceil", "cos", "cosh", "exact_turns", "exp", "expm1", "hypot",
    "least", "log", "log1p", "mod", "most", "pow", "sign", "sin", "sinh", "tan", "tanh",
]  # fmt: skip
