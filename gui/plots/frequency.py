"""Lanes over the frequency: gain and phase of what runs make of sines; free of Qt."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.language.typeset import unicode_symbol
from engine.response import UPDATE, Response
from gui.plots.accumulators import accumulators
from gui.plots.build import GHOST, run_colour
from gui.plots.curves import Curve
from gui.plots.lane_building import equation
from gui.plots.lanes import DEGREES, Lane
from gui.plots.names import LANES, name
from gui.theme.colours import Theme

if TYPE_CHECKING:
    from scenarios.resolving import Resolved, ResolvedRun

Array = NDArray[np.float64]

MOMENTUM = "momentum"
_DECIBELS = "dB", "дБ"


def momentum_of(run: ResolvedRun) -> str | None:
    """The state of a run that gathers the gradient; None where there is none."""
    rule = run.optimizer.rule
    return accumulators(rule.states, False).momentum


def frequency_lanes(
    resolved: Resolved,
    responses: Sequence[Response | None],
    theme: Theme,
    language: str,
    visible: Sequence[bool] | None = None,
) -> list[Lane]:
    """Gain and phase of what gathers the gradient, then of the update; a curve for each run that is measured.

    The axis of frequencies, and that of gains unless they are in decibels, counts exponents of ten.
    """
    decibels = resolved.scenario.view.lanes.decibels
    lanes: list[Lane] = []
    for what in (MOMENTUM, UPDATE):
        gains: list[Curve] = []
        phases: list[Curve] = []
        for n, found in enumerate(responses):
            if found is None or (visible is not None and not visible[n]):
                continue
            key = momentum_of(resolved.runs[n]) if what == MOMENTUM else UPDATE
            if key is not None and key in found.answers:
                colour = run_colour(resolved, theme, n)
                strength = GHOST if resolved.runs[n].spec.ghost else 1.0
                x = np.log10(found.frequencies)
                gains.append(Curve(x, _heights(found.gain(key), decibels), colour, strength))
                phases.append(Curve(x, found.phase(key), colour, strength))
        if gains:
            symbol, note = _symbol(resolved, what)
            gain, phase = name(LANES, "gain", language), name(LANES, "phase", language)
            unit = f" {_DECIBELS[language == 'ru']}" if decibels else ""
            heading = f"{gain}, {symbol}{unit and ','}{unit}"
            lanes.append(Lane(heading, note, tuple(gains), key=f"gain:{what}", log=not decibels, unit=unit))
            lanes.append(Lane(f"{phase}, {symbol}", note, tuple(phases), key=f"phase:{what}", unit=DEGREES))
    return lanes


def _heights(gain: Array, decibels: bool) -> Array:
    with np.errstate(divide="ignore"):
        exponents = np.log10(gain)
    exponents[~np.isfinite(exponents)] = np.nan
    return 20 * exponents if decibels else exponents


def _symbol(resolved: Resolved, what: str) -> tuple[str, str]:
    """What is answered, in signs, and its equation."""
    if what == UPDATE:
        return "−Δθ", equation(resolved, "theta")
    having: dict[str, list[int]] = {}
    for n, run in enumerate(resolved.runs):
        state = momentum_of(run)
        if state is not None:
            having.setdefault(state, []).append(n)
    states = list(having)
    notes = dict.fromkeys(note for s, among in having.items() if (note := equation(resolved, s, among)))
    return ", ".join(unicode_symbol(s) for s in states), ", ".join(notes)
