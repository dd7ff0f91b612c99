"""A resolved scenario with one thing changed, without looking its names up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.modifiers import Noise

if TYPE_CHECKING:
    from scenarios.resolving import Resolved
    from scenarios.schema import Scenario


def with_parameters(
    resolved: Resolved, scenario: Scenario, run: int, values: Mapping[str, float]
) -> Resolved:
    """One run's optimizer has these values."""
    changed = replace(resolved.runs[run], parameters={**resolved.runs[run].parameters, **values})
    runs = (*resolved.runs[:run], changed, *resolved.runs[run + 1 :])
    return replace(resolved, scenario=scenario, runs=runs)


def with_surroundings(resolved: Resolved, scenario: Scenario) -> Resolved:
    """Field parameters and noise as the scenario says."""
    quiet = scenario.noise.sigma == 0 and scenario.noise.keep == 1
    noise = None if quiet else Noise(sigma=scenario.noise.sigma, keep=scenario.noise.keep)
    values = {**resolved.field_parameters, **scenario.field.parameters}
    return replace(resolved, scenario=scenario, noise=noise, field_parameters=values)


def with_starts(resolved: Resolved, scenario: Scenario) -> Resolved:
    """Every run starts where the scenario says."""
    runs = tuple(
        replace(found, start=spec.start or scenario.start or found.start)
        for found, spec in zip(resolved.runs, scenario.runs, strict=True)
    )
    return replace(resolved, scenario=scenario, runs=runs)
