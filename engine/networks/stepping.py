"""What steps many networks: compiled loops on this machine's cores, or NumPy until these are ready."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.language.evaluate import Plan
from engine.language.rule import Rule
from engine.modifiers import Clip
from engine.problem import Float, Settings
from engine.reference import norm

from . import plain
from .batches import orders
from .data import Points
from .shape import Shape


class Population:
    """What stays the same: `n` networks of one shape, the points, the rule, and what a step is made of.

    batch: points to a step. first: the number of the first network, so that parts of a population that are
    trained apart are what they would be together.
    """

    def __init__(
        self, rule: Rule, shape: Shape, points: Points, n: int, dtype: np.dtype, seed: int, batch: int,
        clip: Clip, first: int = 0,
    ) -> None:  # fmt: skip
        self.rule, self.shape, self.points = rule, shape, points
        self.n, self.dtype, self.seed, self.clip, self.first = n, dtype, seed, clip, first
        self.batch = min(batch, len(points))
        self.updates = -(-len(points) // self.batch)
        self.names = list(rule.states)


class Stepper(Protocol):
    """Trains a population. theta, before: the weights now, and before the last step, (n, count) copies."""

    stopped: NDArray[np.int32]

    def restore(self, theta: Float, states: dict[str, Float]) -> None:
        """Begin at these weights and states, (n, count); nothing has stopped."""

    def advance(self, done: int, steps: int, settings: Settings, cancel: threading.Event | None) -> int:
        """Take `steps` steps after the `done` first ones; how many were taken before `cancel`."""

    def theta(self) -> Float: ...

    def before(self) -> Float: ...

    def state(self, name: str) -> Float: ...

    def look(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """By network, loss and accuracy over all points."""


class PlainStepper:
    """One step of all networks after the other, in float64, rounded once a step to the type of the run."""

    def __init__(self, population: Population) -> None:
        self.population = population
        rule = population.rule
        self._plan = Plan(rule.graph, [rule.theta, *(rule.updated[name] for name in population.names)])
        self._epoch = -1
        self._order: NDArray[np.int64] | None = None

    def restore(self, theta: Float, states: dict[str, Float]) -> None:
        self._theta, self._before = theta.copy(), theta.copy()
        self._states = {name: values.copy() for name, values in states.items()}
        self.stopped = np.full(len(theta), -1, np.int32)

    def advance(self, done: int, steps: int, settings: Settings, cancel: threading.Event | None) -> int:
        for t in range(done, done + steps):
            if cancel is not None and cancel.is_set():
                return t - done
            self._step(t, settings)
        return steps

    def _step(self, done: int, settings: Settings) -> None:
        places, labels = self._batch(done)
        shape, clip = self.population.shape, self.population.clip

        def gradient(position: Float, sample: int) -> Float:
            return clipped(plain.gradient(shape, np.broadcast_to(position, now.shape), places, labels), clip)

        def loss(position: Float) -> Float:
            position = np.broadcast_to(position, now.shape)
            return plain.loss_and_accuracy(shape, np.asarray(position), places, labels)[0][:, np.newaxis]

        now = self._theta.astype(np.float64)
        values: dict[str, Any] = {
            name: np.asarray(value).reshape(())
            for name, value in settings.rule_values(np.asarray(done + 1.0)).items()
        }
        values.update({name: state.astype(np.float64) for name, state in self._states.items()})
        special: dict[str, Callable[..., Float]] = {
            "grad": gradient, "loss": loss, "norm": norm,
            "others": lambda v: np.broadcast_to(v, now.shape).sum(axis=-1, keepdims=True) - v,
        }  # fmt: skip
        new = self._plan.run({**values, "theta": now}, special)
        with np.errstate(all="ignore"):
            theta, *states = (np.broadcast_to(a, now.shape).astype(self._theta.dtype) for a in new)
        self._accept(done + 1, theta, dict(zip(self.population.names, states, strict=True)))

    def _accept(self, step: int, theta: Float, states: dict[str, Float]) -> None:
        finite = np.isfinite(theta).all(axis=1)
        for state in states.values():
            finite &= np.isfinite(state).all(axis=1)
        alive = self.stopped < 0
        self.stopped[alive & ~finite] = step
        moving = (alive & finite)[:, np.newaxis]
        self._before = np.where(alive[:, np.newaxis], self._theta, self._before)
        self._theta = np.where(moving, theta, self._theta)
        self._states = {name: np.where(moving, states[name], old) for name, old in self._states.items()}

    def _batch(self, done: int) -> tuple[plain.Array, NDArray[np.int64]]:
        known = self.population
        points, batch = known.points, known.batch
        if batch == len(points):
            return points.places, points.labels
        epoch, place = divmod(done, known.updates)
        if self._order is None or epoch != self._epoch:
            whole = orders(len(points), known.seed, known.first + known.n, epoch)
            self._epoch, self._order = epoch, whole[known.first :]
        chosen = self._order[:, place * batch : (place + 1) * batch]
        return points.places[chosen], points.labels[chosen]

    def theta(self) -> Float:
        return self._theta.copy()

    def before(self) -> Float:
        return self._before.copy()

    def state(self, name: str) -> Float:
        return self._states[name].copy()

    def look(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        points = self.population.points
        theta = self._theta.astype(np.float64)
        return plain.loss_and_accuracy(self.population.shape, theta, points.places, points.labels)


def clipped(gradient: Float, clip: Clip) -> Float:
    """A gradient (n, count) after clipping by value and by norm."""
    if clip.value is not None:
        gradient = np.clip(gradient, -clip.value, clip.value)
    if clip.norm is not None:
        size = norm(gradient)
        gradient = np.where(size > clip.norm, gradient * (clip.norm / np.where(size > 0, size, 1)), gradient)
    return gradient
