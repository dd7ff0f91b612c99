"""What a run is given, checked and completed."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from .errors import InputError, UnknownNameError
from .language.graph import ACROSS, BARRIERS, topological
from .phrase import Phrase
from .problem import KAPPA, Float, Stored, Terrain

if TYPE_CHECKING:
    from .entries import Curve, Landscape, Optimizer, Schedule, Signal
    from .language.rule import Rule
    from .own import Own


def first_positions(start: ArrayLike, dims: int, dtype: str) -> Float:
    """The start as an array (n, dims) of its own. Raises UnknownNameError for a dtype, InputError."""
    if dtype not in ("float32", "float64"):
        raise UnknownNameError(Phrase("dtype"), str(dtype), ("float32", "float64"))
    with np.errstate(over="ignore"):
        theta = np.array(start, dtype=dtype)
    if theta.ndim != 2 or theta.shape[1] != dims or len(theta) == 0:
        raise InputError(
            Phrase(
                "a start has shape (n, {dims}) with n at least 1, and this one has {shape}",
                dims=dims,
                shape=theta.shape,
            )
        )
    if not np.isfinite(theta).all():
        raise InputError(Phrase("a start has coordinates that are finite in {dtype}", dtype=dtype))
    return theta


def defaults(parameters: tuple) -> dict[str, float]:
    """The values that parameters have where none is given."""
    return {p.name: float(p.default) for p in parameters}


def field_defaults(field: Landscape | Signal | Curve) -> dict[str, float]:
    """Those of a field, a signal's κ included."""
    values = defaults(field.parameters)
    if field.formula.variables == ("t",):
        values.setdefault(KAPPA, 1.0)
    return values


def filled(values: Mapping[str, float], changes: Mapping[str, float]) -> dict[str, float]:
    """`values` with `changes`. Raises UnknownNameError, and InputError for what is not finite."""
    both = dict(values)
    for name, value in changes.items():
        if name not in both:
            raise UnknownNameError(Phrase("parameter"), name, both)
        if not math.isfinite(value):
            raise InputError(Phrase("{name} = {value} is not a finite number", name=name, value=value))
        both[name] = float(value)
    return both


def factor(
    optimizer: Optimizer, schedule: Schedule | None, values: Mapping[str, float], total_steps: int
) -> Callable[[Float], Float] | None:
    """What a schedule makes of the learning rate at steps t. Raises InputError for a rule without one."""
    if schedule is None:
        return None
    if "eta" not in optimizer.rule.parameters:
        raise InputError(Phrase("a schedule changes eta, and the rule of {id} has none", id=optimizer.id))
    numbers = filled(defaults(schedule.parameters), values)
    return lambda t: schedule.factor(t, total_steps, **numbers)


def first_stored(rule: Rule, theta: Float, params: Mapping[str, float], own: Own) -> Stored:
    """What a backend keeps of particles at these positions before the first step. Raises InputError."""
    exact = theta.astype(np.float64)
    states = {name: values.astype(theta.dtype) for name, values in own.states.items()}
    from .language.evaluate import Plan

    for name, node in rule.states.items():
        (value,) = Plan(rule.graph, [node]).run({**params, **own.rules, "theta": exact})
        with np.errstate(over="ignore"):
            states[name] = np.broadcast_to(value, theta.shape).astype(theta.dtype)
        if not np.isfinite(states[name]).all():
            raise InputError(Phrase("the initial value of {name} is not finite", name=name))
    stopped = np.full(len(theta), -1, np.int32)
    return Stored(theta, theta, np.zeros_like(theta), states, stopped)


def asked(rule: Rule) -> set[str]:
    """What a rule asks of the field."""
    nodes = topological(rule.graph, [rule.theta, *rule.updated.values()])
    return {rule.graph.opcode(node) for node in nodes} & (BARRIERS - ACROSS)


def check_sight(rule: Rule, terrain: Terrain) -> None:
    """Let a rule that asks more than the field can tell fail here, not while stepping."""
    for op in sorted(asked(rule)):
        terrain.nodes(op)
