"""What the worker tells the window: frozen values, the newest of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.phrase import Phrase
from gui.model.commands import SetLine, Sought, Turned
from gui.model.view import Mapping as FlatMapping
from scenarios.resolving import Resolved
from scenarios.schema import Scenario

if TYPE_CHECKING:
    from engine.anatomy import Anatomy
    from engine.networks.data import Points
    from gui.model.probe import Probe
    from gui.relief.mapping import ReliefMapping

PixelMapping: TypeAlias = "FlatMapping | ReliefMapping"
"""How pixels and the plane lie to each other, on the plan or on the relief."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """A scenario that was opened, with everything that its names stand for; `id` as the list has it.

    path: the file that it came from, None where it came without one.
    """

    version: int
    resolved: Resolved
    id: str | None = None
    path: Path | None = None


@dataclass(frozen=True)
class Restamped:
    """A parameter that was turned at `step` took effect only at `now`."""

    version: int
    turned: Turned
    now: int


@dataclass(frozen=True, eq=False)
class Saved:
    """This scenario is in that file now."""

    version: int
    scenario: Scenario
    path: Path


@dataclass(frozen=True, eq=False)
class Explained:
    """The step that one particle of a run takes next, taken apart."""

    version: int
    run: int
    anatomy: Anatomy
    probe: Probe


@dataclass(frozen=True, eq=False)
class Picture:
    """An image of (h, w) uint32 0xffRRGGBB, and how its pixels lie in the plane."""

    pixels: NDArray[np.uint32]
    mapping: PixelMapping


@dataclass(frozen=True, eq=False)
class Learning:
    """One network of a run, and what it has learnt at an epoch.

    boundary: what it says of the plane in which the points lie. plane: the loss about where it ends, with the
    paths of all runs; explained: how much of their movement lies in it, NaN where it was not chosen so.
    steps: by run, how many weights went how far, see `engine.networks.history`; most_steps: the largest share
    of them that ever fell into one bin. wrong: which points the network takes for another class. weighed: the
    epoch whose weights boundary, wrong and accuracy are of, as few are kept of long trainings. is_random:
    whether the plane has random directions, which may have been asked for otherwise since.
    """

    run: int
    network: int
    networks: int
    epoch: int
    points: Points
    boundary: Picture | None
    plane: Picture | None
    explained: float
    steps: tuple[NDArray[np.int32], ...]
    most_steps: float
    wrong: NDArray[np.bool_]
    accuracy: float
    weighed: int
    is_random: bool


@dataclass(frozen=True, eq=False)
class Frame:
    """Where everything is at one step.

    handled: how many commands the worker had taken up; charts: for each run its columns by name ("t", "loss",
    …), None where they have not changed since the last frame; gone: particles that were frozen, by run.
    heads: by run, where its particles are, (n, 2), None for a swarm; lost: which of these were frozen, (n,),
    None for none. probe, hovered: the particles that are looked at; sought: `hovered` is the answer to that.
    structure: of which edit of the runs, see `Apply`. busy: how much is done, 0 … 1, of what an edit or a
    jump in time asks for; None for all. learning: of networks.
    """

    version: int
    handled: int
    step: int
    total: int
    playing: bool
    losses: tuple[float, ...] = ()
    gone: tuple[int, ...] = ()
    particles: tuple[int, ...] = ()
    charts: tuple[Mapping[str, NDArray[np.float64]], ...] | None = None
    picture: Picture | None = None
    compiled: bool = False
    heads: tuple[NDArray[np.float64] | None, ...] = ()
    lost: tuple[NDArray[np.bool_] | None, ...] = ()
    probe: Probe | None = None
    hovered: Probe | None = None
    sought: Sought | None = None
    busy: float | None = None
    structure: int = 0
    learning: Learning | None = None

    def is_lost(self, run: int, particle: int) -> bool:
        """Whether a ball was frozen, or a particle of a swarm that is looked at."""
        lost = self.lost[run] if run < len(self.lost) else None
        if lost is not None:
            return particle < len(lost) and bool(lost[particle])
        probes = (probe for probe in (self.probe, self.hovered) if probe is not None)
        return any(probe.gone for probe in probes if (probe.run, probe.particle) == (run, particle))


@dataclass(frozen=True)
class DeviceFound:
    """This machine has a graphics processor that can step."""

    name: str


@dataclass(frozen=True)
class LineSet:
    """A line as SVG; None for one that cannot be set."""

    asked: SetLine
    svg: bytes | None


@dataclass(frozen=True)
class LoopsKept:
    """The loops that draw plots are compiled, and kept where another process finds them."""


@dataclass(frozen=True)
class Problem:
    """Something that could not be done, in one sentence of the engine, to be told in any language."""

    message: Phrase
