"""Which runs a map and a shot are of, and a lesson is about, while runs come, go and change places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from scenarios.map_schema import MapSpec
from scenarios.schema import Scenario, Shot
from scenarios.teaching import with_places


def renumbered(scenario: Scenario, before: Scenario, order: Sequence[int | None]) -> Scenario:
    """A scenario with other runs than `before`, whose map and lesson are about the same runs as they were.

    order: by new place, which run it was; None for a new one. Of a run that went, the first takes the map's
    place, and a second map that would be the first one once more goes with it; a lesson says no more of it.
    """
    spec = before.view.map
    places = {old: new for new, old in enumerate(order) if old is not None}
    if before.lesson:
        scenario = replace(scenario, lesson=with_places(before.lesson, places))
    if before.shots:
        scenario = replace(scenario, shots=tuple(_shot(shot, places) for shot in before.shots))
    if spec is None:
        return scenario
    second = spec.second
    if second is not None and second.run is not None:
        second = replace(second, run=places.get(second.run))
    own = replace(spec, run=places.get(spec.run, 0), second=second)
    if _are_alike(own) and not _are_alike(spec):
        own = replace(own, second=None)
    return scenario if own == spec else replace(scenario, view=replace(scenario.view, map=own))


def _shot(shot: Shot, places: Mapping[int, int]) -> Shot:
    """What a shot turns is turned of the same run, and not at all where that went."""
    sweep = shot.sweep
    if sweep is None or sweep.run is None:
        return shot
    moved = replace(sweep, run=places[sweep.run]) if sweep.run in places else None
    return replace(shot, sweep=moved)


def at_places(spec: MapSpec, places: Mapping[int, int]) -> MapSpec | None:
    """A closed map whose runs are elsewhere by now; None if one of them went. places: by where they were."""
    second = spec.second
    told = {number for number in (spec.run, second.run if second is not None else None) if number is not None}
    if not told <= places.keys():
        return None
    if second is not None and second.run is not None:
        second = replace(second, run=places[second.run])
    return replace(spec, run=places[spec.run], second=second)


def _are_alike(spec: MapSpec) -> bool:
    """Whether there are two maps of which one tells what the other does."""
    second = spec.second
    if second is None:
        return False
    told = spec.run, spec.colour, spec.statistic
    mine = second.run, second.colour, second.statistic
    return all(own is None or own == other for own, other in zip(mine, told, strict=True))
