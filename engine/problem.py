"""One run as every backend needs it: the graphs, the numbers of a step, and what is fixed for good.

A backend (`engine.reference` with NumPy, `engine.cpu` with compiled kernels) takes a `Problem` and, for each
stretch of steps, a `Settings`; nothing else. It knows no files, no catalogue and no window.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .errors import InputError
from .language.differentiate import gradient, hessian
from .language.evaluate import Plan
from .language.formula import Formula
from .language.graph import Graph
from .language.rule import Rule
from .modifiers import Clip, Noise
from .phrase import Phrase

Float = NDArray[np.floating]

OWN_SIGMA = "noise.sigma"
"""The strength of the noise, as a name among the parameters that differ between particles."""

KAPPA = "kappa"
"""A signal's epochs per unit of displacement: looking ahead by d samples the signal at t + κ·d."""


class Terrain:
    """A field as graphs: what a rule may ask of it, by operation.

    A landscape is a formula in x and y, a curve one in x, a signal one in t. `nodes(op)` are the results per
    coordinate of "grad", "loss" (the same for each coordinate), "hess_diag" and "newton". by_slope: the
    formula is not the height but the slope, of a curve whose positions it calls t.
    """

    def __init__(self, formula: Formula, by_slope: bool = False) -> None:
        # Read again: derivatives are added to the graph, and a catalogue's entry is shared between threads.
        self.formula = formula.afresh()
        self.graph: Graph = self.formula.graph
        self.by_slope = by_slope
        self.signal = formula.variables == ("t",) and not by_slope
        self.dims = len(formula.variables)
        self._nodes: dict[str, list[int]] = {}
        self._plans: dict[str, Plan] = {}

    def nodes(self, op: str) -> list[int]:
        """The nodes of an operation's results, one per coordinate. InputError where a signal has none."""
        if op not in self._nodes:
            find = self._landscape_nodes
            if self.signal or self.by_slope:
                find = self._signal_nodes if self.signal else self._slope_nodes
            self._nodes[op] = find(op)
        return self._nodes[op]

    def plan(self, op: str) -> Plan:
        """The order of evaluating an operation's results with NumPy."""
        if op not in self._plans:
            self._plans[op] = Plan(self.graph, self.nodes(op))
        return self._plans[op]

    def _signal_nodes(self, op: str) -> list[int]:
        if op == "grad":
            return [self.formula.root]
        if op == "loss":
            return [self.graph.const(0.0)]
        raise InputError(Phrase("a signal has no {op}: it is the gradient itself, not a landscape", op=op))

    def _slope_nodes(self, op: str) -> list[int]:
        graph, slope = self.graph, self.formula.root
        if op == "grad":
            return [slope]
        if op == "loss":
            raise InputError(Phrase("the integral of a signal is known by its slope alone, and has no loss"))
        (second,) = gradient(graph, slope, self.formula.variables)
        return [second if op == "hess_diag" else graph.op("div", slope, second)]

    def _landscape_nodes(self, op: str) -> list[int]:
        graph, names = self.graph, self.formula.variables
        if op == "grad":
            return gradient(graph, self.formula.root, names)
        if op == "loss":
            return [self.formula.root] * self.dims
        second = hessian(graph, self.formula.root, names)
        if op == "hess_diag":
            return [second[i][i] for i in range(self.dims)]
        if self.dims == 1:
            return [graph.op("div", self.nodes("grad")[0], second[0][0])]
        (hxx, hxy), (_, hyy) = second
        gx, gy = self.nodes("grad")

        def cross(a: int, b: int, c: int, d: int) -> int:
            return graph.op("sub", graph.op("mul", a, b), graph.op("mul", c, d))

        determinant = cross(hxx, hyy, hxy, hxy)
        solved = (cross(hyy, gx, hxy, gy), cross(hxx, gy, hxy, gx))
        return [graph.op("div", part, determinant) for part in solved]


@dataclass(frozen=True)
class Problem:
    """What stays the same for a run of n particles with `dims` coordinates.

    first_particle is the number of the run's first particle for the noise: parts of one swarm, run apart,
    meet the noise they would meet together. own: parameters of the field that differ between particles, and
    the states of the rule that hold them (see `engine.own`); OWN_SIGMA among them for that of the noise.
    """

    rule: Rule
    terrain: Terrain
    n: int
    dtype: np.dtype
    seed: int
    noise: Noise
    clip: Clip
    first_particle: int = 0
    own: Mapping[str, str] = field(default_factory=dict)

    @property
    def dims(self) -> int:
        return self.terrain.dims

    @property
    def silent(self) -> bool:
        """Whether there is no noise and every coordinate is present."""
        return self.noise.silent and OWN_SIGMA not in self.own


@dataclass(frozen=True)
class Settings:
    """The numbers of a stretch of steps: parameters of the rule and of the field, and the schedule.

    factor(t) is what the schedule makes of the learning rate `eta` at steps t (a float64 array); None for 1.
    """

    params: Mapping[str, float]
    field_params: Mapping[str, float]
    factor: Callable[[Float], Float] | None = None

    def rule_values(self, t: Float) -> dict[str, Float | float]:
        """The values of `t` and of every parameter at steps t, float64, the schedule included."""
        values: dict[str, Float | float] = {**self.params, "t": t}
        if self.factor is not None:
            values["eta"] = self.params["eta"] * self.factor(t)
        return values


@dataclass(frozen=True)
class Stored:
    """Everything of a backend that changes from step to step; arrays are (n, d), stopped_at (n,)."""

    theta: Float
    previous: Float
    gradient: Float
    states: Mapping[str, Float]
    stopped_at: NDArray[np.int32]


@dataclass(frozen=True)
class Layout:
    """θ where a backend keeps it, to be read until the next step and not to be written to.

    Particle i < n is lane i % share of block i // share. blocks (count, ≥ dims × share): the first
    coordinate of all lanes, then the second. stopped (count, share): as `stopped_at`.
    """

    blocks: Float
    stopped: NDArray[np.int32]
    share: int
    n: int


def laid_out(theta: Float, stopped: NDArray[np.int32]) -> Layout:
    """Particles (n, d), and at which step each has stopped (n,), as a single block."""
    n = len(theta)
    return Layout(np.ascontiguousarray(theta.T).reshape(1, -1), stopped.reshape(1, -1), n, n)


class Backend(Protocol):
    """What steps a problem. The arrays of `store` and `restore` are copies.

    keeps_last: whether the rows "gradient" and "previous" are those of the last step.
    """

    keeps_last: bool

    def advance(self, done: int, steps: int, settings: Settings, cancel: threading.Event | None) -> int:
        """Take `steps` steps after the `done` first ones; return how many were taken before `cancel`."""

    def read(self, row: str, first: int | None = None) -> Float:
        """A copy, (n, d), of "theta", "previous", "gradient" or "state:" followed by its name.

        first: of so many particles only, from the first on; no more than that is copied.
        """

    @property
    def stopped_at(self) -> NDArray[np.int32]:
        """(n,), the step that made a particle stop, or -1."""

    def read_stopped(self, first: int) -> NDArray[np.int32]:
        """As `stopped_at`, of so many particles only; no more is copied."""

    def read_one(self, row: str, particle: int) -> Float:
        """A copy, (d,), as `read`, of one particle; whatever its number, no more is copied."""

    def read_several(self, row: str, particles: NDArray[np.intp]) -> Float:
        """A copy, (len(particles), d), as `read`, of these particles."""

    def stop_of(self, particle: int) -> int:
        """As `stopped_at`, of one particle."""

    def count_stopped(self) -> int:
        """How many particles have stopped."""

    def layout(self) -> Layout:
        """Where the particles are, without a copy where they can be had without one."""

    def store(self) -> Stored: ...

    def restore(self, stored: Stored) -> None: ...
