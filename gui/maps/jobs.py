"""From what a scenario says of its maps to what is computed for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gui.maps.axis import is_finer_than
from gui.maps.pictures import Job
from scenarios.studying import MEASURED, study_of

if TYPE_CHECKING:
    from scenarios.map_schema import AxisSpec, MapColour, MapSpec, Statistic
    from scenarios.resolving import Resolved


class Shown(NamedTuple):
    """One of the maps that are shown."""

    run: int
    colour: MapColour
    statistic: Statistic


Maps = list[Shown]


def maps_of(spec: MapSpec) -> Maps:
    """Each map that is shown."""
    found, second = [Shown(spec.run, spec.colour, spec.statistic)], spec.second
    if second is not None:
        run = second.run if second.run is not None else spec.run
        found.append(Shown(run, second.colour or spec.colour, second.statistic or spec.statistic))
    return found


def dtype_of(own: str, spec: MapSpec, size: tuple[int, int]) -> str:
    """The playback's arithmetic, or the finer one where pixels are too near each other for it."""
    sides = zip((spec.x, spec.y), size, strict=True)
    if own == "float32" and any(is_finer_than(axis, pixels, "float32") for axis, pixels in sides):
        return "float64"
    return own


def job_of(
    resolved: Resolved,
    spec: MapSpec,
    maps: Maps,
    x: AxisSpec,
    y: AxisSpec,
    size: tuple[int, int],
    dtype: str,
) -> Job:
    """The first of some maps, over a part of its axes."""
    run, colour, statistic = maps[0]
    # two colours of one run are one computation
    measures = {MEASURED[m.colour] for m in maps if m.run == run and m.colour in MEASURED}
    study = study_of(resolved, run, x, y, size, steps=spec.steps, dtype=dtype, measures=measures)
    if spec.seeds > 1 and study.noisy:
        study = study.replaced(seeds=spec.seeds)
    return Job(study, x, y, colour, run, statistic)
