"""What the optimizer sees and keeps at one particle, as frozen numbers; free of Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
"""One number for each coordinate."""


@dataclass(frozen=True, eq=False)
class Look:
    """A place where the rule looks at the field, other than where the particle is, and the gradient there."""

    position: Vector
    gradient: Vector


@dataclass(frozen=True, eq=False)
class Probe:
    """One particle of one run, after `step` steps, and the step that comes next.

    loss: without noise. gradient: what the rule sees at theta in the coming step, with noise and clipping;
    the exact one if it does not look there, as `looks_here` says.
    momentum: the state that remembers the gradient (named `memory`), as it is now; None without one.
    move: the coming step, Δθ. inertia: how long a step the momentum alone would be, over its own length: 1
    where it is a displacement itself.
    scaling: the coming step's learning rate of each coordinate: by what the rule multiplies momentum, or
    gradient if it has none, the parts that do not depend on the gradient's sign held as they are (for Adam
    η/(√v̂ + ε) but for the correction of m). `divisor` names the state that sets it, "" for none; rooted:
    whether through its root. None where no number can be said.
    rate: the learning rate with its schedule, None for a rule without; factor: what the schedule makes of it.
    gone: the particle has stopped since its next position was not finite.
    """

    run: int
    particle: int
    step: int
    theta: Vector
    loss: float
    gradient: Vector
    looks_here: bool
    momentum: Vector | None
    memory: str
    move: Vector
    inertia: float
    looks: tuple[Look, ...]
    scaling: Vector | None
    divisor: str
    rooted: bool
    rate: float | None
    factor: float
    states: Mapping[str, Vector] = field(default_factory=dict)
    gone: bool = False
