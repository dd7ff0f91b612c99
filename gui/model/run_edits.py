"""What a person may change in the runs. Every edit can be undone.

An edit that names what is not there, or a number out of its range, raises the RavineError that says so and
changes nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from msgspec.structs import replace

from engine.entries import Parameter
from engine.errors import RangeError
from engine.phrase import Phrase
from gui.model import commands, edits
from gui.model.state import State
from scenarios.schema import ClipSpec, RunSpec, Scenario, ScheduleSpec

MOST_RUNS = 32


class RunEdits(State):
    """Which runs there are, and what each does."""

    def add_run(self, optimizer: str = "momentum") -> int:
        """One more run from the catalogue, at the end of the list and selected; its number."""
        scenario = self._open_scenario()
        self._check_room(1)
        spec = RunSpec(optimizer=optimizer, colour=edits.free_colour(scenario))
        if scenario.start is None and self.is_staged:
            spec = replace(spec, start=scenario.runs[self.selected].start)
        place = len(scenario.runs)
        self._arrange(edits.inserting(scenario, place), spec)
        self.select(place)
        return place

    def duplicate_run(self, number: int) -> int:
        """The same run once more, below it and selected; the copy's number."""
        scenario = self._open_scenario()
        self._check_room(1)
        copy = replace(scenario.runs[number], colour=edits.free_colour(scenario, number), hidden=False)
        self._arrange(edits.inserting(scenario, number + 1), copy)
        self.select(number + 1)
        return number + 1

    def remove_run(self, number: int) -> None:
        """One run less; the last one stays."""
        scenario = self._open_scenario()
        if len(scenario.runs) > 1:
            self._arrange(edits.removing(scenario, number))

    def move_run(self, number: int, to: int) -> None:
        """One run to another place of the list; it stays selected if it was."""
        scenario = self._open_scenario()
        to = min(max(to, 0), len(scenario.runs) - 1)
        if to != number:
            self._arrange(edits.moving(scenario, number, to))

    def fork(self, number: int) -> None:
        """What the run was going to do stays as a ghost; the run itself may now be turned another way."""
        scenario = self._open_scenario()
        self._check_room(1)
        ghost = replace(
            scenario.runs[number], ghost=True, hidden=False, colour=edits.colour_of(scenario, number)
        )
        self._arrange(edits.inserting(scenario, number + 1), ghost)

    def _arrange(self, order: edits.Order, *new: RunSpec) -> None:
        self.edit(edits.arranged(self._open_scenario(), order, *new), order=order)

    def spread(self, number: int, parameter: str, values: Sequence[float]) -> None:
        """One run becomes as many as there are values of one of its parameters."""
        scenario = self._open_scenario()
        declared = next(p for p in self.parameters(number) if p.name == parameter)
        checked = [declared.check(value) for value in values]
        self._check_room(len(checked) - 1)
        if checked:
            fan, order = edits.spread(scenario, number, parameter, declared.symbol, checked)
            self.edit(fan, order=order)
            self.select(number)

    def set_hidden(self, number: int, hidden: bool) -> None:
        self.edit(edits.with_run(self._open_scenario(), number, hidden=hidden))

    def set_colour(self, number: int, place: int | None) -> None:
        """Another colour of the palette; None is the one that the run's place in the list has."""
        self.edit(edits.with_run(self._open_scenario(), number, colour=place))

    def set_label(self, number: int, text: str) -> None:
        """Another name; an empty one is that of the optimizer."""
        self.edit(edits.with_run(self._open_scenario(), number, label=text.strip()[:80] or None))

    def _check_room(self, more: int) -> None:
        total = len(self._open_scenario().runs) + more
        if total > MOST_RUNS:
            raise RangeError(Phrase("the number of runs"), total, 1, MOST_RUNS)

    def origin(self, number: int) -> str | None:
        """The optimizer of the catalogue that a typed rule took the place of; None where there was none."""
        document = self.document
        if document is None:
            return None
        later, own = (document.scenario, document.who), document.who[number]
        for scenario, who in document.earlier():
            model = own if own in who else _model(own, later, who)
            if model is None:
                return None
            known = scenario.runs[who.index(model)].optimizer
            if known is not None:
                return known
            later, own = (scenario, who), model
        return None

    def set_optimizer(self, number: int, optimizer: str) -> None:
        """Another optimizer from the catalogue; parameters that it has too keep their values."""
        from engine import load_optimizer

        scenario = self._open_scenario()
        spec, new = scenario.runs[number], load_optimizer(optimizer).parameters
        # a name that was the optimizer's own goes with it
        other = replace(spec, optimizer=optimizer, rule=None, state={}, label=None)
        self._put(scenario, number, edits.kept(other, new, spec.parameters), new)

    def set_rule(self, number: int, text: str, state: Mapping[str, str | float] | None = None) -> None:
        """A rule of one's own in the place of the run's optimizer, with the values that are at work.

        While one types, what a text not written to its end yet had no room for is not lost: what is typed
        takes the place of what was there before the typing began.
        """
        from engine import load_optimizer, optimizer

        self._open_scenario()
        assert self.document is not None
        merge = ("rule", number)
        scenario = self.document.before(merge)
        spec, new = scenario.runs[number], optimizer(text, state=dict(state or {})).parameters
        old = load_optimizer(spec.optimizer) if spec.optimizer is not None else None
        at_work = old.values(spec.parameters) if old is not None else spec.parameters
        other = replace(spec, optimizer=None, rule=text, state=dict(state or {}))
        self._put(scenario, number, edits.kept(other, new, at_work), new, merge)

    def _put(
        self,
        scenario: Scenario,
        number: int,
        run: RunSpec,
        parameters: Sequence[Parameter],
        merge: Hashable = None,
    ) -> None:
        """A run that does something else, with these parameters, in the place of the one there."""
        assert self.resolved is not None
        run = edits.without_lost_spread(run, (*parameters, *self.resolved.field.parameters))
        self.edit(edits.in_place(scenario, number, run), merge)

    def set_parameter(self, number: int, name: str, value: float) -> None:
        """Another value of one run's optimizer.

        While time stands between start and end it is turned at the present step; at the start, at the end
        and under a signal it is as if it had always been so.
        """
        if self.values[number].get(name) == value:
            return
        scenario = self._open_scenario()
        spec, merge = scenario.runs[number], ("parameter", number, name)
        if self._is_on_the_way:
            turns = edits.turned(spec.turns, self.step, name, value)
            changed = edits.with_run(scenario, number, turns=turns)
            self.edit(changed, merge, turned=commands.Turned(number, name, self.step), numbers_only=True)
        else:
            changed = edits.with_run(
                scenario,
                number,
                parameters={**spec.parameters, name: value},
                turns=edits.without(spec.turns, name),
            )
            self.edit(changed, merge, numbers_only=True)

    def clear_turns(self, number: int | None = None) -> None:
        """Forget what was turned on the way of one run, or of all runs and of the field."""
        scenario = self._open_scenario()
        if number is not None:
            self.edit(edits.with_run(scenario, number, turns=()))
            return
        runs = tuple(replace(spec, turns=()) if spec.turns else spec for spec in scenario.runs)
        self.edit(replace(scenario, runs=runs, field=replace(scenario.field, turns=())))

    def set_schedule(self, number: int, schedule: ScheduleSpec | None, merge: Hashable = None) -> None:
        """A factor on the learning rate that changes with time."""
        self.edit(edits.with_run(self._open_scenario(), number, schedule=schedule), merge)

    def set_clip(self, number: int, clip: ClipSpec | None) -> None:
        """Bounds of the gradient before the rule sees it."""
        clip = None if clip is not None and clip.value is None and clip.norm is None else clip
        self.edit(edits.with_run(self._open_scenario(), number, clip=clip))


def _model(own: int, there: tuple[Scenario, Sequence[int]], before: Sequence[int]) -> int | None:
    """Of the runs that were there before the nearest with its rule: one that came with a rule is a copy."""
    scenario, who = there
    place = who.index(own)
    rule = scenario.runs[place].rule
    same = [k for k, one in enumerate(who) if one in before and scenario.runs[k].rule == rule]
    if rule is None or not same:
        return None
    return who[min(same, key=lambda k: abs(k - place))]
