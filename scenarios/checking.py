"""Looks up what a scenario's parts name, and checks every number against its range."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from os import PathLike
from typing import TYPE_CHECKING

import engine
from engine.errors import FileError, InputError
from engine.extents import wrong_rectangle, wrong_span
from engine.phrase import Phrase

from .fields import FIELDS, Spread, declared, first_place, load_field, same_terrain
from .resolved import Resolved, ResolvedRun
from .schema import (
    FieldSpec,
    Record,
    RunSpec,
    Scenario,
    StartSpec,
    Text,
    Turns,
    is_curve,
    is_driven,
    is_network,
    is_signal,
)
from .training import check_network_rule, network_start

if TYPE_CHECKING:
    from engine.entries import Curve, Landscape, Optimizer, Parameter, Schedule, Signal
    from engine.networks.task import Task

_NARROWEST = 1e-100
"""Of a shorter side neither the square nor what a pixel is of it can be told in numbers."""


def field_of(spec: FieldSpec, known: Resolved | None = None) -> Landscape | Signal | Curve | Task:
    """The landscape, signal, curve or network that a field means; raises FileError."""
    return Checker("scenario").field(spec, known)[0]


@dataclass(frozen=True)
class Checker:
    """Checks parts of a scenario; every refusal names its file and the field at fault."""

    path: str | PathLike[str]

    def refuse(self, field: str, message: Phrase) -> FileError:
        return FileError(self.path, message, field=field)

    @contextlib.contextmanager
    def at(self, field: str) -> Iterator[None]:
        """Every InputError inside becomes a FileError about this field."""
        try:
            yield
        except FileError:
            raise
        except InputError as error:
            raise self.refuse(field, error.sentence) from None

    def field(
        self, spec: FieldSpec, known: Resolved | None = None
    ) -> tuple[Landscape | Signal | Curve | Task, dict[str, float]]:
        """The field and its parameters; the known one where only its parameters changed."""
        kind = self._one("field", spec, FIELDS)
        self._check_field(kind, spec)
        with self.at(f"field.{kind}"):
            if known is not None and same_terrain(spec, known.scenario.field):
                found = known.field
            else:
                found = load_field(spec)
        self.turns("field", found.parameters, spec.turns)
        return found, self.parameters("field.parameters", found.parameters, spec.parameters)

    def _check_field(self, kind: str, spec: FieldSpec) -> None:
        """Whether what is said besides goes with this kind of field."""
        if (spec.domain is not None) != (kind == "landscape_formula") and kind != "heightmap":
            raise self.refuse(
                "field.domain",
                Phrase("a landscape_formula needs a domain, such as [-5, 5, -5, 5]")
                if spec.domain is None
                else Phrase("a domain goes with a landscape_formula, and only there"),
            )
        if spec.domain is not None:
            self._rectangle("field.domain", spec.domain)
        if spec.integral and not kind.startswith("signal"):
            raise self.refuse("field.integral", Phrase("goes with a signal, and only there"))
        if (spec.span is not None) != (kind == "curve_formula" or spec.integral):
            raise self.refuse(
                "field.span",
                Phrase("a curve_formula or an integral needs a span, such as [-5, 5]")
                if spec.span is None
                else Phrase("a span goes with a curve_formula or an integral, and only there"),
            )
        if spec.span is not None:
            self._extent("field.span", wrong_span(spec.span))

    def turns(self, place: str, declared: Sequence[Parameter], turns: Turns) -> None:
        """Checks every number that is turned while time runs."""
        for number, turn in enumerate(turns):
            self.parameters(f"{place}.turns[{number}].parameters", declared, turn.parameters)

    def view(self, scenario: Scenario) -> None:
        if scenario.view.rectangle is not None:
            self._rectangle("view.rectangle", scenario.view.rectangle)

    def run(self, index: int, spec: RunSpec, scenario: Scenario) -> ResolvedRun:
        place = f"runs[{index}]"
        kind = self._one(place, spec, ("optimizer", "rule"))
        if spec.state and kind != "rule":
            raise self.refuse(f"{place}.state", Phrase("initial states go with a rule, and only there"))
        with self.at(f"{place}.{kind}"):
            optimizer = (
                engine.load_optimizer(spec.optimizer)
                if spec.optimizer is not None
                else engine.optimizer(spec.rule or "", state=dict(spec.state))
            )
            if is_network(scenario.field):
                check_network_rule(optimizer)
        self.turns(place, optimizer.parameters, spec.turns)
        start = self._start(place, spec, scenario)
        return ResolvedRun(
            spec,
            optimizer,
            _label(spec, optimizer),
            self.parameters(f"{place}.parameters", optimizer.parameters, spec.parameters),
            start,
            self._schedule(place, spec),
            engine.Clip(value=spec.clip.value, norm=spec.clip.norm) if spec.clip is not None else None,
            self._spread(place, spec, scenario, optimizer, start),
        )

    def sight(self, index: int, run: ResolvedRun, field: Landscape | Signal | Curve) -> None:
        """Refuses a rule that asks of the field what that cannot tell."""
        from engine.problem import Terrain
        from engine.run_arguments import asked, check_sight

        rule = run.optimizer.rule
        if asked(rule) - {"grad"}:
            kind = "rule" if run.spec.optimizer is None else "optimizer"
            with self.at(f"runs[{index}].{kind}"):
                check_sight(rule, Terrain(field.formula, getattr(field, "by_slope", False)))

    def _spread(
        self, place: str, spec: RunSpec, scenario: Scenario, optimizer: Optimizer, start: StartSpec
    ) -> Spread | None:
        """What an ensemble is spread over: a parameter of the rule, or else of the field."""
        if spec.spread is None:
            return None
        where, asked = f"{place}.spread", spec.spread
        if not is_signal(scenario.field):
            raise self.refuse(where, Phrase("is for signals and curves, not for landscapes"))
        if asked.count == 1 and asked.low != asked.high:
            raise self.refuse(where, Phrase("needs low = high for a single particle"))
        if asked.count > 1 and not asked.low < asked.high:
            raise self.refuse(where, Phrase("needs low < high"))
        if (start.count or 1) > 1 or len(start.places or ()) > 1 or start.row is not None:
            raise self.refuse(where, Phrase("goes with a single particle to start from"))
        with self.at(f"{where}.parameter"):
            parameter = declared(asked, optimizer, field_of(scenario.field))
            return Spread(parameter, parameter.check(asked.low), parameter.check(asked.high), asked.count)

    def parameters(
        self, place: str, declared: Sequence[Parameter], given: Mapping[str, float]
    ) -> dict[str, float]:
        """The declared parameters' values: the given ones, checked, over the defaults."""
        from engine.entries import filled

        with self.at(place):
            return filled(declared, given)

    def _schedule(self, place: str, spec: RunSpec) -> Schedule | None:
        if spec.schedule is None:
            return None
        with self.at(f"{place}.schedule.id"):
            schedule = engine.load_schedule(spec.schedule.id)
        values = self.parameters(
            f"{place}.schedule.parameters", schedule.parameters, spec.schedule.parameters
        )
        bound = tuple(dataclasses.replace(p, default=values[p.name]) for p in schedule.parameters)
        return dataclasses.replace(schedule, parameters=bound)

    def _start(self, place: str, spec: RunSpec, scenario: Scenario) -> StartSpec:
        own = spec.start is not None
        start = spec.start if own else scenario.start
        where = f"{place}.start" if own else "start"
        if is_network(scenario.field):
            return network_start(scenario)
        if is_driven(scenario.field):
            start = start or StartSpec(count=1)
            self._one(where, start, ("count",))
            return start
        if is_curve(scenario.field):
            start = start or first_place(field_of(scenario.field))
            self._one(where, start, ("places", "row"))
            if start.row is not None:
                self._extent(f"{where}.row.span", wrong_span(start.row.span))
            return start
        if start is None:
            raise self.refuse("start", Phrase("is missing; every run on a landscape needs one"))
        kind = self._one(where, start, ("points", "grid", "box", "cloud", "circle"))
        for name in ("grid", "box"):
            if kind == name:
                self._rectangle(f"{where}.{name}.rectangle", getattr(start, name).rectangle)
        return start

    def _one(self, place: str, spec: Record, names: tuple[str, ...]) -> str:
        """The one field of `names` that is given; a start's other fields must not be."""
        given = [name for name in names if getattr(spec, name) is not None]
        odd = [n for n in spec.__struct_fields__ if n not in names and getattr(spec, n) is not None]
        if isinstance(spec, StartSpec) and odd:
            raise self.refuse(f"{place}.{odd[0]}", Phrase("does not fit this kind of field"))
        if len(given) != 1:
            raise self.refuse(place, _about_one(names, given))
        return given[0]

    def _extent(self, place: str, wrong: Phrase | None) -> None:
        if wrong is not None:
            raise self.refuse(place, wrong)

    def _rectangle(self, place: str, rectangle: Sequence[float] | None) -> None:
        assert rectangle is not None
        x0, x1, y0, y1 = rectangle
        self._extent(place, wrong_rectangle(rectangle))
        if not min(x1 - x0, y1 - y0) > _NARROWEST:
            raise self.refuse(place, Phrase("needs sides of more than {least:g}", least=_NARROWEST))


def _about_one(names: Sequence[str], given: Sequence[str]) -> Phrase:
    wanted: str = names[0]
    if len(names) > 1:
        wanted = Phrase("exactly one of {names}", names=", ".join(names))
    if not given:
        return Phrase("needs {wanted}, and has none", wanted=wanted)
    found = reduce(lambda some, other: Phrase("{some} and {other}", some=some, other=other), given)
    return Phrase("needs {wanted}, and has {found}", wanted=wanted, found=found)


def _label(spec: RunSpec, optimizer: Optimizer) -> Text:
    if isinstance(spec.label, Text):
        return spec.label
    if spec.label is not None:
        return Text(spec.label, spec.label)
    return Text(optimizer.name["en"], optimizer.name["ru"])
