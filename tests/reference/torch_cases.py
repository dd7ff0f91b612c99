"""What PyTorch does with the rules that it has."""

from __future__ import annotations

from typing import Any

import torch
from walks import BETAS, NONE, OUTSIDE, case, torched

o = torch.optim
ADAM = {"eta": 0.05, **BETAS}
SLOW = {"eta": 0.001, **BETAS}


def torch_cases() -> dict[str, dict[str, Any]]:
    return {**plain_cases(), **adaptive_cases(), **curved_cases()}


def plain_cases() -> dict[str, dict[str, Any]]:
    sgd = {"lr": 2e-4, "momentum": 0.9}
    averaged = {"lr": 5e-4, "lambd": 1e-3, "alpha": 0.75, "t0": 20}
    ours = {"eta": 5e-4, "weight_decay": 1e-3, "alpha": 0.75, "t0": 20.0}
    return {
        "torch_sgd": case("gradient_descent", {"eta": 5e-4}, torched(lambda p: o.SGD(p, lr=5e-4))),
        "torch_momentum": case("momentum", {"eta": 2e-4, "gamma": 0.9}, torched(lambda p: o.SGD(p, **sgd))),
        "torch_nesterov": case(
            "nesterov",
            {"eta": 2e-4, "gamma": 0.9},
            torched(lambda p: o.SGD(p, nesterov=True, **sgd)),
            position="theta - gamma*v",
        ),
        "torch_sgd_dampening": case(
            "momentum_damped",
            {"eta": 2e-4, "gamma": 0.9, "delta": 0.4},
            torched(lambda p: o.SGD(p, dampening=0.4, **sgd)),
        ),
        "torch_sgd_nesterov": case(
            "nesterov_here", {"eta": 2e-4, "gamma": 0.9}, torched(lambda p: o.SGD(p, nesterov=True, **sgd))
        ),
        "torch_asgd": case("asgd", ours, torched(lambda p: o.ASGD(p, **averaged))),
        "torch_asgd_mean": case(
            "asgd", ours, torched(lambda p: o.ASGD(p, **averaged), shown="ax"), position="mean"
        ),
        "torch_rprop": case(
            "rprop",
            {"step0": 0.01, "eta_plus": 1.2, "eta_minus": 0.5, "step_min": 1e-6, "step_max": 50.0},
            torched(lambda p: o.Rprop(p, lr=0.01)),
        ),
    }


def adaptive_cases() -> dict[str, dict[str, Any]]:
    return {
        "torch_adagrad": case(
            "adagrad",
            {"eta": 0.5, "G0": 0.1, "eps_root": 0.0, "eps": 1e-10},
            torched(lambda p: o.Adagrad(p, lr=0.5, initial_accumulator_value=0.1, eps=1e-10)),
        ),
        "torch_rmsprop": case(
            "rmsprop",
            {"eta": 0.01, "gamma": 0.99, **OUTSIDE},
            torched(lambda p: o.RMSprop(p, lr=0.01, alpha=0.99)),
        ),
        "torch_rmsprop_centered": case(
            "rmsprop_centered",
            {"eta": 5e-4, "gamma": 0.99, "mu": 0.5, "eps_root": 0.0, "eps": 1.0},
            torched(lambda p: o.RMSprop(p, lr=5e-4, alpha=0.99, eps=1.0, momentum=0.5, centered=True)),
        ),
        "torch_adadelta": case(
            "adadelta",
            {"eta": 1.0, "gamma": 0.9, "rms0": 0.0, "eps_root": 1e-6, "eps": 0.0},
            torched(lambda p: o.Adadelta(p, lr=1.0, rho=0.9, eps=1e-6)),
        ),
        "torch_adam": case("adam", {**ADAM, **OUTSIDE}, torched(lambda p: o.Adam(p, lr=0.05))),
        "torch_amsgrad": case(
            "amsgrad", {**ADAM, **OUTSIDE}, torched(lambda p: o.Adam(p, lr=0.05, amsgrad=True))
        ),
        "torch_adamw": case(
            "adamw",
            {**ADAM, **OUTSIDE, "weight_decay": 0.1},
            torched(lambda p: o.AdamW(p, lr=0.05, weight_decay=0.1)),
        ),
        "torch_adamax": case(
            "adamax", {**ADAM, "eps": 0.0}, torched(lambda p: o.Adamax(p, lr=0.05, eps=0.0))
        ),
        "torch_adamax_eps": case(
            "adamax_eps_inside", {**ADAM, "eps": 0.01}, torched(lambda p: o.Adamax(p, lr=0.05, eps=0.01))
        ),
        "torch_radam": case(
            "radam", {**SLOW, "rho_min": 5.0, **NONE}, torched(lambda p: o.RAdam(p, lr=0.001, eps=0.0))
        ),
        "torch_radam_eps": case(
            "radam_eps_first",
            {**SLOW, "rho_min": 5.0, "eps": 0.01},
            torched(lambda p: o.RAdam(p, lr=0.001, eps=0.01)),
        ),
        "torch_nadam": case(
            "nadam_scheduled",
            {"eta": 0.02, "psi": 0.004, **BETAS, **OUTSIDE},
            torched(lambda p: o.NAdam(p, lr=0.02, momentum_decay=0.004)),
        ),
        "torch_adafactor": case(
            "adafactor",
            {"eta": 0.02, "kappa": -0.8, "bound": 1.2, "weight_decay": 0.1, "eps1": 1e-7, "eps2": 1e-3},
            torched(lambda p: o.Adafactor(p, lr=0.02, d=1.2, weight_decay=0.1, eps=(1e-7, 1e-3))),
        ),
        # its rows and columns give back what they were made of
        "torch_adafactor_matrix": case(
            "adafactor",
            {"eta": 0.01, "kappa": -0.8, "bound": 1.0, "weight_decay": 0.0, "eps1": 1e-7, "eps2": 1e-3},
            torched(lambda p: o.Adafactor(p, lr=0.01, weight_decay=0.0, eps=(1e-7, 1e-3)), shape=(1, 2)),
        ),
    }


def curved_cases() -> dict[str, dict[str, Any]]:
    """One step of L-BFGS a gradient; its tolerances, which end a minimization, are off."""
    bare = {"max_iter": 1, "history_size": 2, "tolerance_grad": 0.0, "tolerance_change": 0.0}
    gentle = {"himmelblau": [[-4.0, 4.0], [0.5, -1.0]], "rosenbrock": [[0.3, 1.7], [1.5, 1.0]]}
    return {
        "torch_lbfgs": case(
            "lbfgs",
            {"eta": 0.7, "delta": 1e-10},
            torched(lambda p: o.LBFGS(p, lr=0.7, **bare), asks=True),
            starts=gentle,
        ),
        "torch_lbfgs_slow": case(
            "lbfgs",
            {"eta": 0.008, "delta": 1e-10},
            torched(lambda p: o.LBFGS(p, lr=0.008, **bare), asks=True),
        ),
    }
