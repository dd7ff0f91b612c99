"""Which runs can be built compiled at once, and which begin with NumPy until their kernels are ready."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from scenarios.building import Kernels, build_runs
from scenarios.resolving import Resolved, ResolvedRun

if TYPE_CHECKING:
    from engine.run import Run


class Builder:
    """Builds runs at step 0. What was compiled once in this process needs no compiler again."""

    def __init__(self, kernels: Kernels = "numpy") -> None:
        self.kernels: Kernels = kernels
        self._ready: set[Hashable] = set()

    def build(self, resolved: Resolved, number: int) -> Run:
        found = resolved.runs[number]
        ready = _key(resolved, found) in self._ready
        (run,) = build_runs(replace(resolved, runs=(found,)), "split" if ready else self.kernels)
        return run

    def note(self, resolved: Resolved) -> None:
        """The kernels of this scenario's runs are compiled."""
        self._ready.update(_key(resolved, found) for found in resolved.runs)


def _key(resolved: Resolved, found: ResolvedRun) -> Hashable:
    """What decides which kernels a run needs."""
    rule = found.optimizer.rule
    return (
        rule.text,
        rule.state_texts,
        resolved.terrain.formula.identity,
        resolved.is_curve,
        found.spread.parameter.name if found.spread is not None else None,
        resolved.scenario.playback.dtype,
        resolved.noise is not None,
        found.clip is not None,
    )
