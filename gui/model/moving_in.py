"""A scenario on another field: what does not fit there is left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from msgspec.structs import replace

from gui.model.edits import kept_turns, without_lost_spread
from scenarios.building import particle_count
from scenarios.map_schema import AxisSpec, MapSpec
from scenarios.mapping import FARTHEST
from scenarios.schema import (
    Box,
    FieldSpec,
    NoiseSpec,
    Rectangle,
    Scenario,
    StartSpec,
    is_curve,
    is_driven,
    is_network,
    is_signal,
)

if TYPE_CHECKING:
    from engine.entries import Entry
    from scenarios.resolving import Resolved


Kind = Literal["landscape", "signal", "curve"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def on_field(scenario: Scenario, field: FieldSpec, known: Resolved | None) -> Scenario:
    """The scenario with another field: starts, views and turns that made sense on the old one only, renewed.

    Raises FileError for a field that cannot be.
    """
    from scenarios.resolving import field_of

    found = field_of(field, known)
    was_signal = is_signal(scenario.field) or is_network(scenario.field)
    if is_network(field):
        return _learning(scenario, field)
    if known is not None and len(known.runs) == len(scenario.runs):
        scenario = _without_lost_spreads(scenario, found, known)
    if is_driven(field):
        stays = is_driven(scenario.field)
        return replace(scenario, field=field) if stays else _under_signal(scenario, field)
    if is_curve(field):
        return _on_curve(scenario, field, found.span)  # type: ignore[union-attr]
    domain = getattr(found, "domain", None)
    assert domain is not None
    spec = scenario.view.map
    if spec is not None and known is not None and getattr(known.field, "domain", domain) != domain:
        spec = map_over(spec, domain)
    scenario = replace(scenario, field=field, view=replace(scenario.view, rectangle=None, map=spec))
    starts = [scenario.start, *(run.start for run in scenario.runs)]
    if not was_signal and all(start is None or _is_inside(start, domain) for start in starts):
        return scenario
    group = "landscapes" if was_signal else scenario.group
    runs = tuple(
        replace(run, start=None, spread=None) if run.start is not None or run.spread is not None else run
        for run in scenario.runs
    )
    return replace(scenario, runs=runs, start=_start_in(domain, scenario.start), group=group)


def map_over(spec: MapSpec, domain: Rectangle) -> MapSpec:
    """The map whose axes over starts, if it has any, are the sides of this domain, as far as axes may go."""
    sides = {"start.x": domain[:2], "start.y": domain[2:]}

    def moved(axis: AxisSpec) -> AxisSpec:
        low, high = (min(max(end, -FARTHEST), FARTHEST) for end in sides.get(axis.name, (0.0, 0.0)))
        return AxisSpec(axis.name, low, high) if low < high else axis

    return replace(spec, x=moved(spec.x), y=moved(spec.y))


def _without_lost_spreads(scenario: Scenario, found: Entry, known: Resolved) -> Scenario:
    runs = tuple(
        without_lost_spread(spec, (*run.optimizer.parameters, *found.parameters))
        for spec, run in zip(scenario.runs, known.runs, strict=True)
    )
    return scenario if runs == scenario.runs else replace(scenario, runs=runs)


def formula_kind(field: FieldSpec) -> Kind | None:
    """Of what kind a field is that could be typed over."""
    told = (k for k in KINDS if getattr(field, k) is not None or getattr(field, f"{k}_formula") is not None)
    return next(told, None)


def typed_over(field: FieldSpec, before: FieldSpec) -> FieldSpec:
    """A typed field in the place of another of its kind, with those of its values and turns that it can have.

    Raises InputError for a formula that cannot be read.
    """
    from scenarios.fields import load_field

    if formula_kind(field) != formula_kind(before):
        return field
    new, old = load_field(field).parameters, load_field(before).values(before.parameters)
    known = {p.name: p for p in new}
    kept = {n: v for n, v in old.items() if n in known and known[n].takes(v) and v != known[n].default}
    return replace(field, parameters=kept, turns=kept_turns(before.turns, new))


def _learning(scenario: Scenario, field: FieldSpec) -> Scenario:
    """Networks begin with weights of their own, and their noise is that of their batches."""
    if is_network(scenario.field):
        return replace(scenario, field=field)
    runs = tuple(replace(run, start=None, spread=None, turns=()) for run in scenario.runs)
    view = replace(scenario.view, rectangle=None, camera=None, map=None)
    return replace(
        scenario, field=field, runs=runs, start=None, noise=NoiseSpec(), view=view, group="networks"
    )


def _under_signal(scenario: Scenario, field: FieldSpec) -> Scenario:
    runs = tuple(replace(run, start=None, turns=()) for run in scenario.runs)
    return replace(scenario, field=field, runs=runs, start=StartSpec(count=1), group="signals")


def _on_curve(scenario: Scenario, field: FieldSpec, span: tuple[float, float]) -> Scenario:
    """Balls that lie on the new curve stay; others begin where it is worth starting from."""
    if is_curve(scenario.field):
        starts = [scenario.start, *(run.start for run in scenario.runs)]
        if all(start is None or _is_within(start, span) for start in starts):
            return replace(scenario, field=field)
    turns = () if not is_signal(scenario.field) else None
    runs = tuple(
        replace(run, start=None, turns=run.turns if turns is None else turns) for run in scenario.runs
    )
    return replace(scenario, field=field, runs=runs, start=None, group="signals")


def _is_within(start: StartSpec, span: tuple[float, float]) -> bool:
    ends = start.row.span if start.row is not None else start.places or ()
    return bool(ends) and all(span[0] <= x <= span[1] for x in ends)


def _is_inside(start: StartSpec, domain: tuple[float, float, float, float]) -> bool:
    x0, x1, y0, y1 = domain
    if start.points is not None:
        return all(x0 <= x <= x1 and y0 <= y <= y1 for x, y in start.points)
    patch, disc = start.grid or start.box, start.cloud or start.circle
    if patch is not None:
        a, b, c, d = patch.rectangle
        return x0 <= a and b <= x1 and y0 <= c and d <= y1
    return disc is not None and x0 <= disc.center[0] <= x1 and y0 <= disc.center[1] <= y1


def _start_in(domain: tuple[float, float, float, float], old: StartSpec | None) -> StartSpec:
    """A point off the middle, where hardly a landscape has its minimum; as many all over for a swarm."""
    x0, x1, y0, y1 = domain
    count = particle_count(old) if old is not None else 1
    if count > 1:
        return StartSpec(box=Box(rectangle=domain, count=count))
    return StartSpec(points=((x0 + 0.22 * (x1 - x0), y0 + 0.78 * (y1 - y0)),))
