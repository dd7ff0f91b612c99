"""From measured columns to charts in a theme's colours and one of the two languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gui.model.edits import colour_of
from gui.plots.accumulators import accumulators
from gui.plots.chart import Chart, Turn
from gui.plots.curves import Band, Curve
from gui.plots.names import CHARTS, NOTES, name
from gui.theme.colours import Theme

if TYPE_CHECKING:
    from scenarios.resolving import Resolved

Columns = Mapping[str, NDArray[np.float64]]

PARTS = {"step_x_y": (("step_x", False), ("step_y", True))}
"""Plots of several columns, and which of them are dashed."""

GHOST = 0.35
BESIDE = 0.75
"""Strength of the curves of runs kept for comparison, and of runs that are not selected."""

OUTER = 0.12
INNER = 0.18
"""Strength of a swarm's bands, 10–90 % and 25–75 %."""


def build_charts(
    resolved: Resolved,
    columns: Sequence[Columns],
    theme: Theme,
    language: str,
    visible: Sequence[bool] | None = None,
    *,
    selected: int | None = None,
    logs: Mapping[str, bool] | None = None,
    base: float | None = None,
) -> list[Chart]:
    """One chart for each plot that the scenario's view names, as long as the whole run.

    selected: the run that is drawn stronger; logs: which plots have a logarithmic axis, where it is not as
    `is_log` says; base: the least that a loss can be, where that is known. The charts of momentum and RMS
    are left out where no run has any.
    """
    turns = _turns(resolved, theme, visible)
    columns = [_until(table, resolved.scenario.playback.steps) for table in columns]
    charts = []
    for plot in shown_plots(resolved):
        curves: list[Curve] = []
        bands: list[Band] = []
        for number, table in enumerate(columns):
            if visible is None or visible[number]:
                ghost, strong = resolved.runs[number].spec.ghost, number == selected
                strength = GHOST if ghost else 1.0 if strong or selected is None else BESIDE
                colour = run_colour(resolved, theme, number)
                curves += _curves(table, plot, colour, strength, strong)
                bands += _bands(table, plot, colour, strength)
        chart = Chart(
            name(CHARTS, plot, language),
            tuple(curves),
            resolved.scenario.playback.steps,
            (logs or {}).get(plot, is_log(resolved, plot)),
            tuple(bands),
            turns,
            plot,
            NOTES.get(plot, ""),
        )
        charts.append(_above_zero(chart, base if plot == "loss" else None))
    return charts


def charts_of_shown(
    resolved: Resolved, columns: Sequence[Columns], theme: Theme, language: str, shown: Sequence[bool]
) -> list[Chart]:
    """As `build_charts`, without those of hidden runs alone: in a film nobody brings these back."""
    charts = build_charts(resolved, columns, theme, language, shown)
    kept = shown_plots(resolved, shown)
    return [chart for chart in charts if chart.plot in kept]


def _until(table: Columns, end: int) -> Columns:
    """What a run did before it was made shorter is known still, and would spread the axes."""
    if not len(table["t"]) or table["t"][-1] <= end:
        return table
    rows = int(np.searchsorted(table["t"], end, side="right"))
    return {name: column[:rows] for name, column in table.items()}


def _turns(resolved: Resolved, theme: Theme, visible: Sequence[bool] | None) -> tuple[Turn, ...]:
    """Where something was turned on the way, in the colour of its run, or grey for the landscape."""
    turns = [
        (turn.step, run_colour(resolved, theme, number))
        for number, run in enumerate(resolved.runs)
        if visible is None or visible[number]
        for turn in run.turns
    ]
    return (*turns, *((turn.step, theme.muted) for turn in resolved.scenario.field.turns))


def _above_zero(chart: Chart, base: float | None) -> Chart:
    """A logarithmic axis has no place for what is negative: it counts from the lowest value, or is none."""
    if not chart.log or not any((array < 0).any() for array in chart.arrays):
        return chart
    return replace(chart, log=False) if base is None else replace(chart, base=base)


def _curves(table: Columns, plot: str, colour: str, strength: float, strong: bool) -> list[Curve]:
    """A run's curves of one plot: one, or one for each coordinate."""
    return [
        Curve(table["t"], table[key], colour, strength, strong, dashed)
        for key, dashed in PARTS.get(plot, ((plot, False),))
        if key in table and np.isfinite(table[key]).any()
    ]


def _bands(table: Columns, plot: str, colour: str, strength: float) -> list[Band]:
    """What a swarm has around its medians: the middle half and the middle four fifths of the particles."""
    coordinates = plot in PARTS
    spans = ((":q25", ":q75", INNER),) if coordinates else ((":q10", ":q90", OUTER), (":q25", ":q75", INNER))
    return [
        Band(table["t"], table[f"{key}{low}"], table[f"{key}{high}"], colour, share * strength)
        for key, _ in PARTS.get(plot, ((plot, False),))
        for low, high, share in spans
        if f"{key}{low}" in table
    ]


def run_colour(resolved: Resolved, theme: Theme, number: int) -> str:
    """The colour of a run: its own place in the palette, or its place in the list."""
    return theme.run_colour(colour_of(resolved.scenario, number))


def shown_plots(resolved: Resolved, among: Sequence[bool] | None = None) -> list[str]:
    """The plots that the scenario's view names, without those that no run has anything for; among: which
    runs count, None for all."""
    runs = [run for n, run in enumerate(resolved.runs) if among is None or among[n]]
    found = [accumulators(run.optimizer.rule.states, True) for run in runs]
    empty = {
        "momentum": all(each.momentum is None for each in found),
        "rms": all(each.scale is None for each in found),
    }
    return [plot for plot in resolved.scenario.view.plots if not empty.get(plot, False)]


def is_log(resolved: Resolved, plot: str) -> bool:
    """Whether a plot is best drawn on a logarithmic axis: the loss where it falls to zero over decades."""
    return plot == "loss" and bool(getattr(resolved.field, "log_height", False))
