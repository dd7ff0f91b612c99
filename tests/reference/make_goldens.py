"""Makes goldens.json and goldens.npz: what PyTorch and optax do, for the tests to agree with.

Run it where torch, optax and jax are installed (their versions are written into goldens.json):

    python make_goldens.py

Nothing of Ravine is imported: the landscapes are written out again here, and differentiated by the libraries.
Every case is 100 steps in float64 from two starts on two landscapes. `rule` names the entry of the catalogue
that must agree, `parameters` its parameters; a case with `text` is a library's own variant, as a typed rule.
`position` says which of our quantities the library's variable is, where it is not θ.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jax
import numpy as np
import optax
import torch

jax.config.update("jax_enable_x64", True)
# NAdam keeps the product of its momenta in the default type.
torch.set_default_dtype(torch.float64)

STEPS = 100
STARTS = {"himmelblau": [[-4.0, 4.0], [0.5, -1.0]], "rosenbrock": [[-1.2, 1.0], [0.3, 1.7]]}
SCHEDULED = 60


def himmelblau(x: Any, y: Any) -> Any:
    return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2


def rosenbrock(x: Any, y: Any) -> Any:
    return (1 - x) ** 2 + 100 * (y - x * x) ** 2


LANDSCAPES: dict[str, Callable[[Any, Any], Any]] = {"himmelblau": himmelblau, "rosenbrock": rosenbrock}


def by_torch(make: Callable[[list], torch.optim.Optimizer], landscape: str, start: np.ndarray) -> np.ndarray:
    """(STEPS + 1, starts, 2): the variables of a torch optimizer."""
    theta = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = make([theta])
    frames = [theta.detach().numpy().copy()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        LANDSCAPES[landscape](theta[:, 0], theta[:, 1]).sum().backward()
        optimizer.step()
        frames.append(theta.detach().numpy().copy())
    return np.array(frames)


def by_optax(
    make: Callable[[], optax.GradientTransformation],
    landscape: str,
    start: np.ndarray,
    shown: Callable[[Any, Any], Any] = lambda state, theta: theta,
) -> np.ndarray:
    """(STEPS + 1, starts, 2): the variables of an optax transformation, or what `shown` makes of them."""
    optimizer = make()
    theta = jax.numpy.array(start, dtype=jax.numpy.float64)
    state = optimizer.init(theta)
    gradient = jax.grad(lambda p: LANDSCAPES[landscape](p[:, 0], p[:, 1]).sum())
    frames = [np.array(theta)]
    for _ in range(STEPS):
        updates, state = optimizer.update(gradient(theta), state, theta)
        theta = optax.apply_updates(theta, updates)
        frames.append(np.array(shown(state, theta)))
    return np.array(frames)


def stable(walk: Callable[[np.ndarray], np.ndarray], start: np.ndarray, name: str) -> np.ndarray:
    """The walk from `start`, which must not blow up differences as small as rounding makes.

    Where it does, two right programs that round differently part, and agreement would say nothing.
    """
    walked, beside = walk(start), walk(start * (1 + 1e-14))
    growth = np.abs(walked - beside).max() / np.abs(start * 1e-14).max()
    if not growth < 50:
        raise SystemExit(f"{name} blows rounding errors up {growth:.0f} times; choose other parameters")
    return walked


BETAS = {"beta1": 0.9, "beta2": 0.999}
OUTSIDE = {"eps_root": 0.0, "eps": 1e-8}
NONE = {"eps_root": 0.0, "eps": 0.0}

NADAM_OF_TORCH = """
mu = beta1*(1 - 0.5*0.96**(t*0.004))
mu_next = beta1*(1 - 0.5*0.96**((t + 1)*0.004))
mu_product = mu_product*mu
m = beta1*m + (1 - beta1)*g
v = beta2*v + (1 - beta2)*g**2
m_bar = mu_next*m/(1 - mu_product*mu_next) + (1 - mu)*g/(1 - mu_product)
theta = theta - eta*m_bar/(sqrt(v/(1 - beta2**t)) + eps)
"""
AMSGRAD_OF_OPTAX = """
m = beta1*m + (1 - beta1)*g
v = beta2*v + (1 - beta2)*g**2
v_hat = max(v_hat, v/(1 - beta2**t))
theta = theta - eta*m/(1 - beta1**t)/(sqrt(v_hat) + eps)
"""
ADAMAX_OF_BOTH = """
m = beta1*m + (1 - beta1)*g
u = max(beta2*u, abs(g) + eps)
theta = theta - eta*m/(1 - beta1**t)/u
"""
RADAM_OF_TORCH = """
m = beta1*m + (1 - beta1)*g
v = beta2*v + (1 - beta2)*g**2
rho_inf = 2/(1 - beta2) - 1
rho = rho_inf - 2*t*beta2**t/(1 - beta2**t)
r = sqrt((rho - 4)*(rho - 2)*rho_inf/((rho_inf - 4)*(rho_inf - 2)*rho))
theta = theta - eta*m/(1 - beta1**t)*where(rho > 5, r*sqrt(1 - beta2**t)/(sqrt(v) + eps), 1)
"""
# Every step is taken one step late.
RPROP_OF_OPTAX = """
turn = g*d
step = where(turn == 0, step, min(max(step*where(turn > 0, eta_plus, eta_minus), step_min), step_max))
theta = theta - where(turn < 0, 0, d)
d = where(turn < 0, 0, step*sign(g))
"""


def torch_cases() -> dict[str, dict[str, Any]]:
    o = torch.optim
    adam = {"eta": 0.05, **BETAS}
    slow = {"eta": 0.001, **BETAS}
    return {
        "torch_sgd": case("gradient_descent", {"eta": 5e-4}, lambda p: o.SGD(p, lr=5e-4)),
        "torch_momentum": case(
            "momentum", {"eta": 2e-4, "gamma": 0.9}, lambda p: o.SGD(p, lr=2e-4, momentum=0.9)
        ),
        "torch_nesterov": case(
            "nesterov", {"eta": 2e-4, "gamma": 0.9}, lambda p: o.SGD(p, lr=2e-4, momentum=0.9, nesterov=True),
            position="theta - gamma*v",
        ),
        "torch_adagrad": case(
            "adagrad", {"eta": 0.5, "eps_root": 0.0, "eps": 1e-10}, lambda p: o.Adagrad(p, lr=0.5, eps=1e-10)
        ),
        "torch_rmsprop": case(
            "rmsprop", {"eta": 0.01, "gamma": 0.99, **OUTSIDE}, lambda p: o.RMSprop(p, lr=0.01, alpha=0.99)
        ),
        "torch_adadelta": case(
            "adadelta", {"eta": 1.0, "gamma": 0.9, "rms0": 0.0, "eps_root": 1e-6, "eps": 0.0},
            lambda p: o.Adadelta(p, lr=1.0, rho=0.9, eps=1e-6),
        ),
        "torch_adam": case("adam", {**adam, **OUTSIDE}, lambda p: o.Adam(p, lr=0.05)),
        "torch_amsgrad": case("amsgrad", {**adam, **OUTSIDE}, lambda p: o.Adam(p, lr=0.05, amsgrad=True)),
        "torch_adamw": case(
            "adamw", {**adam, **OUTSIDE, "weight_decay": 0.1}, lambda p: o.AdamW(p, lr=0.05, weight_decay=0.1)
        ),
        "torch_adamax": case("adamax", {**adam, "eps": 0.0}, lambda p: o.Adamax(p, lr=0.05, eps=0.0)),
        "torch_adamax_eps": case(
            "", {**adam, "eps": 0.01}, lambda p: o.Adamax(p, lr=0.05, eps=0.01), text=ADAMAX_OF_BOTH
        ),
        "torch_radam": case("radam", {**slow, **NONE}, lambda p: o.RAdam(p, lr=0.001, eps=0.0)),
        "torch_radam_eps": case(
            "", {**slow, "eps": 0.01}, lambda p: o.RAdam(p, lr=0.001, eps=0.01), text=RADAM_OF_TORCH
        ),
        "torch_nadam": case(
            "", {**adam, "eps": 1e-8}, lambda p: o.NAdam(p, lr=0.05), text=NADAM_OF_TORCH,
            state={"mu_product": 1.0},
        ),
        "torch_rprop": case(
            "rprop",
            {"step0": 0.01, "eta_plus": 1.2, "eta_minus": 0.5, "step_min": 1e-6, "step_max": 50.0},
            lambda p: o.Rprop(p, lr=0.01),
        ),
    }  # fmt: skip


def optax_cases() -> dict[str, dict[str, Any]]:
    adam = {"eta": 0.05, **BETAS}
    slow = {"eta": 0.001, **BETAS}
    return {
        "optax_sgd": case("gradient_descent", {"eta": 5e-4}, lambda: optax.sgd(5e-4)),
        "optax_momentum": case(
            "momentum", {"eta": 2e-4, "gamma": 0.9}, lambda: optax.sgd(2e-4, momentum=0.9)
        ),
        "optax_momentum_ema": case(
            "momentum_ema", {"eta": 1e-3, "gamma": 0.9},
            lambda: optax.chain(optax.ema(0.9, debias=False), optax.scale(-1e-3)),
        ),
        "optax_adagrad": case(
            "adagrad", {"eta": 0.5, "eps_root": 1e-7, "eps": 0.0},
            lambda: optax.adagrad(0.5, initial_accumulator_value=0.0, eps=1e-7),
        ),
        "optax_rmsprop": case(
            "rmsprop", {"eta": 0.002, "gamma": 0.9, "eps_root": 1e-8, "eps": 0.0},
            lambda: optax.rmsprop(0.002, decay=0.9, eps=1e-8),
        ),
        "optax_adadelta": case(
            "adadelta", {"eta": 2.0, "gamma": 0.95, "rms0": 0.0, "eps_root": 1e-5, "eps": 0.0},
            lambda: optax.adadelta(2.0, rho=0.95, eps=1e-5),
        ),
        "optax_adam": case(
            "adam", {**adam, "eps_root": 1e-4, "eps": 1e-3}, lambda: optax.adam(0.05, eps=1e-3, eps_root=1e-4)
        ),
        "optax_nadam": case(
            "nadam", {**adam, "eps_root": 1e-4, "eps": 1e-3},
            lambda: optax.nadam(0.05, eps=1e-3, eps_root=1e-4)
        ),
        "optax_adamax": case("adamax", {**adam, "eps": 0.0}, lambda: optax.adamax(0.05, eps=0.0)),
        "optax_amsgrad": case(
            "", {**adam, "eps": 1e-8}, lambda: optax.amsgrad(0.05, eps=1e-8), text=AMSGRAD_OF_OPTAX
        ),
        "optax_adamw": case(
            "adamw", {**adam, "eps_root": 1e-4, "eps": 1e-3, "weight_decay": 0.1},
            lambda: optax.adamw(0.05, eps=1e-3, eps_root=1e-4, weight_decay=0.1),
        ),
        "optax_lion": case(
            "lion", {"eta": 0.01, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0.1},
            lambda: optax.lion(0.01, b1=0.9, b2=0.99, weight_decay=0.1),
        ),
        "optax_sign": case("sign_descent", {"eta": 0.013}, lambda: optax.sign_sgd(0.013)),
        "optax_radam": case(
            "radam", {**slow, "eps_root": 1e-4, "eps": 1e-3},
            lambda: optax.radam(0.001, eps=1e-3, eps_root=1e-4)
        ),
        "optax_rprop": case(
            "",
            {"step0": 0.02, "eta_plus": 1.3, "eta_minus": 0.4, "step_min": 1e-6, "step_max": 0.5},
            lambda: optax.rprop(0.02, eta_minus=0.4, eta_plus=1.3, max_step_size=0.5),
            text=RPROP_OF_OPTAX, state={"step": "step0"},
        ),
        "optax_schedule_free": case(
            "schedule_free_sgd", {"eta": 5e-4, "beta1": 0.9},
            lambda: optax.contrib.schedule_free_sgd(5e-4, b1=0.9),
            shown=optax.contrib.schedule_free_eval_params,
        ),
    }  # fmt: skip


def case(rule: str, parameters: dict[str, float], make: Callable, **more: Any) -> dict[str, Any]:
    return {"rule": rule, "parameters": parameters, "make": make, **more}


def schedules() -> dict[str, tuple[dict[str, float], np.ndarray]]:
    """Factors of torch's schedulers at steps 1 … SCHEDULED, by the id of the schedule that must agree."""
    s = torch.optim.lr_scheduler
    made: dict[str, tuple[dict[str, float], Callable]] = {
        "step": ({"drop": 0.3, "every": 7}, lambda o: s.StepLR(o, step_size=7, gamma=0.3)),
        "exponential": ({"decay": 0.97}, lambda o: s.ExponentialLR(o, gamma=0.97)),
        "cosine": ({"lowest": 0.1}, lambda o: s.CosineAnnealingLR(o, T_max=SCHEDULED, eta_min=0.1)),
        "warmup": ({"length": 12}, lambda o: s.LinearLR(o, 1 / 12, 1.0, total_iters=11)),
    }
    found = {}
    for name, (parameters, make) in made.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        scheduler, factors = make(optimizer), []
        for _ in range(SCHEDULED):
            factors.append(scheduler.get_last_lr()[0])
            optimizer.step()
            scheduler.step()
        found[name] = (parameters, np.array(factors))
    return found


def main() -> None:
    arrays: dict[str, np.ndarray] = {}
    cases: dict[str, dict[str, Any]] = {}
    for library, found in (("torch", torch_cases()), ("optax", optax_cases())):
        for name, described in found.items():
            make, shown = described.pop("make"), {k: described.pop(k) for k in ["shown"] if k in described}
            cases[name] = described
            for landscape in LANDSCAPES:
                walk = partial(by_torch if library == "torch" else by_optax, make, landscape, **shown)
                arrays[f"{name}.{landscape}"] = stable(walk, np.array(STARTS[landscape]), name)
    factors = schedules()
    for name, (_, values) in factors.items():
        arrays[f"schedule_{name}"] = values
    described = {
        "versions": {
            "torch": torch.__version__, "optax": optax.__version__, "jax": jax.__version__,
            "numpy": np.__version__, "python": platform.python_version(),
        },
        "steps": STEPS,
        "scheduled": SCHEDULED,
        "cases": cases,
        "schedules": {name: parameters for name, (parameters, _) in factors.items()},
    }  # fmt: skip
    here = Path(__file__).parent
    np.savez_compressed(here / "goldens.npz", **arrays)
    text = json.dumps(described, indent=1, ensure_ascii=False) + "\n"
    (here / "goldens.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
