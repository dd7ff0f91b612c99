"""Makes more_goldens.json and more_goldens.npz: what PyTorch, optax and others do, for the rest.

Run it where these and jax are installed (their versions are written into more_goldens.json):

    python make_more_goldens.py

Cases are described as in make_goldens.py; they are 200 steps in float64 from its starts on its landscapes.
Every start is walked by itself, as many of these rules look at the length of the whole vector. The two that
need curvature are given the exact diagonal of the Hessian, and Newton's method is written out with JAX.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
import pytorch_optimizer as po
import torch
from make_goldens import LANDSCAPES, STARTS, stable
from walks import Walk, scouting, stepped, torched, traced

STEPS = 200

BETAS = {"beta1": 0.9, "beta2": 0.999}
OUTSIDE = {"eps_root": 0.0, "eps": 1e-8}
# Where the library itself keeps a number in float32: the root of the step, the weights of its means.
SINGLE = {"tolerance": 1e-6}


def _exact_diagonal(function: Callable[[Any], Any]) -> optax.GradientTransformation:
    """What Sophia's estimate of the Hessian's diagonal estimates."""
    hessian = jax.hessian(function)

    def update(updates: Any, state: Any, params: Any = None, **_: Any) -> Any:
        return jnp.diagonal(hessian(params)), state

    return optax.GradientTransformationExtraArgs(lambda _: optax.EmptyState(), update)


def case(rule: str, parameters: dict[str, float], walk: Walk, **more: Any) -> dict[str, Any]:
    return {"rule": rule, "parameters": parameters, "walk": walk, **more}


def torch_cases() -> dict[str, dict[str, Any]]:
    o = torch.optim
    sgd = {"lr": 2e-4, "momentum": 0.9}
    averaged = {"lr": 5e-4, "lambd": 1e-3, "alpha": 0.75, "t0": 20}
    ours = {"eta": 5e-4, "weight_decay": 1e-3, "alpha": 0.75, "t0": 20.0}
    return {
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
        "torch_nadam_schedule": case(
            "nadam_scheduled",
            {"eta": 0.02, "psi": 0.004, **BETAS, **OUTSIDE},
            torched(lambda p: o.NAdam(p, lr=0.02, momentum_decay=0.004)),
        ),
    }


def optax_cases() -> dict[str, dict[str, Any]]:
    c = optax.contrib
    adam = {"eta": 0.02, **BETAS}
    both = {"eps_root": 1e-6, "eps": 1e-4}
    return {
        "optax_amsgrad": case(
            "amsgrad_corrected",
            {**adam, **both},
            traced(lambda f: optax.amsgrad(0.02, eps=1e-4, eps_root=1e-6)),
        ),
        "optax_adabelief": case(
            "adabelief", {**adam, **both}, traced(lambda f: optax.adabelief(0.02, eps=1e-4, eps_root=1e-6))
        ),
        "optax_yogi": case(
            "yogi", {**adam, "v0": 1e-6, "eps": 1e-3}, traced(lambda f: optax.yogi(0.02, eps=1e-3))
        ),
        "optax_adan": case(
            "adan",
            {"eta": 0.02, "beta1": 0.9, "beta2": 0.92, "beta3": 0.99, **both},
            traced(lambda f: optax.adan(0.02, b1=0.9, eps=1e-4, eps_root=1e-6)),
        ),
        "optax_adopt": case(
            "adopt",
            {"eta": 0.02, "beta1": 0.9, "beta2": 0.99, "eps": 1e-6},
            traced(lambda f: c.adopt(0.02, b2=0.99)),
        ),
        "optax_ademamix": case(
            "ademamix",
            {**adam, "eta": 0.01, "beta3": 0.99, "alpha": 3.0, **both},
            traced(lambda f: c.ademamix(0.01, b3=0.99, alpha=3.0, eps=1e-4, eps_root=1e-6)),
        ),
        "optax_acprop": case(
            "acprop",
            {**adam, "eta": 0.001, **both},
            traced(lambda f: c.acprop(0.001, eps=1e-4, eps_root=1e-6)),
        ),
        "optax_madgrad": case(
            "madgrad", {"eta": 0.01, "gamma": 0.9, "eps": 1e-6}, traced(lambda f: c.madgrad(0.01)), **SINGLE
        ),
        "optax_cocob": case(
            "cocob", {"alpha": 1000.0, "eps": 1e-8}, traced(lambda f: c.cocob(alpha=1000.0)), tolerance=1e-8
        ),
        "optax_schedule_free_adamw": case(
            "schedule_free_adamw",
            {**adam, "weight_decay": 0.1, **OUTSIDE},
            traced(
                lambda f: c.schedule_free_adamw(0.02, weight_decay=0.1), shown=c.schedule_free_eval_params
            ),
        ),
        "optax_optimistic": case(
            "optimistic",
            {"eta": 5e-4, "alpha": 0.9, "beta": 0.7},
            traced(lambda f: optax.optimistic_gradient_descent(5e-4, alpha=0.9, beta=0.7)),
        ),
        "optax_sm3": case(
            "sm3", {"eta": 0.1, "gamma": 0.9, "eps_root": 1e-8, "eps": 0.0}, traced(lambda f: optax.sm3(0.1))
        ),
        "optax_signum": case("signum", {"eta": 0.013, "gamma": 0.9}, traced(lambda f: optax.signum(0.013))),
        "optax_novograd": case(
            "novograd",
            {"eta": 0.01, "beta1": 0.9, "beta2": 0.25, "weight_decay": 0.01, **both},
            traced(lambda f: optax.novograd(0.01, eps=1e-4, eps_root=1e-6, weight_decay=0.01)),
        ),
        "optax_lars": case(
            "lars",
            {"eta": 0.1, "gamma": 0.9, "trust": 0.001, "weight_decay": 0.01, "eps": 1e-3},
            traced(lambda f: optax.lars(0.1, weight_decay=0.01, trust_coefficient=0.001, eps=1e-3)),
        ),
        "optax_lamb": case(
            "lamb",
            {**adam, "eta": 0.002, "weight_decay": 0.01, **both},
            traced(lambda f: optax.lamb(0.002, eps=1e-4, eps_root=1e-6, weight_decay=0.01)),
        ),
        "optax_fromage": case(
            "fromage", {"eta": 0.003, "norm_min": 1e-6}, traced(lambda f: optax.fromage(0.003))
        ),
        "optax_polyak": case(
            "polyak", {"eta": 0.001, "f_min": 1.0}, traced(lambda f: optax.polyak_sgd(0.001, f_min=1.0))
        ),
        "optax_dog": case(
            "dog",
            {"eta": 1.0, "r0": 0.01, "eps_root": 1e-8, "eps": 0.0},
            traced(lambda f: c.dog(1.0, init_step=("distance", 0.01))),
        ),
        "optax_dowg": case(
            "dowg",
            {"eta": 0.2, "q0": 1e-3, "eps": 1e-4},
            traced(lambda f: c.dowg(0.2, init_estim_sq_dist=1e-3)),
        ),
        "optax_sam": case(
            "sam",
            {"eta": 5e-5, "rho": 0.1},
            traced(
                lambda f: c.sam(
                    optax.sgd(5e-5), optax.chain(c.normalize(), optax.sgd(0.1)), opaque_mode=True
                ),
                climbs=True,
            ),
        ),
        "optax_normalized": case(
            "normalized_descent",
            {"eta": 0.013, "eps": 1e-6},
            traced(lambda f: optax.chain(optax.normalize_by_update_norm(), optax.sgd(0.013))),
        ),
        "optax_lookahead": case("lookahead", {"eta": 5e-4, "k": 5.0, "alpha": 0.5}, scouting(5e-4, 5, 0.5)),
        "optax_sophia": case(
            "sophia",
            {
                "eta": 0.02,
                "beta1": 0.9,
                "beta2": 0.9,
                "gamma": 0.5,
                "rho": 1.0,
                "k": 4.0,
                "weight_decay": 0.01,
                "eps": 1e-3,
            },
            traced(
                lambda f: c.sophia(
                    0.02,
                    b1=0.9,
                    b2=0.9,
                    eps=1e-3,
                    weight_decay=0.01,
                    gamma=0.5,
                    update_interval=4,
                    hessian_diagonal_fn=_exact_diagonal(f),
                )
            ),
        ),
    }


def other_cases() -> dict[str, dict[str, Any]]:
    """pytorch_optimizer's, and Newton's method."""
    adam = {"eta": 0.02, **BETAS, "eps": 1e-8}
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
        "po_qhadam": case(
            "qhadam",
            {**adam, "nu1": 0.7, "nu2": 0.9, "eps_root": 0.0},
            torched(lambda p: po.QHAdam(p, lr=0.02, nus=(0.7, 0.9))),
            **SINGLE,
        ),
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


def cases() -> dict[str, dict[str, Any]]:
    return {**torch_cases(), **optax_cases(), **other_cases()}


def main() -> None:
    arrays: dict[str, np.ndarray] = {}
    described = cases()
    for name, one in described.items():
        walk = one.pop("walk")
        for landscape, function in LANDSCAPES.items():
            found = stable(lambda s, f=function, w=walk: w(f, s, STEPS), np.array(STARTS[landscape]), name)
            arrays[f"{name}.{landscape}"] = found
    libraries = ("torch", "optax", "jax", "pytorch_optimizer", "numpy")
    versions = {name: version(name) for name in libraries} | {"python": platform.python_version()}
    text = json.dumps(
        {"versions": versions, "steps": STEPS, "cases": described}, indent=1, ensure_ascii=False
    )
    here = Path(__file__).parent
    np.savez_compressed(here / "more_goldens.npz", **arrays)
    (here / "more_goldens.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
