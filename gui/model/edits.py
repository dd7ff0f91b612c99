"""Edits of a scenario: from one frozen scenario to the next. Nothing is looked up or checked here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from gui.model.commands import Turned
from gui.model.map_runs import renumbered
from scenarios.resolving import Resolved
from scenarios.schema import Cloud, RunSpec, Scenario, StartSpec, Text, Turns, TurnSpec

if TYPE_CHECKING:
    from engine.entries import Parameter

PALETTE = 8

CLOUD_SHARE = 0.04
"""Spread of a swarm that a click drops, as a part of the picture's width."""


def with_run(scenario: Scenario, number: int, **changes: Any) -> Scenario:
    """One run says something else."""
    runs = list(scenario.runs)
    runs[number] = replace(runs[number], **changes)
    return replace(scenario, runs=tuple(runs))


def in_place(scenario: Scenario, number: int, run: RunSpec) -> Scenario:
    """One run is another."""
    return replace(scenario, runs=(*scenario.runs[:number], run, *scenario.runs[number + 1 :]))


def kept(spec: RunSpec, parameters: Sequence[Parameter], values: Mapping[str, float]) -> RunSpec:
    """The run with those of the values, turns and schedules that its new parameters can have."""
    known = {p.name: p for p in parameters}
    own = {
        name: value
        for name, value in values.items()
        if name in known
        and known[name].takes(value)
        and (name in spec.parameters or value != known[name].default)
    }
    schedule = spec.schedule if "eta" in known else None
    return replace(spec, parameters=own, turns=kept_turns(spec.turns, parameters), schedule=schedule)


def without_lost_spread(spec: RunSpec, parameters: Iterable[Parameter]) -> RunSpec:
    """The run, no ensemble any more where it would be over none of these, the rule's and the field's."""
    spread = spec.spread
    if spread is None:
        return spec
    own = next((p for p in parameters if p.name == spread.parameter), None)
    fits = own is not None and own.takes(spread.low) and own.takes(spread.high)
    return spec if fits else replace(spec, spread=None)


def kept_turns(turns: Turns, parameters: Sequence[Parameter]) -> Turns:
    """Those that these parameters can take."""
    known = {p.name: p for p in parameters}
    for turn in turns:
        for name, value in turn.parameters.items():
            if name not in known or not known[name].takes(value):
                turns = without(turns, name)
    return turns


def with_field(scenario: Scenario, **changes: Any) -> Scenario:
    """The field says something else."""
    return replace(scenario, field=replace(scenario.field, **changes))


def settled(
    scenario: Scenario, values: Sequence[Mapping[str, float]], field_values: Mapping[str, float]
) -> Scenario:
    """Nothing is turned on the way any more: what was, has these values from the start on."""
    runs = tuple(
        replace(spec, turns=(), parameters={**spec.parameters, **_named(now, spec.turns)})
        if spec.turns and not spec.ghost
        else spec
        for spec, now in zip(scenario.runs, values, strict=True)
    )
    field = scenario.field
    if field.turns:
        own = {**field.parameters, **_named(field_values, field.turns)}
        field = replace(field, turns=(), parameters=own)
    return replace(scenario, runs=runs, field=field)


def _named(values: Mapping[str, float], turns: Turns) -> dict[str, float]:
    names = {name for turn in turns for name in turn.parameters}
    return {name: values[name] for name in sorted(names)}


Order = Sequence[int | None]
"""By new place, where the run was; None for a new one."""


def inserting(scenario: Scenario, place: int, count: int = 1) -> Order:
    """The order with so many more runs at a place."""
    order = range(len(scenario.runs))
    return [*order[:place], *(None for _ in range(count)), *order[place:]]


def removing(scenario: Scenario, number: int) -> Order:
    """The order with one run less."""
    return [k for k in range(len(scenario.runs)) if k != number]


def moving(scenario: Scenario, number: int, to: int) -> Order:
    """The order with one run in another place."""
    order = list(range(len(scenario.runs)))
    order.insert(to, order.pop(number))
    return order


def arranged(scenario: Scenario, order: Order, *new: RunSpec) -> Scenario:
    """Runs come, go and change places; those that were there keep their colours."""
    old = [_kept(replace(spec, colour=colour_of(scenario, k)), spec) for k, spec in enumerate(scenario.runs)]
    coming = iter(new)
    runs = tuple(next(coming) if k is None else old[k] for k in order)
    return renumbered(replace(scenario, runs=runs), scenario, order)


def _kept(new: RunSpec, old: RunSpec) -> RunSpec:
    """The old one where nothing changed: what is the same object is not computed again."""
    return old if new == old else new


def colour_of(scenario: Scenario, number: int) -> int:
    """A run's place in the palette."""
    own = scenario.runs[number].colour
    return own if own is not None else number % PALETTE


def shown_runs(resolved: Resolved) -> list[bool]:
    """By run, whether it is drawn."""
    return [not run.spec.hidden for run in resolved.runs]


def free_colour(scenario: Scenario, beside: int | None = None) -> int:
    """The place in the palette that fewest runs have, the first of those; not that of run `beside`."""
    used = [colour_of(scenario, k) for k in range(len(scenario.runs))]
    avoided = used[beside] if beside is not None else None
    return min((c for c in range(PALETTE) if c != avoided), key=lambda c: (used.count(c), c))


def spread(
    scenario: Scenario, number: int, parameter: str, symbol: str, values: Sequence[float]
) -> tuple[Scenario, Order]:
    """In the place of one run as many as there are values of one parameter, named after them; the first of
    them is who the run was."""
    from gui.model.numbers import format_number

    spec = scenario.runs[number]
    others = [colour_of(scenario, k) for k in range(len(scenario.runs)) if k != number]
    hues = sorted(range(PALETTE), key=lambda c: (others.count(c), c))
    fan = [
        replace(
            spec,
            label=f"{symbol} = {format_number(value)}",
            parameters={**spec.parameters, parameter: value},
            turns=without(spec.turns, parameter),
            colour=hues[k % PALETTE],
        )
        for k, value in enumerate(values)
    ]
    order = inserting(scenario, number + 1, len(fan) - 1)
    return in_place(arranged(scenario, order, *fan[1:]), number, fan[0]), order


def turned(turns: Turns, step: int, name: str, value: float) -> Turns:
    """One more turn; whatever this parameter was turned to at that step or later is forgotten."""
    kept = list(without(tuple(t for t in turns if t.step >= step), name))
    earlier = [t for t in turns if t.step < step]
    here = next((t for t in kept if t.step == step), None)
    later = [t for t in kept if t is not here]
    values = {**(here.parameters if here is not None else {}), name: value}
    return (*earlier, TurnSpec(step, values), *later)


def without(turns: Turns, name: str) -> Turns:
    """The turns of every other parameter."""
    kept = []
    for turn in turns:
        if name not in turn.parameters:
            kept.append(turn)
        elif len(turn.parameters) > 1:
            others = {key: value for key, value in turn.parameters.items() if key != name}
            kept.append(TurnSpec(turn.step, others))
    return tuple(kept)


def shifted(turns: Turns, name: str, step: int, now: int) -> Turns:
    """The turn of `name` at `step` at the step `now` instead, unless it was turned again before `now`."""
    value = next((t.parameters[name] for t in turns if t.step == step and name in t.parameters), None)
    if value is None or step == now:
        return turns
    rest = tuple(part for t in turns for part in (without((t,), name) if t.step == step else (t,)))
    again = any(step < t.step <= now and name in t.parameters for t in turns)
    return rest if again else turned(rest, now, name, value)


def with_texts(scenario: Scenario, language: str, title: str | None, caption: str | None) -> Scenario:
    """Title and caption in one language; the other's stay."""
    changes: dict[str, Text] = {}
    for field, text in (("title", title), ("caption", caption)):
        if text is not None:
            changes[field] = replace(getattr(scenario, field), **{language: text})
    return replace(scenario, **changes)


def with_start(scenario: Scenario, start: StartSpec, number: int | None) -> Scenario:
    """Another start of one run, or of all."""
    if number is not None:
        return with_run(scenario, number, start=start)
    runs = tuple(spec if spec.start is None else replace(spec, start=None) for spec in scenario.runs)
    return replace(scenario, start=start, runs=runs)


def start_near(x: float, y: float, count: int, width: float) -> StartSpec:
    """A point, or a cloud that is small in a picture of that width."""
    if count <= 1:
        return StartSpec(points=((x, y),))
    return StartSpec(cloud=Cloud(center=(x, y), sigma=CLOUD_SHARE * width, count=count))


def with_point(scenario: Scenario, number: int, index: int, x: float, y: float) -> Scenario:
    """One of a run's start points elsewhere; of all runs that start from the same points, all."""
    spec = scenario.runs[number].start or scenario.start
    if spec is None or spec.points is None or not 0 <= index < len(spec.points):
        return scenario
    points = (*spec.points[:index], (x, y), *spec.points[index + 1 :])
    start = StartSpec(points=points)
    runs = tuple(
        replace(run, start=start) if run.start is not None and run.start == spec else run
        for run in scenario.runs
    )
    shared = start if scenario.start is not None and scenario.start == spec else scenario.start
    return replace(scenario, start=shared, runs=runs)


def run_like(spec: RunSpec, **changes: Any) -> RunSpec:
    """A run of its own that says the same but for `changes`."""
    return replace(spec, **changes)


def restamped(scenario: Scenario, turned: Turned, now: int) -> Scenario:
    """The scenario with this turn at the step `now`; the same where it has no such turn."""
    if turned.run is None:
        turns = shifted(scenario.field.turns, turned.name, turned.step, now)
        return scenario if turns is scenario.field.turns else with_field(scenario, turns=turns)
    if turned.run >= len(scenario.runs):
        return scenario
    old = scenario.runs[turned.run].turns
    turns = shifted(old, turned.name, turned.step, now)
    return scenario if turns is old else with_run(scenario, turned.run, turns=turns)
