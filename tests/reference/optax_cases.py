"""What optax does with the rules that it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import optax
from walks import BETAS, BOTH, OUTSIDE, SINGLE, case, scouting, traced

c = optax.contrib


def _exact_diagonal(function: Callable[[Any], Any]) -> optax.GradientTransformation:
    """What Sophia's estimate of the Hessian's diagonal estimates."""
    hessian = jax.hessian(function)

    def update(updates: Any, state: Any, params: Any = None, **_: Any) -> Any:
        return jnp.diagonal(hessian(params)), state

    return optax.GradientTransformationExtraArgs(lambda _: optax.EmptyState(), update)


def optax_cases() -> dict[str, dict[str, Any]]:
    return {**early_cases(), **later_cases(), **whole_cases()}


def early_cases() -> dict[str, dict[str, Any]]:
    adam = {"eta": 0.05, **BETAS}
    both = {"eps_root": 1e-4, "eps": 1e-3}
    return {
        "optax_sgd": case("gradient_descent", {"eta": 5e-4}, traced(lambda f: optax.sgd(5e-4))),
        "optax_momentum": case(
            "momentum", {"eta": 2e-4, "gamma": 0.9}, traced(lambda f: optax.sgd(2e-4, momentum=0.9))
        ),
        "optax_momentum_ema": case(
            "momentum_ema",
            {"eta": 1e-3, "gamma": 0.9},
            traced(lambda f: optax.chain(optax.ema(0.9, debias=False), optax.scale(-1e-3))),
        ),
        "optax_adagrad": case(
            "adagrad",
            {"eta": 0.5, "G0": 0.1, "eps_root": 1e-7, "eps": 0.0},
            traced(lambda f: optax.adagrad(0.5)),
        ),
        "optax_rmsprop": case(
            "rmsprop",
            {"eta": 0.002, "gamma": 0.9, "eps_root": 1.0, "eps": 0.0},
            traced(lambda f: optax.rmsprop(0.002, decay=0.9, eps=1.0)),
        ),
        "optax_adadelta": case(
            "adadelta",
            {"eta": 1.5, "gamma": 0.95, "rms0": 0.0, "eps_root": 1e-6, "eps": 0.0},
            traced(lambda f: optax.adadelta(1.5, rho=0.95, eps=1e-6)),
        ),
        "optax_adam": case(
            "adam", {**adam, **both}, traced(lambda f: optax.adam(0.05, eps=1e-3, eps_root=1e-4))
        ),
        "optax_nadam": case(
            "nadam", {**adam, **both}, traced(lambda f: optax.nadam(0.05, eps=1e-3, eps_root=1e-4))
        ),
        "optax_adamax": case(
            "adamax_eps_inside", {**adam, "eps": 0.01}, traced(lambda f: optax.adamax(0.05, eps=0.01))
        ),
        "optax_adamw": case(
            "adamw",
            {**adam, **both, "weight_decay": 0.1},
            traced(lambda f: optax.adamw(0.05, eps=1e-3, eps_root=1e-4, weight_decay=0.1)),
        ),
        "optax_lion": case(
            "lion",
            {"eta": 0.01, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0.1},
            traced(lambda f: optax.lion(0.01, b1=0.9, b2=0.99, weight_decay=0.1)),
        ),
        "optax_sign": case("sign_descent", {"eta": 0.013}, traced(lambda f: optax.sign_sgd(0.013))),
        "optax_radam": case(
            "radam",
            {"eta": 0.001, **BETAS, "rho_min": 8.0, **both},
            traced(lambda f: optax.radam(0.001, eps=1e-3, eps_root=1e-4, threshold=8.0)),
        ),
        "optax_rprop": case(
            "rprop_late",
            {"step0": 0.02, "eta_plus": 1.3, "eta_minus": 0.4, "step_min": 1e-6, "step_max": 0.5},
            traced(lambda f: optax.rprop(0.02, eta_minus=0.4, eta_plus=1.3, max_step_size=0.5)),
        ),
        "optax_schedule_free": case(
            "schedule_free_sgd",
            {"eta": 5e-4, "beta1": 0.9},
            traced(lambda f: c.schedule_free_sgd(5e-4, b1=0.9), shown=c.schedule_free_eval_params),
        ),
    }


def later_cases() -> dict[str, dict[str, Any]]:
    """Rules that take every coordinate by itself."""
    adam = {"eta": 0.02, **BETAS}
    return {
        "optax_amsgrad": case(
            "amsgrad_corrected",
            {**adam, **BOTH},
            traced(lambda f: optax.amsgrad(0.02, eps=1e-4, eps_root=1e-6)),
        ),
        "optax_adabelief": case(
            "adabelief", {**adam, **BOTH}, traced(lambda f: optax.adabelief(0.02, eps=1e-4, eps_root=1e-6))
        ),
        "optax_yogi": case(
            "yogi", {**adam, "v0": 1e-6, "eps": 1e-3}, traced(lambda f: optax.yogi(0.02, eps=1e-3))
        ),
        "optax_adan": case(
            "adan",
            {"eta": 0.02, "beta1": 0.9, "beta2": 0.92, "beta3": 0.99, **BOTH},
            traced(lambda f: optax.adan(0.02, b1=0.9, eps=1e-4, eps_root=1e-6)),
        ),
        "optax_adopt": case(
            "adopt",
            {"eta": 0.02, "beta1": 0.9, "beta2": 0.99, "eps": 1e-6},
            traced(lambda f: c.adopt(0.02, b2=0.99)),
        ),
        "optax_ademamix": case(
            "ademamix",
            {**adam, "eta": 0.01, "beta3": 0.99, "alpha": 3.0, **BOTH},
            traced(lambda f: c.ademamix(0.01, b3=0.99, alpha=3.0, eps=1e-4, eps_root=1e-6)),
        ),
        "optax_acprop": case(
            "acprop",
            {**adam, "eta": 0.001, **BOTH},
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


def whole_cases() -> dict[str, dict[str, Any]]:
    """Rules that look at the whole vector, at its value or from another place."""
    adam = {"eta": 0.02, **BETAS}
    return {
        "optax_novograd": case(
            "novograd",
            {"eta": 0.01, "beta1": 0.9, "beta2": 0.25, "weight_decay": 0.01, **BOTH},
            traced(lambda f: optax.novograd(0.01, eps=1e-4, eps_root=1e-6, weight_decay=0.01)),
        ),
        "optax_lars": case(
            "lars",
            {"eta": 0.1, "gamma": 0.9, "trust": 0.001, "weight_decay": 0.01, "eps": 1e-3},
            traced(lambda f: optax.lars(0.1, weight_decay=0.01, trust_coefficient=0.001, eps=1e-3)),
        ),
        "optax_lamb": case(
            "lamb",
            {**adam, "eta": 0.002, "weight_decay": 0.01, **BOTH},
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
        # two inputs of one output, which torch would call a 1×2 matrix
        "optax_muon": case(
            "muon",
            {"eta": 0.004, "beta": 0.9, "weight_decay": 0.1, "eps": 1.0},
            traced(lambda f: c.muon(0.004, beta=0.9, weight_decay=0.1, eps=1.0), shape=(2, 1)),
        ),
        "optax_prodigy": case(
            "prodigy",
            {"eta": 0.2, **BETAS, "d0": 1e-3, "weight_decay": 0.1, "eps": 1e-4},
            traced(lambda f: c.prodigy(0.2, estim_lr0=1e-3, weight_decay=0.1, eps=1e-4)),
        ),
        "optax_dadapt_adamw": case(
            "dadapt_adam",
            {"eta": 0.1, **BETAS, "d0": 1e-2, "weight_decay": 0.1, "eps": 1e-4},
            traced(lambda f: c.dadapt_adamw(0.1, estim_lr0=1e-2, weight_decay=0.1, eps=1e-4)),
        ),
        "optax_momo": case(
            "momo",
            {"eta": 1e-3, "beta": 0.9, "f_min": 1.0, "weight_decay": 0.1},
            traced(lambda f: c.momo(1e-3, beta=0.9, lower_bound=1.0, weight_decay=0.1)),
        ),
        "optax_momo_adam": case(
            "momo_adam",
            {**adam, "f_min": 1.0, "weight_decay": 0.1, "eps": 1e-4},
            traced(lambda f: c.momo_adam(0.02, lower_bound=1.0, weight_decay=0.1, eps=1e-4)),
        ),
    }
