"""What a scenario's names mean: real optimizers, a real field, every parameter filled in and checked."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, cast

import engine

from .checking import Checker
from .checking import field_of as field_of
from .filming import ShotError, check_shots, fitting_shots
from .mapping import MapError, check_map
from .resolved import Resolved as Resolved
from .resolved import ResolvedRun as ResolvedRun
from .resolved import turned as turned
from .schema import (
    Scenario,
    is_curve,
    is_network,
    is_signal,
)
from .teaching import LessonError, check_lesson, fitting
from .training import NetworkError, check_network

if TYPE_CHECKING:
    from engine.entries import Curve, Landscape, Signal
    from engine.entries.entry import Entry


def resolve(
    scenario: Scenario, path: str | PathLike[str] = "scenario", known: Resolved | None = None
) -> Resolved:
    """Look up every name of a scenario and check every number against its range.

    known: an earlier state of the scenario; what it has in common with this one is taken over as it is, so
    that an unchanged part is the same object, and lesson and shots lose what they said of things
    that are gone. Raises FileError naming `path` and the field at fault.
    """
    checker = Checker(path)
    if known is not None and known.scenario.field is scenario.field:
        field, values = known.field, dict(known.field_parameters)
    else:
        field, values = checker.field(scenario.field, known)
    checker.view(scenario)
    noise = scenario.noise
    same = _unchanged(scenario, known)
    runs = tuple(same.get(id(run)) or checker.run(i, run, scenario) for i, run in enumerate(scenario.runs))
    try:
        if is_network(scenario.field):
            check_network(scenario)
        else:
            _check_sights(checker, cast("Landscape | Signal | Curve", field), runs, known)
        if known is not None and scenario.shots:
            scenario = fitting_shots(scenario, field, runs)
        check_shots(scenario, field, runs)
        if scenario.view.map is not None:
            check_map(scenario.view.map, field, runs)
        if known is None:
            check_lesson(scenario, cast("Entry", field), runs)
        else:
            scenario = fitting(scenario, cast("Entry", field), runs)
    except (ShotError, MapError, NetworkError, LessonError) as error:
        raise checker.refuse(error.field, error.sentence) from None
    quiet = noise.sigma == 0 and noise.keep == 1
    rare = None if noise.rare is None else "xy".index(noise.rare)
    disturbed = None if quiet else engine.Noise(sigma=noise.sigma, keep=noise.keep, rare=rare)
    return Resolved(scenario, field, values, disturbed, runs)


def _check_sights(
    checker: Checker,
    field: Landscape | Signal | Curve,
    runs: tuple[ResolvedRun, ...],
    known: Resolved | None,
) -> None:
    """Every rule finds in the field what it asks for; one that was known to is not asked again."""
    told = [run.optimizer.rule for run in known.runs] if known is not None and known.field is field else []
    for number, run in enumerate(runs):
        if run.optimizer.rule not in told:
            checker.sight(number, run, field)


def _unchanged(scenario: Scenario, known: Resolved | None) -> dict[int, ResolvedRun]:
    """The resolved runs of an earlier state, by the identity of what they were resolved from."""
    if known is None or is_signal(known.scenario.field) != is_signal(scenario.field):
        return {}
    if known.scenario.field.network != scenario.field.network:
        return {}
    if is_curve(known.scenario.field) != is_curve(scenario.field):
        return {}
    same_start = known.scenario.start is scenario.start
    same_field = known.scenario.field is scenario.field
    return {
        id(run.spec): run
        for run in known.runs
        # a curve says where to start, and what a run is spread over may be the field's
        if (same_start or run.spec.start is not None)
        and (same_field or not (run.spread is not None or is_curve(scenario.field)))
    }
