"""From a formula nobody has seen to five optimizers running on it.

`python tests/benchmarks/new_formula.py [--rounds N] [--json]`. The optimizers have run before, as in a
program that is open; the landscape is new in each round, so no cache knows it. The clock starts at the text
and stops when each of the five has taken a step with compiled kernels.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

import engine
from engine.run import Run

OPTIMIZERS = ("gradient_descent", "momentum", "nesterov", "rmsprop", "adam")
ALLOWED_CPU_SECONDS = 1.0


def polynomial(constant: Callable[[], float]) -> str:
    return f"(x**2 + {constant()}*y - 11)**2 + (x + y**2 - 7)**2"


def waves(constant: Callable[[], float]) -> str:
    return f"x**2 + y**2 + {constant()}*(2 - cos(2*pi*x) - cos(2*pi*y)) + sin(x*y)"


def funnel(constant: Callable[[], float]) -> str:
    return (
        f"r = sqrt((x**2 + y**2)/2)\n{constant()}*(1 - exp(-0.2*r)) + e - exp((cos(2*pi*x) + cos(2*pi*y))/2)"
    )


def hills(constant: Callable[[], float]) -> str:
    bumps = [f"{constant()}*exp(-(x - {constant()})**2 - (y - {constant()})**2)" for _ in range(8)]
    return "x**2/50 + y**2/50 - " + " - ".join(bumps)


FORMULAS = (polynomial, waves, funnel, hills)


def start_all(landscape: engine.Landscape) -> None:
    """One step of each optimizer with compiled kernels."""
    points = np.array([[0.5, 0.25], [-1.0, 1.0]])
    for name in OPTIMIZERS:
        run = Run(engine.load_optimizer(name), landscape, points, total_steps=1000, kernels="split")
        run.advance(1)


def measure(rounds: int) -> dict[str, Any]:
    """Medians of the seconds of wall-clock and of processor time, for each kind of formula."""
    before = time.process_time()
    start_all(engine.load_landscape("himmelblau"))
    warm_up = time.process_time() - before
    chance = random.Random()

    def constant() -> float:
        return round(chance.uniform(0.5, 3), 6)

    found = {}
    for formula in FORMULAS:
        walls, cpus = [], []
        for _ in range(rounds):
            text = formula(constant)
            wall, cpu = time.perf_counter(), time.process_time()
            start_all(engine.landscape(text))
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
        found[formula.__name__] = {"wall": statistics.median(walls), "cpu": statistics.median(cpus)}
    return {"allowed_cpu": ALLOWED_CPU_SECONDS, "first_start_cpu": warm_up, "formulas": found}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    options = parser.parse_args()
    result = measure(options.rounds)
    if options.json:
        print(json.dumps(result))
        return 0
    print(f"first start of the five optimizers: {result['first_start_cpu']:.2f} s of processor time")
    for name, seconds in result["formulas"].items():
        print(f"{name:<12} {seconds['cpu']:.2f} s of processor time, {seconds['wall']:.2f} s on the clock")
    print(f"at most {ALLOWED_CPU_SECONDS} s of processor time is allowed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
