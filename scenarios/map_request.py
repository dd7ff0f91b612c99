"""What a person types to ask for a map: axes such as `eta=1e-4:1:log`, and which run they are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.errors import InputError, UnknownNameError
from engine.phrase import Phrase

from .map_schema import AxisSpec
from .mapping import LANDSCAPE, SIGMA, START, MapError, axis_parameters, check_ends

if TYPE_CHECKING:
    from .resolving import Resolved


def parse_axis(text: str) -> AxisSpec:
    """AXIS=lo:hi, or AXIS=lo:hi:log. Raises InputError."""
    name, equals, rest = text.rpartition("=")
    parts = rest.split(":")
    if not equals or not name.strip() or len(parts) not in (2, 3) or parts[2:] not in ([], ["log"]):
        raise InputError(
            Phrase("'{text}' is not an axis such as start.x=-5:5 or eta=1e-4:1:log", text=text[:80])
        )
    low, high = (_number(part, text) for part in parts[:2])
    return AxisSpec(name.strip(), low, high, len(parts) == 3)


def _number(word: str, text: str) -> float:
    try:
        # float would take 1_0 for ten
        return float(word.replace("_", "?")) if len(word) <= 40 else float("nan")
    except ValueError:
        raise InputError(
            Phrase("'{word}' in '{text}' is not a number", word=word[:40], text=text[:80])
        ) from None


def choose_run(
    resolved: Resolved, axes: Sequence[AxisSpec], asked: str | None = None, default: int = 0
) -> tuple[int, list[AxisSpec]]:
    """The run that a map is of, and the axes with its parameters' bare names.

    A parameter by itself is of the default run, or of the one that is asked for by its label; RUN.eta is of
    the run with this label. Raises UnknownNameError, or InputError where the axes name two runs.
    """
    runs = None if asked is None else {run_of(resolved, asked)}
    bare = []
    for axis in axes:
        label, dot, name = axis.name.rpartition(".")
        if dot and not axis.name.startswith(LANDSCAPE) and axis.name not in (*START, SIGMA):
            runs = (runs or set()) | {run_of(resolved, label)}
            axis = AxisSpec(name, axis.low, axis.high, axis.log)
        bare.append(axis)
    if runs is not None and len(runs) > 1:
        raise InputError(Phrase("a map is of one run, and these axes are of two"))
    number = runs.pop() if runs else default
    _check(resolved, number, bare)
    return number, bare


def run_of(resolved: Resolved, label: str) -> int:
    """The run with a label, in either language, or else the first of an optimizer; letter case aside."""
    wanted = label.casefold()
    for k, run in enumerate(resolved.runs):
        if wanted in (run.label.en.casefold(), run.label.ru.casefold()):
            return k
    for k, run in enumerate(resolved.runs):
        if wanted == run.optimizer.id:
            return k
    raise UnknownNameError(Phrase("run labelled"), label, [run.label.en for run in resolved.runs])


def _check(resolved: Resolved, number: int, axes: Sequence[AxisSpec]) -> None:
    """Whether the run has what the axes name, in the range that this may have, and their ends make axes."""
    from engine.bulk.axes import Axis

    if not hasattr(resolved.field, "domain"):
        raise InputError(Phrase("a map is of a landscape, not of a signal, a curve or a network"))
    known = axis_parameters(resolved.field, resolved.runs[number])
    for axis in axes:
        if axis.name not in known:
            raise UnknownNameError(Phrase("axis"), axis.name, list(known))
        if known[axis.name].integer:
            raise InputError(Phrase("{name} is a whole number and makes no axis", name=axis.name))
        for end in (axis.low, axis.high):
            known[axis.name].check(end)
        Axis(axis.name, axis.low, axis.high, axis.log)
        try:
            check_ends(axis.name, axis)
        except MapError as error:
            raise InputError(
                Phrase("{place}: {message}", place=error.field, message=error.sentence)
            ) from None
