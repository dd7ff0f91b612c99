"""One optimizer on one field: particles stepped in lockstep, by NumPy or by compiled kernels."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import Cancelled, InputError, RangeError, UnknownNameError
from .modifiers import Clip, Noise
from .problem import KAPPA, Backend, Float, Problem, Settings, Stored, Terrain
from .reference import NumpyBackend

if TYPE_CHECKING:
    from .entries import Landscape, Optimizer, Schedule, Signal

Kernels = Literal["split", "fused", "numpy"]


@dataclass(frozen=True)
class Snapshot:
    """A run at one step, to go back to; made by `Run.snapshot`."""

    step: int
    stored: Stored
    params: Mapping[str, float]
    field_params: Mapping[str, float]


class Run:
    """An optimizer stepping n particles over a landscape (d = 2) or along a signal (d = 1).

    optimizer, field: entries of the catalogue, or typed ones. start: (n, d), finite.
    params, field_params, schedule_params: values over the defaults. A signal's field_params may have kappa.
    noise, clip: what happens to a gradient between field and rule (`engine.modifiers`).
    schedule: multiplies the rule's `eta`; total_steps is its T, and the step limit of `outcome`.
    seed: of the noise; first_particle numbers particles for it, so that parts of a swarm meet the noise
    they would meet together. dtype: "float64" or "float32".
    threads: None for all cores that this process may use.
    kernels: "numpy" needs no compiler; "split" compiles rule and field apart and combines them; "fused"
    compiles the pair as well, for long bulk work. Both give the same bits, for any threads and chunking.
    Steps taken together by a fused run leave no last gradient and move; a step taken alone does.

    A particle whose next position or state would not be finite stops for good where it was; `stopped_at`
    says at which step. The others go on as if it had never been there.

    Raises InputError for a start, dtype or combination that cannot be, UnknownNameError for a parameter.
    """

    def __init__(
        self,
        optimizer: Optimizer,
        field: Landscape | Signal,
        start: ArrayLike,
        *,
        params: Mapping[str, float] | None = None,
        field_params: Mapping[str, float] | None = None,
        noise: Noise | None = None,
        clip: Clip | None = None,
        schedule: Schedule | None = None,
        schedule_params: Mapping[str, float] | None = None,
        seed: int = 0,
        dtype: str = "float64",
        total_steps: int,
        threads: int | None = None,
        kernels: Kernels = "split",
        first_particle: int = 0,
    ) -> None:
        self.optimizer = optimizer
        self.field = field
        self.total_steps = total_steps
        self.kernels = kernels
        self.step = 0
        self._params = _filled(_defaults(optimizer.parameters), params or {})
        self._field_params = _filled(_field_defaults(field), field_params or {})
        self._factor = _factor(optimizer, schedule, schedule_params or {}, total_steps)
        terrain = Terrain(field.formula)
        theta = _start(start, terrain.dims, dtype)
        self._problem = Problem(
            rule=optimizer.rule,
            terrain=terrain,
            n=len(theta),
            dtype=theta.dtype,
            seed=seed,
            noise=noise or Noise(),
            clip=clip or Clip(),
            first_particle=first_particle,
        )
        _check_sight(self._problem)
        self._backend = _backend(kernels, self._problem, self._first(theta), threads)

    @property
    def n(self) -> int:
        """The number of particles, stopped ones included."""
        return self._problem.n

    @property
    def dims(self) -> int:
        """Coordinates of a particle: 2 on a landscape, 1 on a signal."""
        return self._problem.dims

    @property
    def dtype(self) -> np.dtype:
        return self._problem.dtype

    @property
    def state_names(self) -> tuple[str, ...]:
        """The rule's accumulators, in the order of their first use."""
        return tuple(self._problem.rule.states)

    @property
    def params(self) -> dict[str, float]:
        """The rule's parameters now, before the schedule."""
        return dict(self._params)

    @property
    def field_params(self) -> dict[str, float]:
        """The field's parameters now."""
        return dict(self._field_params)

    @property
    def stopped_at(self) -> NDArray[np.int32]:
        """(n,), the step whose result was not finite, for particles that stopped; -1 for the others."""
        return self._backend.stopped_at

    def advance(self, steps: int, cancel: threading.Event | None = None) -> None:
        """Take `steps` steps. Raises Cancelled at a step boundary once `cancel` is set; `step` says which."""
        if steps < 0:
            raise RangeError("steps", steps, 0, math.inf)
        settings = Settings(self._params, self._field_params, self._factor)
        taken = self._backend.advance(self.step, steps, settings, cancel) if steps else 0
        self.step += taken
        if taken < steps:
            raise Cancelled(f"stopped on request after step {self.step:,}")

    def positions(self) -> Float:
        """(n, d), where the particles are."""
        return self._backend.read("theta")

    def last_move(self) -> Float:
        """(n, d), Δθ of the last step; zero before the first one and for particles that stopped earlier.

        Raises InputError in a fused run whose last steps were taken together; `last_gradient` too.
        """
        return self._backend.read("theta") - self._backend.read("previous")

    def last_gradient(self) -> Float:
        """(n, d), the gradient sample that the rule took last, with noise and clipping; zero at step 0."""
        return self._backend.read("gradient")

    def state(self, name: str) -> Float:
        """(n, d), an accumulator. Raises UnknownNameError."""
        if name not in self._problem.rule.states:
            raise UnknownNameError("state", name, self._problem.rule.states)
        return self._backend.read(f"state:{name}")

    def value_and_gradient(self, positions: ArrayLike | None = None) -> tuple[Float, Float]:
        """Loss (n,) and gradient (n, d) without noise, at `positions` or where the particles are.

        On a signal the loss is zero and the gradient is the signal's value at the epoch of the last step.
        """
        where = self.positions() if positions is None else np.asarray(positions, self.dtype)
        values: dict[str, Float | float] = dict(self._field_params)
        terrain = self._problem.terrain
        if terrain.signal:
            values["t"] = float(max(self.step, 1))
        else:
            for i, name in enumerate(terrain.formula.variables):
                values[name] = where[:, i].astype(np.float64)
        with np.errstate(all="ignore"):
            loss = np.broadcast_to(terrain.plan("loss").run(values)[0], len(where)).astype(self.dtype)
            parts = [np.broadcast_to(part, len(where)) for part in terrain.plan("grad").run(values)]
            return loss, np.stack(parts, axis=1).astype(self.dtype)

    def outcome(self) -> NDArray[np.uint8]:
        """(n,), codes of `engine.outcome.Outcome` for where the particles are now."""
        from .outcome import classify

        frozen = self.stopped_at >= 0
        finished = self.step >= self.total_steps
        now = self.positions()
        if self._problem.terrain.signal:
            return classify(now, frozen=frozen, finished=finished)
        x, y = now[:, 0].astype(np.float64), now[:, 1].astype(np.float64)
        landscape: Landscape = self.field  # type: ignore[assignment]
        return classify(
            now,
            frozen=frozen,
            finished=finished,
            domain=landscape.domain,
            moved=self._moved(),
            gradient=np.stack(landscape.gradient(x, y, **self._field_params), axis=1),
            hessian=landscape.hessian(x, y, **self._field_params),
            minima=landscape.minima_at(**self._field_params),
        )

    def _moved(self) -> Float | None:
        """The last displacement, or the next one where the last was not kept; None before the first step."""
        if self.step == 0 or self._backend.keeps_last:
            return self.last_move() if self.step else None
        here, settings = self._backend.store(), Settings(self._params, self._field_params, self._factor)
        self._backend.advance(self.step, 1, settings, None)
        moved = self.last_move()
        self._backend.restore(here)
        return moved

    def set_params(self, **changes: float) -> None:
        """Change parameters of the rule from the next step on. Raises UnknownNameError, InputError."""
        self._params = _filled(self._params, changes)

    def set_field_params(self, **changes: float) -> None:
        """Change parameters of the field from the next step on. Raises UnknownNameError, InputError."""
        self._field_params = _filled(self._field_params, changes)

    def snapshot(self) -> Snapshot:
        """Everything that `restore` needs to continue from here to the same bits."""
        return Snapshot(self.step, self._backend.store(), dict(self._params), dict(self._field_params))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back (or on) to a snapshot of this run, or of one with the same optimizer, field and count."""
        if snapshot.stored.theta.shape != (self.n, self.dims):
            raise InputError("this snapshot is of a run with another number of particles")
        self._backend.restore(snapshot.stored)
        self.step = snapshot.step
        self._params = dict(snapshot.params)
        self._field_params = dict(snapshot.field_params)

    def _first(self, theta: Float) -> Stored:
        rule = self._problem.rule
        exact = theta.astype(np.float64)
        states = {}
        from .language.evaluate import Plan

        for name, node in rule.states.items():
            (value,) = Plan(rule.graph, [node]).run({**self._params, "theta": exact})
            states[name] = np.broadcast_to(value, theta.shape).astype(theta.dtype)
            if not np.isfinite(states[name]).all():
                raise InputError(f"the initial value of {name} is not finite")
        stopped = np.full(len(theta), -1, np.int32)
        return Stored(theta, theta, np.zeros_like(theta), states, stopped)


def _backend(kernels: str, problem: Problem, start: Stored, threads: int | None) -> Backend:
    if kernels == "numpy":
        return NumpyBackend(problem, start)
    if kernels not in ("split", "fused"):
        raise UnknownNameError("kind of kernels", kernels, ("split", "fused", "numpy"))
    from .cpu import CpuBackend

    return CpuBackend(problem, start, fused=kernels == "fused", threads=threads)


def _start(start: ArrayLike, dims: int, dtype: str) -> Float:
    if dtype not in ("float32", "float64"):
        raise UnknownNameError("dtype", str(dtype), ("float32", "float64"))
    with np.errstate(over="ignore"):
        theta = np.array(start, dtype=dtype)
    if theta.ndim != 2 or theta.shape[1] != dims or len(theta) == 0:
        raise InputError(f"a start has shape (n, {dims}) with n at least 1, and this one has {theta.shape}")
    if not np.isfinite(theta).all():
        raise InputError(f"a start has coordinates that are finite in {dtype}")
    return theta


def _defaults(parameters: tuple) -> dict[str, float]:
    return {p.name: float(p.default) for p in parameters}


def _field_defaults(field: Landscape | Signal) -> dict[str, float]:
    values = _defaults(field.parameters)
    if field.formula.variables == ("t",):
        values.setdefault(KAPPA, 1.0)
    return values


def _filled(values: Mapping[str, float], changes: Mapping[str, float]) -> dict[str, float]:
    filled = dict(values)
    for name, value in changes.items():
        if name not in filled:
            raise UnknownNameError("parameter", name, filled)
        if not math.isfinite(value):
            raise InputError(f"{name} = {value} is not a finite number")
        filled[name] = float(value)
    return filled


def _factor(
    optimizer: Optimizer, schedule: Schedule | None, values: Mapping[str, float], total_steps: int
) -> Callable[[Float], Float] | None:
    if schedule is None:
        return None
    if "eta" not in optimizer.rule.parameters:
        raise InputError(f"a schedule changes eta, and the rule of {optimizer.id} has none")
    filled = _filled(_defaults(schedule.parameters), values)
    return lambda t: schedule.factor(t, total_steps, **filled)


def _check_sight(problem: Problem) -> None:
    """Let a rule that asks more than the field can tell fail here, not while stepping."""
    rule = problem.rule
    from .language.graph import BARRIERS, topological

    for node in topological(rule.graph, [rule.theta, *rule.updated.values()]):
        op = rule.graph.opcode(node)
        if op in BARRIERS and op != "norm":
            problem.terrain.nodes(op)
