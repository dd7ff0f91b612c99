"""What a comparison found, for a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from engine.comparing import judging
from gui.model.numbers import percent
from scenarios.commands.table import table

if TYPE_CHECKING:
    from engine.comparing.verdict import Comparison, Standing

_WORDS = {
    "en": {
        "head": ("", "optimizer", "chosen", "loss − lowest", "quartiles", "arrived", "steps", "fastest",
                 "diverged", "good settings"),
        "lost": "diverged",
        "budget": "{budget} settings tried of each, {trainings} trainings; judged from {starts} other starts",
        "seeds": ", {seeds} seeds each",
        "lowest": "loss: the median of the last ones above the lowest that is known, {floor}",
        "goal": "arrived: {tolerance:g} of the way from the first loss to the least found is left, or less",
        "edge": "* at an end of its range: better ones may lie beyond",
    },
    "ru": {
        "head": ("", "оптимизатор", "выбрано", "потери − наименьшие", "квартили", "дошли", "шагов",
                 "быстрее всех", "разошлись", "годных настроек"),
        "lost": "разошлось",
        "budget": "настроек каждого: {budget}, обучений: {trainings}; оценка с других стартов: {starts}",
        "seeds": ", зёрен на каждый: {seeds}",
        "lowest": "потери: медиана последних над наименьшими известными, {floor}",
        "goal": "дошли: осталось не больше {tolerance:g} пути от первых потерь до наименьших найденных",
        "edge": "* на краю диапазона: лучшее может лежать за ним",
    },
}  # fmt: skip


CHOSEN = 2
"""The column of chosen values."""

RIGHT = (0, 3, 4, 5, 6, 7, 8, 9)
"""Columns of numbers."""


def report(comparison: Comparison, language: str) -> str:
    """The table, the best first, and what its numbers mean."""
    return "\n".join([table(*cells(comparison, language), right=RIGHT), "", *remarks(comparison, language)])


def cells(comparison: Comparison, language: str) -> tuple[tuple[str, ...], list[list[str]]]:
    """The table's head and its rows, the best first."""
    head = tuple(_WORDS[language]["head"])
    floor = comparison.floor
    return head, [_row(k, standing, floor, language) for k, standing in enumerate(comparison.standings)]


def remarks(comparison: Comparison, language: str) -> list[str]:
    """What the table's numbers mean."""
    words, contest = _WORDS[language], comparison.contest
    counts = {"budget": contest.budget, "trainings": contest.trainings, "starts": len(contest.judged)}
    said = str(words["budget"]).format(**counts)
    if contest.repeats > 1:
        said += str(words["seeds"]).format(seeds=contest.repeats)
    floor = ("−" if comparison.floor < 0 else "") + f"{abs(comparison.floor):.6g}"
    lines = [said, str(words["lowest"]).format(floor=floor)]
    lines.append(str(words["goal"]).format(tolerance=contest.tolerance))
    if any(standing.at_edge for standing in comparison.standings):
        lines.append(str(words["edge"]))
    return lines


def chosen_text(standing: Standing, language: str) -> str:
    """The chosen values by their symbols; a star after those at an end of their range."""
    known = {parameter.name: parameter for parameter in standing.contestant.optimizer.parameters}
    return ", ".join(
        f"{known[name].label(language)} = {_chosen(value)}{'*' if name in standing.at_edge else ''}"
        for name, value in standing.setting.items()
    )


def _chosen(value: float) -> str:
    """Three digits, or where they would be nines as many as tell how far from 1 it is."""
    value = float(f"{value:.12g}")  # a 1 that was rounded is no number of sixteen nines
    if not 0.9 < value < 1:
        return f"{value:.3g}"
    return f"{value:.{1 - math.floor(math.log10(1 - value))}f}"


def _row(number: int, standing: Standing, floor: float, language: str) -> list[str]:
    lower, middle, upper = (_loss(float(value) - floor, language) for value in standing.loss)
    steps = float(judging.median(standing.arrivals))
    return [
        str(number + 1),
        standing.contestant.label[language],
        chosen_text(standing, language),
        middle,
        f"{lower} … {upper}",
        percent(standing.arrived),
        f"{steps:.0f}" if math.isfinite(steps) else "—",
        percent(standing.fastest),
        percent(standing.lost),
        percent(standing.forgiving),
    ]


def _loss(value: float, language: str) -> str:
    return f"{value:.3g}" if math.isfinite(value) else str(_WORDS[language]["lost"])
