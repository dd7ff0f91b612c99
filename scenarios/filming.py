"""What a scenario's shots mean: checked against what there is to film."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.errors import InputError, RangeError, UnknownNameError
from engine.extents import wrong_rectangle
from engine.phrase import Phrase

from .schema import Scenario, Shot, Sweep, is_network, is_signal

if TYPE_CHECKING:
    from engine.entries import Parameter
    from engine.entries.entry import Entry
    from scenarios.resolving import ResolvedRun


class ShotError(InputError):
    """Something about a shot; `field` is where."""

    def __init__(self, field: str, message: Phrase) -> None:
        super().__init__(message)
        self.field = field


def check_shots(scenario: Scenario, field: Entry, runs: Sequence[ResolvedRun]) -> None:
    """Raises ShotError for the first shot that cannot be filmed."""
    for number, shot in enumerate(scenario.shots):
        place = f"shots[{number}]"
        _check_view(place, shot, scenario)
        if shot.sweep is not None:
            _check_sweep(f"{place}.sweep", shot.sweep, field, runs)


def fitting_shots(scenario: Scenario, field: Entry, runs: Sequence[ResolvedRun]) -> Scenario:
    """The scenario, without what its shots turn or look at that an edit took away."""
    shots = tuple(_fitting(shot, scenario, field, runs) for shot in scenario.shots)
    return scenario if shots == scenario.shots else replace(scenario, shots=shots)


def _fitting(shot: Shot, scenario: Scenario, field: Entry, runs: Sequence[ResolvedRun]) -> Shot:
    if is_signal(scenario.field) or is_network(scenario.field):
        shot = replace(shot, rectangle=None, camera=None)
    if shot.steps is not None and shot.steps[1] > scenario.playback.steps:
        first, last = (min(step, scenario.playback.steps) for step in shot.steps)
        shot = replace(shot, steps=(first, last))
    if shot.sweep is not None:
        try:
            _check_sweep("", shot.sweep, field, runs)
        except ShotError:
            return replace(shot, sweep=None)
    return shot


def _check_view(place: str, shot: Shot, scenario: Scenario) -> None:
    most = scenario.playback.steps
    if shot.steps is not None and not shot.steps[0] <= shot.steps[1] <= most:
        first, last = shot.steps
        sentence = Phrase(
            "needs 0 ≤ from ≤ to ≤ {most}, not from {first} to {last}", most=most, first=first, last=last
        )
        raise ShotError(f"{place}.steps", sentence)
    if (is_signal(scenario.field) or is_network(scenario.field)) and (
        shot.rectangle is not None or shot.camera is not None
    ):
        raise ShotError(place, Phrase("a rectangle or a camera goes with a landscape"))
    if shot.rectangle is not None and (wrong := wrong_rectangle(shot.rectangle)):
        raise ShotError(f"{place}.rectangle", wrong)
    if shot.camera is not None and scenario.view.camera is None:
        raise ShotError(f"{place}.camera", Phrase("goes with a view that has a camera"))


def _check_sweep(place: str, sweep: Sweep, field: Entry, runs: Sequence[ResolvedRun]) -> None:
    try:
        parameter = swept(sweep, field, runs)
    except InputError as error:
        raise ShotError(f"{place}.parameter", error.sentence) from None
    for name, value in (("start", sweep.start), ("end", sweep.end)):
        try:
            parameter.check(value)
        except InputError as error:
            raise ShotError(f"{place}.{name}", error.sentence) from None


def swept(sweep: Sweep, field: Entry, runs: Sequence[ResolvedRun]) -> Parameter:
    """The parameter that a sweep means; UnknownNameError names those that there are."""
    if sweep.run is not None and sweep.run >= len(runs):
        raise RangeError(Phrase("run"), sweep.run, 0, len(runs) - 1)
    asked = runs if sweep.run is None else (runs[sweep.run],)
    known = {} if sweep.run is not None else {p.name: p for p in field.parameters}
    for run in reversed(asked):
        known.update({p.name: p for p in run.optimizer.parameters})
    if sweep.parameter not in known:
        raise UnknownNameError(Phrase("parameter"), sweep.parameter, known)
    return known[sweep.parameter]
