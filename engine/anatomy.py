"""The coming step of one particle, taken apart: what every statement of its rule computes from what.

The rule's graph is evaluated node by node with NumPy, as `engine.reference` steps, so it works for every
rule, typed ones too, and for runs of every backend. The run itself does not move.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .errors import RangeError
from .language.evaluate import Plan
from .language.rule import Rule, Statement
from .modifiers import Clip
from .phrase import Phrase
from .problem import OWN_SIGMA, Float, Settings
from .reference import Sight, look, modified
from .run import Run

Vector = NDArray[np.float64]
"""One number for each coordinate."""


@dataclass(frozen=True)
class Line:
    """A statement of the rule: what its target was before it (None for a name it makes) and is after it."""

    statement: Statement
    before: Vector | None
    value: Vector


@dataclass(frozen=True)
class Sample:
    """A sample of the gradient: where the rule looks, the exact gradient there, and what reaches the rule.

    `gradient` has met the noise, the mask and the clipping that the step itself will meet, `noisy` only the
    first two.
    """

    node: int
    position: Vector
    exact: Vector
    noisy: Vector
    gradient: Vector


@dataclass(frozen=True)
class Anatomy:
    """One particle's step number `t`, from `theta` to `new_theta`.

    values: the parameters that the rule sees, `t` and the schedule's learning rate included.
    factor: what the schedule makes of the learning rate, 1 without one.
    nodes: the value of every node of the rule's graph that the step needs.
    stops: the step does not move the particle, since it has stopped or its result would not be finite.
    """

    t: int
    theta: Vector
    new_theta: Vector
    loss: float
    gradient: Vector
    samples: tuple[Sample, ...]
    lines: tuple[Line, ...]
    before: Mapping[str, Vector]
    after: Mapping[str, Vector]
    values: Mapping[str, float]
    factor: float
    nodes: Mapping[int, Vector]
    stops: bool

    @property
    def step(self) -> Vector:
        """Δθ."""
        return self.new_theta - self.theta

    @property
    def rate(self) -> float | None:
        """The learning rate of this step; None for a rule without `eta`."""
        return self.values.get("eta")


def anatomy(run: Run, particle: int) -> Anatomy:
    """The step that `run.advance(1)` would take next, for one particle, up to rounding in the run's dtype.

    Raises RangeError for a particle that is not there.
    """
    if not 0 <= particle < run.n:
        raise RangeError(Phrase("particle"), particle, 0, run.n - 1)
    # The rule as it was written: the problem's may carry parameters of the particle's own as states.
    rule, t = run.optimizer.rule, run.step + 1
    theta = _row(run, "theta", particle)
    before = {name: _row(run, f"state:{name}", particle) for name in run.state_names}
    sight = _Eye(run, particle, theta, t)
    values, eta = _numbers(run.settings, t), run.params.get("eta", 0.0)
    factor = values["eta"] / eta if eta else 1.0
    own = run.own_of_rule(particle)
    values |= own
    if "eta" in own:
        values["eta"] *= factor
    nodes = _evaluate(rule, sight, values, before)
    raw = {name: nodes[node] for name, node in rule.updated.items()}
    stops = run.stop_of(particle) >= 0
    stops = stops or not all(np.isfinite(_rounded(v, run)).all() for v in (nodes[rule.theta], *raw.values()))
    return Anatomy(
        t=t,
        theta=theta,
        new_theta=theta if stops else _rounded(nodes[rule.theta], run),
        loss=float(look(sight, "loss", theta[np.newaxis])[0, 0]),
        gradient=look(sight, "grad", theta[np.newaxis])[0],
        samples=tuple(sight.samples[number] for number in sorted(sight.samples)),
        lines=_lines(rule, nodes, theta, before),
        before=before,
        after=before if stops else {name: _rounded(value, run) for name, value in raw.items()},
        values=values,
        factor=factor,
        nodes=nodes,
        stops=stops,
    )


class _Eye(Sight):
    """The sight of one particle, which remembers what it has looked at."""

    def __init__(self, run: Run, particle: int, theta: Vector, t: int) -> None:
        number = np.array([[run.problem.first_particle + particle]], np.uint64)
        own = {n: np.array([v]) for n, v in run.own_of_field(particle).items()}
        super().__init__(run.problem, number, theta[np.newaxis], t, run.settings, own)
        self.rule = run.optimizer.rule
        self.samples: dict[int, Sample] = {}

    def gradient(self, position: Float, sample: int) -> Float:
        found = super().gradient(position, sample)
        node = self.rule.samples[sample]
        there = np.broadcast_to(position, self.theta.shape)
        exact = look(self, "grad", there)
        free, sigma = replace(self.problem, clip=Clip()), self.own.get(OWN_SIGMA)
        noisy = modified(exact, free, self.particles, self.t, sample, sigma)
        self.samples[sample] = Sample(node, there[0], exact[0], noisy[0], found[0])
        return found


def _evaluate(
    rule: Rule, sight: _Eye, values: Mapping[str, float], states: Mapping[str, Vector]
) -> dict[int, Vector]:
    """The value of every node that a statement of the rule needs, (d,) each."""
    plan = Plan(rule.graph, [statement.node for statement in rule.statements])
    names: dict[str, Float | float] = {**values, "theta": sight.theta}
    names.update({name: value[np.newaxis] for name, value in states.items()})
    done: dict[int, Float] = {}
    with np.errstate(all="ignore"):
        for node in plan.order:
            done[node] = plan.compute(node, done, names, sight.special, np.dtype(np.float64))
    return {node: np.broadcast_to(value, sight.theta.shape)[0].copy() for node, value in done.items()}


def _lines(
    rule: Rule, nodes: Mapping[int, Vector], theta: Vector, states: Mapping[str, Vector]
) -> tuple[Line, ...]:
    known: dict[str, Vector] = {"theta": theta, **states}
    lines = []
    for statement in rule.statements:
        value = nodes[statement.node]
        lines.append(Line(statement, known.get(statement.target), value))
        known[statement.target] = value
    return tuple(lines)


def _numbers(settings: Settings, t: int) -> dict[str, float]:
    return {name: float(value) for name, value in settings.rule_values(np.asarray(float(t))).items()}


def _row(run: Run, name: str, particle: int) -> Vector:
    return run.read_one(name, particle).astype(np.float64)


def _rounded(value: Vector, run: Run) -> Vector:
    """As the run keeps it: float32 or float64."""
    with np.errstate(over="ignore"):
        return value.astype(run.dtype).astype(np.float64)
