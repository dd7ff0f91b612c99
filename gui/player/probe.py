"""A particle examined: the numbers that the stage draws at its head and writes beside the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.anatomy import Anatomy, anatomy
from engine.language.roles import roles, steepness
from engine.language.rule import Rule
from gui.model.probe import Look, Probe, Vector

if TYPE_CHECKING:
    from engine.entries import Optimizer
    from engine.run import Run


def make_probe(run: Run, optimizer: Optimizer, particle: int, number: int = 0) -> Probe:
    """What one particle of a run sees, which is run `number` of its scenario. The run does not move.

    Raises RangeError for a particle that is not there.
    """
    rule = optimizer.rule
    told = anatomy(run, particle)
    found = roles(rule)
    memory = found.momentum or ""
    here = [s for s in told.samples if _is_here(rule, s.node)]
    scaling = _scaling(rule, told, memory)
    return Probe(
        run=number,
        particle=particle,
        step=run.step,
        theta=told.theta,
        loss=told.loss,
        gradient=here[0].gradient if here else told.gradient,
        looks_here=bool(here),
        momentum=told.before[memory] if memory else None,
        memory=memory,
        move=told.step,
        inertia=_inertia(told.before[memory], scaling) if memory and scaling is not None else 0.0,
        looks=tuple(Look(s.position, s.gradient) for s in told.samples if not _is_here(rule, s.node)),
        scaling=scaling,
        divisor=found.divisor or "",
        rooted=found.rooted,
        rate=told.rate,
        factor=told.factor,
        states=told.before,
        gone=run.stop_of(particle) >= 0,
    )


def _is_here(rule: Rule, sample: int) -> bool:
    """Whether a sample of the gradient is taken at the position that the step starts from."""
    (place,) = rule.graph.arguments(sample)
    return rule.graph.nodes[place] == ("name", "theta")


def _scaling(rule: Rule, told: Anatomy, memory: str) -> Vector | None:
    """The learning rate of each coordinate.

    Where the rule takes no more than a sign, the step over what it is a step along. None unless finite.
    """
    slopes = np.abs(steepness(rule, told.nodes))
    if not slopes.any():
        along = told.after[memory] if memory else _last_gradient(told)
        with np.errstate(all="ignore"):
            slopes = np.abs(told.step / along)
    return slopes if np.isfinite(slopes).all() and slopes.any() else None


def _inertia(momentum: Vector, scaling: Vector) -> float:
    length = float(np.hypot.reduce(momentum))
    return float(np.hypot.reduce(momentum * scaling)) / length if length > 0 else 0.0


def _last_gradient(told: Anatomy) -> Vector:
    return told.samples[-1].gradient if told.samples else told.gradient
