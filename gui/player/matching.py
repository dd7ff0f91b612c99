"""Which runs of an edited scenario are those of the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from msgspec.structs import replace

from scenarios.resolving import Resolved, ResolvedRun
from scenarios.schema import RunSpec


class Played(Protocol):
    found: ResolvedRun


P = TypeVar("P", bound=Played)


def matched(
    before: Sequence[P], runs: Sequence[ResolvedRun], can_become: Callable[[P, ResolvedRun], bool]
) -> list[P | None]:
    """For each run what plays it already, or None.

    A run that was not touched is the same object; of the others each goes on with the first that is left
    and that differs in its looks alone, or else that it can be made of by changing numbers.
    """
    left = {id(played.found): played for played in before}
    found: list[P | None] = [left.pop(id(run), None) for run in runs]
    for fits in (_same_but_looks, can_become):
        for number, run in enumerate(runs):
            if found[number] is None:
                key = next((key for key, played in left.items() if fits(played, run)), None)
                found[number] = left.pop(key) if key is not None else None
    return found


def same_course(before: Resolved, after: Resolved) -> bool:
    """Whether runs go as far, from the same seed and in the same type; how fast they are shown is all one."""
    old, new = before.scenario.playback, after.scenario.playback
    return (old.steps, old.seed, old.dtype) == (new.steps, new.seed, new.dtype)


def _same_but_looks(played: Played, run: ResolvedRun) -> bool:
    return _bare(played.found.spec) == _bare(run.spec) and played.found.start == run.start


def _bare(spec: RunSpec) -> RunSpec:
    return replace(spec, label=None, hidden=False, ghost=False, colour=None)
