"""Stepping with NumPy alone: the first frames, before a compiler is ready; kernels are tested against it.

Arithmetic is done in float64 and rounded once a step to the type of the run.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from .language.evaluate import Plan
from .numerics import philox
from .problem import KAPPA, OWN_SIGMA, Float, Layout, Problem, Settings, Stored, laid_out


class NumpyBackend:
    """Steps all particles at once, one step after the other."""

    theta: Float
    previous: Float
    gradient: Float
    states: dict[str, Float]
    _stopped_at: NDArray[np.int32]
    keeps_last = True

    def __init__(self, problem: Problem, start: Stored) -> None:
        self.problem = problem
        rule = problem.rule
        self.names = list(rule.states)
        self.plan = Plan(rule.graph, [rule.theta, *(rule.updated[name] for name in self.names)])
        self.particles = problem.first_particle + np.arange(problem.n, dtype=np.uint64)[:, np.newaxis]
        self.restore(start)

    def advance(self, done: int, steps: int, settings: Settings, cancel: threading.Event | None) -> int:
        for step in range(done + 1, done + steps + 1):
            if cancel is not None and cancel.is_set():
                return step - done - 1
            self.step(step, settings)
        return steps

    def step(self, t: int, settings: Settings) -> None:
        """One step of every particle that has not stopped."""
        own = {name: self.states[state][:, 0] for name, state in self.problem.own.items()}
        sight = Sight(self.problem, self.particles, self.theta.astype(np.float64), t, settings, own)
        values: dict[str, Float | float] = {
            name: value if np.ndim(value) == 0 else np.asarray(value).reshape(())
            for name, value in settings.rule_values(np.asarray(float(t))).items()
        }
        values["theta"] = sight.theta
        values.update({name: self.states[name].astype(np.float64) for name in self.names})
        new = self.plan.run(values, sight.special)
        # These functions refer to the sight: its arrays would wait for the garbage collector otherwise.
        sight.special.clear()
        with np.errstate(all="ignore"):
            theta, *states = (np.broadcast_to(a, self.theta.shape).astype(self.theta.dtype) for a in new)
            last = self.gradient if sight.last is None else sight.last
            gradient = last.astype(self.theta.dtype)
        self.accept(t, theta, dict(zip(self.names, states, strict=True)), gradient)

    def accept(self, t: int, theta: Float, states: dict[str, Float], gradient: Float) -> None:
        """Take over a step's results where all are finite; stop the other particles where they were."""
        finite = np.isfinite(theta).all(axis=1)
        for state in states.values():
            finite &= np.isfinite(state).all(axis=1)
        alive = self._stopped_at < 0
        self._stopped_at[alive & ~finite] = t
        moving = (alive & finite)[:, np.newaxis]
        self.previous = self.theta
        self.theta = np.where(moving, theta, self.theta)
        self.gradient = np.where(moving, gradient, self.gradient)
        self.states = {name: np.where(moving, states[name], self.states[name]) for name in self.names}

    @property
    def stopped_at(self) -> NDArray[np.int32]:
        return self._stopped_at.copy()

    def read_stopped(self, first: int) -> NDArray[np.int32]:
        return self._stopped_at[:first].copy()

    def count_stopped(self) -> int:
        return int(np.count_nonzero(self._stopped_at >= 0))

    def read_one(self, row: str, particle: int) -> Float:
        return self._kept(row)[particle].copy()

    def read_several(self, row: str, particles: NDArray[np.intp]) -> Float:
        return self._kept(row)[particles]

    def stop_of(self, particle: int) -> int:
        return int(self._stopped_at[particle])

    def layout(self) -> Layout:
        return laid_out(self.theta, self._stopped_at)

    def read(self, row: str, first: int | None = None) -> Float:
        return self._kept(row)[:first].copy()

    def _kept(self, row: str) -> Float:
        rows = {"theta": self.theta, "previous": self.previous, "gradient": self.gradient}
        return self.states[row.removeprefix("state:")] if row.startswith("state:") else rows[row]

    def store(self) -> Stored:
        states = {name: self.states[name].copy() for name in self.names}
        return Stored(
            self.theta.copy(), self.previous.copy(), self.gradient.copy(), states, self._stopped_at.copy()
        )

    def restore(self, stored: Stored) -> None:
        self.theta = stored.theta.copy()
        self.previous = stored.previous.copy()
        self.gradient = stored.gradient.copy()
        self.states = {name: stored.states[name].copy() for name in self.names}
        self._stopped_at = stored.stopped_at.copy()


class Sight:
    """What a rule sees of the field during one step, as functions for `Plan.run`.

    particles: their numbers for the noise, (n, 1); theta: where they are, (n, d) float64. own: values of the
    field's parameters that differ between particles, (n,). `last` is the gradient sample that was taken last.
    """

    def __init__(
        self,
        problem: Problem,
        particles: NDArray[np.uint64],
        theta: Float,
        t: int,
        settings: Settings,
        own: Mapping[str, Float] | None = None,
    ) -> None:
        self.problem = problem
        self.own = {name: values.astype(np.float64) for name, values in (own or {}).items()}
        self.particles = particles
        self.theta = theta
        self.t = t
        self.settings = settings
        self.last: Float | None = None
        self.special: dict[str, Callable[..., Float]] = {
            "grad": self.gradient,
            "norm": lambda v: norm(np.broadcast_to(v, theta.shape)),
            "others": lambda v: others(np.broadcast_to(v, theta.shape)),
            **{op: lambda p, op=op: look(self, op, p) for op in ("loss", "hess_diag", "newton")},
        }

    def gradient(self, position: Float, sample: int) -> Float:
        """A sample of the gradient at a position (n, d), through noise, mask and clipping."""
        exact = look(self, "grad", position)
        sigma = self.own.get(OWN_SIGMA)
        self.last = modified(exact, self.problem, self.particles, self.t, sample, sigma)
        return self.last


def look(sight: Sight, op: str, position: Float) -> Float:
    """An operation of the field at positions (n, d), exact, (n, d)."""
    terrain = sight.problem.terrain
    values: dict[str, Float | float] = {**sight.settings.field_params, **sight.own}
    position = np.broadcast_to(position, sight.theta.shape)
    if terrain.signal:
        values["t"] = sight.t + values.get(KAPPA, 1.0) * (sight.theta[:, 0] - position[:, 0])
    else:
        values.update({name: position[:, i] for i, name in enumerate(terrain.formula.variables)})
    parts = terrain.plan(op).run(values)
    return np.stack([np.broadcast_to(part, len(position)) for part in parts], axis=1)


def norm(vector: Float) -> Float:
    """The Euclidean norm over the last axis, kept as an axis of length 1; large numbers do not overflow."""
    largest = np.max(np.abs(vector), axis=-1, keepdims=True)
    with np.errstate(all="ignore"):
        scale = np.where(largest > 0, largest, 1.0)
        return np.asarray(largest * np.sqrt(np.sum((vector / scale) ** 2, axis=-1, keepdims=True)))


def others(vector: Float) -> Float:
    """For each coordinate, the last axis, the sum of all but itself."""
    if vector.shape[-1] <= 2:
        return vector[..., ::-1] if vector.shape[-1] == 2 else np.zeros_like(vector)
    return np.asarray(np.sum(vector, axis=-1, keepdims=True) - vector)


def modified(
    gradient: Float,
    problem: Problem,
    particles: NDArray[np.uint64],
    t: int,
    sample: int,
    own_sigma: Float | None = None,
) -> Float:
    """A gradient (n, d) after noise, sparse mask, clipping by value and by norm, in this order.

    own_sigma: (n,), the strength of each particle's noise; None for that of the problem.
    """
    noise, clip = problem.noise, problem.clip
    if not problem.silent:
        coordinates = np.arange(gradient.shape[1], dtype=np.uint64)
        w0, w1, w2, _ = philox.words(problem.seed, particles, t, coordinates, sample)
        sigma: Float | float = noise.sigma if own_sigma is None else own_sigma[:, np.newaxis]
        gradient = gradient + sigma * philox.normal(w0, w1) if np.any(sigma) else gradient
        present = [philox.threshold(noise.presence(d)) for d in range(gradient.shape[1])]
        gradient = np.where(w2 < np.array(present, np.uint64), gradient, 0.0)
    with np.errstate(all="ignore"):
        if clip.value is not None:
            gradient = np.clip(gradient, -clip.value, clip.value)
        if clip.norm is not None:
            length = norm(gradient)
            gradient = np.where(length > clip.norm, gradient * (clip.norm / length), gradient)
    return gradient
