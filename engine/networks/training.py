"""One optimizer on many networks of one task, trained in lockstep, epoch by epoch."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.backends import KERNELS, Kernels
from engine.errors import Cancelled, InputError, RangeError, UnknownNameError
from engine.language.evaluate import Plan
from engine.language.graph import topological
from engine.language.rule import Rule
from engine.language.tokens import tokenize
from engine.modifiers import Clip
from engine.phrase import Phrase
from engine.problem import Float, Settings
from engine.run_arguments import defaults, factor, filled
from engine.turns import Turn, Turns

from .stepping import PlainStepper, Population, Stepper
from .task import Task

if TYPE_CHECKING:
    from engine.entries import Optimizer, Schedule

_UNKNOWN = ("hess_diag", "newton")


class Training:
    """An optimizer that trains `task.networks` networks, each from first weights of its own.

    task_params: values over the defaults of the task's parameters. seed: of the points, the first weights
    and the order of batches; these are the same for every optimizer. epochs: how long, for schedules.
    turns: parameters of the rule that change on the way; their steps are epochs. kernels: "numpy" needs no
    compiler. first: the number of the first network, see `Population`.

    A network whose next weights or states would not be finite stops for good where it was; the others go on
    as if it had never been there.

    Raises InputError for a rule that asks for curvature, UnknownNameError for a parameter.
    """

    def __init__(
        self,
        optimizer: Optimizer,
        task: Task,
        *,
        params: Mapping[str, float] | None = None,
        task_params: Mapping[str, float] | None = None,
        clip: Clip | None = None,
        schedule: Schedule | None = None,
        schedule_params: Mapping[str, float] | None = None,
        seed: int = 0,
        dtype: str = "float64",
        epochs: int,
        threads: int | None = None,
        kernels: Kernels = "split",
        turns: Iterable[Turn] = (),
        first: int = 0,
    ) -> None:
        if dtype not in ("float32", "float64"):
            raise UnknownNameError(Phrase("dtype"), str(dtype), ("float32", "float64"))
        if kernels not in KERNELS:
            raise UnknownNameError(Phrase("kind of kernels"), str(kernels), KERNELS)
        check_rule(optimizer.rule)
        self.optimizer, self.task, self.kernels = optimizer, task, kernels
        self.epochs, self.epoch = epochs, 0
        self._taken = 0
        self.points = task.points(seed, task_params)
        self.shape = task.shape(self.points)
        self._params = filled(defaults(optimizer.parameters), params or {})
        self._turns = Turns(turns)
        self.updates = task.updates(self.points)
        self._factor = factor(optimizer, schedule, schedule_params or {}, epochs * self.updates)
        self._population = Population(
            optimizer.rule, self.shape, self.points, task.networks, np.dtype(dtype), seed,
            task.batch or len(self.points), clip or Clip(), first,
        )  # fmt: skip
        self._stepper = self._make(threads)
        self.restart()

    def _make(self, threads: int | None) -> Stepper:
        if self.kernels == "numpy":
            return PlainStepper(self._population)
        from .compiled_stepping import CompiledStepper

        return CompiledStepper(self._population, threads)

    @property
    def n(self) -> int:
        """The number of networks."""
        return self._population.n

    @property
    def dtype(self) -> np.dtype:
        return self._population.dtype

    @property
    def params(self) -> dict[str, float]:
        """The rule's parameters now, before the schedule."""
        return dict(self._params)

    @property
    def stopped_at(self) -> NDArray[np.int32]:
        """(n,), the step whose result was not finite, for networks that stopped; -1 for the others."""
        return self._stepper.stopped.copy()

    def set_params(self, **values: float) -> None:
        """Other values from the next step on. Raises UnknownNameError, InputError."""
        self._params = filled(self._params, values)

    def advance(self, epochs: int, cancel: threading.Event | None = None) -> None:
        """Train on for `epochs` epochs. Raises Cancelled, and leaves the epoch that was begun unfinished."""
        if epochs < 0:
            raise RangeError(Phrase("epochs"), epochs, 0, math.inf)
        while epochs:
            now = self._turns.room(self.epoch, epochs)
            steps = now * self.updates - self._taken
            if self._step(steps, cancel) < steps:
                raise Cancelled(Phrase("stopped on request after epoch {epoch:,}", epoch=self.epoch))
            self._end(now)
            epochs -= now

    def advance_until(self, moment: float) -> bool:
        """Train on until then (perf_counter) or to the end of the epoch; whether it has been reached.

        Without kernels a step may take long: one is taken at least, and what is left of the epoch next time.
        """
        at_once = 1 if self.kernels == "numpy" else self.updates
        while self._taken < self.updates:
            self._taken += self._step(min(at_once, self.updates - self._taken), None)
            if time.perf_counter() >= moment:
                break
        if self._taken < self.updates:
            return False
        self._end(1)
        return True

    def _step(self, steps: int, cancel: threading.Event | None) -> int:
        """So many steps from where the present epoch stands; how many of them were taken."""
        settings = Settings(self._params, {}, self._factor)
        return self._stepper.advance(self.epoch * self.updates + self._taken, steps, settings, cancel)

    def _end(self, epochs: int) -> None:
        """So many epochs more are over."""
        self.epoch += epochs
        self._taken = 0
        for turn in self._turns.at(self.epoch):
            self.set_params(**turn.params)

    def weights(self) -> Float:
        """(n, count), every network's weights as `Shape` orders them."""
        return self._stepper.theta()

    def last_move(self) -> Float:
        """(n, count), Δθ of the last step; zero before the first one."""
        with np.errstate(over="ignore"):
            return self._stepper.theta() - self._stepper.before()

    def state(self, name: str) -> Float:
        """(n, count), an accumulator. Raises UnknownNameError."""
        if name not in self.optimizer.rule.states:
            raise UnknownNameError(Phrase("state"), name, self.optimizer.rule.states)
        return self._stepper.state(name)

    def loss_and_accuracy(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """By network: the mean cross-entropy over all points, and the share of them told right."""
        return self._stepper.look()

    def restart(self) -> None:
        """Back to epoch 0 with the present parameters."""
        known = self._population
        whole = self.shape.first_weights(known.seed, known.first + known.n)
        theta = whole[known.first :].astype(known.dtype)
        self._stepper.restore(theta, first_states(self.optimizer.rule, theta, self._params))
        self.epoch = self._taken = 0


def first_states(rule: Rule, theta: Float, params: Mapping[str, float]) -> dict[str, Float]:
    """What the rule's states are before the first step, (n, count) each. Raises InputError."""
    states = {}
    for name, node in rule.states.items():
        (value,) = Plan(rule.graph, [node]).run({**params, "theta": theta.astype(np.float64)})
        with np.errstate(over="ignore"):
            states[name] = np.broadcast_to(value, theta.shape).astype(theta.dtype)
        if not np.isfinite(states[name]).all():
            raise InputError(Phrase("the initial value of {name} is not finite", name=name))
    return states


def check_rule(rule: Rule) -> None:
    """Raises InputError for a rule that asks of a network what it cannot tell."""
    for node in topological(rule.graph, [rule.theta, *rule.updated.values()]):
        if rule.graph.opcode(node) in _UNKNOWN:
            raise InputError(
                Phrase("a network tells its gradient and loss, and this rule asks for its curvature")
            )
    # not the graph's: a sum is made of its own coordinate and the others
    if any(token.text == "others" for token in tokenize(rule.text)):
        raise InputError(
            Phrase("this rule is made for two coordinates, whose others it asks for; a network has more")
        )
