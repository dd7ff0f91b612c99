"""What may be tuned besides the learning rates of those that are compared, and over which ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.comparing.candidates import REACH, Range, complement_of, range_of, rate_of

from .comparing import ALL, Asked

if TYPE_CHECKING:
    from engine.entries import Optimizer, Parameter
    from engine.entries.parameter import Scale

    from .resolving import Resolved


@dataclass(frozen=True, eq=False)
class Tuneable:
    """range: values that everybody who has the parameter allows. parameter: as most of them describe it.
    owners: who has it, out of so many optimizers that are compared."""

    range: Range
    parameter: Parameter
    owners: tuple[Optimizer, ...]
    of: int

    @property
    def name(self) -> str:
        return self.range.name


def tuneables(resolved: Resolved, optimizers: Sequence[str] = ()) -> tuple[Tuneable, ...]:
    """What may be tuned of the scenario's runs, or of the catalogue's optimizers: what most of them have
    first. Left out are whole numbers, what a run turns on its way, what is somebody's learning rate, and
    names whose owners have no values in common."""
    compared = _compared(resolved, optimizers)
    rates = {rate.name for one in compared if (rate := rate_of(one)) is not None}
    turned = (
        set() if optimizers else {n for run in resolved.runs for turn in run.turns for n in turn.parameters}
    )
    owned: dict[str, list[tuple[Parameter, Optimizer]]] = {}
    for one in compared:
        for parameter in one.parameters:
            if parameter.name not in rates | turned:
                owned.setdefault(parameter.name, []).append((parameter, one))
    found = []
    for name, pairs in owned.items():
        parameters = [parameter for parameter, _ in pairs]
        common = _common(name, parameters)
        if common is not None:
            owners = tuple(one for _, one in pairs)
            found.append(Tuneable(common, _usual(parameters), owners, len(compared)))
    return tuple(sorted(found, key=lambda one: -len(one.owners)))


def tuning(resolved: Resolved, asked: Asked, names: Collection[str]) -> Asked:
    """With those of the named parameters tuned that somebody has, each over the range it has there."""
    ranges = [one.range for one in tuneables(resolved, asked.optimizers) if one.name in names]
    return replace(asked, tuned=(*asked.tuned, *ranges))


def _compared(resolved: Resolved, optimizers: Sequence[str]) -> list[Optimizer]:
    """Each optimizer once."""
    import engine

    if not optimizers:
        return list(
            {(run.optimizer.id, run.optimizer.rule.text): run.optimizer for run in resolved.runs}.values()
        )
    ids = engine.list_ids("optimizers") if tuple(optimizers) == (ALL,) else dict.fromkeys(optimizers)
    return [engine.load_optimizer(id) for id in ids]


def _common(name: str, parameters: Sequence[Parameter]) -> Range | None:
    """Values that all of these allow, on the scale that most of them have, around the defaults of these.
    None where there are no such values, or one of them must be whole."""
    low, high = max(p.low for p in parameters), min(p.high for p in parameters)
    if any(p.integer for p in parameters) or low >= high:
        return None
    scale = _usual_scale(parameters)
    if scale == "linear":
        return Range(name, low, high)
    around = [_around(p) for p in parameters if p.scale == scale]
    low = max(low, min(one.low for one in around))
    high = min(high, max(one.high for one in around))
    return Range(name, low, high, scale) if low < high else None


def _usual_scale(parameters: Sequence[Parameter]) -> Scale:
    """The one that more than half of them have, or else the linear one."""
    scale, count = Counter(p.scale for p in parameters).most_common(1)[0]
    return scale if 2 * count > len(parameters) else "linear"


def _around(parameter: Parameter) -> Range:
    """Where its values are looked for, on its own scale. Around 0 there are no logarithms: up to the
    largest."""
    if parameter.scale == "complement":
        return complement_of(parameter)
    if parameter.default > 0:
        return range_of(parameter)
    return Range(parameter.name, parameter.high / REACH**2, parameter.high, "log")


def _usual(parameters: Iterable[Parameter]) -> Parameter:
    """As most of them are described: a name may mean something else in one of them."""
    given = list(parameters)
    (symbol, meaning), _ = Counter((p.symbol, p.en) for p in given).most_common(1)[0]
    return next(p for p in given if (p.symbol, p.en) == (symbol, meaning))
