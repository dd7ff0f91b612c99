"""Maps as one writes them with jax and optax: `jit(vmap(…, lax.scan))`. A process with a Python of its own.

Reads a line of JSON for each map from its input and answers with a line: seconds by the clock and of
processor time, the best of several rounds, and how many pixels ended at each minimum. Needs jax and optax,
nothing of Ravine's.
"""

from __future__ import annotations

import functools
import json
import math
import sys
import time
from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

TAU = 2 * math.pi


def himmelblau(x: Any, y: Any) -> Any:
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def rosenbrock(x: Any, y: Any) -> Any:
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def rastrigin(x: Any, y: Any) -> Any:
    return 20 + x**2 + y**2 - 10 * (jnp.cos(TAU * x) + jnp.cos(TAU * y))


def ackley(x: Any, y: Any) -> Any:
    waves = jnp.exp((jnp.cos(TAU * x) + jnp.cos(TAU * y)) / 2)
    return 20 + math.e - 20 * jnp.exp(-0.2 * jnp.sqrt((x**2 + y**2) / 2)) - waves


LANDSCAPES = {f.__name__: f for f in (himmelblau, rosenbrock, rastrigin, ackley)}


def rule_of(name: str, p: dict[str, float]) -> Any:
    """The rule as optax has it."""
    if name == "gradient_descent":
        return optax.sgd(p["eta"])
    if name in ("momentum", "nesterov"):
        return optax.sgd(p["eta"], momentum=p["gamma"], nesterov=name == "nesterov")
    if name == "adagrad":
        return optax.adagrad(p["eta"], initial_accumulator_value=0.0, eps=1e-8)
    if name == "rmsprop":
        return optax.rmsprop(p["eta"], decay=0.9, eps=1e-8)
    if name == "adadelta":
        return optax.adadelta(1.0, rho=0.9, eps=1e-6)
    return optax.adam(p["eta"], 0.9, 0.999, eps=0.0, eps_root=1e-8)


def program(asked: dict[str, Any]) -> Callable[[Any], Any]:
    """From starts (n, 2) to loss and basin; of a whole map, to the step of rest and the path's length too."""
    loss = LANDSCAPES[asked["landscape"]]
    rule, slope = rule_of(asked["rule"], asked["params"]), jax.grad(lambda p: loss(p[0], p[1]))
    near = asked["near"]

    def away(here: Any) -> list[Any]:
        # written out: XLA makes one loop of it, where an array of all minima costs a loop over memory
        return [(here[0] - x) ** 2 + (here[1] - y) ** 2 for x, y in asked["minima"]]

    def pixel(start: Any) -> Any:
        def step(carry: Any, number: Any) -> tuple[Any, None]:
            here, state, since, way = carry
            update, state = rule.update(slope(here), state, here)
            here = optax.apply_updates(here, update)
            if asked["whole"]:
                way = way + jnp.sqrt(update[0] ** 2 + update[1] ** 2)
                beside = functools.reduce(jnp.minimum, away(here)) <= near**2
                rests = beside & (update[0] ** 2 + update[1] ** 2 <= near**2)
                since = jnp.where(rests & (since == 0), number, since)
            return (here, state, since, way), None

        begin = (start, rule.init(start), 0, jnp.float32(0))
        (end, _, since, way), _ = jax.lax.scan(step, begin, jnp.arange(1, asked["steps"] + 1))
        nearest = jnp.stack(away(end))
        basin = jnp.where(jnp.min(nearest) <= near**2, jnp.argmin(nearest), -1)
        return loss(end[0], end[1]), basin, since, way

    return jax.jit(jax.vmap(pixel))


def starts(asked: dict[str, Any]) -> Any:
    x0, x1, y0, y1 = asked["domain"]
    shares = (np.arange(asked["side"]) + 0.5) / asked["side"]
    x, y = np.meshgrid(x0 + shares * (x1 - x0), y0 + shares * (y1 - y0))
    return jax.device_put(np.stack([x.ravel(), y.ravel()], axis=1).astype(np.float32))


def measured(asked: dict[str, Any]) -> dict[str, Any]:
    run, begin = program(asked), starts(asked)
    ended = jax.block_until_ready(run(begin))
    wall = cpu = math.inf
    for _ in range(asked["rounds"]):
        clock, processor = time.perf_counter(), time.process_time()
        jax.block_until_ready(run(begin))
        wall = min(wall, time.perf_counter() - clock)
        cpu = min(cpu, time.process_time() - processor)
    counts = np.bincount(np.asarray(ended[1]) + 1, minlength=len(asked["minima"]) + 1)
    return {"wall": wall, "cpu": cpu, "counts": counts.tolist()}


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(measured(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
