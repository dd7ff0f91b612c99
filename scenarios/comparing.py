"""From a scenario to a fair comparison: who takes part, what of each is tuned, and from where they start."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

import numpy as np
from numpy.typing import NDArray

from engine import start
from engine.entries.parameter import Scale
from engine.errors import InputError, RangeError, UnknownNameError
from engine.phrase import Phrase
from engine.turns import Turn

from .schema import StartSpec

if TYPE_CHECKING:
    from engine.comparing.candidates import Range
    from engine.comparing.contest import Contest, Contestant
    from engine.entries import Optimizer

    from .resolving import Resolved, ResolvedRun
    from .schema import Scenario

STARTS = 32
SEEDS = 4
"""Of a scenario with noise; without it every seed gives the same."""

ALL = "all"

ON_A_LANDSCAPE = Phrase("optimizers are compared on a landscape, not on a signal, a curve or a network")


@dataclass(frozen=True)
class Asked:
    """How a scenario is to be compared. optimizers: ids of the catalogue, or ("all",); the scenario's own
    runs if none. tuned: what is tuned besides the learning rate, or over another range of it.
    None: what the scenario says, or the default."""

    budget: int
    optimizers: tuple[str, ...] = ()
    tuned: tuple[Range, ...] = ()
    starts: int = STARTS
    seeds: int | None = None
    steps: int | None = None
    seed: int | None = None
    tolerance: float = 1e-3


def contest_of(resolved: Resolved, asked: Asked) -> Contest:
    """The comparison of a scenario's optimizers, or of the catalogue's on its landscape.

    Starts are drawn from the scenario's box or cloud, over the rectangle of its grid, or else over the whole
    domain: those of tuning and those of judging differ. Raises InputError for what cannot be compared.
    """
    from engine.comparing.contest import MOST_STARTS, Contest, sub_seed
    from engine.modifiers import Noise

    if not resolved.is_staged:
        raise InputError(ON_A_LANDSCAPE)
    if not 1 <= asked.starts <= MOST_STARTS:
        # before they are drawn: so many may not fit in memory
        raise RangeError(Phrase("the number of starts"), asked.starts, 1, MOST_STARTS)
    playback, noise = resolved.scenario.playback, resolved.noise or Noise()
    seed = playback.seed if asked.seed is None else asked.seed
    repeats = asked.seeds if asked.seeds is not None else (1 if noise.silent else SEEDS)
    if repeats > 1 and noise.silent:
        raise InputError(Phrase("without noise all seeds give the same; leave --seeds out"))
    return Contest(
        contestants=_contestants(resolved, asked),
        field=resolved.field,  # type: ignore[arg-type]
        steps=playback.steps if asked.steps is None else asked.steps,
        budget=asked.budget,
        tuning=starts_of(resolved, asked.starts, sub_seed(seed, 3)),
        judged=starts_of(resolved, asked.starts, sub_seed(seed, 4)),
        repeats=repeats,
        field_params=dict(resolved.field_parameters),
        field_turns=tuple(
            Turn(turn.step, field_params=turn.parameters) for turn in resolved.scenario.field.turns
        ),
        noise=noise,
        seed=seed,
        dtype=playback.dtype,
        tolerance=asked.tolerance,
    )


def starts_of(resolved: Resolved, count: int, seed: int) -> NDArray[np.float64]:
    """Many starts where the scenario has its own."""
    own = resolved.scenario.start or resolved.runs[0].start or StartSpec()
    if own.cloud is not None:
        return start.cloud(own.cloud.center, own.cloud.sigma, count, seed)
    for part in (own.box, own.grid):
        if part is not None:
            return start.box(part.rectangle, count, seed)
    return start.box(resolved.field.domain, count, seed)  # type: ignore[union-attr]


def decisive(scenario: Scenario | None) -> tuple[object, ...]:
    """What of a scenario its comparison depends on: equal where it is looked at in another way alone."""
    s = scenario
    return () if s is None else (s.field, s.start, s.runs, s.noise, s.playback)


def parse_range(text: str) -> Range:
    """NAME=lo:hi, or with the name of a scale NAME=lo:hi:log. Raises InputError."""
    from engine.comparing.candidates import Range

    name, _, rest = text.partition("=")
    parts = rest.split(":")
    scales: dict[str, Scale] = {scale: scale for scale in get_args(Scale)}
    try:
        # float would take 1_0 for ten
        low, high = (float(part.replace("_", "?")) for part in parts[:2])
        if not name.strip() or len(parts) > 3 or not set(parts[2:]) <= set(scales):
            raise ValueError
    except ValueError:
        raise InputError(
            Phrase(
                "'{text}' is not a range such as eta=1e-4:1:log, gamma=0:0.9 or beta2=0:0.9999:complement",
                text=text[:80],
            )
        ) from None
    return Range(name.strip(), low, high, scales["".join(parts[2:]) or "linear"])


def _contestants(resolved: Resolved, asked: Asked) -> tuple[Contestant, ...]:
    found = _of_catalogue(asked) if asked.optimizers else _of_runs(resolved, asked)
    if len({one.name for one in asked.tuned}) < len(asked.tuned):
        names = [one.name for one in asked.tuned]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(Phrase("{name} is to be tuned over more than one range", name=twice))
    had = {one.name for contestant in found for one in contestant.ranges}
    for one in asked.tuned:
        if one.name not in had:
            known = {p.name for contestant in found for p in contestant.optimizer.parameters}
            raise UnknownNameError(Phrase("parameter"), one.name, sorted(known))
    return tuple(found)


def _of_catalogue(asked: Asked) -> list[Contestant]:
    import engine
    from engine.comparing.contest import Contestant

    everybody = ALL in asked.optimizers
    if everybody and len(asked.optimizers) > 1:
        raise InputError(Phrase("'{all}' names every optimizer, and so stands alone", all=ALL))
    ids = engine.list_ids("optimizers") if everybody else list(dict.fromkeys(asked.optimizers))
    found = []
    for id in ids:
        optimizer = engine.load_optimizer(id)
        found.append(Contestant(optimizer.name, optimizer, _ranges(optimizer, asked)))
    return found


def _of_runs(resolved: Resolved, asked: Asked) -> list[Contestant]:
    """The scenario's runs; those that differ only in what is tuned are one."""
    from engine.comparing.contest import Contestant
    from engine.modifiers import Clip

    found: dict[tuple, Contestant] = {}
    for number, run in enumerate(resolved.runs):
        ranges = _ranges(run.optimizer, asked)
        tuned = {one.name for one in ranges}
        params = {name: value for name, value in run.parameters.items() if name not in tuned}
        is_second = (key := _key(run, params)) in found
        found[key] = Contestant(
            label=run.optimizer.name if is_second else {"en": run.label.en, "ru": run.label.ru},
            optimizer=run.optimizer,
            ranges=ranges,
            params=params,
            clip=run.clip or Clip(),
            schedule=run.schedule,
            turns=tuple(Turn(turn.step, params=turn.parameters) for turn in run.turns),
            colour=found[key].colour
            if is_second
            else (run.spec.colour if run.spec.colour is not None else number),
        )
    return _told_apart(list(found.values()))


def _told_apart(contestants: list[Contestant]) -> list[Contestant]:
    """With the values that make the difference behind the names of those who have the same one."""
    found = []
    for one in contestants:
        same = [other for other in contestants if other.label == one.label]
        apart = [
            parameter
            for parameter in one.optimizer.parameters
            if parameter.name in one.params
            and any(other.params.get(parameter.name) != one.params[parameter.name] for other in same)
        ]
        label = {
            language: ", ".join((name, *(f"{p.label(language)} = {one.params[p.name]:.6g}" for p in apart)))
            for language, name in one.label.items()
        }
        found.append(replace(one, label=label))
    return found


def _key(run: ResolvedRun, params: dict[str, float]) -> tuple:
    """Equal for runs that tuning makes equal."""
    rule = run.optimizer.id, run.optimizer.rule.text, run.optimizer.rule.state_texts
    return *rule, *sorted(params.items()), repr(run.clip), repr(run.spec.schedule), repr(run.turns)


def _ranges(optimizer: Optimizer, asked: Asked) -> tuple[Range, ...]:
    """What is tuned of an optimizer: its learning rate, and of the named parameters those that it has."""
    from engine.comparing.candidates import range_of, rate_of

    names = {parameter.name for parameter in optimizer.parameters}
    given = {one.name: one for one in asked.tuned if one.name in names}
    rate = rate_of(optimizer)
    if rate is not None and rate.name not in given:
        given = {rate.name: range_of(rate), **given}
    return tuple(given.values())
