"""From a rule and the numbers of one particle to the scenes that explain the coming step; free of widgets.

Everything comes from the rule's own text and graph, so a typed rule is explained like one of the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from engine.anatomy import Anatomy, Sample
from engine.entries import Optimizer
from engine.language.graph import topological
from engine.language.roles import roles
from engine.language.rule import Statement
from engine.language.substitute import DIGITS, calls_of, number, with_numbers
from engine.language.symbols import symbol, unicode_symbol
from engine.language.syntax import Call, Name, Syntax
from engine.language.typeset import latex, rule_latex
from gui.explain import facts
from gui.explain.words import Facts, sentence_of
from gui.model.probe import Probe, Vector
from scenarios.schema import Overlay

Kind = Literal["look", "gradient", "memory", "scale", "state", "value", "move"]

PLACE_DIGITS = 6
"""Significant digits of a position."""

_HERE = "\\nabla J(\\theta)"
_TIGHT = re.compile(r"(?<=\d) (?=\(\{-\})")


@dataclass(frozen=True, eq=False)
class Scene:
    """One statement of the rule, or one look at the field.

    line: LaTeX as the rule has it; equation: its number in the article, "" for none. rows: LaTeX with
    numbers, one for each coordinate, or one where they are alike. template, words: the sentence to be
    translated and what goes into it. before, after: what the stage draws when the scene begins and ends, as
    far as `shown` names it. place: where the ball is at both times.
    """

    kind: Kind
    line: str
    equation: str
    rows: tuple[str, ...]
    template: str
    words: Mapping[str, str]
    before: Probe
    after: Probe
    shown: tuple[Overlay, ...]
    place: tuple[Vector, Vector]


def scenes_of(optimizer: Optimizer, told: Anatomy, probe: Probe) -> list[Scene]:
    """The scenes of one step, in the order in which the rule computes it."""
    return list(_Script(optimizer, told, probe).scenes())


class _Script:
    def __init__(self, optimizer: Optimizer, told: Anatomy, probe: Probe) -> None:
        self.rule, self.told = optimizer.rule, told
        self.equations = (*optimizer.equations, *("",) * len(self.rule.statements))
        self.lines = rule_latex(self.rule)
        self.roles = roles(self.rule)
        self.axes = ("",) if len(told.theta) == 1 else ("x", "y")
        self.known: dict[str, Vector] = {
            **{name: np.full_like(told.theta, value) for name, value in told.values.items()},
            **told.before,
            "theta": told.theta,
        }
        here = [s for s in told.samples if self.rule.graph.nodes[self.argument(s)] == ("name", "theta")]
        self.known.setdefault("g", here[0].gradient if here else told.gradient)
        # until a statement says otherwise, the ball remembers what it did before this step
        self.probe = replace(probe, momentum=told.before[probe.memory] if probe.memory else None)
        self.shown: tuple[Overlay, ...] = ()

    def argument(self, sample: Sample) -> int:
        (place,) = self.rule.graph.arguments(sample.node)
        return place

    def scenes(self) -> Iterator[Scene]:
        told, rule = self.told, self.rule
        samples = {sample.node: sample for sample in told.samples}
        last = max(k for k, s in enumerate(rule.statements) if s.target == "theta")
        for number_, (line, text) in enumerate(zip(told.lines, self.lines, strict=True)):
            statement = line.statement
            is_new = statement.node in samples
            for sample in self.new_samples(statement, samples):
                yield from self.looking(sample, statement)
            kind = self.kind(statement, number_ == last, is_new)
            yield self.scene(kind, statement, text, self.equations[number_], line.value)
            self.known[statement.target] = line.value

    def new_samples(self, statement: Statement, left: dict[int, Sample]) -> list[Sample]:
        """The samples that this statement is the first to need, other than one that it only names."""
        needed = [node for node in topological(self.rule.graph, [statement.node]) if node in left]
        found = [left.pop(node) for node in needed]
        return [s for s in found if s.node != statement.node or not self.is_here(s)]

    def is_here(self, sample: Sample) -> bool:
        return self.rule.graph.nodes[self.argument(sample)] == ("name", "theta")

    def kind(self, statement: Statement, last: bool, is_new: bool) -> Kind:
        """is_new: it is the first to have a sample of the gradient, and has nothing else."""
        target = statement.target
        if target == "theta":
            return "move" if last else "value"
        if is_new:
            return "gradient"
        if target == self.roles.momentum:
            return "memory"
        if target == self.roles.divisor:
            return "scale"
        return "state" if target in self.rule.states else "value"

    def looking(self, sample: Sample, statement: Statement) -> Iterator[Scene]:
        """Where the rule looks, if that is elsewhere, and the gradient that it meets there."""
        call = next((c for c in calls_of(statement.syntax, "grad") if self.node_of(c) == sample.node), None)
        if not self.is_here(sample) and call is not None:
            (argument,) = call.arguments
            rows = self.rows(argument, sample.position, "\\theta'")
            yield self.made("look", latex(argument), "", rows, self.sample_facts(sample))
        if sample.node != statement.node:
            shown = f"g = {latex(call) if call is not None else _HERE}"
            rows = self.plain_rows("g", sample.gradient)
            yield self.made("gradient", shown, "", rows, self.sample_facts(sample))

    def node_of(self, call: Call) -> int | None:
        return self.rule.calls.get(call.place)

    def sample_facts(self, sample: Sample) -> Facts:
        away = sum(not self.is_here(other) for other in self.told.samples)
        return Facts(
            place=facts.place_of(self.rule, self.roles, sample, self.told.theta),
            away=away,
            noisy=not np.array_equal(sample.exact, sample.noisy),
            clipped=not np.array_equal(sample.noisy, sample.gradient),
            level=not sample.gradient.any(),
        )

    # -- one statement -----------------------------------------------------------------------------------

    def scene(self, kind: Kind, statement: Statement, line: str, equation: str, value: Vector) -> Scene:
        name = statement.target
        rows = self.rows(statement.syntax, value, "\\theta" if name == "theta" else symbol(name).latex)
        known = self.facts_of(kind, statement, value)
        if kind == "memory" and self.probe.memory == name:
            before = self.probe
            self.probe = replace(self.probe, momentum=value)
            return self.made(kind, line, equation, rows, known, before=before)
        return self.made(kind, line, equation, rows, known)

    def facts_of(self, kind: Kind, statement: Statement, value: Vector) -> Facts:
        """What the sentence of a statement says."""
        rule, told, name = self.rule, self.told, unicode_symbol(statement.target)
        if kind == "gradient":
            (sample,) = (s for s in told.samples if s.node == statement.node)
            return replace(self.sample_facts(sample), name=name)
        if kind == "memory":
            kept, share = facts.kept(statement, rule, told, self.known)
            subtracted = facts.is_subtracted(statement, rule, told)
            first, level = not self.known[statement.target].any(), not value.any()
            return Facts(name, level=level, kept=kept, share=share, subtracted=subtracted, first=first)
        if kind == "scale":
            divides = facts.division(rule, statement.target, told.nodes)
            return Facts(name, divides=divides, sizes=facts.sizes(statement, rule, told.nodes))
        memory = self.roles.momentum
        carried = memory is not None and self.roles.carries and bool(told.before[memory].any())
        return Facts(name, stops=told.stops, level=not told.step.any(), carried=carried)

    def made(
        self,
        kind: Kind,
        line: str,
        equation: str,
        rows: tuple[str, ...],
        known: Facts,
        before: Probe | None = None,
    ) -> Scene:
        template, parts = sentence_of(kind, known)
        self.shown = self.overlays(kind)
        here = self.told.theta
        return Scene(
            kind, line, equation, rows, template, parts, before or self.probe, self.probe, self.shown,
            (here, self.told.new_theta if kind == "move" else here),
        )  # fmt: skip

    def overlays(self, kind: Kind) -> tuple[Overlay, ...]:
        """What lights up on the stage."""
        source: tuple[Overlay, ...] = ("look_ahead",) if self.probe.looks else ("gradient",)
        if kind == "look":
            return ("look_ahead",)
        if kind == "gradient":
            return source
        if kind == "memory":
            return (*source, "momentum")
        if kind == "scale":
            return ("momentum", "scaling") if self.probe.memory else (*source, "scaling")
        return ("step",) if kind == "move" else self.shown

    # -- numbers -----------------------------------------------------------------------------------------

    def rows(self, tree: Syntax, value: Vector, name: str) -> tuple[str, ...]:
        """The expression with this particle's numbers in it, and what it is worth."""
        # a short step is not seen in the first digits of a place
        digits = PLACE_DIGITS if name.startswith("\\theta") else DIGITS
        found = []
        for k, axis in enumerate(self.axes):
            worked = latex(with_numbers(tree, lambda part, k=k: self.number_of(part, k)))  # type: ignore[misc]
            worth = latex(number(float(value[k]), digits))
            equal = f" = {worth}" if worked != worth else ""
            found.append(_plain(f"{_subscripted(name, axis)} = {worked}{equal}"))
        if len({row.partition("=")[2] for row in found}) == 1:
            return (f"{name} = {found[0].partition('= ')[2]}",)
        return tuple(found)

    def plain_rows(self, name: str, value: Vector) -> tuple[str, ...]:
        return tuple(
            _plain(f"{_subscripted(name, axis)} = {latex(number(float(value[k])))}")
            for k, axis in enumerate(self.axes)
        )

    def number_of(self, part: Name | Call, axis: int) -> Syntax | None:
        if isinstance(part, Call):
            node = self.node_of(part)
            found = self.told.nodes.get(node) if node is not None else None
        else:
            found = self.known.get(part.name)
        if found is None:
            return None
        digits = PLACE_DIGITS if isinstance(part, Name) and part.name == "theta" else DIGITS
        return number(float(np.broadcast_to(found, self.told.theta.shape)[axis]), digits)


def _plain(row: str) -> str:
    """What the typesetter of names makes of infinity, as one writes it; and a dot before a signed factor."""
    row = row.replace("\\mathrm{minus}_{\\infty}", "{-}\\infty").replace("\\mathrm{inf}", "\\infty")
    return _TIGHT.sub(lambda _: " \\cdot ", row)


def _subscripted(name: str, axis: str) -> str:
    if not axis:
        return name
    return f"{{{name}}}_{{{axis}}}" if "_" not in name and "'" not in name else f"{{({name})}}_{{{axis}}}"
