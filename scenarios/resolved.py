"""A scenario with nothing left to look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from .fields import Spread
from .schema import RunSpec, Scenario, StartSpec, Text, Turns, is_curve, is_network, is_signal

if TYPE_CHECKING:
    from engine.entries import Curve, Landscape, Optimizer, Schedule, Signal
    from engine.modifiers import Clip, Noise
    from engine.networks.task import Task


@dataclass(frozen=True, eq=False)
class ResolvedRun:
    """One run with nothing left to look up. `parameters` holds every parameter of the rule at step 0."""

    spec: RunSpec
    optimizer: Optimizer
    label: Text
    parameters: Mapping[str, float]
    start: StartSpec
    schedule: Schedule | None
    clip: Clip | None
    spread: Spread | None = None

    @property
    def turns(self) -> Turns:
        return self.spec.turns

    def parameters_at(self, step: int) -> dict[str, float]:
        """What the step after `step` steps is taken with."""
        return turned(self.parameters, self.turns, step)


@dataclass(frozen=True, eq=False)
class Resolved:
    """A scenario with nothing left to look up."""

    scenario: Scenario
    field: Landscape | Signal | Curve | Task
    field_parameters: Mapping[str, float]
    noise: Noise | None
    runs: tuple[ResolvedRun, ...]

    def field_parameters_at(self, step: int) -> dict[str, float]:
        """The field as the step after `step` steps meets it."""
        return turned(self.field_parameters, self.scenario.field.turns, step)

    @property
    def is_signal(self) -> bool:
        """Whether there is one coordinate only: the laboratory's, a curve included."""
        return is_signal(self.scenario.field)

    @property
    def is_curve(self) -> bool:
        return is_curve(self.scenario.field)

    @property
    def is_network(self) -> bool:
        """Whether the coordinates are a network's weights, and steps of the playback epochs."""
        return is_network(self.scenario.field)

    @property
    def is_staged(self) -> bool:
        """Whether particles move in a plane: on the stage, neither in the laboratory nor in a network."""
        return not (self.is_signal or self.is_network)

    @property
    def terrain(self) -> Landscape | Signal | Curve:
        """The field where particles move on one."""
        assert not self.is_network
        return cast("Landscape | Signal | Curve", self.field)

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """What the picture shows: the view or else the landscape's domain; of a curve its span, and for a
        signal epochs 0 … steps."""
        if self.scenario.view.rectangle is not None:
            return self.scenario.view.rectangle
        domain = getattr(self.field, "domain", None)
        if domain is not None:
            return domain
        x0, x1 = getattr(self.field, "span", (0.0, float(self.scenario.playback.steps)))
        return x0, x1, -1.0, 1.0


def turned(parameters: Mapping[str, float], turns: Turns, step: int) -> dict[str, float]:
    """Parameters after all turns that come no later than after `step` steps."""
    values = dict(parameters)
    for turn in sorted((t for t in turns if t.step <= step), key=lambda turn: turn.step):
        values.update(turn.parameters)
    return values
