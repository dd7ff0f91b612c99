"""The same work by optax under `jax.jit(vmap, scan)`."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any

import numpy as np

from ..phrase import Phrase
from .problem import Absent, Cell, Points


class Optax:
    """A cell's work by optax, one point of two coordinates vmapped over the particles.

    platform: "cpu" or "cuda", as jax names them; the first one asked for is the process's.
    """

    slow = True
    looks_from_ahead = True

    def __init__(self, cell: Cell, start: Points, platform: str = "cpu") -> None:
        if not all(importlib.util.find_spec(name) for name in ("jax", "optax")):
            raise Absent(Phrase("not installed"))
        import jax

        jax.config.update("jax_platforms", platform)
        self._program = _program(cell)
        try:
            self._begin = jax.device_put(start)
        except (RuntimeError, AssertionError):
            raise Absent(Phrase("jax has no {platform}", platform=platform)) from None
        self._now: Any = self._begin

    def reset(self) -> None:
        self._now = self._begin

    def advance(self, steps: int) -> None:
        """Take `steps` steps from the start; a program is compiled for each number of steps."""
        import jax

        self._now = jax.block_until_ready(self._program(self._begin, steps))

    def positions(self) -> Points:
        return np.asarray(self._now)


def _program(cell: Cell) -> Any:
    import jax
    import optax

    rule = _rule(cell)
    slope = jax.grad(_landscape(cell.landscape))

    def descend(point: Any, steps: int) -> Any:
        def step(carry: Any, _: None) -> tuple[Any, None]:
            here, state = carry
            update, state = rule.update(slope(here), state, here)
            return (optax.apply_updates(here, update), state), None

        (end, _), _ = jax.lax.scan(step, (point, rule.init(point)), None, length=steps)
        return end

    return jax.jit(
        lambda points, steps: jax.vmap(lambda point: descend(point, steps))(points), static_argnums=1
    )


def _rule(cell: Cell) -> Any:
    import optax

    p = cell.parameters
    if cell.rule in ("momentum", "nesterov"):
        return optax.sgd(p["eta"], momentum=p["gamma"], nesterov=cell.rule == "nesterov")
    if cell.rule == "rmsprop":
        return optax.rmsprop(p["eta"], decay=p["gamma"], eps=p["eps_root"])
    return optax.adam(p["eta"], p["beta1"], p["beta2"], eps=p["eps"], eps_root=p["eps_root"])


def _landscape(name: str) -> Callable[[Any], Any]:
    import jax.numpy as jnp

    tau = 2 * np.pi

    def himmelblau(p: Any) -> Any:
        return (p[0] ** 2 + p[1] - 11) ** 2 + (p[0] + p[1] ** 2 - 7) ** 2

    def rosenbrock(p: Any) -> Any:
        return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2

    def rastrigin(p: Any) -> Any:
        return 20 + p[0] ** 2 + p[1] ** 2 - 10 * (jnp.cos(tau * p[0]) + jnp.cos(tau * p[1]))

    def ackley(p: Any) -> Any:
        radius = jnp.sqrt((p[0] ** 2 + p[1] ** 2) / 2)
        waves = jnp.exp((jnp.cos(tau * p[0]) + jnp.cos(tau * p[1])) / 2)
        return 20 + np.e - 20 * jnp.exp(-0.2 * radius) - waves

    return {f.__name__: f for f in (himmelblau, rosenbrock, rastrigin, ackley)}[name]
