"""One optimizer on one field: particles stepped in lockstep, by NumPy or by compiled kernels."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .backends import Kernels, Where, make_backend
from .errors import Cancelled, InputError, RangeError
from .modifiers import Clip, Noise
from .numerics.philox import MOST_PARTICLES
from .own import owned
from .phrase import Phrase
from .problem import Backend, Float, Problem, Settings, Stored, Terrain
from .readable import Readable
from .run_arguments import (
    check_sight,
    defaults,
    factor,
    field_defaults,
    filled,
    first_positions,
    first_stored,
)
from .swarm import endings
from .turns import Turn, Turns

if TYPE_CHECKING:
    from .entries import Curve, Landscape, Optimizer, Schedule, Signal


@dataclass(frozen=True)
class Snapshot:
    """A run at one step, to go back to; made by `Run.snapshot`."""

    step: int
    stored: Stored
    params: Mapping[str, float]
    field_params: Mapping[str, float]


class Run(Readable):
    """An optimizer stepping n particles over a landscape (d = 2), a curve or along a signal (d = 1).

    optimizer, field: entries of the catalogue, or typed ones. start: (n, d), finite.
    params, field_params, schedule_params: values over the defaults. A signal's field_params may have kappa.
    noise, clip: what happens to a gradient between field and rule (`engine.modifiers`).
    turns: parameters that change on the way (`engine.turns`).
    own: parameters of the rule or of the field that differ between particles, (n,) each (`engine.own`).
    schedule: multiplies the rule's `eta`; total_steps is its T, and the step limit of `outcome`.
    seed: of the noise; first_particle numbers particles for it, so that parts of a swarm meet the noise
    they would meet together. dtype: "float64" or "float32".
    threads: None for all cores that this process may use.
    kernels: "numpy" needs no compiler; "split" compiles rule and field apart and combines them; "fused"
    compiles the pair as well, for long bulk work. Both give the same bits, for any threads and chunking.
    Steps taken together by a fused run leave no last gradient and move; a step taken alone does.
    backend: "cuda" steps on a graphics processor, to the bits of a processor that fuses multiply-adds (but
    for subnormal numbers in float64, which are zero on a processor); "auto" does so where it pays, as n
    times total_steps decides, and is "cpu" elsewhere.

    A particle whose next position or state would not be finite stops for good where it was; `stopped_at`
    says at which step. The others go on as if it had never been there.

    Raises InputError for a start, dtype or combination that cannot be, UnknownNameError for a parameter,
    MissingError for "cuda" on a machine without a usable device.
    """

    def __init__(
        self,
        optimizer: Optimizer,
        field: Landscape | Signal | Curve,
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
        backend: Where = "cpu",
        turns: Iterable[Turn] = (),
        own: Mapping[str, ArrayLike] | None = None,
    ) -> None:
        self.optimizer = optimizer
        self.field = field
        self.total_steps = total_steps
        self.kernels = kernels
        self.step = 0
        self._params = filled(defaults(optimizer.parameters), params or {})
        self._field_params = filled(field_defaults(field), field_params or {})
        self.set_turns(turns)
        self._factor = factor(optimizer, schedule, schedule_params or {}, total_steps)
        terrain = Terrain(field.formula, getattr(field, "by_slope", False))
        theta = first_positions(start, terrain.dims, dtype)
        last = MOST_PARTICLES - len(theta)
        if not 0 <= first_particle <= last:
            raise RangeError(Phrase("particle"), first_particle, 0, last)
        names = tuple(self._field_params)
        self._own = owned(optimizer.rule, names, own or {}, len(theta), terrain.dims, schedule is not None)
        self._params = self._own.rated(self._params)
        self._problem = Problem(
            rule=self._own.rule,
            terrain=terrain,
            n=len(theta),
            dtype=theta.dtype,
            seed=seed,
            noise=noise or Noise(),
            clip=clip or Clip(),
            first_particle=first_particle,
            own=self._own.fields,
        )
        check_sight(self._problem.rule, terrain)
        self._backend = make_backend(
            self._problem,
            first_stored(optimizer.rule, theta, self._params, self._own),
            kernels=kernels,
            where=backend,
            threads=threads,
            total_steps=total_steps,
        )

    @property
    def problem(self) -> Problem:
        """What stays the same, as backends see it."""
        return self._problem

    @property
    def backend(self) -> Backend:
        """What steps the particles."""
        return self._backend

    @property
    def settings(self) -> Settings:
        """The numbers of the next steps."""
        return Settings(self._params, self._field_params, self._factor)

    @property
    def params(self) -> dict[str, float]:
        """The rule's parameters now, before the schedule."""
        return dict(self._params)

    @property
    def field_params(self) -> dict[str, float]:
        """The field's parameters now."""
        return dict(self._field_params)

    def advance(self, steps: int, cancel: threading.Event | None = None) -> None:
        """Take `steps` steps. Raises Cancelled at a step boundary once `cancel` is set; `step` says which."""
        if steps < 0:
            raise RangeError(Phrase("steps"), steps, 0, math.inf)
        while steps:
            now = self.room(steps)
            taken = self._backend.advance(self.step, now, self.settings, cancel)
            self.step += taken
            steps -= taken
            self.take_turns()
            if taken < now:
                raise Cancelled(Phrase("stopped on request after step {step:,}", step=self.step))

    def room(self, steps: int) -> int:
        """How many of the next `steps` steps have the same parameters."""
        return self._turns.room(self.step, steps)

    def take_turns(self) -> None:
        """Let the parameters have the values that are turned to at this step."""
        for turn in self._turns.at(self.step):
            self.set_params(**turn.params)
            self.set_field_params(**turn.field_params)

    def set_turns(self, turns: Iterable[Turn]) -> None:
        """Other turns from the next step on; parameters stay as they are. Raises UnknownNameError."""
        turns = tuple(turns)
        for turn in turns:
            filled(self._params, turn.params)
            filled(self._field_params, turn.field_params)
        self._turns = Turns(turns)

    def value_and_gradient(self, positions: ArrayLike | None = None) -> tuple[Float, Float]:
        """Loss (n,) and gradient (n, d) without noise, at `positions` or where the particles are.

        `positions` are of the particles from the first on, which matters where each has a field of its own.

        On a signal the loss is zero and the gradient is the signal's value at the epoch of the last step; on
        the integral of a signal the loss is zero.
        """
        where = self.positions() if positions is None else np.asarray(positions, self.dtype)
        values = self.field_values(len(where))
        terrain = self._problem.terrain
        if terrain.signal:
            values["t"] = float(max(self.step, 1))
        else:
            for i, name in enumerate(terrain.formula.variables):
                values[name] = where[:, i].astype(np.float64)
        with np.errstate(all="ignore"):
            height = 0.0 if terrain.by_slope else terrain.plan("loss").run(values)[0]
            loss = np.broadcast_to(height, len(where)).astype(self.dtype)
            parts = [np.broadcast_to(part, len(where)) for part in terrain.plan("grad").run(values)]
            return loss, np.stack(parts, axis=1).astype(self.dtype)

    def field_values(self, first: int | None = None) -> dict[str, Float | float]:
        """The field's parameters now; (n,) for one that differs between particles, of the `first` of them."""
        values: dict[str, Float | float] = dict(self._field_params)
        for name, state in self._problem.own.items():
            values[name] = self._backend.read(f"state:{state}", first)[:, 0].astype(np.float64)
        return values

    def own_of_rule(self, particle: int) -> dict[str, float]:
        """By name, what a particle has of the rule's parameters that differ between particles."""
        carried = {name: state for state, name in self._own.carried.items() if name in self._own.rules}
        return {name: self._own_value(state, particle) for name, state in carried.items()}

    def own_of_field(self, particle: int) -> dict[str, float]:
        """As `own_of_rule`, of the field's parameters and of the strength of the noise, "noise.sigma"."""
        return {name: self._own_value(state, particle) for name, state in self._problem.own.items()}

    def _own_value(self, state: str, particle: int) -> float:
        return float(self._backend.read_one(f"state:{state}", particle)[0])

    def outcome(self) -> NDArray[np.uint8]:
        """(n,), codes of `engine.outcome.Outcome` for where the particles are now."""
        return endings(self)

    def set_params(self, **changes: float) -> None:
        """Change parameters of the rule from the next step on. Raises UnknownNameError, InputError."""
        self._params = self._own.rated(filled(self._params, changes))

    def set_field_params(self, **changes: float) -> None:
        """Change parameters of the field from the next step on. Raises UnknownNameError, InputError."""
        self._field_params = filled(self._field_params, changes)

    def snapshot(self) -> Snapshot:
        """Everything that `restore` needs to continue from here to the same bits."""
        return Snapshot(self.step, self._backend.store(), dict(self._params), dict(self._field_params))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back (or on) to a snapshot of this run, or of one with the same optimizer, field and count."""
        if snapshot.stored.theta.shape != (self.n, self.dims):
            raise InputError(Phrase("this snapshot is of a run with another number of particles"))
        self._backend.restore(snapshot.stored)
        self.step = snapshot.step
        self._params = dict(snapshot.params)
        self._field_params = dict(snapshot.field_params)

    def restart(self, start: ArrayLike) -> None:
        """Back to step 0 with the present parameters, from these positions (n, d). Raises InputError."""
        theta = first_positions(start, self.dims, self.dtype.name)
        if len(theta) != self.n:
            raise InputError(Phrase("this start is of another number of particles"))
        self._backend.restore(first_stored(self.optimizer.rule, theta, self._params, self._own))
        self.step = 0
