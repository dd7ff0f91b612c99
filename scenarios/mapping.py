"""What a scenario's map means: its axes, checked against what the run and the landscape have."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.errors import InputError, RangeError, UnknownNameError
from engine.phrase import Phrase

from .map_schema import AxisSpec, MapSpec

if TYPE_CHECKING:
    from engine.entries import Parameter
    from engine.entries.entry import Entry
    from scenarios.resolving import ResolvedRun

START = ("start.x", "start.y")
LANDSCAPE = "landscape."
SIGMA = "noise.sigma"

FARTHEST = 1e12
"""Starts are looked for no farther out; so far a picture may reach."""

NEAREST = 1e-300
"""What is nearer to 0, or two ends to each other, leaves too few numbers between."""


class MapError(InputError):
    """Something about a map; `field` is where."""

    def __init__(self, field: str, message: Phrase) -> None:
        super().__init__(message)
        self.field = field


def axis_parameters(field: Entry, run: ResolvedRun) -> dict[str, Parameter]:
    """By an axis's name, what may change along it and how far: starts, the rule's parameters, the
    landscape's, and the noise."""
    from engine.entries import Parameter

    x0, x1, y0, y1 = getattr(field, "domain", (-1.0, 1.0, -1.0, 1.0))
    found = {}
    for name, symbol, low, high in (("start.x", "x", x0, x1), ("start.y", "y", y0, y1)):
        found[name] = Parameter(
            name, symbol, (low + high) / 2, -FARTHEST, FARTHEST, "linear", "start", "начало"
        )
    found.update({parameter.name: parameter for parameter in run.optimizer.parameters})
    found.update({LANDSCAPE + parameter.name: parameter for parameter in field.parameters})
    found[SIGMA] = Parameter(SIGMA, "σ", 0.0, 0.0, 1e6, "log", "noise", "шум")
    return found


def check_map(scenario_map: MapSpec, field: Entry, runs: Sequence[ResolvedRun]) -> None:
    """Raises MapError for the first part of a map that cannot be."""
    if not hasattr(field, "domain"):
        raise MapError("view.map", Phrase("goes with a landscape"))
    asked = [("run", scenario_map.run)]
    if scenario_map.second is not None and scenario_map.second.run is not None:
        asked.append(("second.run", scenario_map.second.run))
    for place, number in asked:
        if number >= len(runs):
            error = RangeError(Phrase("run"), number, 0, len(runs) - 1)
            raise MapError(f"view.map.{place}", error.sentence)
    if scenario_map.x.name == scenario_map.y.name:
        raise MapError("view.map.y.name", Phrase("the two axes are the same"))
    for _, number in asked:
        known = axis_parameters(field, runs[number])
        for side in ("x", "y"):
            axis = getattr(scenario_map, side)
            _check_axis(f"view.map.{side}", axis, known)


def _check_axis(place: str, axis: AxisSpec, known: dict[str, Parameter]) -> None:
    if axis.name not in known:
        raise MapError(
            f"{place}.name", UnknownNameError(Phrase("parameter"), axis.name, list(known)).sentence
        )
    parameter = known[axis.name]
    if parameter.integer:
        raise MapError(f"{place}.name", Phrase("a whole number makes no axis"))
    least, most = parameter.limits
    for end in ("low", "high"):
        value = getattr(axis, end)
        if not least <= value <= most:
            error = RangeError(parameter.symbol, value, least, most)
            raise MapError(f"{place}.{end}", error.sentence)
    check_ends(place, axis)


def check_ends(place: str, axis: AxisSpec) -> None:
    """Raises MapError for ends that make no axis, whatever changes along it."""
    if not axis.low < axis.high:
        raise MapError(place, Phrase("needs low < high"))
    if axis.log and axis.low <= 0:
        raise MapError(f"{place}.low", Phrase("a logarithmic axis begins above 0"))
    if axis.log and axis.low < NEAREST:
        raise MapError(
            f"{place}.low", Phrase("a logarithmic axis begins at {least:g} or above", least=NEAREST)
        )
    if not axis.high - axis.low > NEAREST or (axis.log and not math.log(axis.low) < math.log(axis.high)):
        raise MapError(place, Phrase("low and high are so near that no number tells what lies between"))
