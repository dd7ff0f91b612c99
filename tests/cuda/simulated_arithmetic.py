"""Rules, fields and what happens to gradients on the CUDA simulator; see `simulated`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

import engine
from engine import Clip, Noise
from engine.catalogue import list_ids, load_landscape, load_optimizer, load_schedule, load_signal

from .pairs import START, apart, both


def rules(names: Sequence[str] | None = None) -> dict[str, float]:
    """Rules, every one unless named, against NumPy."""
    place = load_landscape("himmelblau")
    return {
        name: apart(*both(load_optimizer(name), place, START, 100, params=calm(name)))
        for name in names or list_ids("optimizers")
    }


def calm(rule: str) -> dict[str, float]:
    """A learning rate at which no particle jumps about its minimum, where rounding errors grow."""
    gentle = (
        "momentum",
        "momentum_ema",
        "nesterov",
        "nesterov_three",
        "nesterov_weighted",
        "gradient_descent",
        "nesterov_here",
        "aggmo",
        "qhm",
    )
    still = {"pid": {"eta": 1e-4}, "cocob": {"alpha": 1000.0}, "lars": {"eta": 0.1, "trust": 1e-3}}
    still |= {"lamb": {"eta": 1e-3}, "fromage": {"eta": 1e-3}, "dowg": {"eta": 0.1}}
    still |= {"adafactor": {"eta": 1e-3}, "dadapt_sgd": {"eta": 0.1}, "dadapt_adam": {"eta": 0.1}}
    still |= {"soap": {"eps": 0.1}, "shampoo": {"eps0": 1.0}, "lbfgs": {"eta": 0.1, "delta": 0.1}}
    return {"eta": 1e-3} if rule in (*gentle, "rmsprop", "rprop") else still.get(rule, {})


def rules_on_processor(names: Sequence[str] | None = None) -> dict[str, float]:
    """Rules, every one unless named, against the processor's kernels."""
    place = load_landscape("himmelblau")
    return {
        name: apart(*both(load_optimizer(name), place, START, 100, "cpu", params=calm(name)))
        for name in names or list_ids("optimizers")
    }


def same_bits() -> dict[str, bool]:
    """float32 against the processor's kernels."""
    found = {}
    for name in ("adam", "nesterov_three", "adam_p", "rprop"):
        ours, other = both(load_optimizer(name), load_landscape("ackley"), START, 50, "cpu", dtype="float32")
        found[name] = apart(ours, other) == 0
    return found


def fields() -> dict[str, float]:
    """Every landscape and every signal against NumPy."""
    return landscapes(list_ids("landscapes")) | signals(list_ids("signals"))


def landscapes(names: Sequence[str]) -> dict[str, float]:
    found = {}
    for name in names:
        place = load_landscape(name)
        x0, x1, y0, y1 = place.domain
        start = np.array([[x0 + 0.4 * (x1 - x0), y0 + 0.6 * (y1 - y0)], [x0 + 0.7 * (x1 - x0), y1]])
        found[name] = apart(*both(load_optimizer("adam"), place, start, 30, params={"eta": 0.01}))
    return found


def signals(names: Sequence[str]) -> dict[str, float]:
    found = {}
    for name in names:
        # Nesterov's rule looks ahead, so that its signal differs between particles.
        for rule in ("adam", "nesterov"):
            runs = both(load_optimizer(rule), load_signal(name), np.zeros((2, 1)), 60)
            found[f"{name} {rule}"] = apart(*runs)
    return found


def modifiers() -> dict[str, float]:
    found = {}
    cases: dict[str, dict[str, Any]] = {
        "noise": {"noise": Noise(0.3)},
        "sparse": {"noise": Noise(0.0, 0.4)},
        "rare": {"noise": Noise(0.0, 0.4, rare=1)},
        "both": {"noise": Noise(0.2, 0.6), "seed": 2**40 + 5, "first_particle": 2**33 - 1},
        "clip value": {"clip": Clip(0.5)},
        "clip norm": {"clip": Clip(None, 0.7)},
        "all": {"noise": Noise(0.2, 0.6), "clip": Clip(2.0, 2.5), "schedule": load_schedule("cosine")},
    }
    place = load_landscape("rastrigin")
    for name, options in cases.items():
        for rule in ("adam", "nesterov_three"):
            runs = both(load_optimizer(rule), place, START, 40, params={"eta": 1e-3}, **options)
            found[f"{name} {rule}"] = apart(*runs)
    return found


def noise_same_bits() -> bool:
    options: dict[str, Any] = {"noise": Noise(0.5, 0.5), "dtype": "float32", "params": {"eta": 0.01}}
    place = load_landscape("himmelblau")
    return apart(*both(load_optimizer("adam"), place, START, 40, "cpu", **options)) == 0


def typed() -> dict[str, float]:
    """A rule and formulas that are in no catalogue, with everything that a rule may ask."""
    place = engine.landscape(
        "a = (x - 1)**2\nwhere(x > y, a, a + 0.5*(y - x)**2) + exp(-x**2)*sin(3*y) + y**2"
    )
    texts = {
        "norm": "g = grad(theta)\ntheta -= eta*g/(norm(g) + 1e-3)",
        "loss": "theta -= eta*(loss(theta) + 2)*grad(theta)",
        "newton": "theta -= eta*newton(theta)",
        "hess_diag": "theta -= eta*grad(theta)/(abs(hess_diag(theta)) + 1)",
        "swap": "a = b + 0.1*g\nb = a - 0.5*b\ntheta -= eta*(a + b)",
        "no field": "theta = theta*0.9",
        "schedule": "theta -= eta/sqrt(t)*grad(theta)",
    }
    return {name: apart(*both(engine.optimizer(text), place, START, 40)) for name, text in texts.items()}
