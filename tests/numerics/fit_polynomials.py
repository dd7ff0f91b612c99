"""Fits the polynomials of engine/numerics/coefficients.py and prints that file's tables.

    python tests/numerics/fit_polynomials.py

Chebyshev fits with 60 digits (mpmath). Each function is written so that its leading term is exact and the
polynomial only corrects it; what is fitted is that correction, over the reduced interval.
"""

from __future__ import annotations

from collections.abc import Callable

from mpmath import asin, atan, chebyfit, exp, log, mp, mpf, pi, sin, sqrt

mp.dps = 60

Fit = tuple[Callable[[mpf], mpf], mpf, mpf, dict[str, int]]


def _root(f: Callable[[mpf], mpf]) -> Callable[[mpf], mpf]:
    """(f(√z)/√z − 1)/z: what an odd function with slope 1 adds to its leading term."""
    return lambda z: (f(sqrt(z)) / sqrt(z) - 1) / z


def _exp_rest(r: mpf) -> mpf:
    if abs(r) < mpf(10) ** -15:
        return mpf(1) / 2 + r / 6
    return (exp(r) - 1 - r) / r**2


def _log_rest(z: mpf) -> mpf:
    s = sqrt(z)
    return (log((1 + s) / (1 - s)) - 2 * s) / (s * z)


TINY = mpf(10) ** -20
FITS: dict[str, Fit] = {
    "SIN": (_root(sin), TINY, (pi / 2) ** 2, {"float32": 4, "float64": 8}),
    "EXP": (_exp_rest, -log(2) / 2, log(2) / 2, {"float32": 5, "float64": 10}),
    "LOG": (_log_rest, TINY, (3 - 2 * sqrt(2)) ** 2, {"float32": 3, "float64": 7}),
    "ATAN": (_root(atan), TINY, (sqrt(2) - 1) ** 2, {"float32": 5, "float64": 11}),
    "ASIN": (_root(asin), TINY, mpf(1) / 4, {"float32": 5, "float64": 13}),
}


def main() -> None:
    for name, (function, low, high, counts) in FITS.items():
        print(f"{name} = {{")
        for real, count in counts.items():
            coefficients, error = chebyfit(function, [low, high], count, error=True)
            print(f'    "{real}": (  # lowest power first; fitted to {mp.nstr(error, 2)}')
            for value in reversed(coefficients):
                print(f"        {float(value)!r},")
            print("    ),")
        print("}")


if __name__ == "__main__":
    main()
