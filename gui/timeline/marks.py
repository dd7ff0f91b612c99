"""What happened on the way, for the timeline: parameters turned, and runs that forked; free of Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from engine.entries import Parameter
from gui.model.numbers import format_number
from scenarios.resolving import Resolved, turned
from scenarios.schema import RunSpec, Scenario, Turns


@dataclass(frozen=True)
class Mark:
    """At `step` parameters of a run (of the field where it is None) were turned, or a ghost left it.

    change: what was turned, as "η 0.01 → 0.1"; empty for a fork.
    """

    step: int
    run: int | None
    change: str = ""

    @property
    def is_fork(self) -> bool:
        return not self.change


def marks_of(resolved: Resolved, language: str = "en") -> list[Mark]:
    """All of them, by step."""
    found: list[Mark] = []
    for number, run in enumerate(resolved.runs):
        if not run.spec.ghost:
            found += _turns(run.turns, run.parameters, run.optimizer.parameters, number, language)
        else:
            step = fork_step(resolved.scenario.runs, number)
            found += [Mark(step, number)] if step is not None else []
    field = resolved.scenario.field
    found += _turns(field.turns, resolved.field_parameters, resolved.field.parameters, None, language)
    return sorted(found, key=lambda mark: mark.step)


def _turns(
    turns: Turns,
    parameters: Mapping[str, float],
    declared: Sequence[Parameter],
    run: int | None,
    language: str,
) -> list[Mark]:
    symbols = {parameter.name: parameter.label(language) for parameter in declared}
    found = []
    for turn in turns:
        before = turned(parameters, turns, turn.step - 1)
        changes = [
            f"{symbols.get(name, name)} {format_number(before[name])} → {format_number(value)}"
            for name, value in turn.parameters.items()
            if name in before and before[name] != value
        ]
        if changes:
            found.append(Mark(turn.step, run, ", ".join(changes)))
    return found


def fork_step(runs: Sequence[RunSpec], ghost: int) -> int | None:
    """The step from which a ghost and the run that left it go different ways; None where they do not."""
    parent = next((k for k in range(ghost - 1, -1, -1) if not runs[k].ghost), None)
    if parent is None:
        return None
    old, new = runs[ghost], runs[parent]
    same = (old.optimizer, old.rule, old.parameters) == (new.optimizer, new.rule, new.parameters)
    if not same or old.turns == new.turns:
        return None
    steps = sorted({turn.step for turn in (*old.turns, *new.turns)})
    parted = (step for step in steps if turned({}, old.turns, step) != turned({}, new.turns, step))
    return next(parted, None)  # what was turned and turned back at the same step parts nothing


def without_turn(scenario: Scenario, mark: Mark) -> Scenario:
    """The scenario in which nothing was turned there."""
    if mark.run is None:
        field = scenario.field
        kept = tuple(turn for turn in field.turns if turn.step != mark.step)
        return msgspec.structs.replace(scenario, field=msgspec.structs.replace(field, turns=kept))
    runs = list(scenario.runs)
    spec = runs[mark.run]
    kept = tuple(turn for turn in spec.turns if turn.step != mark.step)
    runs[mark.run] = msgspec.structs.replace(spec, turns=kept)
    return msgspec.structs.replace(scenario, runs=tuple(runs))


def near(marks: Sequence[Mark], step: float, reach: float) -> list[Mark]:
    """Those of the step nearest to a place, if that is within reach."""
    closest = min((abs(mark.step - step) for mark in marks), default=reach + 1)
    if closest > reach:
        return []
    at = next(mark.step for mark in marks if abs(mark.step - step) == closest)
    return [mark for mark in marks if mark.step == at]
