"""How make_goldens.py walks with the libraries' optimizers: every start by itself, two numbers in a vector.

Where a library treats matrices apart, `shape` makes a matrix of the two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest import mock

import jax
import jax.numpy as jnp
import numpy as np
import optax
import torch

Landscape = Callable[[Any, Any], Any]
Walk = Callable[[Landscape, np.ndarray, int], np.ndarray]

BETAS = {"beta1": 0.9, "beta2": 0.999}
OUTSIDE = {"eps_root": 0.0, "eps": 1e-8}
BOTH = {"eps_root": 1e-6, "eps": 1e-4}
NONE = {"eps_root": 0.0, "eps": 0.0}

#: Where the library itself keeps a number in float32: the root of the step, the weights of its means.
SINGLE = {"tolerance": 1e-6}


def case(rule: str, parameters: dict[str, float], walk: Walk, **more: Any) -> dict[str, Any]:
    """The entry of the catalogue that must agree, with its parameters.

    `position` says which of our quantities the library's variable is, where it is not θ; `tolerance` what
    the paths may differ by where that is more than rounding; `starts` where it begins, by landscape, if
    the common starts blow rounding errors up.
    """
    return {"rule": rule, "parameters": parameters, "walk": walk, **more}


def _one_by_one(walk: Walk) -> Walk:
    """(steps + 1, starts, 2) from a walk of a single start, (steps + 1, 2)."""

    def walked(landscape: Landscape, starts: np.ndarray, steps: int) -> np.ndarray:
        return np.stack([walk(landscape, start, steps) for start in starts], axis=1)

    return walked


def torched(
    make: Callable[[list], Any],
    shown: str | None = None,
    curved: bool = False,
    shape: tuple[int, ...] = (2,),
    single: torch.dtype = torch.float32,
    asks: bool = False,
) -> Walk:
    """A torch optimizer's variable, or one of its states; `curved` hands it the diagonal of the Hessian.

    single: what torch.float32 means to the optimizer, for one that rounds to it whatever it is given.
    asks: the optimizer insists on a function that tells it the loss.
    """

    def walk(landscape: Landscape, start: np.ndarray, steps: int) -> np.ndarray:
        theta = torch.tensor(start, dtype=torch.float64).reshape(shape).requires_grad_()
        optimizer = make([theta])
        frames = [start.copy()]
        for _ in range(steps):
            optimizer.zero_grad()
            value = landscape(*theta.flatten())
            if curved:
                hessian = torch.autograd.functional.hessian(lambda p: landscape(p[0], p[1]), theta.detach())
                value.backward()
                optimizer.step(hessian=[torch.diagonal(hessian).clone()])
            else:
                value.backward()
                with mock.patch.object(torch, "float32", single):
                    optimizer.step(*([lambda value=value: value] if asks else []))
            seen = theta if shown is None else optimizer.state[theta][shown]
            frames.append(seen.detach().numpy().flatten())
        return np.array(frames)

    return _one_by_one(walk)


def traced(
    make: Callable[[Any], Any],
    shown: Callable[[Any, Any], Any] = lambda state, theta: theta,
    climbs: bool = False,
    shape: tuple[int, ...] = (2,),
) -> Walk:
    """An optax optimizer's variable; `make` is given the function, and one that climbs more gradients."""

    def walk(landscape: Landscape, start: np.ndarray, steps: int) -> np.ndarray:
        function = lambda p: landscape(*p.flatten())  # noqa: E731
        optimizer = optax.with_extra_args_support(make(function))
        theta = jnp.array(start).reshape(shape)
        state = optimizer.init(theta)
        gradient = jax.grad(function)

        @jax.jit
        def step(theta: Any, state: Any) -> Any:
            told = {"grad_fn": lambda p, _: gradient(p)} if climbs else {"value": function(theta)}
            updates, state = optimizer.update(gradient(theta), state, theta, **told)
            return optax.apply_updates(theta, updates), state

        frames = [start.copy()]
        for _ in range(steps):
            theta, state = step(theta, state)
            frames.append(np.array(shown(state, theta)).flatten())
        return np.array(frames)

    return _one_by_one(walk)


def stepped(step: Callable[[Any, Any, Any], Any]) -> Walk:
    """A method written out here: the step from θ, its gradient and its Hessian."""

    def walk(landscape: Landscape, start: np.ndarray, steps: int) -> np.ndarray:
        function = lambda p: landscape(p[0], p[1])  # noqa: E731
        gradient, hessian = jax.grad(function), jax.hessian(function)
        frames = [start.copy()]
        for _ in range(steps):
            at = jnp.array(frames[-1])
            frames.append(frames[-1] + np.array(step(at, gradient(at), hessian(at))))
        return np.array(frames)

    return _one_by_one(walk)


def scouting(eta: float, every: int, alpha: float) -> Walk:
    """optax.lookahead over plain descent; the fast parameters are the variable."""

    def walk(landscape: Landscape, start: np.ndarray, steps: int) -> np.ndarray:
        optimizer = optax.lookahead(optax.sgd(eta), every, alpha)
        params = optax.LookaheadParams.init_synced(jnp.array(start))
        state = optimizer.init(params)
        gradient = jax.grad(lambda p: landscape(p[0], p[1]))
        frames = [start.copy()]
        for _ in range(steps):
            updates, state = optimizer.update(gradient(params.fast), state, params)
            params = optax.apply_updates(params, updates)
            frames.append(np.array(params.fast))
        return np.array(frames)

    return _one_by_one(walk)
