"""What pytorch_optimizer does with the rules that it has, and Newton's method written with JAX."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import pytorch_optimizer as po
import torch
from walks import BETAS, SINGLE, case, stepped, torched

MATRIX = {"shape": (1, 2)}


def other_cases() -> dict[str, dict[str, Any]]:
    return {**momentum_cases(), **adaptive_cases(), **curved_cases()}


def momentum_cases() -> dict[str, dict[str, Any]]:
    return {
        "po_tiger": case(
            "tiger",
            {"eta": 0.01, "gamma": 0.9, "weight_decay": 0.05},
            torched(lambda p: po.Tiger(p, lr=0.01, beta=0.9, weight_decay=0.05)),
        ),
        "po_aggmo": case(
            "aggmo",
            {"eta": 2e-4, "gamma1": 0.0, "gamma2": 0.7, "gamma3": 0.9},
            torched(lambda p: po.AggMo(p, lr=2e-4, betas=(0.0, 0.7, 0.9))),
        ),
        "po_pid": case(
            "pid",
            {"eta": 5e-5, "gamma": 0.9, "k_i": 2.0, "k_d": 3.0},
            torched(lambda p: po.PID(p, lr=5e-5, momentum=0.9, integral=2.0, derivative=3.0)),
        ),
        "po_qhm": case(
            "qhm",
            {"eta": 1e-3, "gamma": 0.9, "nu": 0.7},
            torched(lambda p: po.QHM(p, lr=1e-3, momentum=0.9, nu=0.7)),
        ),
        "po_sgdp": case(
            "sgdp",
            {"eta": 2e-4, "gamma": 0.9, "delta": 0.9, "weight_decay": 0.1, "ratio": 0.3, "eps": 1e-4},
            torched(
                lambda p: po.SGDP(
                    p, lr=2e-4, momentum=0.9, delta=0.9, weight_decay=0.1, wd_ratio=0.3, eps=1e-4
                ),
                **MATRIX,
            ),
        ),
        "po_dadapt_sgd": case(
            "dadapt_sgd",
            {"eta": 0.5, "gamma": 0.9, "d0": 1e-3},
            torched(lambda p: po.DAdaptSGD(p, lr=0.5, momentum=0.9, d0=1e-3)),
            **SINGLE,
        ),
    }


def adaptive_cases() -> dict[str, dict[str, Any]]:
    adam = {"eta": 0.02, **BETAS, "eps": 1e-8}
    return {
        "po_adabound": case(
            "adabound",
            {**adam, "eta_final": 1e-3, "gamma": 0.01},
            torched(lambda p: po.AdaBound(p, lr=0.02, final_lr=1e-3, gamma=0.01)),
        ),
        "po_adamod": case(
            "adamod",
            {**adam, "beta2": 0.99, "beta3": 0.95},
            torched(lambda p: po.AdaMod(p, lr=0.02, betas=(0.9, 0.99, 0.95))),
        ),
        "po_diffgrad": case("diffgrad", adam, torched(lambda p: po.DiffGrad(p, lr=0.02))),
        "po_padam": case("padam", {**adam, "p": 0.25}, torched(lambda p: po.PAdam(p, lr=0.02))),
        "po_laprop": case(
            "laprop", {**adam, "eps": 1e-15}, torched(lambda p: po.LaProp(p, lr=0.02)), **SINGLE
        ),
        "po_qhadam": case(
            "qhadam",
            {**adam, "nu1": 0.7, "nu2": 0.9, "eps_root": 0.0},
            torched(lambda p: po.QHAdam(p, lr=0.02, nus=(0.7, 0.9))),
            **SINGLE,
        ),
        "po_adamp": case(
            "adamp",
            {**adam, "delta": 0.9, "weight_decay": 0.1, "ratio": 0.3},
            torched(lambda p: po.AdamP(p, lr=0.02, delta=0.9, weight_decay=0.1, wd_ratio=0.3), **MATRIX),
        ),
        "po_shampoo": case(
            "shampoo",
            {"eta": 0.1, "eps0": 1.0},
            torched(lambda p: po.Shampoo(p, lr=0.1, matrix_eps=1.0)),
        ),
        # it rounds the directions to float32 when it turns them, which is undone here
        "po_soap": case(
            "soap",
            {
                "eta": 0.02,
                "beta1": 0.9,
                "beta2": 0.95,
                "beta3": 0.9,
                "k": 3.0,
                "weight_decay": 0.1,
                "eps": 1e-2,
            },
            torched(
                lambda p: po.SOAP(
                    p,
                    lr=0.02,
                    betas=(0.9, 0.95),
                    shampoo_beta=0.9,
                    precondition_frequency=3,
                    precondition_1d=True,
                    weight_decay=0.1,
                    eps=1e-2,
                ),
                single=torch.float64,
            ),
        ),
    }


def curved_cases() -> dict[str, dict[str, Any]]:
    """Those that look at the curvature: the exact diagonal of the Hessian, or all of it."""
    adam = {"eta": 0.02, **BETAS, "eps": 1e-8}
    return {
        "po_adahessian": case(
            "adahessian",
            {**adam, "eta": 0.02, "p": 1.0, "eps": 1e-16},
            torched(lambda p: po.AdaHessian(p, lr=0.02, foreach=False), curved=True),
        ),
        "jax_newton": case("newton", {"eta": 0.1}, stepped(lambda at, g, h: -0.1 * jnp.linalg.solve(h, g))),
        "jax_newton_damped": case("newton_damped", {"eta": 0.2, "radius": 0.3}, stepped(_cut_newton)),
        "jax_newton_diagonal": case(
            "newton_diagonal",
            {"eta": 0.02, "mu": 2.0},
            stepped(lambda at, g, h: -0.02 * g / (jnp.abs(jnp.diagonal(h)) + 2.0)),
        ),
    }


def _cut_newton(at: Any, g: Any, h: Any) -> Any:
    d = jnp.linalg.solve(h, g)
    return -0.2 * d * jnp.minimum(1, 0.3 / jnp.linalg.norm(d))
