"""From a resolved scenario to a map's study: one run over two axes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from .building import make_start
from .map_schema import AxisSpec, MapColour
from .mapping import LANDSCAPE, START
from .resolving import Resolved, ResolvedRun
from .schema import StartSpec

if TYPE_CHECKING:
    from engine.bulk.study import Study

MEASURED: dict[MapColour, str] = {"distance": "distance", "excursion": "excursion", "visited": "visited"}
"""What must be measured on the way for a colour, beyond how and where it ended."""


def first_start(resolved: Resolved, run: ResolvedRun) -> tuple[float, float]:
    """Where a run's first particle begins: what of it no axis says, all pixels share."""
    start = run.start
    if start.grid is not None:
        x0, x1, y0, y1 = start.grid.rectangle
        return (x0 if start.grid.columns > 1 else (x0 + x1) / 2, y0 if start.grid.rows > 1 else (y0 + y1) / 2)
    for name in ("box", "cloud", "circle"):
        part = getattr(start, name)
        if part is not None:
            # the first one is the same however many there are
            start = StartSpec(**{name: replace(part, count=1)})
    x, y = make_start(start, resolved.scenario.playback.seed)[0]
    return float(x), float(y)


def study_of(
    resolved: Resolved,
    number: int,
    x: AxisSpec,
    y: AxisSpec,
    size: tuple[int, int],
    *,
    steps: int | None = None,
    dtype: str | None = None,
    measures: Iterable[str] = (),
) -> Study:
    """The map of a run over two axes. Parameters have the last values that they are turned to on the way.

    steps, dtype: those of the playback by default. Raises InputError for what makes no map.
    """
    from engine.bulk.axes import Axis
    from engine.bulk.study import Study
    from engine.modifiers import Clip, Noise

    run, playback = resolved.runs[number], resolved.scenario.playback
    names = (x.name, y.name)
    begin = first_start(resolved, run)
    params = run.parameters_at(playback.steps)
    field_params = resolved.field_parameters_at(playback.steps)
    return Study(
        optimizer=run.optimizer,
        field=resolved.field,  # type: ignore[arg-type]
        x=Axis(x.name, x.low, x.high, x.log),
        y=Axis(y.name, y.low, y.high, y.log),
        width=size[0],
        height=size[1],
        steps=steps or playback.steps,
        # what an axis says is said by nothing else: a study is known by all that is in it
        start=(0.0 if START[0] in names else begin[0], 0.0 if START[1] in names else begin[1]),
        params={name: value for name, value in params.items() if name not in names},
        field_params={name: v for name, v in field_params.items() if LANDSCAPE + name not in names},
        noise=resolved.noise or Noise(),
        clip=run.clip or Clip(),
        schedule=run.schedule,
        seed=playback.seed,
        dtype=dtype or playback.dtype,
        measures=frozenset(measures),
    )
