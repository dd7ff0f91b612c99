"""Optimizers: a rule, its parameters, and an example worked by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from os import PathLike

from engine.errors import FileError, InputError
from engine.language.formula import Formula, parse_formula
from engine.language.rule import Rule, parse_rule
from engine.phrase import Phrase

from .entry import Entry, at, bilingual, check_free, check_used, common, declared_parameters, is_document
from .parameter import guessed
from .shape import ExampleShape, OptimizerShape, document_of, shaped


@dataclass(frozen=True)
class Example:
    """Steps worked by hand, in one coordinate.

    The gradient of step k is `gradients[k]`, or where that is None the formula `gradient` at the position
    (in `theta`) where the rule takes it. Exactly one of the two is given. `theta` and `state` hold the
    values after each step; numbers that are no short decimals are formulas without names.
    """

    parameters: Mapping[str, float]
    start: float
    gradients: tuple[float, ...] | None
    gradient: Formula | None
    theta: tuple[float, ...]
    state: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, eq=False)
class Optimizer(Entry):
    """An update rule. `equations` holds one equation number per statement of the rule, "" for none."""

    rule: Rule
    equations: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()


def read_optimizer(text: str, id: str, path: str | PathLike[str]) -> Optimizer:
    """The optimizer in the TOML `text` of the file `path`; raises FileError naming line or field."""
    shape = shaped(document_of(text, path), OptimizerShape, path)
    parameters = declared_parameters(shape, path)
    names = tuple(p.name for p in parameters)
    check_free(names, ("theta", "t", "g"), path)
    with at(path, "rule"):
        rule = parse_rule(shape.rule.strip("\n"), dict(shape.state), names)
        check_used(rule.graph, names)
    if shape.equations and len(shape.equations) != len(rule.statements):
        message = Phrase(
            "has {numbers} numbers for {statements} statements",
            numbers=len(shape.equations),
            statements=len(rule.statements),
        )
        raise FileError(path, message, field="equations")
    optimizer = Optimizer(**common(id, shape, parameters), rule=rule, equations=tuple(shape.equations))
    examples = []
    for i, example in enumerate(shape.examples):
        with at(path, f"examples[{i}]"):
            examples.append(_example(example, optimizer))
    return replace(optimizer, examples=tuple(examples))


def optimizer(text: str, *, state: Mapping[str, str | float] | None = None) -> Optimizer:
    """An optimizer from a typed rule, or from the text of a whole file.

    Parameters of a bare rule get a default, a range and a scale by the customs of their names (eta, beta1,
    gamma, eps, …). `state` gives initial values other than 0. Raises FormulaError or FileError.
    """
    if is_document(text):
        return read_optimizer(text, "typed", "the typed optimizer")
    rule = parse_rule(text, state)
    parameters = tuple(guessed(name) for name in rule.parameters)
    title = {"en": "Own rule", "ru": "Своё правило"}
    return Optimizer("typed", title, bilingual(), bilingual(), parameters, rule)


def _example(shape: ExampleShape, optimizer: Optimizer) -> Example:
    if (shape.gradients is None) == (shape.gradient is None):
        raise InputError(Phrase("needs exactly one of gradients and gradient"))
    steps = len(shape.theta)
    lists = {f"state.{name}": values for name, values in shape.state.items()}
    if shape.gradients is not None:
        lists["gradients"] = list(shape.gradients)
    for name, values in lists.items():
        if len(values) != steps:
            raise InputError(
                Phrase(
                    "has {steps} steps in theta and {count} in {name}",
                    steps=steps,
                    count=len(values),
                    name=name,
                )
            )
    for name in shape.state:
        if name not in optimizer.rule.states:
            raise InputError(Phrase("the rule has no state '{name}'", name=name))
    return Example(
        parameters=optimizer.values(shape.parameters),
        start=shape.start,
        gradients=None if shape.gradients is None else tuple(shape.gradients),
        gradient=None if shape.gradient is None else parse_formula(shape.gradient, ("theta",), ()),
        theta=tuple(_number(v) for v in shape.theta),
        state={name: tuple(_number(v) for v in values) for name, values in shape.state.items()},
    )


def _number(value: float | str) -> float:
    if not isinstance(value, str):
        return float(value)
    formula = parse_formula(value, (), ())
    number = formula.graph.value(formula.root)
    if number is None:
        raise InputError(Phrase("'{value}' has no finite value", value=value))
    return number
