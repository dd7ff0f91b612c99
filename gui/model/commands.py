"""What the window may ask of the worker: frozen values, taken up between two steps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scenarios.resolving import Resolved
from scenarios.schema import Camera, Scenario


@dataclass(frozen=True)
class Command:
    """The root of all commands."""


@dataclass(frozen=True)
class Open(Command):
    """Load a scenario by its id or path, or take one as it is, and begin at step 0.

    `version` grows with each; edits and frames say which they belong to.
    """

    version: int
    source: str | Path | Scenario
    play: bool = True


@dataclass(frozen=True)
class Edit(Command):
    """Concerns the scenario that was opened as `version`; void once another is open."""

    version: int


@dataclass(frozen=True)
class ListScenarios(Command):
    """Tell which scenarios there are."""


@dataclass(frozen=True)
class Turned:
    """A parameter of a run, or of the field where `run` is None, was turned when `step` was on screen."""

    run: int | None
    name: str
    step: int


@dataclass(frozen=True)
class Apply(Edit):
    """The scenario is this one from now on; what it has in common with the one before goes on as it is.

    turned: those of its turns that are new. Where time has gone on meanwhile, they are taken later, and
    Restamped tells when; restamped: how many of those had been heard of. structure: grows with each edit that
    changes which runs there are; frames say which they are of.
    """

    resolved: Resolved
    turned: tuple[Turned, ...] = ()
    restamped: int = 0
    structure: int = 0


@dataclass(frozen=True)
class Sought:
    """A place that the pointer is over, where a swarm may have a particle: the nearest one is wanted.

    across, along: the pixels, right and down, that a unit of x and one of y take there. reach: in pixels.
    """

    place: tuple[float, float]
    across: tuple[float, float]
    along: tuple[float, float]
    reach: float


@dataclass(frozen=True)
class Look(Edit):
    """Which particle is looked at closely, and which one the pointer is over, if any: (run, particle).

    sought: the one that the pointer is over is to be found there, in place of `hovered`. picked: the
    selected one was pointed out, and is not just the first of its run.
    """

    selected: tuple[int, int]
    hovered: tuple[int, int] | None = None
    sought: Sought | None = None
    picked: bool = False


@dataclass(frozen=True)
class Explain(Edit):
    """Take apart the step that a particle takes next; Explained follows."""

    run: int
    particle: int


@dataclass(frozen=True)
class Save(Edit):
    """Write the scenario to a file; Saved or Problem follows."""

    scenario: Scenario
    path: Path


@dataclass(frozen=True)
class Play(Command):
    """Go on; from the start if the end was reached."""


@dataclass(frozen=True)
class Pause(Command):
    """Stand still."""


@dataclass(frozen=True)
class StepBy(Command):
    """Stand still `count` steps from here (negative: back)."""

    count: int = 1


@dataclass(frozen=True)
class Seek(Command):
    """Go to that step; whether time runs stays as it is."""

    step: int


@dataclass(frozen=True)
class Restart(Command):
    """Back to step 0; whether time runs stays as it is."""


@dataclass(frozen=True)
class SetSpeed(Command):
    """Steps a second."""

    speed: float


@dataclass(frozen=True)
class SetSize(Command):
    """The picture in device pixels, and what panels cover of it: left, top, right, bottom."""

    width: int
    height: int
    insets: tuple[int, int, int, int] = (0, 0, 0, 0)
    ratio: float = 1.0


@dataclass(frozen=True)
class SetPanes(Command):
    """The pictures of a network in device pixels: its boundary, and the loss on a plane."""

    boundary: tuple[int, int]
    plane: tuple[int, int]
    ratio: float = 1.0


@dataclass(frozen=True)
class SetView(Edit):
    """What part of the plane is shown: x0, x1, y0, y1; None is the scenario's own."""

    rectangle: tuple[float, float, float, float] | None


@dataclass(frozen=True)
class SetCamera(Edit):
    """From where the relief is looked at; None is the plan.

    at_once: without the movement between plan and relief.
    """

    camera: Camera | None
    at_once: bool = False


@dataclass(frozen=True)
class SetLine(Command):
    """Typeset a line of LaTeX in a colour, with letters of `size` pixels; LineSet follows.

    May be sent from any thread, and is counted by nobody.
    """

    latex: str
    colour: str
    size: float


@dataclass(frozen=True)
class SetDevice(Command):
    """Whether the graphics processor steps, and not the processor."""

    on: bool


@dataclass(frozen=True)
class SetTheme(Command):
    """ "dark" or "light"."""

    name: str
