"""The rule beside a recording: heading, equation numbers, typeset lines, and the values of its parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.language.typeset import rule_latex
from gui.model.edits import colour_of
from gui.model.numbers import format_number
from gui.theme.colours import Theme

if TYPE_CHECKING:
    from scenarios.resolving import Resolved, ResolvedRun

SPACE = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class RuleText:
    """`colour` is that of the heading: the run's, or None if the rule is everybody's."""

    name: str
    colour: str | None
    lines: tuple[str, ...]
    numbers: tuple[str, ...]
    values: str


def run_rows(resolved: Resolved, theme: Theme, language: str) -> list[tuple[str, str, bool]]:
    """The name and the colour of each run that is shown, and whether it is a ghost."""
    scenario = resolved.scenario
    return [
        (run.label.get(language), theme.run_colour(colour_of(scenario, k)), run.spec.ghost)
        for k, run in enumerate(resolved.runs)
        if not run.spec.hidden
    ]


def rule_text(resolved: Resolved, theme: Theme, language: str) -> RuleText:
    """The rule that most runs follow; of several such the longest, and of those the first.

    Values are those that its runs share: what they differ in is said by their labels.
    """
    told = _told(resolved)
    rules = {k: resolved.runs[k].optimizer.rule for k in told}
    texts = [rule.text for rule in rules.values()]
    number = max(told, key=lambda k: (texts.count(rules[k].text), len(rules[k].statements), -k))
    chosen = resolved.runs[number].optimizer
    runs = tuple(resolved.runs[k] for k in told if rules[k].text == rules[number].text)
    return RuleText(
        name=chosen.name[language],
        colour=theme.run_colour(colour_of(resolved.scenario, number)) if len(runs) == 1 else None,
        lines=tuple(rule_latex(chosen.rule)),
        numbers=chosen.equations or ("",) * len(chosen.rule.statements),
        values=_values(resolved, runs, language),
    )


def _told(resolved: Resolved) -> list[int]:
    """The runs that a film is about: those that are seen, ghosts only where there are no others."""
    specs = [run.spec for run in resolved.runs]
    seen = [k for k, spec in enumerate(specs) if not spec.hidden] or list(range(len(specs)))
    return [k for k in seen if not specs[k].ghost] or seen


def _values(resolved: Resolved, runs: tuple[ResolvedRun, ...], language: str) -> str:
    parts = []
    for parameter in runs[0].optimizer.parameters:
        values = {run.parameters[parameter.name] for run in runs}
        if len(values) == 1:
            value = values.pop()
            # A smoothing term of 0 is not there.
            if value or not parameter.name.startswith("eps"):
                parts.append(f"{parameter.label(language)}{SPACE}={SPACE}{format_number(value)}")
    noise = resolved.scenario.noise
    if noise.sigma:
        parts.append(f"σ{SPACE}={SPACE}{format_number(noise.sigma)}")
    return "   ".join(parts)
