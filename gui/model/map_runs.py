"""Which runs a map is of, while runs come, go and change places."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from scenarios.schema import Scenario


def renumbered(scenario: Scenario, before: Scenario, order: Sequence[int | None]) -> Scenario:
    """A scenario with other runs than `before`, whose map is of the same runs as its map was.

    order: by new place, which run it was; None for a new one. Of a run that went, the first takes the place.
    """
    spec = before.view.map
    if spec is None:
        return scenario
    places = {old: new for new, old in enumerate(order) if old is not None}
    second = spec.second
    if second is not None and second.run is not None:
        second = replace(second, run=places.get(second.run))
    own = replace(spec, run=places.get(spec.run, 0), second=second)
    return scenario if own == spec else replace(scenario, view=replace(scenario.view, map=own))
